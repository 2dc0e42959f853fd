import type { Weights } from '../types.js'

/**
 * Style W: each row divided by its sum, so that a lag is the mean of the neighbours. Rows without neighbours, or whose
 * weights sum to 0, become all zeros. Not symmetric where cells differ in their number of neighbours.
 *
 * Misleads at the edge of the map, where a single neighbour counts as much as six do elsewhere.
 * The `W` of spdep's nb2listw, `transform = "R"` of libpysal.
 */
export function rowStandardised(weights: Weights): Weights {
  const { length, offset, neighbour, value } = weights
  const standardised = new Float64Array(neighbour.length)
  for (let row = 0; row < length; row++) {
    let sum = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) sum += value === null ? 1 : value[k]
    if (sum === 0) continue
    for (let k = offset[row]; k < offset[row + 1]; k++) standardised[k] = (value === null ? 1 : value[k]) / sum
  }
  return { ...weights, value: standardised }
}
