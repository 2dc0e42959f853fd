import { describe, expect, it } from 'vitest'
import type { Expectation, History } from '../../../../engine/evaluate/expectation.js'
import { combination, fitWeights } from '../../../../engine/evaluate/expected/combination.js'
import { expectations } from '../../../../engine/evaluate/expected/expectations.js'
import { kernelDensity } from '../../../../engine/evaluate/expected/kernelDensity.js'
import { lastYear } from '../../../../engine/evaluate/expected/lastYear.js'
import { persistence } from '../../../../engine/evaluate/expected/persistence.js'
import { recencyWeighted, tunedHalfLife } from '../../../../engine/evaluate/expected/recencyWeighted.js'
import { seasonalIndex, shrunkSeasonal } from '../../../../engine/evaluate/expected/shrunkSeasonal.js'
import { daysOf, firstDay } from '../../../../engine/stats/monthDays.js'
import { poisson, stream } from '../../../../scripts/sample/chance.js'
import { always, countHistory } from '../../../helpers/countHistory.js'

/** 2018-01. */
const FIRST = 216
const rows = (length: number, row: (month: number) => readonly number[] | null) =>
  Array.from({ length }, (_, month) => row(month))
/** Counts made of rates by unit and month. */
function simulated(seed: number, months: number, rates: (unit: number, month: number) => number, units = 200): History {
  const chance = stream(seed, 'counts')
  return countHistory(rows(months, (month) => Array.from({ length: units }, (_, unit) => poisson(chance, rates(unit, month)))))
}

describe('lastYear', () => {
  it('goes by the days: 31 offences in the 365 days of 2019 are 31 x 31 / 365 in January', () => {
    const history = countHistory(rows(24, (month) => (month < 12 ? [9, 9] : [month === 13 ? 31 : 0, 1])))
    expect([...lastYear.expect(history, 240)]).toEqual([expect.closeTo((31 * 31) / 365), expect.closeTo((12 * 31) / 365)])
  })

  it('leaves the days of a missing month out', () => {
    // July 2019 is missing: 334 days
    const history = countHistory(rows(24, (month) => (month === 18 ? null : [1])))
    expect(lastYear.expect(history, 240)[0]).toBeCloseTo((11 * 31) / 334)
  })
})

describe('persistence', () => {
  it('is the share of active months times what such months have', () => {
    // unit 0 in all 24 months, unit 1 in 6: 24 x 2 + 6 x 4 offences in 30 active months
    const history = countHistory(rows(24, (month) => [2, month % 4 === 0 ? 4 : 0]))
    const active = [0, 4, 8, 12, 16, 20].reduce((sum, month) => sum + daysOf(FIRST + month), 0)
    const each = (72 * 31) / (730 + active)
    expect([...persistence.expect(history, 240)]).toEqual([expect.closeTo(each), expect.closeTo(each / 4)])
  })
})

describe('kernelDensity', () => {
  const at = (x: readonly number[], counts: readonly number[]): History => ({
    ...countHistory(rows(12, () => counts)),
    x: Float64Array.from(x),
  })

  it('shares out what a place had: quartic weights 1 and (1 - 1/4)^2 at 0 and 100 m, nothing at 200 m', () => {
    const [own, near, far] = kernelDensity.expect(at([0, 100, 200], [1, 0, 0]), 228)
    expect(near / own).toBeCloseTo(0.5625)
    expect(far).toBe(0)
    expect(own + near).toBeCloseTo((12 * 31) / 365)
  })

  it('reaches the next unit where they lie farther apart: a weight of (1 - 1/1.5^2)^2, and none on the one behind it', () => {
    const [own, near, far] = kernelDensity.expect(at([0, 330, 660], [1, 0, 0]), 228)
    expect(near / own).toBeCloseTo((1 - 1 / 2.25) ** 2)
    expect(far).toBe(0)
  })

  it('ranks a cell among busy ones before one as busy that stands alone, as the plain count does not', () => {
    const history = at([0, 330, 660, 5000, 5330, 5660], [2, 3, 2, 0, 3, 0])
    const [, among, , , alone] = kernelDensity.expect(history, 228)
    expect(among).toBeGreaterThan(1.2 * alone)
    const plain = lastYear.expect(history, 228)
    expect(plain[1]).toBe(plain[4])
  })

  it('is the plain count of a single unit', () => {
    const history = at([0], [3])
    expect(kernelDensity.expect(history, 228)[0]).toBeCloseTo(lastYear.expect(history, 228)[0])
  })
})

describe('seasonalIndex', () => {
  it('is the month a day over its year, drawn to 1 by 100 offences', () => {
    // January 62 of 31 days, the other months as many as they have days: 396 in 365 days
    const history = countHistory(rows(24, (month) => [month % 12 === 0 ? 62 : daysOf(FIRST + month)]))
    expect(seasonalIndex(history, 240)).toBeCloseTo((124 + 100) / ((2 * 396 * 31) / 365 + 100))
  })

  it('is 1 under two years, and where the month was never there', () => {
    expect(seasonalIndex(countHistory(rows(23, (month) => [month])), 240)).toBe(1)
    expect(seasonalIndex(countHistory(rows(24, (month) => (month % 12 === 0 ? null : [9]))), 240)).toBe(1)
  })
})

