import { type Cube, NONE, type TallyTable } from '../../types.js'

/** Counts of one group by unit and month, row by row: `counts[unit * months.length + month]`. */
export interface MonthlyCounts {
  readonly units: number
  /** Months with data, ascending. */
  readonly months: readonly number[]
  readonly counts: Float64Array
}

/** Events of the kinds of one group by unit of a cube and month; those outside every unit are left out. */
export function countsOfUnits(cube: Cube, member: Uint8Array, months: readonly number[]): MonthlyCounts {
  const at = new Map(months.map((month, row) => [month, row]))
  const counts = new Float64Array(cube.units * months.length)
  for (let row = 0; row < cube.length; row++) {
    const month = at.get(cube.month[row])
    if (cube.unit[row] === NONE || month === undefined || member[cube.kind[row]] === 0) continue
    counts[cube.unit[row] * months.length + month] += cube.count[row]
  }
  return { units: cube.units, months, counts }
}

/** The same of all that was read, located or not, as one unit. */
export function countsOfAll(tallies: TallyTable, member: Uint8Array, months: readonly number[]): MonthlyCounts {
  const at = new Map(months.map((month, row) => [month, row]))
  const counts = new Float64Array(months.length)
  for (let row = 0; row < tallies.length; row++) {
    const month = at.get(tallies.month[row])
    if (month !== undefined && member[tallies.kind[row]] === 1) counts[month] += tallies.count[row]
  }
  return { units: 1, months, counts }
}

/** Counts of one unit, by month. */
export function seriesOf({ counts, months }: MonthlyCounts, unit: number): Float64Array {
  return counts.subarray(unit * months.length, (unit + 1) * months.length)
}
