import { EngineError } from '../error.js'
import type { Weights } from '../types.js'
import { type GlobalStatistic, globalParts, standardised, undefinedGlobal } from './globalStatistic.js'
import { moranVariance } from './moran.js'

/**
 * Getis-Ord general G: the share of all products of two cells' values that lies between neighbours. High: large values
 * side by side; low: small ones (Moran's I cannot tell the two apart).
 *
 *     G = sum_ij w_ij x_i x_j / sum_(i != j) x_i x_j,    E = S0/(n (n - 1))
 *
 * Variance under randomisation, exact. With x = m + d and c_i = w_i. + w_.i the numerator is m^2 S0 + m sum c_i d_i +
 * sum w_ij d_i d_j: a constant, a linear part and Moran's, whose variances and covariance add up without cancelling:
 *
 *     V = (m^2 sum d^2 (S2 - 4 S0^2/n)/(n - 1) + S0^2 m2^2 V(I) + 2 m m3 (4 S0^2 - n S2)/((n - 1)(n - 2))) / (sum_(i != j) x_i x_j)^2
 *
 * which is the five-term formula of the paper with its erratum (6 W^2 in B1). G - E, in the same parts,
 *
 *     G - E = (m sum c_i d_i + sum w_ij d_i d_j + S0 sum d^2/(n (n - 1))) / sum_(i != j) x_i x_j
 *
 * keeps the digits that G less E loses where the values are large beside their differences.
 *
 * @param y       Float64Array[n], a measure per cell, finite and not negative
 * @param weights n rows, `self: false`; style B as usual
 * @returns       z = (G - E)/sqrt V and its two-sided normal p; undefined as Moran's, and 'no-pairs' where fewer than two
 *                cells have a value above 0
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'value-negative', 'weights-with-self'
 *
 * O(n + edges). Misleads: it depends on where 0 is (x + 1 gives another z); style W gives edge cells too much say; there are
 * no moments under normality.
 * Getis & Ord (1992), Geographical Analysis 24(3), erratum (1993) 25(3). spdep `globalG.test` agrees; esda's `G` has the
 * same z and a one-sided p.
 */
export function generalG(values: Float64Array, weights: Weights): GlobalStatistic {
  // the statistic does not change with the unit, but its products overflow with it
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  // by a power of two: no digit of the values is lost
  const unit = 2 ** Math.floor(Math.log2(largest))
  const y = largest > 0 && Number.isFinite(largest) ? Float64Array.from(values, (value) => value / unit) : values
  const negative = y.findIndex((value) => value < 0)
  if (negative >= 0) {
    throw new EngineError('value-negative', {
      value: String(values[negative]),
      hint: `Row ${negative}: general G is of counts and other amounts; use Moran's I.`,
    })
  }
  const parts = globalParts(y, weights, 4)
  if (typeof parts === 'string') return undefinedGlobal(parts)
  if (y.reduce((above, value) => above + Number(value > 0), 0) < 2) return undefinedGlobal('no-pairs')
  const { about, s0, s2 } = parts
  const { n, mean, deviation, squares } = about
  const { offset, neighbour, value } = weights
  let near = 0
  let pairs = 0
  let before = 0
  let third = 0
  let linearPart = 0
  let productPart = 0
  let size = 0
  for (let row = 0; row < n; row++) {
    let lag = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const other = neighbour[k]
      const weight = value === null ? 1 : value[k]
      const both = weight * (deviation[row] + deviation[other])
      lag += weight * y[other]
      linearPart += both
      productPart += weight * deviation[row] * deviation[other]
      size += Math.abs(both)
    }
    near += y[row] * lag
    // only positive terms: (sum x)^2 - sum x^2 would lose the pairs beside one huge value
    pairs += 2 * y[row] * before
    before += y[row]
    third += deviation[row] ** 3
  }
  const expected = s0 / (n * (n - 1))
  const linear = (mean * mean * squares * (s2 - (4 * s0 * s0) / n)) / (n - 1)
  const quadratic = (s0 * (squares / n)) ** 2 * moranVariance(parts)
  const both = (2 * mean * (third / n) * (4 * s0 * s0 - n * s2)) / ((n - 1) * (n - 2))
  const variance = (linear + quadratic + both) / pairs ** 2
  const statistic = near / pairs
  const ownPart = (s0 * squares) / (n * (n - 1))
  // each way loses what its terms are larger than their sum
  const aboutMean = mean * size + Math.abs(productPart) + ownPart < near
  const excess = aboutMean ? (mean * linearPart + productPart + ownPart) / pairs : statistic - expected
  return standardised(statistic, expected, excess, variance, (mean * mean * squares * s2) / (n - 1) / pairs ** 2)
}