describe('shrunkSeasonal', () => {
  it('expects the mean of all of each where units differ no more than chance', () => {
    const history = countHistory(rows(24, (month) => (month % 2 === 0 ? [1, 0] : [0, 1])))
    const [a, b] = shrunkSeasonal.expect(history, 240)
    expect(a).toBe(b)
    expect(a).toBeCloseTo((12 * 31) / 730, 1)
  })

  it('is nearer the truth than the plain count of a year', () => {
    const rate = (unit: number) => 0.1 + 2 * (unit / 200) ** 4
    const history = simulated(3, 24, rate)
    const error = ({ expect: expected }: Expectation) =>
      expected(history, 240).reduce((sum, value, unit) => sum + (value - rate(unit)) ** 2, 0)
    expect(error(shrunkSeasonal)).toBeLessThan(error(lastYear))
  })
})

describe('recencyWeighted', () => {
  it('takes the longest half-life where nothing changes, a short one where rates keep moving', () => {
    const still = simulated(1, 36, (unit) => 0.2 + 0.02 * unit)
    expect(tunedHalfLife(still, 1)).toBe(48)
    const moving = simulated(1, 36, (unit, month) => 0.2 + 4 * Number(month < 22 ? unit < 40 : unit >= 160))
    expect(tunedHalfLife(moving, 1)).toBeLessThanOrEqual(6)
  })

  it('is not misled by a season that all units share', () => {
    const season = (month: number) => 1 + 0.8 * Math.sin((2 * Math.PI * month) / 12)
    expect(
      tunedHalfLife(
        simulated(2, 36, (unit, month) => (0.2 + 0.02 * unit) * season(month)),
        1,
      ),
    ).toBe(48)
  })

  it('is not misled by points that are listed for what happened there later', () => {
    const chance = stream(6, 'listed')
    const every = Array.from({ length: 6000 }, (_, unit) =>
      Array.from({ length: 36 }, () => poisson(chance, unit % 20 === 0 ? 0.5 : 0.006)),
    )
    const listed = every.filter((counts) => counts.some((count) => count > 0))
    expect(tunedHalfLife(countHistory(rows(36, (month) => listed.map((counts) => counts[month]))), 1)).toBe(48)
  })

  it('weighs the month before by 2^(-1/12) where there is nothing to tune on', () => {
    // the mean over units is not shrunk: 50 in the 31 days of January, 90 in the 28 of February
    const history = countHistory([
      [40, 10],
      [0, 90],
    ])
    const [a, b] = recencyWeighted.expect(history, FIRST + 2)
    expect(b).toBeGreaterThan(a)
    expect(a + b).toBeCloseTo((31 * (90 + 50 * 2 ** (-1 / 12))) / (28 + 31 * 2 ** (-1 / 12)))
  })
})

describe('combination', () => {
  it('finds the weights that made the counts: 2 of one, none of the other', () => {
    const past = [{ observed: Float64Array.of(2, 4), expected: [Float64Array.of(1, 2), Float64Array.of(3, 1)] }]
    const [own, other] = fitWeights(past, 2)
    expect(own).toBeCloseTo(2, 1)
    expect(other).toBeCloseTo(0, 1)
  })

  it('leans on the method that was right, and is fitted before the target only', () => {
    const history = simulated(5, 30, (unit) => (unit < 100 ? 3 : 1))
    const right = always(
      'right',
      Array.from({ length: 200 }, (_, unit) => (unit < 100 ? 3 : 1)),
    )
    const wrong = always(
      'wrong',
      Array.from({ length: 200 }, (_, unit) => (unit < 100 ? 1 : 3)),
    )
    const [first] = combination([right, wrong]).expect(history, FIRST + 30)
    const last = combination([right, wrong]).expect(history, FIRST + 30)[199]
    expect(first).toBeGreaterThan(2.8)
    expect(last).toBeLessThan(1.2)
  })

  it('takes the plain mean where there is no past', () => {
    const history = countHistory(rows(6, () => [1]))
    expect(combination([always('a', [1]), always('b', [3])]).expect(history, FIRST + 6)[0]).toBeCloseTo(2)
  })
})

describe('every expectation', () => {
  const history = simulated(7, 30, (unit) => 0.05 + unit / 200)
  const unit: number[] = []
  const day: number[] = []
  for (const month of history.months)
    history.count(month).forEach((count, row) => {
      for (let n = 0; n < count; n++) {
        unit.push(row)
        day.push(firstDay(month) + ((7 * n + row) % 28))
      }
    })
  const all = expectations({ unit: Uint32Array.from(unit), day: Float64Array.from(day) })

  it('has an id of its own, the plain count first', () => {
    expect(all.map(({ id }) => id)).toEqual([
      'last-12-months',
      'recency-weighted',
      'kernel-density',
      'shrunk-seasonal',
      'persistence',
      'hawkes',
      'combination',
    ])
    expect(expectations(null).map(({ id }) => id)).not.toContain('hawkes')
  })

  it.each(all.map((method) => [method.id, method] as const))('%s gives finite numbers from 0 up, near the total', (_, method) => {
    const spread = { ...history, x: Float64Array.from({ length: 200 }, (_unused, row) => 400 * row) }
    const expected = method.expect(spread, FIRST + 31)
    expect(expected.length).toBe(200)
    expect(expected.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
    const total = expected.reduce((sum, value) => sum + value, 0)
    // 110 a month
    expect(total).toBeGreaterThan(90)
    expect(total).toBeLessThan(130)
    expect(method.expect(spread, FIRST + 31)).toEqual(expected)
  })

  const without = expectations({ unit: new Uint32Array(), day: new Float64Array() })
  it.each(without.map((method) => [method.id, method] as const))(
    '%s expects nothing of no history, and of one without offences',
    (_, method) => {
      expect([...method.expect(countHistory([], [1, 1]), FIRST)]).toEqual([0, 0])
      expect([...method.expect(countHistory(rows(14, () => [0, 0])), FIRST + 14)]).toEqual([0, 0])
    },
  )
})
