import { EngineError } from '../error.js'
import { normalTail } from './normalTail.js'
import { medianSlope } from './senSlope.js'
import { countSeries, emptyPacked, midranks, type Packed, pack } from './series.js'

/** Below this many steps the autocorrelations are too uncertain to correct with. */
const HAMED_RAO_STEPS = 24
/** Autocorrelations inside +-1.96/sqrt n count as none. */
const NORMAL_975 = 1.959963984540054

export interface MannKendallOptions {
  /** Correct the variance for autocorrelation: needed where steps overlap, as moving windows do. At least 24 steps. */
  readonly hamedRao: boolean
}

/**
 * Why a number of a series is NaN. 'too-few-steps': under two measured, or none to compare: s and variance are 0, the rest NaN;
 * 'constant': all equal: tau-b has no value, and z = 0, p = 1 are of no evidence; 'gaps': Hamed-Rao needs every step measured;
 * 'correction-negative': Hamed-Rao left no variance: z and p have no value.
 */
export type TrendUndefined = 'too-few-steps' | 'constant' | 'gaps' | 'correction-negative'

/** Columns by series. */
export interface MannKendall {
  /** Steps measured. */
  readonly n: Uint32Array
  readonly s: Float64Array
  readonly variance: Float64Array
  readonly z: Float64Array
  /** Two-sided. */
  readonly p: Float64Array
  /** S/(n(n - 1)/2); does not reach 1 where values tie. */
  readonly tau: Float64Array
  /** Kendall's tau-b: the pairs tied in value are left out of one of the two factors under the root. */
  readonly tauB: Float64Array
  readonly undefinedBecause: readonly (TrendUndefined | null)[]
}

/**
 * Mann-Kendall test for a steady rise or fall of each series.
 *
 * S = sum over i < j of sgn(x_j - x_i); Var = (n(n-1)(2n+5) - sum over groups of t equal values of t(t-1)(2t+5))/18;
 * z = (S - sgn S)/sqrt Var; tau = S/(n(n-1)/2); tau-b = S/sqrt((n(n-1)/2 - pairs tied) n(n-1)/2).
 * Hamed-Rao: Var x (1 + 2/(n(n-1)(n-2)) sum over lags k of (n-k)(n-k-1)(n-k-2) r_k), r_k the autocorrelations (divisor n) of the ranks
 * of x less Sen's line, those inside +-1.96/sqrt n left out; all lags are looked at.
 *
 * @param values Float64Array[series x steps], one series after the other; NaN a step not measured, left out
 * @throws       EngineError 'option-invalid', 'series-too-short' (Hamed-Rao with under 24 steps), 'series-too-long', 'length-mismatch',
 *               'value-not-finite'
 *
 * Misleads when steps depend on one another (p too small; moving windows above all), on a season (take whole years, or
 * `seasonalKendall`), on months of unequal length (divide by the days), and on a jump, which it calls a trend (see `changePoint`).
 * With under 10 steps the normal p is rough. Hamed-Rao can also shrink the variance: a p below the plain one is no gain. Of 24 independent
 * steps without trend 9 % of series have its p < 0.05 and 1.5 % p < 0.001; of 24 moving windows of 12 steps 45 % (60 % without it).
 * Cost steps^2/2 a series.
 * Mann (1945), Econometrica 13; Kendall (1975), Rank Correlation Methods; Hamed & Rao (1998), J. Hydrology 204. R's Kendall calls tau-b
 * tau and works in single precision; pymannkendall calls S/(n(n - 1)/2) Tau. Checked against both: test/real/trend.test.ts
 */
