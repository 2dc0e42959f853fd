import type { AreaTable } from './types.js'

/**
 * Plane and sphere geometry. Areas are worked out in Lambert's cylindrical equal-area plane: true square metres,
 * so shares of ground are shares of true ground. An edge is straight between its projected vertices.
 */

/** Radius of the sphere with the surface of the WGS84 ellipsoid, metres; the one H3 uses. */
export const EARTH_RADIUS_M = 6371007.180918475

const RADIANS = Math.PI / 180

/** Great-circle distance in metres between two points in degrees (haversine); within 0.5 % of the ellipsoid's. */
export function distanceM(lngA: number, latA: number, lngB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLng = Math.sin(((lngB - lngA) * RADIANS) / 2)
  const h = sinLat * sinLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLng * sinLng
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** `lng, lat` interleaved, degrees, to the equal-area plane, metres: x = R lng, y = R sin lat. Shapes are distorted, areas are not. */
export function equalArea(lngLat: Float64Array): Float64Array {
  const plane = new Float64Array(lngLat.length)
  for (let k = 0; k < lngLat.length; k += 2) {
    plane[k] = EARTH_RADIUS_M * lngLat[k] * RADIANS
    plane[k + 1] = EARTH_RADIUS_M * Math.sin(lngLat[k + 1] * RADIANS)
  }
  return plane
}

/** Signed area of the ring of vertices `from .. to - 1` (not closed) of interleaved `xy`; positive anticlockwise. */
export function ringArea(xy: Float64Array, from: number, to: number): number {
  if (to - from < 3) return 0
  // from the first vertex, so that large coordinates do not eat the digits
  const x0 = xy[2 * from]
  const y0 = xy[2 * from + 1]
  let twice = 0
  for (let k = from + 1; k < to - 1; k++) {
    twice += (xy[2 * k] - x0) * (xy[2 * k + 3] - y0) - (xy[2 * k + 2] - x0) * (xy[2 * k + 1] - y0)
  }
  return twice / 2
}

/** First vertex with the same coordinates, for each vertex. */
export function vertexIds(xy: Float64Array): Uint32Array {
  const n = xy.length / 2
  const words = new Uint32Array(xy.buffer, xy.byteOffset, 2 * xy.length)
  const bits = 33 - Math.clz32(n | 1)
  const mask = 2 ** bits - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  const ids = new Uint32Array(n)
  for (let k = 0; k < n; k++) {
    const mixed = Math.imul(words[4 * k] ^ Math.imul(words[4 * k + 1], 0x9e3779b1), 0x85ebca6b) ^ words[4 * k + 3]
    let slot = Math.imul(mixed ^ Math.imul(words[4 * k + 2], 0xc2b2ae35), 0x27d4eb2f) >>> (32 - bits)
    while (slots[slot] >= 0 && (xy[2 * slots[slot]] !== xy[2 * k] || xy[2 * slots[slot] + 1] !== xy[2 * k + 1]))
      slot = (slot + 1) & mask
    if (slots[slot] < 0) slots[slot] = k
    ids[k] = slots[slot]
  }
  return ids
}

/** Whether the ray from the point to the right crosses the edge from i to j; an edge holds its lower end and not its upper one. */
export function crossesEdge(x: number, y: number, xi: number, yi: number, xj: number, yj: number): boolean {
  if (yi > y === yj > y) return false
  // always from the lower end: the same edge gives the same crossing in whichever direction a ring runs along it
  return x < (yi < yj ? xi + ((y - yi) * (xj - xi)) / (yj - yi) : xj + ((y - yj) * (xi - xj)) / (yi - yj))
}

/** Whether the point lies in the ring of vertices `from .. to - 1`: ray cast to the right, half-open, so rings that share a border never both claim a point on it. */
export function insideRing(x: number, y: number, xy: Float64Array, from: number, to: number): boolean {
  let inside = false
  let xj = xy[2 * to - 2]
  let yj = xy[2 * to - 1]
  for (let i = from; i < to; i++) {
    const xi = xy[2 * i]
    const yi = xy[2 * i + 1]
    if (crossesEdge(x, y, xi, yi, xj, yj)) inside = !inside
    xj = xi
    yj = yi
  }
  return inside
}

/** Even-odd over rings `ringFrom .. ringTo - 1`, which serves holes and parts alike. */
export function insideRings(
  x: number,
  y: number,
  xy: Float64Array,
  ringStart: Uint32Array,
  ringFrom: number,
  ringTo: number,
): boolean {
  let inside = false
  for (let ring = ringFrom; ring < ringTo; ring++) {
    if (insideRing(x, y, xy, ringStart[ring], ringStart[ring + 1])) inside = !inside
  }
  return inside
}

/** Distance from a point to the segment a-b, in the unit of the coordinates. */
export function segmentDistance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}

/**
 * Metres from a point (degrees) to an area, 0 inside it. On a plane fitted to the point's latitude: good to 1 % within 50 km.
 */
export function distanceToArea(lng: number, lat: number, layer: AreaTable, area: number): number {
  const { xy, ringStart, areaRing } = layer
  if (insideRings(lng, lat, xy, ringStart, areaRing[area], areaRing[area + 1])) return 0
  const perLat = EARTH_RADIUS_M * RADIANS
  const perLng = perLat * Math.cos(lat * RADIANS)
  let nearest = Infinity
  for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
    const to = ringStart[ring + 1]
    let j = to - 1
    for (let k = ringStart[ring]; k < to; k++) {
      const distance = segmentDistance(
        0,
        0,
        (xy[2 * j] - lng) * perLng,
        (xy[2 * j + 1] - lat) * perLat,
        (xy[2 * k] - lng) * perLng,
        (xy[2 * k + 1] - lat) * perLat,
      )
      nearest = Math.min(nearest, distance)
      j = k
    }
  }
  return nearest
}
