import type { Weights } from '../types.js'
import { kurtosis } from './centred.js'
import {
  checkMoments,
  type GlobalOptions,
  type GlobalParts,
  type GlobalStatistic,
  globalParts,
  standardised,
  undefinedGlobal,
} from './globalStatistic.js'

/**
 * Global Moran's I: whether like values lie side by side over the whole map. 1 strong clustering, E = -1/(n - 1) chance,
 * below it a chequerboard.
 *
 *     I = (n/S0) sum_ij w_ij d_i d_j / sum_i d_i^2,    d = x - mean
 *     V normality      (n^2 S1 - n S2 + 3 S0^2)/((n^2 - 1) S0^2) - E^2
 *     V randomisation  (n ((n^2 - 3n + 3) S1 - n S2 + 3 S0^2) - b2 ((n^2 - n) S1 - 2n S2 + 6 S0^2))
 *                      / ((n - 1)(n - 2)(n - 3) S0^2) - E^2,    b2 = n sum d^4/(sum d^2)^2
 *
 * @param y       Float64Array[n], a measure per cell, all finite
 * @param weights n rows, `self: false`; style W (`rowStandardised`) as usual, or B
 * @returns       z = (I - E)/sqrt V and its two-sided normal p; undefined where all values are equal, no cell has
 *                neighbours, there are under 4 cells (normality: 3), or I cannot vary (every cell the neighbour of all)
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-with-self', 'option-invalid'
 *
 * O(n + edges). Misleads: one number for a map that may be clustered in one town only; rates of small populations look
 * clustered because their variance is; n counts cells without neighbours too, as esda does (spdep leaves them out of n
 * unless adjust.n = FALSE).
 * Cliff & Ord (1981), Spatial Processes, 2.3. spdep `moran.test(alternative = "two.sided")` and esda `Moran` agree.
 */
export function moran(y: Float64Array, weights: Weights, { moments }: GlobalOptions): GlobalStatistic {
  checkMoments(moments)
  const parts = globalParts(y, weights, moments === 'randomisation' ? 4 : 3)
  if (typeof parts === 'string') return undefinedGlobal(parts)
  const { about, s0, s1, s2 } = parts
  const { n, deviation, squares } = about
  const { offset, neighbour, value } = weights
  let products = 0
  for (let row = 0; row < n; row++) {
    let lag = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) lag += (value === null ? 1 : value[k]) * deviation[neighbour[k]]
    products += deviation[row] * lag
  }
  const statistic = (n / s0) * (products / squares)
  const expected = -1 / (n - 1)
  const variance =
    moments === 'randomisation'
      ? moranVariance(parts)
      : (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expected * expected
  return standardised(statistic, expected, statistic - expected, variance, expected * expected)
}

/** Variance of I when the values are reshuffled over the cells. */
export function moranVariance({ about, members, s0, s1, s2 }: GlobalParts): number {
  const { n } = about
  const b2 = kurtosis(about, members)
  const square = s0 * s0
  const plain = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square)
  const peaked = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * square)
  return (plain - peaked) / ((n - 1) * (n - 2) * (n - 3) * square) - 1 / (n - 1) ** 2
}
