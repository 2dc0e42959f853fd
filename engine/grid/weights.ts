import type { Weights } from '../types.js'
import { diskCells } from './h3.js'

/** Cells as two unsigned 32-bit halves, any order, no two alike, one resolution: a `StudyArea` will do. */
export interface Cells {
  readonly length: number
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
}

export interface RingOptions {
  /** Each cell its own neighbour: Gi* needs it, local Moran must not have it. */
  readonly self: boolean
  /** The cell's reference area, -1 = none; neighbours are of the same area. null: one area. */
  readonly group: Int32Array | null
}

/**
 * Binary spatial weights: the cells of the table within `ring` steps, neighbours ascending by row. Symmetric. Cells at the
 * edge of the table, or of their reference area, have fewer; a cell without area has none but itself.
 *
 * @param ring 1 or more
 */
export function ringWeights(cells: Cells, ring: number, { self, group }: RingOptions): Weights {
  const { length, cellHigh, cellLow } = cells
  const rowOf = rowFinder(cells)
  const offset = new Uint32Array(length + 1)
  const found = new Uint32Array(length * (1 + 3 * ring * (ring + 1)))
  let end = 0
  for (let row = 0; row < length; row++) {
    const disk = diskCells(cellHigh[row], cellLow[row], ring)
    for (let k = 0; k < disk.high.length; k++) {
      const other = rowOf(disk.high[k], disk.low[k])
      if (other < 0) continue
      const joined = other === row ? self : group === null || (group[row] >= 0 && group[row] === group[other])
      if (joined) found[end++] = other
    }
    found.subarray(offset[row], end).sort()
    offset[row + 1] = end
  }
  return { length, offset, neighbour: found.slice(0, end), value: null, self }
}

/** Row of a cell, -1 if the table does not have it: an open-addressing table at most half full. */
function rowFinder({ length, cellHigh, cellLow }: Cells): (high: number, low: number) => number {
  const bits = 33 - Math.clz32(length | 1)
  const mask = 2 ** bits - 1
  const slots = new Int32Array(mask + 1).fill(-1)

  function slotOf(high: number, low: number): number {
    // trailing digits of an H3 id are all ones, so the upper bits of the product carry the difference
    let slot = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - bits)
    while (slots[slot] >= 0 && (cellLow[slots[slot]] !== low || cellHigh[slots[slot]] !== high)) slot = (slot + 1) & mask
    return slot
  }

  for (let row = 0; row < length; row++) slots[slotOf(cellHigh[row], cellLow[row])] = row
  return (high, low) => slots[slotOf(high, low)]
}
