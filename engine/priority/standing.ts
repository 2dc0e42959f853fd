/** How firmly a place is held, in the same three words everywhere. */
export type Standing = 'clear' | 'close call' | 'no clear leader'

const CLEAR = 0.8
const CLOSE = 0.5

/**
 * @param share of re-runs on both data and choices in which the place is held: `p_top_k_both`
 * Misleads at the borders: with 1,000 re-runs a share of 0.8 is known to about 0.025 (twice its standard error).
 */
export function standing(share: number): Standing {
  if (share >= CLEAR) return 'clear'
  return share >= CLOSE ? 'close call' : 'no clear leader'
}

/** Of two areas that are alike, at most one in twenty is called clear. */
const CLEAR_LEAD = 0.975

/**
 * Of the highest-need area: clear only where, besides, the data alone leave little doubt that it is ahead of the best area apart from it.
 * The area was searched for, and chance favours what is found: where two are equal, one of them holds the lead in 80 % of re-runs in
 * two worlds of five, in 97.5 % in one of twenty.
 *
 * @param both, data shares of re-runs on both, and on the data alone, in which it is ahead (`areaStability`)
 */
export function standingOfArea(both: number, data: number): Standing {
  const word = standing(both)
  return word === 'clear' && data < CLEAR_LEAD ? 'close call' : word
}

/** One that is not among those chosen, and how often it would have been. */
export interface RunnerUp {
  readonly unit: number
  /** In the headline. */
  readonly rank: number
  readonly share: number
}

/**
 * Units outside the headline's top k that took a place in it in any re-run, highest share first.
 *
 * @param share by unit, of re-runs in the top k; NaN not ranked
 * @param rank  of the headline, 0 not ranked
 */
export function runnersUp(share: Float64Array, rank: Uint32Array, k: number): RunnerUp[] {
  return Array.from(rank, (place, unit) => ({ unit, place, share: share[unit] }))
    .filter(({ place, share: held }) => place > k && held > 0)
    .sort((a, b) => b.share - a.share || a.place - b.place || a.unit - b.unit)
    .map(({ unit, place, share: held }) => ({ unit, rank: place, share: held }))
}