export function mannKendall(values: Float64Array, steps: number, { hamedRao }: MannKendallOptions): MannKendall {
  const series = countSeries(values, steps)
  if (hamedRao && steps < HAMED_RAO_STEPS) {
    throw new EngineError('series-too-short', {
      value: String(steps),
      hint: `The correction for autocorrelation needs ${HAMED_RAO_STEPS} steps: use steps that do not overlap, without it.`,
    })
  }
  const column = () => new Float64Array(series)
  const out = { s: column(), variance: column(), z: column(), p: column(), tau: column(), tauB: column() }
  const n = new Uint32Array(series)
  const undefinedBecause: (TrendUndefined | null)[] = []
  const packed = emptyPacked(steps)
  const sorted = new Float64Array(steps)
  const correct = hamedRao ? hamedRaoFactor(steps) : null
  for (let row = 0; row < series; row++) {
    pack(values, row * steps, (row + 1) * steps, 1, packed)
    n[row] = packed.n
    sorted.set(packed.x)
    sorted.subarray(0, packed.n).sort()
    const pairs = (packed.n * (packed.n - 1)) / 2
    const s = kendallScore(packed)
    let variance = kendallVariance(sorted, packed.n)
    let reason: TrendUndefined | null = packed.n < 2 ? 'too-few-steps' : variance === 0 ? 'constant' : null
    if (reason === null && correct !== null) {
      variance = packed.n < steps ? Number.NaN : variance * correct(packed)
      if (packed.n < steps) reason = 'gaps'
      else if (variance <= 0) reason = 'correction-negative'
    }
    out.s[row] = s
    out.variance[row] = variance
    out.z[row] = packed.n < 2 ? Number.NaN : trendZ(s, variance)
    out.p[row] = normalTail(out.z[row])
    out.tau[row] = s / pairs
    out.tauB[row] = s / Math.sqrt((pairs - tiedPairs(sorted, packed.n)) * pairs)
    undefinedBecause.push(reason)
  }
  return { n, ...out, undefinedBecause }
}

/** S: pairs that rise less pairs that fall. */
export function kendallScore({ x, n }: Packed): number {
  let s = 0
  for (let i = 0; i < n - 1; i++) {
    const from = x[i]
    for (let j = i + 1; j < n; j++) {
      if (x[j] > from) s++
      else if (x[j] < from) s--
    }
  }
  return s
}

/** Variance of S under the null, given how the values tie; `sorted` holds them ascending. */
export function kendallVariance(sorted: Float64Array, n: number): number {
  let ties = 0
  for (let from = 0; from < n; ) {
    const t = runLength(sorted, from, n)
    ties += t * (t - 1) * (2 * t + 5)
    from += t
  }
  return (n * (n - 1) * (2 * n + 5) - ties) / 18
}

function tiedPairs(sorted: Float64Array, n: number): number {
  let pairs = 0
  for (let from = 0; from < n; ) {
    const t = runLength(sorted, from, n)
    pairs += (t * (t - 1)) / 2
    from += t
  }
  return pairs
}

function runLength(sorted: Float64Array, from: number, n: number): number {
  let to = from + 1
  while (to < n && sorted[to] === sorted[from]) to++
  return to - from
}

/** (S - sgn S)/sqrt variance; 0 where nothing rises or falls on balance, NaN where a correction left no variance. */
export function trendZ(s: number, variance: number): number {
  if (variance === 0 && s === 0) return 0
  return variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : Number.NaN
}

/** Of the largest number in a product and a difference, a few times over. */
const ROUNDING = 8 * Number.EPSILON

/** What the variance of S is multiplied by, for series without gaps; the buffers are made once. */
function hamedRaoFactor(n: number): (packed: Packed) => number {
  const slopes = new Float64Array((n * (n - 1)) / 2)
  const rest = new Float64Array(n)
  const sorted = new Float64Array(n)
  const ranks = new Float64Array(n)
  const limit = NORMAL_975 / Math.sqrt(n)
  return (packed) => {
    const slope = medianSlope(packed, slopes)
    for (let t = 0; t < n; t++) rest[t] = packed.x[t] - (t + 1) * slope
    sorted.set(rest)
    sorted.sort()
    joinTies(rest, sorted, ROUNDING * (packed.x.reduce((most, x) => Math.max(most, Math.abs(x)), 0) + n * Math.abs(slope)))
    midranks(rest, sorted, n, ranks)
    for (let t = 0; t < n; t++) ranks[t] -= (n + 1) / 2
    const spread = autocovariance(ranks, 0)
    // what is left of a straight line is all equal
    if (spread === 0) return 1
    let sum = 0
    for (let lag = 1; lag < n; lag++) {
      const r = autocovariance(ranks, lag) / spread
      if (Math.abs(r) > limit) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * r
    }
    return 1 + (2 * sum) / (n * (n - 1) * (n - 2))
  }
}

/** Values no further apart than `within` are made one, in both: only rounding parts them. `sorted` holds those of `x` ascending. */
function joinTies(x: Float64Array, sorted: Float64Array, within: number): void {
  const before = sorted.slice()
  for (let k = 1; k < sorted.length; k++) if (before[k] - before[k - 1] <= within) sorted[k] = sorted[k - 1]
  for (let t = 0; t < x.length; t++) x[t] = sorted[before.indexOf(x[t])]
}

function autocovariance(centred: Float64Array, lag: number): number {
  let sum = 0
  for (let t = lag; t < centred.length; t++) sum += centred[t] * centred[t - lag]
  return sum
}
