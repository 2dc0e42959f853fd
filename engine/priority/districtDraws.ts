import { deviatesByRow } from './deviates.js'
import type { Load } from './districtReview.js'
import type { Swap } from './districts.js'
import type { CrimeGroup } from './posterior.js'

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

/** One kind of event: what was counted by area, what each adds to the load, and by how much its counts vary. */
interface Part {
  readonly count: Float64Array
  readonly each: number
  readonly phi: number
}

/**
 * Draws of the load of districts as the counts of their areas might have come out:
 *
 *   y*_ik = phi_k Gamma(y_ik / phi_k)     mean y_ik, variance phi_k y_ik
 *
 * for every area i and group k; where offences of a group weigh differently, for every offence of it. Nothing is drawn towards a mean
 * of all, so that the draws of a district lie about what was recorded there: the sum over its areas has the law of one draw of its
 * total, however it is cut up.
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
  const parts = groups.flatMap((group) => partsOf(group, load)).filter(({ each }) => each > 0)
  const stream = deviatesByRow(
    seed,
    code.map((id) => `load of ${id}`),
    parts.length,
  )
  const held = new Float64Array(swaps.length)
  const ratios = Array.from({ length: districts }, () => new Float64Array(draws))
  const each = new Float64Array(code.length)
  const loads = new Float64Array(districts)
  for (let draw = 0; draw < draws; draw++) {
    loads.fill(0)
    for (let atom = 0; atom < each.length; atom++) {
      stream.at(atom, draw)
      let sum = 0
      for (const { count, each: weight, phi } of parts) {
        if (count[atom] > 0) sum += weight * phi * stream.gamma(count[atom] / phi)
      }
      each[atom] = sum
      loads[district[atom]] += sum
    }
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

function partsOf({ count, harm, phi }: CrimeGroup, load: Exclude<Load, 'people'>): Part[] {
  if (load === 'volume') return [{ count, each: 1, phi }]
  if (!('count' in harm)) return [{ count, each: harm[0], phi }]
  const [weights] = harm.harm
  return harm.count.map((events, offence) => ({ count: events, each: weights[offence], phi }))
}
