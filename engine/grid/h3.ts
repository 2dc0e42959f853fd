import {
  cellArea,
  cellsToMultiPolygon,
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  getPentagons,
  getResolution,
  gridDisk,
  h3IndexToSplitLong,
  isValidCell,
  latLngToCell,
  POLYGON_TO_CELLS_FLAGS,
  polygonToCells,
  polygonToCellsExperimental,
  splitLongToH3Index,
} from 'h3-js'
import { EngineError } from '../error.js'
import { EARTH_RADIUS_M } from '../geometry.js'
import { type Lattice, type Lattices, latticesOf } from './lattice.js'
import { checkPoints, type PointCells } from './pointCells.js'
import type { PointLattice } from './pointLattice.js'

/** The only file that imports h3-js, and the only one that turns `lng, lat` round. A cell is two unsigned 32-bit halves. */

/** Halves of a cell id written in hexadecimal, `[high, low]`. The text is taken as it stands: ask `isCell` first. */
export function cellFromText(text: string): [number, number] {
  const [low, high] = h3IndexToSplitLong(text)
  return [high >>> 0, low >>> 0]
}

/** Hexadecimal id of a cell, as files and maps write it. */
export function cellToText(high: number, low: number): string {
  return splitLongToH3Index(low | 0, high | 0)
}

/** Whether the text is the id of a cell (of `resolution`, if one is given). */
export function isCell(text: string, resolution?: number): boolean {
  return isValidCell(text) && (resolution === undefined || getResolution(text) === resolution)
}

/** Resolution of a cell, 0-15. */
export function cellResolution(high: number): number {
  return (high >>> 20) & 15
}

let made: Lattices | null = null

/** Lattices derived from this library's answers, when first needed. */
function lattices(): Lattices {
  made ??= latticesOf({
    icosahedron: () => getPentagons(0).map((cell) => centreByLibrary(...cellFromText(cell))),
    cellAt: cellByLibrary,
    ringOf: ringByLibrary,
  })
  return made
}

/** Lattice of the face of the icosahedron a point (degrees) lies on; null for points without location and at resolution 0. */
export function latticeAt(lng: number, lat: number, resolution: number): Lattice | null {
  return lattices().near(lng, lat, resolution)
}

/** Lattice of the face the centre of a cell lies on; null at resolution 0. */
export function latticeOfCells(high: number, low: number): Lattice | null {
  return latticeAt(...centreByLibrary(high, low), cellResolution(high))
}

let latest: Lattice | null = null
const address = new Int32Array(2)

/**
 * Lattice of a cell that lies with everything within `steps` of its centre on one face, and its i, j in `address`; null for the others,
 * which the library has to answer for. Cells come in runs on one face, so the face before is tried first.
 */
function latticeOfCell(high: number, low: number, steps: number): Lattice | null {
  const resolution = cellResolution(high)
  if (latest?.resolution === resolution && latest.decode(high, low, address, 0) && latest.holds(address[0], address[1], steps))
    return latest
  const lattice = latticeOfCells(high, low)
  if (lattice === null || !lattice.decode(high, low, address, 0) || !lattice.holds(address[0], address[1], steps)) return null
  latest = lattice
  return lattice
}

/** Cell of one point as the library gives it. */
export function cellByLibrary(lng: number, lat: number, resolution: number): [number, number] {
  return cellFromText(latLngToCell(lat, lng, resolution))
}

function centreByLibrary(high: number, low: number): [number, number] {
  const [lat, lng] = cellToLatLng([low, high])
  return [lng, lat]
}

function ringByLibrary(high: number, low: number): Float64Array {
  const vertices = cellToBoundary([low, high])
  const ring = new Float64Array(2 * vertices.length)
  for (let k = 0; k < vertices.length; k++) {
    ring[2 * k] = vertices[k][1]
    ring[2 * k + 1] = vertices[k][0]
  }
  return ring
}

/**
 * Cell of each point (degrees) at the resolution, as the H3 library gives it; 0, 0 for a point without location: a coordinate that is no
 * finite number, or a latitude beyond 90.
 *
 * @throws EngineError 'resolution-invalid', 'option-invalid' (no Float64Array), 'length-mismatch'
 */
export function pointsToCells(lng: Float64Array, lat: Float64Array, resolution: number): PointCells {
  checkPoints(lng, lat, resolution)
  return lattices().cells(lng, lat, resolution)
}

/** Places points on the lattices of a resolution, for those who go on from there. */
export function pointLatticeAt(resolution: number): PointLattice {
  return lattices().points(resolution)
}

/** Centre of each cell, degrees, NaN for 0, 0, which is no cell: the library's within 1e-13 in Great Britain, 1e-12 elsewhere but at the poles. */
export function cellCentres(high: Uint32Array, low: Uint32Array): { lng: Float64Array; lat: Float64Array } {
  checkHalves(high, low)
  const lng = new Float64Array(high.length)
  const lat = new Float64Array(high.length)
  const at = new Float64Array(2)
  for (let row = 0; row < high.length; row++) {
    const lattice = latticeOfCell(high[row], low[row], 0)
    if ((high[row] | low[row]) === 0) at.fill(Number.NaN)
    else if (lattice === null) at.set(centreByLibrary(high[row], low[row]))
    else lattice.degrees(address[0], address[1], at, 0)
    lng[row] = at[0]
    lat[row] = at[1]
  }
  return { lng, lat }
}

