import { equalArea, ringArea } from '../geometry.js'
import { EDGE, insideShape, intersectionArea, type Shape, shapeOf } from '../shape.js'
import type { AreaTable } from '../types.js'
import { cellRing } from './h3.js'

/** Cells by columns, as a study area or a list of candidates has them. */
export interface CellColumns {
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
  /** Centre, degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** Which areas of a layer meet which cells; sorted by area, then cell. */
export interface CellCover {
  readonly length: number
  readonly area: Uint32Array
  readonly cell: Uint32Array
  /** Share of the cell's ground inside the area; exactly 1 where the cell meets no edge of the area. */
  readonly share: Float64Array
}

/** Shapes of every area of a layer in the equal-area plane. */
export function areaShapes(layer: AreaTable): Shape[] {
  const plane = equalArea(layer.xy)
  return Array.from({ length: layer.length }, (_, a) =>
    shapeOf(plane, layer.ringStart, layer.ringOuter, layer.areaRing[a], layer.areaRing[a + 1]),
  )
}

const OUTER = Uint8Array.of(1)

/** Shapes of cells in the equal-area plane, each made when first asked for. */
export function cellShapes(cells: CellColumns): (row: number) => Shape {
  const made: (Shape | undefined)[] = new Array(cells.lng.length)
  return (row) => {
    const before = made[row]
    if (before !== undefined) return before
    const ring = cellRing(cells.cellHigh[row], cells.cellLow[row])
    const shape = shapeOf(equalArea(ring), Uint32Array.of(0, ring.length / 2), OUTER, 0, 1)
    made[row] = shape
    return shape
  }
}

const known = new WeakMap<CellColumns, Float64Array>()

/** Square metres of each cell in the equal-area plane, edges straight there: what shares of its ground are shares of. Kept with the cells. */
export function cellGround(cells: CellColumns): Float64Array {
  const ground = known.get(cells) ?? cells.lng.map((_, row) => planeArea(cells.cellHigh[row], cells.cellLow[row]))
  known.set(cells, ground)
  return ground
}

function planeArea(high: number, low: number): number {
  const ring = cellRing(high, low)
  return Math.abs(ringArea(equalArea(ring), 0, ring.length / 2))
}

/** How many cells are measured to bound the size of all; between them the size changes by far less than the margin. */
const SIZE_SAMPLE = 256
const SIZE_MARGIN = 1.1

/**
 * Clips every area to every cell it meets. Cells within reach of an edge are clipped exactly; of the others, those whose centre is
 * inside lie inside whole. Costs grow with the cells inside plus those along the edges.
 *
 * @param inside whether a point clear of all edges is inside
 */
export function cellCover(
  shapes: readonly Shape[],
  cells: CellColumns,
  cellShape: (row: number) => Shape,
  inside: (shape: Shape, x: number, y: number) => boolean = insideShape,
): CellCover {
  const n = cells.lng.length
  const centre = new Float64Array(2 * n)
  for (let row = 0; row < n; row++) {
    centre[2 * row] = cells.lng[row]
    centre[2 * row + 1] = cells.lat[row]
  }
  const plane = equalArea(centre)
  const [halfX, halfY] = halfExtent(n, plane, cellShape)
  const buckets = bucketsOf(plane, 2 * halfX, 2 * halfY)
  const nearEdge = new Uint32Array(n)
  const found = new Uint32Array(n)
  const area: number[] = []
  const cell: number[] = []
  const share: number[] = []
  for (let a = 0; a < shapes.length; a++) {
    const shape = shapes[a]
    markNearEdges(shape, plane, buckets, halfX, halfY, nearEdge, a + 1)
    let met = 0
    buckets.visit(shape.west - halfX, shape.south - halfY, shape.east + halfX, shape.north + halfY, (row) => {
      if (nearEdge[row] === a + 1 || inside(shape, plane[2 * row], plane[2 * row + 1])) found[met++] = row
    })
    for (const row of found.subarray(0, met).sort()) {
      const part = nearEdge[row] === a + 1 ? intersectionArea(shape, cellShape(row)) / cellShape(row).area : 1
      if (part === 0) continue
      area.push(a)
      cell.push(row)
      share.push(part)
    }
  }
  return {
    length: area.length,
    area: Uint32Array.from(area),
    cell: Uint32Array.from(cell),
    share: Float64Array.from(share),
  }
}

function halfExtent(n: number, plane: Float64Array, cellShape: (row: number) => Shape): [number, number] {
  let halfX = 1
  let halfY = 1
  const step = Math.max(1, Math.floor(n / SIZE_SAMPLE))
  for (let row = 0; row < n; row += step) {
    const { west, south, east, north } = cellShape(row)
    const x = plane[2 * row]
    const y = plane[2 * row + 1]
    halfX = Math.max(halfX, x - west, east - x)
    halfY = Math.max(halfY, y - south, north - y)
  }
  return [halfX * SIZE_MARGIN, halfY * SIZE_MARGIN]
}

interface Buckets {
  /** Rows whose centre may lie in the box: all that do, and some around. */
  visit(west: number, south: number, east: number, north: number, take: (row: number) => void): void
}

function bucketsOf(plane: Float64Array, width: number, height: number): Buckets {
  const n = plane.length / 2
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let row = 0; row < n; row++) {
    west = Math.min(west, plane[2 * row])
    east = Math.max(east, plane[2 * row])
    south = Math.min(south, plane[2 * row + 1])
    north = Math.max(north, plane[2 * row + 1])
  }
  // far-flung islands must not make a table larger than the cells: widen the buckets instead
  const widen = Math.max(1, Math.sqrt(((east - west) / width) * ((north - south) / height)) / Math.sqrt(4 * n + 16))
  const stepX = width * widen
  const stepY = height * widen
  const columns = n === 0 ? 0 : Math.floor((east - west) / stepX) + 1
  const lines = n === 0 ? 0 : Math.floor((north - south) / stepY) + 1
  const bucketOf = (row: number) =>
    Math.floor((plane[2 * row + 1] - south) / stepY) * columns + Math.floor((plane[2 * row] - west) / stepX)
  const start = new Uint32Array(columns * lines + 1)
  for (let row = 0; row < n; row++) start[bucketOf(row) + 1]++
  for (let b = 0; b < columns * lines; b++) start[b + 1] += start[b]
  const rows = new Uint32Array(n)
  const fill = start.slice()
  for (let row = 0; row < n; row++) rows[fill[bucketOf(row)]++] = row
  return {
    visit(boxWest, boxSouth, boxEast, boxNorth, take) {
      const column0 = Math.max(0, Math.floor((boxWest - west) / stepX))
      const column1 = Math.min(columns - 1, Math.floor((boxEast - west) / stepX))
      const line0 = Math.max(0, Math.floor((boxSouth - south) / stepY))
      const line1 = Math.min(lines - 1, Math.floor((boxNorth - south) / stepY))
      if (column1 < column0) return
      for (let line = line0; line <= line1; line++) {
        const to = start[line * columns + column1 + 1]
        for (let k = start[line * columns + column0]; k < to; k++) take(rows[k])
      }
    },
  }
}

/** Marks the cells whose bounding box meets an edge of the shape. */
function markNearEdges(
  shape: Shape,
  plane: Float64Array,
  buckets: Buckets,
  halfX: number,
  halfY: number,
  mark: Uint32Array,
  stamp: number,
): void {
  const { edge } = shape
  for (let e = 0; e < edge.length; e += EDGE) {
    const ax = edge[e]
    const ay = edge[e + 1]
    const dx = edge[e + 2] - ax
    const dy = edge[e + 3] - ay
    const middleX = ax + dx / 2
    const middleY = ay + dy / 2
    const reachX = halfX + Math.abs(dx) / 2
    const reachY = halfY + Math.abs(dy) / 2
    const reach = halfX * Math.abs(dy) + halfY * Math.abs(dx)
    buckets.visit(middleX - reachX, middleY - reachY, middleX + reachX, middleY + reachY, (row) => {
      const x = plane[2 * row]
      const y = plane[2 * row + 1]
      if (Math.abs(x - middleX) > reachX || Math.abs(y - middleY) > reachY) return
      if (Math.abs(dx * (y - ay) - dy * (x - ax)) <= reach) mark[row] = stamp
    })
  }
}
