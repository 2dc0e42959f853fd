import { parentPort, type TransferListItem, Worker } from 'node:worker_threads'
import { type CrimeFile, EngineError, type ErrorCode, type ErrorPlace, type ResultFile } from '../../engine/index.js'
import type { FormatsOrder } from './formatsThread.js'
import type { ReadingOrder } from './readingThreads.js'

/** All that is done in threads: what each is told, and what it answers. Plain data, since both are copied. */
export interface Tasks {
  readonly reading: { readonly order: ReadingOrder; readonly answer: readonly CrimeFile[] }
  readonly formats: { readonly order: FormatsOrder; readonly answer: readonly ResultFile[] }
}

type Progress = (stage: string, done: number) => void

/** What a thread says: progress any number of times, then one of the other two. A fault of ours ends it instead. */
type Reply<Answer> =
  | { readonly type: 'progress'; readonly stage: string; readonly done: number }
  | { readonly type: 'done'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly place: ErrorPlace }

/** A thread with one task. */
export interface Thread<Order, Answer> {
  /**
   * Gives the order, once; the thread is ended when it has answered or failed.
   *
   * @throws EngineError what the task threw, field for field; 'aborted' once closed. A fault in the thread, with its stack there; an error
   *         too if it ends without an answer
   */
  run(order: Order, progress?: Progress): Promise<Answer>
  /** Ends it, at whatever it is. */
  close(): void
}

/**
 * Starts a thread, which loads what it needs while its order is not yet made.
 *
 * @param entry the built worker of the task, which calls `answerTask`
 */
export function startThread<Name extends keyof Tasks>(
  name: Name,
  entry: URL,
): Thread<Tasks[Name]['order'], Tasks[Name]['answer']> {
  // what this process was told to load first is not for the thread
  const worker = new Worker(entry, { execArgv: [] })
  // it alone keeps no process alive
  worker.unref()
  let heard: Progress = () => undefined
  let close = () => {}
  const answer = new Promise<Tasks[Name]['answer']>((resolve, reject) => {
    worker.on('message', (reply: Reply<Tasks[Name]['answer']>) => {
      if (reply.type === 'progress') heard(reply.stage, reply.done)
      else if (reply.type === 'done') resolve(reply.answer)
      else reject(new EngineError(reply.code, reply.place))
    })
    worker.on('messageerror', reject)
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the ${name} thread ended without an answer, with ${code}`)))
    close = () => {
      reject(new EngineError('aborted'))
      worker.terminate()
    }
  })
  // it may die before it is asked: that is told then
  answer.catch(() => undefined)
  return {
    async run(order, progress = heard) {
      heard = progress
      worker.ref()
      try {
        worker.postMessage(order)
        return await answer
      } finally {
        worker.terminate()
      }
    },
    close,
  }
}

/** In the thread: does the task it is asked for. @param transfer what of the answer is handed over rather than copied */
export function answerTask<Name extends keyof Tasks>(
  _: Name,
  work: (order: Tasks[Name]['order'], progress: Progress) => Promise<Tasks[Name]['answer']>,
  transfer: (answer: Tasks[Name]['answer']) => TransferListItem[] = () => [],
): void {
  const say = (reply: Reply<Tasks[Name]['answer']>, handed: readonly TransferListItem[] = []) =>
    parentPort?.postMessage(reply, handed)
  parentPort?.once('message', async (order: Tasks[Name]['order']) => {
    try {
      const answer = await work(order, (stage, done) => say({ type: 'progress', stage, done }))
      say({ type: 'done', answer }, transfer(answer))
    } catch (error) {
      // nobody waits for it here: it ends the thread
      if (!(error instanceof EngineError)) throw error
      const { code, file, line, column, value, hint } = error
      const known = Object.entries({ file, line, column, value, hint }).filter(([, field]) => field !== undefined)
      say({ type: 'failed', code, place: Object.fromEntries(known) })
    }
  })
}
