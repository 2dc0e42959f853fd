import { leastSquare } from './leastSquare.js'
import type { PointGrid } from './pointGrid.js'

/** One side of a Knox table: the pairs of a band, whatever the other side. */
export interface Margin {
  /** Pairs in the band. */
  readonly pairs: number
  /** Ordered pairs of them that share exactly one event. */
  readonly sharing: number
}

/** Of a bucket's side: widens what is tested, so that rounding at the border of a bucket miscounts no event. */
const SLACK = 1e-6

/**
 * Margins of half-open distance bands: band b has the pairs with space[b] <= distance < space[b + 1].
 *
 * Buckets that lie wholly inside a circle are counted by the numbers of their first and last event; distances are worked out only
 * at the rim, so the grid is best fine: about five events to a bucket.
 */
export function spaceMargins(grid: PointGrid, space: readonly number[]): Margin[] {
  const squares = space.map(leastSquare)
  const ends = new Float64Array(space.length - 1)
  const sharing = new Float64Array(space.length - 1)
  for (let i = 0; i < grid.x.length; i++) {
    let nearer = countWithin(grid, i, space[0], squares[0])
    for (let band = 0; band < ends.length; band++) {
      const within = countWithin(grid, i, space[band + 1], squares[band + 1])
      const degree = within - nearer
      ends[band] += degree
      sharing[band] += degree * (degree - 1)
      nearer = within
    }
  }
  return Array.from(ends, (count, band) => ({ pairs: count / 2, sharing: sharing[band] }))
}

/** Other events less than `radius` away from event i. */
function countWithin({ side, columns, rows, start, x, y }: PointGrid, i: number, radius: number, square: number): number {
  const ownX = x[i]
  const ownY = y[i]
  const perMetre = 1 / side
  const slack = SLACK * side
  const outer = radius + slack
  const outer2 = outer * outer
  const inner = Math.max(0, radius - slack)
  const inner2 = inner * inner
  const centre = ownX * perMetre
  const lastRow = Math.min(rows - 1, Math.trunc((ownY + outer) * perMetre))
  // the event meets itself
  let count = square > 0 ? -1 : 0
  for (let row = Math.max(0, Math.trunc((ownY - outer) * perMetre)); row <= lastRow; row++) {
    const above = (row + 1) * side - ownY
    const below = ownY - row * side
    // distances from the event to the row's nearer and further side
    const near = Math.max(0, -above, -below)
    const far = Math.max(above, below)
    const across = (Math.sqrt(Math.max(0, outer2 - near * near)) + slack) * perMetre
    const first = row * columns
    const from = start[first + Math.max(0, Math.trunc(centre - across))]
    const to = start[first + Math.min(columns, Math.trunc(centre + across) + 1)]
    let wholeFrom = to
    let wholeTo = to
    if (far < inner) {
      // columns wholly inside
      const within = Math.sqrt(inner2 - far * far) * perMetre - SLACK
      const west = Math.max(0, Math.trunc(centre - within + 1))
      const east = Math.min(columns, Math.trunc(centre + within))
      if (west < east) {
        wholeFrom = start[first + west]
        wholeTo = start[first + east]
      }
    }
    for (let j = from; j < wholeFrom; j++) {
      const dx = ownX - x[j]
      const dy = ownY - y[j]
      count += Number(dx * dx + dy * dy < square)
    }
    count += wholeTo - wholeFrom
    for (let j = wholeTo; j < to; j++) {
      const dx = ownX - x[j]
      const dy = ownY - y[j]
      count += Number(dx * dx + dy * dy < square)
    }
  }
  return count
}
