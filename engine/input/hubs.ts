import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainHeader, tableNumber, uniqueCodes } from './areaCode.js'
import { fromNationalGrid, onLand } from './nationalGrid.js'

/** Hubs teams parade at, in the order of their file. */
export interface HubTable {
  readonly code: readonly string[]
  readonly name: readonly string[]
  /** Degrees; NaN where the file gives no location. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Today's, sergeants among the officers; NaN where the file does not say. */
  readonly teams: Float64Array
  readonly officers: Float64Array
  readonly file: string
}

/** Which hub serves which area today: one row an area. */
export interface HubAreas {
  readonly area: readonly string[]
  readonly hub: readonly string[]
  readonly line: readonly number[]
  readonly file: string
}

const HEADERS = {
  hub: /^(hub|site|station|code|id)( (code|id))?$/,
  name: /^((hub|site|station) )?name$/,
  lng: /^(lng|lon|long|longitude)$/,
  lat: /^(lat|latitude)$/,
  easting: /^eastings?$/,
  northing: /^northings?$/,
  teams: /^teams( today)?$/,
  officers: /^officers( today)?$/,
} as const

/** `area`, `area_code`, `ward_code`, `WD24CD`, `beat`. */
const AREA = /^([a-z]+ ?(\d\d)? ?(code|cd|id)|area|ward|beat|sector|lpa|npt|lsoa|code)$/

/**
 * Hubs, one row each: `hub`, and where known `name`, `lng` and `lat` or `easting` and `northing`, `teams` and `officers` of today. A
 * blank number is unknown: write 0 where there is none today.
 *
 * @throws EngineError 'file-empty', 'column-missing' without `hub`; 'table-invalid' with the line for a hub twice, half a location or
 *         one that cannot be on land, teams or officers that are no whole number from 0 up
 */
export function readHubs(table: TextTable): HubTable {
  const headers = table.header.map(plainHeader)
  const columns = Object.fromEntries(
    Object.entries(HEADERS).map(([field, pattern]) => [field, headers.findIndex((header) => pattern.test(header))]),
  ) as Record<keyof typeof HEADERS, number>
  if (columns.hub < 0) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: 'hub',
      hint: `Hubs need hub, and may have name, lng, lat (or easting, northing), teams, officers. The file has: ${table.header.join(', ')}.`,
    })
  }
  if (table.rows.length === 0) throw new EngineError('file-empty', { file: table.file, hint: 'Give at least one hub.' })
  const code = uniqueCodes(table, columns.hub)
  const points = code.map((_, row) => location(table, row, columns))
  const whole = (column: number) => Float64Array.from(code, (_, row) => wholeAt(table, row, column))
  return {
    code,
    name: code.map((own, row) => (table.rows[row][columns.name] ?? '').trim() || own),
    lng: Float64Array.from(points, ([lng]) => lng),
    lat: Float64Array.from(points, ([, lat]) => lat),
    teams: whole(columns.teams),
    officers: whole(columns.officers),
    file: table.file,
  }
}

/**
 * Who serves what today: an area code and a hub on each row.
 *
 * @throws EngineError 'column-missing'; 'table-invalid' with the line for an area twice or a row without a hub
 */
export function readHubAreas(table: TextTable): HubAreas {
  const headers = table.header.map(plainHeader)
  const hub = headers.findIndex((header) => /^(hub|station|site)( (code|id))?$/.test(header))
  const area = headers.findIndex((header, column) => column !== hub && AREA.test(header))
  if (hub < 0 || area < 0) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: hub < 0 ? 'hub' : 'area',
      hint: `Write a table of area,hub: the code of each area and the hub that serves it today. The file has: ${table.header.join(', ')}.`,
    })
  }
  const codes = uniqueCodes(table, area)
  const hubs = table.rows.map((cells, row) => {
    const value = (cells[hub] ?? '').trim()
    if (value !== '') return value
    const place = { file: table.file, line: table.line[row], column: table.header[hub], value: codes[row] }
    throw new EngineError('table-invalid', { ...place, hint: 'This area has no hub. Name the hub that serves it.' })
  })
  return { area: codes, hub: hubs, line: table.line, file: table.file }
}

function location(
  table: TextTable,
  row: number,
  columns: Readonly<Record<keyof typeof HEADERS, number>>,
): readonly [number, number] {
  const number = (column: number) => (column < 0 ? Number.NaN : tableNumber(table, row, column))
  const [lng, lat, easting, northing] = [columns.lng, columns.lat, columns.easting, columns.northing].map(number)
  const refused = (column: number, hint: string) => {
    const at = Math.max(0, column)
    const place = { file: table.file, line: table.line[row], column: table.header[at], value: table.rows[row][at] }
    return new EngineError('table-invalid', { ...place, hint })
  }
  if (Number.isNaN(lng) !== Number.isNaN(lat))
    throw refused(Math.max(columns.lng, columns.lat), 'Half a location: give lng and lat, or leave both blank.')
  if (!Number.isNaN(lng)) {
    if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return [lng, lat]
    throw refused(columns.lng, 'Degrees: lng from -180 to 180, lat from -90 to 90. Metres go under easting and northing.')
  }
  if (Number.isNaN(easting) !== Number.isNaN(northing))
    throw refused(Math.max(columns.easting, columns.northing), 'Half a location: give easting and northing, or leave both blank.')
  if (Number.isNaN(easting)) return [Number.NaN, Number.NaN]
  if (onLand(easting, northing)) return fromNationalGrid(easting, northing)
  throw refused(columns.easting, 'There is no land at this easting and northing. Are they the right way round, in metres?')
}

function wholeAt(table: TextTable, row: number, column: number): number {
  const value = column < 0 ? Number.NaN : tableNumber(table, row, column)
  if (Number.isNaN(value) || (Number.isInteger(value) && value >= 0)) return value
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: table.rows[row][column],
    hint: 'Give a whole number from 0 up, or leave it blank where it is unknown.',
  })
}
