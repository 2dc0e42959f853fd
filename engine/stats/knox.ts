import { EngineError } from '../error.js'
import { random } from '../random.js'
import { checkPoints, type PlanePoints, refuseSnapped } from './planePoints.js'
import { type PointGrid, pointGrid } from './pointGrid.js'

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

/** Pairs within reach that permutations keep in memory, 5 bytes each. */
const MOST_PAIRS = 2 ** 25
/** Pairs in neighbouring buckets whose distance is worked out: about half a minute. */
const MOST_DISTANCES = 2 ** 32

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
 * Complexity O(pairs within the last distance edge), and as much again for each permutation; n log n for the times.
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
  const grid = pointGrid(events, events.time, Math.max(1e-3, space[space.length - 1] / 4))
  refuseTooMany(grid, space[space.length - 1])
  const n = grid.row.length
  const time = timesFromFirst(events.time, grid.row)
  const bandOf = timeBandOf(timeEdges)
  const spaceBands = space.length - 1
  const timeBands = timeEdges.length - 1

  const scan = scanPairs(grid, space, time, bandOf, timeBands, permutations === 0 ? Infinity : MOST_PAIRS)
  const byTime = timeDegrees(time, timeEdges)
  const cells = spaceBands * timeBands
  const result: Knox = {
    n,
    spaceBands,
    timeBands,
    observed: inBands(scan.counts, spaceBands, timeBands),
    expected: new Float64Array(cells),
    sd: new Float64Array(cells),
    z: new Float64Array(cells).fill(Number.NaN),
    ratio: new Float64Array(cells).fill(Number.NaN),
    simulated: null,
  }
  for (let s = 0; s < spaceBands; s++) {
    const a = margin(scan.degrees, s, spaceBands)
    for (let t = 0; t < timeBands; t++) {
      const cell = s * timeBands + t
      const { mean, variance } = moments(n, a, margin(byTime[t], 0, 1))
      const sd = Math.sqrt(variance)
      result.expected[cell] = mean
      result.sd[cell] = sd
      if (sd > 0) result.z[cell] = (result.observed[cell] - mean) / sd
      if (mean > 0) result.ratio[cell] = result.observed[cell] / mean
    }
  }
  if (permutations === 0) return result
  return { ...result, simulated: permute(grid, scan, space, time, bandOf, timeBands, result.observed, options, events) }
}

