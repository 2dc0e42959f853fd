import { type CellDecoder, cellDecoder } from './cellDecoder.js'
import { type CellEncoder, cellEncoder } from './cellEncoder.js'
import {
  baseCell,
  degreesOf,
  dot,
  type Face,
  faceCentres,
  faceOf,
  type H3Judge,
  insideBy,
  planeOf,
  RADIANS,
  vectorOf,
} from './face.js'
import { type PointCells, pointCells } from './pointCells.js'
import { type Faces, type PointLattice, pointLattice } from './pointLattice.js'

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
  /** Plane position of a point (degrees) in lattice steps into `to[0], to[1]`; false where not everything within so many steps of it is on the face. */
  project(lng: number, lat: number, steps: number, to: Float64Array): boolean
  /** Ids of the cells at the first so many i, j, in the same order, into `high, low` from `at` on; false where the library has to be asked for one. */
  encodeAll(i: Int32Array, j: Int32Array, length: number, high: Uint32Array, low: Uint32Array, at: number): boolean
  /** Id of the cell at i, j into `high[at], low[at]`; false where the library has to be asked. */
  encode(i: number, j: number, high: Uint32Array, low: Uint32Array, at: number): boolean
  readonly decode: CellDecoder['decode']
  readonly decodeAll: CellDecoder['decodeAll']
  /** Whether every point within so many steps of the centre of i, j is on the face. */
  holds(i: number, j: number, steps: number): boolean
  /** `lng, lat` of a place, a cell's centre where i, j are whole, into `to[at], to[at + 1]`. */
  degrees(i: number, j: number, to: Float64Array, at: number): void
  /** Which of a cell's vertices the library begins with: 0 is two thirds of a step from its centre along i and one along j. */
  readonly firstVertex: number
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
  const { decode, decodeAll } = cellDecoder(face, resolution)
  encoder.open(face)
  const encode: Lattice['encode'] = (i, j, high, low, at) => encoder.encode(face.row, i, j, high, low, at)

  const encodeAll: Lattice['encodeAll'] = (i, j, length, high, low, at) => {
    const faces = new Uint8Array(length).fill(face.row)
    return encoder.encodeBlock({ face: faces, i, j }, length, high, low, at) === 0
  }

  const squared = scale ** 2
  /** Length of the vector to a point of the plane. */
  const reach = (i: number, j: number) => Math.sqrt(1 + (i * i - i * j + j * j) / squared)
  /** Product of the vectors to two points of the plane. */
  const product = (i: number, j: number, k: number, l: number) => 1 + (i * k + j * l - (i * l + j * k) / 2) / squared
  const determinant = Math.sqrt(3) / 6 / squared

  function steradians(i: number, j: number): number {
    // six triangles round the centre, each of the solid angle of Van Oosterom and Strackee (1983)
    const c = reach(i, j)
    let ai = i + VERTEX_I[0] / 3
    let aj = j + VERTEX_J[0] / 3
    let a = reach(ai, aj)
    let ac = product(i, j, ai, aj)
    let whole = 0
    for (let k = 1; k <= 6; k++) {
      const bi = i + VERTEX_I[k % 6] / 3
      const bj = j + VERTEX_J[k % 6] / 3
      const b = reach(bi, bj)
      const bc = product(bi, bj, i, j)
      const below = a * b * c + product(ai, aj, bi, bj) * c + bc * a + ac * b
      whole += 2 * Math.atan(determinant / below)
      ai = bi
      aj = bj
      a = b
      ac = bc
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
    project(lng, lat, steps, to) {
      const cosLat = Math.cos(lat * RADIANS)
      const x = cosLat * Math.cos(lng * RADIANS)
      const y = cosLat * Math.sin(lng * RADIANS)
      const z = Math.sin(lat * RADIANS)
      const w = x * centre[0] + y * centre[1] + z * centre[2]
      to[0] = (x * toI[0] + y * toI[1] + z * toI[2]) / w
      to[1] = (x * toJ[0] + y * toJ[1] + z * toJ[2]) / w
      return w > 0 && insideBy(plane, to[0], to[1]) >= steps
    },
    encode,
    encodeAll,
    decode,
    decodeAll,
    holds: (i, j, steps) => insideBy(plane, i, j) >= steps,
    degrees: (i, j, to, at) => degreesOf(plane, i, j, to, at),
    firstVertex,
    ring,
    steradians,
  }
}
