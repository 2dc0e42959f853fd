import { describe, expect, it } from 'vitest'
import { blockLength, blockResamples, percentile, resampledRatios } from '../../../engine/evaluate/blockBootstrap.js'

describe('blockLength', () => {
  it('is the cube root rounded up, at least 3', () => {
    expect([1, 24, 27, 28, 64, 65, 108, 125, 126].map(blockLength)).toEqual([3, 3, 3, 4, 4, 5, 5, 5, 6])
  })
})

describe('blockResamples', () => {
  it('is made of runs of consecutive steps that go round, the last one cut', () => {
    const { rows, steps } = blockResamples(7, 3, 1, 'test')
    expect(rows.length).toBe(2000 * steps)
    for (let at = 0; at < rows.length; at++) if ((at % 7) % 3 !== 0) expect(rows[at]).toBe((rows[at - 1] + 1) % 7)
  })

  it('draws every step equally often', () => {
    const times = new Uint32Array(7)
    for (const row of blockResamples(7, 3, 1, 'test').rows) times[row]++
    // 2,000 each; a block of three counts three alike: sd under sqrt(2,000 x 3)
    for (const count of times) expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(6000))
  })

  it('depends on seed, id and number of steps only', () => {
    const rows = (seed: number, id: string) => [...blockResamples(9, 3, seed, id).rows.subarray(0, 90)]
    expect(rows(1, 'a')).toEqual(rows(1, 'a'))
    expect(rows(1, 'a')).not.toEqual(rows(2, 'a'))
    expect(rows(1, 'a')).not.toEqual(rows(1, 'b'))
  })
})

describe('resampledRatios', () => {
  it('divides sums, in ascending order, and leaves out those of nothing', () => {
    const rows = Uint32Array.of(0, 1, 1, 1, 2, 2)
    const resamples = { steps: 2, blockLength: 1, rows }
    // (1 + 3)/(2 + 4), 6/8, 0/0
    expect([...resampledRatios(resamples, Float64Array.of(1, 3, 0), Float64Array.of(2, 4, 0))]).toEqual([4 / 6, 6 / 8])
  })
})

describe('percentile', () => {
  it('is the least value with so many percent at or below it', () => {
    const sorted = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    expect([0, 5, 10, 11, 50, 95, 100].map((percent) => percentile(sorted, percent))).toEqual([1, 1, 1, 2, 5, 10, 10])
    expect(percentile(new Float64Array(), 50)).toBeNaN()
  })
})
