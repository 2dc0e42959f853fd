import { checkPositive } from './columns.js'
import { normalTail } from './normalTail.js'
import { deviance, poissonMass } from './poissonMass.js'

/** From here on Temme's expansion: its next term is below the last digit, and sums of sqrt(shape) terms are no longer needed. */
const LARGE_SHAPE = 1e8

/**
 * Upper tail of the gamma distribution of rate 1: P(X > x) = Gamma(shape, x) / Gamma(shape). For a rate r: gammaTail(r x, shape).
 * Also Poisson: P(N < k) = gammaTail(mean, k).
 *
 * Relative error below 2e-12 down to p = 1e-300 (5e-14 above 1e-20), except below x = 1 with a shape below 1, where it is the absolute
 * error that is below 2e-15. Work grows with sqrt(shape) up to shapes of 1e8, and stops growing there.
 *
 * @param x     NaN gives NaN; 0 and less give 1
 * @param shape above 0
 * @throws      EngineError 'value-out-of-range'
 *
 * Series and continued fraction: Abramowitz & Stegun 6.5.29, 6.5.31; large shapes: Temme (1979), SIAM J. Math. Anal. 10(4), the first
 * term. Checked against mpmath: test/reference/tails.json
 */
export function gammaTail(x: number, shape: number): number {
  checkPositive('shape', shape)
  if (x <= 0) return 1
  if (Number.isNaN(x)) return Number.NaN
  if (x === Infinity) return 0
  if (shape >= LARGE_SHAPE) return largeShapeTail(x, shape)
  const mass = poissonMass(shape, x)
  if (mass === 0) return x > shape ? 0 : 1
  return x > shape && x > 1 ? shape * mass * upperFraction(x, shape) : 1 - mass * lowerSeries(x, shape)
}

/** P(X <= x) / poissonMass = 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
function lowerSeries(x: number, shape: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

/** P(X > x) / (shape poissonMass) = 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))), from the front (Lentz). */
function upperFraction(x: number, shape: number): number {
  let b = x + 1 - shape
  let d = 1 / b
  let c = Infinity
  let fraction = d
  for (let n = 1; ; n++) {
    const a = n * (shape - n)
    b += 2
    d = 1 / (b + a * d)
    c = b + a / c
    const factor = c * d
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-16) return fraction
  }
}

function largeShapeTail(x: number, shape: number): number {
  const half = deviance(shape, x)
  const z = Math.sign(x - shape) * Math.sqrt(2 * half)
  const eta = z / Math.sqrt(shape)
  const correction = -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta / 864))
  const above = normalTail(z) / 2
  return (z >= 0 ? above : 1 - above) + (Math.exp(-half) / Math.sqrt(2 * Math.PI * shape)) * correction
}
