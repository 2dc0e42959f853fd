import { leastSquare } from './leastSquare.js'
import type { PointGrid } from './pointGrid.js'

/** Steps of the squared distance, from 0 to twice that of the last edge, whose band is looked up. */
const STEPS = 4096
/** Of a bucket's side: widens what is looked at, so that rounding at the border of a bucket leaves no event out. */
const SLACK = 1e-6
/** Fewer are not worth the search for those of the right time. */
const EVENTS_IN_BUCKET = 16

/**
 * Observed pairs near each other in space and time: cell = distance band x number of time bands + time band, each pair once.
 *
 * The events of a bucket are gone through in order of time, so that of each bucket in reach only those less than the last time edge away are met.
 *
 * @param time  whole numbers from 0 on, in the order of the grid; the greatest times the number of events at most 2^53
 * @param space ascending edges, metres: band b holds distances from space[b] to under space[b + 1]
 */
export function closePairs(
  grid: PointGrid,
  time: Int32Array,
  space: readonly number[],
  timeEdges: readonly number[],
): Float64Array {
  const { x, y, time: when, side, columns, rows, start } = bucketsByTime(grid, time, space[space.length - 1])
  const bands = distanceBands(space)
  const { steps, perSquare } = bands
  const gaps = gapBands(timeEdges)
  const longest = gaps.length
  const width = timeEdges.length
  const counts = new Uint32Array((space.length + 1) * width)
  const reach = space[space.length - 1] + SLACK * side
  const reach2 = reach * reach

  /** Pairs of the events of a bucket and those of another one. */
  function count(own: number, other: number): void {
    const west = (other % columns) * side
    const south = Math.floor(other / columns) * side
    const to = start[other + 1]
    let early = start[other]
    let late = early
    for (let i = start[own]; i < start[own + 1]; i++) {
      const ownX = x[i]
      const ownY = y[i]
      const dx = Math.max(0, west - ownX, ownX - west - side)
      const dy = Math.max(0, south - ownY)
      if (dx * dx + dy * dy > reach2) continue
      const ownTime = when[i]
      while (early < to && when[early] <= ownTime - longest) early++
      while (late < to && when[late] < ownTime + longest) late++
      // within a bucket, only those after the event
      for (let j = own === other ? i + 1 : early; j < late; j++) {
        const across = ownX - x[j]
        const along = ownY - y[j]
        const square = across * across + along * along
        let band = steps[Math.min(STEPS, square * perSquare) | 0]
        if (band === MIXED) band = bandOf(square, bands.squares)
        counts[band * width + gaps[Math.abs(ownTime - when[j])]]++
      }
    }
  }

  const bucketsInReach = Math.floor(reach / side) + 1
  for (let own = 0; own < columns * rows; own++) {
    if (start[own] === start[own + 1]) continue
    const column = own % columns
    const row = Math.floor(own / columns)
    const east = Math.min(columns - 1, column + bucketsInReach)
    const north = Math.min(rows - 1, row + bucketsInReach)
    for (let r = row; r <= north; r++) {
      const west = r === row ? column : Math.max(0, column - bucketsInReach)
      for (let other = r * columns + west; other <= r * columns + east; other++) {
        if (start[other] < start[other + 1]) count(own, other)
      }
    }
  }

  const timeBands = width - 1
  return Float64Array.from({ length: (space.length - 1) * timeBands }, (_, cell) => {
    const timeBand = cell % timeBands
    // before the first band come the distances under the first edge
    return counts[((cell - timeBand) / timeBands + 1) * width + timeBand]
  })
}

interface TimedGrid extends Omit<PointGrid, 'west' | 'south' | 'row'> {
  readonly time: Int32Array
}

/** The events of each bucket in order of time, in buckets of about `EVENTS_IN_BUCKET`, up to `reach` wide, made of those of the grid. */
function bucketsByTime(grid: PointGrid, time: Int32Array, reach: number): TimedGrid {
  const n = time.length
  const occupied = grid.start.reduce((sum, end, b) => sum + (b > 0 && end > grid.start[b - 1] ? 1 : 0), 0)
  const wanted = Math.sqrt((EVENTS_IN_BUCKET * occupied) / n)
  const merged = Math.max(1, Math.round(Math.min(wanted, reach / grid.side)))
  const columns = Math.ceil(grid.columns / merged)
  const rows = Math.ceil(grid.rows / merged)
  const bucket = new Uint32Array(n)
  const next = new Uint32Array(columns * rows + 1)
  for (let row = 0, b = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, b++) {
      const into = Math.floor(row / merged) * columns + Math.floor(column / merged)
      bucket.fill(into, grid.start[b], grid.start[b + 1])
      next[into + 1] += grid.start[b + 1] - grid.start[b]
    }
  }
  for (let b = 1; b < next.length; b++) next[b] += next[b - 1]
  const start = next.slice()
  const sorted = { x: new Float64Array(n), y: new Float64Array(n), time: new Int32Array(n) }
  for (const key of Float64Array.from(time, (value, at) => value * n + at).sort()) {
    const at = key % n
    const to = next[bucket[at]]++
    sorted.x[to] = grid.x[at]
    sorted.y[to] = grid.y[at]
    sorted.time[to] = time[at]
  }
  return { side: grid.side * merged, columns, rows, start, ...sorted }
}

/** Of a step that an edge falls into: the band must be worked out. */
const MIXED = 255

interface DistanceBands {
  /** Squares of the edges. */
  readonly squares: Float64Array
  /** For each step of the squared distance how many edges lie at or below it, or `MIXED`; the last one serves all beyond. */
  readonly steps: Uint8Array
  readonly perSquare: number
}

function distanceBands(space: readonly number[]): DistanceBands {
  const squares = Float64Array.from(space, leastSquare)
  // kept off 0 and infinity, where edges are too extreme to have steps of their own: those are worked out
  const perSquare = STEPS / 2 / Math.min(1e300, Math.max(1e-300, squares[squares.length - 1]))
  const steps = new Uint8Array(STEPS + 1)
  for (let step = 0; step <= STEPS; step++) steps[step] = bandOf(step / perSquare, squares)
  // a step either side for what rounding does to the product
  for (const square of squares) {
    const step = Math.floor(square * perSquare)
    steps.fill(MIXED, Math.max(0, step - 1), Math.min(STEPS, step + 1) + 1)
  }
  return { squares, steps, perSquare }
}

/** How many of the ascending squares are at or below one. */
function bandOf(square: number, squares: Float64Array): number {
  let band = 0
  while (band < squares.length && square >= squares[band]) band++
  return band
}

/** Band of a time gap below the last edge; as many as there are bands for one below the first. */
function gapBands(edges: readonly number[]): Uint8Array {
  const bands = new Uint8Array(edges[edges.length - 1]).fill(edges.length - 1)
  for (let band = 0; band + 1 < edges.length; band++) bands.fill(band, edges[band], edges[band + 1])
  return bands
}
