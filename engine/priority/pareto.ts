/**
 * Pareto tiers: tier 1 are the units that no other unit is at least as high as in every factor and higher in one; tier 2 those left
 * when tier 1 is taken away, and so on. No weights are needed: whatever they are, the highest score is in tier 1.
 *
 * @param values factors x units, higher is more need, NaN missing
 * @returns      by unit, 1 up; 0 where a factor is missing
 * Misleads with many factors: nearly every unit is then the highest in something, and tier 1 holds most of them.
 * Efficient non-dominated sort: Zhang, Tian, Cheng & Jin (2015), IEEE Transactions on Evolutionary Computation 19(2).
 */
export function paretoTiers(values: readonly Float64Array[]): Uint32Array {
  const units = values[0]?.length ?? 0
  const tier = new Uint32Array(units)
  const complete = Array.from({ length: units }, (_, i) => i).filter((i) => values.every((column) => !Number.isNaN(column[i])))
  // a unit can only be dominated by those before it
  complete.sort((a, b) => {
    const column = values.find((one) => one[a] !== one[b])
    return column === undefined ? 0 : column[b] - column[a]
  })
  const tiers: number[][] = []
  for (const unit of complete) {
    const place = tiers.findIndex((members) => !members.some((other) => dominates(values, other, unit)))
    if (place < 0) tiers.push([unit])
    else tiers[place].push(unit)
    tier[unit] = place < 0 ? tiers.length : place + 1
  }
  return tier
}

function dominates(values: readonly Float64Array[], a: number, b: number): boolean {
  let higher = false
  for (const column of values) {
    if (column[a] < column[b]) return false
    if (column[a] > column[b]) higher = true
  }
  return higher
}
