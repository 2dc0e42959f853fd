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

type Analyse = WorkerRequest & { readonly type: 'analyse' }

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
    // what is wrong with a request, even that it is none, is answered
    const request: WorkerRequest = Object(data)
    const { id } = request
    if (request.type === 'stop') {
      const signal = running.get(id)
      if (signal !== undefined) signal.aborted = true
      return
    }
    const signal = { aborted: false }
    running.set(id, signal)
    const progress = (stage: string, done: number) => {
      scope.postMessage({ type: 'progress', id, stage, done })
      // a turn of the event loop: a stop that waits is heard
      return new Promise((resolve) => setTimeout(resolve))
    }
    run(request, { progress, signal })
      .then(
        (analysis) => scope.postMessage({ type: 'done', id, analysis }),
        (error: unknown) => scope.postMessage({ type: 'failed', id, error: plainError(error) }),
      )
      .finally(() => running.delete(id))
  })
}

async function run(request: Analyse, hooks: Parameters<typeof analyse>[2]): Promise<Analysis> {
  refuseIncomplete(request)
  const { harm, issues, ...inputs } = await readInputs(request.inputs)
  const options = resolveOptions(harm === null ? request.options : { ...request.options, harm })
  const sources = await Promise.all(request.crimes.map(source))
  const crimes = await readCrimes(sources, inputs.tables, { categories: options.categories }, hooks)
  return analyse({ ...inputs, crimes: { ...crimes, issues: [...crimes.issues, ...issues] } }, options, hooks)
}

const INPUT_LISTS = ['layers', 'parents', 'deprivation'] as const
const INPUT_FILES = ['boundary', 'population', 'lookup', 'decisions', 'harm'] as const

/** Without types, a field is soon forgotten. @throws EngineError 'option-invalid' naming what is missing or of another kind */
function refuseIncomplete(request: Analyse): void {
  const { type, id, crimes, inputs, options }: Fields = { ...request }
  if (type !== 'analyse') throw refused('type', type, 'Known: analyse, stop.')
  if (typeof id !== 'number') throw refused('id', id, 'A number is needed: replies carry it.')
  if (!Array.isArray(crimes)) throw refused('crimes', crimes, 'A list of files is needed.')
  if (!isObject(options)) throw refused('options', options, 'An object is needed; {} for the defaults.')
  if (!isObject(inputs)) throw refused('inputs', inputs, 'An object is needed, with all files but the crimes.')
  const list = INPUT_LISTS.find((field) => !Array.isArray(inputs[field]))
  if (list !== undefined) throw refused(`inputs.${list}`, inputs[list], 'A list of files is needed; [] where there are none.')
  const missing = INPUT_FILES.find((field) => inputs[field] === undefined)
  if (missing !== undefined) throw refused(`inputs.${missing}`, undefined, 'A file is needed; null where there is none.')
  const { mendRings, ...files } = inputs
  for (const [field, given] of Object.entries({ crimes, ...files })) {
    const file = filesOf(given).find((one) => !isFile(one))
    if (file !== undefined) throw refused(field, file, 'Each file needs its name, a text, and its bytes, a Uint8Array.')
  }
}

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

/** One file, a list of files, or a layer of several. */
function filesOf(given: unknown): unknown[] {
  return [given ?? []].flat().flatMap((one) => (isObject(one) && Array.isArray(one.files) ? one.files : [one]))
}

function isFile(value: unknown): boolean {
  return isObject(value) && typeof value.name === 'string' && value.bytes instanceof Uint8Array
}

function refused(column: string, value: unknown, hint: string): EngineError {
  return new EngineError('option-invalid', {
    column,
    value: isObject(value) ? Object.keys(value).join(', ') : String(value),
    hint,
  })
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
