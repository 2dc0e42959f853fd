/**
 * `hexbeat/worker`: the chain off the main thread. In the worker: `serve(self)`. On the page: post a `WorkerRequest`,
 * then listen for `WorkerReply`s with its id: `progress` any number of times, then one `done` or `failed`.
 */
import {
  type AnalyseOptions,
  type Analysis,
  analyse,
  type CrimeSource,
  EngineError,
  readCrimes,
  resolveOptions,
} from '../engine/index.js'
import { type InputFiles, type NamedBytes, readInputs } from './inputs.js'

export type { InputFiles, LayerFile, NamedBytes } from './inputs.js'

export type WorkerRequest =
  | {
      readonly type: 'analyse'
      readonly id: number
      /** Crime files, unpacked. */
      readonly crimes: readonly NamedBytes[]
      readonly inputs: InputFiles
      readonly options: Partial<AnalyseOptions>
    }
  | { readonly type: 'stop'; readonly id: number }

export interface WorkerError {
  readonly code: string
  readonly message: string
  readonly file: string | undefined
  readonly line: number | undefined
  readonly column: string | undefined
  readonly value: string | undefined
  readonly hint: string | undefined
}

export type WorkerReply =
  | { readonly type: 'progress'; readonly id: number; readonly stage: string; readonly done: number }
  | { readonly type: 'done'; readonly id: number; readonly analysis: Analysis }
  | { readonly type: 'failed'; readonly id: number; readonly error: WorkerError }

/** The part of a worker's global scope that is used. */
export interface WorkerScope {
  postMessage(reply: WorkerReply): void
  addEventListener(type: 'message', listener: (event: { data: WorkerRequest }) => void): void
}

/** Answers requests until the worker ends; several may run at once, each stopped by its own id. */
export function serve(scope: WorkerScope): void {
  const running = new Map<number, { aborted: boolean }>()
  scope.addEventListener('message', ({ data }) => {
    const { id } = data
    if (data.type === 'stop') {
      const signal = running.get(id)
      if (signal !== undefined) signal.aborted = true
      return
    }
    const signal = { aborted: false }
    running.set(id, signal)
    const progress = (stage: string, done: number) => scope.postMessage({ type: 'progress', id, stage, done })
    run(data, { progress, signal })
      .then(
        (analysis) => scope.postMessage({ type: 'done', id, analysis }),
        (error: unknown) => scope.postMessage({ type: 'failed', id, error: plainError(error) }),
      )
      .finally(() => running.delete(id))
  })
}

async function run(request: WorkerRequest & { type: 'analyse' }, hooks: Parameters<typeof analyse>[2]): Promise<Analysis> {
  const { harm, issues, ...inputs } = readInputs(request.inputs)
  const options = resolveOptions(harm === null ? request.options : { ...request.options, harm })
  const sources = await Promise.all(request.crimes.map(source))
  const crimes = await readCrimes(sources, inputs.tables, { categories: options.categories }, hooks)
  return analyse({ ...inputs, crimes: { ...crimes, issues: [...crimes.issues, ...issues] } }, options, hooks)
}

async function source({ name, bytes }: NamedBytes): Promise<CrimeSource> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name, bytes: [bytes], sha256: () => sha256 }
}

/** Errors lose their class on the way to the page. */
function plainError(error: unknown): WorkerError {
  if (error instanceof EngineError) {
    const { code, message, file, line, column, value, hint } = error
    return { code, message, file, line, column, value, hint }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'internal-fault',
    message,
    file: undefined,
    line: undefined,
    column: undefined,
    value: undefined,
    hint: undefined,
  }
}
