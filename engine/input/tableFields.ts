import { EngineError, type ErrorCode } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainHeader, tableNumber } from './areaCode.js'
import { parseTime } from './dateTime.js'
import { fromNationalGrid, onLand, toNationalGrid } from './nationalGrid.js'

/** Fields of a small table by what they mean, whatever its headings and their order. */
export interface TableFields<Field extends string> {
  readonly table: TextTable
  readonly has: (field: Field) => boolean
  /** Trimmed; '' where the column is not there. */
  readonly text: (row: number, field: Field) => string
  /** NaN where the field is blank or the column is not there; throws 'table-invalid' for anything that is no number. */
  readonly number: (row: number, field: Field) => number
  /** The error that names file, line and column of a field. */
  readonly refused: (row: number, field: Field, hint: string, code?: ErrorCode) => EngineError
}

/**
 * Finds the columns of a table.
 *
 * @param headings by field, which headings stand for it, in lower case with blanks for underscores
 * @param needed   fields that must be there
 * @param what     what the table needs, for the hint: "Crews need call_sign, ..."
 * @throws EngineError 'column-missing', 'file-empty' (no rows)
 */
export function tableFields<Field extends string>(
  table: TextTable,
  headings: Readonly<Record<Field, RegExp>>,
  needed: readonly NoInfer<Field>[],
  what: string,
): TableFields<Field> {
  const headers = table.header.map(plainHeader)
  const columnOf = (field: Field) => headers.findIndex((header) => headings[field].test(header))
  const missing = needed.find((field) => columnOf(field) < 0)
  if (missing !== undefined) {
    const hint = `${what} The file has: ${table.header.join(', ')}.`
    throw new EngineError('column-missing', { file: table.file, line: 1, column: missing, hint })
  }
  if (table.rows.length === 0) throw new EngineError('file-empty', { file: table.file, hint: what })
  const columns = new Map<Field, number>()
  const column = (field: Field) => {
    const known = columns.get(field) ?? columnOf(field)
    columns.set(field, known)
    return known
  }
  return {
    table,
    has: (field) => column(field) >= 0,
    text: (row, field) => (table.rows[row][column(field)] ?? '').trim(),
    number: (row, field) => (column(field) < 0 ? Number.NaN : tableNumber(table, row, column(field))),
    refused: (row, field, hint, code = 'table-invalid') =>
      new EngineError(code, {
        file: table.file,
        line: table.line[row],
        column: table.header[column(field)] ?? field,
        value: (table.rows[row][column(field)] ?? '').trim(),
        hint,
      }),
  }
}

export type LocationField = 'lng' | 'lat' | 'easting' | 'northing'

export const LOCATION_HEADINGS: Readonly<Record<LocationField, RegExp>> = {
  lng: /^(lng|lon|long|longitude)$/,
  lat: /^(lat|latitude)$/,
  easting: /^eastings?$/,
  northing: /^northings?$/,
}

/**
 * Location of a row in degrees, `[lng, lat]`: as written, or from easting and northing where lng and lat are blank; both NaN where all
 * are blank.
 *
 * @throws EngineError 'table-invalid': half a location, off the globe, or where there is no land
 */
export function locationAt<Field extends string>(fields: TableFields<Field | LocationField>, row: number): [number, number] {
  const [lng, lat] = [fields.number(row, 'lng'), fields.number(row, 'lat')]
  if (Number.isNaN(lng) !== Number.isNaN(lat))
    throw fields.refused(row, Number.isNaN(lng) ? 'lng' : 'lat', 'Half a location: give lng and lat, or leave both blank.')
  if (!Number.isNaN(lng)) {
    if (isExchanged(lng, lat)) {
      const hint = 'This lies in Britain with lng and lat exchanged. Exchange the two columns.'
      throw fields.refused(row, 'lng', hint, 'coordinates-swapped')
    }
    if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return [lng, lat]
    const hint = 'Degrees: lng from -180 to 180, lat from -90 to 90. Metres go under easting and northing.'
    throw fields.refused(row, Math.abs(lat) <= 90 ? 'lng' : 'lat', hint)
  }
  const [easting, northing] = [fields.number(row, 'easting'), fields.number(row, 'northing')]
  if (Number.isNaN(easting) !== Number.isNaN(northing)) {
    const hint = 'Half a location: give easting and northing, or leave both blank.'
    throw fields.refused(row, Number.isNaN(easting) ? 'easting' : 'northing', hint)
  }
  if (Number.isNaN(easting)) return [Number.NaN, Number.NaN]
  if (onLand(easting, northing)) return fromNationalGrid(easting, northing)
  throw fields.refused(row, 'easting', 'There is no land at this easting and northing. Are they the right way round, in metres?')
}

/** Every longitude of Britain is below its latitude. */
function isExchanged(lng: number, lat: number): boolean {
  return lng > lat && Math.abs(lng) <= 90 && onLand(...toNationalGrid(lat, lng))
}

/**
 * Time of day on a clock as minutes since midnight, 0 to 1440: `14:00`, `2 pm`, `24:00`; NaN for a blank field.
 *
 * @throws EngineError 'table-invalid' for anything else
 */
export function clockAt<Field extends string>(fields: TableFields<Field>, row: number, field: Field): number {
  const text = fields.text(row, field)
  if (text === '') return Number.NaN
  if (/^24:?00$/.test(text)) return 1440
  const time = parseTime(text)
  if (time !== null && time.offset === null) return time.hour * 60 + time.minute
  throw fields.refused(row, field, 'Write a time on the clock in London, 00:00 to 24:00.')
}
