/** Cells as two unsigned 32-bit halves, any order, one resolution: a `StudyArea` will do. */
export interface Cells {
  readonly length: number
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
}

/** Row of a cell, -1 if the table does not have it; the first row of a cell that is in it more than once. An open-addressing table, at most half full. */
export function cellIndex({ length, cellHigh, cellLow }: Cells): (high: number, low: number) => number {
  const bits = 33 - Math.clz32(length | 1)
  const mask = 2 ** bits - 1
  const slots = new Int32Array(mask + 1).fill(-1)

  function slotOf(high: number, low: number): number {
    // trailing digits of an H3 id are all ones, so the upper bits of the product carry the difference
    let slot = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - bits)
    while (slots[slot] >= 0 && (cellLow[slots[slot]] !== low || cellHigh[slots[slot]] !== high)) slot = (slot + 1) & mask
    return slot
  }

  for (let row = 0; row < length; row++) {
    const slot = slotOf(cellHigh[row], cellLow[row])
    if (slots[slot] < 0) slots[slot] = row
  }
  return (high, low) => slots[slotOf(high, low)]
}