function checkHalves(high: Uint32Array, low: Uint32Array): void {
  if (high.length !== low.length)
    throw new EngineError('length-mismatch', { hint: `${high.length} high halves, ${low.length} low.` })
}

const KM2_PER_STERADIAN = (EARTH_RADIUS_M / 1000) ** 2

/**
 * True area of each cell on the sphere of 6371.007 km. Exact to the last digits, where the library's own area of a small cell differs by up to
 * 1e-10 of it, and near the poles and the date line by far more: it works from degrees, and subtracts such as are nearly equal. At a rim of
 * the icosahedron it is the library's. NaN for 0, 0, which is no cell.
 */
export function cellAreasKm2(high: Uint32Array, low: Uint32Array): Float64Array {
  checkHalves(high, low)
  const km2 = new Float64Array(high.length)
  for (let row = 0; row < high.length; row++) {
    const lattice = latticeOfCell(high[row], low[row], 1)
    if ((high[row] | low[row]) === 0) km2[row] = Number.NaN
    else if (lattice === null) km2[row] = cellArea([low[row], high[row]], 'km2')
    else km2[row] = KM2_PER_STERADIAN * lattice.steradians(address[0], address[1])
  }
  return km2
}

/**
 * Vertices of a cell, `lng, lat` interleaved, not closed, anticlockwise: 6 of them, but 5 for a pentagon and more on an icosahedron edge.
 * The library's within 1e-13 degrees in Great Britain, 3e-12 elsewhere but at the poles, from the same vertex on. None of 0, 0, which is
 * no cell.
 */
export function cellRing(high: number, low: number): Float64Array {
  if ((high | low) === 0) return new Float64Array(0)
  const lattice = latticeOfCell(high, low, 1)
  if (lattice === null) return ringByLibrary(high, low)
  const ring = new Float64Array(12)
  lattice.ring(address[0], address[1], ring, 0)
  return ring
}

/** Cells within k steps, the cell itself among them, in no promised order. */
export function diskCells(high: number, low: number, k: number): { high: Uint32Array; low: Uint32Array } {
  const lattice = latticeOfCell(high, low, k + 1)
  const disk = { high: new Uint32Array(1 + 3 * k * (k + 1)), low: new Uint32Array(1 + 3 * k * (k + 1)) }
  if (lattice === null) return columnsOf(gridDisk([low, high], k))
  const [i, j] = address
  let at = 0
  for (let di = -k; di <= k; di++) {
    for (let dj = Math.max(-k, di - k); dj <= Math.min(k, di + k); dj++) {
      if (!lattice.encode(i + di, j + dj, disk.high, disk.low, at++)) return columnsOf(gridDisk([low, high], k))
    }
  }
  return disk
}

/**
 * Every cell that may overlap one of the boxes (`west, south, east, north` in degrees, interleaved), and more around them:
 * a starting set to be thinned out. Ascending by id.
 */
export function cellsAroundBoxes(boxes: Float64Array, resolution: number): { high: Uint32Array; low: Uint32Array } {
  // children of the cells two levels up: a child can poke out of its parent, so the parent's neighbours come too
  const coarse = Math.max(0, resolution - 2)
  const parents = new Set<string>()
  for (let k = 0; k < boxes.length; k += 4) {
    const [west, south, east, north] = boxes.subarray(k, k + 4)
    const ring: [number, number][] = [
      [south, west],
      [south, east],
      [north, east],
      [north, west],
    ]
    for (const cell of polygonToCellsExperimental([ring], coarse, POLYGON_TO_CELLS_FLAGS.containmentOverlappingBbox))
      parents.add(cell)
  }
  const around = new Set<string>()
  for (const parent of parents) for (const cell of gridDisk(parent, 1)) around.add(cell)
  // children come in ascending order, so those of ascending parents do too
  const cells = [...around].sort().flatMap((parent) => cellToChildren(parent, resolution))
  return columnsOf(cells)
}

/** Cells whose centre lies in a polygon, as the library gives them: rings of `lng, lat` interleaved, the outer one first, not closed. */
export function cellsOfPolygon(rings: readonly Float64Array[], resolution: number): { high: Uint32Array; low: Uint32Array } {
  const loops = rings.map((ring) => Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k + 1], ring[2 * k]]))
  return columnsOf(polygonToCells(loops, resolution))
}

function columnsOf(cells: readonly string[]): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(cells.length)
  const low = new Uint32Array(cells.length)
  for (let row = 0; row < cells.length; row++) {
    const halves = h3IndexToSplitLong(cells[row])
    low[row] = halves[0]
    high[row] = halves[1]
  }
  return { high, low }
}

/** Outline of touching cells as GeoJSON MultiPolygon coordinates: polygon, ring (outer first, closed), `[lng, lat]`. */
export function cellsOutline(high: readonly number[], low: readonly number[]): number[][][][] {
  return cellsToMultiPolygon(
    high.map((half, i) => cellToText(half, low[i])),
    true,
  )
}
