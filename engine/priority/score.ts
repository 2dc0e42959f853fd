import type { FactorSummary } from '../resultsDocument.js'
import type { AreaTable, Overlap } from '../types.js'
import { competitionRank, composite, percentile } from './composite.js'

/** One layer's score: rank 1 is the highest need; rank 0 where there is no score. */
export interface LayerScore {
  readonly score: Float64Array
  readonly rank: Uint32Array
  /** Points of the score by factor, in the order of the summaries; NaN where the area lacks the factor. */
  readonly contributions: readonly Float64Array[]
}

/**
 * The five-factor score of one layer: people-weighted percentile of each factor inside the study area, weighted mean, times 100.
 *
 * @param values one column per factor, higher is more need, in the order of `factors`
 * @param people residents by unit, or null when every unit counts one
 */
export function scoreLayer(
  values: readonly Float64Array[],
  factors: readonly FactorSummary[],
  people: Float64Array | null,
): LayerScore {
  const scaled = values.map((column) => percentile(column, people))
  const weights = factors.map(({ weight }) => weight)
  const { score, contributions } = composite(scaled, weights)
  // equal shares added in another order differ in the last bit: ties are ties to nine decimals
  return { score, contributions, rank: competitionRank(score.map((value) => Math.round(value * 1e9))) }
}

/**
 * People-weighted mean on each area of a value measured on LSOAs.
 *
 * @param values  by LSOA, NaN unknown (left out of the mean)
 * @param people  residents by LSOA, or null when every LSOA counts one
 * @param overlap share of each LSOA's ground in each area
 * @returns       by area; NaN where no LSOA with a value touches it
 * Misleads where people live on one side of an LSOA that a border cuts: ground stands for people inside an LSOA.
 */
export function meanOnAreas(values: Float64Array, people: Float64Array | null, overlap: Overlap, areas: AreaTable): Float64Array {
  const sum = new Float64Array(areas.length)
  const weight = new Float64Array(areas.length)
  for (let row = 0; row < overlap.length; row++) {
    const lsoa = overlap.from[row]
    const share = overlap.share[row] * (people === null ? 1 : people[lsoa])
    if (Number.isNaN(values[lsoa]) || !(share > 0)) continue
    sum[overlap.to[row]] += share * values[lsoa]
    weight[overlap.to[row]] += share
  }
  return sum.map((total, area) => (weight[area] > 0 ? total / weight[area] : Number.NaN))
}
