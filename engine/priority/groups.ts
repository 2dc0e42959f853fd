import { sampleRankCorrelation } from 'simple-statistics'

/** RULES: above this rank correlation two factors are one group. */
const ALIKE = 0.9
/** Fewer units than this say nothing about correlation. */
const LEAST_UNITS = 3

/**
 * Spearman's rank correlation of every two factors over the units that have all of them.
 *
 * @returns factors x factors, 1 on the diagonal; NaN where a factor is constant or under 3 units have all
 */
export function rankCorrelations(values: readonly Float64Array[]): number[][] {
  const complete = Array.from((values[0] ?? []).keys()).filter((i) => values.every((column) => !Number.isNaN(column[i])))
  const columns = values.map((column) => complete.map((i) => column[i]))
  return columns.map((a, i) =>
    columns.map((b, j) => {
      if (i === j) return 1
      return complete.length < LEAST_UNITS ? Number.NaN : sampleRankCorrelation(a, b)
    }),
  )
}

/**
 * Factors that rank units nearly alike, joined into groups: two with a rank correlation above 0.9, and what they bring with them.
 * A factor like no other is a group of its own.
 *
 * @param correlations of `rankCorrelations`
 * @returns rows of the factors of each group, in the order of their first factor
 * Misleads where a is like b and b like c but a not like c: they are one group all the same.
 */
export function factorGroups(correlations: readonly (readonly number[])[]): number[][] {
  const group = correlations.map((_, factor) => factor)
  correlations.forEach((row, a) => {
    row.forEach((rho, b) => {
      if (b > a && rho > ALIKE) {
        const [kept, gone] = [Math.min(group[a], group[b]), Math.max(group[a], group[b])]
        for (let factor = 0; factor < group.length; factor++) if (group[factor] === gone) group[factor] = kept
      }
    })
  })
  return [...new Set(group)].map((id) => [...group.keys()].filter((factor) => group[factor] === id))
}
