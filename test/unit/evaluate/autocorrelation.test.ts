import { describe, expect, it } from 'vitest'
import { autocorrelation } from '../../../engine/evaluate/autocorrelation.js'

const of = (...series: number[]) => autocorrelation(Float64Array.from(series))

describe('autocorrelation', () => {
  it('is that of one step, by hand', () => {
    // mean 2; deviations -1, 0, 1: products 0 and 0
    expect(of(1, 2, 3)).toBe(0)
    // deviations -1, -1, 1, 1: (1 - 1 + 1)/4
    expect(of(0, 0, 2, 2)).toBe(0.25)
    // 1, -1, 1, -1: -3/4
    expect(of(1, 0, 1, 0)).toBe(-0.75)
  })

  it('passes missing steps over with the pairs they are in', () => {
    // deviations -1, -1, ?, 1, 1: (1 + 1)/4
    expect(of(0, 0, Number.NaN, 2, 2)).toBe(0.5)
  })

  it('has none of under three steps or of equal ones', () => {
    expect([of(), of(1, 2), of(3, 3, 3), of(1, Number.NaN, 2)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })
})
