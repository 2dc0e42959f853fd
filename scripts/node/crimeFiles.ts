import { type CrimeOptions, type Crimes, type Hooks, readCrimes } from '../../engine/index.js'
import { REFERENCE_TABLES } from '../tables.js'
import { crimeSources, type FoundCrimeFiles } from './files.js'

export interface CrimeFiles {
  readonly crimes: Crimes
  /** What lay in a folder or archive and was not read. */
  readonly skipped: FoundCrimeFiles['skipped']
}

/** Reads the crime files at absolute paths; rejects with 'aborted' soon after the signal. The same result wherever it runs. */
export type ReadCrimeFiles = (
  paths: readonly string[],
  options: CrimeOptions,
  hooks: Hooks & { readonly signal: AbortSignal },
) => Promise<CrimeFiles>

/** Reads them in this thread; `-` is `stdin`. @throws EngineError all of `crimeSources` and `readCrimes` */
export async function readCrimeFiles(
  paths: readonly string[],
  options: CrimeOptions,
  hooks: Hooks = {},
  stdin?: AsyncIterable<Uint8Array>,
): Promise<CrimeFiles> {
  const { sources, skipped } = await crimeSources(paths, stdin)
  return { crimes: await readCrimes(sources, REFERENCE_TABLES, options, hooks), skipped }
}
