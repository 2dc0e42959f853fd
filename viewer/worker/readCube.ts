import {
  type ByteDictionary,
  type CsvRow,
  categoryOfCode,
  cellFromText,
  createByteDictionary,
  EngineError,
  type ReferenceTables,
  textOfRow,
} from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { codeWords } from '../words.js'
import { rowOfCell } from './cellIds.js'
import { numberOfBytes } from './numberOfBytes.js'
import { readRows, textOf } from './readColumns.js'

const FILE = 'cube.csv'
const HINT = 'Run the analysis again into the same folder.'
const ASB = 'anti-social-behaviour'
const UNLOCATED = 'unlocated'
const [GEOGRAPHY, UNIT, KIND, MONTH, COUNT] = [0, 1, 2, 3, 4]
const COLUMNS = 5

/** Counts of one geography as cube.csv has them, in order of unit; `outside` is one unit more. */
export interface Geography {
  readonly units: number
  readonly unit: Uint32Array
  /** Row of `kinds`. */
  readonly kind: Uint16Array
  /** Row of `months`. */
  readonly month: Uint16Array
  readonly count: Uint32Array
}

export interface CubeTable {
  /** Every month from the first to the last. */
  readonly months: readonly string[]
  readonly present: readonly boolean[]
  readonly kinds: readonly string[]
  /** By kind, row of `categories`. */
  readonly categoryOfKind: Uint16Array
  readonly categories: readonly { readonly id: string; readonly label: string; readonly asb: boolean }[]
  readonly cells: Geography
  /** By id of an area list. */
  readonly lists: Readonly<Record<string, Geography>>
  /** Records without a location, as one unit: in no other geography. */
  readonly unlocated: Geography
}

/** Grows by doubling; one geography while it is read. */
function growing(units: number) {
  let columns = {
    unit: new Uint32Array(1024),
    kind: new Uint16Array(1024),
    month: new Uint16Array(1024),
    count: new Uint32Array(1024),
  }
  let length = 0
  return {
    push(unit: number, kind: number, month: number, count: number) {
      if (length === columns.unit.length) {
        const larger = {
          unit: new Uint32Array(2 * length),
          kind: new Uint16Array(2 * length),
          month: new Uint16Array(2 * length),
          count: new Uint32Array(2 * length),
        }
        larger.unit.set(columns.unit)
        larger.kind.set(columns.kind)
        larger.month.set(columns.month)
        larger.count.set(columns.count)
        columns = larger
      }
      columns.unit[length] = unit
      columns.kind[length] = kind
      columns.month[length] = month
      columns.count[length++] = count
    },
    geography: (): Geography => ({
      units,
      unit: columns.unit.slice(0, length),
      kind: columns.kind.slice(0, length),
      month: columns.month.slice(0, length),
      count: columns.count.slice(0, length),
    }),
  }
}

/**
 * cube.csv as columns. Kinds of a force's own data, which are offence codes, are grouped into police.uk categories: what is published
 * of any place, so that a filter names no offence that may not be named there.
 *
 * @throws EngineError 'results-invalid' (a unit that is in no other file, a month or count that is none)
 */
