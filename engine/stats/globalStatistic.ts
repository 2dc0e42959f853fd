import { checkChoice } from '../checkOption.js'
import { UNDEFINED_BECAUSE, type UndefinedBecause, type Weights } from '../types.js'
import { type Centred, centred } from './centred.js'
import { groupRows } from './gistar.js'
import { normalTail } from './normalTail.js'
import { checkWithoutSelf, ROUNDING, reasonsOf } from './undefinedBecause.js'

/** One number for the whole map, with its moments under chance. NaN only with a reason. */
export interface GlobalStatistic {
  readonly statistic: number
  readonly expected: number
  readonly variance: number
  readonly z: number
  /** Two-sided, normal. */
  readonly p: number
  readonly undefinedBecause: UndefinedBecause | null
}

export interface GlobalOptions {
  /** 'randomisation': the values as they are, reshuffled over the cells; 'normality': new normal values in every cell. */
  readonly moments: 'randomisation' | 'normality'
}

/** @throws EngineError 'option-invalid' */
export function checkMoments(moments: GlobalOptions['moments']): void {
  checkChoice('moments', moments, ['randomisation', 'normality'])
}

/** What the global statistics are made of. */
export interface GlobalParts {
  readonly about: Centred
  readonly members: Uint32Array
  readonly s0: number
  readonly s1: number
  readonly s2: number
}

/**
 * Centred values and sums of weights, or why there can be no statistic.
 *
 * @param fewest cells the moments asked for need
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'weights-with-self'
 */
export function globalParts(y: Float64Array, weights: Weights, fewest: number): GlobalParts | UndefinedBecause {
  checkWithoutSelf(weights)
  const groups = groupRows(y, weights, null)
  const reason = reasonsOf(y, weights, groups, { permute: 'total', group: null })
  if (y.length < fewest) return 'too-few-cells'
  if (UNDEFINED_BECAUSE[reason[0]] === 'constant') return 'constant'
  const sums = weightSums(weights)
  if (sums.s0 === 0) return 'no-neighbours'
  const [members] = groups
  return { about: centred(y, members), members, ...sums }
}

/**
 * S0 = sum_ij w_ij;  S1 = sum_ij (w_ij + w_ji)^2/2;  S2 = sum_i (w_i. + w_.i)^2. O(n + edges), symmetric or not.
 *
 * Cliff & Ord (1981), Spatial Processes, 1.5.
 */
export function weightSums({ length, offset, neighbour, value }: Weights): { s0: number; s1: number; s2: number } {
  // the weights turned round: who has this row as a neighbour, and with what weight
  const from = new Uint32Array(length + 2)
  for (const other of neighbour) from[other + 2]++
  for (let row = 0; row < length; row++) from[row + 2] += from[row + 1]
  const giver = new Uint32Array(neighbour.length)
  const given = new Float64Array(neighbour.length)
  for (let row = 0; row < length; row++) {
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const at = from[neighbour[k] + 1]++
      giver[at] = row
      given[at] = value === null ? 1 : value[k]
    }
  }
  const held = new Float64Array(length)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  for (let row = 0; row < length; row++) {
    let out = 0
    let back = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const weight = value === null ? 1 : value[k]
      held[neighbour[k]] = weight
      out += weight
      s1 += weight * weight
    }
    for (let k = from[row]; k < from[row + 1]; k++) {
      back += given[k]
      s1 += given[k] * held[giver[k]]
    }
    for (let k = offset[row]; k < offset[row + 1]; k++) held[neighbour[k]] = 0
    s0 += out
    s2 += (out + back) ** 2
  }
  return { s0, s1, s2 }
}

export function undefinedGlobal(reason: UndefinedBecause): GlobalStatistic {
  const none = Number.NaN
  return { statistic: none, expected: none, variance: none, z: none, p: none, undefinedBecause: reason }
}

/**
 * z and p of a statistic.
 *
 * @param excess   statistic - expected; or the other way round, where small is clustered
 * @param variance 0 where rounding is all there is of it
 * @param scale    size of the terms the variance is the difference of
 */
export function standardised(
  statistic: number,
  expected: number,
  excess: number,
  variance: number,
  scale: number,
): GlobalStatistic {
  if (variance <= ROUNDING * scale) {
    return { statistic, expected, variance: 0, z: Number.NaN, p: Number.NaN, undefinedBecause: 'no-variance' }
  }
  const z = excess / Math.sqrt(variance)
  return { statistic, expected, variance, z, p: normalTail(z), undefinedBecause: null }
}
