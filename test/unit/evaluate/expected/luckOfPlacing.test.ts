import { describe, expect, it } from 'vitest'
import { luckOfPlacing } from '../../../../engine/evaluate/expected/luckOfPlacing.js'
import { poisson, stream } from '../../../../scripts/sample/chance.js'
import { countHistory } from '../../../helpers/countHistory.js'

/** Four months of 123 days, from 2018-07; all months count alike. */
const JULY = 222
const ALIKE = Number.POSITIVE_INFINITY

describe('luckOfPlacing', () => {
  it('is what three months in four say of discs over what the fourth does, spread over all days', () => {
    // the newest month is kept from the first record, the oldest from the last; a disc is the busiest point of a record
    const history = countHistory(
      [
        [4, 1, 3],
        [1, 4, 3],
        [4, 1, 3],
        [1, 2, 5],
      ],
      undefined,
      JULY,
    )
    const placed: number[] = []
    const luck = luckOfPlacing(history, JULY + 4, ALIKE, ({ months, count }) => {
      const sums = [0, 1, 2].map((unit) => months.reduce((sum, month) => sum + count(month)[unit], 0))
      placed.push(sums.indexOf(Math.max(...sums)))
      return [Uint32Array.of(placed[placed.length - 1])]
    })
    // of the records without October, September, August, July: 9, 6, 9, 6 of point 0, 6, 7, 4, 7 of 1, 9, 11, 11, 11 of 2
    expect(placed).toEqual([0, 2, 2, 2])
    // kept less left, as every three months have three times what the fourth has: 9 - 3 x 1, then 11 - 3 x 3 three times
    expect(luck).toBeCloseTo((6 + 2 + 2 + 2) / 4 / 123, 12)
  })

  it('goes by shares of all points: months in which there is more of everything say nothing of luck', () => {
    const history = countHistory(
      [
        [2, 2],
        [4, 4],
        [8, 8],
        [2, 2],
      ],
      undefined,
      JULY,
    )
    // one disc, placed without July: 4 + 8 + 2 of 28, and 2 of 4
    const withoutJuly = ({ months }: { readonly months: readonly number[] }) => (months.includes(JULY) ? [] : [Uint32Array.of(0)])
    expect(luckOfPlacing(history, JULY + 4, ALIKE, withoutJuly)).toBeCloseTo(0, 12)
  })

  it('hands a record on without the months kept back, and nothing expected of points that it does not know', () => {
    const history = countHistory(
      [
        [1, 3, 0],
        [1, 3, 0],
        [1, 3, 0],
        [1, 3, 9],
      ],
      undefined,
      JULY,
    )
    const seen: [readonly number[], boolean[]][] = []
    luckOfPlacing(history, JULY + 4, ALIKE, ({ months }, expected) => {
      seen.push([months, [...expected].map((value) => value > 0)])
      return [Uint32Array.of(0)]
    })
    expect(seen[0]).toEqual([
      [JULY, JULY + 1, JULY + 2],
      [true, true, false],
    ])
    expect(seen[1]).toEqual([
      [JULY, JULY + 1, JULY + 3],
      [true, true, true],
    ])
    expect(seen).toHaveLength(4)
  })

  it('is about what discs have too much by, where a tenth of like points are taken', () => {
    const chance = stream(3, 'luck')
    const rows = Array.from({ length: 36 }, () => Array.from({ length: 2000 }, () => poisson(chance, 0.5)))
    const busiest = (sums: Float64Array) =>
      Array.from(sums.keys())
        .sort((a, b) => sums[b] - sums[a])
        .slice(0, 200)
        .map((unit) => Uint32Array.of(unit))
    const history = countHistory(rows)
    const sumsOf = (months: readonly number[]) =>
      months.reduce((sums, month) => sums.map((sum, unit) => sum + history.count(month)[unit]), new Float64Array(2000))
    const days = 1096
    const all = sumsOf(history.months)
    const found = busiest(all).reduce((sum, [unit]) => sum + all[unit], 0) / 200
    const luck = luckOfPlacing(history, 252, ALIKE, ({ months }) => busiest(sumsOf(months)))
    // 18 offences each are true; placed by three quarters, luck is sqrt(3/4) of what it is, and counted as that much
    expect(luck * days).toBeGreaterThan(0.75 * (found - 18))
    expect(luck * days).toBeLessThan(1.05 * (found - 18))
  })

  it('is none where it cannot be told, or where discs hold more of what was kept back', () => {
    expect(luckOfPlacing(countHistory([], [1]), JULY, 12, () => [Uint32Array.of(0)])).toBe(0)
    expect(luckOfPlacing(countHistory([[5]], undefined, JULY), JULY + 1, 12, () => [Uint32Array.of(0)])).toBe(0)
    const history = countHistory(
      [
        [1, 9],
        [1, 9],
        [1, 9],
        [9, 1],
      ],
      undefined,
      JULY,
    )
    expect(luckOfPlacing(history, JULY + 4, ALIKE, () => [])).toBe(0)
    const unlucky = luckOfPlacing(history, JULY + 4, ALIKE, ({ months }) =>
      months.includes(JULY + 3) ? [] : [Uint32Array.of(0)],
    )
    expect(unlucky).toBe(0)
  })
})
