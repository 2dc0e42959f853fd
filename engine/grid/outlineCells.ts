import type { AreaTable } from '../types.js'
import type { CellColumns } from './cellCover.js'
import { cellList } from './cellList.js'
import { latticeAt } from './h3.js'
import type { Lattice } from './lattice.js'
import { type LatticeMarks, latticeMarks } from './latticeMarks.js'
import { type Tours, tourRing } from './outline.js'
import { rowRuns } from './rowRuns.js'
import { type TraceLimits, traceRing } from './traceRing.js'

/** Cells that some outlines may meet, ascending by id, and how. */
export interface OutlineCells {
  readonly cells: CellColumns
  /** By outline and cell: `OUTSIDE`, `INSIDE` (whole, no edge near) or `BY_EDGE`. */
  readonly meets: readonly Uint8Array[]
}

export const OUTSIDE = 0
export const INSIDE = 1
const BY_EDGE = 2

const LIMITS: TraceLimits = { straightIn: 'equal-area', bend: 0.01, longest: 1 }
/** A cell's vertices lie two thirds of a step from its centre along each axis; the rest allows for bends, of its own edges too. */
const REACH = 0.75

/** The cells inside the outlines of some layers or near their edges; null where these do not lie within one face of the icosahedron. */
export function outlineCells(layers: readonly AreaTable[], tours: readonly Tours[], resolution: number): OutlineCells | null {
  const first = layers.find(({ xy }) => xy.length > 0)
  const lattice = first === undefined ? null : latticeAt(first.xy[0], first.xy[1], resolution)
  if (lattice === null) return null
  const met: LatticeMarks[] = []
  for (let layer = 0; layer < layers.length; layer++) {
    const marks = placesMet(lattice, layers[layer].xy, tours[layer])
    if (marks === null) return null
    met.push(marks)
  }
  return cellsOf(lattice, met)
}

/** The cells of all places met, in the order of their ids; null where the library has to be asked for one. */
function cellsOf(lattice: Lattice, met: readonly LatticeMarks[]): OutlineCells | null {
  const list = cellList()
  for (const marks of met) {
    const { i, j } = marks.places()
    if (!list.addPlaces(lattice, i, j, i.length)) return null
  }
  const count = list.settle(0)
  const { high, low } = list.columns()
  const place = new Int32Array(2 * count)
  lattice.decodeAll(high, low, place)
  const lng = new Float64Array(count)
  const lat = new Float64Array(count)
  const centre = new Float64Array(2)
  for (let row = 0; row < count; row++) {
    lattice.degrees(place[2 * row], place[2 * row + 1], centre, 0)
    lng[row] = centre[0]
    lat[row] = centre[1]
  }
  const meets = met.map((marks) => {
    const ways = new Uint8Array(count)
    for (let row = 0; row < count; row++) ways[row] = marks.at(place[2 * row], place[2 * row + 1])
    return ways
  })
  return { cells: { cellHigh: high, cellLow: low, lng, lat }, meets }
}

/** How the places of a lattice meet an outline; null where a tour is not on the face. */
function placesMet(lattice: Lattice, xy: Float64Array, tours: Tours): LatticeMarks | null {
  const runs = rowRuns()
  const edges = latticeMarks()
  const take = (i0: number, j0: number, i1: number, j1: number) => {
    runs.add(i0, j0, i1, j1)
    const from = Math.ceil(Math.min(i0, i1) - REACH)
    const to = Math.floor(Math.max(i0, i1) + REACH)
    const last = Math.floor(Math.max(j0, j1) + REACH)
    for (let j = Math.ceil(Math.min(j0, j1) - REACH); j <= last; j++) edges.fill(j, from, to, BY_EDGE)
  }
  for (let tour = 0; tour + 1 < tours.start.length; tour++) {
    if (!traceRing(lattice, tourRing(xy, tours, tour), LIMITS, take)) return null
  }
  const marks = latticeMarks()
  runs.takeRuns(
    (times) => times > 0,
    (j, from, to) => marks.fill(j, from, to, INSIDE),
  )
  const near = edges.places()
  for (let k = 0; k < near.i.length; k++) marks.fill(near.j[k], near.i[k], near.i[k], BY_EDGE)
  return marks
}
