import { heldByArea } from './heldByArea.js'

const DECILES = 10

/** Ten columns of equal numbers of units, those where most was expected first. */
export interface Calibration {
  readonly expected: Float64Array
  readonly observed: Float64Array
}

/**
 * Offences expected and observed by tenth of the units, those where most was expected first. Units with equal expectation are one group,
 * shared out evenly over the tenths they fall into.
 *
 * A tenth that observed much less than expected was made to look too busy. Misleads where nearly all units are empty: the first tenth then
 * holds nearly everything.
 */
export function calibration(expected: Float64Array, observed: Float64Array): Calibration {
  const units = expected.length
  const edges = Array.from({ length: DECILES }, (_, k) => ((k + 1) * units) / DECILES)
  const sums = heldByArea(expected, new Float64Array(units).fill(1), edges, [expected, observed])
  const [own, seen] = sums.map((upTo) => upTo.map((sum, k) => (k === 0 ? sum : sum - upTo[k - 1])))
  return { expected: own, observed: seen }
}
