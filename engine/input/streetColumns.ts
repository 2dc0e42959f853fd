import { EngineError } from '../error.js'
import { type CsvRow, decodeUtf8 } from './csv.js'
import { separatorHint } from './separator.js'

const NEEDED = ['month', 'longitude', 'latitude', 'location', 'lsoa code', 'crime type'] as const

const COLUMNS = ['count', 'month', 'lng', 'lat', 'text', 'lsoa', 'kind', 'id', 'force'] as const

/** Which fields of a row are which. */
export interface StreetColumns {
  readonly count: number
  readonly month: number
  readonly lng: number
  readonly lat: number
  readonly text: number
  readonly lsoa: number
  readonly kind: number
  /** -1 where the file has none. */
  readonly id: number
  readonly force: number
  /** The order of the published files: id, month and force, the location, crime type and more; a row is these pieces one after another. */
  readonly published: boolean
}

/** @throws EngineError 'header-foreign' */
export function findColumns(row: CsvRow, file: string): StreetColumns {
  const written = Array.from({ length: row.count }, (_, i) => textOf(row, i).trim())
  const names = written.map((name) => name.toLowerCase())
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new EngineError('header-foreign', { file, line: row.line, column: twice, hint: 'The column is there twice.' })
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new EngineError('header-foreign', {
      file,
      line: row.line,
      value: written.join(','),
      hint: `Missing: ${missing.join(', ')}. ${likeness(names)}`,
    })
  }
  const [month, lng, lat, text, lsoa, kind] = NEEDED.map((name) => names.indexOf(name))
  const id = names.indexOf('crime id')
  const force = names.indexOf('reported by')
  const published = id === 0 && month < lng && force < lng && [lat, text, lsoa].every((field) => field > lng && field < kind)
  return { count: row.count, month, lng, lat, text, lsoa, kind, id, force, published }
}

/** Whether rows of the two are read alike. */
export function sameColumns(a: StreetColumns, b: StreetColumns): boolean {
  return COLUMNS.every((name) => a[name] === b[name])
}

function likeness(names: readonly string[]): string {
  if (names.includes('outcome type')) return 'This looks like a police.uk outcomes file: give the -street.csv file.'
  if (names.includes('legislation') || names.includes('object of search')) {
    return 'This looks like a police.uk stop-and-search file: give the -street.csv file.'
  }
  if (names.includes('easting') && names.includes('northing')) {
    return 'Places are eastings and northings here, as in police.uk files downloaded before 2013: download the months again.'
  }
  if (names.length === 1) return separatorHint(names[0])
  return 'A -street.csv file of data.police.uk is needed.'
}

/** Text of a field. */
export function textOf(row: CsvRow, field: number): string {
  return decodeUtf8(row.bytes, row.start[field], row.end[field])
}
