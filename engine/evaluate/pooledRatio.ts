import { type BlockResamples, percentile, resampledRatios } from './blockBootstrap.js'

/**
 * What is said of the spread over windows: under 12 each window is listed and no spread given; with 12 to 23 it runs from the lowest to
 * the highest window; from 24 it is the 90 % interval of a block bootstrap.
 */
export type SpreadBasis = 'list' | 'range' | 'bootstrap'

export interface PooledRatio {
  /** Sum over sum of all windows; NaN where the lower sum is 0. */
  readonly value: number
  /** NaN where windows are only listed. */
  readonly low: number
  readonly high: number
}

const LEAST_FOR_RANGE = 12
const LEAST_FOR_BOOTSTRAP = 24

export function spreadBasis(windows: number): SpreadBasis {
  return windows < LEAST_FOR_RANGE ? 'list' : windows < LEAST_FOR_BOOTSTRAP ? 'range' : 'bootstrap'
}

/**
 * A ratio of sums over windows with its spread. A window without crime adds nothing to either sum and stays a window; it has no ratio of
 * its own, so a range passes it over.
 *
 * @param resamples of as many windows, where there are enough for a bootstrap
 *
 * Misleads where windows go with each other: at 30 windows the 90 % interval held the truth in 86 % of worlds of independent windows, in
 * 78 % where one window had 0.4 in common with the next and in 56 % at 0.8 (measured on normal windows). Print the autocorrelation beside.
 */
export function pooledRatio(above: Float64Array, below: Float64Array, resamples: BlockResamples | null): PooledRatio {
  const value = sum(above) / sum(below)
  const basis = spreadBasis(above.length)
  if (basis === 'bootstrap' && resamples !== null) {
    const sorted = resampledRatios(resamples, above, below)
    return { value, low: percentile(sorted, 5), high: percentile(sorted, 95) }
  }
  if (basis === 'list') return { value, low: Number.NaN, high: Number.NaN }
  const ratios = above.map((top, window) => top / below[window]).filter((_, window) => below[window] > 0)
  return { value, low: percentile(ratios.sort(), 0), high: percentile(ratios, 100) }
}

export function sum(values: Float64Array): number {
  let total = 0
  for (let row = 0; row < values.length; row++) total += values[row]
  return total
}
