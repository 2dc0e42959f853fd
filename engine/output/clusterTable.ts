import { type Cluster, NONE, PLACE_FLAG } from '../types.js'
import type { Analysis } from './analysis.js'
import { number, type Table, text } from './table.js'

/** What is said of a cluster beside its cells: counts of the period, and the published point that leads it. */
export interface ClusterAbout {
  readonly crimes: number
  readonly asb: number
  readonly volume: number
  readonly harm: number
  /** Most months active of any of its cells. */
  readonly monthsActive: number
  /** Name of its busiest published point with a name of its own, without "On or near"; '' without names. */
  readonly name: string
  /** Share of the volume at that point, and at institutions. */
  readonly topPointShare: number
  readonly institutionShare: number
  /** Share at points where records without a place are put. */
  readonly byDefaultShare: number
  /** RULES 10: no hotspot, because one event makes it, or under 5 crimes (by harm) or records do; '' of others. */
  readonly flag: 'one-event' | 'few-events' | ''
  /** Areas that hold the centre of its hottest cell, by kind; '' in none. */
  readonly areas: Readonly<Record<string, { code: string; name: string }>>
}

const LEAST_EVENTS = 5

/** Every cluster described, in the order of `analysis.clusters`. */
export function describeClusters(analysis: Analysis): ClusterAbout[] {
  const { cells, crimes, period, clusters, layers, measure } = analysis
  const { places, tallies } = crimes
  const present = new Set(period.present)
  const rows = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) {
    if (present.has(tallies.month[row])) rows[tallies.place[row]] += tallies.count[row]
  }
  const placesOfCell = new Map<number, number[]>()
  for (let p = 0; p < places.length; p++) {
    const cell = cells.unitOfPlace[p]
    if (cell === NONE || rows[p] === 0) continue
    const list = placesOfCell.get(cell)
    if (list === undefined) placesOfCell.set(cell, [p])
    else list.push(p)
  }
  return clusters.map((cluster) => {
    const own = Array.from(cluster.cells).flatMap((cell) => placesOfCell.get(cell) ?? [])
    const sum = (column: Float64Array) => cluster.cells.reduce((total, cell) => total + column[cell], 0)
    const volume = sum(cells.columns.volume)
    const few = (measure === 'harm' ? sum(cells.columns.crimes) : volume) < LEAST_EVENTS
    const top = busiestPoint(own, places, rows)
    const rowsAt = (flag: number) => own.reduce((total, p) => total + ((places.flags[p] & flag) === 0 ? 0 : rows[p]), 0)
    return {
      crimes: sum(cells.columns.crimes),
      asb: sum(cells.columns.asb),
      volume,
      harm: sum(cells.columns.harm),
      monthsActive: cluster.cells.reduce((most, cell) => Math.max(most, cells.columns.monthsActive[cell]), 0),
      name: top.name,
      topPointShare: volume === 0 ? Number.NaN : top.rows / volume,
      institutionShare: volume === 0 ? Number.NaN : rowsAt(PLACE_FLAG.institution) / volume,
      byDefaultShare: volume === 0 ? Number.NaN : rowsAt(PLACE_FLAG.byDefault) / volume,
      flag: cluster.oneEvent ? 'one-event' : few ? 'few-events' : '',
      areas: Object.fromEntries(
        layers.map(({ areas, unitOfPlace }) => [areas.kind, areaOf(top.place === NONE ? NONE : unitOfPlace[top.place], areas)]),
      ),
    }
  })
}

/**
 * The point with the most rows (places of one coordinate are one point), and the name of the busiest one that has a name of its own:
 * an institution, "Parking Area" or a point for records without a place does not say where.
 */
function busiestPoint(own: readonly number[], places: Analysis['crimes']['places'], rows: Float64Array) {
  const best = { place: NONE, rows: 0, name: '' }
  let namedRows = 0
  const ordered = [...own].sort((a, b) => a - b)
  for (let start = 0; start < ordered.length; ) {
    let end = start
    let total = 0
    while (end < ordered.length && samePoint(places, ordered[end], ordered[start])) total += rows[ordered[end++]]
    const place = ordered[start]
    if (total > best.rows) Object.assign(best, { place, rows: total })
    const says = places.text[place] !== NONE && (places.flags[place] & NAMES_NO_PLACE) === 0
    if (says && total > namedRows) {
      namedRows = total
      best.name = placeName(places.texts[places.text[place]])
    }
    start = end
  }
  return best
}

const NAMES_NO_PLACE = PLACE_FLAG.institution | PLACE_FLAG.generic | PLACE_FLAG.byDefault

function samePoint(places: Analysis['crimes']['places'], a: number, b: number): boolean {
  return places.lng[a] === places.lng[b] && places.lat[a] === places.lat[b]
}

/** "On or near High Street" is the place High Street. */
export function placeName(locationText: string): string {
  return locationText.replace(/^on or near /i, '')
}

function areaOf(row: number, areas: { readonly code: readonly string[]; readonly name: readonly string[] }) {
  return row === NONE ? { code: '', name: '' } : { code: areas.code[row], name: areas.name[row] }
}

/** clusters.csv: hot zones and clusters, strongest first. */
export function clusterTable(clusters: readonly Cluster[], about: readonly ClusterAbout[]): Table {
  const area = (kind: string, part: 'code' | 'name') => (row: number) => about[row].areas[kind]?.[part] ?? ''
  return {
    length: clusters.length,
    columns: [
      text('id', (row) => clusters[row].id),
      text('type', (row) => clusters[row].type),
      text('zone', (row) => clusters[row].zone),
      text('name', (row) => about[row].name),
      text('ward', area('ward', 'name')),
      text('beat', area('beat', 'code')),
      number('cells', (row) => clusters[row].cells.length),
      number('area_km2', (row) => clusters[row].areaKm2),
      number('hot_class', (row) => clusters[row].hotClass),
      number('peak_z', (row) => clusters[row].peakZ),
      number('crimes', (row) => about[row].crimes),
      number('asb', (row) => about[row].asb),
      number('volume', (row) => about[row].volume),
      number('harm', (row) => about[row].harm),
      number('months_active', (row) => about[row].monthsActive),
      number('top_point_share', (row) => about[row].topPointShare),
      number('institution_share', (row) => about[row].institutionShare),
      text('one_event', (row) => about[row].flag),
    ],
  }
}
