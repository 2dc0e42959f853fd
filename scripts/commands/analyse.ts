/** hexbeat analyse CRIME... --out DIR: reads, analyses, prints the ranked tables, writes the results folder. Other commands ask more of it. */
import { subtle } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import {
  type Activity,
  type AnalyseHooks,
  type AnalyseOptions,
  type Analysis,
  type AnalysisDocument,
  type Asked,
  analyse,
  EngineError,
  type FileAccount,
  type GridShift,
  type Hooks,
  type Issue,
  isGridFileColumn,
  parseFactorRequest,
  type ResultFile,
  type RunDocument,
  rankedTables,
  readCallTypes,
  readGridFile,
  readTextTable,
  resolveOptions,
  resultFiles,
  resultTables,
  swingWeights,
  TARGETING_TEXT,
  warningsText,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import { type ANALYSE, DEFAULT_MARKING } from '../commandTable.js'
import { type Inputs, type LayerFile, readInputs } from '../inputs.js'
import { type CallRequest, readActivityFiles } from '../node/activityFiles.js'
import { realPlace } from '../node/beside.js'
import { readConfig } from '../node/config.js'
import { type ReadCrimeFiles, readCrimeFiles, type StateRequest } from '../node/crimeFiles.js'
import { checkStatePath, writeState } from '../node/crimeState.js'
import { boundaryFiles, readWhole } from '../node/files.js'
import { type FormatMaker, formatsHere } from '../node/formatsThread.js'
import { type Confirmation, confirmed, confirmedMapping, guessedCallMapping } from '../node/mapping.js'
import { checkOut, writeResults } from '../node/resultsFolder.js'
import { DEFAULT_FORMATS, FORMATS, type Format } from '../outputs/extraFiles.js'
import { REFERENCE_TABLES } from '../tables.js'
import { VERSION } from '../version.js'
import type { Context, Io } from './context.js'
import { absolute, skippedIssue } from './crimePaths.js'

type AnalyseArguments = Arguments<typeof ANALYSE>

/** A file read whole and recorded among the inputs. */
export type ReadInput = (role: string, path: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array }>

/** A question asked on top of the analysis: `analyse` asks none. */
export interface Question<A extends AnalyseArguments> {
  readonly command: string
  /** Refuses what is wrong with its own arguments, before anything is read. */
  readonly check: (args: A) => void
  readonly ask: (analysis: Analysis, args: A, read: ReadInput, context: Context) => Promise<Asked>
}

const NOTHING: Question<AnalyseArguments> = { command: 'analyse', check: () => undefined, ask: async () => ({}) }

export function analyseCommand(given: AnalyseArguments, context: Context): Promise<void> {
  return askOfAnalysis(NOTHING, given, context)
}

/** Everything the arguments ask for, written to `--out`; nothing is written unless all of it was made. */
export async function askOfAnalysis<A extends AnalyseArguments>(
  question: Question<A>,
  given: A,
  context: Context,
): Promise<void> {
  const { io, hooks } = context
  const args = await withConfig(given, question.command)
  const { out } = args
  if (args.operands.length === 0) {
    throw new EngineError('argument-missing', {
      column: 'CRIME',
      hint: `Name crime files or folders: hexbeat ${question.command} 2024-01/ --out results`,
    })
  }
  if (out === undefined)
    throw new EngineError('argument-missing', { column: '--out', hint: 'Name the results folder: --out results' })
  resolveOptions(optionsOf(args, null))
  question.check(args)
  await checkOut(out)
  const state = await stateOf(args, out)
  if (state !== null) await checkStatePath(state.path)

  const excel = args.excel ?? false
  const formats = (io.startFormats ?? formatsHere)(formatsOf(args.formats), excel)
  try {
    const { analysis: plain, record, packed } = await analysisOf(args, out, state, context, formats.counted)
    const read: ReadInput = async (role, path) => {
      const { name, bytes, sha256 } = await readWhole(path)
      record.push({ role, name, bytes: bytes.length, sha256 })
      return { name, bytes }
    }
    const analysis = { ...plain, asked: await question.ask(plain, args, read, context) }
    const { marking = DEFAULT_MARKING, force } = args
    const about = { version: VERSION, marking, force, inputs: record }
    await writeResults(out, (folder) => {
      const extra = (document: RunDocument) => formats.make(analysis, document, folder)
      const results = resultFiles(analysis, { ...about, sha256, excel, extra, elsewhere: formats.elsewhere })
      return untilEnded(results, hooks.signal, formats)
    })
    if (state !== null && packed !== null) await writeState(state.path, packed)
    await answerWith(analysis, out, context)
  } finally {
    formats.close()
  }
}

/** The files, as long as nobody says stop: what is written of them by then is taken away again, once nothing more is written. */
async function* untilEnded(
  files: AsyncIterable<ResultFile>,
  signal: Hooks['signal'],
  formats: FormatMaker,
): AsyncGenerator<ResultFile> {
  try {
    if (signal?.aborted) throw new EngineError('aborted')
    for await (const file of files) {
      yield file
      if (signal?.aborted) throw new EngineError('aborted')
    }
  } finally {
    await formats.close()
  }
}

async function answerWith(analysis: Analysis, out: string, { io, answer }: Context): Promise<void> {
  const document: AnalysisDocument = JSON.parse(await readFile(join(out, 'analysis.json'), 'utf8'))
  const shown = relative(io.cwd, out) || '.'
  answer(
    `${answerText(analysis)}\n${warningsText(document.warnings)}${document.files.length + 1} files written to ${shown}. To look at them: hexbeat view ${shown}\n`,
    {
      out: shown,
      analysis: document,
    },
  )
}

/** What was asked, or the ranked tables of a plain analysis. */
function answerText(analysis: Analysis): string {
  const { sections } = resultTables(analysis)
  return sections.length === 0 ? rankedTables(analysis) : [...sections.map(({ text }) => text), TARGETING_TEXT].join('\n')
}

function formatsOf(given: readonly string[] | undefined): ReadonlySet<Format> {
  if (given === undefined) return new Set(DEFAULT_FORMATS)
  return new Set(
    given.map((written) => {
      const format = FORMATS.find((one) => one === written)
      if (format !== undefined) return format
      throw new EngineError('option-invalid', { column: '--formats', value: written, hint: `Known: ${FORMATS.join(', ')}.` })
    }),
  )
}

/** Crimes are read from the start, the areas meanwhile; when the areas fail, reading ends. */
async function analysisOf(
  args: AnalyseArguments,
  out: string,
  state: StateRequest | null,
  context: Context,
  counted: AnalyseHooks['counted'],
): Promise<{ analysis: Analysis; record: Recorded[]; packed: Uint8Array | null }> {
  const { io, hooks } = context
  const paths = absolute(args.operands, io.cwd)
  const { categories } = resolveOptions(optionsOf(args, null))
  const confirmation = confirmationOf(args, context)
  const gridFile = args.gridFile === undefined ? null : await readGrid(args.gridFile)
  const mapping = await confirmedMapping(paths, args.mapping, confirmation)
  const over = new AbortController()
  const signal = AbortSignal.any([io.signal, over.signal])
  const crimeOptions = { categories, mapping, keepEvents: mapping !== null, gridFile: gridFile?.grid ?? null, state }
  const reading = crimeReader(paths, io)(paths, crimeOptions, { ...hooks, signal })
  // what is wrong with the crimes is told once they are waited for
  reading.catch(() => undefined)
  try {
    const { read, record } = await readFiles(args, out, io.cwd)
    if (gridFile !== null) record.push(gridFile.record)
    const { harm, issues, ...inputs } = read
    const options = resolveOptions(optionsOf(args, harm))
    const calls = await callRequest(args, confirmation, gridFile?.grid ?? null)
    const { searches = [], outcomes: outcomeFiles = [], calls: callFiles = [] } = args
    const beside = await readActivityFiles({ searches, outcomes: outcomeFiles, calls: callFiles, crimes: paths }, calls, hooks)
    for (const { role, files: read } of beside.activity)
      record.push(...read.map(({ name, bytes, sha256 }) => ({ role, name, bytes, sha256 })))
    const crimes = reading.then(({ crimes, skipped }) => {
      refuseCrimesAsCalls(crimes.files, beside.activity)
      return {
        ...crimes,
        issues: [
          ...crimes.issues,
          ...skippedIssue(skipped),
          ...issues,
          ...roadsNotUsed(args, mapping !== null),
          ...beside.activity.flatMap((activity) => activity.issues),
        ],
      }
    })
    const analysis = await analyse({ ...inputs, ...beside, crimes }, options, { ...hooks, counted })
    return { analysis, record, packed: (await reading).state }
  } finally {
    over.abort()
  }
}

/** A results folder holds no locations, and is replaced as a whole. */
async function stateOf({ state, update = false }: AnalyseArguments, out: string): Promise<StateRequest | null> {
  if (state === undefined) {
    if (!update) return null
    throw new EngineError('argument-missing', { column: '--state', hint: 'Name the state that is to be updated: --state FILE' })
  }
  if (!relative(await realPlace(out), await realPlace(state)).startsWith('..')) {
    throw new EngineError('option-invalid', {
      file: basename(state),
      column: '--state',
      hint: 'It holds the locations of crimes: keep it outside the results folder.',
    })
  }
  return { path: state, update }
}

/** Published points have names of their own. */
function roadsNotUsed({ roads }: AnalyseArguments, ownExtract: boolean): Issue[] {
  if (roads === undefined || ownExtract) return []
  const message = "Roads were given and not used: they name the hotspots of a force's own extract; published points have names."
  return [{ code: 'roads-not-used', count: 1, message, examples: [{ file: basename(roads) }] }]
}

/** A crime file counted as calls would stand as demand beside itself. */
function refuseCrimesAsCalls(crimes: readonly FileAccount[], activity: readonly Activity[]): void {
  const known = new Set(crimes.map(({ sha256 }) => sha256))
  const calls = activity.filter(({ role }) => role === 'calls').flatMap(({ files }) => files)
  const same = calls.find(({ sha256 }) => known.has(sha256))
  if (same === undefined) return
  throw new EngineError('option-invalid', {
    file: same.name,
    column: '--calls',
    hint: 'This file is read as crimes too: give the calls for service, or leave --calls out.',
  })
}

function confirmationOf(args: AnalyseArguments, { io }: Context): Confirmation {
  return { yes: args.yes ?? false, show: args.quiet === true ? () => undefined : io.stderr, ask: io.ask ?? null }
}

async function readGrid(path: string): Promise<{ grid: GridShift; record: Recorded }> {
  const { name, bytes, sha256 } = await readWhole(path)
  const grid = readGridFile(readTextTable(bytes, name, isGridFileColumn))
  return { grid, record: { role: 'grid', name, bytes: bytes.length, sha256 } }
}

async function callRequest(
  args: AnalyseArguments,
  confirmation: Confirmation,
  grid: GridShift | null,
): Promise<CallRequest | null> {
  if (args.calls === undefined) {
    if (args.callTypes === undefined) return null
    throw new EngineError('argument-missing', { column: '--calls', hint: 'A map of call types needs the calls: --calls FILE.' })
  }
  const mapping = await confirmed(await guessedCallMapping(args.calls[0]), confirmation)
  const types = args.callTypes === undefined ? null : await readWhole(args.callTypes)
  return { mapping, types: types === null ? null : readCallTypes(readTextTable(types.bytes, types.name)), grid }
}

/** Standard input belongs to this thread. */
function crimeReader(paths: readonly string[], io: Io): ReadCrimeFiles {
  if (io.readCrimeFiles !== undefined && !paths.includes('-')) return io.readCrimeFiles
  return (paths, options, hooks) => readCrimeFiles(paths, options, hooks, io.stdin)
}

/** Defaults < configuration file < flags; a flag replaces the whole key. */
async function withConfig<A extends AnalyseArguments>(given: A, command: string): Promise<A> {
  if (given.config === undefined) return given
  const config = await readConfig(given.config, command)
  return { ...config, ...given, operands: given.operands.length > 0 ? given.operands : config.operands }
}

/** @param harm id of the harm file once read; null before, when only the other options can be judged */
function optionsOf(args: AnalyseArguments, harm: string | null): Partial<AnalyseOptions> {
  const named = args.harm !== undefined && !isPath(args.harm) ? args.harm : undefined
  if (named !== undefined && !REFERENCE_TABLES.harm.some(({ id }) => id === named)) {
    const known = REFERENCE_TABLES.harm.map(({ id }) => id).join(', ')
    throw new EngineError('option-invalid', {
      column: '--harm',
      value: named,
      hint: `Known: ${known}; or name a file of weights, such as ./weights.csv.`,
    })
  }
  const {
    resolution,
    measure,
    ring,
    permute,
    within,
    from,
    to,
    categories,
    problem,
    institutions,
    areaOf,
    addressesRepeat,
    boundaryFromData,
    seed,
  } = args
  const options = {
    resolution,
    measure: measure === 'volume' || measure === 'harm' || measure === 'rate' ? measure : undefined,
    ring,
    permute: permute === 'total' || permute === 'conditional' ? permute : undefined,
    within,
    from,
    to,
    categories,
    harm: harm ?? named,
    problems: problem,
    institutions: institutions === undefined ? undefined : institutions === 'keep',
    areaOf: areaOf === 'point' || areaOf === 'record' ? areaOf : undefined,
    addressesRepeat,
    boundaryFromData,
    seed,
    weights: weightsOf(args),
  } satisfies { [K in keyof AnalyseOptions]: AnalyseOptions[K] | undefined }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

/** Weights by factor, or of points shared out between them. */
function weightsOf({ weights, swing }: AnalyseArguments): Readonly<Record<string, number>> | undefined {
  if (weights !== undefined && swing !== undefined)
    throw new EngineError('option-invalid', { column: '--swing', hint: 'Give weights or points, not both.' })
  const given = weights ?? swing
  if (given === undefined) return undefined
  const column = weights === undefined ? '--swing' : '--weights'
  const ids = Object.keys(given)
  const numbers = ids.map((id) => {
    const number = Number(given[id])
    if (given[id].trim() !== '' && Number.isFinite(number)) return number
    throw new EngineError('option-invalid', { column, value: `${id}=${given[id]}`, hint: 'Write a number after =.' })
  })
  const used = swing === undefined ? numbers : swingWeights(numbers)
  return Object.fromEntries(ids.map((id, k) => [id, used[k]]))
}

function isPath(harm: string): boolean {
  return /[./\\]/.test(harm)
}

interface Recorded {
  readonly role: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** Reads all files but the crimes, in an order of their own, and records what was read; their bytes are let go. */
async function readFiles(args: AnalyseArguments, out: string, cwd: string): Promise<{ read: Inputs; record: Recorded[] }> {
  const record: Recorded[] = []
  const read = async (role: string, path: string) => {
    const file = await readWhole(path)
    record.push({ role, name: file.name, bytes: file.bytes.length, sha256: file.sha256 })
    return file
  }
  const layer = async (kind: string, path: string): Promise<LayerFile> => {
    const files = await boundaryFiles(path)
    record.push(...files.map(({ name, bytes, sha256 }) => ({ role: kind, name, bytes: bytes.length, sha256 })))
    return {
      kind,
      ...(files.length === 1 ? files[0] : { name: basename(path), files }),
      codeColumn: args.codeColumn?.[kind],
      nameColumn: args.nameColumn?.[kind],
      parentColumn: args.parentColumn?.[kind],
    }
  }
  const maybe = async (role: string, path: string | undefined) => (path === undefined ? null : read(role, path))

  const paths = layerPaths(args)
  const layers: LayerFile[] = []
  for (const [kind, path] of paths) layers.push(await layer(kind, path))
  const parents = []
  for (const [kind, path] of Object.entries(args.parents ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
    parents.push({ kind, ...(await read('parents', path)) })
  const boundary = args.boundary === undefined ? null : await layer('boundary', args.boundary)
  const deprivation = []
  for (const path of args.deprivation ?? []) deprivation.push(await read('deprivation', path))
  const factors = []
  for (const flag of args.factors ?? []) {
    const { path, request } = parseFactorRequest(flag)
    factors.push({ request, ...(await read('factor', resolve(cwd, path))) })
  }
  return {
    read: await readInputs({
      layers,
      boundary,
      parents,
      deprivation,
      factors,
      mendRings: args.mendRings,
      population: await maybe('population', args.population),
      lookup: await maybe('lookup', args.lookup),
      harm: await maybe('harm', args.harm !== undefined && isPath(args.harm) ? args.harm : undefined),
      places: await maybe('places', args.places),
      roads: args.roads === undefined ? null : { ...(await read('roads', args.roads)), nameColumn: args.nameColumn?.roads },
      decisions: args.decisions === undefined ? await earlierDecisions(out) : await read('decisions', args.decisions),
    }),
    record,
  }
}

/** Layers by kind: wards, beats, sectors, LSOAs, then the others by name, whatever the order of the flags. */
function layerPaths(args: AnalyseArguments): Map<string, string> {
  const paths = new Map<string, string>()
  const short = { ward: args.wards, beat: args.beats, sector: args.sectors, lsoa: args.lsoas }
  for (const [kind, path] of Object.entries(short)) if (path !== undefined) paths.set(kind, path)
  const others = Object.entries(args.areas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [kind, path] of others) {
    if (paths.has(kind) || kind === 'boundary') {
      throw new EngineError('option-invalid', {
        column: '--areas',
        value: kind,
        hint: 'This layer has a flag of its own; give it once.',
      })
    }
    paths.set(kind, path)
  }
  for (const [flag, columns] of [
    ['--code-column', args.codeColumn],
    ['--name-column', args.nameColumn],
    ['--parent-column', args.parentColumn],
  ] as const) {
    const stray = Object.keys(columns ?? {}).find(
      (kind) =>
        !paths.has(kind) &&
        !(kind === 'boundary' && args.boundary !== undefined) &&
        !(kind === 'roads' && args.roads !== undefined && flag === '--name-column'),
    )
    if (stray !== undefined) {
      throw new EngineError('option-invalid', {
        column: flag,
        value: stray,
        hint: `No layer of this kind is given. Given: ${[...paths.keys()].join(', ') || 'none'}.`,
      })
    }
  }
  return paths
}

/** Decisions a person wrote into the results that are about to be replaced. */
async function earlierDecisions(out: string) {
  const path = join(out, 'hotspots.csv')
  return existsSync(path) ? readWhole(path) : null
}

/** In another thread, while the next file is made. */
async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex')
}
