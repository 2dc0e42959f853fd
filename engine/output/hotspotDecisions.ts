import { distanceM } from '../geometry.js'
import { SAID_NO, SAME_PLACE_M } from '../input/hotspotList.js'
import { plainText } from '../input/plainText.js'
import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'

/** The columns a person fills in. */
export type Decided = 'include' | 'reason_changed' | 'decided_by'

/** What people wrote in an earlier hotspots.csv, and where it went. */
export interface HotspotDecisions {
  /** '' where nothing was decided; `include` is yes or no however it was written. */
  readonly of: (id: string, column: Decided) => string
  /** Decisions that went over to the hotspot a place is listed as now, in order of the file. */
  readonly moved: readonly { readonly from: string; readonly to: string; readonly metres: number }[]
  /** Decisions on hotspots that are not in the list any more, in order of the file, and what was decided. */
  readonly notListed: readonly { readonly id: string; readonly what: string }[]
}

/**
 * Decisions by id; those of a place that can be walked whose circle moved with the newest months go over to the nearest hotspot of the same
 * problem that has no row of its own, at most 150 m away. A row in which nothing was decided decides nothing: `include` alone says yes in
 * every row of a hotspots.csv that nobody has touched.
 */
export const hotspotDecisions = oncePerRun(({ decisions, hotspots, walkable }: Analysis): HotspotDecisions => {
  if (decisions === null) return { of: () => '', moved: [], notListed: [] }
  const listed = new Set([...hotspots, ...walkable].map(({ id }) => id))
  const at = (row: readonly string[], column: 'id' | Decided) => {
    const text = plainText(row[decisions.header.indexOf(column)] ?? '').trim()
    return column !== 'include' || text === '' ? text : SAID_NO.test(text) ? 'no' : 'yes'
  }
  const saidIn = (row: readonly string[]) => {
    const parts = [at(row, 'include') === 'yes' ? '' : at(row, 'include'), at(row, 'reason_changed'), at(row, 'decided_by')]
    return parts.filter((part) => part !== '').join(', ')
  }
  const rows = new Map<string, readonly string[]>()
  const moved: HotspotDecisions['moved'][number][] = []
  const notListed: HotspotDecisions['notListed'][number][] = []
  for (const row of decisions.rows) if (listed.has(at(row, 'id'))) rows.set(at(row, 'id'), row)
  for (const row of decisions.rows) {
    const id = at(row, 'id')
    const what = saidIn(row)
    if (listed.has(id) || what === '') continue
    const next = nearestTo(id, walkable, rows)
    if (next === null) notListed.push({ id, what })
    else {
      rows.set(next.id, row)
      moved.push({ from: id, to: next.id, metres: next.metres })
    }
  }
  return {
    of: (id, column) => {
      const row = rows.get(id)
      return row === undefined || saidIn(row) === '' ? '' : at(row, column)
    },
    moved,
    notListed,
  }
})

function nearestTo(
  id: string,
  walkable: Analysis['walkable'],
  taken: ReadonlyMap<string, unknown>,
): { readonly id: string; readonly metres: number } | null {
  // an id says where: `asb@-1.98086_52.61191`
  const [, problem, lng, lat] = /^(.+)@(-?[\d.]+)_(-?[\d.]+)$/.exec(id) ?? []
  if (problem === undefined) return null
  const [nearest] = walkable
    .filter((hotspot) => hotspot.problem === problem && !taken.has(hotspot.id))
    .map((hotspot) => ({ id: hotspot.id, metres: distanceM(Number(lng), Number(lat), hotspot.lng, hotspot.lat) }))
    .filter(({ metres }) => metres <= SAME_PLACE_M)
    .sort((a, b) => a.metres - b.metres)
  return nearest ?? null
}
