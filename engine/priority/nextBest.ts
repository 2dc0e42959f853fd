import { NONE } from '../types.js'
import type { AreaGraph } from './areaGraph.js'

/** A whole ward, beat or pair of adjoining wards, beside the area the search drew. */
export interface WholeArea {
  /** Rows of the layer, ascending: one, or two that adjoin. */
  readonly areas: readonly number[]
  /** Rows of the units (LSOAs) it is made of, ascending. */
  readonly units: Uint32Array
  readonly excess: number
  readonly people: number
  /** What it has that the drawn area has not, and the other way round; rows of the units. */
  readonly adds: Uint32Array
  readonly loses: Uint32Array
}

export interface NextBest {
  /** null: the layer has no unit. */
  readonly whole: WholeArea | null
  /** null: no two of its areas adjoin. */
  readonly pair: WholeArea | null
}

/** A layer of whole areas and the units each is made of. */
export interface WholeLayer {
  readonly graph: AreaGraph
  /** Row of the layer each unit belongs to; NONE: to none. */
  readonly areaOfUnit: Uint32Array
  /** Area of a pair lie in one group; null: not asked. By row of the layer. */
  readonly group: Int32Array | null
}

/**
 * The whole area of a layer, and the pair of adjoining ones, with the most excess: people x (score - s0) summed over its units.
 *
 * @param excess  by unit, NaN where a unit has no score (it counts nothing)
 * @param members rows of the drawn area
 * Ties: the smallest code. Misleads on size: a ward may be larger or smaller than the drawn area may be, so compare people too; and where
 * units straddle a ward's border, they count in one ward whole.
 */
export function nextBest(
  { graph, areaOfUnit, group }: WholeLayer,
  excess: Float64Array,
  people: Float64Array,
  members: Uint32Array,
): NextBest {
  const inside = new Set(members)
  const sums = new Float64Array(graph.length)
  const units: number[][] = Array.from({ length: graph.length }, () => [])
  for (const [unit, area] of areaOfUnit.entries()) {
    if (area === NONE) continue
    units[area].push(unit)
    if (!Number.isNaN(excess[unit])) sums[area] += excess[unit]
  }
  const describe = (areas: readonly number[]): WholeArea => {
    const own = Uint32Array.from(areas.flatMap((area) => units[area])).sort()
    const ownSet = new Set(own)
    return {
      areas,
      units: own,
      excess: areas.reduce((sum, area) => sum + sums[area], 0),
      people: own.reduce((sum, unit) => sum + people[unit], 0),
      adds: own.filter((unit) => !inside.has(unit)),
      loses: members.filter((unit) => !ownSet.has(unit)),
    }
  }
  let whole = -1
  let pair: readonly [number, number] | null = null
  for (let area = 0; area < graph.length; area++) {
    if (units[area].length === 0) continue
    if (whole < 0 || sums[area] > sums[whole]) whole = area
    for (let k = graph.offset[area]; k < graph.offset[area + 1]; k++) {
      const other = graph.neighbour[k]
      if (other < area || units[other].length === 0 || (group !== null && group[other] !== group[area])) continue
      if (pair === null || sums[area] + sums[other] > sums[pair[0]] + sums[pair[1]]) pair = [area, other]
    }
  }
  return { whole: whole < 0 ? null : describe([whole]), pair: pair === null ? null : describe(pair) }
}
