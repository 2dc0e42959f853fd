import { EngineError } from '../error.js'
import type { PopulationTable, TextTable } from '../inputTables.js'
import { plainHeader, tableNumber, uniqueCodes } from './areaCode.js'

/** Headers of an area code, best first: `LSOA21CD`, `lsoa11_code`, `LSOA code (2021)`, `WD22CD`, `code`. */
const CODE = [
  /^lsoa ?(\d\d)? ?(code|cd)( \(20\d\d\))?$/,
  /^(oa|msoa|wd|ward|beat|area|geography|geo)? ?(\d\d)? ?(code|cd)( \(20\d\d\))?$/,
]

/** Headers of the number of people, best first. */
const PEOPLE = [
  /^total population/,
  /^(all )?(usual )?residents/,
  /^population(?! density)/,
  /^all (ages|people|persons)/,
  /^total( people| persons)?$/,
]

/**
 * Residents by area code (LSOAs usually). The code column and the column of all people are found by their headers; other columns,
 * single years of age among them, are not read. An empty field is unknown (NaN), never 0.
 *
 * @throws EngineError 'column-missing'; 'table-invalid' for a repeated code, a negative number or what is no number
 */
export function readPopulation(table: TextTable): PopulationTable {
  const headers = table.header.map(plainHeader)
  const codeColumn = CODE.map((pattern) => headers.findIndex((header) => pattern.test(header))).find((column) => column !== -1)
  const peopleColumn = PEOPLE.map((pattern) => headers.findIndex((header) => pattern.test(header))).find(
    (column) => column !== -1,
  )
  if (codeColumn === undefined || peopleColumn === undefined) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: codeColumn === undefined ? 'lsoa21_code' : 'total_population',
      hint: `The file has: ${table.header.join(', ')}.`,
    })
  }
  const code = uniqueCodes(table, codeColumn)
  const people = code.map((_, row) => {
    const count = tableNumber(table, row, peopleColumn)
    if (!(count < 0)) return count
    const place = {
      file: table.file,
      line: table.line[row],
      column: table.header[peopleColumn],
      value: table.rows[row][peopleColumn],
    }
    throw new EngineError('table-invalid', { ...place, hint: 'A number of people cannot be negative.' })
  })
  const order = code.map((_, row) => row).sort((a, b) => (code[a] < code[b] ? -1 : 1))
  return { code: order.map((row) => code[row]), residents: Float64Array.from(order, (row) => people[row]), file: table.file }
}
