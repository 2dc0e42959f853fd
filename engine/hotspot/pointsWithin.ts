import type { PointGrid } from '../stats/pointGrid.js'

/** Rows of the points within a distance, ascending. */
export function pointsWithin(grid: PointGrid, x: number, y: number, reach: number): Uint32Array {
  const px = x - grid.west
  const py = y - grid.south
  const found: number[] = []
  const west = Math.max(0, Math.floor((px - reach) / grid.side))
  const east = Math.min(grid.columns - 1, Math.floor((px + reach) / grid.side))
  const south = Math.max(0, Math.floor((py - reach) / grid.side))
  const north = Math.min(grid.rows - 1, Math.floor((py + reach) / grid.side))
  for (let row = south; row <= north; row++) {
    const to = grid.start[row * grid.columns + east + 1]
    for (let at = grid.start[row * grid.columns + west]; at < to; at++)
      if (Math.hypot(grid.x[at] - px, grid.y[at] - py) <= reach) found.push(grid.row[at])
  }
  return Uint32Array.from(found).sort()
}
