import { DIGIT_OF_STEP, GROUP, GROUP_LIFT, groupTable, STEP_I, STEP_J, TURNED, turnTable } from './digits.js'
import {
  baseCell,
  degreesOf,
  dot,
  type Face,
  faceCentres,
  faceOf,
  type H3Judge,
  insideBy,
  originKey,
  planeOf,
  RADIANS,
  vectorOf,
} from './face.js'

/**
 * H3 cells as whole numbers. On each of the 20 faces of the icosahedron the cells of a resolution are a plain hexagon lattice in the
 * plane that touches the sphere at the face's centre, so a point's cell is two divisions and a rounding, and neighbours, vertices and
 * areas are sums. Every constant is derived from answers of the H3 library (`H3Judge`); what lies near a face's rim, at its very centre
 * or within rounding of a cell's edge is left to the library, so ids never differ from it.
 */

/** The cells of one resolution (1-15) on one face. `i, j` are whole numbers along two axes at 120 degrees. */
export interface Lattice {
  readonly face: number
  readonly resolution: number
  /** Steps to one unit of the plane: a radian at the face's centre. */
  readonly scale: number
  /**
   * Ids of the points `from ..`, as far as they are surely in a cell of this face; degrees.
   * @returns row of the first point that is not, the number of points if there is none
   */
  cellsOf(lng: Float64Array, lat: Float64Array, from: number, high: Uint32Array, low: Uint32Array): number
  /** Plane position of a point in lattice steps into `to[0], to[1]`; false (and nothing written) where it is not on the face. */
  project(lng: number, lat: number, to: Float64Array): boolean
  /** Id of the cell at i, j into `high[at], low[at]`; false where the library has to be asked. */
  encode(i: number, j: number, high: Uint32Array, low: Uint32Array, at: number): boolean
  /** i, j of a cell of this resolution into `to[0], to[1]`; false where it is no cell of this face, or the library has to be asked. */
  decode(high: number, low: number, to: Int32Array): boolean
  /** Whether every point within so many steps of the centre of i, j is on the face. */
  holds(i: number, j: number, steps: number): boolean
  /** `lng, lat` of the cell's centre into `to[at], to[at + 1]`. */
  centre(i: number, j: number, to: Float64Array, at: number): void
  /** `lng, lat` of its six vertices, anticlockwise, beginning with the one the library begins with. */
  ring(i: number, j: number, to: Float64Array, at: number): void
  /** Solid angle of the cell: km2 on a sphere of radius 1 km. */
  steradians(i: number, j: number): number
}

/** Six vertices from a cell's centre, in thirds of a step, anticlockwise. */
const VERTEX_I = [2, 1, -1, -2, -1, 1] as const
const VERTEX_J = [1, 2, 1, -1, -2, -1] as const

/** Further from its cell's edge than this many gnomonic units, no rounding of ours or the library's can change a point's cell. */
const SURE = 1e-12
/** Nearer a face's centre than 0.08 degrees the library's own arithmetic loses digits. */
const CENTRE_COSINE = 0.999999
/** Inside the circle inscribed in the face: no need to ask for its three sides. */
const INSCRIBED_COSINE = 0.93425
const RIM = 1e-14

/** The lattices of all faces, each made when first asked for. Resolution 0 has none: there are only 122 cells to ask the library about. */
export interface Lattices {
  /** Lattice of the face nearest to a point (degrees); null for points without location and for resolution 0. */
  near(lng: number, lat: number, resolution: number): Lattice | null
}

export function latticesOf(judge: H3Judge): Lattices {
  const corners = judge.icosahedron()
  const vertices = corners.map(([lng, lat]) => vectorOf(lng, lat))
  const pentagons = new Set(corners.map(([lng, lat]) => baseCell(judge.cellAt(lng, lat, 0)[0])))
  const centres = faceCentres(vertices)
  const faces: (Face | undefined)[] = new Array(centres.length)
  const made: (Lattice | undefined)[] = new Array(16 * centres.length)

  function latticeAt(row: number, resolution: number): Lattice {
    const before = made[16 * row + resolution]
    if (before !== undefined) return before
    const face = faces[row] ?? faceOf(row, centres, vertices, pentagons, judge)
    faces[row] = face
    const lattice = latticeOf(face, resolution, judge)
    made[16 * row + resolution] = lattice
    return lattice
  }

  return {
    near(lng, lat, resolution) {
      if (resolution < 1) return null
      const point = vectorOf(lng, lat)
      let nearest = -1
      let most = -1
      for (let row = 0; row < centres.length; row++) {
        const cosine = dot(point, centres[row])
        if (cosine > most) {
          most = cosine
          nearest = row
        }
      }
      return nearest < 0 ? null : latticeAt(nearest, resolution)
    },
  }
}

