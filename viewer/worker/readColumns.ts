import { type CsvRow, createByteDictionary, createCsvReader, decodeUtf8, EngineError, textOfRow } from '../../engine/index.js'
import type { TextColumn } from '../load/results.js'
import { numberOfBytes } from './numberOfBytes.js'

/** How much of a file is read between two words of how far it is. */
const PIECE_BYTES = 4 << 20

/** A CSV file by column; a column the file lacks is undefined, an empty number is NaN. */
export interface Columns {
  readonly length: number
  readonly names: readonly string[]
  readonly numbers: Readonly<Record<string, Float64Array>>
  readonly texts: Readonly<Record<string, TextColumn>>
}

/** How a large table is read: its header once, then every row; the row and its bytes are valid only inside the call. */
export interface RowReader {
  readonly onHeader: (names: readonly string[]) => void
  readonly onRow: (row: CsvRow) => void
  /** Share of the file that has been read. */
  readonly onShare?: ((share: number) => void) | undefined
}

/**
 * A CSV file of any size, row by row, as bytes: millions of fields must not become strings. Blank lines are left out.
 *
 * @throws EngineError those of `readTextTable`
 */
export function readRows(bytes: Uint8Array, file: string, { onHeader, onRow, onShare }: RowReader): void {
  let width = 0
  const reader = createCsvReader(file, (row) => {
    if (row.count === 1 && row.start[0] === row.end[0]) return
    if (width === 0) {
      width = row.count
      onHeader(Array.from({ length: width }, (_, field) => textOf(row, field)))
    } else if (row.count === width) onRow(row)
    else if (row.count < width && !row.closed)
      throw new EngineError('file-cut', { file, line: row.line, hint: `The last row has ${row.count} of ${width} fields.` })
    else
      throw new EngineError('table-invalid', {
        file,
        line: row.line,
        hint: `The row has ${row.count} fields, the header ${width}. Is a comma in a text without quotes round it?`,
      })
  })
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const to = Math.min(bytes.length, from + PIECE_BYTES)
    reader.push(bytes.subarray(from, to))
    onShare?.(to / bytes.length)
  }
  reader.end()
  if (width === 0) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
}

/** One field of a row as text. */
export const textOf = (row: CsvRow, field: number): string => decodeUtf8(row.bytes, row.start[field], row.end[field])

/** Grows by doubling. */
function numberColumn() {
  let values = new Float64Array(1024)
  let length = 0
  return {
    push(value: number) {
      if (length === values.length) {
        const larger = new Float64Array(2 * length)
        larger.set(values)
        values = larger
      }
      values[length++] = value
    },
    values: () => values.slice(0, length),
  }
}

/** Rows of a dictionary that grows as words are met. */
function textColumn() {
  const words = createByteDictionary()
  let rows = new Uint32Array(1024)
  let length = 0
  return {
    push(bytes: DataView, start: number, end: number) {
      if (length === rows.length) {
        const larger = new Uint32Array(2 * length)
        larger.set(rows)
        rows = larger
      }
      rows[length++] = words.row(bytes, start, end)
    },
    column(): TextColumn {
      const texts = words.texts()
      return { words: Array.from({ length: texts.length }, (_, row) => textOfRow(texts, row)), row: rows.slice(0, length) }
    },
  }
}

type Growing =
  | { readonly kind: 'number'; readonly kept: ReturnType<typeof numberColumn> }
  | { readonly kind: 'text'; readonly kept: ReturnType<typeof textColumn> }
  | { readonly kind: 'none' }

/** How a column is kept: as numbers unless it holds something else, as text, or not at all. */
export type ColumnKind = 'number' | 'text' | 'none'

/**
 * A results table as columns. A column taken for numbers that meets text becomes text: later versions add columns.
 *
 * @param onRow   sees every row before it is kept
 * @param onShare share of the file read
 * @throws EngineError those of `readRows`
 */
export function readColumns(
  bytes: Uint8Array,
  file: string,
  kindOf: (name: string) => ColumnKind,
  onRow: (row: CsvRow) => void = () => undefined,
  onShare?: (share: number) => void,
): Columns {
  let names: readonly string[] = []
  let length = 0
  let columns: Growing[] = []
  readRows(bytes, file, {
    onHeader(header) {
      names = header
      columns = header.map((name) => growing(kindOf(name)))
    },
    onRow(row) {
      onRow(row)
      for (let field = 0; field < columns.length; field++) {
        const column = columns[field]
        if (column.kind === 'text') column.kept.push(row.words, row.start[field], row.end[field])
        else if (column.kind === 'number') {
          const value = numberOfBytes(row.bytes, row.start[field], row.end[field])
          if (Number.isNaN(value) && row.end[field] > row.start[field]) columns[field] = asText(column.kept.values(), row, field)
          else column.kept.push(value)
        }
      }
      length++
    },
    onShare,
  })
  const numbers: Record<string, Float64Array> = {}
  const texts: Record<string, TextColumn> = {}
  columns.forEach((column, field) => {
    if (column.kind === 'number') numbers[names[field]] = column.kept.values()
    else if (column.kind === 'text') texts[names[field]] = column.kept.column()
  })
  return { length, names, numbers, texts }
}

function growing(kind: ColumnKind): Growing {
  if (kind === 'none') return { kind }
  return kind === 'number' ? { kind, kept: numberColumn() } : { kind, kept: textColumn() }
}

/** A column of numbers so far, and the field that is none. */
function asText(before: Float64Array, row: CsvRow, field: number): Growing {
  const kept = textColumn()
  const encoder = new TextEncoder()
  for (const value of before) {
    const written = encoder.encode(Number.isNaN(value) ? '' : String(value))
    kept.push(new DataView(written.buffer, written.byteOffset, written.length), 0, written.length)
  }
  kept.push(row.words, row.start[field], row.end[field])
  return { kind: 'text', kept }
}
