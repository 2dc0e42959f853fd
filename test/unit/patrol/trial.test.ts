import { describe, expect, it } from 'vitest'
import { overdispersedCount, trialPower } from '../../../engine/patrol/trialPower.js'
import { redrawTrial, trialResult } from '../../../engine/patrol/trialResult.js'
import { drawBlock, TRIAL_DAY, trialSchedule } from '../../../engine/patrol/trialSchedule.js'
import { random } from '../../../engine/random.js'
import { codeOf } from '../../helpers/codeOf.js'

const design = { seed: 3, hotspots: ['A', 'B', 'C'], from: '2026-03-23', days: 28, washoutDays: 0 }

describe('trialSchedule', () => {
  it('treats each hotspot on half of each day of the week, and dates every day over a change of the clocks', () => {
    const { assigned, dates } = trialSchedule(design)
    for (let hotspot = 0; hotspot < 3; hotspot++) {
      for (let weekday = 0; weekday < 7; weekday++) {
        const arms = [0, 1, 2, 3].map((week) => assigned[hotspot * 28 + week * 7 + weekday])
        expect(arms.toSorted()).toEqual([TRIAL_DAY.hold, TRIAL_DAY.hold, TRIAL_DAY.treat, TRIAL_DAY.treat])
      }
    }
    expect([dates[0], dates[6], dates[7], dates[27]]).toEqual(['2026-03-23', '2026-03-29', '2026-03-30', '2026-04-19'])
    expect(new Set(dates).size).toBe(28)
  })

  it('repeats by seed and by hotspot whatever others there are', () => {
    const { assigned } = trialSchedule(design)
    expect(trialSchedule(design).assigned).toEqual(assigned)
    expect(trialSchedule({ ...design, seed: 4 }).assigned).not.toEqual(assigned)
    expect(trialSchedule({ ...design, hotspots: ['B'] }).assigned).toEqual(assigned.slice(28, 56))
  })

  it('leaves washout days between trial days, and draws the odd day', () => {
    const { assigned } = trialSchedule({ ...design, days: 42, washoutDays: 1 })
    expect([...assigned.slice(0, 42)].every((arm, day) => (arm === TRIAL_DAY.washout) === (day % 2 === 1))).toBe(true)
    const draw = random(1, 'odd')
    const treated = Array.from({ length: 400 }, () => drawBlock(3, (bound) => draw.integer(bound)).reduce((a, b) => a + b, 0))
    expect(new Set(treated)).toEqual(new Set([1, 2]))
    expect(Math.abs(treated.filter((n) => n === 1).length - 200)).toBeLessThan(50)
  })

  it('refuses designs that cannot be drawn', () => {
    const wrong = [
      { hotspots: [] },
      { hotspots: ['A', 'A'] },
      { days: 7 },
      { days: 1.5 },
      { washoutDays: -1 },
      { from: 'May' },
      { seed: 1.5 },
      { seed: Number.NaN },
    ]
    expect(wrong.map((part) => codeOf(() => trialSchedule({ ...design, ...part })))).toEqual(wrong.map(() => 'option-invalid'))
  })
})

