import { EngineError } from '../error.js'
import { checkCounts, checkLength } from './columns.js'

/** Lengths of a block in months, longest first: the longest that gives at least 3 is taken. */
const BLOCK_MONTHS = [12, 6, 3, 1]
const ENOUGH_BLOCKS = 3
/** What is taken for phi where it cannot be estimated. */
const ASSUMED = 2

export interface Dispersion {
  /** At least 1. */
  readonly phi: number
  /** The same before it is raised to 1; NaN where phi is assumed. */
  readonly estimate: number
  readonly blockMonths: number
  /** Blocks with any crime, and units with any. */
  readonly blocks: number
  readonly units: number
  /** Oldest months that fill no block: not used. */
  readonly monthsLeftOut: number
  /** Why phi is assumed to be 2 (tell the reader: `dispersion-assumed`); null where it is estimated. */
  readonly assumedBecause: 'no-crime' | 'one-unit' | 'one-block' | null
}

/**
 * Over-dispersion phi of counts by unit and time: how many times the variance of a Poisson count theirs is, once busy units and busy
 * times are allowed for.
 *
 *   mu_ib = y_i. y_.b / y_..      phi = max(1, sum (y_ib - mu_ib)^2 / mu_ib / ((n - 1)(B - 1)))
 *
 * over the n units and B blocks of time with any crime. Blocks end with the last month and are 12 months long where that gives at least
 * 3, else 6, 3 or 1. A month that is missing for all units may be left as zeros: it makes its block smaller, which mu follows.
 *
 * @param counts unit by month, row by row: counts[unit * months + month], months in order
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'count-invalid', 'value-out-of-range'
 *
 * Misleads where units follow different trends or seasons: that is difference, and counts as dispersion here. Phi grows with the length
 * of the block (all crime by LSOA: about 2 by month, 4 by year), so do not carry one from months to years. Mostly empty tables
 * (under one event a unit and block) make it unsteady, and units with a stray event or two (areas outside the force) pull it towards 1:
 * leave those out.
 * Pearson's chi-square over its degrees of freedom: McCullagh & Nelder (1989), Generalized Linear Models, 4.5.
 */
export function dispersion(counts: Float64Array, units: number, months: number): Dispersion {
  for (const [column, value] of Object.entries({ units, months })) {
    if (!Number.isInteger(value) || value < 0)
      throw new EngineError('value-out-of-range', { column, value: String(value), hint: 'Give a whole number from 0 up.' })
  }
  checkLength('counts', counts.length, units * months)
  checkCounts('counts', counts)
  const blockMonths = BLOCK_MONTHS.find((length) => months >= ENOUGH_BLOCKS * length) ?? 1
  const blocks = Math.floor(months / blockMonths)
  const monthsLeftOut = months - blocks * blockMonths

  const table = new Float64Array(units * blocks)
  const ofUnit = new Float64Array(units)
  const ofBlock = new Float64Array(blocks)
  let total = 0
  for (let unit = 0; unit < units; unit++) {
    for (let month = monthsLeftOut; month < months; month++) {
      const block = Math.floor((month - monthsLeftOut) / blockMonths)
      const count = counts[unit * months + month]
      table[unit * blocks + block] += count
      ofUnit[unit] += count
      ofBlock[block] += count
      total += count
    }
  }
  const some = (sums: Float64Array) => sums.reduce((n, sum) => n + Number(sum > 0), 0)
  const [n, b] = [some(ofUnit), some(ofBlock)]
  const about = { blockMonths, blocks: b, units: n, monthsLeftOut }
  const assumedBecause = total === 0 ? 'no-crime' : n < 2 ? 'one-unit' : b < 2 ? 'one-block' : null
  if (assumedBecause !== null) return { phi: ASSUMED, estimate: Number.NaN, ...about, assumedBecause }

  let chiSquare = 0
  for (let unit = 0; unit < units; unit++) {
    for (let block = 0; block < blocks; block++) {
      const expected = (ofUnit[unit] * ofBlock[block]) / total
      if (expected > 0) chiSquare += (table[unit * blocks + block] - expected) ** 2 / expected
    }
  }
  const estimate = chiSquare / ((n - 1) * (b - 1))
  return { phi: Math.max(1, estimate), estimate, ...about, assumedBecause }
}
