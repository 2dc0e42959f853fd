import { describe, expect, it } from 'vitest'
import { concentration, type Lorenz, lorenz } from '../../../engine/stats/concentration.js'

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
      { percent: 25, units: 1, share: 0.1, km2Share: null },
      { percent: 50, units: 2, share: 0.2, km2Share: null },
      { percent: 80, units: 3, share: 0.3, km2Share: null },
    ])
    expect(of([1, 1, 1, 1]).heldBy.map(({ units }) => units)).toEqual([1, 2, 4])
    // the sum of 0.1, 0.2 and 0.3 in doubles is over 0.6
    expect(of([0.1, 0.2, 0.3]).heldBy.map(({ units }) => units)).toEqual([1, 1, 2])
  })

  it('gives their share of the ground, the average of units with equally many', () => {
    // 80 % of 20: the 8 and two of the three 4s, of 2, 3 and 10 km2
    const values = Float64Array.of(4, 8, 4, 0, 4)
    const km2 = Float64Array.of(2, 1, 3, 4, 10)
    const shares = (seed: number) => concentration(values, { seed, draws: 99, km2 }).heldBy.map(({ km2Share }) => km2Share)
    expect(shares(1)).toEqual([1 / 20, (1 + 15 / 3) / 20, (1 + (2 * 15) / 3) / 20])
    expect(shares(2)).toEqual(shares(1))
  })

  it('throws km2 at random on the units: that of one unit of two, by hand', () => {
    // one event: the unit with it is 1 or 3 of 4 km2
    const km2 = Float64Array.of(1, 3)
    const { chance } = concentration(Float64Array.of(1, 0), { seed: 1, draws: 9_999, km2 })
    expect(chance?.heldBy[0].km2Share).toMatchObject({ low: 0.25, high: 0.75 })
    expect(Math.abs((chance?.heldBy[0].km2Share?.mean ?? 0) - 0.5)).toBeLessThan((4 * 0.25) / Math.sqrt(9_999))
    const without = concentration(Float64Array.of(1, 0), { seed: 1, draws: 9_999 }).chance
    expect(without?.gini).toEqual(chance?.gini)
    expect([...km2]).toEqual([1, 3])
    // all units of one size: exactly the share of units
    const equal = concentration(Float64Array.of(5, 2, 0, 1), { seed: 1, draws: 99, km2: new Float64Array(4).fill(2) })
    for (const { share, km2Share } of equal.chance?.heldBy ?? []) expect(km2Share?.mean).toBeCloseTo(share.mean, 12)
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
    expect(chance?.heldBy[1].share).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
    expect(chance?.heldBy[1].units).toEqual({ mean: 1, low: 1, high: 1 })
    expect(Math.abs((chance?.heldBy[2].share.mean ?? 0) - 0.75)).toBeLessThan((4 * 0.25) / Math.sqrt(9_999))
  })

  it('gives the draws at 5 and 95 %, by hand', () => {
    // 3 events in 3 units: 1 1 1 (Gini 0) with chance 6/27, 2 1 0 (4/9) 18/27, 3 0 0 (2/3) 3/27
    const { chance } = of([3, 0, 0], 999)
    expect(chance?.gini.low).toBeCloseTo(0, 15)
    expect(chance?.gini.high).toBeCloseTo(2 / 3, 15)
    expect(Math.abs((chance?.gini.mean ?? 0) - 10 / 27)).toBeLessThan((4 * 0.2) / Math.sqrt(999))
    expect(chance?.generalised.high).toBeCloseTo(2 / 3, 15)
  })

  it('counts from both ends: of 20 draws the first and the nineteenth, of one that one', () => {
    // 2 events in 2 units: Gini 0 or 1/2, exactly
    const { chance } = concentration(Float64Array.of(2, 0), { seed: 1, draws: 20 })
    expect([chance?.gini.low, chance?.gini.high]).toEqual([0, 0.5])
    const one = concentration(Float64Array.of(2, 0), { seed: 1, draws: 1 }).chance?.gini
    expect([one?.low, one?.high]).toEqual([one?.mean, one?.mean])
    // 5 events in 5 units: one each (Gini 0) with chance 5!/5^5 = 3.8 %, then 2 1 1 1 0 (8/25)
    expect(of([5, 0, 0, 0, 0], 9_999).chance?.gini.low).toBe(8 / 25)
    // 4 events in 3 units: all in one (2/3) with chance 3/81 = 3.7 %, below it 3 1 0 (6/12)
    expect(of([4, 0, 0], 9_999).chance?.gini.high).toBe(0.5)
  })

  it('gives unbiased figures a chance value too: it lies as far from the other as the figure', () => {
    // as many units as events or fewer; fewer events than units
    for (const values of [
      [9, 4, 1, 0],
      [2, 1, 1, 0, 0, 0, 0, 0, 0, 0],
    ]) {
      const found = of(values, 999)
      const [n, c] = [found.units, found.total]
      const places = Math.min(n, c)
      for (const end of ['mean', 'low', 'high'] as const) {
        const gini = found.chance?.gini[end] ?? Number.NaN
        const generalised = Math.max(1, n / c) * (gini - 1) + 1
        expect(found.chance?.giniUnbiased?.[end]).toBeCloseTo((gini * n) / (n - 1), 14)
        expect(found.chance?.generalised[end]).toBeCloseTo(generalised, 14)
        expect(found.chance?.generalisedUnbiased?.[end]).toBeCloseTo((generalised * places) / (places - 1), 14)
      }
    }
  })

  it('shows no rounding where every draw is alike, and whole numbers over whole numbers elsewhere', () => {
    // one event in 10 units: 0.1 of them, Gini 0.9, whatever the draw; 999 times 0.1 in doubles is not 99.9
    const { chance } = of(withZeros([1], 10), 999)
    expect(chance?.heldBy[0].share).toEqual({ mean: 0.1, low: 0.1, high: 0.1 })
    expect(chance?.gini).toEqual({ mean: 0.9, low: 0.9, high: 0.9 })
    expect(chance?.generalised).toEqual({ mean: 0, low: 0, high: 0 })
    const { mean } = of(withZeros([3, 2, 2], 10), 999).chance?.heldBy[2].units ?? { mean: 0 }
    expect(mean).toBe(Math.round(mean * 999) / 999)
    const share = of(withZeros([3, 2, 2], 10), 999).chance?.heldBy[2].share.mean
    expect(share).toBe(Math.round(mean * 999) / 9990)
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
      chance: { gini: { mean: 0, low: 0, high: 0 }, giniUnbiased: null, generalisedUnbiased: null },
    })
    expect(of([0, 1, 0], 9).chance).toMatchObject({ generalised: { mean: 0 }, generalisedUnbiased: null })
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

  it('refuses ground that does not fit', () => {
    const on = (...km2: number[]) => concentration(Float64Array.of(1, 2), { seed: 1, draws: 0, km2: Float64Array.from(km2) })
    expect(() => on(1)).toThrow(/length-mismatch.*km2/)
    expect(() => on(1, -1)).toThrow(/value-out-of-range.*km2/)
    expect(() => on(0, 0)).toThrow(/value-out-of-range.*km2/)
  })
})

