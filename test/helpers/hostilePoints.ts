import { cellToBoundary, cellToLatLng, getPentagons, latLngToCell } from 'h3-js'
import { random } from '../../engine/random.js'

/** Points where rounding decides which H3 cell they are in, and plain ones beside them. */

type Vector = readonly [number, number, number]

const RADIANS = Math.PI / 180
const vectorOf = (lng: number, lat: number): Vector => [
  Math.cos(lat * RADIANS) * Math.cos(lng * RADIANS),
  Math.cos(lat * RADIANS) * Math.sin(lng * RADIANS),
  Math.sin(lat * RADIANS),
]
const mixed = (a: Vector, b: Vector, share: number): Vector => [
  a[0] * (1 - share) + b[0] * share,
  a[1] * (1 - share) + b[1] * share,
  a[2] * (1 - share) + b[2] * share,
]
const beside = (a: Vector, b: Vector) => a !== b && a[0] * b[0] + a[1] * b[1] + a[2] * b[2] > 0.4

/** Vertices of the icosahedron: centres of the pentagons. */
const vertices = getPentagons(0).map((cell) => {
  const [lat, lng] = cellToLatLng(cell)
  return vectorOf(lng, lat)
})
const edges = vertices.flatMap((a, k) =>
  vertices
    .slice(k)
    .filter((b) => beside(a, b))
    .map((b) => [a, b] as const),
)
const faceCentres = edges.flatMap(([a, b]) =>
  vertices.filter((c) => beside(a, c) && beside(b, c)).map((c) => mixed(mixed(a, b, 0.5), c, 1 / 3)),
)

/** One place on each edge of the icosahedron, `lng, lat`. */
export const rimPoints = edges.map(([a, b]): [number, number] => {
  const [x, y, z] = mixed(a, b, 0.4)
  return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS]
})

export interface ColumnsOfPoints {
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** The points before this one lie anywhere in the world and in Britain; those from here on are hostile. */
  readonly hostileFrom: number
}

/**
 * A tenth over Britain, half over the world; then in turn on and beside edges and vertices of cells, in their middles, round pentagons,
 * on edges of the icosahedron, round the middles of its faces, round the poles and on the date line.
 */
export function hostilePoints(n: number, seed: number, resolution: number): ColumnsOfPoints {
  const { uniform } = random(seed, `points ${resolution}`)
  const lng = new Float64Array(n)
  const lat = new Float64Array(n)
  const pick = <T>(list: readonly T[]) => list[Math.floor(uniform() * list.length)]
  /** A number around 0, of any size from 10^least to 10^most. */
  const hair = (least: number, most: number) => (uniform() - 0.5) * 10 ** (least + (most - least) * uniform())
  const at = (row: number, east: number, north: number) => {
    lng[row] = east
    lat[row] = Math.max(-90, Math.min(90, north))
  }
  const atVector = (row: number, [x, y, z]: Vector, least: number, most: number) => {
    const [a, b, c] = [x, y, z].map((value) => value + hair(least, most))
    at(row, Math.atan2(b, a) / RADIANS, Math.atan2(c, Math.hypot(a, b)) / RADIANS)
  }
  const anywhere = (row: number) => at(row, 360 * uniform() - 180, Math.asin(2 * uniform() - 1) / RADIANS)

  let boundary: readonly (readonly number[])[] = []
  let middle: readonly number[] = []
  const families: ((row: number) => void)[] = [
    (row) => {
      const k = Math.floor(uniform() * boundary.length)
      const [a, b] = [boundary[k], boundary[(k + 1) % boundary.length]]
      atVector(row, mixed(vectorOf(a[1], a[0]), vectorOf(b[1], b[0]), pick([0, uniform()])), -18, -9)
    },
    (row) => at(row, middle[1] + hair(-16, -9), middle[0] + hair(-16, -9)),
    (row) => atVector(row, pick(vertices), -17, -0.5),
    (row) => {
      const [a, b] = pick(edges)
      atVector(row, mixed(a, b, uniform()), -18, -5)
    },
    (row) => atVector(row, pick(faceCentres), -12, -2),
    (row) => at(row, 360 * uniform() - 180, pick([-90, 90]) + hair(-15, 1)),
    (row) => at(row, pick([-180, 180]) + hair(-14, 1), 180 * uniform() - 90),
  ]
  const britain = Math.floor(n / 10)
  const hostileFrom = Math.floor((6 * n) / 10)
  for (let row = 0; row < britain; row++) at(row, -9 + 11 * uniform(), 49 + 12 * uniform())
  for (let row = britain; row < hostileFrom; row++) anywhere(row)
  for (let row = hostileFrom; row < n; row++) {
    const turn = row - hostileFrom
    if (turn % 56 === 0) {
      anywhere(row)
      const cell = latLngToCell(lat[row], lng[row], resolution)
      boundary = cellToBoundary(cell)
      middle = cellToLatLng(cell)
    }
    families[turn % families.length](row)
  }
  return { lng, lat, hostileFrom }
}
