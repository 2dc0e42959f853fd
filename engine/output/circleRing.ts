import { KM_PER_DEGREE } from './reportMapFrame.js'

const CORNERS = 64

/** A circle on the ground as a ring, lng and lat interleaved, not closed, anticlockwise from due east; right to a metre for hotspots. */
export function circleRing(lng: number, lat: number, radiusM: number): Float64Array {
  const ring = new Float64Array(2 * CORNERS)
  const up = radiusM / 1000 / KM_PER_DEGREE
  const across = up / Math.cos((lat * Math.PI) / 180)
  for (let k = 0; k < CORNERS; k++) {
    const angle = (2 * Math.PI * k) / CORNERS
    ring[2 * k] = lng + across * Math.cos(angle)
    ring[2 * k + 1] = lat + up * Math.sin(angle)
  }
  return ring
}
