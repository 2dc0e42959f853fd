import { EngineError } from '../error.js'
import type { PopulationTable, TextTable } from '../inputTables.js'
import { plainHeader, tableNumber, uniqueCodes } from './areaCode.js'

const CODE = /^(lsoa|oa|msoa|wd|ward|beat|area|geography|geo)? ?(\d\d)? ?(code|cd)( \(20\d\d\))?$/
const WORKING_AGE =
  /^(aged|age|people aged|population aged|working age)?:? ?16 ?(-|–|to) ?64$|^aged 16 64$|^working age( population)?$/
const FIRST_AGE = 16
const LAST_AGE = 64

/**
 * Residents of working age, 16 to 64, by area code: from a population file that has a column of them (`aged_16_64`) or one column a
 * year of age (`16` .. `64`). Null where it has neither. An empty field is unknown (NaN).
 *
 * @throws EngineError 'column-missing' without a code column; 'table-invalid' for a repeated code or what is no number
 */
export function readWorkingAge(table: TextTable): PopulationTable | null {
  const headers = table.header.map(plainHeader)
  const one = headers.findIndex((header) => WORKING_AGE.test(header))
  const years = Array.from({ length: LAST_AGE - FIRST_AGE + 1 }, (_, year) => headers.indexOf(String(FIRST_AGE + year)))
  const columns = one !== -1 ? [one] : years.includes(-1) ? [] : years
  if (columns.length === 0) return null
  const codeAt = headers.findIndex((header) => CODE.test(header))
  if (codeAt === -1) {
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: 'lsoa21_code',
      hint: `The file has: ${table.header.join(', ')}.`,
    })
  }
  const code = uniqueCodes(table, codeAt)
  const people = code.map((_, row) => columns.reduce((sum, column) => sum + tableNumber(table, row, column), 0))
  const order = code.map((_, row) => row).sort((a, b) => (code[a] < code[b] ? -1 : 1))
  return { code: order.map((row) => code[row]), residents: Float64Array.from(order, (row) => people[row]), file: table.file }
}
