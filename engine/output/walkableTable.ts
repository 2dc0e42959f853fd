import { locate } from '../grid/locate.js'
import { NONE, type WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import { gridColumns } from './gridColumns.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { oncePerRun } from './oncePerRun.js'
import { type Column, number, type Table, text } from './table.js'
import { hotspotName, peakWindowOfMonths, premisesWords, printedRadius, whyListed } from './walkableWords.js'

/** Where a hotspot's centre lies. */
export interface Whereabouts {
  readonly ward: string
  /** Code, and name. */
  readonly beat: string
  readonly beatName: string
  /** Parent of the beat; where beats have none, the code of the sector. */
  readonly sector: string
}

/** By hotspot; '' where no such areas were given, or it lies in none. */
export const walkableWhereabouts = oncePerRun(({ walkable, layers }: Analysis): readonly Whereabouts[] => {
  const lng = Float64Array.from(walkable, (hotspot) => hotspot.lng)
  const lat = Float64Array.from(walkable, (hotspot) => hotspot.lat)
  const within = (kind: string) => {
    const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
    const rows = areas === undefined ? null : locate(lng, lat, areas)
    return (row: number, part: 'code' | 'name' | 'parent') =>
      areas === undefined || rows === null || rows[row] === NONE ? '' : (areas[part]?.[rows[row]] ?? '')
  }
  const [ward, beat, sector] = ['ward', 'beat', 'sector'].map(within)
  return walkable.map((_, row) => ({
    ward: ward(row, 'name'),
    beat: beat(row, 'code'),
    beatName: beat(row, 'name'),
    sector: beat(row, 'parent') || sector(row, 'code'),
  }))
})

/**
 * hotspots.csv of a force's own places, by problem and rank: the columns of an earlier run are read back, of which the last three of the
 * first part (`include,reason_changed,decided_by`) are a person's; then what else is known.
 */
export function walkableTable(analysis: Analysis): Table {
  const { walkable } = analysis
  const where = walkableWhereabouts(analysis)
  const decisions = hotspotDecisions(analysis)
  const of = (name: string, at: (hotspot: WalkableHotspot) => string) => text(name, (row) => at(walkable[row]))
  const count = (name: string, at: (hotspot: WalkableHotspot) => number) => number(name, (row) => at(walkable[row]))
  const [lng, lat, easting, northing] = gridColumns(
    walkable.map((hotspot) => hotspot.lng),
    walkable.map((hotspot) => hotspot.lat),
  )
  const columns: Column[] = [
    of('id', ({ id }) => id),
    of('name', hotspotName),
    text('beat', (row) => where[row].beat),
    text('sector', (row) => where[row].sector),
    easting,
    northing,
    lng,
    lat,
    count('radius_m', printedRadius),
    of('problem', ({ problem }) => problem),
    count('offences_12m', ({ offences12m }) => offences12m),
    count('last_28d', ({ last28d }) => last28d),
    count('months_active', ({ monthsActive }) => monthsActive),
    of('peak_window', peakWindowOfMonths),
    of('why', (hotspot) => whyListed(analysis, hotspot)),
    of('premises_note', (hotspot) => premisesWords(analysis, hotspot)),
    of('one_event_flag', ({ oneEvent }) => (oneEvent ? 'one-event' : '')),
    of('standing', ({ standing }) => standing),
    of('include', ({ id }) => decisions.of(id, 'include') || 'yes'),
    of('reason_changed', ({ id }) => decisions.of(id, 'reason_changed')),
    of('decided_by', ({ id }) => decisions.of(id, 'decided_by')),
    count('rank', ({ rank }) => rank),
    count('expected_monthly', ({ expectedMonthly }) => expectedMonthly),
    count('beside_12m', ({ beside12m }) => beside12m),
    of('trend', ({ trend }) => trend),
    count('held_share', ({ heldShare }) => heldShare),
    of('streets', ({ streets }) => streets.join('; ')),
    text('ward', (row) => where[row].ward),
  ]
  return { length: walkable.length, columns }
}
