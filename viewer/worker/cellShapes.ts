import { cellRing } from '../../engine/index.js'
import type { Cells } from '../load/results.js'
import type { Box, CellShapes } from './protocol.js'

/** A hexagon has 6 vertices; a ring on an edge of the icosahedron up to 10. */
const MOST_VERTICES = 10

/** Exact outlines of the cells whose centres lie in a box. */
export function cellShapes(cells: Cells, [west, south, east, north]: Box): CellShapes {
  const inside: number[] = []
  for (let row = 0; row < cells.length; row++) {
    const lng = cells.lng[row]
    const lat = cells.lat[row]
    if (lng >= west && lng <= east && lat >= south && lat <= north) inside.push(row)
  }
  const positions = new Float64Array(inside.length * 2 * (MOST_VERTICES + 1))
  const triangles = new Uint32Array(inside.length * 3 * (MOST_VERTICES - 2))
  const starts = new Uint32Array(inside.length + 1)
  let vertex = 0
  let corner = 0
  inside.forEach((row, shape) => {
    const ring = cellRing(cells.high[row], cells.low[row])
    const corners = ring.length / 2
    positions.set(ring, 2 * vertex)
    positions.set(ring.subarray(0, 2), 2 * (vertex + corners))
    // a cell is convex: a fan of triangles fills it
    for (let k = 1; k + 1 < corners; k++) {
      triangles[corner++] = vertex
      triangles[corner++] = vertex + k
      triangles[corner++] = vertex + k + 1
    }
    vertex += corners + 1
    starts[shape + 1] = vertex
  })
  return {
    rows: Uint32Array.from(inside),
    positions: positions.slice(0, 2 * vertex),
    starts,
    triangles: triangles.slice(0, corner),
  }
}
