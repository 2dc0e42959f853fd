/** Cells by the two halves of their id. Ids of one resolution ascend as their parents' do, so the children of a cell lie together. */

/** One digit for each resolution, the finest in the lowest bits. */
const DIGIT_BITS = 3
const FINEST = 15

/** Row of a cell among cells that ascend by id; -1 if it is not there. */
export function rowOfCell(high: Uint32Array, low: Uint32Array, cellHigh: number, cellLow: number): number {
  let from = 0
  let to = high.length - 1
  while (from <= to) {
    const middle = (from + to) >>> 1
    const order = high[middle] - cellHigh || low[middle] - cellLow
    if (order === 0) return middle
    if (order < 0) from = middle + 1
    else to = middle - 1
  }
  return -1
}

/** Ancestor of a cell at a coarser resolution: its own digits up to there, all later ones unused (7), and the resolution written down. */
export function ancestorOf(high: number, low: number, resolution: number): [number, number] {
  const unused = DIGIT_BITS * (FINEST - resolution)
  const lowMask = unused >= 32 ? 0xffffffff : 2 ** unused - 1
  const highMask = unused > 32 ? 2 ** (unused - 32) - 1 : 0
  const withResolution = (high & ~(15 << 20)) | (resolution << 20)
  return [(withResolution | highMask) >>> 0, (low | lowMask) >>> 0]
}
