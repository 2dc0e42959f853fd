import { cellFromText, cellResolution, EngineError } from '../../engine/index.js'
import type { Cells, TextColumn } from '../load/results.js'
import { type Columns, readColumns, textOf } from './readColumns.js'

const FILE = 'cells.csv'
const HINT = 'Run the analysis again into the same folder.'

/** Columns the page itself holds; the rest of a cell is asked for. */
const SHOWN = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'volume_per_km2', 'gistar_class', 'months_active'] as const
const PLACES = ['ward_of_centre', 'beat_of_centre', 'near'] as const

/** cells.csv as columns. The row `outside` is last in every column and is no cell. */
export interface CellTable {
  readonly cells: Cells
  readonly columns: Columns
  /** Whether the last row of `columns` is `outside`. */
  readonly outside: boolean
}

/** @throws EngineError 'results-invalid' (a column missing, no cell, ids that do not ascend or are none), those of the CSV reader */
export function readCells(bytes: Uint8Array, onShare?: (share: number) => void): CellTable {
  const high: number[] = []
  const low: number[] = []
  let outside = false
  const columns = readColumns(
    bytes,
    FILE,
    (name) => (name === 'cell' ? 'none' : name === 'near' || name.endsWith('_of_centre') ? 'text' : 'number'),
    (row) => {
      const id = textOf(row, 0)
      if (id === 'outside') outside = true
      else {
        const [h, l] = cellFromText(id)
        const before = high.length - 1
        if (
          h === 0 ||
          (before >= 0 && cellResolution(h) !== cellResolution(high[0])) ||
          (before >= 0 && (h - high[before] || l - low[before]) <= 0)
        )
          throw new EngineError('results-invalid', {
            file: FILE,
            line: row.line,
            column: 'cell',
            value: id,
            hint: `Cells are of one resolution and stand in the order of their ids, each once. ${HINT}`,
          })
        high.push(h)
        low.push(l)
      }
    },
    onShare,
  )
  const length = high.length
  for (const needed of ['cell', 'lng', 'lat'])
    if (!columns.names.includes(needed) || length === 0)
      throw new EngineError('results-invalid', { file: FILE, column: needed, hint: HINT })
  const shown = (name: string) => columns.numbers[name]?.slice(0, length)
  const word = (name: string): TextColumn => ({ ...columns.texts[name], row: columns.texts[name].row.slice(0, length) })
  return {
    columns,
    outside,
    cells: {
      length,
      resolution: cellResolution(high[0]),
      high: Uint32Array.from(high),
      low: Uint32Array.from(low),
      lng: shown('lng'),
      lat: shown('lat'),
      numbers: Object.fromEntries(SHOWN.filter((name) => columns.numbers[name]).map((name) => [name, shown(name)])),
      texts: Object.fromEntries(PLACES.filter((name) => columns.texts[name]).map((name) => [name, word(name)])),
      held: null,
    },
  }
}

/** Every column of one cell, as the file has it. */
export function cellFacts({ columns }: CellTable, row: number): Record<string, string | number | null> {
  return Object.fromEntries(
    columns.names.flatMap((name): [string, string | number | null][] => {
      const numbers = columns.numbers[name]
      if (numbers !== undefined) return [[name, Number.isNaN(numbers[row]) ? null : numbers[row]]]
      const texts = columns.texts[name]
      return texts === undefined ? [] : [[name, texts.words[texts.row[row]] || null]]
    }),
  )
}
