import { NONE } from '../types.js'
import { type CountedCrime, crimeCounts } from './crimeCounts.js'

/**
 * `crimeCounts` of units that are drawn to be added up to areas (wards to hubs, wards to beats, LSOAs to the ground a site serves). What
 * an area carries may vary by more than its units one by one, as a summer or a festival comes to all of them: the over-dispersion of
 * each group is the larger of the two, where that of the areas can be estimated.
 *
 * @param areaOf by unit, the row of its area; NONE in none
 *
 * Misleads with few areas and few blocks of time: the larger of two estimates is rather too large.
 */
export function crimeCountsOfParts(counted: CountedCrime, areaOf: Uint32Array, areas: number): ReturnType<typeof crimeCounts> {
  const { cube } = counted
  const { crime, dispersion } = crimeCounts(counted)
  const together = crimeCounts({
    ...counted,
    cube: { ...cube, units: areas, unit: cube.unit.map((unit) => (unit === NONE ? NONE : areaOf[unit])) },
    people: new Float64Array(areas).fill(1),
  }).dispersion
  const larger = (phi: number, group: number) =>
    together[group].assumedBecause === null ? Math.max(phi, together[group].phi) : phi
  return {
    crime: { ...crime, groups: crime.groups.map((group, row) => ({ ...group, phi: larger(group.phi, row) })) },
    dispersion: dispersion.map((group, row) => ({ ...group, phi: larger(group.phi, row) })),
  }
}
