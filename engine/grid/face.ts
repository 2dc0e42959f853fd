import { CIRCLE, childOf, STEP_I } from './digits.js'

/** The faces of the icosahedron H3 is drawn on, and the planes that touch the sphere at their centres. */

/** What is asked of the H3 library; degrees, `lng, lat`. */
export interface H3Judge {
  /** The 12 vertices of the icosahedron: centres of the pentagons. */
  icosahedron(): readonly (readonly [number, number])[]
  cellAt(lng: number, lat: number, resolution: number): readonly [high: number, low: number]
  /** Vertices of a cell, `lng, lat` interleaved. */
  ringOf(high: number, low: number): Float64Array
}

export type Vector = readonly [number, number, number]

/** One face: its plane, what separates it from its neighbours, and how its cells of resolution 1 are numbered. */
export interface Face {
  readonly row: number
  readonly centre: Vector
  /** Unit vectors of the plane, the second a quarter turn anticlockwise from the first. */
  readonly across: Vector
  readonly up: Vector
  /** Centre minus the centre of each of the three neighbours: a point is on the face where all three products are positive. */
  readonly rim: readonly Vector[]
  /** By `originKey(i, j)`: base cell << 6 | first digit << 3 | turns of the digits below, or `BY_DIGIT`; -1 where the library has to be asked. */
  readonly origin: Int16Array
  /** Turns of the digits below the centre child of a pentagon, by base cell << 3 | the first of them that is not 0; -1 likewise. */
  readonly middle: Int8Array
  /** The other way round, by base cell << 3 | first digit: originKey << 3 | turns. */
  readonly address: Int16Array
}

export const RADIANS = Math.PI / 180
export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const sum = (a: Vector, b: Vector, timesA: number, timesB: number): Vector => [
  timesA * a[0] + timesB * b[0],
  timesA * a[1] + timesB * b[1],
  timesA * a[2] + timesB * b[2],
]
const unit = (a: Vector): Vector => sum(a, a, 1 / Math.sqrt(dot(a, a)), 0)
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]

export function vectorOf(lng: number, lat: number): Vector {
  const cosLat = Math.cos(lat * RADIANS)
  return [cosLat * Math.cos(lng * RADIANS), cosLat * Math.sin(lng * RADIANS), Math.sin(lat * RADIANS)]
}

export const baseCell = (high: number) => (high >>> 13) & 127

/** Faces are the triples of vertices that are all next to each other. */
export function faceCentres(vertices: readonly Vector[]): Vector[] {
  const centres: Vector[] = []
  const beside = (a: number, b: number) => dot(vertices[a], vertices[b]) > 0.4
  for (let a = 0; a < vertices.length; a++)
    for (let b = 0; b < a; b++)
      for (let c = 0; c < b; c++)
        if (beside(a, b) && beside(b, c) && beside(a, c))
          centres.push(unit(sum(sum(vertices[a], vertices[b], 1, 1), vertices[c], 1, 1)))
  return centres
}

export function faceOf(
  row: number,
  centres: readonly Vector[],
  vertices: readonly Vector[],
  pentagons: ReadonlySet<number>,
  judge: H3Judge,
): Face {
  const centre = centres[row]
  const near = (a: Vector, b: Vector) => dot(b, centre) - dot(a, centre)
  // any vertex of the face will do: another one turns the lattice by 120 degrees, and the turns of the digits take that up
  const vertex = vertices.toSorted(near)[0]
  const across = unit(sum(vertex, centre, 1, -dot(vertex, centre)))
  const up = cross(centre, across)
  const rim = centres
    .toSorted(near)
    .slice(1, 4)
    .map((other) => sum(centre, other, 1, -1))
  const origin = new Int16Array(256).fill(-1)
  const middle = new Int8Array(1024).fill(-1)
  const address = new Int16Array(1024).fill(-1)
  const face: Face = { row, centre, across, up, rim, origin, middle, address }
  fillOrigins(face, pentagons, judge)
  return face
}

/** Coordinates of resolution 1 lie within -6 .. 6. */
const ORIGIN_REACH = 6
export const originKey = (i: number, j: number) => 16 * (i + 8) + j + 8
export const inReach = (i: number, j: number) => Math.max(Math.abs(i), Math.abs(j)) <= ORIGIN_REACH
/** Descendants this deep tell how a cell of resolution 1 is numbered. */
const ORIGIN_DEPTH = 9
/** Turns of digits below the centre child of a pentagon: a sixth of the ground is missing there, so they differ from side to side. */
export const BY_DIGIT = 6

