import { EngineError } from '../error.js'
import { random } from '../random.js'
import { drawBlock, TRIAL_DAY, type TrialSchedule, trialBlocks } from './trialSchedule.js'

/** The stored design drawn again many times. */
export interface Redraws {
  readonly draws: number
  /** Draw by hotspot by day: TRIAL_DAY. */
  readonly assigned: Uint8Array
}

export interface TrialResult {
  readonly treatedDays: number
  readonly heldDays: number
  /** Events on treated and on held days, washout left out. */
  readonly treated: number
  readonly held: number
  /** Events a hotspot-day, mean over blocks by the days compared in each; their ratio; NaN where nothing was counted when held. */
  readonly treatedRate: number
  readonly heldRate: number
  readonly rateRatio: number
  /** Two-sided, by drawing the design again: the smaller tail doubled, at most 1. NaN where every draw gives the same difference. */
  readonly p: number
  readonly draws: number
  /** Ratios nine draws of ten lie between when patrols change nothing. */
  readonly ratioByChance: readonly [low: number, high: number]
  /** Hotspot-days in blocks all of one arm, which compare with nothing. */
  readonly daysNotCompared: number
}

export const TRIAL_DRAWS = 9999
/** Hotspot-days of all draws; a byte each. */
const MOST_REDRAWN = 1e9

/**
 * Draws the design again: days within each block of hotspot and day of the week.
 *
 * @throws EngineError 'option-invalid': draws no whole number from 1
 */
export function redrawTrial(schedule: TrialSchedule, draws: number = TRIAL_DRAWS): Redraws {
  if (!(Number.isInteger(draws) && draws >= 1))
    throw new EngineError('option-invalid', { column: 'draws', value: String(draws), hint: 'A whole number of draws from 1 up.' })
  const { hotspots, days, seed } = schedule
  const blocks = trialBlocks(schedule)
  const size = hotspots.length * days
  if (draws * size > MOST_REDRAWN)
    throw new EngineError('option-invalid', {
      column: 'draws',
      value: String(draws),
      hint: `For ${hotspots.length} hotspots and ${days} days at most ${Math.floor(MOST_REDRAWN / size)} draws fit in memory.`,
    })
  const assigned = new Uint8Array(draws * size).fill(TRIAL_DAY.washout)
  hotspots.forEach((id, hotspot) => {
    const draw = random(seed, `trial redrawn ${id}`)
    const integer = (bound: number) => draw.integer(bound)
    for (let again = 0; again < draws; again++) {
      for (const block of blocks) {
        const arms = drawBlock(block.length, integer)
        for (let k = 0; k < block.length; k++) assigned[again * size + hotspot * days + block[k]] = arms[k]
      }
    }
  })
  return { draws, assigned }
}

/**
 * What a trial found, by randomisation inference on its own design: were patrols without effect, each redraw of the schedule would have been
 * as likely as the one that was used, whatever the days are like (busy days, over-dispersion, events that come together).
 *
 * The difference is weighed by block, n1 n0 / (n1 + n0) of its treated and held days, so that hotspots and days of the week cancel.
 *
 * @param counts hotspot by day, events; what stands on washout days is not looked at
 * @throws EngineError 'length-mismatch', 'count-invalid'
 *
 * Misleads where a day changes the next (patrols that linger, or push events to a held day): plan washout days. It says nothing of streets
 * around the hotspots. Every planned day counts in its arm, whether the crew went or not.
 */
export function trialResult(schedule: TrialSchedule, counts: ArrayLike<number>, redraws: Redraws): TrialResult {
  const { hotspots, days, assigned } = schedule
  const size = hotspots.length * days
  for (const [column, length] of Object.entries({ counts: counts.length, redraws: redraws.assigned.length / redraws.draws })) {
    if (length !== size)
      throw new EngineError('length-mismatch', {
        column,
        value: String(length),
        hint: `Give ${hotspots.length} hotspots by ${days} days.`,
      })
  }
  for (let at = 0; at < size; at++) {
    if (!(counts[at] >= 0 && Number.isFinite(counts[at])))
      throw new EngineError('count-invalid', {
        value: String(counts[at]),
        hint: `Hotspot ${hotspots[Math.floor(at / days)]}, day ${at % days}.`,
      })
  }
  const blocks = trialBlocks(schedule)
  const observed = compare(schedule, blocks, counts, assigned, 0)
  let high = 0
  let low = 0
  const ratios = new Float64Array(redraws.draws)
  const difference = observed.treatedRate - observed.heldRate
  let varies = false
  for (let again = 0; again < redraws.draws; again++) {
    const drawn = compare(schedule, blocks, counts, redraws.assigned, again * size)
    const other = drawn.treatedRate - drawn.heldRate
    if (Math.abs(other - difference) > ROUNDING) varies = true
    if (other >= difference - ROUNDING) high++
    if (other <= difference + ROUNDING) low++
    ratios[again] = drawn.treatedRate / drawn.heldRate
  }
  ratios.sort()
  const total = (arm: number, value: (at: number) => number) =>
    assigned.reduce((sum, one, at) => (one === arm ? sum + value(at) : sum), 0)
  return {
    treatedDays: total(TRIAL_DAY.treat, () => 1),
    heldDays: total(TRIAL_DAY.hold, () => 1),
    treated: total(TRIAL_DAY.treat, (at) => counts[at]),
    held: total(TRIAL_DAY.hold, (at) => counts[at]),
    treatedRate: observed.treatedRate,
    heldRate: observed.heldRate,
    rateRatio: observed.heldRate > 0 ? observed.treatedRate / observed.heldRate : Number.NaN,
    p: varies ? Math.min(1, (2 * (Math.min(high, low) + 1)) / (redraws.draws + 1)) : Number.NaN,
    draws: redraws.draws,
    ratioByChance: [ratios[Math.floor(0.05 * redraws.draws)], ratios[Math.ceil(0.95 * redraws.draws) - 1]],
    daysNotCompared: observed.notCompared,
  }
}

/** Of differences of rates that are the same sum in another order. */
const ROUNDING = 1e-9

/** Rates of the two arms, blocks weighed by the days compared in each. */
function compare(
  { hotspots, days }: TrialSchedule,
  blocks: readonly (readonly number[])[],
  counts: ArrayLike<number>,
  assigned: Uint8Array,
  offset: number,
): { readonly treatedRate: number; readonly heldRate: number; readonly notCompared: number } {
  let treatedSum = 0
  let heldSum = 0
  let weights = 0
  let notCompared = 0
  for (let hotspot = 0; hotspot < hotspots.length; hotspot++) {
    for (const block of blocks) {
      let treated = 0
      let held = 0
      let treatedDays = 0
      for (let k = 0; k < block.length; k++) {
        const at = hotspot * days + block[k]
        if (assigned[offset + at] === TRIAL_DAY.treat) {
          treated += counts[at]
          treatedDays++
        } else held += counts[at]
      }
      const heldDays = block.length - treatedDays
      if (treatedDays === 0 || heldDays === 0) {
        notCompared += block.length
        continue
      }
      const weight = (treatedDays * heldDays) / block.length
      treatedSum += (weight * treated) / treatedDays
      heldSum += (weight * held) / heldDays
      weights += weight
    }
  }
  return { treatedRate: treatedSum / weights, heldRate: heldSum / weights, notCompared }
}
