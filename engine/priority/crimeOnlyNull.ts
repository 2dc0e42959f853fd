import { EngineError } from '../error.js'
import { random } from '../random.js'
import { checkAmounts, checkCounts, checkLength } from '../stats/columns.js'
import { drawCounts } from '../stats/nullCounts.js'
import { type AreaShape, areaSearcher } from './growExchange.js'

export interface CrimeOnlyNullOptions {
  /** Variance over mean of a unit's count in the period (`dispersion`), at least 1. */
  readonly phi: number
  /** R. */
  readonly draws: number
  readonly seed: number
}

export interface CrimeOnlyNull {
  /** The area with the most crimes above what its people would have at the force's rate; rows ascending, null: none of the size. */
  readonly members: Uint32Array | null
  /** Crimes over those expected, less 1: 0.36 is 36 % above the force's rate. */
  readonly lift: number
  /** Mean of the same over the draws: what the best area shows where no area differs. */
  readonly liftByChance: number
  /** (draws with as much excess + 1)/(R + 1); at least 1/(R + 1). */
  readonly p: number
  readonly draws: number
}

/**
 * How high the best area would come by chance, of crimes alone: counts drawn at one rate for all, over-dispersed, and searched as the
 * data were. Of the composite score there is no such p: its other factors have no sampling distribution.
 *
 * @param counts crimes and incidents by unit in the period, whole numbers
 * @param people what they are set against, 0 and up; a unit of 0 cannot be chosen
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'count-invalid'
 *
 * Misleads: units are drawn independently, so neighbours that are alike for any reason (a town centre) make p small; it says that crime
 * is uneven, not why. Negative binomial counts given their total (`drawCounts`). Kulldorff (1997) for the maximum as the statistic.
 */
export function crimeOnlyNull(
  shape: AreaShape,
  counts: Float64Array,
  people: Float64Array,
  { phi, draws, seed }: CrimeOnlyNullOptions,
): CrimeOnlyNull {
  checkLength('counts', counts.length, shape.graph.length)
  checkLength('people', people.length, shape.graph.length)
  checkAmounts('people', people)
  checkCounts('counts', counts)
  if (!(phi >= 1 && phi < Infinity))
    throw new EngineError('value-out-of-range', {
      column: 'phi',
      value: String(phi),
      hint: 'Give the variance over the mean, 1 or more.',
    })
  if (!(Number.isInteger(draws) && draws >= 1))
    throw new EngineError('value-out-of-range', {
      column: 'draws',
      value: String(draws),
      hint: 'Give a whole number of draws; 199 is usual.',
    })
  const total = counts.reduce((sum, count, row) => (people[row] > 0 ? sum + count : sum), 0)
  const all = people.reduce((sum, value) => sum + value, 0)
  const share = people.map((value) => value / all)
  const search = areaSearcher(shape)
  const excessOf = (column: Float64Array) =>
    column.map((count, row) => (people[row] > 0 ? count - share[row] * total : Number.NaN))
  const liftOf = (members: Uint32Array, excess: number) => excess / members.reduce((sum, row) => sum + share[row] * total, 0)

  const observed = search(excessOf(counts), null).best
  const none = { members: null, lift: Number.NaN, liftByChance: Number.NaN, p: Number.NaN, draws }
  if (observed === null || total === 0) return none
  const drawn = new Float64Array(counts.length)
  let asHigh = 0
  let lifts = 0
  for (let draw = 0; draw < draws; draw++) {
    drawCounts(random(seed, `crime-only area ${draw}`), share, total, phi, drawn)
    const best = search(excessOf(drawn), null).best
    if (best === null) continue
    if (best.excess >= observed.excess) asHigh++
    lifts += liftOf(best.members, best.excess)
  }
  return {
    members: observed.members,
    lift: liftOf(observed.members, observed.excess),
    liftByChance: lifts / draws,
    p: (asHigh + 1) / (draws + 1),
    draws,
  }
}
