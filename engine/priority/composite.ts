/**
 * People-weighted percentile of each value: (people in units with a lower value + half the people in tied units) / all people.
 *
 * @param values n values, NaN missing
 * @param people n weights >= 0, or null when every unit counts one
 * @returns      n numbers in [0, 1]; NaN where the value or the weight is missing
 * OECD/JRC, Handbook on Constructing Composite Indicators (2008), normalisation by percentile ranks.
 */
export function percentile(values: Float64Array, people: Float64Array | null): Float64Array {
  const weight = (i: number) => (people === null ? 1 : people[i])
  const known = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]) && weight(i) >= 0)
  known.sort((a, b) => values[a] - values[b])
  const all = known.reduce((sum, i) => sum + weight(i), 0)
  const result = new Float64Array(values.length).fill(Number.NaN)
  let lower = 0
  for (let start = 0; start < known.length; ) {
    let end = start
    let tied = 0
    while (end < known.length && values[known[end]] === values[known[start]]) tied += weight(known[end++])
    for (let at = start; at < end; at++) result[known[at]] = (lower + tied / 2) / all
    lower += tied
    start = end
  }
  return result
}

export interface Composite {
  /** 0-100, higher is more need; NaN where too much is missing. */
  readonly score: Float64Array
  /** Per factor, points of the score, NaN where the unit lacks the factor; the others, in order, add up to it exactly. */
  readonly contributions: readonly Float64Array[]
}

/** Less than this share of the weight present: no score. */
const LEAST_WEIGHT = 0.6

/**
 * Weighted mean of percentiles times 100. A unit that lacks a factor has the rest of the weights scaled up; below 60 % of the
 * weight present it has no score.
 *
 * @param scaled  factors x units, each in [0, 1], NaN missing
 * @param weights one per factor, summing to 1
 * Misleads: a high value of one factor makes up for a low one of another, and correlated factors count twice.
 */
export function composite(scaled: readonly Float64Array[], weights: readonly number[]): Composite {
  const units = scaled[0]?.length ?? 0
  const score = new Float64Array(units).fill(Number.NaN)
  const contributions = scaled.map(() => new Float64Array(units).fill(Number.NaN))
  for (let i = 0; i < units; i++) {
    let present = 0
    for (let k = 0; k < scaled.length; k++) if (!Number.isNaN(scaled[k][i])) present += weights[k]
    if (present < LEAST_WEIGHT) continue
    let sum = 0
    for (let k = 0; k < scaled.length; k++) {
      if (Number.isNaN(scaled[k][i])) continue
      contributions[k][i] = (100 * weights[k] * scaled[k][i]) / present
      sum += contributions[k][i]
    }
    score[i] = sum
  }
  return { score, contributions }
}

/** Ranks, 1 the highest value; ties share the lowest rank (1, 2, 2, 4); NaN has none (0). */
export function competitionRank(values: Float64Array): Uint32Array {
  const order = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]))
  order.sort((a, b) => values[b] - values[a])
  const rank = new Uint32Array(values.length)
  order.forEach((i, at) => {
    rank[i] = at > 0 && values[order[at - 1]] === values[i] ? rank[order[at - 1]] : at + 1
  })
  return rank
}
