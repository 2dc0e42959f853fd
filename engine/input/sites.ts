import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainHeader, tableNumber, uniqueCodes } from './areaCode.js'
import { fromNationalGrid, onLand } from './nationalGrid.js'

/** Places where a team could parade, or does. */
export interface SiteTable {
  readonly code: readonly string[]
  readonly name: readonly string[]
  /** Degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** 1: in use today. */
  readonly today: Uint8Array
  readonly file: string
}

const HEADERS = {
  site: /^(site|code|id|hub|station)( (code|id))?$/,
  name: /^((site|hub|station) )?name$/,
  lng: /^(lng|lon|long|longitude)$/,
  lat: /^(lat|latitude)$/,
  easting: /^eastings?$/,
  northing: /^northings?$/,
  today: /^today$/,
} as const

const YES = /^(yes|y|true|1)$/i
const NO = /^(no|n|false|0|)$/i

/**
 * Candidate sites, one row each: `site` (or `code`), `name`, `lng` and `lat` or, where these are blank, `easting` and `northing`;
 * `today` yes or no. Other columns are not looked at. Without names the codes stand for them.
 *
 * @throws EngineError 'file-empty', 'column-missing'; 'table-invalid' with the line for a site twice (by code or by place), a site
 *         without a location or one that cannot be on land, and a `today` that is neither yes nor no
 */
export function readSites(table: TextTable): SiteTable {
  const headers = table.header.map(plainHeader)
  const columnOf = (field: keyof typeof HEADERS) => headers.findIndex((header) => HEADERS[field].test(header))
  const code = columnOf('site')
  const pairs = [
    [columnOf('lng'), columnOf('lat')],
    [columnOf('easting'), columnOf('northing')],
  ] as const
  const missing = code < 0 ? 'site' : pairs.every((pair) => pair.includes(-1)) ? 'lng' : undefined
  if (missing !== undefined) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: missing,
      hint: `Sites need site, name, and lng and lat or easting and northing. The file has: ${table.header.join(', ')}.`,
    })
  }
  if (table.rows.length === 0) throw new EngineError('file-empty', { file: table.file, hint: 'Give at least one site.' })
  const codes = uniqueCodes(table, code)
  const at = (row: number, field: keyof typeof HEADERS) => (table.rows[row][columnOf(field)] ?? '').trim()
  const points = codes.map((_, row) => location(table, row, pairs))
  refuseTwice(table, points)
  return {
    code: codes,
    name: codes.map((own, row) => at(row, 'name') || own),
    lng: Float64Array.from(points, ([lng]) => lng),
    lat: Float64Array.from(points, ([, lat]) => lat),
    today: Uint8Array.from(codes, (_, row) => {
      const value = at(row, 'today')
      if (YES.test(value) || NO.test(value)) return Number(YES.test(value))
      throw refused(table, row, columnOf('today'), 'Write yes where the site is in use today, else no or nothing.')
    }),
    file: table.file,
  }
}

type Pair = readonly [x: number, y: number]

function location(table: TextTable, row: number, [degrees, grid]: readonly [Pair, Pair]): Pair {
  const [lng, lat] = pairAt(table, row, degrees)
  if (!Number.isNaN(lng) && !Number.isNaN(lat)) {
    if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return [lng, lat]
    throw refused(
      table,
      row,
      degrees[0],
      'Degrees: lng from -180 to 180, lat from -90 to 90. Metres go under easting and northing.',
    )
  }
  const [easting, northing] = pairAt(table, row, grid)
  if (Number.isNaN(easting) || Number.isNaN(northing))
    throw refused(table, row, degrees[0] < 0 ? grid[0] : degrees[0], 'The site has no location. Give one, or leave the site out.')
  if (onLand(easting, northing)) return fromNationalGrid(easting, northing)
  throw refused(table, row, grid[0], 'There is no land at this easting and northing. Are they the right way round, in metres?')
}

function pairAt(table: TextTable, row: number, [x, y]: Pair): Pair {
  return x < 0 || y < 0 ? [Number.NaN, Number.NaN] : [tableNumber(table, row, x), tableNumber(table, row, y)]
}

/** Of two candidates at one place either could be chosen: what is said of each would be chance. */
function refuseTwice(table: TextTable, points: readonly Pair[]): void {
  const lineOf = new Map<string, number>()
  points.forEach(([lng, lat], row) => {
    const key = `${lng.toFixed(6)} ${lat.toFixed(6)}`
    const earlier = lineOf.get(key)
    if (earlier !== undefined)
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[row],
        value: key,
        hint: `The site on line ${earlier} stands at the same place. Keep one of the two.`,
      })
    lineOf.set(key, table.line[row])
  })
}

function refused(table: TextTable, row: number, column: number, hint: string): EngineError {
  const place = { file: table.file, line: table.line[row], column: table.header[column], value: table.rows[row][column] }
  return new EngineError('table-invalid', { ...place, hint })
}
