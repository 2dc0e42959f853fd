import { cellIndex } from '../grid/cellIndex.js'
import { diskCells } from '../grid/h3.js'

/**
 * Of some points, those that hang together: their cells touch, one to the next. The part of most value; of parts alike, that of the first
 * point.
 *
 * @param members rows of points, ascending
 * @param cells   of all points
 * @returns       rows, ascending
 */
export function largestPart(
  members: Uint32Array,
  value: Float64Array,
  cells: { high: Uint32Array; low: Uint32Array },
): Uint32Array {
  const high = members.map((row) => cells.high[row])
  const low = members.map((row) => cells.low[row])
  // row of the first member in each cell stands for the cell
  const cellOf = cellIndex({ length: members.length, cellHigh: high, cellLow: low })
  const first = high.map((_, at) => cellOf(high[at], low[at]))
  const part = new Int32Array(members.length).fill(-1)
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let start = 0; start < members.length; start++) {
    if (first[start] !== start || part[start] >= 0) continue
    const reached = [start]
    part[start] = start
    for (const cell of reached) {
      const disk = diskCells(high[cell], low[cell], 1)
      for (let k = 0; k < disk.high.length; k++) {
        const next = cellOf(disk.high[k], disk.low[k])
        if (next < 0 || part[next] >= 0) continue
        part[next] = start
        reached.push(next)
      }
    }
    const sum = members.reduce((total, row, at) => total + (part[first[at]] === start ? value[row] : 0), 0)
    if (sum > most) {
      most = sum
      best = start
    }
  }
  return members.filter((_, at) => part[first[at]] === best)
}
