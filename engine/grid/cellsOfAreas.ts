import { EngineError } from '../error.js'
import { crossesEdge, segmentDistance } from '../geometry.js'
import type { AreaTable } from '../types.js'
import { type CellList, cellList } from './cellList.js'
import { cellsOfPolygon, latticeAt } from './h3.js'
import type { Lattice } from './lattice.js'
import { checkResolution } from './pointCells.js'
import { rowRuns } from './rowRuns.js'
import { type TraceLimits, traceRing } from './traceRing.js'

/** Cells by the areas their centres lie in; sorted by area, then cell. */
export interface AreaCells {
  readonly length: number
  /** Row of the area. */
  readonly area: Uint32Array
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
}

/**
 * Cells whose centre lies in each area, edges straight in degrees: what the library's `polygonToCells` gives for the polygons of the area,
 * each cell once. A small area may have none, and areas that overlap share theirs.
 *
 * Polygons that reach over the rim of a face of the icosahedron, near a pole or round the date line are left to the library, and so is
 * one with an edge that runs through a centre but for rounding.
 *
 * @throws EngineError 'resolution-invalid'; 'areas-invalid' where the library is left a polygon it has no answer for, such as one that ends at a pole
 */
export function cellsOfAreas(layer: AreaTable, resolution: number): AreaCells {
  checkResolution(resolution)
  const { length, areaRing, ringOuter } = layer
  const cover = polygonCover()
  const cells = cellList()
  const start = new Uint32Array(length + 1)
  for (let area = 0; area < length; area++) {
    for (let ring = areaRing[area]; ring < areaRing[area + 1]; ) {
      let next = ring + 1
      while (next < areaRing[area + 1] && ringOuter[next] === 0) next++
      addPolygon(ringsOf(layer, ring, next))
      ring = next
    }
    start[area + 1] = cells.settle(start[area])
  }
  const { high, low } = cells.columns()
  const rows = new Uint32Array(high.length)
  for (let area = 0; area < length; area++) rows.fill(area, start[area], start[area + 1])
  return { length: high.length, area: rows, cellHigh: high, cellLow: low }

  function addPolygon(rings: readonly Float64Array[]): void {
    const lattice = latticeAt(rings[0][0], rings[0][1], resolution)
    if (lattice !== null && cover(lattice, rings, cells)) return
    const { high, low } = byLibrary(rings)
    cells.add(high, low)
  }

  function byLibrary(rings: readonly Float64Array[]) {
    try {
      return cellsOfPolygon(rings, resolution)
    } catch {
      const [lng, lat] = rings[0]
      throw new EngineError('areas-invalid', { hint: `H3 has no cells for the polygon that begins at ${lng}, ${lat}.` })
    }
  }
}

function ringsOf({ xy, ringStart }: AreaTable, from: number, to: number): Float64Array[] {
  return Array.from({ length: to - from }, (_, k) => xy.subarray(2 * ringStart[from + k], 2 * ringStart[from + k + 1]))
}

/** Pieces of a trace may be unequal: nowhere does it leave the true edges by four times as much. */
const LIMITS: TraceLimits = { straightIn: 'degrees', bend: 0.0005, longest: Number.POSITIVE_INFINITY }
/** A centre so near the trace, lattice steps, may lie on the other side of the edge. */
const NEAR = 0.002
/** A centre so near an edge, degrees, is the library's: its centres and ours differ by less than a hundredth of this. */
const TOO_NEAR = 1e-10
/** A byte each; a polygon of more is left to the library, which takes longer. */
const MOST_PLACES = 2 ** 27

const evenOdd = (times: number) => times % 2 !== 0