describe('lorenz', () => {
  const curve = (values: readonly number[], draws = 0, seed = 1) => lorenz(Float64Array.from(values), { seed, draws })
  const points = ({ units, held }: Lorenz) => Array.from(units, (share, row) => [share, held[row]])

  it('adds up shares from the units with least, one point for each distinct value', () => {
    expect(points(curve([5, 0, 2, 3]))).toEqual([
      [0, 0],
      [0.25, 0],
      [0.5, 0.2],
      [0.75, 0.5],
      [1, 1],
    ])
    expect(points(curve([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]))).toEqual([
      [0, 0],
      [0.7, 0],
      [0.9, 0.4],
      [1, 1],
    ])
    expect(points(curve([4, 4, 4]))).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('ends at 1, 1 exactly, of values with rounding too', () => {
    const { units, held } = curve([0.1, 0.2, 0.3, 0.7, 1e-9])
    expect([units[0], held[0], units.at(-1), held.at(-1)]).toEqual([0, 0, 1, 1])
  })

  it('stands beside the mean of random maps at the same shares, by hand', () => {
    // 3 events in 3 units: 1 1 1 with chance 6/27, 0 1 2 18/27, 0 0 3 3/27; the observed has points at 1/3, 2/3 and 1
    const { chance } = curve([0, 1, 2], 9_999)
    expect([chance?.[0], chance?.[3]]).toEqual([0, 1])
    const sd = Math.sqrt(9_999)
    expect(Math.abs((chance?.[1] ?? 0) - 6 / 81)).toBeLessThan((4 * 0.14) / sd)
    expect(Math.abs((chance?.[2] ?? 0) - (6 * 2 + 18) / 81)).toBeLessThan((4 * 0.2) / sd)
  })

  it('is of the maps of concentration: its area is the mean Gini', () => {
    // as many distinct values as units: the curve is given at every unit
    const values = [9, 7, 4, 2, 1, 0]
    const { chance } = curve(values, 99, 7)
    const area = chance?.reduce((sum, held, k) => sum + (k === 0 ? 0 : (held + chance[k - 1]) / 12), 0) ?? 0
    const { gini } = concentration(Float64Array.from(values), { seed: 7, draws: 99 }).chance ?? {}
    expect(1 - 2 * area).toBeCloseTo(gini?.mean ?? 0, 14)
    expect(curve(values, 99, 8).chance).not.toEqual(chance)
  })

  it('has no chance for values that are no counts, and nothing of nothing', () => {
    expect(curve([0.5, 1], 99)).toMatchObject({ chance: null, undefinedBecause: { chance: 'not-counts' } })
    expect(curve([1, 1])).toMatchObject({ chance: null, undefinedBecause: { chance: 'no-draws' } })
    expect(points(curve([0, 0], 9))).toEqual([])
    expect(curve([0, 0], 9).undefinedBecause).toEqual({ curve: 'no-events', chance: 'no-events' })
    expect(curve([], 9).undefinedBecause).toEqual({ curve: 'no-units', chance: 'no-units' })
    expect(() => curve([1, -1])).toThrow(/value-out-of-range/)
    expect(() => curve([1], -1)).toThrow(/value-out-of-range.*draws/)
  })
})
