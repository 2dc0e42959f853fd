import { describe, expect, it } from 'vitest'
import { overdispersedCount, trialPower } from '../../engine/patrol/trialPower.js'
import { redrawTrial, trialResult } from '../../engine/patrol/trialResult.js'
import { TRIAL_DAY, trialSchedule } from '../../engine/patrol/trialSchedule.js'
import { random } from '../../engine/random.js'

const DAYS = 56
const PHI = 3
const PER_DAY = [0.4, 0.7, 1, 1.5, 2.5, 4]
const SIMULATIONS = 3000

const schedule = trialSchedule({
  seed: 11,
  hotspots: PER_DAY.map((_, k) => `H${k}`),
  from: '2026-05-04',
  days: DAYS,
  washoutDays: 0,
})
const redraws = redrawTrial(schedule, 199)

/** Share of simulated trials with p <= 0.05, days over-dispersed and Fridays and Saturdays twice as busy. */
function found(fall: number, simulations: number): number {
  const draw = random(12, `trials ${fall}`)
  let rejected = 0
  for (let n = 0; n < simulations; n++) {
    const counts = Float64Array.from(schedule.assigned, (arm, at) => {
      const busy = [4, 5].includes((at % DAYS) % 7) ? 2 : 1
      return overdispersedCount(draw, PER_DAY[Math.floor(at / DAYS)] * busy * (arm === TRIAL_DAY.treat ? 1 - fall : 1), PHI)
    })
    if (trialResult(schedule, counts, redraws).p <= 0.05) rejected++
  }
  return rejected / simulations
}

describe('trial analysis', () => {
  it('rejects in 5 % of trials without effect, over-dispersed days and busy weekends', { timeout: 120_000 }, () => {
    const share = found(0, SIMULATIONS)
    expect(share).toBeGreaterThanOrEqual(0.04)
    expect(share).toBeLessThanOrEqual(0.06)
  })

  it('finds a planted effect about as often as the power said before', () => {
    const busy = PER_DAY.map((rate) => (rate * 9) / 7)
    const { power } = trialPower(schedule, busy, PHI)
    for (const fall of [0.3, 0.4]) {
      const said = power.find((row) => row.fall === fall)?.power ?? Number.NaN
      const share = found(fall, 600)
      expect(Math.abs(share - said)).toBeLessThan(0.08)
    }
  })
})
