import { EngineError } from '../../error.js'
import { checkLength } from '../../stats/columns.js'
import { firstDay } from '../../stats/monthDays.js'
import type { Expectation, History } from '../expectation.js'
import { fitHawkes, type HawkesEvents } from './hawkesFit.js'

/** Offences by unit and day, in any order. */
export interface DayEvents {
  readonly unit: Uint32Array
  /** Days since 2000-01-01 in London; a time that is not known to the day is left out before. */
  readonly day: Float64Array
}

/**
 * Self-exciting rate of each unit: a steady part of its own, and for a while more after each offence,
 *
 *   lambda_c(d) = mu_c + theta sum over earlier days of y_c(i) (1 - q) q^(d - i - 1)
 *
 * theta, the offences one brings about, and q, from day to day how much of that is still to come, are one for all units (`fitHawkes`).
 * The target month's expectation goes on from the last day known, day by day, with what expected offences themselves bring about.
 * Only events in months of the history are looked at.
 *
 * @throws EngineError 'length-mismatch'; 'value-out-of-range' for a unit the history does not have
 * Misleads where units simply differ in ways a steady part does not catch (a fair, a closed street): that passes for excitation. Dates
 * that are spans or late reports blur days into one another.
 * Mohler et al. (2011), J. American Statistical Association 106, by unit in place of distance.
 */
export function hawkes({ unit, day }: DayEvents): Expectation {
  checkLength('day', day.length, unit.length)
  return {
    id: 'hawkes',
    label: 'Self-exciting (Hawkes)',
    expect(history, target) {
      const days = observedDays(history)
      if (days.length === 0) return new Float64Array(history.units)
      const events = eventsOf(history, days, unit, day)
      const { background, theta, decay } = fitHawkes(events)
      const last = days[days.length - 1]
      const excited = new Float64Array(history.units)
      for (let at = 0; at < events.unit.length; at++)
        excited[events.unit[at]] += events.count[at] * theta * (1 - decay) * decay ** (last - events.day[at])
      const from = firstDay(target)
      const to = firstDay(target + 1)
      const expected = new Float64Array(history.units)
      for (let c = 0; c < history.units; c++) {
        let more = excited[c]
        for (let d = last + 1; d < to; d++) {
          const rate = background[c] + more
          if (d >= from) expected[c] += rate
          more = more * decay + theta * (1 - decay) * rate
        }
      }
      return expected
    },
  }
}

/** Days of the months of a history, ascending. */
function observedDays({ months }: History): Float64Array {
  return Float64Array.from(
    months.flatMap((month) => Array.from({ length: firstDay(month + 1) - firstDay(month) }, (_, day) => firstDay(month) + day)),
  )
}

/** Those on observed days, one row for each unit and day, by unit, then day. */
function eventsOf({ units }: History, days: Float64Array, unit: Uint32Array, day: Float64Array): HawkesEvents {
  const foreign = unit.find((row) => row >= units)
  if (foreign !== undefined)
    throw new EngineError('value-out-of-range', {
      column: 'unit',
      value: String(foreign),
      hint: `Give events of the units of the history only, rows 0 to ${units - 1}.`,
    })
  const observed = new Set(days)
  const rows = Uint32Array.from(unit.keys())
    .filter((row) => observed.has(day[row]))
    .sort((a, b) => unit[a] - unit[b] || day[a] - day[b])
  const out = { unit: [] as number[], day: [] as number[], count: [] as number[] }
  let before = -1
  for (const row of rows) {
    if (before >= 0 && unit[before] === unit[row] && day[before] === day[row]) out.count[out.count.length - 1]++
    else {
      out.unit.push(unit[row])
      out.day.push(day[row])
      out.count.push(1)
    }
    before = row
  }
  return { units, days, unit: out.unit, day: out.day, count: out.count }
}
