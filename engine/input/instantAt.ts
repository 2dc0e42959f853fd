import { type DateTime, instantOf, parseDateTime } from './dateTime.js'
import type { TableFields } from './tableFields.js'

/** Date and time of a field. @throws EngineError 'table-invalid' for anything else, blank fields with it */
export function dateAt<Field extends string>(fields: TableFields<Field>, row: number, field: Field): DateTime {
  const text = fields.text(row, field)
  const at = /^\d{4}-/.test(text) || /[a-z]{3}/i.test(text) ? parseDateTime(text, 'dmy') : null
  if (at !== null && at.hour >= 0) return at
  throw fields.refused(row, field, 'Write date and time with the year first: 2026-05-01 14:05.')
}

/**
 * Its instant, minutes since 1970-01-01 UTC; on London's clocks unless it states a zone.
 *
 * @throws EngineError 'table-invalid' for a time the clocks skipped, 'time-without-zone' for one of the hour they show twice
 */
export function minutesAt<Field extends string>(fields: TableFields<Field>, row: number, field: Field, at: DateTime): number {
  const { minutes, kind } = instantOf(at)
  if (kind === 'missing') throw fields.refused(row, field, 'The clocks went forward over this time: it did not exist.')
  if (kind === 'twice') {
    const hint = 'The clocks went back and showed this time twice. Write +01:00 behind the first, Z behind the second.'
    throw fields.refused(row, field, hint, 'time-without-zone')
  }
  return minutes
}
