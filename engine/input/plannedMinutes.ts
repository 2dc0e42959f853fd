import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { dayText } from '../londonTime.js'
import { dateAt, minutesAt } from './instantAt.js'
import { tableFields } from './tableFields.js'

/** Minutes somebody planned in hotspots. */
export interface PlannedMinutes {
  readonly file: string
  /** By id as written; rows of one hotspot added up. */
  readonly minutes: ReadonlyMap<string, number>
  /** Of each id, its first row. */
  readonly line: ReadonlyMap<string, number>
  /** Minutes of a plan's visits to places of requests, which are no hotspots: not among the others. */
  readonly requested: number
  /** Visits of a plan outside the days asked for, which are not among the others either. */
  readonly otherDays: number
}

const HEADINGS = {
  hotspot: /^(hotspot( id)?|id)$/,
  minutes: /^(planned )?minutes( planned)?$/,
  requests: /^requests$/,
  window: /^window from$/,
} as const

/**
 * Planned time by hotspot, one row or more each: `hotspot, minutes`, which are of the days asked for, or the visits of a plan, of which
 * those count whose window begins in them.
 *
 * @param days from their first instant up to `to`, minutes since 1970-01-01 UTC
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for a row without hotspot, without minutes of 0 or more
 *         or with a window that is no time; 'no-data-in-period' where all visits of a plan are of other days
 */
export function readPlannedMinutes(table: TextTable, days: { readonly from: number; readonly to: number }): PlannedMinutes {
  const fields = tableFields(table, HEADINGS, ['hotspot', 'minutes'], 'A plan needs hotspot (its id) and minutes.')
  const minutes = new Map<string, number>()
  const line = new Map<string, number>()
  let requested = 0
  let otherDays = 0
  table.rows.forEach((_, row) => {
    const hotspot = fields.text(row, 'hotspot')
    if (hotspot === '') throw fields.refused(row, 'hotspot', 'Every row needs its hotspot.')
    const value = fields.number(row, 'minutes')
    if (!(value >= 0)) throw fields.refused(row, 'minutes', 'Every row needs its minutes, 0 or more.')
    if (fields.has('window')) {
      const begins = minutesAt(fields, row, 'window', dateAt(fields, row, 'window'))
      if (!(begins >= days.from && begins < days.to)) {
        otherDays++
        return
      }
    }
    // a visit to a request's own place goes by the request
    if (fields.text(row, 'requests').split(' ').includes(hotspot)) {
      requested += value
      return
    }
    minutes.set(hotspot, (minutes.get(hotspot) ?? 0) + value)
    if (!line.has(hotspot)) line.set(hotspot, table.line[row])
  })
  if (otherDays === table.rows.length)
    throw new EngineError('no-data-in-period', {
      file: table.file,
      value: `${dayText(days.from)} to ${dayText(days.to - 1)}`,
      hint: `No window of this plan begins on these days. The first of it begins ${fields.text(0, 'window')}.`,
    })
  return { file: table.file, minutes, line, requested, otherDays }
}
