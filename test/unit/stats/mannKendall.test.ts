import { describe, expect, it } from 'vitest'
import { mannKendall } from '../../../engine/stats/mannKendall.js'

const PLAIN = { hamedRao: false }
const of = (...values: number[]) => mannKendall(Float64Array.from(values), values.length, PLAIN)

describe('mannKendall', () => {
  // METHODS, known values
  it.each([
    [[1, 2, 2, 3, 5, 4, 6, 6, 7, 9], 41, 123, 3.606679, 3.1014e-4],
    [[0, 0, 0, 1, 0, 2], 7, 19.6667, 1.352963, 0.176067],
  ])('gives the known S, variance, z and p of %j', (values, s, variance, z, p) => {
    const trend = of(...values)
    expect(trend.s[0]).toBe(s)
    expect(trend.variance[0]).toBeCloseTo(variance, 4)
    expect(trend.z[0]).toBeCloseTo(z, 6)
    expect(trend.p[0]).toBeCloseTo(p, 6)
  })

  it('divides S by all pairs for tau, and leaves tied pairs out of one factor for tau-b', () => {
    // 6 pairs: 5 rise, 1 ties
    const { tau, tauB } = of(1, 2, 2, 3)
    expect(tau[0]).toBeCloseTo(5 / 6, 15)
    expect(tauB[0]).toBeCloseTo(5 / Math.sqrt(5 * 6), 15)
  })

  it('keeps series apart, each with its own ties and gaps', () => {
    const { n, s, variance } = mannKendall(Float64Array.of(1, 2, 3, 3, Number.NaN, 1), 3, PLAIN)
    expect([...n]).toEqual([3, 2])
    expect([...s]).toEqual([3, -1])
    expect([...variance]).toEqual([66 / 18, 1])
  })

  it('says why numbers are missing: constant, or under two steps measured', () => {
    const trend = mannKendall(Float64Array.of(4, 4, 4, 5, Number.NaN, Number.NaN), 3, PLAIN)
    expect(trend.undefinedBecause).toEqual(['constant', 'too-few-steps'])
    expect([...trend.z]).toEqual([0, Number.NaN])
    expect([...trend.p]).toEqual([1, Number.NaN])
    expect([...trend.tau]).toEqual([0, Number.NaN])
    expect([...trend.tauB]).toEqual([Number.NaN, Number.NaN])
  })

  it('has no trend, z = 0 and p = 1, where rises and falls are as many', () => {
    expect(of(1, 3, 0, 2)).toMatchObject({ undefinedBecause: [null] })
    expect(of(1, 3, 0, 2).z[0]).toBe(0)
  })

  it('refuses infinities, half series, impossible numbers of steps, and the correction of a short series', () => {
    expect(() => of(1, Infinity)).toThrow(/value-not-finite.*Step 1 of series 0/)
    expect(() => mannKendall(new Float64Array(5), 2, PLAIN)).toThrow(/length-mismatch/)
    expect(() => mannKendall(new Float64Array(5), 0, PLAIN)).toThrow(/option-invalid/)
    expect(() => mannKendall(new Float64Array(0), 5001, PLAIN)).toThrow(/series-too-long/)
    expect(() => mannKendall(new Float64Array(23), 23, { hamedRao: true })).toThrow(/series-too-short/)
  })

  it('gives nothing for no series', () => {
    expect(mannKendall(new Float64Array(0), 12, PLAIN).s).toHaveLength(0)
  })
})

describe('mannKendall with the correction of Hamed and Rao', () => {
  const corrected = (values: readonly number[]) => mannKendall(Float64Array.from(values), values.length, { hamedRao: true })
  // 30 steps rising, with a wave of 2 (the variance shrinks) and a slow wave without trend (it shrinks too)
  const RISING = [
    12, 9, 15, 14, 11, 18, 17, 13, 16, 21, 19, 16, 22, 24, 20, 18, 23, 27, 25, 22, 26, 30, 28, 24, 27, 33, 29, 26, 31, 35,
  ]
  const WAVE = [3, 5, 4, 6, 2, 1, 3, 2, 7, 6, 8, 5, 2, 1, 1, 3, 6, 7, 9, 6, 3, 2, 2, 1, 7, 8, 6, 7, 1, 2]

  // formula of the paper in numpy 2.4.6 (ranks by scipy 1.17.1 rankdata), not our code
  it.each([
    ['rising', RISING, 729.9405998822465, 12.21434491914148, 0.7662221795770067],
    ['wave', WAVE, 1614.2567739777223, 0.3235616515722062, 0.03416565529398727],
  ])('equals numpy and scipy: %s', (_, values, variance, z, tauB) => {
    const trend = corrected(values)
    expect(trend.variance[0] / variance).toBeCloseTo(1, 12)
    expect(trend.z[0] / z).toBeCloseTo(1, 12)
    expect(trend.tauB[0] / tauB).toBeCloseTo(1, 12)
  })

  it('leaves the variance of a straight line alone', () => {
    const line = Array.from({ length: 24 }, (_, t) => 2 * t)
    expect(corrected(line).variance[0]).toBe((24 * 23 * 53) / 18)
  })

  it('takes values that only rounding parts as equal once the slope is taken off', () => {
    // by exact fractions: the median slope is 1/9
    const series = [10, 3, 4, 1, 9, 2, 2, 1, 7, 5, 6, 3, 7, 3, 3, 2, 8, 5, 7, 3, 4, 5, 6, 11]
    expect(corrected(series).variance[0]).toBeCloseTo(510.308, 3)
    // a shift and a scale change no rank
    const moved = corrected(series.map((value) => 3 * value + 1000))
    expect(moved.variance[0]).toBeCloseTo(510.308, 3)
  })

  it('says why there is no z: a step not measured, or a correction that leaves no variance', () => {
    const gap = RISING.with(7, Number.NaN)
    expect(corrected(gap)).toMatchObject({ undefinedBecause: ['gaps'] })
    expect(corrected(gap).z[0]).toBeNaN()
    expect(corrected(gap).s[0]).toBe(mannKendall(Float64Array.from(gap), 30, { hamedRao: false }).s[0])
    const none = corrected(Array.from({ length: 24 }, (_, step) => [2, 5, 2, 0, 7, 0][step % 6]))
    expect(none.undefinedBecause).toEqual(['correction-negative'])
    expect(none.variance[0]).toBeLessThan(0)
    expect([...none.z, ...none.p]).toEqual([Number.NaN, Number.NaN])
  })
})
