import type { Weights } from '../types.js'
import { centred, othersSquares } from './centred.js'
import { groupRows } from './gistar.js'
import { checkWithoutSelf, reasonsOf } from './undefinedBecause.js'

export interface Gi {
  /** Standard deviations; NaN where undefined or not in the statistics. */
  readonly z: Float64Array
  /** Position in `UNDEFINED_BECAUSE`, 0 where there is a z. */
  readonly undefinedBecause: Uint8Array
}

/**
 * Getis-Ord Gi per cell: how far the values *around* it lie above the mean of all other cells of its reference group.
 *
 *     z_i = (sum_j w_ij x_j - m_i W_i) / (s_i sqrt(((n - 1) S1_i - W_i^2)/(n - 2)))
 *
 * with m_i and s_i (divisor n - 1) the mean and standard deviation of the n - 1 *others*, W_i = sum_j w_ij, S1_i = sum_j
 * w_ij^2. The cell's own value plays no part. Styles B and W give the same z: a row times a constant cancels.
 *
 * @param y       Float64Array[n], a measure per cell; finite in every cell that is in the statistics
 * @param weights n rows, binary or valued, `self: false`, cut at group borders
 * @param group   Int32Array[n], the cell's reference area, -1 = not in the statistics; null: one group of all cells
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-with-self', 'weights-across-groups'
 *
 * O(n + edges). Misleads as a hot spot map: a single busy cell among quiet ones is not hot itself, its neighbours are; Gi*
 * counts it in. On sparse counts z is far from normal: use the conditional p of `exactNull`, which is of this statistic.
 * The conditional z of local Moran is this z, with the sign of the cell's own deviation.
 * Ord & Getis (1995), Geographical Analysis 27(4). spdep `localG` and esda `G_Local(star=False).Zs` agree; GeoDa's G is a
 * share, lag/(sum of the others), not a z.
 */
export function gi(y: Float64Array, weights: Weights, group: Int32Array | null = null): Gi {
  checkWithoutSelf(weights)
  const { offset, neighbour, value } = weights
  const groups = groupRows(y, weights, group)
  const reason = reasonsOf(y, weights, groups, { permute: 'conditional', group })
  const z = new Float64Array(y.length).fill(Number.NaN)
  for (const members of groups) {
    if (members.length < 3) continue
    const about = centred(y, members)
    const { n, deviation } = about
    let total = 0
    for (let at = 0; at < n; at++) total += deviation[members[at]]
    for (let at = 0; at < n; at++) {
      const row = members[at]
      if (reason[row] !== 0) continue
      let lag = 0
      let sum = 0
      let squares = 0
      const end = offset[row + 1]
      for (let k = offset[row]; k < end; k++) {
        const weight = value === null ? 1 : value[k]
        lag += weight * deviation[neighbour[k]]
        sum += weight
        squares += weight * weight
      }
      const mean = (total - deviation[row]) / (n - 1)
      const variance = othersSquares(about, members, row) / (n - 1)
      z[row] = (lag - mean * sum) / Math.sqrt((variance * ((n - 1) * squares - sum * sum)) / (n - 2))
    }
  }
  return { z, undefinedBecause: reason }
}
