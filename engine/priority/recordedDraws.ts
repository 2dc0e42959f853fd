import { deviatesByRow } from './deviates.js'
import type { CrimeColumns, CrimeCounts, CrimeGroup } from './posterior.js'

/** One kind of event: what was counted by unit, by how much counts vary, and what each weighs under every scheme. */
interface Part {
  readonly count: Float64Array
  readonly phi: number
  readonly each: readonly number[]
}

/**
 * Draws of volume and harm as the counts of units might have come out, each call overwriting the columns of the call before:
 *
 *   y*_ik = phi_k Gamma(y_ik / phi_k)     mean y_ik, variance phi_k y_ik
 *
 * for every unit i and group k; where offences of a group weigh differently, for every offence of it. For areas that are made of units:
 * nothing is drawn towards a mean of all, as `crimeDraws` does, so that the sum over the units of an area has the law of one draw of
 * its total, however it is cut up.
 *
 * @param ids codes of the units: each has a stream of its own
 *
 * Misleads where next to nothing was recorded: what has no event has none in any draw.
 */
export function recordedDraws(
  { groups, schemes }: Pick<CrimeCounts, 'groups' | 'schemes'>,
  ids: readonly string[],
  seed: number,
): () => CrimeColumns {
  const parts = groups.flatMap(partsOf)
  const stream = deviatesByRow(
    seed,
    ids.map((id) => `events of ${id}`),
    parts.length,
  )
  const volume = new Float64Array(ids.length)
  const harm = Array.from({ length: schemes }, () => new Float64Array(ids.length))
  let draw = 0
  return () => {
    volume.fill(0)
    for (const column of harm) column.fill(0)
    for (let unit = 0; unit < ids.length; unit++) {
      stream.at(unit, draw)
      for (const { count, phi, each } of parts) {
        if (count[unit] === 0) continue
        const events = phi * stream.gamma(count[unit] / phi)
        volume[unit] += events
        for (let s = 0; s < schemes; s++) harm[s][unit] += events * each[s]
      }
    }
    draw++
    return { volume, harm }
  }
}

function partsOf({ count, harm, phi }: CrimeGroup): Part[] {
  if (!('count' in harm)) return [{ count, phi, each: harm }]
  return harm.count.map((events, offence) => ({ count: events, phi, each: harm.harm.map((of) => of[offence]) }))
}
