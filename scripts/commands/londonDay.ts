import { dayText, EngineError, londonOf, londonToUtc, zonedTime } from '../../engine/index.js'

/** By `weekday` of `londonOf`. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A day on London's clocks; instants are minutes since 1970-01-01 UTC. */
export interface LondonDay {
  readonly start: number
  /** Start of the next day. */
  readonly end: number
}

/** The day a flag names. @throws EngineError 'option-invalid' for anything but a day of the calendar as YYYY-MM-DD */
export function dayFlag(flag: string, text: string): LondonDay {
  const day = londonDay(text)
  if (day !== null) return day
  throw new EngineError('option-invalid', { column: flag, value: text, hint: 'Write a day of the calendar: 2026-05-01.' })
}

/** The day of a text `YYYY-MM-DD`; null for anything else. */
export function londonDay(text: string): LondonDay | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (found === null) return null
  const [year, month, day] = found.slice(1).map(Number)
  if (month < 1 || month > 12) return null
  const start = londonToUtc(year, month, day, 0, 0).minutes
  return londonOf(start).day === day ? { start, end: londonToUtc(year, month, day + 1, 0, 0).minutes } : null
}

/** `2026-05-01 14:05` of an instant. */
export function clockText(instant: number): string {
  const { hour, minute } = londonOf(instant)
  return `${dayText(instant)} ${twoDigits(hour)}:${twoDigits(Math.floor(minute))}`
}

/** Days from the first to the one before `end`. */
export function daysBetween(from: number, end: number): string[] {
  const days: string[] = []
  for (let day = londonDay(dayText(from)); day !== null && day.start < end; day = londonDay(dayText(day.end)))
    days.push(dayText(day.start))
  return days
}

/**
 * What counts as now, in minutes since 1970-01-01 UTC: `--now`, or the computer's clock. Only what lies after it is refused by it, so
 * that results do not hang on the time they are made.
 *
 * @throws EngineError 'time-without-zone', 'option-invalid'
 */
export function nowFlag(text: string | undefined): number {
  if (text === undefined) return Date.now() / 60_000
  const now = zonedTime(text)
  if (typeof now === 'number') return now
  const hint = 'Write the time with its zone: 2026-06-01T08:00Z, or +01:00 for British Summer Time.'
  throw new EngineError(now === 'no-zone' ? 'time-without-zone' : 'option-invalid', { column: '--now', value: text, hint })
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
