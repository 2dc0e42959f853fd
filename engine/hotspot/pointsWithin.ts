import type { PointGrid } from '../stats/pointGrid.js'

/** Rows of the points within a distance, ascending. */
export function pointsWithin(grid: PointGrid, x: number, y: number, reach: number): Uint32Array {
  const found: number[] = []
  forPointsWithin(grid, x, y, reach, (row) => {
    found.push(row)
  })
  return Uint32Array.from(found).sort()
}

/** The same one by one, in the order of the grid. */
export function forPointsWithin(grid: PointGrid, x: number, y: number, reach: number, see: (row: number) => void): void {
  const px = x - grid.west
  const py = y - grid.south
  const limit = reach * reach
  const west = Math.max(0, Math.floor((px - reach) / grid.side))
  const east = Math.min(grid.columns - 1, Math.floor((px + reach) / grid.side))
  const south = Math.max(0, Math.floor((py - reach) / grid.side))
  const north = Math.min(grid.rows - 1, Math.floor((py + reach) / grid.side))
  // a range that begins off one end of a row of buckets holds those of the next
  if (west > east) return
  for (let row = south; row <= north; row++) {
    const to = grid.start[row * grid.columns + east + 1]
    for (let at = grid.start[row * grid.columns + west]; at < to; at++) {
      const dx = grid.x[at] - px
      const dy = grid.y[at] - py
      if (dx * dx + dy * dy <= limit) see(grid.row[at])
    }
  }
}
