import { daysOf } from '../../stats/monthDays.js'
import type { Expectation, History } from '../expectation.js'
import { recentMonths, sumOf } from './recentMonths.js'

const YEAR = 12

/**
 * As many as in the last 12 months, by the day: the pin map of a year, which any other method has to beat.
 *
 * Misleads in places with few offences: a place with none is expected to have none for ever.
 */
export const lastYear: Expectation = {
  id: 'last-12-months',
  label: 'Count of the last 12 months',
  expect: yearRate,
}

/** Offences by unit in a month as long as the target, at the rate of the 12 months up to the last of the history. */
export function yearRate(history: History, target: number): Float64Array {
  const months = recentMonths(history, YEAR)
  const days = months.reduce((sum, month) => sum + daysOf(month), 0)
  const daysAhead = daysOf(target)
  return sumOf(history, months).map((count) => (days === 0 ? 0 : (count * daysAhead) / days))
}
