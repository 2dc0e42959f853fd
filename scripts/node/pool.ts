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
  /** It takes no more orders. */
  readonly ended: boolean
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
  type Answer = Tasks[Name]['answer']
  let heard: Progress = () => undefined
  const waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }[] = []
  /** Why it has ended; it may die before it is asked: that is told then. */
  let ended: { readonly error: unknown } | null = null
  const end = (error: unknown) => {
    ended ??= { error }
    for (const { reject } of waiting.splice(0)) reject(ended.error)
  }
  const answered = () => {
    const first = waiting.shift()
    if (waiting.length === 0) worker.unref()
    return first
  }
  worker.on('message', (reply: Reply<Answer>) => {
    if (reply.type === 'done') answered()?.resolve(reply.answer)
    else if (reply.type === 'failed') answered()?.reject(new EngineError(reply.code, reply.place))
    else {
      try {
        heard(reply.stage, reply.done)
      } catch (error) {
        // it is whoever asked that must hear of it
        end(error)
        worker.terminate()
      }
    }
  })
  worker.on('messageerror', end)
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`the ${name} thread ended without an answer, with ${code}`)))
  const ask: Thread<Tasks[Name]['order'], Answer>['ask'] = (order, progress = heard) => {
    if (ended !== null) return Promise.reject(ended.error)
    heard = progress
    worker.ref()
    worker.postMessage(order)
    return new Promise<Answer>((resolve, reject) => waiting.push({ resolve, reject }))
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
    close() {
      end(new EngineError('aborted'))
      return worker.terminate()
    },
    get ended() {
      return ended !== null
    },
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
    take() {
      for (let thread = idle.pop(); thread !== undefined; thread = idle.pop()) if (!thread.ended) return thread
      return startThread(name, entry)
    },
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
