import { EngineError } from '../error.js'

/** Pairs of steps grow with their square; 13 years of days are 12 million. */
const MOST_STEPS = 5000

/**
 * Number of series in a table of them, one after the other, each of `steps` values; NaN is a step that was not measured.
 *
 * @throws EngineError 'option-invalid' (steps no whole number from 1), 'series-too-long' (over 5,000 steps), 'length-mismatch'
 *         (values are not whole series), 'value-not-finite' (an infinity)
 */
export function countSeries(values: Float64Array, steps: number): number {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new EngineError('option-invalid', { column: 'steps', value: String(steps), hint: 'Give a whole number from 1.' })
  }
  if (steps > MOST_STEPS) {
    throw new EngineError('series-too-long', { value: String(steps), hint: `Add steps up: at most ${MOST_STEPS} can be used.` })
  }
  if (values.length % steps !== 0) {
    throw new EngineError('length-mismatch', {
      column: 'values',
      value: String(values.length),
      hint: `It must be a multiple of the ${steps} steps.`,
    })
  }
  const infinite = values.findIndex((value) => Math.abs(value) === Infinity)
  if (infinite >= 0) {
    throw new EngineError('value-not-finite', {
      value: String(values[infinite]),
      hint: `Step ${infinite % steps} of series ${Math.floor(infinite / steps)}: leave a step that was not measured empty.`,
    })
  }
  return values.length / steps
}

/** One series, or every `stride`-th step of it, without the steps not measured; filled again for each, so made once. */
export interface Packed {
  /** Measured values in order of time. */
  readonly x: Float64Array
  /** Steps (or strides) from the beginning. */
  readonly time: Float64Array
  n: number
}

export function emptyPacked(steps: number): Packed {
  return { x: new Float64Array(steps), time: new Float64Array(steps), n: 0 }
}

/** Fills `out` with values[from], values[from + stride] ... before `to`. */
export function pack(values: Float64Array, from: number, to: number, stride: number, out: Packed): void {
  out.n = 0
  for (let at = from, time = 0; at < to; at += stride, time++) {
    if (Number.isNaN(values[at])) continue
    out.x[out.n] = values[at]
    out.time[out.n++] = time
  }
}

/** Ranks 1..n, equal values sharing their mean rank, into `ranks`; `sorted` holds the same n values ascending. */
export function midranks(x: Float64Array, sorted: Float64Array, n: number, ranks: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let low = 0
    let high = n
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sorted[middle] < x[i]) low = middle + 1
      else high = middle
    }
    let last = low
    while (last + 1 < n && sorted[last + 1] === x[i]) last++
    ranks[i] = (low + last) / 2 + 1
  }
}

/** Median of n ascending values, the mean of the middle two of an even number; NaN of none. */
export function medianOfSorted(sorted: Float64Array, n: number): number {
  if (n === 0) return Number.NaN
  return n % 2 === 1 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2
}
