import { createInterface } from 'node:readline/promises'
import { EngineError } from '../engine/index.js'
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
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: (question) => askUser(question, abort.signal) } : {}),
  }
}

async function askUser(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question, { signal })
  } catch (error) {
    if (signal.aborted) throw new EngineError('aborted')
    throw error
  } finally {
    terminal.close()
  }
}
