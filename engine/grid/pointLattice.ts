import { type Block, UNSURE } from './cellEncoder.js'
import { type Face, planeOf, RADIANS, vectorOf } from './face.js'

/** The faces of the icosahedron, each made when first asked for. */
export interface Faces {
  /** Centres, x, y, z interleaved. */
  readonly centres: Float64Array
  face(row: number): Face
}

/** Finds on which face, and where on it, points lie, a block of them at a time; a block is written over by the next. */
export interface PointLattice {
  readonly block: Block
  /** Places the points `from .. to - 1` (degrees), at most `BLOCK` of them, at the block's rows 0 ... */
  place(lng: Float64Array, lat: Float64Array, from: number, to: number): void
}

export const BLOCK = 4096
/** Numbers kept of a face: centre, the two axes, three normals of the rim. */
const STRIDE = 18

/**
 * Further from its cell's edge than this many gnomonic units, no rounding of ours or the library's can change a point's cell.
 *
 * With e = 2^-53, and the errors of both sides counted: degrees to radians, sines and cosines give the point within 12 e a coordinate;
 * the plane divides by at least 0.79 and stretches by at most 1.6, so that ours lies within 60 e of where it should. The library turns
 * the point to an azimuth and to r = acos(1 - d / 2): the rounding of that difference moves r by e / sin r at most, 700 e at the limit
 * of `CENTRE_COSINE`, then tan stretches by at most 1.6; powers of the square root of 7 multiplied up lose another 20 e. Together under
 * 1500 e = 1.7e-13. Across a pair of edges a unit of the plane counts twice: 4e-13. The worst seen among hostile points is 2.5e-14.
 */
const SURE = 1e-12
/** Inside this circle (0.08 degrees) r loses digits: e / sin r is 1.1e-11 at `CORE_COSINE`, and the library is asked within that (0.0006 degrees). */
const CENTRE_COSINE = 0.999999
const CORE_COSINE = 1 - 5e-11
const SURE_AT_CENTRE = 1e-10
/** Products of a point with two centres differ by more than both sides' rounding (20 e). */
const RIM = 1e-14

const tileOf = (lng: number, lat: number) => 73 * Math.floor((lat + 90) / 5) + Math.floor((lng + 180) / 5)

const QUARTERS = 4
const LIFT = 180 * QUARTERS
/** Cosine and sine of every quarter of a degree from -180 to 180, interleaved. */
const CIRCULAR = Float64Array.from({ length: 2 * (2 * LIFT + 1) }, (_, k) => {
  const angle = ((k >> 1) - LIFT) / QUARTERS
  return k % 2 === 0 ? Math.cos(angle * RADIANS) : Math.sin(angle * RADIANS)
})

