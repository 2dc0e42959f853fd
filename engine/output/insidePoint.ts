import { insideRings, ringArea } from '../geometry.js'
import type { AreaTable } from '../types.js'

/**
 * A point inside each area, to stand for it on a map or in a table of points: the centroid of its largest part, or where that lies
 * outside the area (a crescent, a hole) the middle of the widest stretch of ground due east and west of it.
 *
 * @returns degrees; the first vertex of an area without extent
 */
export function insidePoints(areas: AreaTable): { lng: Float64Array; lat: Float64Array } {
  const lng = new Float64Array(areas.length)
  const lat = new Float64Array(areas.length)
  for (let area = 0; area < areas.length; area++) {
    const [x, y] = insidePoint(areas, area)
    lng[area] = x
    lat[area] = y
  }
  return { lng, lat }
}

function insidePoint({ xy, ringStart, areaRing }: AreaTable, area: number): [number, number] {
  const [first, last] = [areaRing[area], areaRing[area + 1]]
  let largest = first
  let most = -1
  for (let ring = first; ring < last; ring++) {
    const size = Math.abs(ringArea(xy, ringStart[ring], ringStart[ring + 1]))
    if (size <= most) continue
    most = size
    largest = ring
  }
  const [x, y] = centroid(xy, ringStart[largest], ringStart[largest + 1])
  if (most === 0 || insideRings(x, y, xy, ringStart, first, last)) return [x, y]
  return [widestMiddle(y, xy, ringStart, first, last) ?? x, y]
}

/** Of the ring of vertices `from .. to - 1`; its first vertex if it has no extent. */
function centroid(xy: Float64Array, from: number, to: number): [number, number] {
  const x0 = xy[2 * from]
  const y0 = xy[2 * from + 1]
  let twice = 0
  let x = 0
  let y = 0
  // from the first vertex, so that large coordinates do not eat the digits
  for (let k = from + 1; k < to - 1; k++) {
    const [ax, ay, bx, by] = [xy[2 * k] - x0, xy[2 * k + 1] - y0, xy[2 * k + 2] - x0, xy[2 * k + 3] - y0]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twice === 0 ? [x0, y0] : [x0 + x / (3 * twice), y0 + y / (3 * twice)]
}

/** Middle of the widest stretch of the line at `y` inside rings `first .. last - 1` by even-odd; null if the line meets none. */
function widestMiddle(y: number, xy: Float64Array, ringStart: Uint32Array, first: number, last: number): number | null {
  const crossings: number[] = []
  for (let ring = first; ring < last; ring++) {
    let j = ringStart[ring + 1] - 1
    for (let i = ringStart[ring]; i < ringStart[ring + 1]; i++) {
      const [xi, yi, xj, yj] = [xy[2 * i], xy[2 * i + 1], xy[2 * j], xy[2 * j + 1]]
      if (yi > y !== yj > y) crossings.push(xi + ((y - yi) * (xj - xi)) / (yj - yi))
      j = i
    }
  }
  crossings.sort((a, b) => a - b)
  let widest = 0
  let middle: number | null = null
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    const width = crossings[k + 1] - crossings[k]
    if (width <= widest) continue
    widest = width
    middle = crossings[k] + width / 2
  }
  return middle
}
