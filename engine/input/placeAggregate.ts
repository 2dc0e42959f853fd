import { EngineError } from '../error.js'
import type { CategoryLabel } from '../inputTables.js'
import { type CrimeBatch, NONE, type RowAccount, type SetAsideReason } from '../types.js'
import { createByteDictionary } from './byteDictionary.js'
import { compareCodePoints } from './codePoints.js'
import { type CsvRow, createCsvReader, decodeUtf8 } from './csv.js'
import { degreesOf } from './degrees.js'
import { categoryIds, createKindFinder, UNKNOWN } from './kindFinder.js'
import { monthNumber, monthText } from './month.js'
import { RANGE } from './placeFields.js'
import { monthOf, type PoliceUkFile } from './policeUk.js'
import { exactly } from './thousands.js'

/** Columns of a place aggregate, in the order they are printed; one row is a place, category and month, and how many rows it stands for. */
export const PLACE_AGGREGATE_COLUMNS = ['lng', 'lat', 'lsoa', 'location', 'category', 'month', 'count'] as const
type Column = (typeof PLACE_AGGREGATE_COLUMNS)[number]
const OPTIONAL: readonly Column[] = ['lsoa', 'location']
const NEEDED = /* @__PURE__ */ PLACE_AGGREGATE_COLUMNS.filter((column) => !OPTIONAL.includes(column))

/** Columns of a cell aggregate. */
export const CELL_AGGREGATE_COLUMNS = ['cell', 'category', 'month', 'count'] as const

/**
 * First field of the rows above the header of an aggregate: `#control,rows=N,located=M`, `#aside,reason,rows` for every reason there is,
 * `#force,name,month,rows` for every force and month, and of a cell aggregate `#check,expected,answered`.
 */
export const CONTROL_ROW = { total: '#control', aside: '#aside', force: '#force', check: '#check' } as const

/** What a query can find wrong with a row, in the order it is looked for. */
export const AGGREGATE_ASIDE = [
  'month-unreadable',
  'kind-unknown',
  'coordinate-unreadable',
  'coordinate-out-of-range',
] as const satisfies readonly SetAsideReason[]

const COUNT = /^[1-9]\d{0,9}$/
const LARGEST_COUNT = 0xffffffff
const BATCH_ROWS = 8192

/** What an aggregate held: ids of rows, and lines of rows set aside, stayed where it was made. */
export interface PlaceAggregateFile extends PoliceUkFile {
  readonly aggregate: true
}

export interface PlaceAggregateReader {
  push(chunk: Uint8Array): void
  end(): PlaceAggregateFile
}

/** Whether the first bytes of a file are those of an aggregate, of places or cells, with its control rows or without. */
export function startsAsAggregate(head: Uint8Array): boolean {
  const text = decodeUtf8(head, 0, Math.min(head.length, 4096)).replace('\ufeff', '').replaceAll('"', '')
  const [fields, below = []] = text.split(/\r\n?|\n/, 2).map((line) => line.toLowerCase().split(','))
  const controls: readonly string[] = Object.values(CONTROL_ROW)
  if (controls.includes(fields[0]) || controls.includes(below[0])) return true
  return isHeader(fields)
}

/** A first line that is none, above control rows, holds names the other engine gave to columns it took for nameless. */
function isHeader(names: readonly string[]): boolean {
  if (names[0] === 'lng' || names[0] === 'cell') return names.includes('count') && names.includes('month')
  return NEEDED.every((column) => names.includes(column))
}

/**
 * A place aggregate, as the query of `hexbeat sql` writes it from police.uk rows in another engine: bytes in, batches of counted places
 * out. It was made by a program, so nothing of it is set aside: a row that cannot be is an error, and so is a total that is not that of
 * the rows. The engine that made it has set aside what `createPoliceUkReader` would have, and says how much.
 *
 * @param categories read as police.uk's label of the row's month, or as our id
 * @param asked      ids to keep, null keeps all; the rows of others are set aside as `kind-not-asked`
 * @throws EngineError 'control-wrong', 'count-invalid', 'file-cut', 'file-empty', 'file-not-csv', 'header-foreign', 'needs-places' (of
 *         cells), 'option-invalid', 'table-invalid', 'value-not-finite', 'value-out-of-range'
 */
