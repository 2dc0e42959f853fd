import type { TextTable } from '../inputTables.js'
import type { Issue } from '../types.js'
import type { DateTime } from './dateTime.js'
import { dateAt, minutesAt } from './instantAt.js'
import { type TableFields, tableFields } from './tableFields.js'

/** Visits as crews wrote them down, in the order of the file. */
export interface VisitLog {
  readonly length: number
  readonly file: string
  readonly line: readonly number[]
  /** Id of the hotspot, as written. */
  readonly hotspot: readonly string[]
  readonly callSign: readonly string[]
  /** Minutes since 1970-01-01 UTC. */
  readonly arrive: Float64Array
  readonly leave: Float64Array
  /** `times-of-london`: visits with a time that states no zone. */
  readonly issues: readonly Issue[]
}

const HEADINGS = {
  hotspot: /^(hotspot( id)?|id)$/,
  arrive: /^(arrived?|arrived? at|from)$/,
  leave: /^(leave|left|left at|to)$/,
  callSign: /^(crew|call ?sign)$/,
} as const

const WHAT = 'A visit log needs hotspot, arrive, leave and crew.'
const DAY = 1440

/**
 * A log of visits, one row each: dates and times as `2026-05-01 14:05`, on London's clocks unless they state a zone. `leave` may be a time
 * alone (`14:20`): then of the day of `arrive`, or the next where it is earlier.
 *
 * @param now minutes since 1970-01-01 UTC; no visit may end later
 * @throws EngineError 'file-empty', 'column-missing', 'time-in-future', 'time-without-zone' (the hour the clocks show twice);
 *         'table-invalid' with the line for a time that is none or that the clocks skipped, an end before its start, a visit of over 24
 *         hours, a row without hotspot or crew
 */
export function readVisitLog(table: TextTable, now: number): VisitLog {
  const fields = tableFields(table, HEADINGS, ['hotspot', 'arrive', 'leave', 'callSign'], WHAT)
  const rows = table.rows.map((_, row) => {
    for (const field of ['hotspot', 'callSign'] as const) {
      if (fields.text(row, field) === '') throw fields.refused(row, field, 'Every visit needs its hotspot and its crew.')
    }
    const arrived = dateAt(fields, row, 'arrive')
    const arrive = minutesAt(fields, row, 'arrive', arrived)
    const leave = leaveAt(fields, row, arrived)
    if (leave < arrive) throw fields.refused(row, 'leave', 'The crew left before it arrived. Which of the two times is wrong?')
    if (leave - arrive > DAY) throw fields.refused(row, 'leave', 'This visit lasted over 24 hours. Is the date right?')
    if (leave > now) throw fields.refused(row, 'leave', 'This visit ends in the future. Is the date right?', 'time-in-future')
    return { arrive, leave, zoned: arrived.offset !== null && !withoutZone(fields, row) }
  })
  const unzoned = rows.filter(({ zoned }) => !zoned).length
  return {
    length: rows.length,
    file: table.file,
    line: table.line,
    hotspot: table.rows.map((_, row) => fields.text(row, 'hotspot')),
    callSign: table.rows.map((_, row) => fields.text(row, 'callSign')),
    arrive: Float64Array.from(rows, ({ arrive }) => arrive),
    leave: Float64Array.from(rows, ({ leave }) => leave),
    issues:
      unzoned === 0
        ? []
        : [
            {
              code: 'times-of-london',
              count: unzoned,
              message: `Times of ${unzoned} of ${rows.length} visits of ${table.file} state no zone: read as London's clocks (GMT or BST by the day)`,
              examples: [],
            },
          ],
  }
}

type Fields = TableFields<keyof typeof HEADINGS>

const CLOCK = /^\d{1,2}:\d\d$/

/** A time alone has the zone of the arrival. */
function withoutZone(fields: Fields, row: number): boolean {
  return !CLOCK.test(fields.text(row, 'leave')) && dateAt(fields, row, 'leave').offset === null
}

function leaveAt(fields: Fields, row: number, arrived: DateTime): number {
  const text = fields.text(row, 'leave')
  if (!CLOCK.test(text)) return minutesAt(fields, row, 'leave', dateAt(fields, row, 'leave'))
  const [hour, minute] = text.split(':').map(Number)
  if (hour > 23 || minute > 59) throw fields.refused(row, 'leave', 'Write a time from 00:00 to 23:59.')
  const nextDay = hour * 60 + minute < arrived.hour * 60 + arrived.minute
  return minutesAt(fields, row, 'leave', { ...arrived, day: arrived.day + Number(nextDay), hour, minute })
}
