import { deviance, stirlingError } from './poissonMass.js'

/**
 * Binomial probability of k in n trials of the given chance, for any real 0 <= k <= n: also the factor in front of the beta tails.
 *
 * Relative error as `poissonMass`. Loader (2000); as R's dbinom. Checked against mpmath: test/reference/tails.json
 */
export function binomialMass(k: number, n: number, chance: number): number {
  if (chance === 0) return k === 0 ? 1 : 0
  if (chance === 1) return k === n ? 1 : 0
  if (k === 0) return Math.exp(n * Math.log1p(-chance))
  if (k === n) return Math.exp(n * Math.log(chance))
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * chance) - deviance(n - k, n * (1 - chance))
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

/**
 * The least k with P(X <= k) >= probability, X binomial. With a uniform random number as the probability it is a binomial draw.
 *
 * Added up from so far below the mean that what lies under is less than 1e-13; a dozen standard deviations of steps.
 *
 * @param probability in [0, 1]
 */
export function binomialQuantile(probability: number, n: number, chance: number): number {
  if (chance === 1) return n
  const mean = n * chance
  const start = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean * (1 - chance)) - 20))
  const odds = chance / (1 - chance)
  let k = start
  let mass = binomialMass(k, n, chance)
  let below = mass
  // the last test: rounding may keep the sum under a probability next to 1
  while (below < probability && k < n && (k < mean || mass > 1e-18)) {
    mass *= ((n - k) / (k + 1)) * odds
    below += mass
    k++
  }
  return k
}
