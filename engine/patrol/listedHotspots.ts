import { distanceM } from '../geometry.js'
import { type ListedHotspot, SAME_PLACE_M } from '../input/hotspotList.js'
import type { FoundHotspot } from './shiftSource.js'

/** A place a plan may send crews to. */
export interface HotspotChoice {
  readonly id: string
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly radiusM: number
  /** Offences of the problem expected in a month; NaN where nobody said. */
  readonly monthly: number
  /** Null where a run did not find it: it is only in a list. */
  readonly found: FoundHotspot | null
  /** Why nobody is to be sent; '' where it is in. */
  readonly excluded: string
  readonly reasonChanged: string
  /** Ids it goes by: its own, and the one of the list where that is an older one. */
  readonly ids: readonly string[]
}

export interface ListedChoices {
  readonly choices: readonly HotspotChoice[]
  /** Found by the run and not in the list. */
  readonly notListed: readonly HotspotChoice[]
  /** Only in the list. */
  readonly notFound: number
  /** Of these, without offences in 12 months: what to expect there is not known. */
  readonly uncounted: number
  /** Rows of the list that are of another problem. */
  readonly otherProblem: number
}

const MONTHS = 12
const LEFT_OUT = 'left out in the list of hotspots'

/**
 * The hotspots of a list, with what a run found of them: by id, else the nearest of the run's that is in no other row and whose centre lies
 * within 150 m. A row under its own id keeps the name, place and radius of the list, which people may have changed; one that is found under
 * another id has those of the run. What no run found is expected to see as many offences as its `offences_12m`, where it has them.
 *
 * @param found of one problem
 */
export function listedHotspots(found: readonly HotspotChoice[], problem: string, list: readonly ListedHotspot[]): ListedChoices {
  const rows = list.filter((row) => row.problem === '' || row.problem === problem)
  const byId = new Map(found.map((choice) => [choice.id, choice]))
  const free = new Set(found.filter(({ id }) => !rows.some((row) => row.id === id)))
  let notFound = 0
  let uncounted = 0
  const choices = rows.map((row): HotspotChoice => {
    const { reasonChanged } = row
    const decided = { excluded: row.include ? '' : reasonChanged || LEFT_OUT, reasonChanged }
    const same = byId.get(row.id)
    const { name, lng, lat, radiusM } = row
    if (same !== undefined) return { ...same, ...decided, name: name === row.id ? same.name : name, lng, lat, radiusM }
    const moved = nearestOf(free, row)
    if (moved !== null) {
      free.delete(moved)
      return { ...moved, ...decided, ids: [...moved.ids, row.id] }
    }
    const monthly = row.offences12m / MONTHS
    notFound++
    if (Number.isNaN(monthly)) uncounted++
    return { id: row.id, name, lng, lat, radiusM, monthly, found: null, ...decided, ids: [row.id] }
  })
  return { choices, notListed: [...free], notFound, uncounted, otherProblem: list.length - rows.length }
}

function nearestOf(free: ReadonlySet<HotspotChoice>, { lng, lat }: ListedHotspot): HotspotChoice | null {
  let nearest: HotspotChoice | null = null
  let least = SAME_PLACE_M
  for (const choice of free) {
    const metres = distanceM(lng, lat, choice.lng, choice.lat)
    if (metres > least) continue
    least = metres
    nearest = choice
  }
  return nearest
}

/**
 * Hotspots with what people decided of them.
 *
 * @param decisionOf `include` is yes or no; '' where nothing was written
 */
export function decidedChoices(
  found: readonly HotspotChoice[],
  decisionOf: (id: string, column: 'include' | 'reason_changed') => string,
): HotspotChoice[] {
  return found.map((choice) => {
    const reasonChanged = decisionOf(choice.id, 'reason_changed')
    const out = decisionOf(choice.id, 'include') === 'no'
    return { ...choice, excluded: out ? reasonChanged || LEFT_OUT : '', reasonChanged }
  })
}
