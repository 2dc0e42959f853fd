import type { AreaShape } from './growExchange.js'
import { areaSearcher } from './growExchange.js'

/** Why no area is found, and what is nearest to what was asked. Sizes as `size` of the problem counts them. */
export type AreaUnmet =
  | { readonly because: 'no-score' }
  /** `nearest`: the lowest compactness tried with which there is one; null: none up to the most that is tried. */
  | { readonly because: 'compactness'; readonly nearest: number | null }
  /** `below` and `above`: the nearest sizes that a connected area was found to have on either side; null: none. */
  | { readonly because: 'size'; readonly below: number | null; readonly above: number | null }

/** Tried in turn; an area less compact than the last is a string of units. */
const COMPACTNESS = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 15, 20]

/**
 * What of size and shape no area can meet, once a search has found none.
 *
 * @param score by unit, NaN where it cannot be chosen
 * Heuristic as the search is: a nearer size may be there.
 */
export function areaUnmet(shape: AreaShape, score: Float64Array): AreaUnmet {
  const { size, least, most, maxCompactness } = shape
  const open = (row: number) => !Number.isNaN(score[row]) && size[row] > 0
  if (!score.some((value) => !Number.isNaN(value))) return { because: 'no-score' }
  const found = (change: Partial<AreaShape>, sign: 1 | -1) => {
    const wanted = size.map((value, row) => (open(row) ? sign * value : Number.NaN))
    const { best } = areaSearcher({ ...shape, ...change })(wanted, null)
    return best === null ? null : best.members.reduce((sum, row) => sum + size[row], 0)
  }
  if (found({ maxCompactness: Infinity }, 1) !== null) {
    const looser = COMPACTNESS.filter((value) => value > maxCompactness)
    return { because: 'compactness', nearest: looser.find((value) => found({ maxCompactness: value }, 1) !== null) ?? null }
  }
  const all = size.reduce((sum, value, row) => (open(row) ? sum + value : sum), 0)
  return { because: 'size', below: found({ least: 0 }, 1), above: most < all ? found({ least, most: all }, -1) : null }
}
