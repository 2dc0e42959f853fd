import { describe, expect, it } from 'vitest'
import { diminishingReturns, hamilton, webster } from '../../../engine/priority/apportion.js'
import { splits, unevenness } from '../../../engine/priority/splits.js'
import { codeOf } from '../../helpers/codeOf.js'

const least = (...numbers: number[]) => ({ least: Uint32Array.from(numbers), most: null })
const none = least(0, 0, 0)

describe('webster', () => {
  it('goes by demand over teams held plus a half', () => {
    // claims of 53: 106 35.3 21.2 15.1 11.8 9.64; of 24: 48 16 9.60; of 23: 46 15.3 9.2. The tenth is 9.64
    expect([...webster(Float64Array.of(53, 24, 23), 10, none).seats]).toEqual([6, 2, 2])
    // exact shares 5.3 2.4 2.3
    expect([...hamilton(Float64Array.of(53, 24, 23), 10, none).seats]).toEqual([5, 3, 2])
  })

  it('starts at the minimum and tells where exact shares are missed by one or more', () => {
    const { seats, quotaBroken } = webster(Float64Array.of(90, 5, 5), 6, least(2, 2, 2))
    expect([...seats]).toEqual([2, 2, 2])
    // exact shares 5.4, 0.3, 0.3
    expect(quotaBroken).toEqual([0, 1, 2])
  })

  it('reports ties for what was left, and serves the earlier rows', () => {
    const { seats, tied, tiedServed } = webster(Float64Array.of(10, 10, 10), 5, none)
    expect([...seats]).toEqual([2, 2, 1])
    expect(tied).toEqual([0, 1, 2])
    expect(tiedServed).toBe(2)
    expect(webster(Float64Array.of(10, 10, 10), 6, none).tied).toEqual([])
    expect(hamilton(Float64Array.of(10, 10, 10), 5, none)).toMatchObject({ tied: [0, 1, 2], tiedServed: 2 })
  })

  it('gives what equal claims tie for to the row with more of what goes first, else with more demand', () => {
    // from 20 each, 2 / 20.5 thrice: the odd one
    const teams = Float64Array.of(2, 2, 2)
    const odd = (total: number, first: Float64Array) => webster(teams, total, { ...least(20, 20, 20), first })
    expect([...odd(61, Float64Array.of(30, 38, 32)).seats]).toEqual([20, 21, 20])
    expect([...odd(62, Float64Array.of(30, 38, 32)).seats]).toEqual([20, 21, 21])
    expect(odd(61, Float64Array.of(30, 38, 32)).tied).toEqual([])
    // rows as large as each other still tie for it, those served before the others
    expect(odd(62, Float64Array.of(30, 38, 30))).toMatchObject({ tied: [0, 2], tiedServed: 1, seats: Uint32Array.of(21, 21, 20) })
    expect([...hamilton(teams, 61, { ...least(20, 20, 20), first: Float64Array.of(30, 38, 32) }).seats]).toEqual([20, 21, 20])
    // 10 / 0.5 and 30 / 1.5: the larger
    expect(webster(Float64Array.of(10, 30), 2, least(0, 1))).toMatchObject({ seats: Uint32Array.of(0, 2), tied: [] })
    expect(codeOf(() => odd(61, Float64Array.of(1)))).toBe('length-mismatch')
  })

  it('gives each of nine areas four or five officers, however much demand one has', () => {
    const demand = Float64Array.of(900, 40, 35, 30, 25, 20, 15, 10, 5)
    for (let fifth = 0; fifth <= 9; fifth++) {
      for (const method of [webster, hamilton]) {
        const bounds = { least: new Uint32Array(9).fill(4), most: new Uint32Array(9).fill(5) }
        const { seats } = method(demand, 36 + fifth, bounds)
        expect(seats.reduce((sum, count) => sum + count, 0)).toBe(36 + fifth)
        expect(seats.every((count) => count === 4 || count === 5)).toBe(true)
        expect(Array.from(seats)).toEqual(Array.from(seats).sort((a, b) => b - a))
      }
    }
  })

  it('refuses what cannot be shared out', () => {
    const demand = Float64Array.of(1, 2, 3)
    expect(codeOf(() => webster(demand, 5, least(2, 2, 2)))).toBe('cover-short')
    expect(codeOf(() => hamilton(demand, 5, least(2, 2, 2)))).toBe('cover-short')
    expect(codeOf(() => webster(Float64Array.of(1, -2, 3), 6, none))).toBe('value-negative')
    expect(codeOf(() => webster(Float64Array.of(1, Number.NaN, 3), 6, none))).toBe('value-not-finite')
    expect(codeOf(() => hamilton(['1', '2', '3'] as unknown as Float64Array, 6, none))).toBe('value-not-finite')
    expect(codeOf(() => webster(Float64Array.of(0, 0, 0), 6, none))).toBe('value-out-of-range')
    expect(codeOf(() => webster(demand, 2.5, none))).toBe('option-invalid')
    expect(codeOf(() => webster(demand, 6, least(0, 0)))).toBe('length-mismatch')
    expect(codeOf(() => webster(demand, 9, { ...none, most: Uint32Array.of(2, 2, 2) }))).toBe('option-invalid')
    expect(codeOf(() => webster(demand, 2, { ...none, most: Uint32Array.of(2, 2) }))).toBe('length-mismatch')
    for (const wrong of [
      [0, -1, 0],
      [1.5, 0, 0],
    ]) {
      const bounds: unknown = { ...none, least: wrong }
      expect(codeOf(() => webster(demand, 6, bounds as typeof none))).toBe('option-invalid')
    }
    expect(codeOf(() => diminishingReturns(demand, 6, none, 0))).toBe('option-invalid')
  })
})

