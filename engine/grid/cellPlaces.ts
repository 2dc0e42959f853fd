import { NONE } from '../types.js'
import type { Cells } from './cellIndex.js'
import { latticeOfCells } from './h3.js'
import type { Lattice } from './lattice.js'

/** Rows of a table of cells by the places of the cells on the lattice of one face. */
export interface CellPlaces {
  readonly lattice: Lattice
  /** Place of each row, i and j interleaved. */
  readonly ij: Int32Array
  readonly i0: number
  readonly j0: number
  readonly width: number
  readonly height: number
  /** By (i - i0) height + j - j0; NONE where there is no cell, the first row of a cell that is in the table more than once. */
  readonly rows: Uint32Array
  /** Everything within so many steps of a cell is in the table, and on the face. */
  readonly border: number
}

/** There may be so many places for each cell. */
const SPARSE = 16
const FEW = 4096

const known = new WeakMap<Cells, CellPlaces>()

/**
 * null where there is no such table: where the cells come too near the rim of a face of the icosahedron, or are a few islands far apart.
 * Kept with the cells.
 *
 * @param border how many steps round the cells have to be in the table
 */
export function cellPlaces(cells: Cells, border: number): CellPlaces | null {
  const before = known.get(cells)
  if (before !== undefined && before.border >= border) return before
  const places = findPlaces(cells, border)
  if (places !== null) known.set(cells, places)
  return places
}

function findPlaces({ length, cellHigh, cellLow }: Cells, border: number): CellPlaces | null {
  const lattice = length === 0 ? null : latticeOfCells(cellHigh[0], cellLow[0])
  if (lattice === null) return null
  const ij = new Int32Array(2 * length)
  if (!lattice.decodeAll(cellHigh, cellLow, ij)) return null
  let i0 = ij[0]
  let i1 = i0
  let j0 = ij[1]
  let j1 = j0
  for (let at = 0; at < ij.length; at += 2) {
    const i = ij[at]
    const j = ij[at + 1]
    if (i < i0) i0 = i
    if (i > i1) i1 = i
    if (j < j0) j0 = j
    if (j > j1) j1 = j
  }
  // a cell that lies whole on one face has one place there and none elsewhere; faces have no hollows
  const holds = (i: number, j: number) => lattice.holds(i, j, 1 + border)
  const corners = holds(i0, j0) && holds(i0, j1) && holds(i1, j0) && holds(i1, j1)
  for (let at = 0; at < ij.length && !corners; at += 2) if (!holds(ij[at], ij[at + 1])) return null
  i0 -= border
  j0 -= border
  const width = i1 - i0 + 1 + border
  const height = j1 - j0 + 1 + border
  if (width * height > SPARSE * length + FEW) return null
  const rows = new Uint32Array(width * height).fill(NONE)
  for (let row = length - 1; row >= 0; row--) rows[(ij[2 * row] - i0) * height + ij[2 * row + 1] - j0] = row
  return { lattice, ij, i0, j0, width, height, rows, border }
}
