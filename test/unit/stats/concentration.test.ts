import { describe, expect, it } from 'vitest'
import { concentration, lorenz } from '../../../engine/stats/concentration.js'

const of = (values: readonly number[], draws = 0) => concentration(Float64Array.from(values), { seed: 1, draws })
const withZeros = (values: readonly number[], units: number) => [...values, ...new Array(units - values.length).fill(0)]

describe('concentration', () => {
  // examples of lorenzgini (Bernasco & Steenbeek 2017)
  it.each([
    [[22, 18, 17, 12, 11, 8, 6, 3, 2, 1], 10, 0.392, 0.392, 0.392 / 0.9],
    [[3, 1, 1], 10, 0.78, 0.56, 0.7],
    [[10, 8, 2], 10, 0.78, 0.78, 0.866667],
    [[5, 2, 1], 10, 0.8, 0.75, 0.857143],
    [[10], 10, 0.9, 0.9, 1],
    [[10], 100, 0.99, 0.9, 1],
  ])('of %j in %d units has the published Gini, generalised and unbiased', (values, units, gini, generalised, unbiased) => {
    const found = of(withZeros(values, units))
    expect(found.gini).toBeCloseTo(gini, 12)
    expect(found.generalised).toBeCloseTo(generalised, 12)
    expect(found.generalisedUnbiased).toBeCloseTo(unbiased, 6)
    expect(found.giniUnbiased).toBeCloseTo((gini * units) / (units - 1), 12)
  })

  it('counts the fewest units that hold 25, 50 and 80 %, at exactly as much too', () => {
    expect(of([4, 1, 8, 1, 2, 4, 0, 0, 0, 0]).heldBy).toEqual([
      { percent: 25, units: 1, share: 0.1 },
      { percent: 50, units: 2, share: 0.2 },
      { percent: 80, units: 3, share: 0.3 },
    ])
    expect(of([1, 1, 1, 1]).heldBy.map(({ units }) => units)).toEqual([1, 2, 4])
  })

  it('is 0 where all units are alike', () => {
    expect(of([3, 3, 3, 3])).toMatchObject({ gini: 0, generalised: 0, giniUnbiased: 0 })
    expect(of([0.1, 0.1, 0.1]).gini).toBeCloseTo(0, 15)
  })

  it('stands beside what chance gives: 2 events in 2 units are apart half the time', () => {
    // Gini 0 or 1/2, each with chance 1/2
    const { chance, undefinedBecause } = concentration(Float64Array.of(2, 0), { seed: 5, draws: 9_999 })
    expect(undefinedBecause).toEqual({})
    expect(Math.abs((chance?.gini.mean ?? 0) - 0.25)).toBeLessThan((4 * 0.25) / Math.sqrt(9_999))
    expect(chance?.gini).toMatchObject({ low: 0, high: 0.5 })
    // half of it: always one of the two units; 80 %: both or one
    expect(chance?.heldBy[1]).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
    expect(Math.abs((chance?.heldBy[2].mean ?? 0) - 0.75)).toBeLessThan((4 * 0.25) / Math.sqrt(9_999))
  })

  it('gives the interval of 95 % of the draws, by hand', () => {
    // 3 events in 3 units: 1 1 1 (Gini 0) with chance 6/27, 2 1 0 (4/9) 18/27, 3 0 0 (2/3) 3/27
    const { chance } = of([3, 0, 0], 999)
    expect(chance?.gini.low).toBeCloseTo(0, 15)
    expect(chance?.gini.high).toBeCloseTo(2 / 3, 15)
    expect(Math.abs((chance?.gini.mean ?? 0) - 10 / 27)).toBeLessThan((4 * 0.2) / Math.sqrt(999))
    expect(chance?.generalised.high).toBeCloseTo(2 / 3, 15)
  })

  it('shows an even pattern of few crimes for what it is: a large Gini, and the same by chance', () => {
    // 1,000 crimes in 10,000 units: the plain Gini is over 0.9 whatever the pattern
    const values = withZeros(new Array(1000).fill(1), 10_000)
    const { gini, generalised, chance } = of(values, 199)
    expect(gini).toBeCloseTo(0.9, 12)
    expect(generalised).toBeCloseTo(0, 12)
    expect(chance?.gini.low).toBeGreaterThan(0.9)
    expect(chance?.gini.high).toBeLessThan(0.92)
  })

  it('depends on the seed and the counts, not on the order of the units', () => {
    const forwards = of([5, 2, 1, 0, 0, 0, 0, 9], 99)
    expect(of([9, 0, 5, 0, 1, 0, 2, 0], 99)).toEqual(forwards)
    expect(concentration(Float64Array.of(5, 2, 1, 0, 0, 0, 0, 9), { seed: 2, draws: 99 })).not.toEqual(forwards)
  })

  it('has a plain Gini only of values that are no counts, and says so', () => {
    expect(of([0.5, 0, 1.5], 99)).toMatchObject({
      generalised: null,
      generalisedUnbiased: null,
      chance: null,
      undefinedBecause: { generalised: 'not-counts', generalisedUnbiased: 'not-counts', chance: 'not-counts' },
    })
    expect(of([0.5, 0, 1.5]).gini).toBeCloseTo(0.5, 15)
  })

  it('gives a reason for every figure it does not have', () => {
    expect(of([])).toMatchObject({ gini: Number.NaN, heldBy: [], undefinedBecause: { gini: 'no-units', chance: 'no-units' } })
    expect(of([0, 0])).toMatchObject({
      gini: Number.NaN,
      heldBy: [],
      undefinedBecause: { gini: 'no-events', generalised: 'no-events' },
    })
    expect(of([4], 9)).toMatchObject({
      gini: 0,
      giniUnbiased: Number.NaN,
      generalisedUnbiased: Number.NaN,
      undefinedBecause: { giniUnbiased: 'one-unit', generalisedUnbiased: 'one-unit' },
    })
    expect(of([0, 1, 0])).toMatchObject({
      generalisedUnbiased: Number.NaN,
      undefinedBecause: { generalisedUnbiased: 'one-event', chance: 'no-draws' },
    })
  })

  it('refuses negative and infinite values and impossible numbers of draws', () => {
    expect(() => of([1, -1])).toThrow(/value-out-of-range/)
    expect(() => of([1, Number.NaN])).toThrow(/value-not-finite/)
    expect(() => of([1], -1)).toThrow(/value-out-of-range.*draws/)
    expect(() => of([1], 2.5)).toThrow(/value-out-of-range.*draws/)
  })
})

describe('lorenz', () => {
  it('adds up shares from the unit with least', () => {
    expect([...lorenz(Float64Array.of(5, 0, 2, 3))]).toEqual([0, 0, 0.2, 0.5, 1])
  })

  it('is all NaN of nothing', () => {
    expect([...lorenz(Float64Array.of(0, 0))]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })
})
