import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import { checkFactorWeights } from './factorWeights.js'
import { normalise } from './normalise.js'
import { orderOf } from './order.js'

/**
 * People-weighted percentile of each value: (people in units with a lower value + half the people in tied units) / all people.
 *
 * @param values n values, NaN missing
 * @param people n weights >= 0, or null when every unit counts one
 * @returns      n numbers in [0, 1]; NaN where the value or the weight is missing
 * OECD/JRC, Handbook on Constructing Composite Indicators (2008), normalisation by percentile ranks.
 */
export function percentile(values: Float64Array, people: Float64Array | null): Float64Array {
  return normalise(values, people, 'percentile')
}

/** How a unit's factors become one score; a low value is made up for by a high one fully, or in part. */
export const AGGREGATIONS = ['arithmetic', 'geometric'] as const
export type Aggregation = (typeof AGGREGATIONS)[number]

export interface Composite {
  /** Arithmetic 0-100 (z: about 50), geometric 1-100; higher is more need; NaN where too much is missing. */
  readonly score: Float64Array
  /**
   * Per factor, its part of the score, NaN where the unit lacks the factor. The others, in order, add up to the score exactly;
   * of a geometric score, to its natural logarithm.
   */
  readonly contributions: readonly Float64Array[]
}

/** Less than this share of the weight present: no score. */
export const LEAST_WEIGHT = 0.6
/** Weights that sum to it in thought may not in binary. */
const ROUNDING = 1e-9

/**
 * Weighted mean of factors on one scale, times 100: arithmetic sum of 100 w s, or geometric, the exponential of the sum of
 * w ln(1 + 99 s). A unit that lacks a factor has the rest of the weights scaled up; below 60 % of the weight present it has no score.
 *
 * @param scaled  factors x units, each in [0, 1] (z may leave it), NaN missing
 * @param weights one per factor, from 0 up, summing to 1
 * @throws        EngineError 'factor-weights-invalid'; 'value-out-of-range' for a geometric mean of values below 0 (z is not offered)
 * Misleads: a high value of one factor makes up for a low one of another (geometric: in part), and correlated factors count twice.
 */
export function composite(
  scaled: readonly Float64Array[],
  weights: readonly number[],
  aggregation: Aggregation = 'arithmetic',
): Composite {
  checkFactorWeights(weights, scaled.length)
  checkChoice('aggregation', aggregation, AGGREGATIONS)
  if (aggregation === 'geometric') scaled.forEach(checkScale)
  const units = scaled[0]?.length ?? 0
  const score = new Float64Array(units)
  scoreInto(scaled, weights, aggregation, LEAST_WEIGHT, score)
  const contributions = scaled.map(() => new Float64Array(units).fill(Number.NaN))
  for (let i = 0; i < units; i++) {
    if (Number.isNaN(score[i])) continue
    const present = presentWeight(scaled, weights, i)
    for (let k = 0; k < scaled.length; k++) contributions[k][i] = part(scaled[k][i], weights[k], aggregation) / present
  }
  return { score, contributions }
}

/**
 * The scores alone, to `score`: for thousands of re-runs. Nothing is checked.
 *
 * @param least share of the weight that must be present for a score; 0 scores whatever has some
 */
export function scoreInto(
  scaled: readonly Float64Array[],
  weights: readonly number[],
  aggregation: Aggregation,
  least: number,
  score: Float64Array,
): void {
  for (let i = 0; i < score.length; i++) {
    const present = presentWeight(scaled, weights, i)
    if (!(present > 0) || present < least - ROUNDING) {
      score[i] = Number.NaN
      continue
    }
    let sum = 0
    for (let k = 0; k < scaled.length; k++) {
      if (!Number.isNaN(scaled[k][i])) sum += part(scaled[k][i], weights[k], aggregation) / present
    }
    score[i] = aggregation === 'geometric' ? Math.exp(sum) : sum
  }
}

function presentWeight(scaled: readonly Float64Array[], weights: readonly number[], unit: number): number {
  let present = 0
  for (let k = 0; k < scaled.length; k++) if (!Number.isNaN(scaled[k][unit])) present += weights[k]
  return present
}

function part(scaled: number, weight: number, aggregation: Aggregation): number {
  return aggregation === 'geometric' ? weight * Math.log(1 + 99 * scaled) : 100 * weight * scaled
}

function checkScale(column: Float64Array, factor: number): void {
  const low = column.findIndex((value) => value < 0 || value > 1)
  if (low < 0) return
  throw new EngineError('value-out-of-range', {
    column: `factor ${factor + 1}`,
    value: String(column[low]),
    hint: 'A geometric mean needs values from 0 to 1: use percentile, exponential or min-max, not z.',
  })
}

/** Ranks, 1 the highest value; ties share the lowest rank (1, 2, 2, 4); NaN has none (0). */
export function competitionRank(values: Float64Array): Uint32Array {
  const { known, lower, tied } = orderOf(values.length)(values)
  const rank = new Uint32Array(values.length)
  for (let i = 0; i < rank.length; i++) if (lower[i] >= 0) rank[i] = known - lower[i] - tied[lower[i]] + 1
  return rank
}