export function createPlaceAggregateReader(
  file: string,
  categories: readonly CategoryLabel[],
  asked: readonly string[] | null,
  onBatch: (batch: CrimeBatch) => void,
): PlaceAggregateReader {
  const kinds = createKindFinder(categories, asked)
  const kindIds = categoryIds(categories)
  const lsoaCodes = createByteDictionary()
  const texts = createByteDictionary()
  const count = new Uint32Array(BATCH_ROWS)
  const batch = {
    length: 0,
    lng: new Float64Array(BATCH_ROWS),
    lat: new Float64Array(BATCH_ROWS),
    lsoa: new Uint32Array(BATCH_ROWS),
    text: new Uint32Array(BATCH_ROWS),
    kind: new Uint16Array(BATCH_ROWS),
    month: new Uint16Array(BATCH_ROWS),
    force: null,
    count,
  } satisfies CrimeBatch
  const control = createControl(file)
  const months = new Set<number>()
  /** Of all categories, asked for or not. */
  const rowsOfMonth = new Map<number, number>()
  const total = { rows: 0, located: 0, notAsked: 0, notAskedLocated: 0 }
  let columns: Columns | null = null
  const csv = createCsvReader(file, onRow)

  function onRow(row: CsvRow): void {
    if (row.count === 1 && row.start[0] === row.end[0]) return
    if (columns !== null) readRow(row, columns)
    else if (textOf(row, 0).startsWith('#')) control.read(row)
    else if (row.line > 1 || isHeader(namesOf(row))) {
      control.begun(row)
      columns = findColumns(row, file)
    }
  }

  function readRow(row: CsvRow, at: Columns): void {
    const { bytes, words, start, end } = row
    if (row.count !== at.count) {
      const hint = `The row has ${row.count} of ${at.count} fields.`
      if (!row.closed) throw new EngineError('file-cut', { file, line: row.line, hint: `${hint} Make the aggregate again.` })
      throw new EngineError('table-invalid', { file, line: row.line, hint })
    }
    const rows = countOf(row, at)
    const month = monthOf(bytes, start[at.month], end[at.month])
    if (month < 0) throw refused('table-invalid', row, at, 'month', 'Months are written YYYY-MM.')
    const located = location(row, at)
    total.rows += rows
    rowsOfMonth.set(month, (rowsOfMonth.get(month) ?? 0) + rows)
    if (located) total.located += rows
    const kind = kindOf(row, at, month)
    if (kind < 0) {
      total.notAsked += rows
      if (located) total.notAskedLocated += rows
      return
    }
    months.add(month)
    const r = batch.length++
    batch.lsoa[r] = at.lsoa < 0 || start[at.lsoa] === end[at.lsoa] ? NONE : lsoaCodes.row(words, start[at.lsoa], end[at.lsoa])
    batch.text[r] =
      at.location < 0 || start[at.location] === end[at.location] ? NONE : texts.row(words, start[at.location], end[at.location])
    batch.kind[r] = kind
    batch.month[r] = month
    count[r] = rows
    if (batch.length === BATCH_ROWS) flush()
  }

  function countOf(row: CsvRow, at: Columns): number {
    const text = textOf(row, at.counted)
    const rows = COUNT.test(text) ? Number(text) : 0
    if (rows > 0 && rows <= LARGEST_COUNT) return rows
    throw refused('count-invalid', row, at, 'count', `A whole number from 1 to ${exactly(LARGEST_COUNT)} is needed.`)
  }

  /** Writes the coordinates where the row will stand; @returns whether there are any */
  function location(row: CsvRow, at: Columns): boolean {
    const blank = (field: number) => row.start[field] === row.end[field]
    const r = batch.length
    batch.lng[r] = Number.NaN
    batch.lat[r] = Number.NaN
    if (blank(at.lng) && blank(at.lat)) return false
    for (const column of ['lng', 'lat'] as const) {
      const field = at[column]
      const [least, most] = column === 'lng' ? [RANGE.west, RANGE.east] : [RANGE.south, RANGE.north]
      const value = degreesOf(row.bytes, row.start[field], row.end[field])
      const aside = 'The printed query counts such rows under #aside and leaves them out: was another query used?'
      if (blank(field)) throw refused('table-invalid', row, at, column, `Only one of lng and lat is there. ${aside}`)
      if (Number.isNaN(value)) throw refused('value-not-finite', row, at, column, `Degrees are needed. ${aside}`)
      if (!(value >= least && value <= most))
        throw refused('value-out-of-range', row, at, column, `It lies in ${least} to ${most}. ${aside}`)
      batch[column][r] = value
    }
    return true
  }

  /** Negative where the category was not asked for. */
  function kindOf(row: CsvRow, at: Columns, month: number): number {
    const kind = kinds.find(row.bytes, row.start[at.category], row.end[at.category], month)
    if (kind !== UNKNOWN) return kind
    const id = textOf(row, at.category)
    if (kindIds.includes(id)) return asked === null || asked.includes(id) ? kindIds.indexOf(id) : UNKNOWN
    throw refused('table-invalid', row, at, 'category', "It is none of police.uk's categories. See data/categories.csv.")
  }

  function refused(
    code: 'table-invalid' | 'count-invalid' | 'value-not-finite' | 'value-out-of-range',
    row: CsvRow,
    at: Columns,
    column: Column,
    hint: string,
  ): EngineError {
    return new EngineError(code, {
      file,
      line: row.line,
      column,
      value: textOf(row, column === 'count' ? at.counted : at[column]),
      hint,
    })
  }

  function flush(): void {
    if (batch.length > 0) onBatch(batch)
    batch.length = 0
  }

  return {
    push: csv.push,
    end() {
      csv.end()
      if (columns === null) {
        const hint = 'It has no header and no rows. Was the query run to its end?'
        throw new EngineError('file-empty', { file, hint })
      }
      const account = control.agreed(total.rows, total.located, rowsOfMonth)
      flush()
      if (total.notAsked > 0) account.setAside['kind-not-asked'] = total.notAsked
      account.used -= total.notAsked
      account.located -= total.notAskedLocated
      return {
        aggregate: true,
        rows: account,
        ...control.forces(),
        months: [...months].sort((a, b) => a - b).map(monthText),
        blankIds: 0,
        repeatedIds: 0,
        identicalRows: 0,
        setAside: {},
        repeated: [],
        dictionaries: { lsoaCodes, texts, kindIds, locations: null, force: null },
      }
    },
  }
}

