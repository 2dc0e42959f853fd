import { insideRings } from '../geometry.js'
import { type AreaTable, type Cube, NONE, type PlaceTable, type TallyTable } from '../types.js'
import { cubeOf } from './cube.js'

/**
 * By area, the rows of all points (degrees) that lie in it, ascending, by the rule of `locate`, which gives each point to one area only:
 * where areas overlap a point is in each of them.
 */
export function pointsOfEach(
  lng: Float64Array,
  lat: Float64Array,
  { length, xy, ringStart, areaRing }: AreaTable,
): Uint32Array[] {
  return Array.from({ length }, (_, area) => {
    const [first, last] = [areaRing[area], areaRing[area + 1]]
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let v = ringStart[first]; v < ringStart[last]; v++) {
      west = Math.min(west, xy[2 * v])
      east = Math.max(east, xy[2 * v])
      south = Math.min(south, xy[2 * v + 1])
      north = Math.max(north, xy[2 * v + 1])
    }
    const inside: number[] = []
    for (let point = 0; point < lng.length; point++) {
      const [x, y] = [lng[point], lat[point]]
      if (!(x >= west && x <= east && y >= south && y <= north)) continue
      if (insideRings(x, y, xy, ringStart, first, last)) inside.push(point)
    }
    return Uint32Array.from(inside)
  })
}

/**
 * Tallies summed by unit, kind and month where units overlap: a place counts in each unit it is in, so the cube adds up to more than
 * there is. It has no `outside`.
 *
 * @param placesOf by unit, rows of its places
 */
export function cubeOfOverlapping(tallies: TallyTable, places: PlaceTable, placesOf: readonly Uint32Array[]): Cube {
  const first = new Uint32Array(places.length + 1)
  for (let row = 0; row < tallies.length; row++) first[tallies.place[row] + 1]++
  for (let place = 0; place < places.length; place++) first[place + 1] += first[place]
  const unit: number[] = []
  const rows: number[] = []
  placesOf.forEach((own, u) => {
    for (const place of own) {
      for (let row = first[place]; row < first[place + 1]; row++) {
        unit.push(u)
        rows.push(row)
      }
    }
  })
  const counted = {
    length: rows.length,
    place: Uint32Array.from(unit),
    kind: Uint16Array.from(rows, (row) => tallies.kind[row]),
    month: Uint16Array.from(rows, (row) => tallies.month[row]),
    count: Uint32Array.from(rows, (row) => tallies.count[row]),
  }
  const itself = Uint32Array.from({ length: placesOf.length }, (_, u) => u)
  return cubeOf(counted, itself, placesOf.length, (u) => u !== NONE)
}
