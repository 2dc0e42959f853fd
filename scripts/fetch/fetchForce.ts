import { rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../../engine/index.js'
import type { Addresses } from './addresses.js'
import { fetchCrimes } from './crimes.js'
import { fetchDeprivation } from './deprivation.js'
import type { Force } from './forces.js'
import { fetchNeighbourhoods } from './neighbourhoods.js'
import type { Network } from './network.js'
import { fetchStatisticsAreas, forceExtent } from './statisticsAreas.js'
import { type FetchedFile, openStore } from './store.js'

/** What can be fetched, in the order it is. */
export const SUBJECTS = ['crimes', 'neighbourhoods', 'wards', 'lsoas', 'deprivation'] as const
export type Subject = (typeof SUBJECTS)[number]

/** Column of the codes in the boundaries of the Office for National Statistics, whatever the year. */
const CODE_COLUMNS = { wards: /^WD\d\dCD$/i, lsoas: /^LSOA\d\dCD$/i } as const

export interface FetchRequest {
  readonly force: Force
  readonly months: readonly string[]
  readonly subjects: ReadonlySet<Subject>
  readonly addresses: Addresses
  /** Of this force alone. */
  readonly folder: string
}

export interface Fetched {
  readonly files: readonly FetchedFile[]
  /** Months police.uk has nothing of for the force; without exposure, not without crime. */
  readonly missing: readonly string[]
  /** What was left out and why, as sentences. */
  readonly notes: readonly string[]
}

/**
 * Everything asked for of one force, into `folder`. What an earlier run fetched from the same addresses, and is unchanged, is kept.
 *
 * @throws EngineError 'fetch-failed', 'fetch-missing', 'fetch-not-verified', 'fetch-refused', 'out-not-ours', 'out-unwritable', 'aborted'
 */
export async function fetchForce(
  network: Network,
  request: FetchRequest,
  progress: (stage: string, done: number) => unknown,
): Promise<Fetched> {
  try {
    return await fetchSubjects(network, request, progress)
  } catch (error) {
    // where nothing came, no folder tells of it; one with files in it stays
    for (const path of [join(request.folder, 'crime'), request.folder]) await rmdir(path).catch(() => undefined)
    // of the disk: what the network throws has been turned into an EngineError
    if (error instanceof Error && 'syscall' in error && 'code' in error)
      throw new EngineError('out-unwritable', { hint: `The system says ${error.code}.` })
    throw error
  }
}

async function fetchSubjects(
  network: Network,
  request: FetchRequest,
  progress: (stage: string, done: number) => unknown,
): Promise<Fetched> {
  const { force, months, subjects, addresses, folder } = request
  const store = await openStore(folder, force.slug)
  const files: FetchedFile[] = []
  const notes: string[] = []
  let missing: readonly string[] = []

  if (subjects.has('crimes')) {
    const wanted = { force: force.slug, months, address: addresses('archive') }
    const crimes = await fetchCrimes(network, store, wanted, (share) => progress('crimes', share))
    files.push(...crimes.files)
    missing = crimes.missing
  }
  if (subjects.has('neighbourhoods')) {
    const wanted = { force: force.slug, addresses }
    const beats = await fetchNeighbourhoods(network, store, wanted, (share) => progress('neighbourhoods', share))
    if (beats !== null) files.push(beats)
    else notes.push(`police.uk publishes no neighbourhoods of ${force.name}.`)
  }
  const areas = (['wards', 'lsoas'] as const).filter((kind) => subjects.has(kind))
  if (areas.length > 0 && (await isFile(join(folder, 'beats.geojson')))) {
    const extent = await forceExtent(folder)
    for (const kind of areas) {
      const wanted = { name: `${kind}.geojson`, id: kind, address: addresses(kind), code: CODE_COLUMNS[kind], extent }
      files.push(await fetchStatisticsAreas(network, store, wanted, (share) => progress(kind, share)))
    }
  } else if (areas.length > 0) {
    notes.push(`No ${areas.join(' or ')}: they are cut to the neighbourhoods of the force, which are not there.`)
  }
  if (subjects.has('deprivation')) {
    if (force.nation === 'England')
      files.push(await fetchDeprivation(network, store, addresses('deprivation'), (share) => progress('deprivation', share)))
    else notes.push('No deprivation: the English Indices of Deprivation do not cover this force.')
  }
  return { files, missing, notes }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
