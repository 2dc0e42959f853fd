import type { Weights } from '../types.js'
import { kurtosis } from './centred.js'
import {
  checkMoments,
  type GlobalOptions,
  type GlobalStatistic,
  globalParts,
  standardised,
  undefinedGlobal,
} from './globalStatistic.js'

/**
 * Geary's C: how much neighbours differ, over how much any two cells do. Below 1 clustered, 1 chance, above 1 a chequerboard.
 *
 *     C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum_i d_i^2),    d = x - mean,    E = 1
 *     V normality      ((2 S1 + S2)(n - 1) - 4 S0^2)/(2 (n + 1) S0^2)
 *     V randomisation  ((n - 1) S1 (n^2 - 3n + 3 - (n - 1) b2) - (n - 1) S2 (n^2 + 3n - 6 - (n^2 - n + 2) b2)/4
 *                       + S0^2 (n^2 - 3 - (n - 1)^2 b2)) / (n (n - 2)(n - 3) S0^2)
 *
 * @param y       Float64Array[n], a measure per cell, all finite
 * @param weights n rows, `self: false`; style W (`rowStandardised`) as usual, or B
 * @returns       **z = (E - C)/sqrt V, so that z > 0 is clustered**, as Moran's; undefined as Moran's
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-with-self', 'option-invalid'
 *
 * O(n + edges). Misleads more than Moran's I on skewed counts: squared differences make it a statistic of the few largest cells.
 * Cliff & Ord (1981), Spatial Processes, 2.3. spdep `geary.test` has this z, esda `Geary` the other sign.
 */
export function geary(y: Float64Array, weights: Weights, { moments }: GlobalOptions): GlobalStatistic {
  checkMoments(moments)
  const parts = globalParts(y, weights, moments === 'randomisation' ? 4 : 3)
  if (typeof parts === 'string') return undefinedGlobal(parts)
  const { about, members, s0, s1, s2 } = parts
  const { n, deviation, squares } = about
  const { offset, neighbour, value } = weights
  let differences = 0
  for (let row = 0; row < n; row++) {
    let own = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const difference = deviation[row] - deviation[neighbour[k]]
      own += (value === null ? 1 : value[k]) * difference * difference
    }
    differences += own
  }
  const statistic = ((n - 1) / (2 * s0)) * (differences / squares)
  const square = s0 * s0
  const b2 = kurtosis(about, members)
  const variance =
    moments === 'normality'
      ? ((2 * s1 + s2) * (n - 1) - 4 * square) / (2 * (n + 1) * square)
      : ((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2) -
          ((n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2)) / 4 +
          square * (n * n - 3 - (n - 1) ** 2 * b2)) /
        (n * (n - 2) * (n - 3) * square)
  return standardised(statistic, 1, 1 - statistic, variance, 1 / n)
}
