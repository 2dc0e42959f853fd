import { heldByArea } from './heldByArea.js'

const TENTHS = 10

/** Ten columns of equal numbers of expected offences, the units where most was expected first. */
export interface Calibration {
  readonly expected: Float64Array
  readonly observed: Float64Array
}

/**
 * Offences observed by tenth of the offences expected, the units where most was expected first. Tenths of offences, not of units: one
 * tenth of the units may hold nearly all of them. Units of equal expectation are one group; what fell where nothing was expected is in no
 * tenth.
 *
 * Observed below expected in the first tenths, above in the last: the method takes a unit's chance for its rate, and the busiest look
 * busier than they are.
 */
export function calibration(expected: Float64Array, observed: Float64Array): Calibration {
  const some = expected.filter((own) => own > 0)
  const seen = observed.filter((_, unit) => expected[unit] > 0)
  const total = some.reduce((sum, own) => sum + own, 0)
  const edges = Array.from({ length: TENTHS }, (_, k) => ((k + 1) / TENTHS) * total)
  // offences expected take the place of ground
  const [upTo] = heldByArea(some, some, edges, [seen])
  return {
    expected: new Float64Array(TENTHS).fill(total / TENTHS),
    observed: upTo.map((sum, k) => (k === 0 ? sum : sum - upTo[k - 1])),
  }
}
