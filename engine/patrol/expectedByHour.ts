import { EngineError } from '../error.js'
import { WEEK_HOURS } from '../londonTime.js'

/** Hours of the week (0 is Monday 00:00) much of a problem falls in, and its share inside them, 0 to 1. */
export interface BusyHours {
  readonly hours: readonly number[]
  readonly share: number
}

/**
 * Expected harm or volume of a problem in each hour of London's week, from what is expected in a week. Its share inside the busy hours of
 * the place is spread over those, the rest over the others; within each of the two as the problem is in `profile`.
 *
 * @param perWeek expected in a week, from 0
 * @param busy    of the place; null: none is known
 * @param profile weights of the 168 hours, of the problem in the whole force; null, or 0 in all hours of a part: even
 * @throws EngineError 'value-out-of-range', 'length-mismatch'
 *
 * Misleads where the place keeps other hours than the force and has no busy hours of its own.
 */
export function expectedByHour(perWeek: number, busy: BusyHours | null, profile: Float64Array | null = null): Float64Array {
  const refused = (column: string, value: number, hint: string) =>
    new EngineError('value-out-of-range', { column, value: String(value), hint })
  if (!(perWeek >= 0 && perWeek < Infinity)) throw refused('expected', perWeek, 'Give what is expected in a week, 0 or more.')
  const weights = profile ?? new Float64Array(WEEK_HOURS).fill(1)
  if (weights.length !== WEEK_HOURS)
    throw new EngineError('length-mismatch', { column: 'profile', hint: `Give all ${WEEK_HOURS} hours of the week.` })
  const expected = new Float64Array(WEEK_HOURS)
  const spread = (total: number, hours: readonly number[]) => {
    const sum = hours.reduce((all, hour) => all + weights[hour], 0)
    for (const hour of hours) expected[hour] = sum > 0 ? (total * weights[hour]) / sum : total / hours.length
  }
  const week = Array.from({ length: WEEK_HOURS }, (_, hour) => hour)
  const inside = new Set(busy?.hours ?? [])
  const share = busy?.share ?? 0
  const wrong = [...inside].find((hour) => !(Number.isInteger(hour) && hour >= 0 && hour < WEEK_HOURS))
  if (wrong !== undefined) throw refused('window', wrong, 'Hours of the week are 0 (Monday 00:00) to 167.')
  if (!(share >= 0 && share <= 1)) throw refused('share', share, 'The share of the problem inside the window: 0 to 1.')
  if (inside.size === 0 || inside.size === WEEK_HOURS) spread(perWeek, week)
  else {
    spread(perWeek * share, [...inside])
    spread(
      perWeek * (1 - share),
      week.filter((hour) => !inside.has(hour)),
    )
  }
  return expected
}
