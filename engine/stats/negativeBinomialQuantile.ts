import { betaTail } from './betaTail.js'

/**
 * The least k with P(N <= k) >= probability, N negative binomial with this mean and a variance of phi times it.
 *
 * @param probability inside (0, 1)
 * @param mean        above 0
 * @param phi         above 1
 *
 * As R's qnbinom(probability, size = mean / (phi - 1), mu = mean).
 */
export function negativeBinomialQuantile(probability: number, mean: number, phi: number): number {
  const size = mean / (phi - 1)
  const upTo = (k: number) => 1 - betaTail(1 / phi, size, k + 1)
  let above = 1
  while (upTo(above) < probability) above *= 2
  let below = -1
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (upTo(middle) >= probability) above = middle
    else below = middle
  }
  return above
}
