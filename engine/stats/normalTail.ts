/** Below this the series of the distribution function, from here on the continued fraction of its tail. */
const SERIES_LIMIT = 2

/**
 * Two-sided p of a standard normal z: P(|Z| >= |z|) = erfc(|z| / sqrt 2).
 *
 * Relative error below 2e-14 as far as doubles go (|z| = 37.5, p = 1e-307); beyond, p is right to the last digit a
 * subnormal number has, and 0 from |z| = 38.6. NaN gives NaN.
 *
 * Series: all terms positive, Marsaglia (2004), Journal of Statistical Software 11(4). Continued fraction of Mills'
 * ratio: Laplace; Abramowitz & Stegun 26.2.14. Checked against mpmath: test/reference/normalTail.json.
 */
export function normalTail(z: number): number {
  const x = Math.abs(z)
  if (x < SERIES_LIMIT) return 1 - density(x, 2 * centralSeries(x))
  return x > 39 ? 0 : density(x, 2 * millsRatio(x))
}

/** (P(0 <= Z <= x)) / density(x) = x + x^3/3 + x^5/15 + ... */
function centralSeries(x: number): number {
  const square = x * x
  let term = x
  let sum = x
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= square / odd
    sum += term
  }
  return sum
}

/** P(Z > x) / density(x) = 1/(x + 1/(x + 2/(x + 3/(x + ...)))), from the inside out; the depth is enough for 1e-16 at x >= 2. */
function millsRatio(x: number): number {
  let below = x
  for (let step = Math.ceil(12 + 360 / (x * x)); step > 0; step--) below = x + step / below
  return 1 / below
}

/** factor x normal density at x. The square of a rounded head is exact, and the exponential is taken in halves so as not to underflow early. */
function density(x: number, factor: number): number {
  const head = Math.floor(x * 4096) / 4096
  const half = Math.exp((-head * head) / 4)
  return half * (half * Math.exp(((head - x) * (head + x)) / 2) * factor * (1 / Math.sqrt(2 * Math.PI)))
}
