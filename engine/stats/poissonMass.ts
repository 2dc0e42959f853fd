/**
 * Poisson probability mean^k e^-mean / Gamma(k + 1), for any real k >= 0: also the factor in front of the gamma tails.
 *
 * As a saddle point: what is large is taken out as the deviance, so digits do not go with k. Relative error below 1e-14 around the mean,
 * growing to 1e-12 where the probability nears 1e-300.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities; as R's dpois. Checked against mpmath:
 * test/reference/tails.json
 */
export function poissonMass(k: number, mean: number): number {
  if (k === 0) return Math.exp(-mean)
  if (mean === 0) return 0
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k)
}

/** ln Gamma(n + 1) less Stirling's (n + 1/2) ln n - n + ln(2 pi)/2; n > 0. */
export function stirlingError(n: number): number {
  let rest = 0
  let at = n
  // down from where the series is exact to the last digit
  for (; at < 15; at++) rest += (at + 0.5) * (Math.log1p(at) - Math.log(at)) - 1
  const square = at * at
  return rest + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / at
}

/** k ln(k/mean) + mean - k, without cancellation where the two are close; both > 0. */
export function deviance(k: number, mean: number): number {
  const difference = k - mean
  if (Math.abs(difference) >= 0.1 * (k + mean)) return k * Math.log(k / mean) - difference
  const v = difference / (k + mean)
  let sum = difference * v
  let power = 2 * k * v
  for (let odd = 3; ; odd += 2) {
    power *= v * v
    const next = sum + power / odd
    if (next === sum) return sum
    sum = next
  }
}
