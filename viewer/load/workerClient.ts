import { EngineError } from '../../engine/index.js'
import type { Progress, Reply, Request, Source, TaskName, Tasks } from '../worker/protocol.js'
import { receiveError } from '../worker/sentError.js'

interface CallOptions {
  readonly onProgress?: (progress: Progress) => void
  /** Ends the worker, whatever it is doing; the results that were open, and raw files, are given to the next one again. */
  readonly signal?: AbortSignal
}

/** The part of a worker that is used; tests bring their own. */
export interface WorkerPort {
  postMessage(request: Request): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: { data: Reply }) => void): void
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void
  addEventListener(type: 'messageerror', listener: () => void): void
}

interface Pending {
  resolve(result: Tasks[TaskName]['result']): void
  reject(error: Error): void
  onProgress(progress: Progress): void
}

/** Raw files as they were recognised last and, once they are, read: the worker keeps them from one task to the next. */
interface RawKept {
  readonly by: WorkerPort
  readonly files: Tasks['recognise']['argument']
  readonly read: Tasks['readCrimes']['argument'] | null
}

export interface WorkerClient {
  call<Task extends TaskName>(
    task: Task,
    argument: Tasks[Task]['argument'],
    options?: CallOptions,
  ): Promise<Tasks[Task]['result']>
}

/** Calls tasks of a worker that `start` makes, when first needed and after one was ended. */
export function createWorkerClient(start: () => WorkerPort): WorkerClient {
  let worker: WorkerPort | null = null
  let next = 1
  let lastGood: Source | null = null
  let raw: RawKept | null = null
  const pending = new Map<number, Pending>()

  function running(): WorkerPort {
    if (worker !== null) return worker
    const made = start()
    made.addEventListener('message', ({ data }) => {
      const call = pending.get(data.id)
      if (call === undefined) return
      if (data.type === 'progress') return call.onProgress(data.progress)
      pending.delete(data.id)
      if (data.type === 'done') call.resolve(data.result)
      else call.reject(receiveError(data.error))
    })
    made.addEventListener('error', ({ message }) => end(new Error(`The worker stopped: ${message || 'it could not be loaded'}`)))
    // whose answer it was is not known
    made.addEventListener('messageerror', () => end(new Error('The worker stopped: an answer of it could not be read')))
    worker = made
    if (lastGood !== null) void send('open', lastGood).catch(() => undefined)
    return made
  }

  function end(error: Error) {
    worker?.terminate()
    worker = null
    const stopped = [...pending.values()]
    pending.clear()
    for (const call of stopped) call.reject(error)
  }

  function send<Task extends TaskName>(
    task: Task,
    argument: Tasks[Task]['argument'],
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<Tasks[Task]['result']> {
    const port = running()
    const id = next++
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject, onProgress })
      port.postMessage({ id, task, argument })
    })
  }

  /** Raw files are given again to a worker that took the place of the one that had them. */
  async function giveAgain({ files, read }: RawKept, task: TaskName, onProgress?: (progress: Progress) => void) {
    await send('recognise', files, onProgress)
    if (read !== null && task === 'analyse') await send('readCrimes', read, onProgress)
    raw = { by: running(), files, read }
  }

  function keep<Task extends TaskName>(task: Task, argument: Tasks[Task]['argument'], result: Tasks[Task]['result']) {
    if (result === null) return
    if (task === 'open') lastGood = argument as Source
    if (task === 'recognise') raw = { by: running(), files: argument as RawKept['files'], read: null }
    if (task === 'readCrimes' && raw !== null) raw = { ...raw, read: argument as RawKept['read'] }
  }

  return {
    async call(task, argument, { onProgress, signal } = {}) {
      const stop = () => end(new EngineError('aborted', { hint: 'Stopped by you. The results before are still open.' }))
      if (signal?.aborted) throw new EngineError('aborted')
      signal?.addEventListener('abort', stop, { once: true })
      try {
        const asksRaw = task === 'readCrimes' || task === 'analyse'
        if (asksRaw && raw !== null && raw.by !== running()) await giveAgain(raw, task, onProgress)
        const result = await send(task, argument, onProgress)
        keep(task, argument, result)
        return result
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
  }
}

const client = createWorkerClient(() => new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' }))

/** One task of the page's worker. Errors are those thrown there, `EngineError` with its place. */
export const call = client.call
