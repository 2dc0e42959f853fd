import { monthText } from '../../input/month.js'
import { LEAST_EARLIER } from './changesOfUnits.js'
import { type ComparedSpans, comparedSpans, EARLIER } from './comparedPeriods.js'

const YEAR = 12
const LAST_YEAR = 'r12'

/**
 * Periods compared where none are named, as `comparedPeriods` takes them: the last 12 months with the 12 before. Where gaps leave too few
 * earlier months to say anything by those, the longest span of at most 12 months, the latest of them, that has all its months, the same a
 * year before, and 12 earlier ones. Where there is none either, the longest run of the last 12 months that an earlier year has too; and
 * where there is not even that, the last 12 months, which are refused.
 *
 * Misleads where nothing but the months it names is looked at: the latest span that can be told may be years old.
 *
 * @param present months with data, since 2000-01
 * @param last    of the period of the analysis
 */
export function defaultCompare(present: readonly number[], last: number): string {
  const known = new Set(present.filter((month) => month <= last))
  const many = (from: number, to: number) => [...known].filter((month) => month >= from && month <= to).length
  const isTold = (from: number) => many(from - EARLIER, from - 1) >= LEAST_EARLIER
  const [a, b, c, d] = comparedSpans(LAST_YEAR, last)
  const hasBoth = many(a, b) > 0 && many(c, d) > 0
  if (hasBoth && isTold(c)) return LAST_YEAR
  const told = longestYearOn(known, isTold)
  if (told !== null) return yearsApart(told, YEAR)
  if (hasBoth) return LAST_YEAR
  for (let back = YEAR; back <= d - Math.min(d, ...known); back += YEAR) {
    const run = longestRun(Array.from({ length: YEAR }, (_, k) => c + k).filter((m) => known.has(m) && known.has(m - back)))
    if (run !== null) return yearsApart(run, back)
  }
  return LAST_YEAR
}

/** Two spans as `comparedPeriods` takes them. */
export const compareText = ([a, b, c, d]: ComparedSpans) => `${monthText(a)}..${monthText(b)}:${monthText(c)}..${monthText(d)}`

type Span = readonly [from: number, to: number]

const yearsApart = ([from, to]: Span, back: number) => compareText([from - back, to - back, from, to])

/** The latest of the longest spans with the same months a year before. */
function longestYearOn(known: ReadonlySet<number>, isTold: (from: number) => boolean): Span | null {
  let best: Span | null = null
  for (const to of [...known].sort((x, y) => x - y)) {
    for (let from = to; from > to - YEAR && known.has(from) && known.has(from - YEAR); from--)
      if ((best === null || to - from >= best[1] - best[0]) && isTold(from)) best = [from, to]
  }
  return best
}

/** The later of two as long. */
function longestRun(months: readonly number[]): Span | null {
  let best: Span | null = null
  let from = 0
  months.forEach((month, k) => {
    if (k === 0 || months[k - 1] !== month - 1) from = month
    if (best === null || month - from >= best[1] - best[0]) best = [from, month]
  })
  return best
}
