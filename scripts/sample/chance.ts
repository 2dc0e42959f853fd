import { random } from '../../engine/index.js'

/** A stream of uniform numbers in [0, 1). Each subject of the sample draws from its own stream, so a change in one leaves the others alone. */
export type Chance = () => number

/** The stream of a seed and a subject. */
export function stream(seed: number, subject: string): Chance {
  return random(seed, `sample ${subject}`).uniform
}

/** Standard normal (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

/** Gamma with the given shape and scale 1 (Marsaglia and Tsang 2000). */
export function gamma(chance: Chance, shape: number): number {
  if (shape < 1) return gamma(chance, shape + 1) * (1 - chance()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(chance)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - chance()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Poisson count; large means are split in halves, which stays exact. */
export function poisson(chance: Chance, mean: number): number {
  if (mean > 30) return poisson(chance, mean / 2) + poisson(chance, mean / 2)
  const floor = Math.exp(-mean)
  let count = 0
  for (let product = chance(); product > floor; product *= chance()) count++
  return count
}

/** Row drawn in proportion to a running sum of weights; from and to bound the rows. */
export function pickRow(chance: Chance, running: Float64Array): number {
  const target = chance() * running[running.length - 1]
  let low = 0
  let high = running.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (running[middle] > target) high = middle
    else low = middle + 1
  }
  return low
}

/** Running sum of weights, for pickRow. */
export function runningSum(weights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(weights.length)
  let sum = 0
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]
    out[row] = sum
  }
  return out
}
