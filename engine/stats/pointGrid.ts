import type { PlanePoints } from './planePoints.js'

/**
 * Points counting-sorted into square buckets, row by row from the south-west. Inside a bucket they are in order of x, y, weight, so sums
 * over a grid do not depend on the order the points came in.
 */
export interface PointGrid {
  readonly west: number
  readonly south: number
  /** Of a bucket, metres. */
  readonly side: number
  readonly columns: number
  readonly rows: number
  /** Bucket b = row * columns + column holds points start[b] .. start[b + 1] - 1. */
  readonly start: Uint32Array
  /** Sorted coordinates, from `west` and `south`. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Row each sorted point has in the input. */
  readonly row: Uint32Array
}

/** Buckets for each point at most, so that a far outlier does not make a grid of empty buckets. */
const BUCKETS_PER_POINT = 4
/** Buckets of more points than this are sorted by the library. */
const INSERTION_LIMIT = 24

/** @param side wanted side of a bucket, metres, > 0; larger where that would be too many buckets */
export function pointGrid({ x, y }: PlanePoints, weight: Float64Array | null, side: number): PointGrid {
  const n = x.length
  const [west, east] = extent(x)
  const [south, north] = extent(y)
  const width = east - west
  const height = north - south
  const most = BUCKETS_PER_POINT * n + 1024
  const taken = Math.max(side, Math.sqrt((width * height) / most), Math.max(width, height) / most)
  const columns = Math.floor(width / taken) + 1
  const rows = Math.floor(height / taken) + 1

  const bucket = new Uint32Array(n)
  const start = new Uint32Array(columns * rows + 1)
  for (let at = 0; at < n; at++) {
    bucket[at] = Math.floor((y[at] - south) / taken) * columns + Math.floor((x[at] - west) / taken)
    start[bucket[at]]++
  }
  // where each bucket ends, and as it fills from behind, where it starts
  for (let b = 1; b < start.length; b++) start[b] += start[b - 1]
  const sorted = { x: new Float64Array(n), y: new Float64Array(n), row: new Uint32Array(n) }
  for (let at = n - 1; at >= 0; at--) sorted.row[--start[bucket[at]]] = at
  for (let at = 0; at < n; at++) {
    sorted.x[at] = x[sorted.row[at]] - west
    sorted.y[at] = y[sorted.row[at]] - south
  }
  for (let b = 1; b < start.length; b++) sortBucket(sorted, start[b - 1], start[b], weight)
  return { west, south, side: taken, columns, rows, start, ...sorted }
}

function extent(values: Float64Array): [least: number, most: number] {
  if (values.length === 0) return [0, 0]
  let least = Infinity
  let most = -Infinity
  for (let row = 0; row < values.length; row++) {
    least = Math.min(least, values[row])
    most = Math.max(most, values[row])
  }
  return [least, most]
}

type Sorted = Pick<PointGrid, 'x' | 'y' | 'row'>

/** Puts points `from` .. `to - 1` in order of x, y, weight; what is equal stays in order of row. */
function sortBucket(sorted: Sorted, from: number, to: number, weight: Float64Array | null): void {
  if (to - from > INSERTION_LIMIT) {
    sortLargeBucket(sorted, from, to, weight)
    return
  }
  const { x, y, row } = sorted
  for (let at = from + 1; at < to; at++) {
    const ownX = x[at]
    const ownY = y[at]
    const own = row[at]
    let hole = at
    for (; hole > from; hole--) {
      const before = hole - 1
      if (x[before] < ownX) break
      if (x[before] === ownX) {
        if (y[before] < ownY) break
        if (y[before] === ownY && (weight === null || weight[row[before]] <= weight[own])) break
      }
      x[hole] = x[before]
      y[hole] = y[before]
      row[hole] = row[before]
    }
    x[hole] = ownX
    y[hole] = ownY
    row[hole] = own
  }
}

function sortLargeBucket({ x, y, row }: Sorted, from: number, to: number, weight: Float64Array | null): void {
  const order = Uint32Array.from({ length: to - from }, (_, at) => from + at).sort(
    (a, b) => x[a] - x[b] || y[a] - y[b] || (weight === null ? 0 : weight[row[a]] - weight[row[b]]),
  )
  for (const column of [x, y, row])
    column.set(
      column.slice(from, to).map((_, at, own) => own[order[at] - from]),
      from,
    )
}

/**
 * Distance from a place to its k-th nearest point, points on the place itself counted.
 *
 * @param k       1 to the number of points
 * @param scratch as long as there are points; overwritten
 */
export function kthNearest(grid: PointGrid, placeX: number, placeY: number, k: number, scratch: Float64Array): number {
  const px = placeX - grid.west
  const py = placeY - grid.south
  const reachOfAll = Math.hypot(
    Math.max(Math.abs(px), Math.abs(px - grid.columns * grid.side)),
    Math.max(Math.abs(py), Math.abs(py - grid.rows * grid.side)),
  )
  // from the nearest bucket on, and twice as far each time
  const outside = Math.hypot(Math.max(0, -px, px - grid.columns * grid.side), Math.max(0, -py, py - grid.rows * grid.side))
  for (let radius = outside + grid.side; ; radius *= 2) {
    const found = squaresWithin(grid, px, py, radius, scratch)
    if (found >= k) return Math.sqrt(kthSmallest(scratch, found, k))
    if (radius > reachOfAll) return Number.NaN
  }
}

/** Squared distances of the points within `radius`, into `scratch`; how many they are. */
function squaresWithin(grid: PointGrid, px: number, py: number, radius: number, scratch: Float64Array): number {
  const { side, columns, rows, start, x, y } = grid
  const west = Math.max(0, Math.floor((px - radius) / side))
  const east = Math.min(columns - 1, Math.floor((px + radius) / side))
  const south = Math.max(0, Math.floor((py - radius) / side))
  const north = Math.min(rows - 1, Math.floor((py + radius) / side))
  const limit = radius * radius
  let found = 0
  if (west > east) return 0
  for (let row = south; row <= north; row++) {
    const to = start[row * columns + east + 1]
    for (let at = start[row * columns + west]; at < to; at++) {
      const dx = x[at] - px
      const dy = y[at] - py
      const square = dx * dx + dy * dy
      if (square <= limit) scratch[found++] = square
    }
  }
  return found
}

/** The k-th smallest of the first `length` values, which it reorders (Hoare's quickselect). */
function kthSmallest(values: Float64Array, length: number, k: number): number {
  let from = 0
  let to = length - 1
  while (from < to) {
    const pivot = values[(from + to) >>> 1]
    let low = from
    let high = to
    while (low <= high) {
      while (values[low] < pivot) low++
      while (values[high] > pivot) high--
      if (low <= high) {
        const held = values[low]
        values[low++] = values[high]
        values[high--] = held
      }
    }
    if (k - 1 <= high) to = high
    else if (k - 1 >= low) from = low
    else break
  }
  return values[k - 1]
}
