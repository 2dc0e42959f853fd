import { describe, expect, it } from 'vitest'
import { senSlope } from '../../../engine/stats/senSlope.js'

describe('senSlope', () => {
  it('is the median of the slopes of all pairs, and the level at step 0', () => {
    const { slope, intercept } = senSlope(Float64Array.of(1, 5, 3, 7), 4)
    // slopes 4, 1, 2, -2, 1, 4; values 1 3 5 7 have median 4, steps 1.5
    expect(slope[0]).toBe(1.5)
    expect(intercept[0]).toBe(4 - 1.5 * 1.5)
  })

  it('keeps the distance in time over a step not measured', () => {
    const { slope, intercept } = senSlope(Float64Array.of(0, Number.NaN, 4), 3)
    expect(slope[0]).toBe(2)
    expect(intercept[0]).toBe(2 - 2 * 1)
  })

  it('is not moved by one wild value', () => {
    expect(senSlope(Float64Array.of(0, 1, 2, 3, 400, 5, 6), 7).slope[0]).toBe(1)
  })

  it('is NaN where fewer than two steps were measured', () => {
    const { slope, intercept } = senSlope(Float64Array.of(Number.NaN, 3, Number.NaN, Number.NaN), 2)
    expect([...slope, ...intercept]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })

  it('refuses infinities', () => {
    expect(() => senSlope(Float64Array.of(0, -Infinity), 2)).toThrow(/value-not-finite/)
  })
})