/** By parity of the finest of the four resolutions. */
const groupTables: [Uint16Array | null, Uint16Array | null] = [null, null]
let turnsOfDigits: Uint16Array | null = null

function latticeOf(face: Face, resolution: number, judge: H3Judge): Lattice {
  const plane = planeOf(face, resolution)
  const { centre, toI, toJ, scale } = plane
  const { origin, address, rim } = face
  const parity = resolution % 2
  const digitsOf = groupTables[parity] ?? groupTable(6 + parity)
  groupTables[parity] = digitsOf
  const turn = turnsOfDigits ?? turnTable()
  turnsOfDigits = turn
  const groups = (resolution - 1) >> 2
  const raw = new Uint16Array(groups + 1)
  // unused digits are 7
  const unused = 3 * (15 - resolution)
  const blankLow = unused >= 32 ? 0xffffffff : 2 ** unused - 1
  const blankHigh = (0x08000000 | (resolution << 20) | (unused > 32 ? 2 ** (unused - 32) - 1 : 0)) >>> 0

  function encode(i: number, j: number, high: Uint32Array, low: Uint32Array, at: number): boolean {
    let pi = i
    let pj = j
    for (let g = 0; g < groups; g++) {
      const qi = ((pi + GROUP * GROUP_LIFT) / GROUP) | 0
      const qj = ((pj + GROUP * GROUP_LIFT) / GROUP) | 0
      const found = digitsOf[(pi + GROUP * (GROUP_LIFT - qi)) * GROUP + pj + GROUP * (GROUP_LIFT - qj)]
      raw[g] = found & 4095
      pi = qi - GROUP_LIFT + ((found >> 12) & 3) - 1
      pj = qj - GROUP_LIFT + (found >> 14) - 1
    }
    let rest = 0
    for (let level = resolution - 4 * groups, shift = 0; level > 1; level--, shift += 3) {
      // parentOf, without its objects
      const odd = level % 2 === 1
      const qi = Math.round((odd ? 3 * pi - pj : 2 * pi + pj) / 7) | 0
      const qj = Math.round((odd ? pi + 2 * pj : 3 * pj - pi) / 7) | 0
      const di = pi - (odd ? 2 * qi + qj : 3 * qi - qj)
      const dj = pj - (odd ? 3 * qj - qi : qi + 2 * qj)
      rest |= DIGIT_OF_STEP[3 * (di + 1) + dj + 1] << shift
      pi = qi
      pj = qj
    }
    raw[groups] = rest
    if (pi < -7 || pi > 7 || pj < -7 || pj > 7) return false
    const from = origin[originKey(pi, pj)]
    if (from < 0) return false
    const turned = (from & 7) << 12
    let upper = blankHigh | ((from >> 3) << 10)
    let lower = blankLow
    for (let g = 0, shift = unused; g <= groups; g++, shift += 12) {
      const digits = turn[turned | raw[g]]
      if (shift >= 32) upper |= digits << (shift - 32)
      else {
        lower |= digits << shift
        if (shift > 20) upper |= digits >>> (32 - shift)
      }
    }
    high[at] = upper
    low[at] = lower
    return true
  }

  function cellsOf(lng: Float64Array, lat: Float64Array, from: number, high: Uint32Array, low: Uint32Array): number {
    const [cx, cy, cz] = centre
    const [ix, iy, iz] = toI
    const [jx, jy, jz] = toJ
    const near = 1 - SURE * scale
    for (let row = from; row < lng.length; row++) {
      // beyond its range, and without a number, a point is the library's
      if (!(Math.abs(lng[row]) <= 360 && Math.abs(lat[row]) <= 90)) return row
      const cosLat = Math.cos(lat[row] * RADIANS)
      const x = cosLat * Math.cos(lng[row] * RADIANS)
      const y = cosLat * Math.sin(lng[row] * RADIANS)
      const z = Math.sin(lat[row] * RADIANS)
      const w = x * cx + y * cy + z * cz
      if (!(w < CENTRE_COSINE) || !(w > INSCRIBED_COSINE || onFace(x, y, z))) return row
      const i = (x * ix + y * iy + z * iz) / w
      const j = (x * jx + y * jy + z * jz) / w
      // across the three pairs of edges; the whole numbers nearest along all three are the cell
      const u = 2 * i - j
      const v = 2 * j - i
      const t = i + j
      const below = Math.floor(t) + 2
      const cellI = Math.floor((Math.floor(u) + below) / 3)
      const cellJ = Math.floor((Math.floor(v) + below) / 3)
      const sure =
        Math.abs(u - 2 * cellI + cellJ) < near && Math.abs(v - 2 * cellJ + cellI) < near && Math.abs(t - cellI - cellJ) < near
      if (!sure || !encode(cellI, cellJ, high, low, row)) return row
    }
    return lng.length
  }

  function onFace(x: number, y: number, z: number): boolean {
    for (let k = 0; k < 3; k++) if (!(x * rim[k][0] + y * rim[k][1] + z * rim[k][2] > RIM)) return false
    return true
  }

  function decode(high: number, low: number, to: Int32Array): boolean {
    const known = address[(high >>> 10) & 1023]
    if (known < 0) return false
    const back = 7 * ((6 - (known & 7)) % 6)
    let i = (known >> 7) - 8
    let j = ((known >> 3) & 15) - 8
    for (let level = 2; level <= resolution; level++) {
      const shift = 3 * (15 - level)
      const digit = (shift >= 32 ? high >>> (shift - 32) : shift === 30 ? (low >>> 30) | (high << 2) : low >>> shift) & 7
      if (digit === 7) return false
      const step = TURNED[back + digit]
      const up = i
      const odd = level % 2 === 1
      i = (odd ? 2 * i + j : 3 * i - j) + STEP_I[step]
      j = (odd ? 3 * j - up : up + 2 * j) + STEP_J[step]
    }
    to[0] = i
    to[1] = j
    return true
  }

  /** Length of the vector to a point of the plane. */
  const reach = (i: number, j: number) => Math.sqrt(1 + (i * i - i * j + j * j) / scale ** 2)
  /** Product of the vectors to two points of the plane. */
  const product = (i: number, j: number, k: number, l: number) => 1 + (i * k + j * l - (i * l + j * k) / 2) / scale ** 2

  function steradians(i: number, j: number): number {
    // six triangles round the centre, each of the solid angle of Van Oosterom and Strackee (1983)
    const determinant = Math.sqrt(3) / 6 / scale ** 2
    const c = reach(i, j)
    let whole = 0
    for (let k = 0; k < 6; k++) {
      const ai = i + VERTEX_I[k] / 3
      const aj = j + VERTEX_J[k] / 3
      const bi = i + VERTEX_I[(k + 1) % 6] / 3
      const bj = j + VERTEX_J[(k + 1) % 6] / 3
      const a = reach(ai, aj)
      const b = reach(bi, bj)
      const below = a * b * c + product(ai, aj, bi, bj) * c + product(bi, bj, i, j) * a + product(i, j, ai, aj) * b
      whole += 2 * Math.atan(determinant / below)
    }
    return whole
  }

  const firstVertex = vertexBeganWith()

  function ring(i: number, j: number, to: Float64Array, at: number): void {
    for (let k = 0; k < 6; k++) {
      const vertex = (k + firstVertex) % 6
      degreesOf(plane, i + VERTEX_I[vertex] / 3, j + VERTEX_J[vertex] / 3, to, at + 2 * k)
    }
  }

  /** The library begins with the same vertex all over a face. */
  function vertexBeganWith(): number {
    const id = new Uint32Array(2)
    const mine = new Float64Array(2)
    if (!encode(0, 0, id.subarray(0, 1), id.subarray(1), 0)) return 0
    const theirs = judge.ringOf(id[0], id[1])
    const apart = VERTEX_I.map((_, k) => {
      degreesOf(plane, VERTEX_I[k] / 3, VERTEX_J[k] / 3, mine, 0)
      return Math.abs(mine[0] - theirs[0]) + Math.abs(mine[1] - theirs[1])
    })
    return apart.indexOf(Math.min(...apart))
  }

  return {
    face: face.row,
    resolution,
    scale,
    cellsOf,
    project(lng, lat, to) {
      const [x, y, z] = vectorOf(lng, lat)
      if (!onFace(x, y, z)) return false
      const w = x * centre[0] + y * centre[1] + z * centre[2]
      to[0] = (x * toI[0] + y * toI[1] + z * toI[2]) / w
      to[1] = (x * toJ[0] + y * toJ[1] + z * toJ[2]) / w
      return true
    },
    encode,
    decode,
    holds: (i, j, steps) => insideBy(plane, i, j) >= steps,
    centre: (i, j, to, at) => degreesOf(plane, i, j, to, at),
    ring,
    steradians,
  }
}
