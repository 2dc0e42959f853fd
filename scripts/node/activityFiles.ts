import {
  type Activity,
  type CallTypes,
  type ColumnMapping,
  EngineError,
  type GridShift,
  type Hooks,
  joinOutcomes,
  type OutcomeJoin,
  readCalls,
  readOutcomes,
  readSearches,
} from '../../engine/index.js'
import { REFERENCE_TABLES } from '../tables.js'
import { crimeSources, isStreetFile } from './files.js'

export interface ActivityPaths {
  readonly searches: readonly string[]
  readonly outcomes: readonly string[]
  readonly calls: readonly string[]
  /** The street files outcomes are joined to. */
  readonly crimes: readonly string[]
}

/** How calls for service are read; null where there are none. */
export interface CallRequest {
  readonly mapping: ColumnMapping
  readonly types: CallTypes | null
  readonly grid: GridShift | null
}

/** Searches, outcomes and calls, each counted apart from crimes. @throws EngineError all of their readers and of `crimeSources` */
export async function readActivityFiles(
  paths: ActivityPaths,
  calls: CallRequest | null,
  hooks: Hooks,
): Promise<{ activity: Activity[]; outcomes: OutcomeJoin | null }> {
  const { places, categories } = REFERENCE_TABLES
  const activity: Activity[] = []
  let outcomes: OutcomeJoin | null = null
  if (paths.searches.length > 0) {
    const { sources } = await crimeSources(paths.searches, undefined, 'stop-and-search')
    activity.push(await readSearches(sources, places, hooks))
  }
  if (paths.outcomes.length > 0) {
    const { sources } = await crimeSources(paths.outcomes, undefined, 'outcomes')
    const read = await readOutcomes(sources, places, hooks)
    activity.push(read.activity)
    // opened anew: the crimes themselves are read elsewhere
    const streets = (await crimeSources(paths.crimes)).sources.filter(({ name }) => isStreetFile(name))
    if (streets.length === 0) {
      throw new EngineError('option-invalid', {
        column: '--outcomes',
        hint: "Outcomes are joined to street files of police.uk by Crime ID, which a force's own files do not hold.",
      })
    }
    outcomes = await joinOutcomes(read.rows, streets, categories, hooks)
  }
  if (calls !== null) {
    const { sources } = await crimeSources(paths.calls)
    activity.push(await readCalls(sources, calls, places, hooks))
  }
  return { activity, outcomes }
}
