import {
  cellArea,
  cellsToMultiPolygon,
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  getResolution,
  gridDisk,
  h3IndexToSplitLong,
  isValidCell,
  latLngToCell,
  POLYGON_TO_CELLS_FLAGS,
  polygonToCellsExperimental,
  splitLongToH3Index,
} from 'h3-js'

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

/** Cell of each point (degrees) at the resolution; a point without location (NaN) gets 0, 0. */
export function pointsToCells(lng: Float64Array, lat: Float64Array, resolution: number): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(lng.length)
  const low = new Uint32Array(lng.length)
  for (let row = 0; row < lng.length; row++) {
    if (!Number.isFinite(lng[row]) || !Number.isFinite(lat[row])) continue
    const halves = h3IndexToSplitLong(latLngToCell(lat[row], lng[row], resolution))
    low[row] = halves[0]
    high[row] = halves[1]
  }
  return { high, low }
}

/** Centre of a cell, `[lng, lat]` in degrees. */
export function cellCentre(high: number, low: number): [number, number] {
  const [lat, lng] = cellToLatLng([low, high])
  return [lng, lat]
}

/** True area of a cell on the sphere of 6371.007 km. */
export function cellAreaKm2(high: number, low: number): number {
  return cellArea([low, high], 'km2')
}

/** Vertices of a cell, `lng, lat` interleaved, not closed: 6 of them, but 5 for a pentagon and more on an icosahedron edge. */
export function cellRing(high: number, low: number): Float64Array {
  const vertices = cellToBoundary([low, high])
  const ring = new Float64Array(2 * vertices.length)
  for (let k = 0; k < vertices.length; k++) {
    ring[2 * k] = vertices[k][1]
    ring[2 * k + 1] = vertices[k][0]
  }
  return ring
}

/** Cells within k steps, the cell itself among them, in no promised order. */
export function diskCells(high: number, low: number, k: number): { high: Uint32Array; low: Uint32Array } {
  return columnsOf(gridDisk([low, high], k))
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
