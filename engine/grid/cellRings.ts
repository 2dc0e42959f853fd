import type { Cells } from './cellIndex.js'
import { cellPlaces } from './cellPlaces.js'
import { cellRing } from './h3.js'

/** Vertices of cells: `cellRing` of row r is xy[2 start[r]] .. xy[2 start[r+1] - 1]. */
export interface CellRings {
  /** `lng, lat` interleaved, degrees. */
  readonly xy: Float64Array
  readonly start: Uint32Array
}

/** Each vertex is one of two of some cell, which owns it: steps to the owner, and which of the two. Anticlockwise. */
const OWNER_I = [0, 0, -1, -1, -1, 0] as const
const OWNER_J = [0, 0, 0, -1, -1, -1] as const
/** The two, in thirds of a step from the owner's centre. */
const OWN_I = [2, 1] as const
const OWN_J = [1, 2] as const

/** Outlines of many cells at once: a vertex that cells share is worked out once and is the same number in all of them. */
export function cellRings(cells: Cells): CellRings {
  const places = cellPlaces(cells, 1)
  if (places === null) return ringsOneByOne(cells)
  const { lattice, ij, i0, j0, height, rows } = places
  const { firstVertex } = lattice
  const vertices = new Float64Array(4 * rows.length).fill(Number.NaN)
  const xy = new Float64Array(12 * cells.length)
  let to = 0
  for (let at = 0; at < ij.length; at += 2) {
    for (let k = firstVertex; k < firstVertex + 6; k++) {
      const side = k < 6 ? k : k - 6
      const i = ij[at] + OWNER_I[side]
      const j = ij[at + 1] + OWNER_J[side]
      const own = side & 1
      const vertex = 4 * ((i - i0) * height + j - j0) + 2 * own
      if (Number.isNaN(vertices[vertex])) lattice.degrees(i + OWN_I[own] / 3, j + OWN_J[own] / 3, vertices, vertex)
      xy[to++] = vertices[vertex]
      xy[to++] = vertices[vertex + 1]
    }
  }
  return { xy, start: Uint32Array.from({ length: cells.length + 1 }, (_, row) => 6 * row) }
}

function ringsOneByOne({ length, cellHigh, cellLow }: Cells): CellRings {
  const rings = Array.from({ length }, (_, row) => cellRing(cellHigh[row], cellLow[row]))
  const start = new Uint32Array(length + 1)
  for (let row = 0; row < length; row++) start[row + 1] = start[row] + rings[row].length / 2
  const xy = new Float64Array(2 * start[length])
  for (let row = 0; row < length; row++) xy.set(rings[row], 2 * start[row])
  return { xy, start }
}
