import { checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { type Random, random } from '../random.js'
import { countSeries, emptyPacked, midranks, pack } from './series.js'

export interface ChangePointOptions {
  /** What each series belongs to (cell id, area code): its random numbers depend on this and the seed alone. */
  readonly ids: readonly string[]
  /** Random orders per series; at least 1. The smallest p is 1/(permutations + 1). */
  readonly permutations: number
  readonly seed: number
}

/** Columns by series. */
export interface ChangePoint {
  /** First step of the new level, from 0; -1 where there is none. */
  readonly step: Int32Array
  /** Pettitt's K, the largest |U|. */
  readonly k: Float64Array
  /** Of the permutations: (#{K >= observed} + 1)/(permutations + 1). */
  readonly p: Float64Array
  /** Pettitt's min(1, 2 exp(-6 K^2/(n^3 + n^2))): too large in short series, and with ties. */
  readonly pApproximate: Float64Array
  /** Mean of the measured values before the change, and from it on. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** 'too-few-steps': under two measured: all NaN; 'constant': no change, p = 1, no means. */
  readonly undefinedBecause: readonly ('too-few-steps' | 'constant' | null)[]
}

/**
 * Pettitt's test for one jump in the level of each series, with a permutation p.
 *
 * U_t = 2 sum over i <= t of R_i - t(n + 1), R the ranks, ties sharing their mean; K = max |U_t|, t = 1..n-1; the change lies between
 * t and t + 1 (the earliest such t). The p is the share of random orders of the same values whose K is as large, ties in full.
 *
 * @param values Float64Array[series x steps], one series after the other; NaN a step not measured, left out
 * @throws       EngineError 'option-invalid' (permutations, seed), 'series-too-long', 'length-mismatch', 'value-not-finite'
 *
 * Misleads on a steady trend, which it splits in the middle (see `mannKendall`), on a season unless the series is whole years, and where
 * steps depend on one another (p too small). It finds one jump, not two; and a jump of recording practice looks like one of crime.
 * Over many series the p need `fdr`, and then about series/0.05 permutations (`permutationsTooFew`).
 * Cost (permutations + 1) x steps a series.
 * Pettitt (1979), Applied Statistics 28(2). R's trend::pettitt.test gives K and the approximate p.
 */
export function changePoint(values: Float64Array, steps: number, { ids, permutations, seed }: ChangePointOptions): ChangePoint {
  checkSeed(seed)
  const series = countSeries(values, steps)
  if (ids.length !== series) {
    throw new EngineError('length-mismatch', {
      column: 'ids',
      value: String(ids.length),
      hint: `It must have one id per series: ${series}.`,
    })
  }
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw new EngineError('option-invalid', {
      column: 'permutations',
      value: String(permutations),
      hint: 'Give a whole number from 1; 999 is usual.',
    })
  }
  const column = () => new Float64Array(series).fill(Number.NaN)
  const out = { k: column(), p: column(), pApproximate: column(), before: column(), after: column() }
  const step = new Int32Array(series).fill(-1)
  const undefinedBecause: ChangePoint['undefinedBecause'][number][] = []
  const packed = emptyPacked(steps)
  const sorted = new Float64Array(steps)
  const score = new Float64Array(steps)
  for (let row = 0; row < series; row++) {
    pack(values, row * steps, (row + 1) * steps, 1, packed)
    const { x, time, n } = packed
    undefinedBecause.push(null)
    if (n < 2) {
      undefinedBecause[row] = 'too-few-steps'
      continue
    }
    sorted.set(x)
    midranks(x, sorted.subarray(0, n).sort(), n, score)
    // what a step adds to U: whole numbers, so sums are exact in any order
    for (let i = 0; i < n; i++) score[i] = 2 * score[i] - (n + 1)
    const k = largestSum(score, n)
    out.k[row] = k
    out.pApproximate[row] = Math.min(1, 2 * Math.exp((-6 * k * k) / (n ** 3 + n ** 2)))
    if (k === 0) {
      undefinedBecause[row] = 'constant'
      out.p[row] = 1
      continue
    }
    const first = endOfLargest(score, n, k)
    step[row] = time[first]
    out.before[row] = mean(x, 0, first)
    out.after[row] = mean(x, first, n)
    out.p[row] = (asLarge(score, n, k, permutations, random(seed, `changePoint ${ids[row]}`)) + 1) / (permutations + 1)
  }
  return { step, ...out, undefinedBecause }
}

/** Largest |sum of the first t|, t < n. */
function largestSum(score: Float64Array, n: number): number {
  let sum = 0
  let most = 0
  for (let i = 0; i < n - 1; i++) {
    sum += score[i]
    most = Math.max(most, Math.abs(sum))
  }
  return most
}

/** How many scores the earliest sum of size k is of. */
function endOfLargest(score: Float64Array, n: number, k: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    sum += score[i]
    if (Math.abs(sum) === k) return i + 1
  }
  return n
}

/** Random orders whose largest sum is k or more; the scores come out shuffled. */
function asLarge(score: Float64Array, n: number, k: number, permutations: number, stream: Random): number {
  let found = 0
  for (let draw = 0; draw < permutations; draw++) {
    for (let i = n - 1; i > 0; i--) {
      const j = stream.integer(i + 1)
      const kept = score[i]
      score[i] = score[j]
      score[j] = kept
    }
    if (largestSum(score, n) >= k) found++
  }
  return found
}

function mean(x: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += x[i]
  return sum / (to - from)
}
