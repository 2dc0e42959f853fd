import type { Expectation, History } from '../../engine/evaluate/expectation.js'

/** Counts by month (rows) and unit; months follow one another from `first`, those null are missing. Units are 1 km2 unless said. */
export function countHistory(
  rows: readonly (readonly number[] | null)[],
  areaKm2: readonly number[] = (rows.find((row) => row !== null) ?? []).map(() => 1),
  first = 216,
): History {
  const counts = new Map(rows.flatMap((row, k) => (row === null ? [] : [[first + k, Float64Array.from(row)] as const])))
  return {
    units: areaKm2.length,
    months: [...counts.keys()],
    count(month) {
      const own = counts.get(month)
      if (own === undefined) throw new RangeError(`no month ${month}`)
      return own.slice()
    },
    areaKm2: Float64Array.from(areaKm2),
    x: new Float64Array(areaKm2.length),
    y: new Float64Array(areaKm2.length),
  }
}

/** The mean month of the last so many known; all 0 of none. */
export function meanOfLast(months: number, id = `last-${months}`): Expectation {
  return {
    id,
    label: `Last ${months} months`,
    expect(history) {
      const last = history.months.slice(-months)
      const expected = new Float64Array(history.units)
      for (const month of last) {
        const counts = history.count(month)
        for (let unit = 0; unit < counts.length; unit++) expected[unit] += counts[unit] / last.length
      }
      return expected
    },
  }
}

/** The same expectation whatever the history. */
export function always(id: string, expected: readonly number[]): Expectation {
  return { id, label: id, expect: () => Float64Array.from(expected) }
}
