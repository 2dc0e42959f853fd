import { EngineError } from '../../error.js'
import { monthNumber, monthText } from '../../input/month.js'
import { daysOf } from '../../stats/monthDays.js'

/** One of two periods compared; months since 2000-01. */
export interface ComparedPeriod {
  readonly from: number
  readonly to: number
  /** Months of it with data, and without. */
  readonly present: readonly number[]
  readonly missing: readonly number[]
  /** Days of the months present: its exposure. A missing month is missing exposure, never zero. */
  readonly days: number
}

export interface ComparedPeriods {
  /** As it was asked for. */
  readonly compare: string
  readonly before: ComparedPeriod
  readonly after: ComparedPeriod
  /** The two are not of the same months of the year: a season stands for a change. */
  readonly seasonal: boolean
  /** Months with data among the 24 before `after`, what over-dispersion is estimated from. */
  readonly earlier: readonly number[]
}

const YEAR = 12
/** Months before `after` that over-dispersion is estimated from. */
export const EARLIER = 24
const MONTH = String.raw`\d{4}-(?:0[1-9]|1[0-2])`
const SPANS = new RegExp(`^(${MONTH})(?:\\.\\.(${MONTH}))?:(${MONTH})(?:\\.\\.(${MONTH}))?$`)
const HOW = 'Write r12, ytd, month, or two spans such as 2023-01..2023-12:2024-01..2024-12, the earlier first.'

export type ComparedSpans = readonly [beforeFrom: number, beforeTo: number, afterFrom: number, afterTo: number]

/**
 * Two periods of `compare`: `r12` the last 12 months and the 12 before, `ytd` this calendar year so far and the same months of the last,
 * `month` the last month and the same a year before, or two spans written out, the earlier first.
 *
 * @param present months with data, ascending
 * @param last    the last month, where `compare` does not name it
 * @throws EngineError 'option-invalid' for words that are none of these, a span that ends before it begins, spans that share months or
 *         stand the wrong way round; 'no-data-in-period' where one of them has no month with data
 */
export function comparedPeriods(compare: string, present: readonly number[], last: number): ComparedPeriods {
  const [beforeFrom, beforeTo, afterFrom, afterTo] = comparedSpans(compare, last)
  const before = periodOf(beforeFrom, beforeTo, present)
  const after = periodOf(afterFrom, afterTo, present)
  for (const { from, to, present: own } of [before, after]) {
    if (own.length > 0) continue
    throw new EngineError('no-data-in-period', {
      column: '--compare',
      value: `${compare}: ${spanText(from, to)}`,
      hint: `Months with data: ${runs(present)}.`,
    })
  }
  const ofYear = (months: readonly number[]) =>
    months
      .map((month) => month % YEAR)
      .sort((a, b) => a - b)
      .join()
  return {
    compare,
    before,
    after,
    // whole years are alike whichever month they begin with
    seasonal: ofYear(before.present) !== ofYear(after.present),
    earlier: present.filter((month) => month >= after.from - EARLIER && month < after.from),
  }
}

/** Refuses what `comparedPeriods` would for its words, before any data is read. */
export function checkCompare(compare: string): void {
  comparedSpans(compare, 0)
}

/**
 * First and last month of the period before, and of that after, whatever data there is.
 *
 * @throws EngineError 'option-invalid' as `comparedPeriods`
 */
export function comparedSpans(compare: string, last: number): ComparedSpans {
  const yearBefore = (from: number): ComparedSpans => [from - YEAR, last - YEAR, from, last]
  if (compare === 'r12') return yearBefore(last - YEAR + 1)
  if (compare === 'ytd') return yearBefore(last - (last % YEAR))
  if (compare === 'month') return yearBefore(last)
  const refuse = (hint: string) => new EngineError('option-invalid', { column: '--compare', value: compare, hint })
  const found = SPANS.exec(compare)
  if (found === null) throw refuse(HOW)
  const [, a, b = a, c, d = c] = found
  const spans = [monthNumber(a), monthNumber(b), monthNumber(c), monthNumber(d)] as const
  if (spans[1] < spans[0] || spans[3] < spans[2]) throw refuse('A span ends before it begins: write its first month first.')
  if (spans[2] <= spans[1])
    throw refuse(
      spans[3] < spans[0] ? 'The earlier span stands first: turn them round.' : 'The two spans share months: leave none in both.',
    )
  return spans
}

function periodOf(from: number, to: number, data: readonly number[]): ComparedPeriod {
  const months = Array.from({ length: to - from + 1 }, (_, k) => from + k)
  const known = new Set(data)
  const present = months.filter((month) => known.has(month))
  return {
    from,
    to,
    present,
    missing: months.filter((month) => !known.has(month)),
    days: present.reduce((sum, month) => sum + daysOf(month), 0),
  }
}

function spanText(from: number, to: number): string {
  return from === to ? monthText(from) : `${monthText(from)}..${monthText(to)}`
}

/** "2018-01..2021-10, 2024-01..2024-04". */
function runs(months: readonly number[]): string {
  const ends = months.filter((month, at) => months[at + 1] !== month + 1)
  const starts = months.filter((month, at) => at === 0 || months[at - 1] !== month - 1)
  return starts.map((start, run) => spanText(start, ends[run])).join(', ')
}