describe('trialResult', () => {
  it('weighs blocks, and gives the exact share of redraws as p', () => {
    const schedule = trialSchedule({ ...design, hotspots: ['A'], days: 14 })
    // one pair of days for each day of the week: held 3 in one, treated 1 in each
    const counts = Array.from(schedule.assigned, (arm) => (arm === TRIAL_DAY.treat ? 1 : 3))
    const result = trialResult(schedule, counts, redrawTrial(schedule, 9999))
    expect(result).toMatchObject({
      treatedDays: 7,
      heldDays: 7,
      treated: 7,
      held: 21,
      treatedRate: 1,
      heldRate: 3,
      daysNotCompared: 0,
    })
    expect(result.rateRatio).toBeCloseTo(1 / 3, 12)
    // all seven pairs one way: 2 / 2^7 of all draws
    expect(Math.abs(result.p - 2 / 128)).toBeLessThan(0.005)
    expect(result.ratioByChance[0]).toBeLessThan(1)
    expect(result.ratioByChance[1]).toBeGreaterThan(1)
  })

  it('looks at no washout day, and says nothing where nothing varies', () => {
    const schedule = trialSchedule({ ...design, days: 42, washoutDays: 1 })
    const counts = Float64Array.from(schedule.assigned, (arm) => (arm === TRIAL_DAY.washout ? 50 : 2))
    const result = trialResult(schedule, counts, redrawTrial(schedule, 99))
    expect([result.treatedRate, result.heldRate, result.rateRatio]).toEqual([2, 2, 1])
    expect(result.p).toBeNaN()
  })

  it('refuses counts of another length or below 0', () => {
    const schedule = trialSchedule(design)
    const redraws = redrawTrial(schedule, 9)
    expect(codeOf(() => trialResult(schedule, new Float64Array(83), redraws))).toBe('length-mismatch')
    expect(codeOf(() => trialResult(schedule, new Float64Array(84).fill(-1), redraws))).toBe('count-invalid')
    expect(codeOf(() => redrawTrial(schedule, 0))).toBe('option-invalid')
  })
})

describe('trialPower', () => {
  it('rises with the fall and drops with over-dispersion', () => {
    const schedule = trialSchedule({ ...design, days: 84 })
    const powers = (phi: number) => trialPower(schedule, [1, 1, 1], phi).power.map(({ power }) => power)
    const calm = powers(1)
    expect(calm).toEqual(calm.toSorted((a, b) => a - b))
    powers(3).forEach((power, k) => {
      expect(power).toBeLessThanOrEqual(calm[k] + 0.02)
    })
    expect(codeOf(() => trialPower(schedule, [1], 1))).toBe('length-mismatch')
    expect(codeOf(() => trialPower(schedule, [1, 1, 101], 1))).toBe('value-out-of-range')
    expect(codeOf(() => trialPower(schedule, [1, 1, 1], 0.5))).toBe('value-out-of-range')
  })

  it.each([
    [1, 28, 1],
    [3, 28, 0.3],
    [3, 84, 0.1],
    [10, 56, 0.05],
  ])(
    'is the share of trials whose own redraws find the fall: %i hotspots, %i days, %d events a day',
    {
      timeout: 60_000,
    },
    (places, days, mean) => {
      const hotspots = Array.from({ length: places }, (_, k) => `H${k}`)
      const schedule = trialSchedule({ ...design, hotspots, days })
      const redraws = redrawTrial(schedule, 999)
      const draw = random(5, 'trials')
      const trials = 300
      let found = 0
      for (let n = 0; n < trials; n++) {
        const counts = Float64Array.from(schedule.assigned, (arm) =>
          overdispersedCount(draw, arm === TRIAL_DAY.treat ? 0.4 * mean : mean, 1),
        )
        if (trialResult(schedule, counts, redraws).p <= 0.05) found++
      }
      const { power } = trialPower(schedule, new Float64Array(places).fill(mean), 1)
      const told = power.find(({ fall }) => fall === 0.6)?.power ?? Number.NaN
      // twice the error of 300 draws is 0.055; without the half step it was 0.1 more
      expect(Math.abs(told - found / trials)).toBeLessThan(0.065)
    },
  )

  it('draws counts with the mean and the variance it is told', () => {
    for (const [mean, phi] of [
      [0.3, 1],
      [2, 2.5],
      [20, 3],
    ]) {
      const draw = random(8, `counts ${mean} ${phi}`)
      const counts = Array.from({ length: 20_000 }, () => overdispersedCount(draw, mean, phi))
      const found = counts.reduce((sum, count) => sum + count, 0) / counts.length
      const variance = counts.reduce((sum, count) => sum + (count - found) ** 2, 0) / counts.length
      expect(Math.abs(found / mean - 1)).toBeLessThan(0.05)
      expect(Math.abs(variance / mean / phi - 1)).toBeLessThan(0.08)
    }
  })
})
