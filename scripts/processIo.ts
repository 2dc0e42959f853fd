import { constants } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { EngineError } from '../engine/index.js'
import type { Io } from './commands/context.js'

/** Ctrl-C, an end asked for by another process, and a terminal that was closed. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * The running process as the command line's input and output. The first interrupt asks the run to stop and to clean up, a second one ends
 * it; the reason of `signal` is the exit code that tells of it, 128 and the number of the interrupt.
 */
export function processIo(): Io {
  const abort = new AbortController()
  const unlisten = INTERRUPTS.map((name) => {
    const code = 128 + constants.signals[name]
    const heard = () => {
      if (abort.signal.aborted) process.exit(code)
      abort.abort(code)
    }
    process.on(name, heard)
    return () => process.off(name, heard)
  })
  // with its terminal closed, a run that was told so still cleans up
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (abort.signal.aborted) return
    // a reader that has seen enough, such as head, closes the pipe
    if (error.code === 'EPIPE') process.exit(0)
    process.stderr.write(`hexbeat: the answer cannot be written. The system says ${error.code}.\n`)
    process.exit(1)
  })
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stdin: untilAborted(process.stdin, abort.signal),
    cwd: process.cwd(),
    terminal: process.stderr.isTTY === true,
    signal: abort.signal,
    endAtOnce: () => {
      for (const off of unlisten) off()
    },
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: (question) => askUser(question, abort.signal) } : {}),
  }
}

/** A run that waits for its input sees the interrupt there. */
async function* untilAborted(stdin: typeof process.stdin, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (signal.aborted) throw new EngineError('aborted')
  signal.addEventListener('abort', () => stdin.destroy(new EngineError('aborted')), { once: true })
  yield* stdin
}

async function askUser(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question, { signal })
  } catch (error) {
    // of the signal, or of the terminal: it takes Ctrl-C for itself while it waits for an answer
    if (error instanceof Error && error.name === 'AbortError') throw new EngineError('aborted')
    throw error
  } finally {
    terminal.close()
  }
}