/** @param resolution 0-15 */
export function pointLattice({ centres, face: faceOf }: Faces, resolution: number, open: (face: Face) => void): PointLattice {
  const faces = new Float64Array(STRIDE * (centres.length / 3))
  const ready = new Uint8Array(centres.length / 3)
  const faceOut = new Uint8Array(BLOCK)
  const iOut = new Int32Array(BLOCK)
  const jOut = new Int32Array(BLOCK)
  const scale = ((3 + Math.sqrt(5)) / 2) * 7 ** (resolution / 2)
  const near = 1 - SURE * scale
  const nearCentre = 1 - SURE_AT_CENTRE * scale
  let latest = 0
  const tiles = Uint8Array.from({ length: 37 * 73 }, (_, tile) => {
    const [x, y, z] = vectorOf(((tile % 73) - 35.5) * 5, (Math.floor(tile / 73) - 17.5) * 5)
    return nearest(x, y, z)
  })
  function prepare(row: number): void {
    const face = faceOf(row)
    const { centre, toI, toJ } = planeOf(face, resolution)
    faces.set([...centre, ...toI, ...toJ, ...face.rim.flat()], STRIDE * row)
    ready[row] = 1
    open(face)
  }

  /** The face of the middle of a point's tile is most often its own. */
  function faceOfPoint(lng: number, lat: number, x: number, y: number, z: number): number {
    const guess = tiles[tileOf(lng, lat)]
    if (ready[guess] === 0) prepare(guess)
    return onFace(STRIDE * guess, x, y, z) ? guess : nearest(x, y, z)
  }

  function nearest(x: number, y: number, z: number): number {
    let best = 0
    let most = -1
    for (let at = 0; at < centres.length; at += 3) {
      const cosine = x * centres[at] + y * centres[at + 1] + z * centres[at + 2]
      if (cosine > most) {
        most = cosine
        best = at
      }
    }
    return (best / 3) | 0
  }

  function place(lng: Float64Array, lat: Float64Array, from: number, to: number): void {
    let row = from
    let here = latest
    while (row < to) {
      // once for every run of points on one face
      if (ready[here] === 0) prepare(here)
      const at = STRIDE * here
      const cx = faces[at]
      const cy = faces[at + 1]
      const cz = faces[at + 2]
      const ix = faces[at + 3]
      const iy = faces[at + 4]
      const iz = faces[at + 5]
      const jx = faces[at + 6]
      const jy = faces[at + 7]
      const jz = faces[at + 8]
      const ax = faces[at + 9]
      const ay = faces[at + 10]
      const az = faces[at + 11]
      const bx = faces[at + 12]
      const by = faces[at + 13]
      const bz = faces[at + 14]
      const ex = faces[at + 15]
      const ey = faces[at + 16]
      const ez = faces[at + 17]
      for (; row < to; row++) {
        const east = lng[row]
        const north = lat[row]
        // beyond its range, and without a number, a point is the library's
        if (!(east >= -180 && east <= 180 && north >= -90 && north <= 90)) {
          faceOut[row - from] = UNSURE
          continue
        }
        // from the nearest quarter of a degree on, the remainder being exact, three terms of the series are all digits there are
        const k = (east * QUARTERS + (LIFT + 0.5)) | 0
        const d = (east - (k - LIFT) * (1 / QUARTERS)) * RADIANS
        const dd = d * d
        const sinD = d - d * dd * (1 / 6 - dd * (1 / 120))
        const cosD = 1 - dd * (1 / 2 - dd * (1 / 24))
        const l = (north * QUARTERS + (LIFT + 0.5)) | 0
        const b = (north - (l - LIFT) * (1 / QUARTERS)) * RADIANS
        const bb = b * b
        const sinB = b - b * bb * (1 / 6 - bb * (1 / 120))
        const cosB = 1 - bb * (1 / 2 - bb * (1 / 24))
        const cosLng = CIRCULAR[2 * k] * cosD - CIRCULAR[2 * k + 1] * sinD
        const sinLng = CIRCULAR[2 * k + 1] * cosD + CIRCULAR[2 * k] * sinD
        const cosLat = CIRCULAR[2 * l] * cosB - CIRCULAR[2 * l + 1] * sinB
        const x = cosLat * cosLng
        const y = cosLat * sinLng
        const z = CIRCULAR[2 * l + 1] * cosB + CIRCULAR[2 * l] * sinB
        const w = x * cx + y * cy + z * cz
        const inside = x * ax + y * ay + z * az > RIM && x * bx + y * by + z * bz > RIM && x * ex + y * ey + z * ez > RIM
        if (!inside) {
          const other = faceOfPoint(east, north, x, y, z)
          if (other !== here) {
            here = other
            break
          }
          faceOut[row - from] = UNSURE
          continue
        }
        const perW = 1 / w
        const i = (x * ix + y * iy + z * iz) * perW
        const j = (x * jx + y * jy + z * jz) * perW
        // across the three pairs of edges; the whole numbers nearest along all three are the cell
        const u = 2 * i - j
        const v = 2 * j - i
        const t = i + j
        const below = Math.floor(t) + 2.5
        const cellI = Math.floor((Math.floor(u) + below) * (1 / 3))
        const cellJ = Math.floor((Math.floor(v) + below) * (1 / 3))
        const limit = w < CENTRE_COSINE ? near : w < CORE_COSINE ? nearCentre : 0
        const sure =
          Math.abs(u - 2 * cellI + cellJ) < limit &&
          Math.abs(v - 2 * cellJ + cellI) < limit &&
          Math.abs(t - cellI - cellJ) < limit
        faceOut[row - from] = sure ? here : UNSURE
        iOut[row - from] = cellI
        jOut[row - from] = cellJ
      }
    }
    latest = here
  }

  function onFace(at: number, x: number, y: number, z: number): boolean {
    for (let side = at + 9; side < at + STRIDE; side += 3)
      if (!(x * faces[side] + y * faces[side + 1] + z * faces[side + 2] > RIM)) return false
    return true
  }

  return { block: { face: faceOut, i: iOut, j: jOut }, place }
}
