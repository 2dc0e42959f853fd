import { cellFromText, cellToText, isCell } from '../../engine/index.js'
import type { Cells, Results } from '../load/results.js'
import { rowOfCell } from '../worker/cellIds.js'
import type { Coarse } from '../worker/protocol.js'

/** A cell in the table it is a row of. */
export interface CellAt {
  readonly cells: Cells
  readonly row: number
}

/** Row of a cell by its id; -1 if it is not among them. */
export const cellRow = ({ high, low }: Cells, id: string) => (isCell(id) ? rowOfCell(high, low, ...cellFromText(id)) : -1)

export const cellId = ({ high, low }: Cells, row: number) => cellToText(high[row], low[row])

/** A cell of the analysis, or one of the coarser ones drawn for it; null if neither is known (yet). */
export function cellAt(id: string, results: Results, coarse: Readonly<Record<number, Coarse>>): CellAt | null {
  for (const cells of [results.cells, ...Object.values(coarse).map((one) => one.cells)]) {
    const row = cellRow(cells, id)
    if (row >= 0) return { cells, row }
  }
  return null
}

/** Number of a cell's column, null where it has none. */
export function cellNumber({ cells, row }: CellAt, column: string): number | null {
  const value = cells.numbers[column]?.[row]
  return value === undefined || Number.isNaN(value) ? null : value
}

/** Word of a cell's column, '' where it has none. */
export function cellWord({ cells, row }: CellAt, column: string): string {
  const texts = cells.texts[column]
  return texts === undefined ? '' : texts.words[texts.row[row]]
}
