import { EngineError } from '../error.js'
import { checkAmounts, checkCounts, checkLength, checkPositive } from '../stats/columns.js'
import { empiricalBayes } from '../stats/empiricalBayes.js'
import { gammaTail } from '../stats/gammaTail.js'
import { competitionRank } from './composite.js'

/** Distinctive: P(lambda > 1) of at least this, which is a 95 % interval above 1. */
const SURE = 0.975

/** Tables of area by offence group, row by row: count[area * groups + group]. */
export interface LocalCounts {
  readonly areas: number
  readonly groups: number
  readonly count: Float64Array
  readonly harm: Float64Array
  /** By group, over-dispersion of its counts (`dispersion`). */
  readonly phi: Float64Array
  /** What residents and partners named, votes say, of the user's file; NaN not asked. null: no file. Never blended with the others. */
  readonly residents: Float64Array | null
}

/** Columns as the counts: area by group. Ranks run inside the area, 1 first, ties share the lowest, 0 where there is nothing to rank. */
export interface LocalPriorities {
  readonly volumeRank: Uint32Array
  readonly harmRank: Uint32Array
  /** Share of the group in the area over its share in all areas, as counted; NaN where nothing is expected. */
  readonly quotient: Float64Array
  /** The same, shrunk towards 1 the more the fewer are expected, with 2.5 and 97.5 %. */
  readonly shrunk: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** P(lambda > 1 | data). */
  readonly probability: Float64Array
  /** 1 where it is at least 0.975. */
  readonly distinctive: Uint8Array
  /** Of the distinctive, by `shrunk`; 0 not distinctive. */
  readonly distinctiveRank: Uint32Array
  readonly residentsRank: Uint32Array
  /** Expected share of the distinctive that are not: mean of 1 - probability; NaN where none is. */
  readonly falseShare: number
}

/**
 * Local priorities in four columns: what is most frequent, most harmful, most particular to the area, and what residents say.
 *
 *   E_ak = y_a. y_.k / y_..     lambda_ak ~ Gamma(alpha_k + y_ak / phi_k, rate alpha_k + E_ak / phi_k)
 *
 * with alpha_k from the spread of the quotients of group k over areas (`empiricalBayes`). Where they differ no more than chance lets
 * them, every lambda is 1 and none is distinctive.
 *
 * @throws EngineError 'length-mismatch', 'value-not-finite', 'value-negative', 'count-invalid', 'value-out-of-range'
 *
 * Misleads as a measure of how much: a quiet area's distinctive group may be a handful, and a group is distinctive also because others
 * are few there. Read it beside volume. The areas' own counts are in the expected ones.
 * Clayton & Kaldor (1987), Biometrics 43(3); expected share of false ones: Newton et al. (2004), Biostatistics 5(2).
 */
export function locationQuotient({ areas, groups, count, harm, phi, residents }: LocalCounts): LocalPriorities {
  checkLength('count', count.length, areas * groups)
  checkLength('harm', harm.length, areas * groups)
  checkLength('phi', phi.length, groups)
  if (residents !== null) checkLength('residents', residents.length, areas * groups)
  checkCounts('count', count)
  checkAmounts('harm', harm)
  for (const value of phi) checkPositive('phi', value)
  const below = residents?.findIndex((value) => value < 0) ?? -1
  if (below >= 0)
    throw new EngineError('value-negative', {
      column: 'residents',
      value: String(residents?.[below]),
      hint: 'Give votes or shares from 0 up.',
    })

  const ofArea = new Float64Array(areas)
  const ofGroup = new Float64Array(groups)
  count.forEach((value, at) => {
    ofArea[Math.floor(at / groups)] += value
    ofGroup[at % groups] += value
  })
  const all = ofArea.reduce((sum, value) => sum + value, 0)
  const column = () => new Float64Array(areas * groups).fill(Number.NaN)
  const out = { quotient: column(), shrunk: column(), low: column(), high: column(), probability: column() }
  const distinctive = new Uint8Array(areas * groups)
  let called = 0
  let falseOnes = 0
  for (let group = 0; group < groups; group++) {
    if (ofGroup[group] === 0) continue
    const y = Float64Array.from(ofArea, (_, area) => count[area * groups + group])
    const expected = ofArea.map((value) => (value * ofGroup[group]) / all)
    const { between } = empiricalBayes(y, expected, { phi: phi[group] })
    const alpha = 1 / between
    for (let area = 0; area < areas; area++) {
      if (expected[area] === 0) continue
      const at = area * groups + group
      out.quotient[at] = y[area] / expected[area]
      const known = between > 0
      const shape = alpha + y[area] / phi[group]
      const rate = alpha + expected[area] / phi[group]
      out.shrunk[at] = known ? shape / rate : 1
      out.low[at] = known ? gammaQuantile(0.025, shape) / rate : 1
      out.high[at] = known ? gammaQuantile(0.975, shape) / rate : 1
      out.probability[at] = known ? gammaTail(rate, shape) : 0
      if (out.probability[at] < SURE) continue
      distinctive[at] = 1
      called++
      falseOnes += 1 - out.probability[at]
    }
  }
  const ranks = (values: Float64Array) => {
    const rank = new Uint32Array(values.length)
    for (let area = 0; area < areas; area++)
      rank.set(competitionRank(values.subarray(area * groups, (area + 1) * groups)), area * groups)
    return rank
  }
  return {
    ...out,
    distinctive,
    volumeRank: ranks(someOf(count)),
    harmRank: ranks(someOf(harm)),
    distinctiveRank: ranks(out.shrunk.map((value, at) => (distinctive[at] === 1 ? value : Number.NaN))),
    residentsRank: residents === null ? new Uint32Array(areas * groups) : ranks(residents),
    falseShare: falseOnes / called,
  }
}

/** Nothing has no rank. */
function someOf(values: Float64Array): Float64Array {
  return values.map((value) => (value > 0 ? value : Number.NaN))
}

/**
 * The x with P(X <= x) = p of the gamma distribution of rate 1, to 1e-12 of it: `gammaTail` halved down.
 *
 * @param p between 0 and 1
 */
export function gammaQuantile(p: number, shape: number): number {
  let low = 0
  let high = shape + 1
  while (gammaTail(high, shape) > 1 - p) high *= 2
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (gammaTail(middle, shape) > 1 - p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
