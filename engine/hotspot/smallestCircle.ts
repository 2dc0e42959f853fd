/** A circle, in the unit of its points. */
export interface Circle {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Share of the radius by which a point may lie outside: rounding, a few nanometres in 150 m. */
const SLACK = 1e-10

/**
 * The smallest circle round some of the points: incrementally, one, two, then three of them on its rim. Points in any order; at least one.
 *
 * Welzl (1991), Smallest enclosing disks; without shuffling, so that a result repeats: n^3 at the very most, n in practice.
 */
export function smallestCircle(x: Float64Array, y: Float64Array, rows: ArrayLike<number>): Circle {
  let circle: Circle = { x: x[rows[0]], y: y[rows[0]], radius: 0 }
  for (let i = 1; i < rows.length; i++) {
    if (holds(circle, x[rows[i]], y[rows[i]])) continue
    circle = { x: x[rows[i]], y: y[rows[i]], radius: 0 }
    for (let j = 0; j < i; j++) {
      if (holds(circle, x[rows[j]], y[rows[j]])) continue
      circle = between(x, y, rows[i], rows[j])
      for (let k = 0; k < j; k++) if (!holds(circle, x[rows[k]], y[rows[k]])) circle = through(x, y, rows[i], rows[j], rows[k])
    }
  }
  return circle
}

function holds(circle: Circle, x: number, y: number): boolean {
  return Math.hypot(x - circle.x, y - circle.y) <= circle.radius * (1 + SLACK)
}

function between(x: Float64Array, y: Float64Array, a: number, b: number): Circle {
  return { x: (x[a] + x[b]) / 2, y: (y[a] + y[b]) / 2, radius: Math.hypot(x[a] - x[b], y[a] - y[b]) / 2 }
}

/** Circumcircle; of three points on a line, the circle over the two farthest apart. */
function through(x: Float64Array, y: Float64Array, a: number, b: number, c: number): Circle {
  const bx = x[b] - x[a]
  const by = y[b] - y[a]
  const cx = x[c] - x[a]
  const cy = y[c] - y[a]
  const twice = 2 * (bx * cy - by * cx)
  if (twice === 0) {
    const pairs = [between(x, y, a, b), between(x, y, a, c), between(x, y, b, c)]
    return pairs.reduce((largest, circle) => (circle.radius > largest.radius ? circle : largest))
  }
  const ofB = bx * bx + by * by
  const ofC = cx * cx + cy * cy
  const dx = (cy * ofB - by * ofC) / twice
  const dy = (bx * ofC - cx * ofB) / twice
  return { x: x[a] + dx, y: y[a] + dy, radius: Math.hypot(dx, dy) }
}
