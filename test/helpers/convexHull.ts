import type { PlanePoints } from '../../engine/stats/planePoints.js'

/** Corners of the convex hull, `x, y` interleaved, anticlockwise, not closed (Andrew's monotone chain). */
export function convexHull({ x, y }: PlanePoints): Float64Array {
  const order = [...x.keys()].sort((a, b) => x[a] - x[b] || y[a] - y[b])
  const half = (rows: readonly number[]) => {
    const chain: number[] = []
    for (const row of rows) {
      while (chain.length >= 2 && turn(chain[chain.length - 2], chain[chain.length - 1], row) <= 0) chain.pop()
      chain.push(row)
    }
    return chain.slice(0, -1)
  }
  const turn = (a: number, b: number, c: number) => (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
  return Float64Array.from([...half(order), ...half(order.reverse())].flatMap((row) => [x[row], y[row]]))
}
