import type { HarmScheme } from '../inputTables.js'
import { competitionRank } from '../priority/composite.js'
import { kindTable, kindWeights } from '../score/kinds.js'
import type { Analysis, LayerResult } from './analysis.js'
import { harmLabel, listed, verb } from './wording.js'

const FIRST = 5

/** Harm of every area of one layer under one scheme, in the scheme's own unit; rank 1 has the most, ties share the lowest. */
export interface SchemeHarm {
  readonly scheme: HarmScheme
  /** "average severity (ONS CSS 2020-21)". */
  readonly label: string
  readonly harm: Float64Array
  readonly rank: Uint32Array
}

/**
 * Harm of the areas of a layer over the period under each scheme loaded, the one in use first.
 *
 * Misleads: schemes differ in unit (points, days), so only ranks can be compared; a category without a weight adds nothing.
 */
export function harmSchemes({ tables, scheme, crimes, period }: Analysis, { areas, cube }: LayerResult): SchemeHarm[] {
  const present = new Set(period.present)
  const others = tables.harm.filter(({ id }) => id !== scheme.id)
  return [scheme, ...others].map((of) => {
    const kinds = kindTable(crimes.kindIds, tables, of)
    const weight = kindWeights(kinds).harm
    const harm = new Float64Array(areas.length)
    for (let row = 0; row < cube.length; row++) {
      if (cube.unit[row] < areas.length && present.has(cube.month[row]))
        harm[cube.unit[row]] += cube.count[row] * weight[cube.kind[row]]
    }
    return { scheme: of, label: harmLabel(kinds, of), harm, rank: competitionRank(harm) }
  })
}

/** Whether the first five of two schemes are the same areas, in the same order. */
export function firstFive(chosen: SchemeHarm, other: SchemeHarm, names: readonly string[]): string {
  const [ours, theirs] = [chosen, other].map((scheme) => leading(scheme).slice(0, FIRST))
  const only = (of: readonly number[], than: readonly number[]) =>
    of.filter((area) => !than.includes(area)).map((area) => names[area])
  const [lost, gained] = [only(ours, theirs), only(theirs, ours)]
  if (lost.length > 0 || gained.length > 0)
    return `The first five differ: under ${other.label}, ${listed(gained)} ${verb(gained.length, 'stands', 'stand')} among them in place of ${listed(lost)}. Which areas lead depends on the choice of scheme.`
  return ours.every((area, k) => area === theirs[k])
    ? `The first five are the same under ${other.label}, in the same order.`
    : `The first five differ in order only: under ${other.label} they are ${listed(theirs.map((area) => names[area]))}.`
}

/** Areas by rank, ties in order of code. */
function leading({ rank }: SchemeHarm): number[] {
  return Array.from(rank.keys())
    .filter((area) => rank[area] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
}
