import { EARTH_RADIUS_M } from '../geometry.js'
import { NONE, type PlaceTable, type TallyTable } from '../types.js'
import { pointsOf } from './pointsOf.js'

/** How the points of single months lie to one another; each point counts once in every month it has a row. */
export interface MapSpacing {
  readonly points: number
  /** Those with two rows or more of the month. */
  readonly repeated: number
  /** Those with another point of the month within 10 m. */
  readonly beside: number
}

/** Doors are nearer than this to one another; points of a map are kept apart. */
const BESIDE_M = 10
/** Of a column of 16 bits. */
const LAST_MONTH = 65535
/** Under so many repeated points the spacing says nothing. */
const LEAST_REPEATED = 100
/** Of points of a map at most so many have a neighbour, over those that repeat. */
const MOST_BESIDE = 0.05

/**
 * Counts what tells points of a map from addresses: month by month, because a public map is drawn anew and its points then move by a few
 * metres.
 *
 * Misleads on data of one kind of place only (prisons, hospitals): they repeat, and stand alone.
 */
export function mapSpacing(places: PlaceTable, { length, place, month, count }: TallyTable): MapSpacing {
  const { first, ofPlace } = pointsOf(places, (at) => !Number.isNaN(places.lng[at]))
  const metres = metresOf(places)
  const start = new Uint32Array(LAST_MONTH + 2)
  for (let row = 0; row < length; row++) if (isPoint(row)) start[month[row] + 1]++
  for (let of = 0; of <= LAST_MONTH; of++) start[of + 1] += start[of]
  // side by side what is asked of each month
  const pointOf = new Uint32Array(start[LAST_MONTH + 1])
  const rowsOf = new Uint32Array(start[LAST_MONTH + 1])
  const next = start.slice()
  for (let row = 0; row < length; row++) {
    if (!isPoint(row)) continue
    const at = next[month[row]]++
    pointOf[at] = ofPlace[place[row]]
    rowsOf[at] = count[row]
  }
  const rows = new Float64Array(first.length)
  const met = new Uint32Array(first.length)
  const sums = { points: 0, repeated: 0, beside: 0 }
  for (let of = 0; of <= LAST_MONTH; of++) {
    if (start[of] === start[of + 1]) continue
    let points = 0
    for (let at = start[of]; at < start[of + 1]; at++) {
      const point = pointOf[at]
      if (rows[point] === 0) met[points++] = point
      rows[point] += rowsOf[at]
    }
    const ofMonth = met.subarray(0, points)
    sums.points += points
    sums.beside += besideAnother(
      ofMonth.map((at) => first[at]),
      metres,
    )
    for (const at of ofMonth) {
      if (rows[at] > 1) sums.repeated++
      rows[at] = 0
    }
  }
  return sums

  function isPoint(row: number): boolean {
    return ofPlace[place[row]] !== NONE && count[row] > 0
  }
}

/**
 * Whether the points are those of a map, a grid of over 10 m among them: rows share them as they do addresses, and yet hardly ever does one
 * lie beside another. Of addresses that repeat, 10 to 50 in 100 have a neighbour within 10 m in the same month; of the points of police.uk
 * fewer than 1 (six forces, a year each, all crime and single categories).
 */
export function spacedAsMap({ repeated, beside }: MapSpacing): boolean {
  return repeated >= LEAST_REPEATED && beside <= MOST_BESIDE * repeated
}

const METRES_PER_DEGREE = (EARTH_RADIUS_M * Math.PI) / 180

/** True on the ground east to west and north to south near the middle of the data, which is enough for 10 m. */
function metresOf({ length, lng, lat }: PlaceTable): Float64Array {
  const located = lat.filter((value) => !Number.isNaN(value))
  const middle = located.length === 0 ? 0 : located.reduce((sum, value) => sum + value, 0) / located.length
  const metres = new Float64Array(2 * length)
  const east = METRES_PER_DEGREE * Math.cos((middle * Math.PI) / 180)
  for (let p = 0; p < length; p++) {
    metres[2 * p] = lng[p] * east
    metres[2 * p + 1] = lat[p] * METRES_PER_DEGREE
  }
  return metres
}

/** How many of some points have another of them within reach. */
function besideAnother(points: Uint32Array, metres: Float64Array): number {
  // places are sorted by longitude: those within reach follow soon
  points.sort()
  const isBeside = new Uint8Array(points.length)
  for (let a = 0; a < points.length; a++) {
    const x = metres[2 * points[a]]
    const y = metres[2 * points[a] + 1]
    for (let b = a + 1; b < points.length && metres[2 * points[b]] - x <= BESIDE_M; b++) {
      const north = metres[2 * points[b] + 1] - y
      if (Math.abs(north) > BESIDE_M || Math.hypot(metres[2 * points[b]] - x, north) > BESIDE_M) continue
      isBeside[a] = 1
      isBeside[b] = 1
    }
  }
  return isBeside.reduce((sum, beside) => sum + beside, 0)
}
