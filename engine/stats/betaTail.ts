import { EngineError } from '../error.js'
import { binomialMass } from './binomialMass.js'

/** Work grows with the square root of the larger shape: a million steps here. */
const LARGEST_SHAPE = 1e12

/**
 * Upper tail of the beta distribution: P(X > x). The lower tail with all its digits is betaTail(1 - x, b, a).
 * Also binomial: P(N < k) = betaTail(chance, k, n - k + 1); and negative binomial.
 *
 * Relative error below 2e-12 down to p = 1e-300 where x is above the mean; the absolute error is below 1e-13
 * elsewhere. Shapes beyond 1e6 cost digits: 1e-10 at 1e12.
 *
 * @param x    NaN gives NaN; outside 0 to 1 as at its ends
 * @param a, b shapes, above 0, at most 1e12
 * @throws     EngineError 'value-out-of-range'
 *
 * Continued fraction: Abramowitz & Stegun 26.5.8. Checked against mpmath: test/reference/tails.json
 */
export function betaTail(x: number, a: number, b: number): number {
  for (const [column, shape] of [
    ['a', a],
    ['b', b],
  ] as const) {
    if (!(shape > 0 && shape <= LARGEST_SHAPE))
      throw new EngineError('value-out-of-range', { column, value: String(shape), hint: 'Give a number above 0, at most 1e12.' })
  }
  if (Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 1
  if (x >= 1) return 0
  const mass = binomialMass(a, a + b, x)
  const above = x > (a + 1) / (a + b + 2)
  if (mass === 0) return above ? 0 : 1
  return above ? ((mass * a) / (a + b)) * fraction(1 - x, b, a) : 1 - ((mass * b) / (a + b)) * fraction(x, a, b)
}

/** P(X <= x) a B(a, b) / (x^a (1 - x)^b), from the front (Lentz), two levels a turn; fast below the mean. */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) return value
  }
}
