import { describe, expect, it } from 'vitest'
import { calibration } from '../../../engine/evaluate/calibration.js'
import { poissonDeviance } from '../../../engine/evaluate/poissonDeviance.js'

describe('calibration', () => {
  it('adds up what was observed by tenth of what was expected, the units where most was expected first', () => {
    // 5 units hold half: their tenths are whole units
    const expected = Float64Array.of(1, 1, 1, 1, 1, 2, 3)
    const found = calibration(expected, Float64Array.of(0, 0, 0, 0, 5, 4, 3))
    expect([...found.expected]).toEqual(new Array(10).fill(1))
    // the five of 1 are one group
    for (const [k, value] of [1, 1, 1, 2, 2, 1, 1, 1, 1, 1].entries()) expect(found.observed[k]).toBeCloseTo(value, 12)
  })

  it('leaves out what fell where nothing was expected', () => {
    const found = calibration(Float64Array.of(0, 10), Float64Array.of(7, 5))
    for (const value of found.observed) expect(value).toBeCloseTo(0.5, 12)
    expect([...calibration(Float64Array.of(0, 0), Float64Array.of(1, 2)).observed]).toEqual(new Array(10).fill(0))
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
