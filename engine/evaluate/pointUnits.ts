import { pointsOf } from '../grid/pointsOf.js'
import { localPlane } from '../hotspot/localPlane.js'
import type { DiscPoints } from '../hotspot/walkableDiscs.js'
import { monthsPresent } from '../score/period.js'
import { type Crimes, NONE } from '../types.js'
import type { History } from './expectation.js'

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
): History & DiscPoints {
  const isTested = (row: number) => counted[tallies.kind[row]] === 1 && cellOfPlace[tallies.place[row]] !== NONE
  const met = new Uint8Array(places.length)
  for (let row = 0; row < tallies.length; row++) if (isTested(row)) met[tallies.place[row]] = 1
  const { first, ofPlace: unitOfPlace } = pointsOf(places, (place) => met[place] === 1)
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
  return {
    units,
    months,
    count: (month: number) => counts.get(month) ?? none,
    areaKm2: new Float64Array(units).fill(1),
    x,
    y,
    lng,
    lat,
  }
}
