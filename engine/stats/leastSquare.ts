/** A little over half the distance between neighbouring doubles, of the greater: one of it further is the next double, never the one after. */
const STEP = 2 ** -53 * (1 + 2 ** -20)

/**
 * The least number whose square root is at least `root`: `square >= leastSquare(root)` says what `Math.sqrt(square) >= root` says, to the
 * last bit and without the root.
 *
 * @param root 0 or more
 */
export function leastSquare(root: number): number {
  let square = root * root
  for (let lower = before(square); square > 0 && Math.sqrt(lower) >= root; lower = before(square)) square = lower
  while (Math.sqrt(square) < root) square += step(square)
  return square
}

function before(value: number): number {
  return value - step(value)
}

function step(value: number): number {
  return Math.max(value * STEP, Number.MIN_VALUE)
}
