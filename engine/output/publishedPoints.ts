import type { Precision } from '../grid/precision.js'
import { arePublished } from '../hotspot/hotspot.js'
import type { PlaceClass } from '../inputTables.js'
import type { AnalysisDocument } from '../resultsDocument.js'
import { NONE, PLACE_FLAG, type PlaceTable, type TallyTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { oncePerRun } from './oncePerRun.js'
import { counted, exactly } from './wording.js'

/** A distinct coordinate of the data; places that differ only in LSOA code are one point. */
export interface PublishedPoint {
  /** First of its places. */
  readonly place: number
  readonly count: number
  /** Without "On or near"; '' where the data names none. */
  readonly name: string
  readonly flag: '' | PlaceClass
  /** Most different location texts of any of its places. */
  readonly distinctTexts: number
}

/** Rows at each place, in some months or (null) in all. */
export function rowsOfPlaces(places: PlaceTable, tallies: TallyTable, months: ReadonlySet<number> | null): Float64Array {
  const rows = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) {
    if (months === null || months.has(tallies.month[row])) rows[tallies.place[row]] += tallies.count[row]
  }
  return rows
}

/** Rows at each place in the months of the period. */
export const rowsOfPeriod = oncePerRun(({ crimes, period }) =>
  rowsOfPlaces(crimes.places, crimes.tallies, new Set(period.present)),
)

/** Whether the points of the data are those of a public map, and not a force's own. */
export function publishedMap({ crimes, kinds, precision }: Pick<Analysis, 'crimes' | 'kinds' | 'precision'>): boolean {
  return arePublished({ precision, kinds, places: crimes.places })
}

/** Evidence that points are those of a map. */
export function mapPointsWords({ spacing: { points, repeated, beside } }: Pick<Precision, 'spacing'>): string {
  return `The points are spaced like those of a map or a grid, not like addresses: taken month by month, ${exactly(repeated)} of ${counted(points, 'point')} have two rows or more, and ${beside === 0 ? 'none has' : `only ${exactly(beside)} have`} another point within 10 m.`
}

/** What one of them is called. */
export function pointNoun(analysis: Analysis): string {
  return publishedMap(analysis) ? 'published point' : 'point'
}

/**
 * How the points of the data are located, and what follows. Of a force's own points nobody but the force can say why rows share one.
 *
 * @param points how many different points there are
 */
export function pointsWords({ published, shared, points }: { published: boolean; shared: boolean; points: number }): string {
  const different = counted(points, 'different point')
  if (published)
    return `${different}, those of a public map: each stands for the addresses around it, and many rows at one are no error.`
  if (shared) return `${different}; many rows share one (addresses repeat, or the system snaps): look at the busiest.`
  return `${different}; most rows have one of their own or share it with one other.`
}

/** Whether hotspots are places that can be walked, found from a force's own coordinates and dates, and not published points. */
export function findsWalkable(analysis: Analysis): boolean {
  return analysis.crimes.events !== null && !publishedMap(analysis)
}

/** Located rows of the period at exact coordinates without a name, whose dates are not known: the list of hotspots leaves them out. */
export const rowsWithoutDates = oncePerRun((analysis) => {
  if (publishedMap(analysis) || analysis.crimes.events !== null) return 0
  const { lng, text } = analysis.crimes.places
  return rowsOfPeriod(analysis).reduce((sum, rows, p) => sum + (text[p] === NONE && !Number.isNaN(lng[p]) ? rows : 0), 0)
})

/** Said wherever hotspots are looked for in such data. */
export const NO_HOTSPOTS_WITHOUT_DATES =
  'Hotspots at exact coordinates without names are found by date: give the extract with its dates. Clusters and cells show where.'

/** Points with any row, the busiest first, ties by longitude and latitude. */
export function publishedPoints(places: PlaceTable, rows: Float64Array): PublishedPoint[] {
  const points: PublishedPoint[] = []
  for (let start = 0; start < places.length; ) {
    let end = start
    let count = 0
    let distinctTexts = 0
    for (; end < places.length && places.lng[end] === places.lng[start] && places.lat[end] === places.lat[start]; end++) {
      count += rows[end]
      distinctTexts = Math.max(distinctTexts, places.distinctTexts[end])
    }
    // places without location come last and are no point
    if (end === start) break
    if (count > 0) points.push({ place: start, count, name: nameOf(places, start), flag: flagOf(places, start), distinctTexts })
    start = end
  }
  return points.sort((a, b) => b.count - a.count || a.place - b.place)
}

function nameOf(places: PlaceTable, place: number): string {
  return places.text[place] === NONE ? '' : placeName(places.texts[places.text[place]])
}

function flagOf(places: PlaceTable, place: number): '' | PlaceClass {
  if ((places.flags[place] & PLACE_FLAG.institution) !== 0) return 'institution'
  return (places.flags[place] & PLACE_FLAG.premises) !== 0 ? 'premises' : ''
}

/** Published points with any row of the period, the busiest first. */
export const pointsOfPeriod = oncePerRun((analysis) => publishedPoints(analysis.crimes.places, rowsOfPeriod(analysis)))

const BUSIEST = 50

/** The busiest published points of the period, institutions among them; `share` is of the located rows of the period. */
export function busiest(analysis: Analysis): AnalysisDocument['busiest'] {
  const points = pointsOfPeriod(analysis)
  const located = points.reduce((sum, { count }) => sum + count, 0)
  return points.slice(0, BUSIEST).map(({ name, count, flag }) => ({ name, count, share: count / located, flag }))
}
