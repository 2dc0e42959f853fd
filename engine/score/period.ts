import { EngineError } from '../error.js'
import { monthNumber, monthText } from '../input/month.js'
import type { RecordingBreak } from '../inputTables.js'
import type { KindTable, TallyTable } from '../types.js'

/** Months are counted from 2000-01. */
export interface Period {
  readonly from: number
  readonly to: number
  /** Months with data inside the period. */
  readonly present: readonly number[]
  readonly missing: readonly number[]
  /** Not whole years, or a month is missing. */
  readonly seasonal: boolean
  /** Newest month with data anywhere. */
  readonly dataTo: number
  /** The 12 months before a 12-month period are all present. */
  readonly previous: boolean
}

/** Months that hold any row, ascending. */
export function monthsPresent(tallies: TallyTable): number[] {
  const seen = new Uint8Array(65536)
  for (let row = 0; row < tallies.length; row++) seen[tallies.month[row]] = 1
  const months: number[] = []
  for (let month = 0; month < seen.length; month++) if (seen[month] === 1) months.push(month)
  return months
}

/**
 * The period tables show. A first month given starts it; otherwise it is the latest 12 consecutive months present (up to the last month
 * given), otherwise the latest unbroken run.
 * A missing month is missing exposure, never zero: it is listed and the period marked seasonal.
 *
 * @param present months that hold data, ascending
 * @throws EngineError 'no-data-in-period'
 */
export function choosePeriod(present: readonly number[], from: string | null, to: string | null): Period {
  if (present.length === 0) throw new EngineError('no-data-in-period', { hint: 'No row of the input could be used.' })
  const dataTo = present[present.length - 1]
  const [first, last] =
    from !== null
      ? [monthNumber(from), to === null ? dataTo : monthNumber(to)]
      : latestYear(
          to === null ? present : present.filter((month) => month <= monthNumber(to)),
          to === null ? dataTo : monthNumber(to),
        )
  const inside = present.filter((month) => month >= first && month <= last)
  if (inside.length === 0) {
    throw new EngineError('no-data-in-period', {
      value: `${monthText(first)}..${monthText(last)}`,
      hint: `The data runs from ${monthText(present[0])} to ${monthText(dataTo)}.`,
    })
  }
  const months = Array.from({ length: last - first + 1 }, (_, m) => first + m)
  const missing = months.filter((month) => !inside.includes(month))
  const year = months.length === 12 && missing.length === 0
  return {
    from: first,
    to: last,
    present: inside,
    missing,
    seasonal: months.length % 12 !== 0 || missing.length > 0,
    dataTo,
    previous: year && months.every((month) => present.includes(month - 12)),
  }
}

/** First and last month of the latest run of 12 consecutive months, else of the latest unbroken run, else `none`. */
function latestYear(present: readonly number[], none: number): [number, number] {
  const newest = present[present.length - 1] ?? none
  let runEnd = newest
  let latest: [number, number] | null = null
  for (let at = present.length - 1; at >= 0; at--) {
    const month = present[at]
    if (runEnd - month === 11) return [month, runEnd]
    if (at === 0 || present[at - 1] !== month - 1) {
      latest ??= [month, runEnd]
      if (at > 0) runEnd = present[at - 1]
    }
  }
  return latest ?? [newest, newest]
}

/** Recording breaks of these kinds that share a month with `from..to`: a comparison inside it needs their note. */
export function breaksWithin(
  breaks: readonly RecordingBreak[],
  { category, offenceCode }: Pick<KindTable, 'category' | 'offenceCode'>,
  from: number,
  to: number,
): RecordingBreak[] {
  const published = offenceCode.includes('')
  return breaks.filter(
    (row) =>
      monthNumber(row.from) <= to &&
      monthNumber(row.to) >= from &&
      (published || !row.published) &&
      (row.categories.length === 0 || row.categories.some((id) => category.includes(id))),
  )
}
