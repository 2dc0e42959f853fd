import { Worker } from 'node:worker_threads'
import { EngineError, type ErrorCode, type ErrorPlace } from '../../engine/index.js'
import type { CrimeFiles, ReadCrimeFiles, ReadingOptions } from './crimeFiles.js'

/** What the thread is started with. */
export interface ReadingOrder {
  readonly paths: readonly string[]
  readonly options: ReadingOptions
}

/** What it answers: progress any number of times, then one of the other two. A fault of ours ends the thread instead. */
export type ReadingReply =
  | { readonly type: 'progress'; readonly stage: string; readonly done: number }
  | { readonly type: 'done'; readonly files: CrimeFiles }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly place: ErrorPlace }

/**
 * A reader that works in a thread of its own, so that areas are prepared meanwhile. The thread is ended when it has answered, has failed
 * or the signal says so; one that dies without an answer is an error.
 *
 * @param entry the built readingWorker
 */
export function readingThread(entry: URL): ReadCrimeFiles {
  return async (paths, options, { progress, signal }) => {
    if (signal.aborted) throw new EngineError('aborted')
    const worker = new Worker(entry, {
      workerData: { paths, options } satisfies ReadingOrder,
      // what this process was told to load first is not for the thread
      execArgv: [],
    })
    try {
      return await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EngineError('aborted')), { once: true })
        worker.on('message', (reply: ReadingReply) => {
          if (reply.type === 'progress') progress?.(reply.stage, reply.done)
          else if (reply.type === 'done') resolve(reply.files)
          else reject(new EngineError(reply.code, reply.place))
        })
        worker.on('messageerror', reject)
        worker.on('error', reject)
        worker.on('exit', (code) => reject(new Error(`the reading thread ended without an answer, with ${code}`)))
      })
    } finally {
      worker.terminate()
    }
  }
}
