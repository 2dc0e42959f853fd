import { describe, expect, it } from 'vitest'
import { breaks } from '../../../engine/stats/breaks.js'

describe('breaks', () => {
  it('cuts distinct values into six classes of equal size', () => {
    expect(breaks(Float64Array.from({ length: 12 }, (_, i) => 12 - i))).toEqual([2, 4, 6, 8, 10, 12])
  })

  it('looks at occupied cells only', () => {
    expect(breaks(Float64Array.of(0, 0, 0, -1, Number.NaN, 3, 1, 2))).toEqual([1, 2, 3])
    expect(breaks(new Float64Array(5))).toEqual([])
  })

  it('gives six classes whenever there are six distinct values, however many cells share the smallest', () => {
    const values = Float64Array.of(...new Array(1000).fill(1), 2, 3, 4, 5, 700)
    expect(breaks(values)).toEqual([1, 2, 3, 4, 5, 700])
  })

  it('never splits equal values', () => {
    expect(breaks(Float64Array.of(1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6, 7))).toEqual([2, 3, 4, 5, 6, 7])
  })

  it('refuses an infinite value', () => {
    expect(() => breaks(Float64Array.of(1, Infinity))).toThrow(/value-not-finite/)
  })
})
