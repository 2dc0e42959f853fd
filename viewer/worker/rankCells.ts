import { cellToText } from '../../engine/index.js'
import type { Cells, Results } from '../load/results.js'
import type { CellStanding, TopCells } from './protocol.js'

/** Values in order, made once for each column. */
const orders = new WeakMap<Float64Array, Float64Array>()

function inOrder(values: Float64Array): Float64Array {
  const known = orders.get(values)
  if (known !== undefined) return known
  const order = values.filter((value) => !Number.isNaN(value)).sort()
  orders.set(values, order)
  return order
}

/** How many are greater. */
function above(order: Float64Array, value: number): number {
  let from = 0
  let to = order.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (order[middle] > value) to = middle
    else from = middle + 1
  }
  return order.length - from
}

/**
 * The cells with most of a column, highest first, equal ones by id; those with none are not listed. Ranks are among all cells, whatever
 * is searched for, and equal values share one.
 *
 * @param wanted by cell, 1 if it is searched for; null: every cell
 * @param many   as many as are given, or fewer
 */
export function topCells(values: Float64Array, wanted: Uint8Array | null, many: number): TopCells {
  const order = inOrder(values)
  const matches = (row: number) => values[row] > 0 && (wanted === null || wanted[row] === 1)
  let found = 0
  for (let row = 0; row < values.length; row++) if (matches(row)) found++
  const least = found <= many ? 0 : atPlace(wanted === null ? order : values.filter((_, row) => matches(row)).sort(), many)
  const listed: number[] = []
  for (let row = 0; row < values.length; row++) if (matches(row) && values[row] >= least) listed.push(row)
  const rows = Uint32Array.from(listed.sort((a, b) => values[b] - values[a] || a - b).slice(0, many))
  return { rows, ranks: rows.map((row) => 1 + above(order, values[row])), found, of: order.length }
}

const atPlace = (order: Float64Array, fromLast: number) => order[order.length - fromLast]

/** Where one cell stands among all by a column; null where its value is not known or nothing. */
export function cellStanding(values: Float64Array, row: number, topShare: number | null): CellStanding | null {
  const order = inOrder(values)
  const value = values[row]
  if (!(value > 0)) return null
  const rank = 1 + above(order, value)
  return {
    rank,
    equal: order.length - above(order, value) - below(order, value) - 1,
    of: order.length,
    // the cell itself is above what is left of it
    without: topShare === null ? null : above(order, value * (1 - topShare)),
  }
}

/** How many are less. */
function below(order: Float64Array, value: number): number {
  let from = 0
  let to = order.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (order[middle] >= value) to = middle
    else from = middle + 1
  }
  return from
}

/** Cells whose id begins with the words searched for, or that lie in an area, or near a place, called so; null: nothing is searched for. */
export function searchCells({ cells, lists, document }: Results, search: string): Uint8Array | null {
  const words = search.trim().toLocaleLowerCase('en-GB')
  if (words === '') return null
  const found = new Uint8Array(cells.length)
  for (const [column, { words: known, row }] of Object.entries(cells.texts)) {
    const kind = column.replace(/_of_centre$/, '')
    const file = document.layers.find((layer) => layer.kind === kind)?.file
    const names = new Map(lists.find(({ id }) => id === file)?.units.map(({ id, name }) => [id, name]))
    const has = known.map((word) => [word, names.get(word) ?? ''].some((one) => one.toLocaleLowerCase('en-GB').includes(words)))
    for (let at = 0; at < cells.length; at++) if (has[row[at]]) found[at] = 1
  }
  if (/^[0-9a-f]{3,15}$/.test(words)) markIds(found, cells, words)
  return found
}

function markIds(found: Uint8Array, { high, low, length }: Cells, words: string) {
  for (let row = 0; row < length; row++) if (cellToText(high[row], low[row]).startsWith(words)) found[row] = 1
}