/** Asks the library about one descendant of every cell of resolution 1 that reaches onto the face. */
function fillOrigins(face: Face, pentagons: ReadonlySet<number>, judge: H3Judge): void {
  const planes = Array.from({ length: ORIGIN_DEPTH + 1 }, (_, resolution) => planeOf(face, resolution))
  const at = new Float64Array(2)
  for (let i = -ORIGIN_REACH; i <= ORIGIN_REACH; i++) {
    for (let j = -ORIGIN_REACH; j <= ORIGIN_REACH; j++) {
      const found = insideBy(planes[1], i, j) < -1 ? null : innermost(planes, { i, j }, 2)
      if (found === null) continue
      const high = idOf(found)
      const base = baseCell(high)
      const first = (high >>> 10) & 7
      if (first === 0 && pentagons.has(base)) {
        face.origin[originKey(i, j)] = (base << 6) | BY_DIGIT
        fillMiddle(base, { i, j })
        continue
      }
      const turns = turnsTo(found.digit, (high >>> 7) & 7)
      face.origin[originKey(i, j)] = (base << 6) | (first << 3) | turns
      face.address[(base << 3) | first] = (originKey(i, j) << 3) | turns
    }
  }

  /** High half of the id of a cell of the deepest resolution. */
  function idOf({ i, j }: Address): number {
    degreesOf(planes[ORIGIN_DEPTH], i, j, at, 0)
    return judge.cellAt(at[0], at[1], ORIGIN_DEPTH)[0]
  }

  /** Steps of 60 degrees from our digit to the library's. */
  function turnsTo(ours: number, theirs: number): number {
    return (CIRCLE.indexOf(theirs) - CIRCLE.indexOf(ours) + 6) % 6
  }

  /** The lattice turns against the face from one resolution to the next, so a digit that is off the face at one is on it at another. */
  function fillMiddle(base: number, pentagon: Address): void {
    let middle = pentagon
    for (let level = 2; level <= 4; level++) {
      for (let digit = 1; digit <= 6; digit++) {
        const found = innermost(planes, middle, level, digit)
        if (found !== null) face.middle[(base << 3) | digit] = turnsTo(digit, (idOf(found) >>> (13 - 3 * level)) & 7)
      }
      middle = childOf(middle.i, middle.j, level, 0)
    }
  }
}

interface Address {
  readonly i: number
  readonly j: number
}

/**
 * The descendant of the deepest resolution furthest from the rim of the face, by way of a child (of resolution `level`) that is not in
 * the middle, whose digit tells the turns; null if none is on it.
 *
 * @param only the digit of that child
 */
function innermost(
  planes: readonly Plane[],
  parent: Address,
  level: number,
  only?: number,
): (Address & { digit: number }) | null {
  let place: Address = parent
  let digit = 0
  for (let below = level; below <= ORIGIN_DEPTH; below++) {
    const children = STEP_I.map((_, step) => ({ ...childOf(place.i, place.j, below, step), step })).filter(({ step }) =>
      below > level ? true : only === undefined ? step !== 0 : step === only,
    )
    const inside = children.map((child) => insideBy(planes[below], child.i, child.j))
    const best = children[inside.indexOf(Math.max(...inside))]
    place = best
    if (below === level) digit = best.step
  }
  return insideBy(planes[ORIGIN_DEPTH], place.i, place.j) > 0 ? { ...place, digit } : null
}

/** Where the lattice of a resolution lies in the plane of its face. */
export interface Plane {
  readonly centre: Vector
  /** Lattice steps to one gnomonic unit. */
  readonly scale: number
  /** A point p has i = (p.toI) / (p.centre), j alike. */
  readonly toI: Vector
  readonly toJ: Vector
  /** The way back: centre + i alongI + j alongJ, on the plane. */
  readonly alongI: Vector
  readonly alongJ: Vector
  /** Products with the three normals of the rim: at the origin, and their change along i and j. */
  readonly rim: readonly Vector[]
  /** Change of these products over one step, at most. */
  readonly rimStep: number
}

export function planeOf(face: Face, resolution: number): Plane {
  const { centre, across, up } = face
  const scale = ((3 + Math.sqrt(5)) / 2) * 7 ** (resolution / 2)
  const turn = resolution % 2 === 1 ? Math.asin(Math.sqrt(3 / 28)) : 0
  const x = sum(across, up, scale * Math.cos(turn), scale * Math.sin(turn))
  const y = sum(up, across, scale * Math.cos(turn), -scale * Math.sin(turn))
  const alongI = sum(x, y, 1 / scale ** 2, 0)
  const alongJ = sum(x, y, -0.5 / scale ** 2, Math.sqrt(3) / 2 / scale ** 2)
  const normal = face.rim[0]
  const flat = sum(normal, centre, 1, -dot(normal, centre))
  return {
    centre,
    scale,
    toI: sum(x, y, 1, 1 / Math.sqrt(3)),
    toJ: sum(x, y, 0, 2 / Math.sqrt(3)),
    alongI,
    alongJ,
    rim: face.rim.map((side): Vector => [dot(side, centre), dot(side, alongI), dot(side, alongJ)]),
    rimStep: Math.sqrt(dot(flat, flat)) / scale,
  }
}

/** Steps between i, j and the rim of the face; negative outside. */
export function insideBy({ rim, rimStep }: Plane, i: number, j: number): number {
  const [a, b, c] = rim
  return Math.min(a[0] + i * a[1] + j * a[2], b[0] + i * b[1] + j * b[2], c[0] + i * c[1] + j * c[2]) / rimStep
}

export function degreesOf({ centre, alongI, alongJ }: Plane, i: number, j: number, to: Float64Array, at: number): void {
  const x = centre[0] + i * alongI[0] + j * alongJ[0]
  const y = centre[1] + i * alongI[1] + j * alongJ[1]
  const z = centre[2] + i * alongI[2] + j * alongJ[2]
  to[at] = Math.atan2(y, x) / RADIANS
  to[at + 1] = Math.atan2(z, Math.sqrt(x * x + y * y)) / RADIANS
}
