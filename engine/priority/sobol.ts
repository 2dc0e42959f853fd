import { quantileSorted } from 'simple-statistics'
import { EngineError } from '../error.js'
import { random } from '../random.js'
import { checkLength } from '../stats/columns.js'

const RESAMPLES = 1000

/** An index with the interval that 90 % of bootstrap resamples of the rows lie in. */
export interface SobolIndex {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface SobolIndices {
  /** Share of the variance that goes when the input is fixed: its effect alone. */
  readonly first: SobolIndex
  /** Share of the variance left when all other inputs are fixed: its effect alone and with others. */
  readonly total: SobolIndex
}

/**
 * Sobol indices of each input of a function, from its values over a Saltelli design of N rows:
 *
 *   first = 1 - mean (f(B) - f(AB_i))^2 / 2V      total = mean (f(A) - f(AB_i))^2 / 2V
 *
 * where A and B are independent samples of all inputs, AB_i is A with input i from B, and V is the variance of all f(A) and f(B).
 *
 * @param a  N values f(A); b f(B); ab by input f(AB_i)
 * @param id names the bootstrap's stream, beside the seed
 * @returns  null where f does not vary: no input matters
 * @throws   EngineError 'length-mismatch', 'points-too-few' (under 2 rows)
 *
 * Misleads as a ranking of inputs with overlapping intervals; small indices may come out below 0.
 * Jansen (1999), Computer Physics Communications 117; Saltelli et al. (2010), same journal 181(2).
 */
export function sobolIndices(
  a: Float64Array,
  b: Float64Array,
  ab: readonly Float64Array[],
  { seed, id }: { readonly seed: number; readonly id: string },
): SobolIndices[] | null {
  const rows = a.length
  if (rows < 2) throw new EngineError('points-too-few', { value: String(rows), hint: 'A Saltelli design has at least 2 rows.' })
  for (const column of [b, ...ab]) checkLength('f', column.length, rows)
  const all = Uint32Array.from(a, (_, row) => row)
  const found = indicesOf(a, b, ab, all)
  if (found === null) return null

  const resamples = ab.map(() => ({ first: [] as number[], total: [] as number[] }))
  const stream = random(seed, id)
  const drawn = new Uint32Array(rows)
  for (let r = 0; r < RESAMPLES; r++) {
    for (let row = 0; row < rows; row++) drawn[row] = stream.integer(rows)
    // a resample of equal values has no indices
    indicesOf(a, b, ab, drawn)?.forEach(({ first, total }, input) => {
      resamples[input].first.push(first)
      resamples[input].total.push(total)
    })
  }
  const withInterval = (value: number, of: number[]): SobolIndex => {
    const sorted = of.sort((x, y) => x - y)
    return { value, low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) }
  }
  return found.map(({ first, total }, input) => ({
    first: withInterval(first, resamples[input].first),
    total: withInterval(total, resamples[input].total),
  }))
}

function indicesOf(a: Float64Array, b: Float64Array, ab: readonly Float64Array[], rows: Uint32Array) {
  let sum = 0
  for (const row of rows) sum += a[row] + b[row]
  const mean = sum / (2 * rows.length)
  let squares = 0
  for (const row of rows) squares += (a[row] - mean) ** 2 + (b[row] - mean) ** 2
  // V over 2N - 1 values, and the halves of the estimators
  const twiceVariance = (2 * squares) / (2 * rows.length - 1)
  if (!(twiceVariance > 0)) return null
  return ab.map((column) => {
    let first = 0
    let total = 0
    for (const row of rows) {
      first += (b[row] - column[row]) ** 2
      total += (a[row] - column[row]) ** 2
    }
    return { first: 1 - first / rows.length / twiceVariance, total: total / rows.length / twiceVariance }
  })
}
