import type { History } from '../expectation.js'

/** Months of the history among the last so many up to its last one; those missing are not in it. */
export function recentMonths({ months }: History, length: number): number[] {
  const last = months.at(-1) ?? 0
  return months.filter((month) => month > last - length)
}

/** Offences by unit in some months. */
export function sumOf({ units, count }: History, months: readonly number[]): Float64Array {
  const total = new Float64Array(units)
  for (const month of months) {
    const counts = count(month)
    for (let unit = 0; unit < units; unit++) total[unit] += counts[unit]
  }
  return total
}
