import { instantOf, parseDateTime } from './dateTime.js'

/** Date and time to the second with its zone: `2026-05-01T14:03:20Z`, `2026-05-01 14:03:20.5 +01:00`. */
const ZONED = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))? ?(z|[+-]\d\d:?\d\d)$/i
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(:\d\d(\.\d+)?)?$/i

/**
 * Instant of a time that states its zone: minutes since 1970-01-01 UTC, seconds as fractions.
 *
 * @returns 'no-zone' for a time without one, 'unreadable' for anything else that is no such time
 */
export function zonedTime(text: string): number | 'no-zone' | 'unreadable' {
  const found = ZONED.exec(text)
  if (found === null) return WITHOUT_ZONE.test(text) ? 'no-zone' : 'unreadable'
  const [, date, clock, seconds = '0', zone] = found
  const at = parseDateTime(`${date}T${clock}${zone}`, 'ymd')
  return at === null || Number(seconds) >= 60 ? 'unreadable' : instantOf(at).minutes + Number(seconds) / 60
}
