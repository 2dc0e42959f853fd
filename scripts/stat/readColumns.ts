import { cellFromText, cellResolution, EngineError, isCell, readTextTable, type TextTable } from '../../engine/index.js'
import { readWhole } from '../node/files.js'
import { decimal } from './statistic.js'

/** Our own cells.csv ends with a row of what lies in no cell. */
const OUTSIDE = 'outside'
/** What R, Python and spreadsheets write for a step that was not measured. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'nan'])

/** A CSV with at least one row; `.gz` too. @throws EngineError 'file-empty' and those of reading */
export async function readTable(path: string): Promise<TextTable> {
  const { name, bytes } = await readWhole(path)
  const table = readTextTable(bytes, name)
  if (table.rows.length === 0) throw nothingUnder(name)
  return table
}

function nothingUnder(file: string): EngineError {
  return new EngineError('file-empty', { file, hint: 'There is a header, but nothing under it.' })
}

/** @throws EngineError 'column-missing' */
export function columnOf({ file, header }: TextTable, name: string): number {
  const column = header.indexOf(name)
  if (column < 0)
    throw new EngineError('column-missing', { file, line: 1, column: name, hint: `The columns are ${header.join(', ')}.` })
  return column
}

/** One column as numbers. @throws EngineError 'column-missing', 'value-not-finite' naming the line */
export function numbersOf(table: TextTable, name: string): Float64Array {
  const column = columnOf(table, name)
  return Float64Array.from(table.rows, (fields, row) => {
    const value = decimal(fields[column])
    if (Number.isFinite(value)) return value
    throw new EngineError('value-not-finite', {
      file: table.file,
      line: table.line[row],
      column: name,
      value: fields[column],
      hint: 'Every row needs a number: 0 where nothing happened; leave out rows that are unknown.',
    })
  })
}

/** A column of numbers in which empty, NA and NaN are NaN. @throws EngineError 'column-missing', 'value-not-finite' */
export function measuredOf(table: TextTable, name: string): Float64Array {
  const column = columnOf(table, name)
  return Float64Array.from(table.rows, (fields, row) => measured(table, row, column, fields[column]))
}

function measured({ file, line, header }: TextTable, row: number, column: number, text: string): number {
  if (NOT_MEASURED.has(text)) return Number.NaN
  const value = decimal(text)
  if (Number.isFinite(value)) return value
  throw new EngineError('value-not-finite', {
    file,
    line: line[row],
    column: header[column],
    value: text,
    hint: 'Give a number, or leave the field empty where nothing was measured.',
  })
}

/** Without the row `outside`, if the table ends with one. */
function insideRows(table: TextTable, column: number): TextTable {
  const kept = table.rows.map((_, row) => row).filter((row) => table.rows[row][column] !== OUTSIDE)
  if (kept.length === 0) throw nothingUnder(table.file)
  return { ...table, rows: kept.map((row) => table.rows[row]), line: kept.map((row) => table.line[row]) }
}

export interface CellTable {
  readonly table: TextTable
  /** The id as the file writes it. */
  readonly id: readonly string[]
  readonly cells: { readonly length: number; readonly cellHigh: Uint32Array; readonly cellLow: Uint32Array }
}

/**
 * A table of H3 cells in the order of the file, by its column `cell` or `h3`; a last row `outside` is left out.
 *
 * @throws EngineError 'column-missing', 'cell-invalid', 'cell-repeated', 'cell-resolution-mixed', 'file-empty'
 */
export function cellsOf(read: TextTable): CellTable {
  const column = columnOf(read, !read.header.includes('cell') && read.header.includes('h3') ? 'h3' : 'cell')
  const table = insideRows(read, column)
  const id = table.rows.map((fields) => fields[column])
  const cellHigh = new Uint32Array(id.length)
  const cellLow = new Uint32Array(id.length)
  const lineOf = new Map<string, number>()
  id.forEach((text, row) => {
    const place = { file: table.file, line: table.line[row], column: table.header[column], value: text }
    if (!isCell(text))
      throw new EngineError('cell-invalid', { ...place, hint: 'A cell id is 15 hexadecimal digits such as 89195d2a8cbffff.' })
    const [high, low] = cellFromText(text)
    if (row > 0 && cellResolution(high) !== cellResolution(cellHigh[0])) {
      const hint = `It is of resolution ${cellResolution(high)}, the cells above of ${cellResolution(cellHigh[0])}. Use one file for each.`
      throw new EngineError('cell-resolution-mixed', { ...place, hint })
    }
    const before = lineOf.get(text.toLowerCase())
    if (before !== undefined)
      throw new EngineError('cell-repeated', { ...place, hint: `It is in line ${before} already. Add the two up first.` })
    lineOf.set(text.toLowerCase(), table.line[row])
    cellHigh[row] = high
    cellLow[row] = low
  })
  return { table, id, cells: { length: id.length, cellHigh, cellLow } }
}

export interface IdTable {
  readonly table: TextTable
  readonly id: readonly string[]
}

/** A table of units by the id in its first column; a last row `outside` is left out. @throws EngineError 'file-empty' */
export function idsOf(read: TextTable): IdTable {
  const table = insideRows(read, 0)
  return { table, id: table.rows.map((fields) => fields[0]) }
}

export interface SeriesTable extends IdTable {
  readonly steps: number
  /** Header of each step. */
  readonly stepNames: readonly string[]
  /** One series after the other; NaN: not measured. */
  readonly values: Float64Array
  readonly notMeasured: number
}

/** Ids first, then one column a step. @throws EngineError 'column-missing' (no step), 'value-not-finite', 'file-empty' */
export function seriesOf(read: TextTable): SeriesTable {
  const { table, id } = idsOf(read)
  const stepNames = table.header.slice(1)
  if (stepNames.length === 0)
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      hint: 'The first column is the id; one column a step comes after it.',
    })
  const steps = stepNames.length
  const values = new Float64Array(id.length * steps)
  let notMeasured = 0
  table.rows.forEach((fields, row) => {
    for (let step = 0; step < steps; step++) {
      const value = measured(table, row, step + 1, fields[step + 1])
      values[row * steps + step] = value
      if (Number.isNaN(value)) notMeasured++
    }
  })
  return { table, id, steps, stepNames, values, notMeasured }
}
