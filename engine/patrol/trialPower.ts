import { EngineError } from '../error.js'
import { type Random, random } from '../random.js'
import { TRIAL_DAY, type TrialSchedule, trialBlocks } from './trialSchedule.js'

/** What a trial could find, told before it begins. */
export interface TrialPower {
  /** By fall: share of trials in which p <= 0.05. */
  readonly power: readonly { readonly fall: number; readonly power: number }[]
  /** Smallest of the falls that at least 80 % of trials would find; null: none of them. */
  readonly found80: number | null
  readonly simulations: number
  readonly phi: number
}

/** Falls power is told for, as shares. */
export const TRIAL_FALLS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] as const
const SIMULATIONS = 1000
/** Two-sided 5 %. */
const NORMAL_LIMIT = 1.959964
/** A greater mean is no count of a hotspot and a day, and its chances would fall below the least number there is. */
const MOST_MEAN = 100

/**
 * Power of a schedule, by simulation: counts of each hotspot and day are drawn around its mean with variance phi times the mean, lower by
 * the fall on treated days, and the difference is judged against the spread it has over redraws of the design, which is known in closed
 * form, by a normal limit half a step of the difference away, since counts are whole: nothing is redrawn here. Within 0.03 of the power
 * by redraws in designs of 1 to 10 hotspots, 28 to 91 days and 0.05 to 1 event a day (test/unit/patrol/trial.test.ts has some of them).
 *
 * @param perDay events expected on a day when nobody is sent, by hotspot, 0 to 100
 * @param phi    over-dispersion of days, 1 and up: 1 is Poisson, 2 a common value
 * @throws EngineError 'length-mismatch', 'value-out-of-range'
 */
export function trialPower(schedule: TrialSchedule, perDay: ArrayLike<number>, phi: number): TrialPower {
  const { hotspots, days, seed, assigned } = schedule
  if (perDay.length !== hotspots.length)
    throw new EngineError('length-mismatch', {
      column: 'perDay',
      value: String(perDay.length),
      hint: `Give one of each of ${hotspots.length} hotspots.`,
    })
  const refused = (column: string, value: number, hint: string) =>
    new EngineError('value-out-of-range', { column, value: String(value), hint })
  if (!(phi >= 1 && phi <= 100)) throw refused('phi', phi, 'Variance over mean of the counts of a day: 1 to 100.')
  for (let row = 0; row < perDay.length; row++) {
    if (!(perDay[row] >= 0 && perDay[row] <= MOST_MEAN)) throw refused('perDay', perDay[row], `Events a day: 0 to ${MOST_MEAN}.`)
  }
  const blocks = trialBlocks(schedule)
  const power = TRIAL_FALLS.map((fall) => {
    const draw = random(seed, `trial power ${fall}`)
    let found = 0
    for (let n = 0; n < SIMULATIONS; n++) {
      const counts = Float64Array.from(assigned, (arm, at) =>
        overdispersedCount(draw, perDay[Math.floor(at / days)] * (arm === TRIAL_DAY.treat ? 1 - fall : 1), phi),
      )
      if (standardised(schedule, blocks, counts) >= NORMAL_LIMIT) found++
    }
    return { fall, power: found / SIMULATIONS }
  })
  return { power, found80: power.find((row) => row.power >= 0.8)?.fall ?? null, simulations: SIMULATIONS, phi }
}

/**
 * Size of the difference of the arms, less half its step, over the standard deviation it has in redraws of the design; 0 where it cannot
 * vary. With blocks weighed by n1 n0 / (n1 + n0) the difference is the events on treated days less those expected there, n1 of all of the
 * block's days' share: whole steps where blocks have an even number of days, parts of so many days where one is odd.
 */
function standardised(
  { hotspots, days, assigned }: TrialSchedule,
  blocks: readonly (readonly number[])[],
  counts: Float64Array,
): number {
  let difference = 0
  let variance = 0
  let step = 1
  for (let hotspot = 0; hotspot < hotspots.length; hotspot++) {
    for (const block of blocks) {
      const length = block.length
      let treatedDays = 0
      let treated = 0
      let sum = 0
      let squares = 0
      for (let k = 0; k < length; k++) {
        const at = hotspot * days + block[k]
        const count = counts[at]
        sum += count
        squares += count * count
        if (assigned[at] === TRIAL_DAY.treat) {
          treated += count
          treatedDays++
        }
      }
      const heldDays = length - treatedDays
      if (treatedDays === 0 || heldDays === 0 || sum === 0) continue
      difference += treated - (treatedDays * sum) / length
      // finite-population variance of the sum of some days
      variance += (((treatedDays * heldDays) / length) * (squares - (sum * sum) / length)) / (length - 1)
      if (length % 2 === 1) step = Math.min(step, 1 / length)
    }
  }
  return variance > 0 ? (Math.abs(difference) - step / 2) / Math.sqrt(variance) : 0
}

/**
 * A count with variance phi times its mean: Poisson for 1, negative binomial above, by the inverse of its distribution function.
 *
 * @param mean 0 to 100
 */
export function overdispersedCount(draw: Random, mean: number, phi: number): number {
  if (mean === 0) return 0
  const shape = phi > 1 ? mean / (phi - 1) : Infinity
  const step = (k: number) => (phi > 1 ? ((shape + k) / (k + 1)) * (1 - 1 / phi) : mean / (k + 1))
  let chance = phi > 1 ? Math.exp(-shape * Math.log(phi)) : Math.exp(-mean)
  let left = draw.uniform() - chance
  let count = 0
  // the chances of ever greater counts fall to nothing: what rounding leaves of the draw is not waited for
  while (left > 0 && chance > 0) {
    chance *= step(count)
    left -= chance
    count++
  }
  return count
}