export function readCube(
  bytes: Uint8Array,
  results: Results,
  tables: ReferenceTables,
  onShare?: (share: number) => void,
): CubeTable {
  const { cells, lists, document } = results
  const fileOf = new Map(document.layers.map((layer) => [layer.kind, layer.file]))
  const rowsOf = new Map(lists.map((list) => [list.id, new Map(list.units.map((unit, row) => [unit.id, row]))]))
  const parts = new Map([
    ['cell', growing(cells.length)],
    [UNLOCATED, growing(1)],
  ])
  for (const [kind, file] of fileOf) parts.set(kind, growing(rowsOf.get(file)?.size ?? 0))
  const kindWords = createByteDictionary()
  const monthWords = createByteDictionary()
  const sameGeography = createRepeat()
  const sameUnit = createRepeat()
  let geographyName = ''
  let part: ReturnType<typeof growing> | undefined
  let unit = -1
  readRows(bytes, FILE, {
    onHeader(names) {
      if (names.length < COLUMNS) throw new EngineError('results-invalid', { file: FILE, line: 1, hint: HINT })
    },
    onRow(row) {
      const refuse = (field: number, column: string) =>
        new EngineError('results-invalid', { file: FILE, line: row.line, column, value: textOf(row, field), hint: HINT })
      const again = sameGeography(row, GEOGRAPHY)
      if (!again) {
        geographyName = textOf(row, GEOGRAPHY)
        part = parts.get(geographyName)
      }
      if (part === undefined) return
      if (!sameUnit(row, UNIT) || !again) {
        unit = unitRow(geographyName, textOf(row, UNIT))
        // an area without a shape has no row in its list
        if (unit < 0 && geographyName === 'cell') throw refuse(UNIT, 'unit')
      }
      const counted = numberOfBytes(row.bytes, row.start[COUNT], row.end[COUNT])
      if (!Number.isInteger(counted) || counted < 0) throw refuse(COUNT, 'count')
      if (unit < 0) return
      const known = monthWords.length
      const month = monthWords.row(row.words, row.start[MONTH], row.end[MONTH])
      if (month === known && !/^\d{4}-\d{2}$/.test(textOf(row, MONTH))) throw refuse(MONTH, 'month')
      part.push(unit, kindWords.row(row.words, row.start[KIND], row.end[KIND]), month, counted)
    },
    onShare,
  })

  function unitRow(geography: string, name: string): number {
    if (geography === UNLOCATED) return 0
    if (geography === 'cell') return name === 'outside' ? cells.length : rowOfCell(cells.high, cells.low, ...cellFromText(name))
    const rows = rowsOf.get(fileOf.get(geography) ?? '')
    return name === 'outside' ? (rows?.size ?? 0) : (rows?.get(name) ?? -1)
  }

  const met = wordsOf(monthWords)
  const months = everyMonth(met)
  const inOrder = Uint16Array.from(met, (month) => months.indexOf(month))
  const geography = (kind: string): Geography => {
    const read = parts.get(kind)?.geography()
    if (read === undefined) return growing(0).geography()
    return { ...read, month: read.month.map((month) => inOrder[month]) }
  }
  const kinds = wordsOf(kindWords)
  const { categoryOfKind, categories } = categoriesOf(kinds, tables)
  return {
    months,
    present: months.map((month) => met.includes(month)),
    kinds,
    categoryOfKind,
    categories,
    cells: geography('cell'),
    lists: Object.fromEntries([...fileOf].filter(([, file]) => rowsOf.has(file)).map(([kind, file]) => [file, geography(kind)])),
    unlocated: geography(UNLOCATED),
  }
}

/** Whether a field is that of the row before: its text need not be made again. */
function createRepeat() {
  let kept = new Uint8Array(64)
  let length = -1
  return ({ bytes, start, end }: CsvRow, field: number): boolean => {
    const from = start[field]
    const size = end[field] - from
    let same = size === length
    for (let at = 0; same && at < size; at++) same = kept[at] === bytes[from + at]
    if (same) return true
    if (size > kept.length) kept = new Uint8Array(size)
    kept.set(bytes.subarray(from, from + size))
    length = size
    return false
  }
}

function wordsOf(dictionary: ByteDictionary): string[] {
  const texts = dictionary.texts()
  return Array.from({ length: texts.length }, (_, row) => textOfRow(texts, row))
}

function categoriesOf(kinds: readonly string[], tables: ReferenceTables) {
  const categoryOf = categoryOfCode(tables)
  const ids = kinds.map((kind) => {
    const [what] = kind.split('+')
    return /^\d/.test(what) ? categoryOf(what) : what
  })
  const label = (id: string) =>
    id === '' ? 'Offences of no category' : (tables.categories.find((row) => row.id === id)?.label ?? codeWords(id))
  const known = [...new Set(ids)]
    .map((id) => ({ id, label: label(id), asb: id === ASB }))
    .toSorted((a, b) => Number(a.asb) - Number(b.asb) || (a.label < b.label ? -1 : 1))
  return { categories: known, categoryOfKind: Uint16Array.from(ids, (id) => known.findIndex((one) => one.id === id)) }
}

/** From the first to the last, those in between that are missing too. */
function everyMonth(present: readonly string[]): string[] {
  if (present.length === 0) return []
  const numbers = present.map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1)
  const first = Math.min(...numbers)
  return Array.from({ length: Math.max(...numbers) - first + 1 }, (_, k) => {
    const month = first + k
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
