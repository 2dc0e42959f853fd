import { describe, expect, it } from 'vitest'
import type { History } from '../../../../engine/evaluate/expectation.js'
import { expectedInDiscs, halfLifeOfGround } from '../../../../engine/evaluate/expected/expectedInDiscs.js'
import { tunedHalfLife } from '../../../../engine/evaluate/expected/recencyWeighted.js'
import { daysOf } from '../../../../engine/stats/monthDays.js'
import { countHistory } from '../../../helpers/countHistory.js'

/** 2018-01 and 2018-07, which with August has as many days as October. */
const JANUARY = 216
const JULY = 222

const disc = (...counts: readonly number[]) => ({ byMonth: Float64Array.from(counts) })

describe('expectedInDiscs', () => {
  // Three points, of which the discs hold two and one.
  const points = [
    [3, 1, 4],
    [7, 3, 1],
  ]
  const discs = [disc(4, 10), disc(4, 1)]
  // Months weigh 1/2 and 1, so that 12 and 3 happened in 1.5 months of 31 days: 8 and 2 a month, mean 5. A weighted count varies
  // (1/4 + 1) / 1.5 = 5/6 as much as a count: s2 = 9 - 5/6 x 5 / 1.5 = 56/9, C = 56/9 / (56/9 + 25/9) = 56/81.
  const rates = [5 + (3 * 56) / 81, 5 - (3 * 56) / 81]

  it('draws the record of each disc to the mean of discs, newer months first, and goes by the days of the target', () => {
    const history = countHistory(points, undefined, JULY)
    const { expected, season } = expectedInDiscs(history, discs, JULY + 2, { halfLife: 1, luck: 0 })
    expect([...expected]).toEqual(rates.map((rate) => expect.closeTo((rate * 30) / 31, 10)))
    expect(season).toBe(1)
  })

  it('takes counts for the months there are: two missing between them only make the older one older', () => {
    const history = countHistory([points[0], null, null, points[1]], undefined, JULY)
    const { expected } = expectedInDiscs(history, discs, JULY + 6, { halfLife: 3, luck: 0 })
    expect([...expected]).toEqual(rates.map((rate) => expect.closeTo(rate, 10)))
  })

  it('expects the mean of all of discs that differ no more than chance', () => {
    const history = countHistory(points, undefined, JULY)
    // 5 and 4 in 1.5 months: mean 3, s2 = 1/9 - 5/6 x 3 / 1.5 < 0
    const { expected } = expectedInDiscs(history, [disc(4, 3), disc(4, 2)], JULY + 5, { halfLife: 1, luck: 0 })
    expect([...expected]).toEqual([expect.closeTo(3, 10), expect.closeTo(3, 10)])
  })

  it('takes off the luck of placing, by the days of the target, but no more than half', () => {
    const history = countHistory(points, undefined, JULY)
    const { expected } = expectedInDiscs(history, discs, JULY + 2, { halfLife: 1, luck: 0.1 })
    // 3 in 30 days: from 6.85 of the one; of 2.83 of the other half is left
    expect([...expected]).toEqual([expect.closeTo((rates[0] * 30) / 31 - 3, 10), expect.closeTo((rates[1] * 15) / 31, 10)])
  })

  describe('season', () => {
    // of all points January has twice its days, the other months as many as they have; so many that chance has no say
    const rows = (length: number) => Array.from({ length }, (_, row) => [1e6 * (row % 12 === 0 ? 2 : 1) * daysOf(JANUARY + row)])
    const ofDisc = (length: number) => disc(...Array.from({ length }, (_, row) => daysOf(JANUARY + row)))
    const alike = { halfLife: Number.POSITIVE_INFINITY, luck: 0 }
    const january = (2 * 365) / 396

    it('is of all points, not of the discs', () => {
      const { expected, season } = expectedInDiscs(countHistory(rows(24)), [ofDisc(24)], JANUARY + 24, alike)
      expect(season).toBeCloseTo(january, 5)
      expect(expected[0]).toBeCloseTo(31 * january, 4)
    })

    it('is over that of the record: of 25 months three are Januaries', () => {
      const { season } = expectedInDiscs(countHistory(rows(25)), [ofDisc(25)], JANUARY + 36, alike)
      expect(season).toBeCloseTo((january * 761) / (730 + 31 * january), 5)
    })
  })
})

describe('halfLifeOfGround', () => {
  it('knows ground that stays as busy as it is, though every three months it is another of its points', () => {
    // square k, 200 m wide, has k + 1 offences a month at one point, and none there ever after
    const squares = 6
    const spells = 12
    const at = Array.from({ length: squares * spells }, (_, unit) => ({
      square: Math.floor(unit / spells),
      spell: unit % spells,
    }))
    const counts = Array.from({ length: 3 * spells }, (_, month) =>
      at.map(({ square, spell }) => (spell === Math.floor(month / 3) ? square + 1 : 0)),
    )
    const history: History = {
      ...countHistory(counts),
      x: Float64Array.from(at, ({ square, spell }) => 200 * square + 16 * spell),
      y: Float64Array.from(at, ({ spell }) => -1 - 16 * spell),
    }
    expect(halfLifeOfGround(history, 1)).toBe(48)
    expect(tunedHalfLife(history, 1)).toBe(3)
    // and does not know it where those points lie a square apart
    expect(halfLifeOfGround({ ...history, y: history.y.map((y) => y * 13) }, 1)).toBe(3)
  })
})
