import { type CrimeFile, type CrimeOptions, type Crimes, type Hooks, joinCrimes, readCrimeSources } from '../../engine/index.js'
import { REFERENCE_TABLES } from '../tables.js'
import { type CrimeState, joinedStates, packState, readState } from './crimeState.js'
import { type FoundCrimeFile, type FoundCrimeFiles, findCrimeFiles, openCrimeFiles } from './files.js'

/** How crime files are read. */
export interface ReadingOptions extends CrimeOptions {
  /** A state to make; `update`: what is at its path is joined with the files, and is not read again. */
  readonly state?: StateRequest | null
}

export interface StateRequest {
  readonly path: string
  readonly update: boolean
}

export interface CrimeFiles {
  readonly crimes: Crimes
  /** What lay in a folder or archive and was not read. */
  readonly skipped: FoundCrimeFiles['skipped']
  /** The bytes of the state that was asked for, to be written when the run is a good one. */
  readonly state: Uint8Array | null
}

/** Reads the crime files at absolute paths; rejects with 'aborted' soon after the signal. The same result wherever it runs. */
export type ReadCrimeFiles = (
  paths: readonly string[],
  options: ReadingOptions,
  hooks: Hooks & { readonly signal: AbortSignal },
) => Promise<CrimeFiles>

/** Reads them in this thread; `-` is `stdin`. @throws EngineError all of `findCrimeFiles`, `readCrimes` and `readState` */
export function readCrimeFiles(
  paths: readonly string[],
  options: ReadingOptions,
  hooks: Hooks = {},
  stdin?: AsyncIterable<Uint8Array>,
): Promise<CrimeFiles> {
  return crimeFilesBy(paths, options, (files, own) =>
    readCrimeSources(openCrimeFiles(files, stdin), REFERENCE_TABLES, own, hooks),
  )
}

/** The same, each file read by `read`, which gives them in their order. */
export async function crimeFilesBy(
  paths: readonly string[],
  { state = null, ...options }: ReadingOptions,
  read: (files: readonly FoundCrimeFile[], options: CrimeOptions) => Promise<CrimeFile[]>,
): Promise<CrimeFiles> {
  const before: CrimeState =
    state?.update === true ? await readState(state.path, options) : { before: null, files: [], skipped: [] }
  const { files, skipped } = await findCrimeFiles(paths)
  const all = joinedStates(before, { files: await read(files, { ...options, toBeJoined: state !== null }), skipped })
  const crimes = joinCrimes(all.files, REFERENCE_TABLES)
  return { crimes, skipped: all.skipped, state: state === null ? null : packState(all, options) }
}
