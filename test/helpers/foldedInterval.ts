import type { PermutationP } from '../../engine/stats/exactNull.js'

/**
 * How far a folded p from `draws` permutations (esda, GeoDa: the smaller of #{sim >= obs} and #{sim < obs}) lies outside
 * what the exact p allows. Those programs sum deviations that are not whole numbers, so equal sums fall on either side at
 * random: anything between P(S > o) and P(S >= o) is right.
 *
 * @returns standard errors outside the tie interval, 0 within it; `needsTies` if it lies over 5 of them from the plain p
 */
export function outsideFolded(
  exact: PermutationP,
  row: number,
  folded: number,
  draws: number,
): { errors: number; needsTies: boolean } {
  const over = 1 - exact.pLesser[row]
  const atLeast = exact.pGreater[row]
  const ends = [Math.min(over, 1 - over), Math.min(atLeast, 1 - atLeast)]
  const low = Math.min(...ends)
  const high = over < 0.5 && atLeast > 0.5 ? 0.5 : Math.max(...ends)
  const standard = (p: number) => Math.sqrt((p * (1 - p)) / draws)
  // + 1 and + 1 in (c + 1)/(draws + 1), and the four digits of the file
  const rounding = 1 / draws + 5e-5
  const below = (low - folded - rounding) / standard(low)
  const above = (folded - high - rounding) / standard(high)
  const errors = Math.max(0, low > 0 ? below : 0, high > 0 ? above : folded > rounding ? Infinity : 0)
  return { errors, needsTies: Math.abs(folded - ends[1]) > 5 * standard(ends[1]) + rounding }
}
