import { fdr } from './fdr.js'
import { ROUNDING } from './undefinedBecause.js'

/** What R draws could have shown of so many tests. */
export interface DrawsEnough {
  /** p that are numbers. */
  readonly tests: number
  /** How many of them are the smallest that R draws can give. */
  readonly atSmallest: number
  /** How many must be that small together for a q of alpha or less: ceil(tests smallestP/alpha). */
  readonly needed: number
  /** Whether to warn `permutations-too-few`: no q is below alpha, and at this R no single test could have had one. */
  readonly tooFew: boolean
}

/**
 * Whether "nothing significant" is arithmetic rather than evidence. With k p at the smallest, p_min, the smallest q is
 * tests p_min/k; so it is only where tests p_min/max(1, k) > alpha, and still no q is below alpha (p a little above p_min can
 * carry each other).
 *
 * @param p         simulated p; NaN are no tests
 * @param smallestP 1/(R + 1), or 2/(R + 1) of a doubled p
 * @param alpha     level q is read at
 * @throws          EngineError 'value-out-of-range' as `fdr`
 */
export function permutationsTooFew(p: Float64Array, smallestP: number, alpha: number): DrawsEnough {
  let tests = 0
  let atSmallest = 0
  for (const value of p) {
    if (Number.isNaN(value)) continue
    tests++
    if (value <= smallestP) atSmallest++
  }
  // 3 x 0.05/0.05 is 3, not the 4 that rounding makes of it
  const needed = Math.ceil(((tests * smallestP) / alpha) * (1 - ROUNDING))
  const tooFew = needed > Math.max(1, atSmallest) && !fdr(p).some((q) => q < alpha)
  return { tests, atSmallest, needed, tooFew }
}
