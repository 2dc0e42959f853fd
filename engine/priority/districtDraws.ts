import type { Load } from './districtReview.js'
import type { Swap } from './districts.js'
import type { CrimeGroup } from './posterior.js'
import { recordedDraws } from './recordedDraws.js'

/** Areas that districts are made of. */
export interface DistrictAtoms {
  readonly code: readonly string[]
  /** By area, the row of its district. */
  readonly district: Uint32Array
}

export interface DistrictDraws {
  /** By change, in what share of the draws it still lowers the CV. */
  readonly holds: Float64Array
  /** By district, 5th and 95th percentile of its load over the mean of all. */
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * Draws of the load of districts as the counts of their areas might have come out: `recordedDraws`, about what was recorded.
 *
 * @param groups crime by area, each with the over-dispersion of its counts
 * @param swaps  of `districts`, areas by row
 *
 * Misleads where next to nothing was recorded: what has no event has none in any draw.
 */
export function districtDraws(
  { code, district }: DistrictAtoms,
  groups: readonly CrimeGroup[],
  load: Exclude<Load, 'people'>,
  swaps: readonly Swap[],
  { districts, draws, seed }: { readonly districts: number; readonly draws: number; readonly seed: number },
): DistrictDraws {
  const next = recordedDraws({ groups, schemes: load === 'harm' ? 1 : 0 }, code, seed)
  const held = new Float64Array(swaps.length)
  const ratios = Array.from({ length: districts }, () => new Float64Array(draws))
  const loads = new Float64Array(districts)
  for (let draw = 0; draw < draws; draw++) {
    loads.fill(0)
    const { volume, harm } = next()
    const each = load === 'harm' ? harm[0] : volume
    for (let atom = 0; atom < each.length; atom++) loads[district[atom]] += each[atom]
    const mean = loads.reduce((sum, value) => sum + value, 0) / districts
    for (let row = 0; row < districts; row++) ratios[row][draw] = loads[row] / mean
    swaps.forEach(({ wards: [out, back], from, to }, s) => {
      const shift = each[out] - (back === undefined ? 0 : each[back])
      // the mean stays, so the CV falls when the sum of the squares of both loads does
      if (shift * (loads[from] - loads[to] - shift) > 0) held[s]++
    })
  }
  for (const column of ratios) column.sort()
  const percentile = (share: number) => Float64Array.from(ratios, (column) => column[Math.ceil(share * draws) - 1])
  return { holds: held.map((times) => times / draws), low: percentile(0.05), high: percentile(0.95) }
}
