import { describe, expect, it } from 'vitest'
import { calibration } from '../../../engine/evaluate/calibration.js'
import { poissonDeviance } from '../../../engine/evaluate/poissonDeviance.js'

describe('calibration', () => {
  it('adds up tenths of the units, those where most was expected first', () => {
    const expected = Float64Array.from({ length: 20 }, (_, k) => k + 1)
    const found = calibration(
      expected,
      Float64Array.from(expected, (value) => value * 2),
    )
    expect([...found.expected]).toEqual([39, 35, 31, 27, 23, 19, 15, 11, 7, 3])
    expect([...found.observed]).toEqual([78, 70, 62, 54, 46, 38, 30, 22, 14, 6])
  })

  it('shares units of equal expectation out over the tenths they fall into', () => {
    // 1 unit of 5, 4 of 0: two tenths each take half a unit; the first two hold the 5
    const found = calibration(Float64Array.of(0, 5, 0, 0, 0), Float64Array.of(8, 3, 0, 0, 0))
    expect([...found.expected]).toEqual([2.5, 2.5, 0, 0, 0, 0, 0, 0, 0, 0])
    for (const [k, value] of [1.5, 1.5, 1, 1, 1, 1, 1, 1, 1, 1].entries()) expect(found.observed[k]).toBeCloseTo(value, 12)
  })
})

describe('poissonDeviance', () => {
  it('is twice the log-likelihood lost, by hand', () => {
    expect(poissonDeviance(Float64Array.of(3, 0), Float64Array.of(3, 0.5))).toBeCloseTo(1, 12)
    // 2 (4 ln 2 - 2)
    expect(poissonDeviance(Float64Array.of(4), Float64Array.of(2))).toBeCloseTo(2 * (4 * Math.log(2) - 2), 12)
  })

  it('takes no expectation as less than one offence in a hundred months', () => {
    const none = poissonDeviance(Float64Array.of(1), Float64Array.of(0))
    expect(none).toBeCloseTo(2 * (Math.log(100) - 0.99), 12)
    expect(none).toBe(poissonDeviance(Float64Array.of(1), Float64Array.of(0.01)))
  })
})
