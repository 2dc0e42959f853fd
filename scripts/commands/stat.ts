/** hexbeat stat gistar: Gi* of one column of a table of H3 cells. */
import {
  cellFromText,
  cellResolution,
  EngineError,
  exactNull,
  fdr,
  gistar,
  hotClass,
  isCell,
  normalTail,
  readTextTable,
  ringWeights,
  type TextTable,
  type Weights,
} from '../../engine/index.js'
import { readWhole } from '../node/files.js'

export interface StatGistarArguments {
  /** CSV file, `.gz` too, with a column `cell` (or `h3`). */
  readonly cells: string
  /** Column of the values. */
  readonly value: string
  readonly ring: number
  readonly permute: 'total' | 'conditional'
  /** Binary or row-standardised weights; the z are the same (but for the last digits), so are the exact p. */
  readonly style: 'B' | 'W'
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** Our own cells.csv ends with a row of what lies in no cell. */
const OUTSIDE = 'outside'

/**
 * Writes `cell,value,z,p,q,class,p_exact,q_exact`, in the order of the file, every digit a double has (at most 17). All
 * cells of the file are the study area (a last row `outside` is left out). p_exact and q_exact are empty where the values
 * are not whole numbers from 0 up or the exact distribution is out of reach; the class is of q_exact where there is one,
 * else of q. z, p and q are empty where Gi* is undefined (all values equal; the neighbours are all the cells).
 *
 * @throws EngineError 'option-invalid', 'column-missing', 'cell-invalid', 'cell-repeated', 'cell-resolution-mixed',
 *         'value-not-finite', 'file-empty' and those of reading
 */
export async function statGistar(args: StatGistarArguments, write: (text: string) => void): Promise<void> {
  if (!Number.isInteger(args.ring) || args.ring < 1 || args.ring > 5) {
    throw new EngineError('option-invalid', {
      column: '--ring',
      value: String(args.ring),
      hint: 'Give a whole number from 1 to 5.',
    })
  }
  const { name, bytes } = await readWhole(args.cells)
  const { text, value, ...cells } = readCells(readTextTable(bytes, name), args.value)
  const weights = ringWeights(cells, args.ring, { self: true, group: null })
  const { z } = gistar(value, args.style === 'W' ? rowStandardised(weights) : weights)
  const p = z.map(normalTail)
  const q = fdr(p)
  const exact = exactNull(value, weights, { permute: args.permute, group: null })
  const qExact = exact === null ? null : fdr(exact.p)
  const classes = exact === null || qExact === null ? hotClass(q, z) : hotClass(qExact, exact.direction)
  write('cell,value,z,p,q,class,p_exact,q_exact\n')
  for (let row = 0; row < cells.length; row++) {
    const numbers = [value[row], z[row], p[row], q[row], classes[row], exact?.p[row], qExact?.[row]]
    write(`${text[row]},${numbers.map(printed).join(',')}\n`)
  }
}

function printed(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value)
}

interface CellValues {
  readonly length: number
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
  /** The id as the file writes it. */
  readonly text: readonly string[]
  readonly value: Float64Array
}

function readCells({ file, header, rows, line }: TextTable, valueName: string): CellValues {
  const cellColumn = columnOf(file, header, !header.includes('cell') && header.includes('h3') ? 'h3' : 'cell')
  const valueColumn = columnOf(file, header, valueName)
  const kept = rows.map((_, row) => row).filter((row) => rows[row][cellColumn] !== OUTSIDE)
  if (kept.length === 0) throw new EngineError('file-empty', { file, hint: 'There is a header, but no cell under it.' })
  const cellHigh = new Uint32Array(kept.length)
  const cellLow = new Uint32Array(kept.length)
  const value = new Float64Array(kept.length)
  const lineOf = new Map<string, number>()
  kept.forEach((row, at) => {
    const fields = rows[row]
    const place = { file, line: line[row], column: header[cellColumn], value: fields[cellColumn] }
    if (!isCell(fields[cellColumn])) {
      throw new EngineError('cell-invalid', { ...place, hint: 'A cell id is 15 hexadecimal digits such as 89195d2a8cbffff.' })
    }
    const [high, low] = cellFromText(fields[cellColumn])
    if (at > 0 && cellResolution(high) !== cellResolution(cellHigh[0])) {
      const hint = `It is of resolution ${cellResolution(high)}, the cells above of ${cellResolution(cellHigh[0])}. Use one file for each.`
      throw new EngineError('cell-resolution-mixed', { ...place, hint })
    }
    const id = fields[cellColumn].toLowerCase()
    const before = lineOf.get(id)
    if (before !== undefined)
      throw new EngineError('cell-repeated', { ...place, hint: `It is in line ${before} already. Add the two up first.` })
    lineOf.set(id, line[row])
    cellHigh[at] = high
    cellLow[at] = low
    value[at] = numberOf(fields[valueColumn], { ...place, column: valueName, value: fields[valueColumn] })
  })
  return { length: kept.length, cellHigh, cellLow, text: kept.map((row) => rows[row][cellColumn]), value }
}

function columnOf(file: string, header: readonly string[], name: string): number {
  const column = header.indexOf(name)
  if (column < 0)
    throw new EngineError('column-missing', { file, line: 1, column: name, hint: `The columns are ${header.join(', ')}.` })
  return column
}

function numberOf(text: string, place: { file: string; line: number; column: string; value: string }): number {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(value)) return value
  throw new EngineError('value-not-finite', {
    ...place,
    hint: 'Every cell needs a number: 0 where nothing happened; leave out cells that are unknown.',
  })
}

function rowStandardised(weights: Weights): Weights {
  const { offset, neighbour } = weights
  const value = new Float64Array(neighbour.length)
  for (let row = 0; row < weights.length; row++) value.fill(1 / (offset[row + 1] - offset[row]), offset[row], offset[row + 1])
  return { ...weights, value }
}
