/**
 * What so much ground holds when the units of highest rank are taken first.
 *
 * Units of equal rank are one group: the group that crosses a budget is taken with the fraction of its ground that is left, so the
 * ground taken is the budget exactly and the order of the rows does not matter. Ranked by the amount per km2 itself, it is the most that
 * any choice of so much ground could hold (the fractional knapsack).
 *
 * @param rank       Float64Array[n], higher is taken first; not NaN
 * @param areaKm2    Float64Array[n], above 0
 * @param budgetsKm2 ascending, at most the sum of the ground
 * @param amounts    columns of n rows to add up
 * @returns          of each column the sum at each budget
 *
 * Dantzig (1957), Operations Research 5(2). Checked against a count by single pieces of ground: test/property/backtest.test.ts
 */
export function heldByArea(
  rank: Float64Array,
  areaKm2: Float64Array,
  budgetsKm2: readonly number[],
  amounts: readonly Float64Array[],
): Float64Array[] {
  const groups = Float64Array.from(new Set(rank)).sort().reverse()
  const groupOf = new Map<number, number>()
  for (let group = 0; group < groups.length; group++) groupOf.set(groups[group], group)
  const ground = new Float64Array(groups.length)
  const sums = amounts.map(() => new Float64Array(groups.length))
  for (let unit = 0; unit < rank.length; unit++) {
    const group = groupOf.get(rank[unit]) ?? 0
    ground[group] += areaKm2[unit]
    for (let k = 0; k < sums.length; k++) sums[k][group] += amounts[k][unit]
  }
  const held = amounts.map(() => new Float64Array(budgetsKm2.length))
  const whole = new Float64Array(amounts.length)
  let used = 0
  let group = 0
  for (let b = 0; b < budgetsKm2.length; b++) {
    for (; group < groups.length && used + ground[group] <= budgetsKm2[b]; group++) {
      used += ground[group]
      for (let k = 0; k < sums.length; k++) whole[k] += sums[k][group]
    }
    // past the last group only rounding is left
    const fraction = group < groups.length ? (budgetsKm2[b] - used) / ground[group] : 0
    for (let k = 0; k < sums.length; k++) held[k][b] = whole[k] + (fraction > 0 ? fraction * sums[k][group] : 0)
  }
  return held
}