// ---------------------------------------------------------------- control rows

/** The rows above the header, held against what follows. */
function createControl(file: string) {
  const setAside: Partial<Record<SetAsideReason, number>> = {}
  const forceMonths: { force: string; month: string }[] = []
  /** Rows of the forces by month, and the line that first names it; none where the table has no column of forces. */
  const ofForces = new Map<number, { line: number; rows: number }>()
  let total: { line: number; rows: number; located: number } | null = null

  function wrong(line: number, hint: string, value?: string): EngineError {
    return new EngineError('control-wrong', { file, line, ...(value === undefined ? {} : { value }), hint })
  }

  function whole(row: CsvRow, field: number, name = ''): number {
    const text = field < row.count ? textOf(row, field) : ''
    if (text.startsWith(name) && /^\d{1,15}$/.test(text.slice(name.length))) return Number(text.slice(name.length))
    throw wrong(row.line, `${name}N is needed in field ${field + 1}, N a whole number.`, text)
  }

  /** The forces have every row with a month, what is set aside for another reason too. */
  function forcesAgree(said: { line: number; rows: number }, rowsOfMonth: ReadonlyMap<number, number>): void {
    if (ofForces.size === 0) return
    const again = 'Make the aggregate again, whole.'
    for (const [month, rows] of [...rowsOfMonth].sort(([a], [b]) => a - b)) {
      const force = ofForces.get(month)
      if (force !== undefined && force.rows >= rows) continue
      const hint = `The counts of this month add up to ${exactly(rows)}, the rows of its forces to ${exactly(force?.rows ?? 0)}. ${again}`
      throw wrong(force?.line ?? said.line, hint, monthText(month))
    }
    const rows = Array.from(ofForces.values(), (one) => one.rows).reduce((sum, n) => sum + n, 0)
    const noMonth = setAside['month-unreadable'] ?? 0
    if (rows + noMonth === said.rows) return
    const hint = `#control says ${exactly(said.rows)} rows, of which ${exactly(noMonth)} without a month that can be read; those of the forces add up to ${exactly(rows)}. ${again}`
    throw wrong(said.line, hint)
  }

  return {
    read(row: CsvRow): void {
      const word = textOf(row, 0)
      if (word === CONTROL_ROW.total) {
        if (total !== null) throw wrong(row.line, 'It is there twice: give one aggregate a file.', word)
        total = { line: row.line, rows: whole(row, 1, 'rows='), located: whole(row, 2, 'located=') }
      } else if (word === CONTROL_ROW.aside) {
        const written = row.count > 1 ? textOf(row, 1) : ''
        const reason = AGGREGATE_ASIDE.find((one) => one === written)
        if (reason === undefined) throw wrong(row.line, `Known reasons: ${AGGREGATE_ASIDE.join(', ')}.`, written)
        if (setAside[reason] !== undefined) throw wrong(row.line, 'The reason is there twice.', written)
        setAside[reason] = whole(row, 2)
      } else if (word === CONTROL_ROW.force) {
        const written = row.count > 2 ? textOf(row, 2) : ''
        if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(written)) throw wrong(row.line, 'Months are written YYYY-MM.', written)
        const month = monthNumber(written)
        const { line, rows } = ofForces.get(month) ?? { line: row.line, rows: 0 }
        ofForces.set(month, { line, rows: rows + whole(row, 3) })
        forceMonths.push({ force: textOf(row, 1), month: monthText(month) })
      } else if (word !== CONTROL_ROW.check) {
        throw wrong(row.line, `Known: ${Object.values(CONTROL_ROW).join(', ')}.`, word)
      }
    },
    /** At the header: the totals must have come. */
    begun(row: CsvRow): void {
      if (total !== null) return
      const hint =
        'The rows of totals are missing: an aggregate starts with #control,rows=N,located=M, as the query of hexbeat sql prints it. Give the answer whole.'
      throw wrong(row.line, hint, textOf(row, 0))
    },
    /** @param rows what the counts of all rows add up to, those with a location, and those of each month */
    agreed(rows: number, located: number, rowsOfMonth: ReadonlyMap<number, number>): RowAccount {
      if (total === null) throw new Error('the header came before the totals')
      const aside = Object.values(setAside).reduce((sum, n) => sum + n, 0)
      const says = `#control says ${exactly(total.rows)} rows, of which ${exactly(aside)} set aside and ${exactly(total.located)} located`
      if (total.rows !== rows + aside || total.located !== located) {
        const hint = `${says}; the counts add up to ${exactly(rows)}, of which ${exactly(located)} located. Make the aggregate again, whole.`
        throw wrong(total.line, hint)
      }
      forcesAgree(total, rowsOfMonth)
      // in the order of the reasons, whatever that of the file
      const sorted = AGGREGATE_ASIDE.flatMap((reason) => (setAside[reason] ? [[reason, setAside[reason]] as const] : []))
      if (total.rows === 0) throw new EngineError('file-empty', { file, hint: 'It is an aggregate of no rows.' })
      return { read: total.rows, used: rows, located, setAside: Object.fromEntries(sorted) }
    },
    forces() {
      const forces = [...new Set(forceMonths.map(({ force }) => force))].filter((name) => name !== '')
      return { forces: forces.sort(compareCodePoints), forceMonths }
    },
  }
}

