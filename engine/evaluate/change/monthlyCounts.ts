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
  const at = columnOfMonth(months)
  const counts = new Float64Array(cube.units * months.length)
  for (let row = 0; row < cube.length; row++) {
    const month = at[cube.month[row]]
    if (cube.unit[row] === NONE || month === NONE || member[cube.kind[row]] === 0) continue
    counts[cube.unit[row] * months.length + month] += cube.count[row]
  }
  return { units: cube.units, months, counts }
}

/** The same of all that was read, located or not, as one unit. */
export function countsOfAll(tallies: TallyTable, member: Uint8Array, months: readonly number[]): MonthlyCounts {
  const at = columnOfMonth(months)
  const counts = new Float64Array(months.length)
  for (let row = 0; row < tallies.length; row++) {
    const month = at[tallies.month[row]]
    if (month !== NONE && member[tallies.kind[row]] === 1) counts[month] += tallies.count[row]
  }
  return { units: 1, months, counts }
}

/** NONE for other months. */
function columnOfMonth(months: readonly number[]): Uint32Array {
  const columns = new Uint32Array(65536).fill(NONE)
  months.forEach((month, column) => {
    columns[month] = column
  })
  return columns
}

/** Counts of one unit, by month. */
export function seriesOf({ counts, months }: MonthlyCounts, unit: number): Float64Array {
  return counts.subarray(unit * months.length, (unit + 1) * months.length)
}
