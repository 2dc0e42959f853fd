import type { Lattice } from './lattice.js'

/** Ids of cells of one resolution, more and more of them. */
export interface CellList {
  /** Adds the cells at the first so many i, j; false, and none added, where the library has to be asked for one. */
  addPlaces(lattice: Lattice, i: Int32Array, j: Int32Array, length: number): boolean
  add(high: Uint32Array, low: Uint32Array): void
  /** Puts the cells from a row on in the order of their ids, each once; how many cells there are in all. */
  settle(from: number): number
  columns(): { readonly high: Uint32Array; readonly low: Uint32Array }
}

const UPPER = 2 ** 32
/** Bits of the high half below the resolution: with the low half an exact double. */
const BELOW = 0xfffff

export function cellList(): CellList {
  let high = new Uint32Array(1024)
  let low = new Uint32Array(1024)
  let keys = new Float64Array(0)
  let length = 0

  function reserve(more: number): void {
    if (length + more <= high.length) return
    const before = { high, low }
    high = new Uint32Array(2 * (length + more))
    low = new Uint32Array(2 * (length + more))
    high.set(before.high)
    low.set(before.low)
  }

  return {
    addPlaces(lattice, i, j, count) {
      reserve(count)
      const known = lattice.encodeAll(i, j, count, high, low, length)
      if (known) length += count
      return known
    },
    add(moreHigh, moreLow) {
      reserve(moreHigh.length)
      high.set(moreHigh, length)
      low.set(moreLow, length)
      length += moreHigh.length
    },
    settle(from) {
      if (from === length) return length
      const count = length - from
      if (keys.length < count) keys = new Float64Array(2 * count)
      for (let k = 0; k < count; k++) keys[k] = (high[from + k] & BELOW) * UPPER + low[from + k]
      const sorted = keys.subarray(0, count).sort()
      const above = high[from] & ~BELOW
      length = from
      for (let k = 0; k < count; k++) {
        if (k > 0 && sorted[k] === sorted[k - 1]) continue
        const upper = Math.floor(sorted[k] / UPPER)
        high[length] = above | upper
        low[length++] = sorted[k] - upper * UPPER
      }
      return length
    },
    columns: () => ({ high: high.slice(0, length), low: low.slice(0, length) }),
  }
}
