import type { TextTable } from '../inputTables.js'
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
}

const HEADINGS = {
  hotspot: /^(hotspot( id)?|id)$/,
  minutes: /^(planned )?minutes( planned)?$/,
  requests: /^requests$/,
} as const

/**
 * Planned time by hotspot, one row or more each: `hotspot, minutes`, or the visits of a plan.
 *
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for a row without hotspot, or without minutes of 0 or more
 */
export function readPlannedMinutes(table: TextTable): PlannedMinutes {
  const fields = tableFields(table, HEADINGS, ['hotspot', 'minutes'], 'A plan needs hotspot (its id) and minutes.')
  const minutes = new Map<string, number>()
  const line = new Map<string, number>()
  let requested = 0
  table.rows.forEach((_, row) => {
    const hotspot = fields.text(row, 'hotspot')
    if (hotspot === '') throw fields.refused(row, 'hotspot', 'Every row needs its hotspot.')
    const value = fields.number(row, 'minutes')
    if (!(value >= 0)) throw fields.refused(row, 'minutes', 'Every row needs its minutes, 0 or more.')
    // a visit to a request's own place goes by the request
    if (fields.text(row, 'requests').split(' ').includes(hotspot)) {
      requested += value
      return
    }
    minutes.set(hotspot, (minutes.get(hotspot) ?? 0) + value)
    if (!line.has(hotspot)) line.set(hotspot, table.line[row])
  })
  return { file: table.file, minutes, line, requested }
}