function check(events: TimedPoints, { space, time, permutations, stratum, allowSnapped }: KnoxOptions): void {
  checkPoints(events)
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
function timesFromFirst(time: Float64Array, order: Uint32Array): Int32Array {
  const first = time.reduce((least, value) => Math.min(least, value), Infinity)
  const last = time.reduce((most, value) => Math.max(most, value), -Infinity)
  if (last - first > LONGEST_SPAN) {
    throw new EngineError('option-invalid', {
      column: 'time',
      value: `${first} to ${last}`,
      hint: 'The times span more than 2,147,483,647 units: take a longer unit, such as days.',
    })
  }
  return Int32Array.from(order, (row) => time[row] - first)
}

/** Of the times, in their unit. */
const LONGEST_SPAN = 2 ** 31 - 1
/** Longest gap whose band is looked up in a table; beyond, the edges are searched. */
const TABLE_GAPS = 2 ** 22

/** Band of a time gap; as many as there are bands for a gap in none. The last entry serves all longer gaps. */
function timeBandOf(edges: readonly number[]): Uint8Array {
  const last = edges[edges.length - 1]
  if (last > TABLE_GAPS) {
    throw new EngineError('option-invalid', {
      column: 'time',
      value: String(last),
      hint: 'The last edge is at most 4,194,304: take a longer unit of time.',
    })
  }
  const bandOf = new Uint8Array(last + 1).fill(edges.length - 1)
  for (let band = 0; band + 1 < edges.length; band++) bandOf.fill(band, edges[band], edges[band + 1])
  return bandOf
}

interface Scan {
  readonly pairs: number
  /** Pairs by distance band and time band, one more column for no band. */
  readonly counts: Float64Array
  /** How many others lie in each distance band of an event: event x bands + band. */
  readonly degrees: Uint32Array
}

/**
 * Every pair within the last distance edge, once.
 *
 * @throws EngineError 'too-many-pairs' as soon as there are more than `most`
 */
function scanPairs(
  grid: PointGrid,
  space: readonly number[],
  time: Int32Array,
  bandOf: Uint8Array,
  timeBands: number,
  most: number,
): Scan {
  const bands = space.length - 1
  const width = timeBands + 1
  const counts = new Float64Array(bands * width)
  const degrees = new Uint32Array(time.length * bands)
  const longest = bandOf.length - 1
  const near = nearFinder(grid, space)
  const { other, band } = near
  let pairs = 0
  for (let i = 0; i < time.length; i++) {
    const found = near.find(i)
    const own = time[i]
    pairs += found
    if (pairs > most) {
      throw new EngineError('too-many-pairs', {
        value: `more than ${most}`,
        hint: 'Permutations keep every pair within the last distance: take a smaller one, fewer events, or 0 permutations for the exact mean and standard deviation.',
      })
    }
    for (let at = 0; at < found; at++) {
      const j = other[at]
      const of = band[at]
      counts[of * width + bandOf[Math.min(Math.abs(own - time[j]), longest)]]++
      degrees[i * bands + of]++
      degrees[j * bands + of]++
    }
  }
  return { pairs, counts, degrees }
}

/** @throws EngineError 'too-many-pairs' before any distance is worked out */
function refuseTooMany({ side, columns, rows, start, x, y }: PointGrid, reach: number): void {
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
}

interface NearFinder {
  /** Later events (in the order of the grid) that lie in a distance band from the event asked for last, and their bands. */
  readonly other: Uint32Array
  readonly band: Uint8Array
  /** Fills them for event i; how many there are. */
  find(i: number): number
}

function nearFinder({ side, columns, rows, start, x, y }: PointGrid, space: readonly number[]): NearFinder {
  const edges = Float64Array.from(space)
  const first = edges[0]
  const inner = edges.length - 1
  const reach = edges[inner]
  const rim = reach * (1 + 1e-9)
  // one more than there are: the last one looked at may be written though it is not kept
  const other = new Uint32Array(x.length + 1)
  const band = new Uint8Array(x.length + 1)
  const distance = new Float64Array(x.length + 1)

  function find(i: number): number {
    const ownX = x[i]
    const ownY = y[i]
    const west = Math.max(0, Math.floor((ownX - rim) / side))
    const east = Math.min(columns - 1, Math.floor((ownX + rim) / side))
    const south = Math.floor(ownY / side)
    const north = Math.min(rows - 1, Math.floor((ownY + rim) / side))
    let found = 0
    for (let row = south; row <= north; row++) {
      const to = start[row * columns + east + 1]
      // in the event's own row those before it have met it already
      for (let j = row === south ? i + 1 : start[row * columns + west]; j < to; j++) {
        const dx = ownX - x[j]
        const dy = ownY - y[j]
        const metres = Math.sqrt(dx * dx + dy * dy)
        // kept, or overwritten by the next one: a branch here is mispredicted
        other[found] = j
        distance[found] = metres
        found += Number(metres < reach) & Number(metres >= first)
      }
    }
    for (let at = 0; at < found; at++) {
      let of = 0
      for (let edge = 1; edge < inner; edge++) of += Number(distance[at] >= edges[edge])
      band[at] = of
    }
    return found
  }
  return { other, band, find }
}

/** The table without the column for no time band. */
function inBands(counts: Float64Array, spaceBands: number, timeBands: number): Float64Array {
  return Float64Array.from(
    { length: spaceBands * timeBands },
    (_, cell) => counts[Math.floor(cell / timeBands) * (timeBands + 1) + (cell % timeBands)],
  )
}

/** By time band: for each event, in ascending order of time, how many others lie in it. */
function timeDegrees(time: Int32Array, edges: readonly number[]): Uint32Array[] {
  const sorted = time.slice().sort()
  const nearer = edges.map((edge) => othersNearer(sorted, edge))
  return nearer.slice(1).map((wide, band) => wide.map((others, at) => others - nearer[band][at]))
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

interface Margin {
  /** Pairs in the band. */
  readonly pairs: number
  /** Ordered pairs of them that share exactly one event. */
  readonly sharing: number
}

/** Of every `step`-th degree from `first` on. */
function margin(degrees: Uint32Array, first: number, step: number): Margin {
  let ends = 0
  let sharing = 0
  for (let at = first; at < degrees.length; at += step) {
    ends += degrees[at]
    sharing += degrees[at] * (degrees[at] - 1)
  }
  return { pairs: ends / 2, sharing }
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

function permute(
  grid: PointGrid,
  { pairs }: Scan,
  space: readonly number[],
  time: Int32Array,
  bandOf: Uint8Array,
  timeBands: number,
  observed: Float64Array,
  { permutations, seed, stratum }: KnoxOptions,
  { time: inputTime }: TimedPoints,
): KnoxSimulated {
  const n = inputTime.length
  const spaceBands = space.length - 1
  const near = nearPairs(grid, space, pairs)
  const strata = strataOf(grid.row, stratum)
  const dealt = time.slice()
  const longest = bandOf.length - 1
  const width = timeBands + 1
  const counts = new Float64Array(spaceBands * width)
  const draws = Array.from({ length: observed.length }, () => new Float64Array(permutations))
  for (let draw = 0; draw < permutations; draw++) {
    shuffle(dealt, time, strata, random(seed, `knox ${draw}`))
    counts.fill(0)
    for (let i = 0; i < n; i++) {
      const own = dealt[i]
      for (let at = near.start[i]; at < near.start[i + 1]; at++) {
        const gap = Math.abs(dealt[near.other[at]] - own)
        counts[near.band[at] * width + bandOf[Math.min(gap, longest)]]++
      }
    }
    for (let cell = 0; cell < observed.length; cell++) {
      draws[cell][draw] = counts[Math.floor(cell / timeBands) * width + (cell % timeBands)]
    }
  }
  return summarise(draws, observed, permutations)
}

interface NearPairs {
  /** Pairs of event i with later ones: start[i] .. start[i + 1] - 1. */
  readonly start: Uint32Array
  readonly other: Uint32Array
  readonly band: Uint8Array
}

function nearPairs(grid: PointGrid, space: readonly number[], pairs: number): NearPairs {
  const n = grid.row.length
  const start = new Uint32Array(n + 1)
  const other = new Uint32Array(pairs)
  const band = new Uint8Array(pairs)
  const near = nearFinder(grid, space)
  for (let i = 0; i < n; i++) {
    const found = near.find(i)
    other.set(near.other.subarray(0, found), start[i])
    band.set(near.band.subarray(0, found), start[i])
    start[i + 1] = start[i] + found
  }
  return { start, other, band }
}

/** Positions in the grid's order, by stratum. */
function strataOf(order: Uint32Array, stratum: Int32Array | null): Uint32Array[] {
  if (stratum === null) return [Uint32Array.from(order.keys())]
  const members = new Map<number, number[]>()
  order.forEach((row, at) => {
    const of = stratum[row]
    const list = members.get(of)
    if (list === undefined) members.set(of, [at])
    else list.push(at)
  })
  return [...members].sort(([a], [b]) => a - b).map(([, list]) => Uint32Array.from(list))
}

/** Deals the times out anew within each stratum (Fisher and Yates). */
function shuffle(dealt: Int32Array, time: Int32Array, strata: readonly Uint32Array[], stream: ReturnType<typeof random>): void {
  dealt.set(time)
  for (const members of strata) {
    for (let left = members.length; left > 1; left--) {
      const a = members[left - 1]
      const b = members[stream.integer(left)]
      const held = dealt[a]
      dealt[a] = dealt[b]
      dealt[b] = held
    }
  }
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
