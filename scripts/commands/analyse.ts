/** hexbeat analyse CRIME... --out DIR: reads, analyses, prints the ranked tables, writes the results folder. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import {
  type AnalyseOptions,
  type Analysis,
  type AnalysisDocument,
  analyse,
  EngineError,
  rankedTables,
  resolveOptions,
  resultFiles,
} from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { ANALYSE } from '../commandTable.js'
import { type InputFiles, type LayerFile, readInputs } from '../inputs.js'
import { readConfig } from '../node/config.js'
import { type ReadCrimeFiles, readCrimeFiles } from '../node/crimeFiles.js'
import { readWhole } from '../node/files.js'
import { checkOut, writeResults } from '../node/resultsFolder.js'
import { REFERENCE_TABLES } from '../tables.js'
import { VERSION } from '../version.js'
import type { Context, Io } from './context.js'
import { absolute, skippedIssue } from './crimePaths.js'

type AnalyseArguments = Arguments<typeof ANALYSE>

const DEFAULT_MARKING = 'OFFICIAL-SENSITIVE'

/** Everything the arguments ask for, written to `--out`; nothing is written unless all of it was made. */
export async function analyseCommand(given: AnalyseArguments, context: Context): Promise<void> {
  const { io, hooks, answer } = context
  const args = await withConfig(given)
  const { out } = args
  if (args.operands.length === 0) {
    throw new EngineError('argument-missing', {
      column: 'CRIME',
      hint: 'Name crime files or folders: hexbeat analyse 2024-01/ --out results',
    })
  }
  if (out === undefined)
    throw new EngineError('argument-missing', { column: '--out', hint: 'Name the results folder: --out results' })
  resolveOptions(optionsOf(args, null))
  await checkOut(out)

  const { analysis, record } = await analysisOf(args, out, context)
  const results = resultFiles(analysis, {
    version: VERSION,
    marking: args.marking ?? DEFAULT_MARKING,
    inputs: record,
    sha256,
    excel: args.excel ?? false,
  })
  if (hooks.signal?.aborted) throw new EngineError('aborted')
  await writeResults(out, results)
  const document: AnalysisDocument = JSON.parse(await readFile(join(out, 'analysis.json'), 'utf8'))
  const shown = relative(io.cwd, out) || '.'
  answer(
    `${rankedTables(analysis)}\n${document.files.length + 1} files written to ${shown}. To look at them: hexbeat view ${shown}\n`,
    {
      out: shown,
      analysis: document,
    },
  )
}

/** Crimes are read from the start, the areas meanwhile; when the areas fail, reading ends. */
async function analysisOf(
  args: AnalyseArguments,
  out: string,
  { io, hooks }: Context,
): Promise<{ analysis: Analysis; record: Recorded[] }> {
  const paths = absolute(args.operands, io.cwd)
  const { categories } = resolveOptions(optionsOf(args, null))
  const over = new AbortController()
  const signal = AbortSignal.any([io.signal, over.signal])
  const reading = crimeReader(paths, io)(paths, { categories }, { ...hooks, signal })
  // what is wrong with the crimes is told once they are waited for
  reading.catch(() => undefined)
  try {
    const { files, record } = await readFiles(args, out)
    const { harm, issues, ...inputs } = readInputs(files)
    const options = resolveOptions(optionsOf(args, harm))
    const crimes = reading.then(({ crimes, skipped }) => ({
      ...crimes,
      issues: [...crimes.issues, ...skippedIssue(skipped), ...issues],
    }))
    return { analysis: await analyse({ ...inputs, crimes }, options, hooks), record }
  } finally {
    over.abort()
  }
}

/** Standard input belongs to this thread. */
function crimeReader(paths: readonly string[], io: Io): ReadCrimeFiles {
  if (io.readCrimeFiles !== undefined && !paths.includes('-')) return io.readCrimeFiles
  return (paths, options, hooks) => readCrimeFiles(paths, options, hooks, io.stdin)
}

/** Defaults < configuration file < flags; a flag replaces the whole key. */
async function withConfig(given: AnalyseArguments): Promise<AnalyseArguments> {
  if (given.config === undefined) return given
  const config = await readConfig(given.config)
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
  const { resolution, measure, ring, permute, within, from, to, categories, problem, institutions, boundaryFromData, seed } = args
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
    boundaryFromData,
    seed,
  } satisfies { [K in keyof AnalyseOptions]: AnalyseOptions[K] | undefined }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
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

/** Reads all files but the crimes, in an order of their own, and records what was read. */
async function readFiles(args: AnalyseArguments, out: string): Promise<{ files: InputFiles; record: Recorded[] }> {
  const record: Recorded[] = []
  const read = async (role: string, path: string) => {
    const file = await readWhole(path)
    record.push({ role, name: file.name, bytes: file.bytes.length, sha256: file.sha256 })
    return file
  }
  const layer = async (kind: string, path: string): Promise<LayerFile> => {
    const { name, bytes } = await read(kind, path)
    return {
      kind,
      name,
      bytes,
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
  return {
    files: {
      layers,
      boundary,
      parents,
      deprivation,
      population: await maybe('population', args.population),
      lookup: await maybe('lookup', args.lookup),
      harm: await maybe('harm', args.harm !== undefined && isPath(args.harm) ? args.harm : undefined),
      decisions: args.decisions === undefined ? await earlierDecisions(out) : await read('decisions', args.decisions),
    },
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
      (kind) => !paths.has(kind) && !(kind === 'boundary' && args.boundary !== undefined),
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

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
