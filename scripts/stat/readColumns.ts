import {
  cellFromText,
  cellResolution,
  EngineError,
  type ErrorCode,
  isCell,
  readTextTable,
  type TextTable,
} from '../../engine/index.js'
import { readWhole } from '../node/files.js'
import { decimal } from './statistic.js'

/** Our own cells.csv ends with a row of what lies in no cell. */
const OUTSIDE = 'outside'
/** What R, Python and spreadsheets write for a step that was not measured. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'nan'])

/** A CSV with at least one row, in the order of the file; `.gz` too. @throws EngineError 'file-empty' and those of reading */
export async function readTable(path: string): Promise<TextTable> {
  const { name, bytes } = await readWhole(path)
  const table = readTextTable(bytes, name)
  if (table.rows.length === 0) throw nothingUnder(name)
  return table
}

function nothingUnder(file: string): EngineError {
  return new EngineError('file-empty', { file, hint: 'There is a header, but nothing under it.' })
}

/** A table of points, its rows sorted by all their fields. @throws EngineError as `readTable` */
export async function readPoints(path: string): Promise<TextTable> {
  return sorted(await readTable(path), () => '').table
}

interface Sorted {
  /** Rows in an order that no shuffling of the file changes, so that sums come out the same to the last bit. */
  readonly table: TextTable
  /** Row of `table` for each row of the file. */
  readonly order: Uint32Array
}

/** By the key, then by all fields in their order. */
function sorted(table: TextTable, keyOf: (fields: readonly string[]) => string): Sorted {
  const key = table.rows.map(keyOf)
  const rank = Uint32Array.from(key.keys()).sort((a, b) => compare(key[a], key[b]) || compareFields(table.rows[a], table.rows[b]))
  const order = new Uint32Array(rank.length)
  rank.forEach((row, at) => {
    order[row] = at
  })
  return { table: pick(table, Array.from(rank)), order }
}

function compareFields(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((field, column) => field !== b[column])
  return at < 0 ? 0 : compare(a[at], b[at])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function pick(table: TextTable, rows: readonly number[]): TextTable {
  return { ...table, rows: rows.map((row) => table.rows[row]), line: rows.map((row) => table.line[row]) }
}

/** Rows worked out of a sorted table, as the file has them. */
export function inFileOrder<T>({ order }: { readonly order: Uint32Array }, rows: readonly T[]): T[] {
  return Array.from(order, (at) => rows[at])
}

/** The row that comes first in the file of those that are so; -1 for none. */
export function firstInFile({ line }: TextTable, isSo: (row: number) => boolean): number {
  return line.reduce((first, at, row) => (isSo(row) && (first < 0 || at < line[first]) ? row : first), -1)
}

/** @throws EngineError 'column-missing', 'table-invalid' (the name is there twice) */
export function columnOf({ file, header }: TextTable, name: string): number {
  const column = header.indexOf(name)
  if (column < 0)
    throw new EngineError('column-missing', { file, line: 1, column: name, hint: `The columns are ${header.join(', ')}.` })
  if (header.includes(name, column + 1))
    throw new EngineError('table-invalid', { file, line: 1, column: name, hint: 'Two columns have this name: rename one.' })
  return column
}

interface Refusal {
  readonly code: ErrorCode
  readonly hint: string
}

const ROUNDED: Refusal = {
  code: 'value-out-of-range',
  hint: 'Whole numbers above 9007199254740991 (2^53 - 1) cannot be told apart: give a larger unit.',
}

/** Fourth powers and their sums still fit in a double. */
const LARGEST = 1e60

const NO_NUMBER: Refusal = {
  code: 'value-not-finite',
  hint: 'Every row needs a number: 0 where nothing happened; leave out rows that are unknown.',
}
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/
const DECIMAL_COMMA = /^[+-]?\d*,\d+$/

/** What is wrong with a text that is no number. */
function refusalOf(text: string): Refusal {
  const written = text.trim()
  if (THOUSANDS.test(written))
    return { ...NO_NUMBER, hint: `Thousands separators are not read: write ${written.replaceAll(',', '')}.` }
  if (DECIMAL_COMMA.test(written)) return { ...NO_NUMBER, hint: `Give a decimal point: ${written.replace(',', '.')}.` }
  return NO_NUMBER
}

/** The number of a field, or why it has none. */
function numberOf(text: string): number | Refusal {
  const value = decimal(text)
  if (!Number.isFinite(value)) return refusalOf(text)
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER && !/e/i.test(text)) return ROUNDED
  return Math.abs(value) > LARGEST
    ? { code: 'value-out-of-range', hint: 'Its powers are too large for a number to hold: give a larger unit.' }
    : value
}

