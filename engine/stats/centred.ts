import { EngineError } from '../error.js'

/** The values of one reference group about their mean. */
export interface Centred {
  readonly n: number
  readonly mean: number
  /** y - mean, by row; 0 in rows that are not of the group. */
  readonly deviation: Float64Array
  /** Sum of the squared deviations. */
  readonly squares: number
}

/**
 * Values about the mean of their group; the mean in two passes, so that it is right to the last digit or two however large
 * the group. Deviations are taken from the first mean and then corrected: that of 1e9 + 1 from 1e9 + 3.1 keeps all its digits,
 * though the mean itself has only seven behind the point.
 *
 * @param members rows of the group, at least one; their values finite
 * @throws        EngineError 'value-not-finite' where the squares overflow, or all vanish although the values differ
 */
export function centred(y: Float64Array, members: Uint32Array): Centred {
  const n = members.length
  let sum = 0
  for (let at = 0; at < n; at++) sum += y[members[at]]
  const rough = sum / n
  let rest = 0
  for (let at = 0; at < n; at++) rest += y[members[at]] - rough
  const correction = rest / n
  const deviation = new Float64Array(y.length)
  const first = y[members[0]]
  let squares = 0
  let differ = false
  for (let at = 0; at < n; at++) {
    const row = members[at]
    const own = y[row] - rough - correction
    deviation[row] = own
    squares += own * own
    if (y[row] !== first) differ = true
  }
  if (!Number.isFinite(squares) || (differ && squares < 1e-290)) {
    throw new EngineError('value-not-finite', {
      value: String(squares),
      hint: 'The sum of the squared values is too large or too small for a number to hold: give the values in another unit.',
    })
  }
  return { n, mean: rough + correction, deviation, squares }
}

/**
 * Sum of the squared deviations of all but one cell of the group from the mean of those others.
 *
 * Taking the cell out of the sum loses digits only where it holds most of it, which at most two cells do; for them the
 * others are added up again.
 */
export function othersSquares({ n, deviation, squares }: Centred, members: Uint32Array, row: number): number {
  const own = deviation[row]
  if (own * own <= squares / 2) return squares - (own * own * n) / (n - 1)
  let sum = 0
  for (const other of members) if (other !== row) sum += deviation[other]
  const mean = sum / (n - 1)
  let others = 0
  for (const other of members) if (other !== row) others += (deviation[other] - mean) ** 2
  return others
}

/** b2 = m4/m2^2, divisors n; NaN where all values are equal. */
export function kurtosis({ n, deviation, squares }: Centred, members: Uint32Array): number {
  let fourth = 0
  for (const row of members) fourth += ((deviation[row] * deviation[row] * n) / squares) ** 2
  return fourth / n
}
