import type { WeightsCompared } from './protocol.js'

/** Most places at the top that are told; of fewer areas the first third. */
const FIRST = 10
const LEAST = 3

/** How many are the first of so many areas. */
export const firstOf = (areas: number) => Math.min(areas, FIRST, Math.max(LEAST, Math.floor(areas / 3)))

/**
 * Which areas are among the first under one weighting and not under the other.
 *
 * @param own     ranks by area, 0 without
 * @param against the same under the other weighting
 */
export function compareWeights(own: Uint32Array, against: Uint32Array): WeightsCompared {
  const first = firstOf(own.length)
  const among = (ranks: Uint32Array, row: number) => ranks[row] > 0 && ranks[row] <= first
  const rows = Array.from(own.keys())
  return {
    first,
    own,
    against,
    enter: rows.filter((row) => among(own, row) && !among(against, row)).toSorted((a, b) => own[a] - own[b]),
    leave: rows.filter((row) => among(against, row) && !among(own, row)).toSorted((a, b) => against[a] - against[b]),
  }
}
