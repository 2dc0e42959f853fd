import { EngineError } from '../error.js'
import { WEEK_HOURS } from '../londonTime.js'

/**
 * Expected harm or volume of a problem in each hour of London's week (0 is Monday 00:00), from what is expected in a week and the window
 * much of it falls in: its share is spread evenly over the hours of the window, the rest over the others.
 *
 * @param perWeek expected in a week, from 0
 * @param window  hours of the week, and the share of the problem inside them, 0 to 1; null: spread over the whole week
 * @throws EngineError 'value-out-of-range'
 */
export function expectedByHour(
  perWeek: number,
  window: { readonly hours: readonly number[]; readonly share: number } | null,
): Float64Array {
  const refused = (column: string, value: number, hint: string) =>
    new EngineError('value-out-of-range', { column, value: String(value), hint })
  if (!(perWeek >= 0 && perWeek < Infinity)) throw refused('expected', perWeek, 'Give what is expected in a week, 0 or more.')
  if (window === null) return new Float64Array(WEEK_HOURS).fill(perWeek / WEEK_HOURS)
  const { share } = window
  const inside = new Set(window.hours)
  const wrong = window.hours.find((hour) => !(Number.isInteger(hour) && hour >= 0 && hour < WEEK_HOURS))
  if (wrong !== undefined) throw refused('window', wrong, 'Hours of the week are 0 (Monday 00:00) to 167.')
  if (!(share >= 0 && share <= 1)) throw refused('share', share, 'The share of the problem inside the window: 0 to 1.')
  if (inside.size === 0 || inside.size === WEEK_HOURS) return expectedByHour(perWeek, null)
  const outside = WEEK_HOURS - inside.size
  return Float64Array.from({ length: WEEK_HOURS }, (_, hour) =>
    inside.has(hour) ? (perWeek * share) / inside.size : (perWeek * (1 - share)) / outside,
  )
}
