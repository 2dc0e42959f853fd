import { dispersion } from '../../stats/dispersion.js'
import { empiricalBayes } from '../../stats/empiricalBayes.js'
import { daysOf } from '../../stats/monthDays.js'
import type { Expectation, History } from '../expectation.js'
import { recentMonths, sumOf } from './recentMonths.js'

const MONTHS = 24
const YEAR = 12
/** Under two years a season cannot be told from a trend. */
const LEAST_YEARS = 2
/** Offences at which a calendar month's own record weighs as much as no season at all. */
const SEASON_PRIOR = 100

/**
 * Rate per km2 and day of the last 24 months, drawn to the mean of all units as far as chance explains it (`empiricalBayes`, with the
 * over-dispersion of these months), times the target's seasonal index.
 *
 * Misleads where a town centre stretches the spread of rates: quiet units are then hardly drawn at all.
 */
export const shrunkSeasonal: Expectation = {
  id: 'shrunk-seasonal',
  label: 'Shrunken 24-month rate x season',
  expect(history, target) {
    const months = recentMonths(history, MONTHS)
    if (months.length === 0) return new Float64Array(history.units)
    const { units, areaKm2 } = history
    const days = months.reduce((sum, month) => sum + daysOf(month), 0)
    const table = new Float64Array(units * months.length)
    months.forEach((month, column) => {
      const counts = history.count(month)
      for (let unit = 0; unit < units; unit++) table[unit * months.length + column] = counts[unit]
    })
    const { phi } = dispersion(table, units, months.length)
    const { rate } = empiricalBayes(
      sumOf(history, months),
      areaKm2.map((km2) => km2 * days),
      { phi },
    )
    const times = seasonalIndex(history, target) * daysOf(target)
    return rate.map((perKm2Day, unit) => perKm2Day * areaKm2[unit] * times)
  },
}

/**
 * Offences a day of a calendar month over those of its year, all units together: whole years back from the last month, each month held
 * against the mean of the months its year has, drawn to 1 by 100 offences. 1 under two years.
 */
export function seasonalIndex({ months, count }: History, target: number): number {
  const last = months.at(-1)
  if (last === undefined || last - months[0] + 1 < LEAST_YEARS * YEAR) return 1
  let own = 0
  let expected = 0
  for (let end = last; end - YEAR + 1 >= months[0]; end -= YEAR) {
    const year = months.filter((month) => month > end - YEAR && month <= end)
    const totals = year.map((month) => count(month).reduce((sum, value) => sum + value, 0))
    const days = year.map(daysOf)
    const at = year.findIndex((month) => (target - month) % YEAR === 0)
    if (at < 0) continue
    own += totals[at]
    expected += (days[at] * sum(totals)) / sum(days)
  }
  return (own + SEASON_PRIOR) / (expected + SEASON_PRIOR)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