/** Adds the cells of a polygon to a list; false, and none added, where the library has to be asked. Keeps the room it needs. */
function polygonCover(): (lattice: Lattice, rings: readonly Float64Array[], cells: CellList) => boolean {
  const runs = rowRuns()
  let inside = new Uint8Array(0)
  let near = new Int32Array(64)
  let nearLength = 0
  let placeI = new Int32Array(0)
  let placeJ = new Int32Array(0)

  /** Centres near a piece, i and j interleaved. */
  function addNear(i0: number, j0: number, i1: number, j1: number): void {
    const last = Math.floor(Math.max(j0, j1) + NEAR)
    for (let j = Math.ceil(Math.min(j0, j1) - NEAR); j <= last; j++) {
      const a = j0 === j1 ? i0 : i0 + share((j - NEAR - j0) / (j1 - j0)) * (i1 - i0)
      const b = j0 === j1 ? i1 : i0 + share((j + NEAR - j0) / (j1 - j0)) * (i1 - i0)
      const end = Math.floor(Math.max(a, b) + NEAR)
      for (let i = Math.ceil(Math.min(a, b) - NEAR); i <= end; i++) {
        if (nearLength === near.length) {
          const before = near
          near = new Int32Array(2 * before.length)
          near.set(before)
        }
        near[nearLength++] = i
        near[nearLength++] = j
      }
    }
  }

  return (lattice, rings, cells) => {
    nearLength = 0
    runs.clear()
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    const traced = traceRing(lattice, rings[0], LIMITS, (i0, j0, i1, j1) => {
      west = Math.min(west, i1)
      east = Math.max(east, i1)
      south = Math.min(south, j1)
      north = Math.max(north, j1)
      runs.add(i0, j0, i1, j1)
      addNear(i0, j0, i1, j1)
    })
    if (!traced) return false
    const firstI = Math.floor(west)
    const firstJ = Math.floor(south)
    const width = Math.ceil(east) - firstI + 1
    const height = Math.ceil(north) - firstJ + 1
    if (width * height > MOST_PLACES) return false
    if (inside.length < width * height) inside = new Uint8Array(2 * width * height)
    const fill = (value: number) => (j: number, from: number, to: number) => {
      const row = (j - firstJ) * width - firstI
      const first = Math.max(from, firstI)
      const last = Math.min(to, firstI + width - 1)
      if (j >= firstJ && j < firstJ + height && first <= last) inside.fill(value, row + first, row + last + 1)
    }
    runs.takeRuns(evenOdd, fill(1))
    // holes that overlap are holes all the same
    for (const hole of rings.slice(1)) {
      const holeTraced = traceRing(lattice, hole, LIMITS, (i0, j0, i1, j1) => {
        runs.add(i0, j0, i1, j1)
        addNear(i0, j0, i1, j1)
      })
      if (!holeTraced) return emptied(width * height)
      runs.takeRuns(evenOdd, fill(0))
    }
    const centre = new Float64Array(2)
    for (let k = 0; k < nearLength; k += 2) {
      const i = near[k] - firstI
      const j = near[k + 1] - firstJ
      if (!(i >= 0 && i < width && j >= 0 && j < height)) continue
      lattice.degrees(near[k], near[k + 1], centre, 0)
      const held = rings.map((ring) => holds(ring, centre[0], centre[1]))
      if (held.includes(null)) return emptied(width * height)
      inside[j * width + i] = Number(held.indexOf(true) === 0 && held.lastIndexOf(true) === 0)
    }
    let count = 0
    for (let at = 0; at < width * height; at++) count += inside[at]
    if (placeI.length < count) {
      placeI = new Int32Array(2 * count)
      placeJ = new Int32Array(2 * count)
    }
    count = 0
    for (let j = 0, at = 0; j < height; j++) {
      for (let i = 0; i < width; i++, at++) {
        if (inside[at] === 0) continue
        inside[at] = 0
        placeI[count] = firstI + i
        placeJ[count++] = firstJ + j
      }
    }
    return cells.addPlaces(lattice, placeI, placeJ, count)
  }

  function emptied(places: number): false {
    inside.fill(0, 0, places)
    return false
  }
}

const share = (of: number) => Math.max(0, Math.min(1, of))

/** Whether a ring holds a point; null where the point lies on it but for rounding. */
function holds(ring: Float64Array, lng: number, lat: number): boolean | null {
  let inside = false
  let lngA = ring[ring.length - 2]
  let latA = ring[ring.length - 1]
  for (let k = 0; k < ring.length; k += 2) {
    const lngB = ring[k]
    const latB = ring[k + 1]
    const beside = between(lat, latA, latB) && between(lng, lngA, lngB)
    if (beside && segmentDistance(lng, lat, lngA, latA, lngB, latB) <= TOO_NEAR) return null
    if (crossesEdge(lng, lat, lngA, latA, lngB, latB)) inside = !inside
    lngA = lngB
    latA = latB
  }
  return inside
}

const between = (value: number, a: number, b: number) => value >= Math.min(a, b) - TOO_NEAR && value <= Math.max(a, b) + TOO_NEAR
