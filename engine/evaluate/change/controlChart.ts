import { daysOf } from '../../stats/monthDays.js'
import { negativeBinomialQuantile } from '../../stats/negativeBinomialQuantile.js'
import { NORMAL, studentQuantile } from '../../stats/studentT.js'
import { earlierDispersion } from './changesOfUnits.js'

/** Months judged, up to the last; the month of an expectation is the same of up to so many years before. */
const JUDGED = 12
const YEARS = 3
/** Months before those judged: the over-dispersion is theirs, and the chart shows them. */
const EARLIER = 24
/** Fewer months with data than this are not called. */
const LEAST_MONTHS = 24
/** Months in a row on one side of what was expected that are called. */
const RUN = 8
/** 99.8 % of a normal distribution lie within so much of its mean. */
const NORMAL_998 = 3.090232306167813

export interface ChartMonth {
  readonly month: number
  readonly days: number
  readonly count: number
  /** From the same month of earlier years, by days; NaN of months that are not judged, or without an earlier year. */
  readonly expected: number
  /** Counts inside which 95 and 99.8 of 100 such months lie, both ends in; NaN without an expectation. */
  readonly low95: number
  readonly high95: number
  readonly low998: number
  readonly high998: number
  readonly earlierYears: number
  /** Months in a row on this side of what was expected, up to this one: above 0 over it, below 0 under it. */
  readonly run: number
  readonly signal: '' | 'above 95 %' | 'below 95 %' | 'above 99.8 %' | 'below 99.8 %' | 'run above' | 'run below'
}

export interface ControlChart {
  /** The months before, then those judged; a missing month is not there. */
  readonly months: readonly ChartMonth[]
  /** NaN where it could not be estimated. */
  readonly phi: number
  /** Why no month is called; '' where they are. */
  readonly notCalled: '' | 'few-months' | 'no-crimes'
}

/**
 * Monthly counts of one area and group against what the same months of earlier years lead one to expect, over the last 12 months.
 *
 *   expected = days x (events of the same month of up to 3 earlier years / their days)
 *   limits   = quantiles of a negative binomial count with that mean and phi w (1 + days / earlier days) times its variance
 *
 * The last term is for the expectation, which is a count itself; w, the square of Student's t over the normal quantile, for phi, which is an
 * estimate of few steps. Phi is of the steps between the 24 months before (a Laney u' chart,
 * with squares in place of absolute steps). Called are months outside the 99.8 % limits, and the eighth and later of a run on one side;
 * one month in 20 lies outside the 95 % limits by chance, so these are marked and not called.
 *
 * @param months with data, ascending
 * @param last   the last month judged
 *
 * Misleads where the level has drifted for years (the expectation is of the past), and after a year that was itself unusual. Under 24
 * months nothing is called. Laney (2002), Quality Engineering 14(4); Mohammed & Laney (2006), Quality and Safety in Health Care 15.
 */
export function controlChart(months: readonly number[], counts: Float64Array, last: number): ControlChart {
  const countOf = new Map(months.map((month, row) => [month, counts[row]]))
  const first = last - JUDGED + 1
  const within = (from: number, to: number) => months.filter((month) => month >= from && month <= to)
  const earlier = within(first - EARLIER, first - 1)
  const judged = within(first, last)
  const of = (list: readonly number[]) => list.map((month) => countOf.get(month) ?? Number.NaN)
  const { phi, t } = earlierDispersion({ units: 1, months, counts }, earlier)
  const notCalled = earlier.length + judged.length < LEAST_MONTHS ? 'few-months' : Number.isNaN(phi) ? 'no-crimes' : ''

  const wider95 = (t.reach95 / NORMAL.reach95) ** 2
  const wider998 = (studentQuantile(0.002, t.df) / NORMAL_998) ** 2
  let run = 0
  let before = Number.NaN
  const rows = judged.map((month): ChartMonth => {
    const [count] = of([month])
    const years = Array.from({ length: YEARS }, (_, k) => month - 12 * (k + 1)).filter((one) => countOf.has(one))
    const past = {
      count: of(years).reduce((sum, value) => sum + value, 0),
      days: years.reduce((sum, one) => sum + daysOf(one), 0),
    }
    const days = daysOf(month)
    const expected = years.length === 0 ? Number.NaN : (past.count / past.days) * days
    if (notCalled !== '' || !(expected > 0)) {
      run = 0
      before = Number.NaN
      return { ...plain(month, count), expected, earlierYears: years.length }
    }
    const limit = (level: number, wider: number) =>
      negativeBinomialQuantile(level, expected, phi * wider * (1 + days / past.days))
    const limits = {
      low95: limit(0.025, wider95),
      high95: limit(0.975, wider95),
      low998: limit(0.001, wider998),
      high998: limit(0.999, wider998),
    }
    const side = Math.sign(count - expected)
    // a missing month, a change of side and a month as expected end a run
    run = side !== 0 && Math.sign(run) === side && month === before + 1 ? run + side : side
    before = month
    return { ...plain(month, count), expected, ...limits, earlierYears: years.length, run, signal: signalOf(count, limits, run) }
  })
  return { months: [...earlier.map((month) => plain(month, of([month])[0])), ...rows], phi, notCalled }
}

function plain(month: number, count: number): ChartMonth {
  const unknown = Number.NaN
  return {
    month,
    days: daysOf(month),
    count,
    expected: unknown,
    low95: unknown,
    high95: unknown,
    low998: unknown,
    high998: unknown,
    earlierYears: 0,
    run: 0,
    signal: '',
  }
}

function signalOf(
  count: number,
  { low95, high95, low998, high998 }: Pick<ChartMonth, 'low95' | 'high95' | 'low998' | 'high998'>,
  run: number,
): ChartMonth['signal'] {
  if (count > high998) return 'above 99.8 %'
  if (count < low998) return 'below 99.8 %'
  if (run >= RUN) return 'run above'
  if (run <= -RUN) return 'run below'
  return count > high95 ? 'above 95 %' : count < low95 ? 'below 95 %' : ''
}

/** Whether a month is called: outside the 99.8 % limits, or at the end of a run. */
export function isCalled({ signal }: ChartMonth): boolean {
  return signal !== '' && !signal.endsWith(' 95 %')
}
