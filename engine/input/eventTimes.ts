import { type DateOrder, type DateTime, instantOf, parseDateTime, parseTime } from './dateTime.js'

/** What can be wrong with, or must be said of, the times of a record that is kept. */
export type TimeNote =
  | 'time-unreadable'
  | 'time-does-not-exist'
  | 'time-twice'
  | 'time-reversed'
  | 'time-after-recorded'
  | 'date-only'

const DAY = 24 * 60
/** Of a scale on which every month has as many days. */
const MONTH = 31 * DAY

/** A date column and, where it is apart, its time column, as written. */
export interface WrittenTime {
  readonly date: string
  /** null: there is no such column. */
  readonly time: string | null
}

export interface EventTimes {
  /** Minutes since 1970-01-01 UTC, NaN unknown. */
  readonly from: number
  readonly to: number
  readonly recorded: number
  /** Recorded more than twelve months after it was committed. */
  readonly historic: boolean
}

/**
 * When a crime was committed and recorded. Times that cannot be are NaN and noted, never guessed: an end before its start makes both
 * unknown; an end more than a day after the recording makes that end unknown. A date without a time reaches from 00:00 of the first
 * day to 23:59 of the last; `to` blank beside a `from` that has a time stays unknown.
 *
 * @param note called once for each thing found
 */
export function eventTimes(
  recordedAt: DateTime,
  from: WrittenTime,
  to: WrittenTime,
  order: DateOrder,
  note: (code: TimeNote, field: 'recorded' | 'from' | 'to') => void,
): EventTimes {
  const recorded = minutesOf(recordedAt, 0, 0, (code) => {
    // a recording without a time is usual and bounds nothing
    if (code !== 'date-only') note(code, 'recorded')
  })
  const first = writtenTime(from, order)
  const last = writtenTime(to, order)
  if (first === 'unreadable') note('time-unreadable', 'from')
  if (last === 'unreadable') note('time-unreadable', 'to')
  const start = typeof first === 'object' ? minutesOf(first, 0, 0, (code) => note(code, 'from')) : Number.NaN
  const wholeDay = last === 'blank' && typeof first === 'object' && first.hour === -1 ? first : last
  const end =
    typeof wholeDay === 'object'
      ? minutesOf(wholeDay, 23, 59, (code) => {
          if (wholeDay === last || code !== 'date-only') note(code, 'to')
        })
      : Number.NaN
  const historic = typeof first === 'object' && isYearLater(first, recordedAt)
  if (end < start) {
    note('time-reversed', 'to')
    return { from: Number.NaN, to: Number.NaN, recorded, historic }
  }
  const latest = recorded + DAY
  const startTooLate = start > latest
  const endTooLate = end > latest
  if (startTooLate || endTooLate) note('time-after-recorded', startTooLate ? 'from' : 'to')
  return { from: startTooLate ? Number.NaN : start, to: endTooLate ? Number.NaN : end, recorded, historic }
}

/** A date with the time of its own column, which wins over a time beside the date (spreadsheets write 00:00 there). */
export function writtenTime({ date, time }: WrittenTime, order: DateOrder): DateTime | 'blank' | 'unreadable' {
  if (date.trim() === '') return 'blank'
  const day = parseDateTime(date, order)
  if (day === null) return 'unreadable'
  if (time === null || time.trim() === '') return day
  const clock = parseTime(time)
  return clock === null ? 'unreadable' : { ...day, ...clock }
}

function minutesOf(at: DateTime, hour: number, minute: number, note: (code: TimeNote) => void): number {
  const dateOnly = at.hour === -1
  if (dateOnly) note('date-only')
  const { minutes, kind } = dateOnly ? instantOf(at, hour, minute) : instantOf(at)
  if (kind === 'missing') note('time-does-not-exist')
  if (kind === 'twice') note('time-twice')
  return minutes
}

/** More than twelve months by calendar and clock. */
function isYearLater(from: DateTime, recorded: DateTime): boolean {
  return orderOf(recorded) > orderOf(from) + 12 * MONTH
}

/** A number that grows with calendar and clock. */
function orderOf({ year, month, day, hour, minute }: DateTime): number {
  return (year * 12 + month) * MONTH + day * DAY + Math.max(0, hour) * 60 + minute
}
