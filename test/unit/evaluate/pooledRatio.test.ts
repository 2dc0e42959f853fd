import { describe, expect, it } from 'vitest'
import { blockLength, blockResamples } from '../../../engine/evaluate/blockBootstrap.js'
import { pooledRatio, spreadBasis } from '../../../engine/evaluate/pooledRatio.js'

const columns = (windows: number, of: (window: number) => [number, number]) => {
  const pairs = Array.from({ length: windows }, (_, window) => of(window))
  return [Float64Array.from(pairs, ([above]) => above), Float64Array.from(pairs, ([, below]) => below)] as const
}

describe('pooledRatio', () => {
  it('divides the sums, not the ratios', () => {
    // 1 of 10 and 9 of 10 twice as large: 19/30, not the mean of 0.1 and 0.9
    expect(pooledRatio(Float64Array.of(1, 18), Float64Array.of(10, 20), null).value).toBe(19 / 30)
  })

  it('gives no spread under 12 windows, the range from 12, an interval from 24', () => {
    expect([11, 12, 23, 24].map(spreadBasis)).toEqual(['list', 'range', 'range', 'bootstrap'])
    expect(pooledRatio(...columns(11, () => [1, 2]), null)).toEqual({ value: 0.5, low: Number.NaN, high: Number.NaN })
    expect(pooledRatio(...columns(12, (w) => [w, 20]), null)).toEqual({ value: 66 / 240, low: 0, high: 11 / 20 })
  })

  it('keeps windows without crime: they add nothing, and a range passes them over', () => {
    const [above, below] = columns(12, (w) => (w === 0 ? [0, 0] : [w, 20]))
    expect(pooledRatio(above, below, null)).toEqual({ value: 66 / 220, low: 1 / 20, high: 11 / 20 })
    expect(pooledRatio(...columns(12, () => [0, 0]), null)).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN })
  })

  it('has an interval around the value from 24, of about its known width', () => {
    // 48 independent windows of 100 crimes, hit rates 0.2 and 0.4 in turn: blocks of 4 hold two of each, so nothing varies
    const turns = columns(48, (w) => [w % 2 === 0 ? 20 : 40, 100])
    const resamples = blockResamples(48, blockLength(48), 1, 'test')
    expect(pooledRatio(...turns, resamples)).toEqual({ value: 0.3, low: 0.3, high: 0.3 })
    // blocks of one: sd 0.1/sqrt(48), 90 % within 1.645 of them
    const { low, high } = pooledRatio(...turns, blockResamples(48, 1, 1, 'test'))
    expect((high - low) / 2).toBeCloseTo(1.645 * (0.1 / Math.sqrt(48)), 2)
  })
})
