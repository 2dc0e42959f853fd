import { EngineError } from '../error.js'
import { kendallScore, kendallVariance, type TrendUndefined, trendZ } from './mannKendall.js'
import { normalTail } from './normalTail.js'
import { addSlopes, medianOf } from './senSlope.js'
import { countSeries, emptyPacked, pack } from './series.js'

/** Columns by series. */
export interface SeasonalKendall {
  /** Sum of S over the seasons. */
  readonly s: Float64Array
  readonly variance: Float64Array
  readonly z: Float64Array
  /** Two-sided. */
  readonly p: Float64Array
  /** S over the number of pairs compared. */
  readonly tau: Float64Array
  /** Median slope within seasons, units a period (a year); NaN without a pair. */
  readonly slope: Float64Array
  /** 'too-few-steps': no season was measured twice; 'constant': every season is, so z = 0 and p = 1. */
  readonly undefinedBecause: readonly (TrendUndefined | null)[]
}

/**
 * Seasonal Mann-Kendall test: a rise or fall from year to year in which January is compared with January only.
 *
 * S, its tie-corrected variance and the number of pairs are those of Mann-Kendall in each season, added up over the seasons;
 * z = (S - sgn S)/sqrt Var. The slope is the median of (x_j - x_i)/(j - i), i < j periods of one season.
 *
 * @param values Float64Array[series x steps], one series after the other; NaN a step not measured, left out
 * @param period steps that make one round of the seasons: 12 for months; at least 2
 * @throws       EngineError 'option-invalid', 'series-too-long', 'length-mismatch', 'value-not-finite'
 *
 * Misleads when months of one year go up and down together (p too small: they are added as if independent; Hirsch & Slack 1984 add
 * their covariances, for which ten years are needed), when some months rise and others fall (they cancel out), and with two or three
 * years, when S can take few values.
 * Cost steps^2/(2 period) a series.
 * Hirsch, Slack & Smith (1982), Water Resources Research 18(1). As pymannkendall's seasonal_test; its tau divides by all pairs too.
 * Checked by hand and against Mann-Kendall of each season.
 */
export function seasonalKendall(values: Float64Array, steps: number, period: number): SeasonalKendall {
  const series = countSeries(values, steps)
  if (!Number.isInteger(period) || period < 2) {
    throw new EngineError('option-invalid', { column: 'period', value: String(period), hint: 'Give a whole number from 2.' })
  }
  const column = () => new Float64Array(series)
  const out = { s: column(), variance: column(), z: column(), p: column(), tau: column(), slope: column() }
  const undefinedBecause: (TrendUndefined | null)[] = []
  const packed = emptyPacked(steps)
  const sorted = new Float64Array(steps)
  const years = Math.ceil(steps / period)
  const slopes = new Float64Array((period * years * (years - 1)) / 2)
  for (let row = 0; row < series; row++) {
    let s = 0
    let variance = 0
    let pairs = 0
    for (let season = 0; season < Math.min(period, steps); season++) {
      pack(values, row * steps + season, (row + 1) * steps, period, packed)
      sorted.set(packed.x)
      sorted.subarray(0, packed.n).sort()
      s += kendallScore(packed)
      variance += kendallVariance(sorted, packed.n)
      pairs = addSlopes(packed, slopes, pairs)
    }
    out.s[row] = s
    out.variance[row] = variance
    out.z[row] = pairs === 0 ? Number.NaN : trendZ(s, variance)
    out.p[row] = normalTail(out.z[row])
    out.tau[row] = s / pairs
    out.slope[row] = medianOf(slopes, pairs)
    undefinedBecause.push(pairs === 0 ? 'too-few-steps' : variance === 0 ? 'constant' : null)
  }
  return { ...out, undefinedBecause }
}
