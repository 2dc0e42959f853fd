import { type DiscPoints, walkableDiscs } from '../hotspot/walkableDiscs.js'
import type { HotspotBuilder } from './budget.js'

/** Hotspots of a problem's list that a force can staff: the first so many, or as many as there are. */
export const FIRST_OF_FORCE = 20

/**
 * Draws the first hotspots, at most 20, from offences at exact points, expected or observed: the discs a list is made of, without the rule that a
 * place has 5 offences in 4 months of a year, of which one month in hindsight knows nothing.
 *
 * Misleads in that a list ranks its discs by what is expected of each as a whole; here those of the highest sums of their points are taken.
 */
export function firstHotspots(points: DiscPoints): HotspotBuilder {
  return (offences) => {
    const discs = walkableDiscs(points, offences, null, FIRST_OF_FORCE)
    const inside = new Float64Array(offences.length)
    for (const disc of discs) for (const point of disc.points) inside[point] = 1
    return { inside, km2: discs.reduce((sum, { radius }) => sum + (Math.PI * radius ** 2) / 1e6, 0) }
  }
}