describe('hamilton', () => {
  it('can take one away when there is one more to share out', () => {
    // the Alabama paradox: quotas of 10: 4.29 4.29 1.43; of 11: 4.71 4.71 1.57
    const demand = Float64Array.of(6, 6, 2)
    expect(hamilton(demand, 10, none).seats[2]).toBe(2)
    expect(hamilton(demand, 11, none).seats[2]).toBe(1)
    expect(webster(demand, 11, none).seats[2]).toBeGreaterThanOrEqual(webster(demand, 10, none).seats[2])
  })

  it('holds rows at their bounds and shares the rest by their own quotas', () => {
    // third is held at 2; of the 8 left, 6 to 4: 4.8, 3.2
    expect([...hamilton(Float64Array.of(60, 40, 1), 10, least(1, 1, 2)).seats]).toEqual([5, 3, 2])
  })
})

describe('diminishing returns', () => {
  it('goes by what the next team adds', () => {
    // k = ln 2: a team halves what is left: 80 -> 40 20 10; 30 -> 15 7.5: five teams take 40 20 15 10 and then 7.5 before 5
    expect([...diminishingReturns(Float64Array.of(80, 30), 5, least(0, 0), Math.LN2).seats]).toEqual([3, 2])
  })
})

describe('splits', () => {
  it('of 6 teams over 3 hubs are 28, two each among them', () => {
    const demand = Float64Array.of(50, 30, 20)
    const draws = [demand, demand, Float64Array.of(40, 30, 30), Float64Array.of(34, 33, 33)]
    const list = splits({ teams: 6, demand, least: Uint32Array.of(1, 1, 1), draws })
    expect(list).toHaveLength(28)
    expect(list.filter(({ even }) => even).map(({ teams }) => teams)).toEqual([[2, 2, 2]])
    // 50 30 20: claims 100 60 40 33.3 20 20 tie of 20 for the sixth: 3 2 1 (50/2.5 = 20, 30/1.5 = 20)
    expect(list[0]).toMatchObject({ teams: [3, 2, 1], proposed: true, shareOfDraws: 0.5, breaksCover: [] })
    // 40 30 30: 2 2 2 (40/1.5 = 26.7, 30/1.5 = 20, 20)
    expect(list[1]).toMatchObject({ teams: [2, 2, 2], even: true, proposed: false, shareOfDraws: 0.5 })
    expect(list[1].busiest).toBeCloseTo(((50 / 2) * 6) / 100, 12)
    // 3/3, 2/1.8 and 1/1.2 of the exact shares, weighted 0.5, 0.3 and 0.2
    expect(list[0].uneven).toBeCloseTo(Math.sqrt(0.3 / 81 + 0.2 / 36), 12)
    // the most even first among those no re-run proposes: 4 1 1 (0.383), 2 3 1 (0.459) ...
    const kept = list.filter(({ shareOfDraws, breaksCover }) => shareOfDraws === 0 && breaksCover.length === 0)
    expect(kept.map(({ uneven }) => uneven)).toEqual(kept.map(({ uneven }) => uneven).sort((a, b) => a - b))
    expect(list.slice(10).every(({ breaksCover }) => breaksCover.length > 0)).toBe(true)
    expect(
      list
        .filter(({ teams }) => teams[0] === 0)
        .every(({ breaksCover, busiest }) => breaksCover[0] === 0 && busiest === Infinity),
    ).toBe(true)
  })

  it('may propose a split whose busiest hub has more than another has', () => {
    // shares of 1.49 and 2.51 of 4 teams: Webster 1 and 3, with 38 a team at the first; 2 and 2 would have 32
    const light = splits({ teams: 4, demand: Float64Array.of(37.25, 62.75), least: Uint32Array.of(0, 0), draws: [] })
    const [one, two] = [light.find(({ proposed }) => proposed), light.find(({ even }) => even)]
    expect(one).toMatchObject({ teams: [1, 3], busiest: 1.49 })
    expect(two?.busiest).toBeCloseTo(62.75 / 50, 12)
    expect(one?.uneven).toBeLessThan(two?.uneven ?? 0)
  })

  it('counts no unevenness of the minimum at a hub without demand, and none is even with more', () => {
    expect(unevenness(Float64Array.of(10, 0), [2, 1], [1, 1])).toBeCloseTo(1 / 3, 12)
    expect(unevenness(Float64Array.of(10, 0), [1, 2], [1, 1])).toBe(Infinity)
    expect(unevenness(Float64Array.of(10, 30), [1, 3], [0, 0])).toBe(0)
  })

  it('shares a re-run between proposals that tie', () => {
    const equal = Float64Array.of(10, 10)
    const list = splits({ teams: 3, demand: equal, least: Uint32Array.of(0, 0), draws: [equal] })
    expect(list.filter(({ shareOfDraws }) => shareOfDraws === 0.5).map(({ teams }) => teams)).toEqual([
      [2, 1],
      [1, 2],
    ])
    expect(list.filter(({ proposed }) => proposed)).toHaveLength(2)
  })

  it('refuses a list nobody can read, and re-runs of other hubs', () => {
    const many = new Float64Array(12).fill(1)
    expect(codeOf(() => splits({ teams: 30, demand: many, least: new Uint32Array(12), draws: [] }))).toBe('splits-too-many')
    expect(codeOf(() => splits({ teams: 3, demand: Float64Array.of(1, 2), least: Uint32Array.of(0, 0), draws: [many] }))).toBe(
      'length-mismatch',
    )
  })
})
