import { NONE, type PlaceTable, type TallyTable } from '../types.js'
import { cellIndex } from './cellIndex.js'
import { pointsToCells } from './h3.js'
import { type MapSpacing, mapSpacing, spacedAsMap } from './mapSpacing.js'
import { pointsOf } from './pointsOf.js'

export interface Precision {
  /** Most located rows share their point with at least two others: points of a public map, or addresses that repeat. */
  readonly shared: boolean
  /** How the points of single months lie to one another, and whether that is as the points of a map do. */
  readonly spacing: MapSpacing
  readonly asMap: boolean
  /** The user says that addresses repeat: points are places, whatever they look like. */
  readonly saidExact: boolean
  /** Share of located rows in cells that hold a single distinct point, at the resolution asked for. */
  readonly singlePointShare: number
  /** The finest resolution, at most the one asked for, at which that share is at most a quarter. */
  readonly finest: number
}

const SHARE_LIMIT = 0.25
const ROWS_AT_SHARED_POINT = 3

/**
 * How finely the crimes are located, against how fine the cells are. Where more than a quarter of the crimes lie in cells with one
 * distinct point, the map shows the points, not the places.
 */
export function precision(places: PlaceTable, tallies: TallyTable, resolution: number, saidExact = false): Precision {
  const rows = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) rows[tallies.place[row]] += tallies.count[row]
  const points = distinctPoints(places, rows)
  const located = points.rows.reduce((sum, count) => sum + count, 0)
  const shared = points.rows.reduce((sum, count) => sum + (count >= ROWS_AT_SHARED_POINT ? count : 0), 0)
  const shareAt = (level: number) => (located === 0 ? 0 : singlePointRows(points, level) / located)
  const singlePointShare = shareAt(resolution)
  let finest = resolution
  while (finest > 0 && (finest === resolution ? singlePointShare : shareAt(finest)) > SHARE_LIMIT) finest--
  const spacing = mapSpacing(places, tallies)
  return { shared: shared > located / 2, spacing, asMap: spacedAsMap(spacing), saidExact, singlePointShare, finest }
}

interface Points {
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly rows: Float64Array
}

function distinctPoints(places: PlaceTable, rows: Float64Array): Points {
  const { first, ofPlace } = pointsOf(places, (place) => !Number.isNaN(places.lng[place]))
  const sums = new Float64Array(first.length)
  ofPlace.forEach((point, place) => {
    if (point !== NONE) sums[point] += rows[place]
  })
  return {
    lng: Float64Array.from(first, (place) => places.lng[place]),
    lat: Float64Array.from(first, (place) => places.lat[place]),
    rows: sums,
  }
}

function singlePointRows(points: Points, resolution: number): number {
  const { high, low } = pointsToCells(points.lng, points.lat, resolution)
  const firstIn = cellIndex({ length: high.length, cellHigh: high, cellLow: low })
  const pointsAt = new Uint32Array(high.length)
  for (let p = 0; p < high.length; p++) pointsAt[firstIn(high[p], low[p])]++
  let single = 0
  for (let p = 0; p < high.length; p++) if (pointsAt[p] === 1) single += points.rows[p]
  return single
}