// ---------------------------------------------------------------- header

/** Field of each column, -1 where the file has none; `counted` is that of the column `count`. */
interface Columns extends Readonly<Record<Exclude<Column, 'count'>, number>> {
  readonly counted: number
  readonly count: number
}

function namesOf(row: CsvRow): string[] {
  return Array.from({ length: row.count }, (_, i) => textOf(row, i).trim().toLowerCase())
}

function findColumns(row: CsvRow, file: string): Columns {
  const names = namesOf(row)
  const at = (column: Column) => names.indexOf(column)
  const place = { file, line: row.line }
  if (names.includes('cell')) {
    const hint =
      'It counts cells: it has no places for wards, hotspots or densities. Give the place aggregate: hexbeat sql without --cells.'
    throw new EngineError('needs-places', { ...place, column: 'cell', hint })
  }
  const known: readonly string[] = PLACE_AGGREGATE_COLUMNS
  const missing = NEEDED.find((column) => at(column) < 0)
  const wrong = missing ?? names.find((name, i) => !known.includes(name) || names.indexOf(name) !== i)
  if (wrong !== undefined) {
    const what = missing === undefined ? 'is not known, or there twice' : 'is missing'
    const hint = `The column ${what}. An aggregate of places has ${known.join(',')}; ${OPTIONAL.join(' and ')} may be missing.`
    throw new EngineError('header-foreign', { ...place, column: wrong, value: names.join(','), hint })
  }
  return {
    lng: at('lng'),
    lat: at('lat'),
    lsoa: at('lsoa'),
    location: at('location'),
    category: at('category'),
    month: at('month'),
    counted: at('count'),
    count: names.length,
  }
}

function textOf(row: CsvRow, field: number): string {
  return decodeUtf8(row.bytes, row.start[field], row.end[field])
}
