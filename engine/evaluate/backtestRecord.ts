import { autocorrelation } from './autocorrelation.js'
import type { BlockResamples } from './blockBootstrap.js'
import { type PooledRatio, pooledRatio, sum } from './pooledRatio.js'
import { rivalVerdict } from './rivalVerdict.js'

/** One method at one budget, by window. */
export interface HeldSeries {
  /** n: crimes of the window inside the ground that was chosen. */
  readonly held: Float64Array
  /** a/A: the ground chosen over all ground, 0..1. */
  readonly areaShare: Float64Array
}

/** How one method did at one budget over all windows. Figures are ratios of sums; their spread is as `spreadBasis` says. */
export interface BacktestRecord {
  readonly held: number
  /** n/N. */
  readonly hit: PooledRatio
  /** (n/N)/(a/A); grows without limit as the ground shrinks, so it is never printed without it. */
  readonly pai: PooledRatio
  /** n/n*: of the most that any choice of so much ground held. Never above 1, but for hotspots drawn by a rule. */
  readonly pei: PooledRatio
  /** Hit rate above that of the plain count in the same windows. */
  readonly difference: PooledRatio
  /** Windows in which it held more than the plain count, and as much. */
  readonly better: number
  readonly equal: number
  /** Lag one, of the hit rate by window; NaN where there is none. */
  readonly autocorrelation: number
}

/**
 * @param crimes N of each window
 * @param most   n* of each window at this budget
 * @param plain  what the plain count held in each
 */
export function backtestRecord(
  { held, areaShare }: HeldSeries,
  crimes: Float64Array,
  most: Float64Array,
  plain: Float64Array,
  resamples: BlockResamples | null,
): BacktestRecord {
  const { better, equal } = rivalVerdict(held, plain, crimes, null)
  const ratio = (above: Float64Array, below: Float64Array) => pooledRatio(above, below, resamples)
  return {
    held: sum(held),
    hit: ratio(held, crimes),
    pai: ratio(
      held,
      crimes.map((count, window) => count * areaShare[window]),
    ),
    pei: ratio(held, most),
    difference: ratio(
      held.map((count, window) => count - plain[window]),
      crimes,
    ),
    better,
    equal,
    autocorrelation: autocorrelation(held.map((count, window) => count / crimes[window])),
  }
}
