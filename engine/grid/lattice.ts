import { type CellEncoder, cellEncoder } from './cellEncoder.js'
import { STEP_I, STEP_J, TURNED } from './digits.js'
import { baseCell, degreesOf, dot, type Face, faceCentres, faceOf, type H3Judge, insideBy, planeOf, vectorOf } from './face.js'
import { type PointCells, pointCells } from './pointCells.js'
import { type Faces, type PointLattice, pointLattice, RIM } from './pointLattice.js'

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

/** The lattices of all faces, each made when first asked for. */
export interface Lattices {
  /** Lattice of the face nearest to a point (degrees); null for points without location and for resolution 0, of which there are only 122 cells. */
  near(lng: number, lat: number, resolution: number): Lattice | null
  /** Places points at a resolution; what it holds is written over by the next call. */
  points(resolution: number): PointLattice
  /** Cell of each point (degrees). */
  cells(lng: Float64Array, lat: Float64Array, resolution: number): PointCells
}

export function latticesOf(judge: H3Judge): Lattices {
  const corners = judge.icosahedron()
  const vertices = corners.map(([lng, lat]) => vectorOf(lng, lat))
  const pentagons = new Set(corners.map(([lng, lat]) => baseCell(judge.cellAt(lng, lat, 0)[0])))
  const centres = faceCentres(vertices)
  const made: (Face | undefined)[] = new Array(centres.length)
  const faces: Faces = { centres: Float64Array.from(centres.flat()), face: faceAt }
  const lattices: (Lattice | undefined)[] = new Array(16 * centres.length)
  const encoders: (CellEncoder | undefined)[] = new Array(16)
  const placed: (PointLattice | undefined)[] = new Array(16)

  function faceAt(row: number): Face {
    const face = made[row] ?? faceOf(row, centres, vertices, pentagons, judge)
    made[row] = face
    return face
  }

  function encoderAt(resolution: number): CellEncoder {
    const encoder = encoders[resolution] ?? cellEncoder(resolution)
    encoders[resolution] = encoder
    return encoder
  }

  function latticeAt(row: number, resolution: number): Lattice {
    const lattice = lattices[16 * row + resolution] ?? latticeOf(faceAt(row), resolution, encoderAt(resolution), judge)
    lattices[16 * row + resolution] = lattice
    return lattice
  }

  function pointsAt(resolution: number): PointLattice {
    const points = placed[resolution] ?? pointLattice(faces, resolution, encoderAt(resolution).open)
    placed[resolution] = points
    return points
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
    points: pointsAt,
    cells: (lng, lat, resolution) => pointCells(pointsAt(resolution), encoderAt(resolution), judge, resolution, lng, lat),
  }
}

function latticeOf(face: Face, resolution: number, encoder: CellEncoder, judge: H3Judge): Lattice {
  const plane = planeOf(face, resolution)
  const { centre, toI, toJ, scale } = plane
  const { address, rim } = face
  encoder.open(face)
  const encode: Lattice['encode'] = (i, j, high, low, at) => encoder.encode(face.row, i, j, high, low, at)

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
