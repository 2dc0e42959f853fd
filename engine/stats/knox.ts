import { checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { closePairs } from './closePairs.js'
import { permuteTimes } from './permuteTimes.js'
import { checkPoints, type PlanePoints, refuseSnapped } from './planePoints.js'
import { type PointGrid, pointGrid } from './pointGrid.js'
import { type Margin, spaceMargins } from './spaceMargins.js'

/** Events in space and time. */
export interface TimedPoints extends PlanePoints {
  /** Whole numbers of any one unit, days as a rule. */
  readonly time: Float64Array
}

export interface KnoxOptions {
  /** Edges of the distance bands, metres, ascending: band b holds pairs with space[b] <= distance < space[b + 1]. */
  readonly space: readonly number[]
  /** Edges of the time bands, in the unit of `time`, likewise half-open; whole numbers. */
  readonly time: readonly number[]
  /** Permutations of the times for `simulated`; 0: none, the exact mean and standard deviation only. */
  readonly permutations: number
  readonly seed: number
  /** Times are permuted among events of one stratum only (their calendar quarter); null: among all. */
  readonly stratum: Int32Array | null
  /** Go on although more than 20 % of events share a position. */
  readonly allowSnapped: boolean
}

/** Cells of the table row by row: cell = distance band x number of time bands + time band. */
export interface Knox {
  readonly n: number
  readonly spaceBands: number
  readonly timeBands: number
  /** Unordered pairs of events in each cell. */
  readonly observed: Float64Array
  /** Exact mean and standard deviation of the pairs over all n! permutations of the times, whatever the strata. */
  readonly expected: Float64Array
  readonly sd: Float64Array
  /** (observed - expected) / sd; NaN where the count is the same in every permutation (sd 0). */
  readonly z: Float64Array
  /** observed / expected; NaN where no pair is expected. */
  readonly ratio: Float64Array
  /** Null where no permutations were asked for. */
  readonly simulated: KnoxSimulated | null
}

/** Of the permutations, within strata where there are any. */
export interface KnoxSimulated {
  readonly permutations: number
  readonly mean: Float64Array
  readonly sd: Float64Array
  readonly median: Float64Array
  /** observed / mean; NaN where no permutation has a pair. */
  readonly ratio: Float64Array
  /** One-sided: (#{simulated >= observed} + 1)/(permutations + 1). */
  readonly p: Float64Array
}

/** Pairs within reach that permutations keep in memory, 4 bytes each. */
const MOST_PAIRS = 2 ** 25
/** Pairs in neighbouring buckets whose distance may have to be worked out: about half a minute. */
const MOST_DISTANCES = 2 ** 32 - 1
/** Events to a bucket where circles are counted. */
const EVENTS_IN_BUCKET = 5

/**
 * Knox table: pairs of events near each other in space and in time, by bands, against times dealt out at random.
 *
 * Under the null each event keeps its place and the times are permuted: what is left of seasons, opening hours and town centres is in
 * both margins. A cell's mean and variance over all permutations are exact (Barton & David 1966): with e pairs in the distance band
 * and f in the time band, p and q their ordered pairs of pairs that share one event, N = n(n - 1)/2:
 * mean = e f/N, E X^2 = mean + p q/(n(n - 1)(n - 2)) + (e^2 - e - p)(f^2 - f - q)/(N (n - 2)(n - 3)/2).
 *
 * Where crime rises and falls over the months while it moves about town, permuting over the whole period makes pairs of a season look
 * like contagion: `stratum` permutes within calendar quarters (`nearRepeat` sets it). The exact columns stay those of all permutations.
 *
 * Bands are half-open and Euclidean; a band [0, e) of its own holds repeats at one place.
 * Complexity O(pairs within the last edges of both distance and time, and of events near the rim of each distance edge); each permutation
 * O(pairs within the last distance edge). n log n for the times.
 *
 * @throws EngineError 'points-snapped' (unless `allowSnapped`), 'too-many-pairs' (permutations of more than 33,554,432 pairs, or over
 *         4,294,967,296 distances to work out), 'points-too-few' (under two), 'length-mismatch', 'value-not-finite', 'time-not-whole', 'option-invalid'
 *
 * Misleads on snapped points (pairs at distance 0 that never were), on spans cut off at both ends of the period, and where the number
 * of people at risk changes in one part of town: that is interaction too. The normal p of z is a little small: counts are skewed.
 * With many cells adjust p for their number (`fdr`).
 * Peers: surveillance::knox closes its bands (<=) and its Poisson p takes pairs as independent; NearRepeat and Ratcliffe's calculator default to
 * Manhattan distance and permute over the whole period. Knox (1964), Applied Statistics 13. Checked against both: test/real/points.test.ts
 */
export function knox(events: TimedPoints, options: KnoxOptions): Knox {
  check(events, options)
  const { space, time: timeEdges, permutations } = options
  const reach = space[space.length - 1]
  const grid = pointGrid(events, events.time, Math.max(SHORTEST_M, reach / 4))
  const distances = distancesWithin(grid, reach)
  const n = grid.row.length
  const time = timesFromFirst(events.time, grid.row, timeEdges)
  // half the circles' surroundings, 1 / 4 of the reach wider than they are, hold that many
  const perM2 = distances / (n * 2.5 * reach * reach)
  const fine = Math.max(SHORTEST_M, reach / 32, Math.min(reach, Math.sqrt(EVENTS_IN_BUCKET / perM2)))
  const bySpace = spaceMargins(pointGrid(events, null, fine), space)
  const byTime = timeMargins(time, timeEdges)
  const observed = closePairs(grid, time, space, timeEdges)
  const cells = observed.length
  const result: Knox = {
    n,
    spaceBands: bySpace.length,
    timeBands: byTime.length,
    observed,
    expected: new Float64Array(cells),
    sd: new Float64Array(cells),
    z: new Float64Array(cells).fill(Number.NaN),
    ratio: new Float64Array(cells).fill(Number.NaN),
    simulated: null,
  }
  for (let cell = 0; cell < cells; cell++) {
    const { mean, variance } = moments(n, bySpace[Math.floor(cell / byTime.length)], byTime[cell % byTime.length])
    const sd = Math.sqrt(variance)
    result.expected[cell] = mean
    result.sd[cell] = sd
    if (sd > 0) result.z[cell] = (observed[cell] - mean) / sd
    if (mean > 0) result.ratio[cell] = observed[cell] / mean
  }
  if (permutations === 0) return result
  const pairs = bySpace.reduce((sum, band) => sum + band.pairs, 0)
  if (pairs > MOST_PAIRS) {
    throw new EngineError('too-many-pairs', {
      value: String(pairs),
      hint: `Permutations keep every pair within the last distance, up to ${MOST_PAIRS}: take a smaller one, fewer events, or 0 permutations for the exact mean and standard deviation.`,
    })
  }
  const draws = permuteTimes(grid, time, pairs, options)
  return { ...result, simulated: summarise(draws, observed, permutations) }
}

function check(events: TimedPoints, { space, time, permutations, seed, stratum, allowSnapped }: KnoxOptions): void {
  checkPoints(events)
  checkSeed(seed)
  const n = events.x.length
  for (const [column, values] of [
    ['time', events.time],
    ['stratum', stratum],
  ] as const) {
    if (values !== null && values.length !== n) {
      throw new EngineError('length-mismatch', { column, value: String(values.length), hint: `One per event: ${n}.` })
    }
  }
  const notWhole = events.time.findIndex((value) => !Number.isSafeInteger(value))
  if (notWhole >= 0) {
    throw new EngineError('time-not-whole', {
      column: 'time',
      value: String(events.time[notWhole]),
      hint: `Row ${notWhole}: give whole days, or whole minutes with bands in minutes.`,
    })
  }
  checkEdges('space', space, Number.isFinite)
  checkEdges('time', time, Number.isSafeInteger)
  if (!Number.isInteger(permutations) || permutations < 0) {
    throw new EngineError('option-invalid', {
      column: 'permutations',
      value: String(permutations),
      hint: 'A whole number, 0 or more.',
    })
  }
  if (n < 2) throw new EngineError('points-too-few', { value: String(n), hint: 'A pair needs two events.' })
  if (!allowSnapped)
    refuseSnapped(events, 'They would be false repeats at distance 0: use exact coordinates, or allow it and say so.')
}

function checkEdges(column: string, edges: readonly number[], fits: (edge: number) => boolean): void {
  const ascending = edges.every((edge, at) => fits(edge) && edge >= 0 && (at === 0 || edge > edges[at - 1]))
  if (edges.length < 2 || !ascending || edges.length > 200) {
    throw new EngineError('option-invalid', {
      column,
      value: edges.join(','),
      hint: `Two or more ascending edges of bands, 0 or more${column === 'time' ? ', whole numbers' : ''}, such as 0,1,7,14.`,
    })
  }
}

/** Times in the order of the grid, from the first on. */
function timesFromFirst(time: Float64Array, order: Uint32Array, edges: readonly number[]): Int32Array {
  const first = time.reduce((least, value) => Math.min(least, value), Infinity)
  const last = time.reduce((most, value) => Math.max(most, value), -Infinity)
  if (last - first > LONGEST_SPAN) {
    throw new EngineError('option-invalid', {
      column: 'time',
      value: `${first} to ${last}`,
      hint: 'The times span more than 1,000,000,000 units: take a longer unit, such as days.',
    })
  }
  const longestGap = edges[edges.length - 1]
  if (longestGap > LONGEST_GAP) {
    throw new EngineError('option-invalid', {
      column: 'time',
      value: String(longestGap),
      hint: 'The last edge is at most 4,194,304: take a longer unit of time.',
    })
  }
  return Int32Array.from(order, (row) => time[row] - first)
}

/** Of the times, in their unit: with the longest gap, under 2^30. */
const LONGEST_SPAN = 1e9
/** The band of each gap is looked up in a table. */
const LONGEST_GAP = 2 ** 22
/** Side of a bucket, metres. */
const SHORTEST_M = 1e-3

/**
 * Pairs of events in buckets near enough to each other, each once.
 *
 * @throws EngineError 'too-many-pairs' before any distance is worked out
 */
function distancesWithin({ side, columns, rows, start, x, y }: PointGrid, reach: number): number {
  let distances = 0
  for (let i = 0; i < x.length; i++) {
    const west = Math.max(0, Math.floor((x[i] - reach) / side))
    const east = Math.min(columns - 1, Math.floor((x[i] + reach) / side))
    const north = Math.min(rows - 1, Math.floor((y[i] + reach) / side))
    for (let row = Math.floor(y[i] / side); row <= north; row++) {
      distances += start[row * columns + east + 1] - start[row * columns + west]
    }
  }
  if (distances > MOST_DISTANCES) {
    throw new EngineError('too-many-pairs', {
      value: String(distances),
      hint: 'Take a smaller last distance, a shorter period or a district.',
    })
  }
  return distances
}

/** Margins of half-open time bands. */
function timeMargins(time: Int32Array, edges: readonly number[]): Margin[] {
  const sorted = time.slice().sort()
  const nearer = edges.map((edge) => othersNearer(sorted, edge))
  return nearer.slice(1).map((within, band) => {
    let ends = 0
    let sharing = 0
    for (let at = 0; at < within.length; at++) {
      const degree = within[at] - nearer[band][at]
      ends += degree
      sharing += degree * (degree - 1)
    }
    return { pairs: ends / 2, sharing }
  })
}

/** For each of the ascending times how many others are less than `edge` away. */
function othersNearer(sorted: Int32Array, edge: number): Uint32Array {
  const out = new Uint32Array(sorted.length)
  let from = 0
  let to = 0
  for (let at = 0; at < sorted.length && edge > 0; at++) {
    while (sorted[at] - sorted[from] >= edge) from++
    while (to < sorted.length && sorted[to] - sorted[at] < edge) to++
    out[at] = to - from - 1
  }
  return out
}

function moments(n: number, space: Margin, time: Margin): { mean: number; variance: number } {
  const all = (n * (n - 1)) / 2
  const mean = (space.pairs * time.pairs) / all
  const apart = (side: Margin) => side.pairs * side.pairs - side.pairs - side.sharing
  const sharing = n < 3 ? 0 : (space.sharing * time.sharing) / (n * (n - 1) * (n - 2))
  const disjoint = n < 4 ? 0 : (apart(space) * apart(time)) / ((all * (n - 2) * (n - 3)) / 2)
  const variance = mean + sharing + disjoint - mean * mean
  // a margin of all pairs or none cannot vary: what rounding leaves of the difference is nothing
  return { mean, variance: variance <= 1e-12 * mean * mean ? 0 : variance }
}

function summarise(draws: readonly Float64Array[], observed: Float64Array, permutations: number): KnoxSimulated {
  const column = () => new Float64Array(observed.length)
  const out = { mean: column(), sd: column(), median: column(), ratio: column(), p: column() }
  draws.forEach((counts, cell) => {
    const mean = counts.reduce((sum, count) => sum + count, 0) / permutations
    const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0)
    const sorted = counts.slice().sort()
    const middle = permutations / 2
    out.mean[cell] = mean
    out.sd[cell] = Math.sqrt(squares / permutations)
    out.median[cell] = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2
    out.ratio[cell] = mean > 0 ? observed[cell] / mean : Number.NaN
    out.p[cell] = (counts.reduce((times, count) => times + (count >= observed[cell] ? 1 : 0), 0) + 1) / (permutations + 1)
  })
  return { permutations, ...out }
}
