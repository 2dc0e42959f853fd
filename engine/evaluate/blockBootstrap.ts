import { random } from '../random.js'

const RESAMPLES = 2000
const LEAST_LENGTH = 3

/** Rows of each resample of a series, one resample after the other. */
export interface BlockResamples {
  readonly steps: number
  /** Consecutive steps drawn together. */
  readonly blockLength: number
  /** Uint32Array[resamples x steps]. */
  readonly rows: Uint32Array
}

/** Months in a block for so many windows: max(3, their cube root, rounded up). */
export function blockLength(steps: number): number {
  let length = LEAST_LENGTH
  while (length ** 3 < steps) length++
  return length
}

/**
 * Circular moving-block bootstrap of a series: 2,000 resamples of as many steps, made of blocks of consecutive steps, so that what one
 * month has in common with the next is kept. The series goes round: the first step follows the last, and every step is drawn as often
 * as every other.
 *
 * @param steps above 0; those of months that are missing in between count as consecutive
 * @param length consecutive steps in a block; 1 for steps that have nothing to do with each other
 * @param id    what the numbers belong to: the same seed, id and number of steps give the same resamples, so that two series are
 *              resampled alike
 *
 * Misleads (too narrow) with few steps and with a trend. Kuensch (1989), Annals of Statistics 17(3); circular: Politis & Romano (1992).
 */
export function blockResamples(steps: number, length: number, seed: number, id: string): BlockResamples {
  const key = JSON.stringify([steps, length, seed, id])
  if (last?.key !== key) last = { key, made: drawResamples(steps, length, seed, id) }
  return last.made
}

/** A hundred areas ask for the same resamples one after the other. */
let last: { readonly key: string; readonly made: BlockResamples } | null = null

function drawResamples(steps: number, length: number, seed: number, id: string): BlockResamples {
  const stream = random(seed, `${id}, ${steps} steps`)
  const rows = new Uint32Array(RESAMPLES * steps)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let start = 0
    for (let step = 0; step < steps; step++) {
      if (step % length === 0) start = stream.integer(steps)
      rows[resample * steps + step] = (start + (step % length)) % steps
    }
  }
  return { steps, blockLength: length, rows }
}

/**
 * Sum over sum of each resample, ascending: the ratio of the sums, never the mean of the ratios. Resamples whose lower sum is 0 are left
 * out.
 */
export function resampledRatios({ steps, rows }: BlockResamples, above: Float64Array, below: Float64Array): Float64Array {
  const ratios = new Float64Array(rows.length / steps)
  let kept = 0
  for (let at = 0; at < rows.length; at += steps) {
    let top = 0
    let bottom = 0
    for (let step = at; step < at + steps; step++) {
      top += above[rows[step]]
      bottom += below[rows[step]]
    }
    if (bottom > 0) ratios[kept++] = top / bottom
  }
  return ratios.subarray(0, kept).sort()
}

/** Of numbers in ascending order the least with so many percent at or below it; NaN of none. */
export function percentile(sorted: Float64Array, percent: number): number {
  return sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]
}
