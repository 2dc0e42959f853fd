import { autocorrelation } from './autocorrelation.js'
import { type BlockResamples, percentile, resampledRatios } from './blockBootstrap.js'
import { spreadBasis, sum } from './pooledRatio.js'

/** Crimes held are sums of fractions: a difference below this is rounding. */
const ROUNDING = 1e-9
/** Of 12 to 23 windows a rival must win so many. */
const WINS = 0.75
/** Share of all crimes: one in a thousand more is too small a difference to change a method for, however sure. */
const LEAST_DIFFERENCE = 0.001

/** How a rival method stands against the plain count, window by window. */
export interface RivalVerdict {
  readonly windows: number
  /** Windows in which it held more, and as many. */
  readonly better: number
  readonly equal: number
  /** Crimes it held more than the plain count, over all crimes. */
  readonly difference: number
  /** One-sided 90 % lower limit of that; NaN under 24 windows. */
  readonly limit: number
  /** Lag one, of the difference by window: above about 0.4 the limit is too high. NaN where there is none. */
  readonly autocorrelation: number
  /** The evidence is enough to use it in place of the plain count, and the difference large enough to matter. */
  readonly replaces: boolean
  /** The evidence would be enough, but the difference is too small to matter: the plain count stays. */
  readonly tooSmall: boolean
}

/**
 * Whether a rival may replace the plain count. Never under 12 windows; with 12 to 23 where it held more in three quarters of them; from 24
 * where the one-sided 90 % limit of the difference, windows paired, is above 0. Nor ever for a difference under 0.1 percentage points.
 *
 * @param rival, plain crimes held in each window
 * @param crimes    all crimes of each window
 * @param resamples of these windows, from 24 up
 *
 * Misleads where many rivals are tried: of those that are no better 11 % pass at 30 windows (measured on normal differences), 16 % where
 * one window has 0.4 in common with the next, 27 % at 0.8.
 */
export function rivalVerdict(
  rival: Float64Array,
  plain: Float64Array,
  crimes: Float64Array,
  resamples: BlockResamples | null,
): RivalVerdict {
  const windows = crimes.length
  const more = rival.map((held, window) => held - plain[window])
  const better = more.filter((held) => held > ROUNDING).length
  const equal = more.filter((held) => Math.abs(held) <= ROUNDING).length
  const basis = spreadBasis(windows)
  const limit =
    basis === 'bootstrap' && resamples !== null ? percentile(resampledRatios(resamples, more, crimes), 10) : Number.NaN
  const sure = basis === 'bootstrap' ? limit > ROUNDING : basis === 'range' && better >= WINS * windows
  const apart = autocorrelation(more.map((held, window) => held / crimes[window]))
  const difference = sum(more) / sum(crimes)
  const matters = difference >= LEAST_DIFFERENCE
  return {
    ...{ windows, better, equal, difference, limit },
    autocorrelation: apart,
    replaces: sure && matters,
    tooSmall: sure && !matters,
  }
}
