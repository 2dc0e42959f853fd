import { WEEK_HOURS } from '../londonTime.js'
import { blockResamples, percentile } from './blockBootstrap.js'
import type { WeeklyHours } from './weeklyHours.js'

/** By hour of the week: events, and the 90 % interval of as many weeks with an event drawn at random from these. */
export interface HourIntervals {
  readonly weight: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * The hour x weekday map with its uncertainty: whole events in blocks of a week are drawn again, 2,000 times, so that a series of
 * offences in one night counts as one piece of evidence, and an event whose span covers many hours stays one event.
 *
 * @returns Float64Array[168] each, 0 is Monday 00:00; low and high NaN of no week
 *
 * Misleads in hours without an event (0 to 0: what was never seen is never drawn), over under about ten weeks, and where the hours are
 * read one by one: of 168 some leave their interval by chance. It shows chance between weeks, not what long spans hide.
 * Efron & Tibshirani (1993), 8.6.
 */
export function hourIntervals({ number: { length: weeks }, weight }: WeeklyHours, seed: number): HourIntervals {
  const total = new Float64Array(WEEK_HOURS)
  for (let at = 0; at < weight.length; at++) total[at % WEEK_HOURS] += weight[at]
  const low = new Float64Array(WEEK_HOURS).fill(Number.NaN)
  const high = low.slice()
  if (weeks === 0) return { weight: total, low, high }
  const { rows } = blockResamples(weeks, 1, seed, 'hours of the week')
  const own = new Float64Array(weeks)
  const drawn = new Float64Array(rows.length / weeks)
  for (let hour = 0; hour < total.length; hour++) {
    for (let week = 0; week < weeks; week++) own[week] = weight[week * total.length + hour]
    for (let resample = 0; resample < drawn.length; resample++) {
      let sum = 0
      for (let at = resample * weeks; at < (resample + 1) * weeks; at++) sum += own[rows[at]]
      drawn[resample] = sum
    }
    drawn.sort()
    low[hour] = percentile(drawn, 5)
    high[hour] = percentile(drawn, 95)
  }
  return { weight: total, low, high }
}
