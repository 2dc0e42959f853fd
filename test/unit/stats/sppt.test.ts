import { describe, expect, it } from 'vitest'
import { sppt } from '../../../engine/stats/sppt.js'

const of = (first: readonly number[], second: readonly number[]) => sppt(Float64Array.from(first), Float64Array.from(second))

describe('sppt', () => {
  it('calls two equal patterns alike everywhere', () => {
    expect(of([5, 3, 0], [5, 3, 0])).toMatchObject({ s: 1, robustS: 1, areasInUse: 2, undefinedBecause: null })
  })

  it('looks at shares, not counts', () => {
    expect(of([30, 10, 60], [3000, 1000, 6000]).s).toBe(1)
  })

  it('tells 4 of 10 from none, but not 3 of 10: 0 has chance 0.006 and 0.028 in a bootstrap of them', () => {
    expect([...of([0, 10, 0], [4, 6, 0]).difference]).toEqual([1, -1, 0])
    expect([...of([0, 10, 0], [3, 7, 0]).difference]).toEqual([0, 0, 0])
  })

  it('counts empty areas as alike in S and not at all in robust S', () => {
    const { s, robustS, areasInUse, difference } = of([100, 0, 20, 0, 0], [0, 100, 20, 0, 0])
    expect([...difference]).toEqual([-1, 1, 0, 0, 0])
    expect(s).toBe(3 / 5)
    expect(robustS).toBe(1 / 3)
    expect(areasInUse).toBe(3)
  })

  it('gives the same S and the opposite differences when the patterns change places', () => {
    const first = [40, 3, 17, 0, 9, 250]
    const second = [20, 13, 12, 4, 9, 90]
    const [there, back] = [of(first, second), of(second, first)]
    expect(back.s).toBe(there.s)
    expect([...back.difference]).toEqual(Array.from(there.difference, (sign) => 0 - sign))
    expect(there.s).toBeLessThan(1)
  })

  it('says why it has no S', () => {
    expect(of([], [])).toMatchObject({ s: Number.NaN, robustS: Number.NaN, undefinedBecause: 'no-areas' })
    expect(of([0, 0], [1, 2])).toMatchObject({ s: Number.NaN, robustS: Number.NaN, undefinedBecause: 'no-events' })
    expect(of([1, 2], [0, 0])).toMatchObject({ undefinedBecause: 'no-events' })
  })

  it('refuses counts that are none and unequal lengths', () => {
    expect(() => of([1, 0.5], [1, 1])).toThrow(/count-invalid.*first/)
    expect(() => of([1, 1], [1, -1])).toThrow(/count-invalid.*second/)
    expect(() => of([1, 1], [1, Number.NaN])).toThrow(/value-not-finite/)
    expect(() => of([1, 1], [1])).toThrow(/length-mismatch/)
  })
})
