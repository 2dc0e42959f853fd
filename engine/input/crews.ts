import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import type { HubTable } from './hubs.js'
import { clockAt, LOCATION_HEADINGS, locationAt, type TableFields, tableFields } from './tableFields.js'

export const CREW_KINDS = ['PC', 'PCSO', 'special'] as const
export type CrewKind = (typeof CREW_KINDS)[number]

export const TRAVEL_MODES = ['foot', 'vehicle'] as const
export type TravelMode = (typeof TRAVEL_MODES)[number]

/** Who patrols together for a shift. */
export interface Crew {
  readonly callSign: string
  readonly kind: CrewKind
  readonly mode: TravelMode
  readonly officers: number
  /** Where it parades: name or code, and degrees. */
  readonly start: string
  readonly lng: number
  readonly lat: number
  /** On London's clocks, minutes since midnight; an end at or before the start is on the next day. */
  readonly startMinute: number
  readonly endMinute: number
}

/** Who goes out under a call sign: what a file of crews and a roster have in common. */
export const CREW_HEADINGS = {
  callSign: /^(call ?sign|crew)$/,
  kind: /^(kind|type|crew (kind|type))$/,
  mode: /^(mode|travel|by|foot or vehicle)$/,
  officers: /^officers$/,
} as const

const HEADINGS = {
  ...CREW_HEADINGS,
  start: /^(start|start place|start at|hub|station|parades at)$/,
  from: /^(from|shift start|start time|shift from|on)$/,
  to: /^(to|shift end|end time|shift to|off|end)$/,
  ...LOCATION_HEADINGS,
} as const

const WHAT =
  'Crews need call_sign, kind (PC, PCSO or special), mode (foot or vehicle), shift_start and shift_end, and start (a hub of the hubs file) or lng and lat (or easting, northing); officers where it is not 1.'

/**
 * Crews of a shift, one row each. The start place is given by its coordinates, or as the code or name of a hub. Without a number of
 * officers a crew is one officer.
 *
 * @param hubs where `start` is looked up; null: there is no such file
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for a call sign twice or missing, an unknown kind or
 *         mode, a time that is none, a start place that has no location, officers that are no whole number from 1
 */
export function readCrews(table: TextTable, hubs: HubTable | null): Crew[] {
  const fields = tableFields(table, HEADINGS, ['callSign', 'kind', 'mode', 'from', 'to'], WHAT)
  const callSigns = callSignsOf(fields)
  return table.rows.map((_, row) => {
    const [lng, lat] = startOf(fields, row, hubs)
    const officers = officersAt(fields, row)
    const [startMinute, endMinute] = [timeOf(fields, row, 'from'), timeOf(fields, row, 'to')]
    if (startMinute === endMinute) throw fields.refused(row, 'to', 'A shift of a whole day: give the time it ends.')
    return {
      callSign: callSigns[row],
      kind: wordOf(fields, row, 'kind', CREW_KINDS),
      mode: wordOf(fields, row, 'mode', TRAVEL_MODES),
      officers: Number.isNaN(officers) ? 1 : officers,
      start: fields.text(row, 'start') || callSigns[row],
      lng,
      lat,
      startMinute,
      endMinute,
    }
  })
}

type Fields = TableFields<keyof typeof HEADINGS>

/** By row. @throws EngineError 'table-invalid' for one that is missing or stands twice */
export function callSignsOf(fields: TableFields<'callSign'>): string[] {
  const { rows, line } = fields.table
  const lineOf = new Map<string, number>()
  return rows.map((_, row) => {
    const callSign = fields.text(row, 'callSign')
    const earlier = lineOf.get(callSign)
    if (callSign === '') throw fields.refused(row, 'callSign', 'Every crew needs a call sign.')
    if (earlier !== undefined)
      throw fields.refused(row, 'callSign', `The call sign is already on line ${earlier}. Give each crew its own.`)
    lineOf.set(callSign, line[row])
    return callSign
  })
}

/** NaN where it is blank. @throws EngineError 'table-invalid' */
export function officersAt(fields: TableFields<'officers'>, row: number): number {
  const officers = fields.number(row, 'officers')
  if (Number.isNaN(officers) || (Number.isInteger(officers) && officers >= 1)) return officers
  throw fields.refused(row, 'officers', 'Give a whole number from 1 up, or leave it blank.')
}

/** One of some words, in any case of letters. @throws EngineError 'table-invalid' */
export function wordOf<Field extends 'kind' | 'mode', Word extends string>(
  fields: TableFields<Field>,
  row: number,
  field: Field,
  words: readonly Word[],
): Word {
  const text = fields.text(row, field).toLowerCase()
  const word = words.find((one) => one.toLowerCase() === text)
  if (word !== undefined) return word
  throw fields.refused(row, field, `Write one of: ${words.join(', ')}.`)
}

function timeOf(fields: Fields, row: number, field: 'from' | 'to'): number {
  const minutes = clockAt(fields, row, field)
  if (Number.isNaN(minutes))
    throw fields.refused(row, field, 'Every crew needs the start and the end of its shift, such as 14:00.')
  return minutes % 1440
}

function startOf(fields: Fields, row: number, hubs: HubTable | null): readonly [number, number] {
  const [lng, lat] = locationAt(fields, row)
  if (!Number.isNaN(lng)) return [lng, lat]
  const start = fields.text(row, 'start')
  if (hubs === null || start === '')
    throw fields.refused(row, 'start', 'The start place has no location. Give lng and lat, or the hubs file that has it.')
  const hub = hubs.code.findIndex((code, at) => code === start || hubs.name[at] === start)
  if (hub < 0) throw fields.refused(row, 'start', `No hub of ${hubs.file} has this code or name.`)
  if (!Number.isNaN(hubs.lng[hub])) return [hubs.lng[hub], hubs.lat[hub]]
  throw new EngineError('table-invalid', {
    file: hubs.file,
    value: start,
    hint: 'This hub has no location, and a crew starts there. Give it lng and lat.',
  })
}
