import { cellIndex } from '../grid/cellIndex.js'
import { pointsToCells } from '../grid/h3.js'
import { toNationalGrid } from '../input/nationalGrid.js'
import type { PlaceClass } from '../inputTables.js'
import { NONE, PLACE_FLAG, type PlaceTable, type TallyTable } from '../types.js'

/** What a point looks like, for a person to decide; nothing changes before they do. '' is nothing out of the ordinary. */
export type Proposal = '' | 'located-by-default' | 'institution' | 'one-address'

/** A distinct coordinate; places that differ in LSOA or beat of record only are one point. */
export interface BusiestPlace {
  /** Its place with the most rows, which names it and classes it. */
  readonly place: number
  /** Rows of all months, and their share of all located rows. */
  readonly count: number
  readonly share: number
  /**
   * Different location texts, at least: texts are counted by place, and places of one point may share some, so it is the most of any
   * of its places, or the number of their commonest texts where that is more.
   */
  readonly texts: number
  readonly flag: '' | PlaceClass
  /** Decided to be where records without a place are put. */
  readonly byDefault: boolean
  readonly proposed: Proposal
}

const DEFAULT_SHARE = 0.002
const MANY_TEXTS = 5
const SQUARE_M = 1000
/** The Helmert shift comes back to within a centimetre. */
const CORNER_M = 0.5

/**
 * Every point with any row, the busiest first, ties by longitude and latitude, with the first proposal that applies:
 *
 * - `located-by-default`: at least 0.2 % of the located rows and either five or more different location texts, as one address has one
 *   or two, or a corner of a 1 km square of the National Grid, where systems put what they know to the square only;
 * - `institution`: a police station, prison or hospital by its text or its type of premises;
 * - `one-address`: over half of the rows of its cell.
 *
 * Looked at on nine sets of police.uk files, 79,632 points: three have two texts, all others one.
 *
 * Misleads where a gazetteer gives the rooms of one site a text each (proposed, but no default), where the default of a system lies
 * elsewhere than on a corner and its rows carry no text, and off the grid of Great Britain, which has no corners.
 */
export function busiestPlaces(places: PlaceTable, tallies: TallyTable, resolution: number): BusiestPlace[] {
  const rows = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) rows[tallies.place[row]] += tallies.count[row]
  const points = pointsWithRows(places, rows)
  const located = points.reduce((sum, { count }) => sum + count, 0)
  const inCell = rowsInCell(places, points, resolution)
  return points
    .map(({ start, place, count, texts }, at) => {
      const share = count / located
      const flags = places.flags[place]
      const byDefault = (flags & PLACE_FLAG.byDefault) !== 0
      const flag = classOf(flags)
      let proposed: Proposal = 2 * count > inCell[at] ? 'one-address' : ''
      if (flag === 'institution') proposed = 'institution'
      if (isDefault(share, texts, places.lng[start], places.lat[start])) proposed = 'located-by-default'
      return { start, point: { place, count, share, texts, flag, byDefault, proposed } }
    })
    .sort((a, b) => b.point.count - a.point.count || a.start - b.start)
    .map(({ point }) => point)
}

interface Point {
  readonly start: number
  readonly place: number
  readonly count: number
  readonly texts: number
}

/** In the order of the places, which are sorted by coordinate; those without location come last and are no point. */
function pointsWithRows(places: PlaceTable, rows: Float64Array): Point[] {
  const points: Point[] = []
  for (let start = 0; start < places.length && !Number.isNaN(places.lng[start]); ) {
    let end = start
    let count = 0
    let place = start
    let most = 0
    const commonest = new Set<number>()
    for (; end < places.length && places.lng[end] === places.lng[start] && places.lat[end] === places.lat[start]; end++) {
      count += rows[end]
      if (rows[end] > rows[place]) place = end
      most = Math.max(most, places.distinctTexts[end])
      if (places.text[end] !== NONE) commonest.add(places.text[end])
    }
    if (count > 0) points.push({ start, place, count, texts: Math.max(most, commonest.size) })
    start = end
  }
  return points
}

/** Rows in the cell of each point. */
function rowsInCell(places: PlaceTable, points: readonly Point[], resolution: number): Float64Array {
  const lng = Float64Array.from(points, ({ start }) => places.lng[start])
  const lat = Float64Array.from(points, ({ start }) => places.lat[start])
  const { high, low } = pointsToCells(lng, lat, resolution)
  const firstIn = cellIndex({ length: points.length, cellHigh: high, cellLow: low })
  const sum = new Float64Array(points.length)
  for (const [at, { count }] of points.entries()) sum[firstIn(high[at], low[at])] += count
  return sum.map((_, at) => sum[firstIn(high[at], low[at])])
}

function isDefault(share: number, texts: number, lng: number, lat: number): boolean {
  return share >= DEFAULT_SHARE && (texts >= MANY_TEXTS || onCorner(lng, lat))
}

function onCorner(lng: number, lat: number): boolean {
  return toNationalGrid(lng, lat).every((metres) => Math.abs(metres - Math.round(metres / SQUARE_M) * SQUARE_M) <= CORNER_M)
}

function classOf(flags: number): '' | PlaceClass {
  if ((flags & PLACE_FLAG.institution) !== 0) return 'institution'
  if ((flags & PLACE_FLAG.premises) !== 0) return 'premises'
  return (flags & PLACE_FLAG.generic) !== 0 ? 'generic' : ''
}
