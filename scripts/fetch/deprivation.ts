import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError, isDeprivationColumn, readDeprivation, readTextTable } from '../../engine/index.js'
import type { Address } from './addresses.js'
import { download } from './download.js'
import { moved, type Network, short } from './network.js'
import type { FetchedFile, Store } from './store.js'

const NAME = 'deprivation.csv'
/** The file has about 13 MB. */
const MOST_BYTES = 256 * 2 ** 20

/**
 * File 7 of the English Indices of Deprivation as `deprivation.csv`; it must be readable as such and whole: one row for every LSOA of England.
 *
 * @throws EngineError 'fetch-not-verified', and of `Network`
 */
export async function fetchDeprivation(
  network: Network,
  store: Store,
  { address, hosts }: Address,
  progress: (share: number) => unknown,
): Promise<FetchedFile> {
  const kept = await store.kept(NAME, address)
  if (kept !== null) return kept
  const request = {
    id: 'deprivation',
    url: address,
    hosts,
    mostBytes: MOST_BYTES,
    notFound: 'A corrected file gets a new address.',
  }
  const file = await download(network, request, join(store.folder, NAME), {
    verify: (part) => verify(part, address),
    progress,
  })
  return store.note({ name: NAME, url: address, ...file })
}

async function verify(part: string, address: string): Promise<void> {
  const refuse = (hint: string): never => {
    throw new EngineError('fetch-not-verified', { value: short(new URL(address)), hint })
  }
  try {
    const { code, units } = readDeprivation([readTextTable(await readFile(part), NAME, isDeprivationColumn)])
    if (code.length !== units) refuse(`It has ${code.length} LSOAs of ${units}. Run the same command again.`)
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'fetch-not-verified') throw error
    refuse(`It is no table of deprivation: ${error.message} ${moved('deprivation')}`)
  }
}
