import type { Io } from './commands/context.js'

/** The running process as the command line's input and output. The first Ctrl-C asks the run to stop, a second one ends it. */
export function processIo(): Io {
  const abort = new AbortController()
  process.on('SIGINT', () => {
    if (abort.signal.aborted) process.exit(130)
    abort.abort()
  })
  // a reader that has seen enough, such as head, closes the pipe
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3))
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stdin: process.stdin,
    cwd: process.cwd(),
    terminal: process.stderr.isTTY === true,
    signal: abort.signal,
  }
}
