import { daysOf } from '../stats/monthDays.js'
import { seasonalKendall } from '../stats/seasonalKendall.js'
import type { TrendWord } from '../types.js'

const YEAR = 12
const LEAST_YEARS = 2
const LEAST_A_YEAR = 10
const LEVEL = 0.05

/**
 * Whether offences at a place rose or fell over the whole years up to the last month, each month compared with the same month of other
 * years (seasonal Mann-Kendall on counts a day, p < 0.05). Under two whole years, or 10 offences a year: too few to say.
 *
 * @param months ascending, those present
 * @param counts of each
 *
 * Misleads with two or three years, where only a strong change shows, and where many places are looked at: one in 20 that did not
 * change reads as changed. A place listed for its newest months looks as if it rose.
 */
export function hotspotTrend(months: readonly number[], counts: Float64Array): TrendWord {
  const last = months[months.length - 1]
  const years = Math.floor((last - months[0] + 1) / YEAR)
  const from = last - YEAR * years + 1
  const perDay = new Float64Array(YEAR * years).fill(Number.NaN)
  let total = 0
  months.forEach((month, row) => {
    if (month < from) return
    perDay[month - from] = counts[row] / daysOf(month)
    total += counts[row]
  })
  if (years < LEAST_YEARS || total < LEAST_A_YEAR * years) return 'too few to say'
  const { z, p } = seasonalKendall(perDay, YEAR * years, YEAR)
  if (!(p[0] < LEVEL)) return 'no clear change'
  return z[0] > 0 ? 'rose' : 'fell'
}
