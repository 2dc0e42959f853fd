import { EngineError, type TextTable } from '../../engine/index.js'
import { namedColumn } from './namedColumn.js'

const LAYOUT = 'table of workday people is code,workday'

/**
 * People there in the working day by area of a layer, from a table `code,workday`; an empty field and a code the table lacks are
 * unknown (NaN).
 *
 * @param codes of the layer, in its order
 * @throws EngineError 'column-missing'; 'table-invalid' for a code of no area, given twice, or a number that is not above 0
 */
export function workdayOf(table: TextTable, codes: readonly string[]): Float64Array {
  const codeColumn = namedColumn(table, 'code', LAYOUT)
  const peopleColumn = namedColumn(table, 'workday', LAYOUT)
  const people = new Float64Array(codes.length).fill(Number.NaN)
  const met = new Set<string>()
  table.rows.forEach((row, r) => {
    const code = row[codeColumn].trim()
    const refuse = (column: string, value: string, hint: string) =>
      new EngineError('table-invalid', { file: table.file, line: table.line[r], column, value, hint })
    const at = codes.indexOf(code)
    if (at < 0) throw refuse('code', code, `No town centre has this code. They begin with: ${codes.slice(0, 3).join(', ')}.`)
    if (met.has(code)) throw refuse('code', code, 'This town centre is in the table twice.')
    met.add(code)
    const written = row[peopleColumn].trim()
    if (written === '') return
    const count = /^\d{1,3}(,\d{3})+$|^\d+(\.\d+)?$/.test(written) ? Number(written.replaceAll(',', '')) : Number.NaN
    if (!(count > 0))
      throw refuse('workday', written, 'Write the number of people there in the working day, above 0; leave it empty if unknown.')
    people[at] = count
  })
  return people
}
