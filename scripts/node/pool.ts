import { parentPort, type TransferListItem, Worker } from 'node:worker_threads'
import { type CrimeFile, EngineError, type ErrorCode, type ErrorPlace } from '../../engine/index.js'
import type { FormatsAnswer, FormatsOrder } from './formatsThread.js'
import type { ReadingOrder } from './readingThreads.js'

/** All that is done in threads: what each is told, and what it answers. Plain data, since both are copied. */
export interface Tasks {
  readonly reading: { readonly order: ReadingOrder; readonly answer: readonly CrimeFile[] }
  readonly formats: { readonly order: FormatsOrder; readonly answer: FormatsAnswer }
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
   * Gives an order; the thread takes them one after another.
   *
   * @throws EngineError what the task threw, field for field; 'aborted' once closed. A fault in the thread, with its stack there; an error
   *         too if it ends without an answer
   */
  ask(order: Order, progress?: Progress): Promise<Answer>
  /** The same with the last order: the thread is ended when it has answered or failed. */
  run(order: Order, progress?: Progress): Promise<Answer>
  /** Ends it, at whatever it is; resolves when it has. */
  close(): Promise<unknown>
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
  let close: () => Promise<unknown> = async () => undefined
  const waiting: { readonly resolve: (answer: Tasks[Name]['answer']) => void; readonly reject: (error: unknown) => void }[] = []
  const end = new Promise<never>((_, reject) => {
    worker.on('message', (reply: Reply<Tasks[Name]['answer']>) => {
      if (reply.type === 'progress') heard(reply.stage, reply.done)
      else if (reply.type === 'done') waiting.shift()?.resolve(reply.answer)
      else waiting.shift()?.reject(new EngineError(reply.code, reply.place))
    })
    worker.on('messageerror', reject)
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the ${name} thread ended without an answer, with ${code}`)))
    close = () => {
      reject(new EngineError('aborted'))
      return worker.terminate()
    }
  })
  // it may die before it is asked: that is told then
  end.catch(() => undefined)
  const ask: Thread<Tasks[Name]['order'], Tasks[Name]['answer']>['ask'] = (order, progress = heard) => {
    heard = progress
    worker.ref()
    worker.postMessage(order)
    const answer = new Promise<Tasks[Name]['answer']>((resolve, reject) => waiting.push({ resolve, reject }))
    return Promise.race([end, answer]).finally(() => {
      if (waiting.length === 0) worker.unref()
    })
  }
  return {
    ask,
    async run(order, progress) {
      try {
        return await ask(order, progress)
      } finally {
        worker.terminate()
      }
    },
    close,
  }
}

/** Where threads of one task come from, and where they go. */
export interface ThreadSource<Order, Answer> {
  take(): Thread<Order, Answer>
  /** Takes one back that has answered; any other is closed by whoever took it. */
  giveBack(thread: Thread<Order, Answer>): void
}

/** Threads started for one order each. */
export function freshThreads<Name extends keyof Tasks>(name: Name, entry: URL): SourceOf<Name> {
  return { take: () => startThread(name, entry), giveBack: (thread) => thread.close() }
}

/**
 * Threads kept for the next order: their code is loaded and compiled by then. Two orders at a time have threads of their own.
 *
 * @param most threads kept idle
 */
export function keptThreads<Name extends keyof Tasks>(
  name: Name,
  entry: URL,
  most: number,
): SourceOf<Name> & { readonly close: () => Promise<void> } {
  const idle: ReturnType<SourceOf<Name>['take']>[] = []
  return {
    take: () => idle.pop() ?? startThread(name, entry),
    giveBack(thread) {
      if (idle.length < most) idle.push(thread)
      else thread.close()
    },
    async close() {
      await Promise.all(idle.splice(0).map((thread) => thread.close()))
    },
  }
}

type SourceOf<Name extends keyof Tasks> = ThreadSource<Tasks[Name]['order'], Tasks[Name]['answer']>

/** In the thread: does what it is asked for, one order after another. @param transfer what of the answer is handed over rather than copied */
export function answerTask<Name extends keyof Tasks>(
  _: Name,
  work: (order: Tasks[Name]['order'], progress: Progress) => Promise<Tasks[Name]['answer']>,
  transfer: (answer: Tasks[Name]['answer']) => TransferListItem[] = () => [],
): void {
  const say = (reply: Reply<Tasks[Name]['answer']>, handed: readonly TransferListItem[] = []) =>
    parentPort?.postMessage(reply, handed)
  const answer = async (order: Tasks[Name]['order']) => {
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
  }
  let last = Promise.resolve()
  parentPort?.on('message', (order: Tasks[Name]['order']) => {
    last = last.then(() => answer(order))
  })
}
