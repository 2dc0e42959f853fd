import { deviance } from '../stats/poissonMass.js'

/** Offences a month: less than this is taken as this, or one offence where none was expected would outweigh everything. */
export const LEAST_EXPECTED = 0.01

/**
 * How far counts are from what was expected: twice the log-likelihood lost against an expectation of the counts themselves. 0 is exact,
 * lower is better.
 *
 *   2 sum (y ln(y/mu) - (y - mu)),  mu at least 0.01
 *
 * Misleads as a measure of fit by itself (with a few offences a unit it is far below the number of units however good the
 * expectation): compare methods on the same counts. McCullagh & Nelder (1989), 2.3.
 */
export function poissonDeviance(observed: Float64Array, expected: Float64Array): number {
  let sum = 0
  for (let unit = 0; unit < observed.length; unit++) {
    const mean = Math.max(LEAST_EXPECTED, expected[unit])
    sum += observed[unit] === 0 ? mean : deviance(observed[unit], mean)
  }
  return 2 * sum
}
