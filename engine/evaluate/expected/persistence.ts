import { daysOf } from '../../stats/monthDays.js'
import type { Expectation } from '../expectation.js'
import { recentMonths } from './recentMonths.js'

const MONTHS = 24

/**
 * Months with any offence: the share of the last 24 months, times the offences a day such months have, all units together. It knows
 * where there is trouble again and again, not how much.
 */
export const persistence: Expectation = {
  id: 'persistence',
  label: 'Share of months with any',
  expect(history, target) {
    const months = recentMonths(history, MONTHS)
    const active = new Float64Array(history.units)
    let offences = 0
    let activeDays = 0
    for (const month of months) {
      const counts = history.count(month)
      for (let unit = 0; unit < history.units; unit++) {
        if (counts[unit] === 0) continue
        active[unit]++
        offences += counts[unit]
        activeDays += daysOf(month)
      }
    }
    const each = activeDays === 0 ? 0 : (offences * daysOf(target)) / activeDays
    return active.map((count) => (count === 0 ? 0 : (count / months.length) * each))
  },
}
