/** Of sums of ground in another order. */
const ROUNDING = 1e-9

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
  const rows = rowsReached(rank, leastTaken(rank, areaKm2, budgetsKm2[budgetsKm2.length - 1]))
  const groups = Float64Array.from(new Set(rows.map((unit) => rank[unit])))
    .sort()
    .reverse()
  const groupOf = new Map<number, number>()
  for (let group = 0; group < groups.length; group++) groupOf.set(groups[group], group)
  const ground = new Float64Array(groups.length)
  const sums = amounts.map(() => new Float64Array(groups.length))
  for (const unit of rows) {
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

function rowsReached(rank: Float64Array, least: number): number[] {
  const rows: number[] = []
  for (let unit = 0; unit < rank.length; unit++) if (rank[unit] >= least) rows.push(unit)
  return rows
}

/**
 * A rank that every unit of so much ground reaches, so that the others need no sorting: quickselect by ground. At or a little below the
 * rank of the group that crosses the budget.
 */
function leastTaken(rank: Float64Array, areaKm2: Float64Array, budgetKm2: number): number {
  let value = rank
  let ground = areaKm2
  let left = budgetKm2 * (1 + ROUNDING)
  while (value.length > 0) {
    const pivot = middleOf(value[0], value[value.length >> 1], value[value.length - 1])
    let above = 0
    let alike = 0
    let higher = 0
    let lower = 0
    for (let at = 0; at < value.length; at++) {
      if (value[at] > pivot) {
        above += ground[at]
        higher++
      } else if (value[at] < pivot) lower++
      else alike += ground[at]
    }
    if (above <= left && above + alike > left) return pivot
    const up = above > left
    const nextValue = new Float64Array(up ? higher : lower)
    const nextGround = new Float64Array(nextValue.length)
    let k = 0
    for (let at = 0; at < value.length; at++) {
      if (up ? value[at] <= pivot : value[at] >= pivot) continue
      nextValue[k] = value[at]
      nextGround[k++] = ground[at]
    }
    if (!up) left -= above + alike
    value = nextValue
    ground = nextGround
  }
  return Number.NEGATIVE_INFINITY
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
