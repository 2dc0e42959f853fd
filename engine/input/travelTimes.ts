import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainHeader, tableNumber } from './areaCode.js'

/** A table of travel times, one row a journey. */
export interface TravelRows {
  readonly file: string
  /** Physical line of each row. */
  readonly line: readonly number[]
  /** Code of the site and of the place. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly minutes: Float64Array
}

const HEADERS = {
  site: /^(site|hub|station|from)( (code|id))?$/,
  area: /^(area|to|lsoa|lsoa ?\d\d ?(cd|code)|lsoa code|cell)$/,
  minutes: /^(minutes|mins?|travel minutes|time minutes)$/,
} as const

/**
 * Travel times by road from every site to every area: `site, area, minutes`. That each journey is there once is judged by those who
 * know the sites and areas (`givenTravel`).
 *
 * @throws EngineError 'column-missing'; 'table-invalid' for a time that is no number
 */
export function readTravelTimes(table: TextTable): TravelRows {
  const headers = table.header.map(plainHeader)
  const columnOf = (field: keyof typeof HEADERS) => {
    const column = headers.findIndex((header) => HEADERS[field].test(header))
    if (column >= 0) return column
    const hint = `Travel times need site, area and minutes. The file has: ${table.header.join(', ')}.`
    throw new EngineError('column-missing', { file: table.file, line: 1, column: field, hint })
  }
  const [site, area, minutes] = [columnOf('site'), columnOf('area'), columnOf('minutes')]
  return {
    file: table.file,
    line: table.line,
    from: table.rows.map((row) => row[site].trim()),
    to: table.rows.map((row) => row[area].trim()),
    minutes: Float64Array.from(table.rows, (_, row) => tableNumber(table, row, minutes)),
  }
}
