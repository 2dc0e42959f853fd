import { type Aggregation, competitionRank, composite, type Normalisation, normalise, tieKey } from '../../engine/index.js'

/** One kind of area as its score is made from: columns by factor, one entry a unit. */
export interface ScoreInput {
  readonly factors: readonly string[]
  /** On one scale; NaN where the unit lacks the factor. */
  readonly scaled: readonly Float64Array[]
  /** Factors whose values the files do not tell: those that had no weight in the run. They can have none here either. */
  readonly closed: readonly string[]
  readonly aggregation: Aggregation
}

/** Scores under other weights; rank 0 where there is no score. */
export interface Reranked {
  readonly score: Float64Array
  readonly rank: Uint32Array
  /** Points of each factor, in the order of the factors. */
  readonly contributions: readonly Float64Array[]
}

/** Percentiles of different people differ by more. */
const SAME = 1e-9

/**
 * Factors on their scale from the values of priority.csv, as the engine put them there.
 *
 * @param people residents by unit, or null when every unit counts one
 * @throws EngineError 'units-too-few': exponential with under 100 known units
 */
export function scaledOfValues(
  values: readonly Float64Array[],
  people: Float64Array | null,
  normalisation: Normalisation,
): readonly Float64Array[] {
  return values.map((column) => normalise(column, people, normalisation))
}

/**
 * Factors on their scale, from 0 to 1, from the points they gave under the run's weights: points = 100 w s / weight present. Percentiles
 * keep their order, so ranking them again takes away what printing to 12 digits took.
 *
 * @param points  one column a factor, as the file has them; NaN unknown
 * @param weights of the run, summing to 1; a factor of weight 0 gives no points and cannot be told: NaN
 * @param people  residents by unit, or null when every unit counts one
 */
export function scaledOfPoints(
  points: readonly Float64Array[],
  weights: readonly number[],
  people: Float64Array | null,
): readonly Float64Array[] {
  const units = points[0]?.length ?? 0
  const present = Float64Array.from({ length: units }, (_, i) =>
    points.reduce((sum, column, k) => (Number.isNaN(column[i]) ? sum : sum + weights[k]), 0),
  )
  return points.map((column, k) => {
    if (weights[k] === 0) return new Float64Array(units).fill(Number.NaN)
    const scaled = column.map((value, i) => (value * present[i]) / (100 * weights[k]))
    const again = normalise(
      scaled.map((value) => Math.round(value / SAME) * SAME),
      people,
      'percentile',
    )
    return again.every((value, i) => Number.isNaN(scaled[i]) || Math.abs(value - scaled[i]) < SAME) ? again : scaled
  })
}

/**
 * The score and ranks of one kind of area under these weights, by the engine's own functions.
 *
 * @param weights by factor, any scale; what is not named has none
 * @throws EngineError 'factor-weights-invalid': no weight at all, or one below 0
 */
export function rerank(
  { factors, scaled, closed, aggregation }: ScoreInput,
  weights: Readonly<Record<string, number>>,
): Reranked {
  const given = factors.map((id) => (closed.includes(id) ? 0 : (weights[id] ?? 0)))
  const sum = given.reduce((total, weight) => total + weight, 0)
  // a factor that is not told is left out, not missing: it would take the score of every unit with it
  const told = factors.flatMap((id, k) => (closed.includes(id) ? [] : [k]))
  const found = composite(
    told.map((k) => scaled[k]),
    told.map((k) => given[k] / sum),
    aggregation,
  )
  const contributions = factors.map((_, k) => found.contributions[told.indexOf(k)] ?? new Float64Array(found.score.length))
  return { score: found.score, rank: competitionRank(found.score.map(tieKey)), contributions }
}
