import { localPlane } from '../hotspot/localPlane.js'
import type { DiscPoints } from '../hotspot/walkableDiscs.js'
import { monthsPresent } from '../score/period.js'
import { type Crimes, NONE } from '../types.js'
import type { History } from './expectation.js'

/** Exact points as units of a back-test. */
export interface PointUnits {
  readonly history: History & DiscPoints
  /** Unit of each place; NONE of those left out. */
  readonly unitOfPlace: Uint32Array
}

/**
 * The offences a back-test counts by cell, by exact point: the same offences in the same months of recording. A point has no ground: 1.
 *
 * @param counted by kind: 1 where it is tested
 * @param cellOfPlace of `cellHistory`: NONE of places that are left out
 *
 * Misleads where one address is written as two coordinates: it is two points.
 */
export function pointUnits(
  { places, tallies }: Pick<Crimes, 'places' | 'tallies'>,
  counted: Uint8Array,
  cellOfPlace: Uint32Array,
): PointUnits {
  const isTested = (row: number) => counted[tallies.kind[row]] === 1 && cellOfPlace[tallies.place[row]] !== NONE
  const met = new Uint8Array(places.length)
  for (let row = 0; row < tallies.length; row++) if (isTested(row)) met[tallies.place[row]] = 1
  const unitOfPlace = new Uint32Array(places.length).fill(NONE)
  const first: number[] = []
  let before = NONE
  // places are sorted by coordinate: those of one point follow one another
  for (let place = 0; place < places.length; place++) {
    if (met[place] === 0) continue
    const same = before !== NONE && places.lng[before] === places.lng[place] && places.lat[before] === places.lat[place]
    if (!same) first.push(place)
    before = place
    unitOfPlace[place] = first.length - 1
  }
  const units = first.length
  const months = monthsPresent(tallies)
  const counts = new Map(months.map((month) => [month, new Float64Array(units)]))
  for (let row = 0; row < tallies.length; row++) {
    const month = counts.get(tallies.month[row])
    if (month !== undefined && isTested(row)) month[unitOfPlace[tallies.place[row]]] += tallies.count[row]
  }
  const lng = Float64Array.from(first, (place) => places.lng[place])
  const lat = Float64Array.from(first, (place) => places.lat[place])
  const { x, y } = localPlane(lng, lat)
  const none = new Float64Array(units)
  const history = {
    units,
    months,
    count: (month: number) => counts.get(month) ?? none,
    areaKm2: new Float64Array(units).fill(1),
    x,
    y,
    lng,
    lat,
  }
  return { history, unitOfPlace }
}
