import type { TextTable } from '../inputTables.js'
import type { Issue } from '../types.js'
import { LOCATION_HEADINGS, locationAt, tableFields } from './tableFields.js'
import { exactly } from './thousands.js'
import { zonedTime } from './zonedTime.js'

/** Positions of crews, by call sign and then time. */
export interface Pings {
  readonly length: number
  readonly file: string
  /** In code-point order. */
  readonly callSigns: readonly string[]
  /** Row of `callSigns`. */
  readonly crew: Uint32Array
  /** Minutes since 1970-01-01 UTC, seconds as fractions. */
  readonly minutes: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly issues: readonly Issue[]
}

const HEADINGS = {
  callSign: /^(call ?sign|crew|resource)$/,
  time: /^(time|timestamp|date ?time|recorded|at)$/,
  ...LOCATION_HEADINGS,
} as const

const WHAT = 'Pings need time (with its zone), call_sign, and lng and lat (or easting, northing).'
const MOST_EXAMPLES = 5

/**
 * Positions as radios and vehicles report them, one row a ping. Rows out of order are sorted and counted (`pings-unordered`: a ping that
 * stands after a later one of its call sign).
 *
 * @param now minutes since 1970-01-01 UTC; no ping may be later
 * @throws EngineError 'file-empty', 'column-missing', 'time-without-zone', 'time-in-future'; 'table-invalid' with the line for a time or
 *         location that is none and a row without a call sign
 */
export function readPings(table: TextTable, now: number): Pings {
  const fields = tableFields(table, HEADINGS, ['callSign', 'time'], WHAT)
  const points = table.rows.map((_, row) => {
    const callSign = fields.text(row, 'callSign')
    if (callSign === '') throw fields.refused(row, 'callSign', 'Every ping needs its call sign.')
    const minutes = zonedTime(fields.text(row, 'time'))
    if (minutes === 'no-zone') {
      const hint = 'Write the zone behind the time: 2026-05-01T14:03:20Z, or +01:00 for British Summer Time.'
      throw fields.refused(row, 'time', hint, 'time-without-zone')
    }
    if (minutes === 'unreadable') throw fields.refused(row, 'time', 'Write times as 2026-05-01T14:03:20Z.')
    if (minutes > now)
      throw fields.refused(row, 'time', 'This ping lies in the future. Is its zone right, and its clock?', 'time-in-future')
    const [lng, lat] = locationAt(fields, row)
    if (Number.isNaN(lng)) throw fields.refused(row, 'lng', 'Every ping needs a location.')
    return { callSign, minutes, lng, lat, line: table.line[row] }
  })
  const callSigns = [...new Set(points.map(({ callSign }) => callSign))].sort()
  const rowOf = new Map(callSigns.map((callSign, row) => [callSign, row]))
  const latest = new Map<string, number>()
  const late = points.filter(({ callSign, minutes }) => {
    const before = latest.get(callSign) ?? -Infinity
    latest.set(callSign, Math.max(before, minutes))
    return minutes < before
  })
  const sorted = points
    .map((point) => ({ ...point, crew: rowOf.get(point.callSign) ?? 0 }))
    .sort((a, b) => a.crew - b.crew || a.minutes - b.minutes || a.lng - b.lng || a.lat - b.lat)
  return {
    length: sorted.length,
    file: table.file,
    callSigns,
    crew: Uint32Array.from(sorted, ({ crew }) => crew),
    minutes: Float64Array.from(sorted, ({ minutes }) => minutes),
    lng: Float64Array.from(sorted, ({ lng }) => lng),
    lat: Float64Array.from(sorted, ({ lat }) => lat),
    issues:
      late.length === 0
        ? []
        : [
            {
              code: 'pings-unordered',
              count: late.length,
              message: `${exactly(late.length)} of ${exactly(points.length)} pings of ${table.file} stand after a later one of their call sign: they were put in order of time`,
              examples: late.slice(0, MOST_EXAMPLES).map(({ line, callSign }) => ({ file: table.file, line, value: callSign })),
            },
          ],
  }
}