function amountOf(text: string): number | Refusal {
  const value = numberOf(text)
  return typeof value === 'number' && value < 0 ? { code: 'value-out-of-range', hint: 'Give a number from 0 up.' } : value
}

function countOf(text: string): number | Refusal {
  const value = numberOf(text)
  if (typeof value !== 'number') return value
  if (value > Number.MAX_SAFE_INTEGER) return ROUNDED
  return value >= 0 && Number.isInteger(value)
    ? value
    : { code: 'count-invalid', hint: 'Give a whole number from 0 up: events are counted here, not harm or rates.' }
}

/** @returns how a field is read in which nothing may have been measured: NaN then */
function orNotMeasured(of: (text: string) => number | Refusal): (text: string) => number | Refusal {
  return (text) => {
    if (NOT_MEASURED.has(text.trim())) return Number.NaN
    const value = of(text)
    return value === NO_NUMBER ? { ...value, hint: 'Give a number, or leave the field empty where nothing was measured.' } : value
  }
}

/** Some columns as numbers, row by row. @throws EngineError for the first field in the file that has none */
function fieldsOf(table: TextTable, columns: readonly number[], of: (text: string) => number | Refusal): Float64Array {
  const values = new Float64Array(table.rows.length * columns.length)
  let first: { readonly row: number; readonly column: number; readonly refusal: Refusal } | null = null
  for (let row = 0; row < table.rows.length; row++) {
    if (first !== null && table.line[row] > table.line[first.row]) continue
    for (let at = 0; at < columns.length; at++) {
      const value = of(table.rows[row][columns[at]])
      if (typeof value === 'number') {
        values[row * columns.length + at] = value
        continue
      }
      first = { row, column: columns[at], refusal: value }
      break
    }
  }
  if (first === null) return values
  const { row, column, refusal } = first
  throw new EngineError(refusal.code, {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: table.rows[row][column],
    hint: refusal.hint,
  })
}

/** One column as numbers. @throws EngineError 'column-missing', 'value-not-finite', 'value-out-of-range' (rounded), naming the line */
export function numbersOf(table: TextTable, name: string): Float64Array {
  return fieldsOf(table, [columnOf(table, name)], numberOf)
}

/** Numbers from 0 up. @throws EngineError as `numbersOf`, 'value-out-of-range' */
export function amountsOf(table: TextTable, name: string): Float64Array {
  return fieldsOf(table, [columnOf(table, name)], amountOf)
}

/** Whole numbers from 0 up. @throws EngineError as `numbersOf`, 'count-invalid' */
function countsOf(table: TextTable, name: string): Float64Array {
  return fieldsOf(table, [columnOf(table, name)], countOf)
}

/** Random maps of more events would take hours. */
const MOST_EVENTS = 1e9

/** Whole numbers that are few enough to be dealt out at random. @throws EngineError as `countsOf`, 'value-out-of-range' */
export function eventsOf(table: TextTable, name: string): Float64Array {
  const counts = countsOf(table, name)
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= MOST_EVENTS) return counts
  throw new EngineError('value-out-of-range', {
    file: table.file,
    column: name,
    value: String(total),
    hint: `It adds up to more than ${MOST_EVENTS} events, too many for random maps: give a larger unit.`,
  })
}

/** Numbers; empty, NA and NaN are NaN. @throws EngineError as `numbersOf` */
export function measuredOf(table: TextTable, name: string): Float64Array {
  return fieldsOf(table, [columnOf(table, name)], orNotMeasured(numberOf))
}

/** Without the row `outside`, if the table ends with one. */
function insideRows(table: TextTable, column: number): TextTable {
  const kept = [...table.rows.keys()].filter((row) => table.rows[row][column] !== OUTSIDE)
  if (kept.length === 0) throw nothingUnder(table.file)
  return pick(table, kept)
}

export interface IdTable extends Sorted {
  /** As the file writes it. */
  readonly id: readonly string[]
}

export interface CellTable extends IdTable {
  readonly cells: { readonly length: number; readonly cellHigh: Uint32Array; readonly cellLow: Uint32Array }
}

/** A table of H3 cells, by its column `cell` or `h3`. @throws EngineError 'column-missing' and those of `cellsIn` */
export function cellsOf(read: TextTable): CellTable {
  return cellsIn(read, columnOf(read, !read.header.includes('cell') && read.header.includes('h3') ? 'h3' : 'cell'))
}

