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
  for (let row = 0; row < n; row++) {
    bucket[row] = Math.floor((y[row] - south) / taken) * columns + Math.floor((x[row] - west) / taken)
    start[bucket[row] + 1]++
  }
  for (let b = 0; b < columns * rows; b++) start[b + 1] += start[b]
  const next = start.slice()
  const order = new Uint32Array(n)
  for (let row = 0; row < n; row++) order[next[bucket[row]]++] = row
  for (let b = 0; b < columns * rows; b++) sortBucket(order, start[b], start[b + 1], x, y, weight)
  const sortedX = new Float64Array(n)
  const sortedY = new Float64Array(n)
  for (let at = 0; at < n; at++) {
    sortedX[at] = x[order[at]] - west
    sortedY[at] = y[order[at]] - south
  }
  return { west, south, side: taken, columns, rows, start, x: sortedX, y: sortedY, row: order }
}

function extent(values: Float64Array): [least: number, most: number] {
  if (values.length === 0) return [0, 0]
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

/** Puts `order[from .. to - 1]` in order of x, y, weight, row. */
function sortBucket(
  order: Uint32Array,
  from: number,
  to: number,
  x: Float64Array,
  y: Float64Array,
  weight: Float64Array | null,
): void {
  if (to - from > INSERTION_LIMIT) {
    order.subarray(from, to).sort((a, b) => (isAfter(a, b, x, y, weight) ? 1 : -1))
    return
  }
  for (let at = from + 1; at < to; at++) {
    const row = order[at]
    let hole = at
    for (; hole > from && isAfter(order[hole - 1], row, x, y, weight); hole--) order[hole] = order[hole - 1]
    order[hole] = row
  }
}

function isAfter(a: number, b: number, x: Float64Array, y: Float64Array, weight: Float64Array | null): boolean {
  if (x[a] !== x[b]) return x[a] > x[b]
  if (y[a] !== y[b]) return y[a] > y[b]
  if (weight !== null && weight[a] !== weight[b]) return weight[a] > weight[b]
  return a > b
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
