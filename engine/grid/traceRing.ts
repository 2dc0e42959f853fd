import { RADIANS } from './face.js'
import type { Lattice } from './lattice.js'

/** What is lost of a ring by its trace. */
export interface TraceLimits {
  /** What the edges are straight in between their vertices: degrees, or the equal-area plane. */
  readonly straightIn: 'degrees' | 'equal-area'
  /** The trace stays so near the true edges, lattice steps. */
  readonly bend: number
  /** No piece of it is longer, lattice steps. */
  readonly longest: number
}

/** Everything within so many steps of a trace is on the face. */
const MARGIN = 2
/** Edges beyond are not traced: near a pole they bend without limit, and the long way round the globe looks short. */
const MOST_LAT = 80
const MOST_LNG_APART = 90

/**
 * The edges of a ring as straight pieces on a lattice. An edge of a map is bent there: straight in degrees by 1.09, in the equal-area plane
 * by 1.42 times the tangent of its latitude, per radian, at most (geodesic curvature), and the plane stretches by less than 1.6; so a piece
 * of so many steps bends by less than 0.3 tan(latitude) steps^2 / scale.
 *
 * @param ring `lng, lat` interleaved, degrees, not closed
 * @param take a piece from i0, j0 to i1, j1; there may have been some before false is returned
 * @returns    false where the ring does not lie within the face
 */
export function traceRing(
  lattice: Lattice,
  ring: Float64Array,
  { straightIn, bend, longest }: TraceLimits,
  take: (i0: number, j0: number, i1: number, j1: number) => void,
): boolean {
  if (ring.length === 0) return true
  const place = new Float64Array(2)
  let lngA = ring[ring.length - 2]
  let latA = ring[ring.length - 1]
  if (!isTraceable(lngA, latA) || !lattice.project(lngA, latA, MARGIN, place)) return false
  let [iA, jA] = place
  for (let k = 0; k < ring.length; k += 2) {
    const lngB = ring[k]
    const latB = ring[k + 1]
    if (!isTraceable(lngB, latB) || !(Math.abs(lngB - lngA) <= MOST_LNG_APART)) return false
    if (!lattice.project(lngB, latB, MARGIN, place)) return false
    const iB = place[0]
    const jB = place[1]
    const length = Math.abs(iB - iA) + Math.abs(jB - jA)
    let pieces = 1
    // shorter ones bend too little at any latitude
    if (2 * length * length > bend * lattice.scale || length > longest) {
      const steepest = Math.tan(Math.max(Math.abs(latA), Math.abs(latB)) * RADIANS)
      pieces = Math.ceil(Math.max(length / longest, length * Math.sqrt((0.3 * steepest) / (bend * lattice.scale)), 1))
    }
    let i = iA
    let j = jA
    for (let piece = 1; piece < pieces; piece++) {
      const t = piece / pieces
      const lat = straightIn === 'degrees' ? latA + t * (latB - latA) : between(latA, latB, t)
      if (!lattice.project(lngA + t * (lngB - lngA), lat, MARGIN, place)) return false
      take(i, j, place[0], place[1])
      i = place[0]
      j = place[1]
    }
    take(i, j, iB, jB)
    lngA = lngB
    latA = latB
    iA = iB
    jA = jB
  }
  return true
}

const isTraceable = (lng: number, lat: number) => Math.abs(lng) <= 180 && Math.abs(lat) <= MOST_LAT

/** Latitude part of the way in the equal-area plane. */
function between(latA: number, latB: number, t: number): number {
  const from = Math.sin(latA * RADIANS)
  return Math.asin(from + t * (Math.sin(latB * RADIANS) - from)) / RADIANS
}
