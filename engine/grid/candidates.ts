import type { AreaTable } from '../types.js'
import { cellsAroundBoxes, latticeAt } from './h3.js'
import type { Lattice } from './lattice.js'

/** A cell's vertices lie two thirds of a step from its centre along each axis; the rest allows for edges bent by less than `BEND`. */
const REACH = 1
const BEND = 0.25

/**
 * Every cell that may overlap an area, and more around them: those that meet the hexagon round each outer ring. A starting set to be
 * thinned out; ascending by id.
 */
export function candidates(boundaries: readonly AreaTable[], resolution: number): { high: Uint32Array; low: Uint32Array } {
  return cellsOnFace(boundaries, resolution) ?? cellsAroundBoxes(boxesOf(boundaries), resolution)
}

/** null where the areas do not lie within one face of the icosahedron. */
function cellsOnFace(boundaries: readonly AreaTable[], resolution: number): { high: Uint32Array; low: Uint32Array } | null {
  const first = boundaries.find(({ xy }) => xy.length > 0)
  const lattice = first === undefined ? null : latticeAt(first.xy[0], first.xy[1], resolution)
  if (lattice === null) return null
  const rows = new Map<number, number[]>()
  for (const { xy, ringStart, ringOuter } of boundaries) {
    for (let ring = 0; ring < ringOuter.length; ring++) {
      if (ringOuter[ring] === 0) continue
      const hexagon = hexagonRound(lattice, xy, ringStart[ring], ringStart[ring + 1])
      if (hexagon === null || !addRows(lattice, hexagon, rows)) return null
    }
  }
  return idsOf(lattice, rows)
}

/** Least and most of i, j and i - j. */
type Hexagon = Float64Array

/** The hexagon round a ring, edges straight in degrees or in the equal-area plane; null where a vertex is not on the face. */
function hexagonRound(lattice: Lattice, xy: Float64Array, from: number, to: number): Hexagon | null {
  const hexagon = Float64Array.of(Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity)
  const before = new Float64Array(2)
  const here = new Float64Array(2)
  if (to === from || !lattice.project(xy[2 * to - 2], xy[2 * to - 1], before)) return null
  let last = to - 1
  for (let k = from; k < to; k++) {
    if (!lattice.project(xy[2 * k], xy[2 * k + 1], here)) return null
    widen(hexagon, here[0], here[1])
    if (!followEdge(lattice, xy[2 * last], xy[2 * last + 1], before, xy[2 * k], xy[2 * k + 1], here, hexagon)) return null
    before.set(here)
    last = k
  }
  return hexagon
}

function widen(hexagon: Hexagon, i: number, j: number): void {
  hexagon[0] = Math.min(hexagon[0], i)
  hexagon[1] = Math.max(hexagon[1], i)
  hexagon[2] = Math.min(hexagon[2], j)
  hexagon[3] = Math.max(hexagon[3], j)
  hexagon[4] = Math.min(hexagon[4], i - j)
  hexagon[5] = Math.max(hexagon[5], i - j)
}

/** An edge that is straight on the map is bent on the lattice: it is halved until the bend does not matter. */
function followEdge(
  lattice: Lattice,
  lngA: number,
  latA: number,
  a: Float64Array,
  lngB: number,
  latB: number,
  b: Float64Array,
  hexagon: Hexagon,
): boolean {
  const length = Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1])
  // the bend grows with the square of the length; below 82 degrees north it stays under a tenth of this
  if (length * length < lattice.scale * BEND * 0.2) return true
  const lng = (lngA + lngB) / 2
  const lat = (latA + latB) / 2
  const middle = new Float64Array(2)
  if (!lattice.project(lng, lat, middle)) return false
  widen(hexagon, middle[0], middle[1])
  const bend = Math.max(Math.abs((a[0] + b[0]) / 2 - middle[0]), Math.abs((a[1] + b[1]) / 2 - middle[1]))
  if (bend < BEND / 4) return true
  return (
    followEdge(lattice, lngA, latA, a, lng, lat, middle, hexagon) && followEdge(lattice, lng, lat, middle, lngB, latB, b, hexagon)
  )
}

/** First and last i of each row j of the hexagon; false where a cell, or what touches it, is not on the face. */
function addRows(lattice: Lattice, hexagon: Hexagon, rows: Map<number, number[]>): boolean {
  const lastRow = Math.floor(hexagon[3] + REACH)
  for (let j = Math.ceil(hexagon[2] - REACH); j <= lastRow; j++) {
    const from = Math.ceil(Math.max(hexagon[0], hexagon[4] + j) - REACH)
    const to = Math.floor(Math.min(hexagon[1], hexagon[5] + j) + REACH)
    if (from > to) continue
    if (!lattice.holds(from, j, 2) || !lattice.holds(to, j, 2)) return false
    const row = rows.get(j)
    if (row === undefined) rows.set(j, [from, to])
    else row.push(from, to)
  }
  return true
}

/** Ids of the cells in any of the runs, each once; null where the library has to be asked for one. */
function idsOf(lattice: Lattice, rows: ReadonlyMap<number, readonly number[]>): { high: Uint32Array; low: Uint32Array } | null {
  const high = new Uint32Array(1)
  const low = new Uint32Array(1)
  const ids: number[] = []
  for (const [j, runs] of rows) {
    const sorted = runs.length === 2 ? [runs] : pairs(runs).sort((a, b) => a[0] - b[0])
    let next = Number.NEGATIVE_INFINITY
    for (const [from, to] of sorted) {
      for (let i = Math.max(from, next); i <= to; i++) {
        if (!lattice.encode(i, j, high, low, 0)) return null
        // resolution and all above it are the same for all: the rest is an exact double
        ids.push((high[0] & 0xfffff) * 2 ** 32 + low[0])
      }
      next = Math.max(next, to + 1)
    }
  }
  const sorted = Float64Array.from(ids).sort()
  const found = { high: new Uint32Array(sorted.length), low: new Uint32Array(sorted.length) }
  for (let k = 0; k < sorted.length; k++) {
    const upper = Math.floor(sorted[k] / 2 ** 32)
    found.high[k] = (high[0] & ~0xfffff) | upper
    found.low[k] = sorted[k] - upper * 2 ** 32
  }
  return found
}

function pairs(runs: readonly number[]): number[][] {
  return Array.from({ length: runs.length / 2 }, (_, k) => [runs[2 * k], runs[2 * k + 1]])
}

function boxesOf(boundaries: readonly AreaTable[]): Float64Array {
  const boxes: number[] = []
  for (const { length, xy, ringStart, areaRing } of boundaries) {
    for (let a = 0; a < length; a++) {
      let west = Infinity
      let south = Infinity
      let east = -Infinity
      let north = -Infinity
      for (let k = ringStart[areaRing[a]]; k < ringStart[areaRing[a + 1]]; k++) {
        west = Math.min(west, xy[2 * k])
        east = Math.max(east, xy[2 * k])
        south = Math.min(south, xy[2 * k + 1])
        north = Math.max(north, xy[2 * k + 1])
      }
      boxes.push(west, south, east, north)
    }
  }
  return Float64Array.from(boxes)
}