/**
 * A table of H3 cells sorted by their ids; a last row `outside` is left out.
 *
 * @throws EngineError 'cell-invalid', 'cell-repeated', 'cell-resolution-mixed', 'file-empty'
 */
export function cellsIn(read: TextTable, column: number): CellTable {
  const inside = insideRows(read, column)
  checkCells(inside, column)
  const { table, order } = sorted(inside, (fields) => fields[column].toLowerCase())
  const id = table.rows.map((fields) => fields[column])
  const cellHigh = new Uint32Array(id.length)
  const cellLow = new Uint32Array(id.length)
  id.forEach((text, row) => {
    const [high, low] = cellFromText(text)
    cellHigh[row] = high
    cellLow[row] = low
  })
  return { table, order, id, cells: { length: id.length, cellHigh, cellLow } }
}

/** In the order of the file, so that the first fault is the one named. */
function checkCells({ file, header, rows, line }: TextTable, column: number): void {
  const lineOf = new Map<string, number>()
  let resolution: number | null = null
  rows.forEach((fields, row) => {
    const text = fields[column]
    const place = { file, line: line[row], column: header[column], value: text }
    if (!isCell(text))
      throw new EngineError('cell-invalid', { ...place, hint: 'A cell id is 15 hexadecimal digits such as 89195d2a8cbffff.' })
    const own = cellResolution(cellFromText(text)[0])
    resolution ??= own
    if (own !== resolution) {
      const hint = `It is of resolution ${own}, the cells above of ${resolution}. Use one file for each.`
      throw new EngineError('cell-resolution-mixed', { ...place, hint })
    }
    const before = lineOf.get(text.toLowerCase())
    if (before !== undefined)
      throw new EngineError('cell-repeated', { ...place, hint: `It is in line ${before} already. Add the two up first.` })
    lineOf.set(text.toLowerCase(), line[row])
  })
}

/** A table by the ids in its first column, sorted by them; a last row `outside` is left out. @throws EngineError 'file-empty' */
export function idsOf(read: TextTable): IdTable {
  const { table, order } = sorted(insideRows(read, 0), (fields) => fields[0])
  return { table, order, id: table.rows.map((fields) => fields[0]) }
}

/** The same of units, none of them twice. @throws EngineError 'file-empty', 'table-invalid' */
export function unitsOf(read: TextTable): IdTable {
  const { file, header, rows, line } = insideRows(read, 0)
  const lineOf = new Map<string, number>()
  rows.forEach(([id], row) => {
    const before = lineOf.get(id)
    if (before !== undefined) {
      const place = { file, line: line[row], column: header[0], value: id }
      throw new EngineError('table-invalid', { ...place, hint: `This id is in line ${before} already: one row for each.` })
    }
    lineOf.set(id, line[row])
  })
  return idsOf(read)
}

export interface SeriesTable extends IdTable {
  readonly steps: number
  /** Header of each step. */
  readonly stepNames: readonly string[]
  /** One series after the other; NaN: not measured. */
  readonly values: Float64Array
  readonly notMeasured: number
}

const STEP_VALUES = { measured: orNotMeasured(numberOf), counts: orNotMeasured(countOf), complete: numberOf } as const

/**
 * The steps of a table of series by the ids in its first column: one column each.
 *
 * @param are what the fields may be: numbers or not measured, counts or not measured, numbers
 * @throws    EngineError 'column-missing' (no step), 'table-invalid' (two steps of one name), those of `numbersOf`
 */
export function seriesOf<T extends IdTable>(units: T, are: keyof typeof STEP_VALUES): T & SeriesTable {
  const { table, id } = units
  const { file, header } = table
  const stepNames = header.slice(1)
  if (stepNames.length === 0)
    throw new EngineError('column-missing', {
      file,
      line: 1,
      hint: 'The first column is the id; one column a step comes after it.',
    })
  const twice = stepNames.find((name, at) => stepNames.indexOf(name) < at)
  if (twice !== undefined)
    throw new EngineError('table-invalid', { file, line: 1, column: twice, hint: 'Two steps have this name: rename one.' })
  const columns = stepNames.map((_, step) => step + 1)
  const values = fieldsOf(table, columns, STEP_VALUES[are])
  const notMeasured = values.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0)
  return { ...units, table, id, steps: stepNames.length, stepNames, values, notMeasured }
}
