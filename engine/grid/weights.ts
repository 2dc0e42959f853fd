import { EngineError } from '../error.js'
import { NONE, type Weights } from '../types.js'
import { type Cells, cellIndex } from './cellIndex.js'
import { type CellPlaces, cellPlaces } from './cellPlaces.js'
import { diskCells } from './h3.js'

export type { Cells }

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
 * @throws EngineError 'option-invalid' for another ring
 */
export function ringWeights(cells: Cells, ring: number, { self, group }: RingOptions): Weights {
  if (!Number.isInteger(ring) || ring < 1)
    throw new EngineError('option-invalid', { column: 'ring', value: String(ring), hint: 'Give 1, 2 or more steps.' })
  const disks = disksOf(cells, ring)
  return self && group === null ? disks : chosenOf(disks, self, group)
}

const known = new WeakMap<Cells, Map<number, Weights>>()

/** All cells within `ring` steps of each, itself among them. Kept with the cells: an analysis asks for the same ones several times. */
function disksOf(cells: Cells, ring: number): Weights {
  const byRing = known.get(cells) ?? new Map<number, Weights>()
  known.set(cells, byRing)
  const disks = byRing.get(ring) ?? findDisks(cells, ring)
  byRing.set(ring, disks)
  return disks
}

function findDisks(cells: Cells, ring: number): Weights {
  const places = cellPlaces(cells, ring)
  const byPlace = ring === 1 ? sevensByPlace : disksByPlace
  return (places === null ? null : byPlace(places, ring)) ?? disksById(cells, ring)
}

/** `disksByPlace` of ring 1, most often asked for: seven rows are few enough to be sorted without a list. */
function sevensByPlace({ ij, i0, j0, height, rows }: CellPlaces): Weights | null {
  const length = ij.length / 2
  const offset = new Uint32Array(length + 1)
  const found = new Uint32Array(7 * length)
  let end = 0
  for (let row = 0; row < length; row++) {
    const at = (ij[2 * row] - i0) * height + ij[2 * row + 1] - j0
    if (rows[at] !== row) return null
    let a = rows[at - height - 1]
    let b = rows[at - height]
    let c = rows[at - 1]
    let d = row
    let e = rows[at + 1]
    let f = rows[at + height]
    let g = rows[at + height + 1]
    // sixteen comparisons leave any seven numbers ascending
    if (a > g) [a, g] = [g, a]
    if (c > d) [c, d] = [d, c]
    if (e > f) [e, f] = [f, e]
    if (a > c) [a, c] = [c, a]
    if (b > e) [b, e] = [e, b]
    if (d > g) [d, g] = [g, d]
    if (a > b) [a, b] = [b, a]
    if (c > f) [c, f] = [f, c]
    if (d > e) [d, e] = [e, d]
    if (b > c) [b, c] = [c, b]
    if (e > g) [e, g] = [g, e]
    if (c > d) [c, d] = [d, c]
    if (e > f) [e, f] = [f, e]
    if (b > c) [b, c] = [c, b]
    if (d > e) [d, e] = [e, d]
    if (f > g) [f, g] = [g, f]
    found[end] = a
    found[end + 1] = b
    found[end + 2] = c
    found[end + 3] = d
    found[end + 4] = e
    found[end + 5] = f
    found[end + 6] = g
    end += 7
    while (found[end - 1] === NONE) end--
    offset[row + 1] = end
  }
  return { length, offset, neighbour: found.subarray(0, end), value: null, self: true }
}

/** null where a cell is in the table more than once. */
function disksByPlace({ ij, i0, j0, height, rows }: CellPlaces, ring: number): Weights | null {
  const length = ij.length / 2
  const steps: number[] = []
  for (let di = -ring; di <= ring; di++)
    for (let dj = Math.max(-ring, di - ring); dj <= Math.min(ring, di + ring); dj++) steps.push(di * height + dj)
  const disk = Int32Array.from(steps)
  const place = new Uint32Array(length)
  const offset = new Uint32Array(length + 1)
  for (let row = 0; row < length; row++) {
    const at = (ij[2 * row] - i0) * height + ij[2 * row + 1] - j0
    if (rows[at] !== row) return null
    place[row] = at
    let near = 0
    for (let k = 0; k < disk.length; k++) if (rows[at + disk[k]] !== NONE) near++
    offset[row + 1] = offset[row] + near
  }
  // each row goes to the ends of the lists of its neighbours, so that all lists ascend
  const neighbour = new Uint32Array(offset[length])
  const end = offset.slice(0, length)
  for (let row = 0; row < length; row++) {
    const at = place[row]
    for (let k = 0; k < disk.length; k++) {
      const other = rows[at + disk[k]]
      if (other !== NONE) neighbour[end[other]++] = row
    }
  }
  return { length, offset, neighbour, value: null, self: true }
}

function disksById(cells: Cells, ring: number): Weights {
  const { length, cellHigh, cellLow } = cells
  const rowOf = cellIndex(cells)
  const offset = new Uint32Array(length + 1)
  const found = new Uint32Array(length * (1 + 3 * ring * (ring + 1)))
  let end = 0
  for (let row = 0; row < length; row++) {
    const disk = diskCells(cellHigh[row], cellLow[row], ring)
    for (let k = 0; k < disk.high.length; k++) {
      const other = rowOf(disk.high[k], disk.low[k])
      if (other < 0) continue
      // a disk is small: each goes to its place among those before it
      let at = end++
      while (at > offset[row] && found[at - 1] > other) found[at] = found[--at]
      found[at] = other
    }
    offset[row + 1] = end
  }
  return { length, offset, neighbour: found.slice(0, end), value: null, self: true }
}

/** Without itself unless asked, and without what lies in another area. */
function chosenOf(disks: Weights, self: boolean, group: Int32Array | null): Weights {
  const { length } = disks
  const offset = new Uint32Array(length + 1)
  const chosen = new Uint32Array(disks.neighbour.length)
  let end = 0
  for (let row = 0; row < length; row++) {
    for (let k = disks.offset[row]; k < disks.offset[row + 1]; k++) {
      const other = disks.neighbour[k]
      const joined = other === row ? self : group === null || (group[row] >= 0 && group[row] === group[other])
      if (joined) chosen[end++] = other
    }
    offset[row + 1] = end
  }
  return { length, offset, neighbour: chosen.slice(0, end), value: null, self }
}
