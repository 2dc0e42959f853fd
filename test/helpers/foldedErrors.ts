import type { PermutationP } from '../../engine/stats/exactNull.js'

/**
 * Largest distance, in standard errors, of folded p from `draws` permutations (esda: (c + 1)/(draws + 1), c the smaller of
 * #{sim >= obs} and #{sim < obs}) from the exact p. Counts sum to whole numbers, so ties are ties there too.
 */
export function foldedErrors({ pGreater }: PermutationP, folded: Float64Array, draws: number): number {
  return pGreater.reduce((worst, atLeast, row) => {
    const p = Math.min(atLeast, 1 - atLeast)
    // the + 1 of both counts, and the four digits of the file
    const rounding = 1 / draws + 5e-5
    const difference = Math.max(0, Math.abs(folded[row] - p) - rounding)
    const errors = difference === 0 ? 0 : difference / Math.sqrt((p * (1 - p)) / draws)
    return Number.isNaN(errors) ? Infinity : Math.max(worst, errors)
  }, 0)
}
