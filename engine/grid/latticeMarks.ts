/** A small number, 0 unless set, for each place of a lattice; takes room in blocks, and only where one is set. */
export interface LatticeMarks {
  /** Sets the places from `from` to `to` of row j. */
  fill(j: number, from: number, to: number, value: number): void
  at(i: number, j: number): number
  /** The places that are not 0, in no promised order. */
  places(): { readonly i: Int32Array; readonly j: Int32Array }
}

/** Places along a side of a block, a power of 2. */
const BITS = 6
const SIDE = 2 ** BITS
/** More than there are blocks in a row of any face. */
const BLOCKS = 2 ** 22

export function latticeMarks(): LatticeMarks {
  const blocks = new Map<number, Uint8Array>()
  let latest = Number.NaN
  let block: Uint8Array | undefined

  /** Of the block that holds a place; the one before is most often asked for again. */
  function find(i: number, j: number): number {
    const key = (j >> BITS) * BLOCKS + (i >> BITS)
    if (key !== latest) {
      latest = key
      block = blocks.get(key)
    }
    return key
  }

  const within = (i: number, j: number) => ((j & (SIDE - 1)) << BITS) | (i & (SIDE - 1))

  return {
    fill(j, from, to, value) {
      for (let i = from; i <= to; i = (i | (SIDE - 1)) + 1) {
        const key = find(i, j)
        if (block === undefined) {
          block = new Uint8Array(SIDE * SIDE)
          blocks.set(key, block)
        }
        block.fill(value, within(i, j), within(Math.min(to, i | (SIDE - 1)), j) + 1)
      }
    },
    at(i, j) {
      find(i, j)
      return block === undefined ? 0 : block[within(i, j)]
    },
    places() {
      let length = 0
      for (const values of blocks.values()) for (let at = 0; at < values.length; at++) if (values[at] !== 0) length++
      const i = new Int32Array(length)
      const j = new Int32Array(length)
      let to = 0
      for (const [key, values] of blocks) {
        const row = Math.round(key / BLOCKS)
        const column = key - row * BLOCKS
        for (let at = 0; at < values.length; at++) {
          if (values[at] === 0) continue
          i[to] = (column << BITS) + (at & (SIDE - 1))
          j[to++] = (row << BITS) + (at >> BITS)
        }
      }
      return { i, j }
    },
  }
}
