import { monthStart } from '../londonTime.js'

/** Minutes of a month of 31 days in which the clocks go back. */
const LONGEST = 31 * 1440 + 60

/**
 * Which month instants lie in, months since 2000-01 of London's calendar; -1 before the first and after the last, and of NaN. For
 * hundreds of thousands of instants: their whole date would cost ten times as much.
 */
export function monthFinder(first: number, last: number): (minutes: number) => number {
  const starts = Float64Array.from({ length: last - first + 2 }, (_, row) => monthStart(first + row))
  const start = starts[0]
  const end = starts[starts.length - 1]
  return (minutes) => {
    if (!(minutes >= start && minutes < end)) return -1
    let row = Math.floor((minutes - start) / LONGEST)
    while (minutes >= starts[row + 1]) row++
    return first + row
  }
}
