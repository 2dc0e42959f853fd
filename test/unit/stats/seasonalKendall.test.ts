import { describe, expect, it } from 'vitest'
import { mannKendall } from '../../../engine/stats/mannKendall.js'
import { seasonalKendall } from '../../../engine/stats/seasonalKendall.js'

describe('seasonalKendall', () => {
  it('adds up S, variance and pairs of the seasons; slopes are by period', () => {
    // season 0: 1 2 4, season 1: 50 50 40
    const trend = seasonalKendall(Float64Array.of(1, 50, 2, 50, 4, 40), 6, 2)
    expect(trend.s[0]).toBe(3 - 2)
    expect(trend.variance[0]).toBe((66 + 66 - 18) / 18)
    expect(trend.z[0]).toBe(0)
    expect(trend.tau[0]).toBe(1 / 6)
    // slopes 1 1.5 2 and 0 -5 -10
    expect(trend.slope[0]).toBe(0.5)
  })

  it('sees a rise under a season that hides it from Mann-Kendall', () => {
    const season = [0, 10, 40, 90, 40, 10]
    const values = Float64Array.from({ length: 24 }, (_, t) => season[t % 6] + Math.floor(t / 6))
    const seasonal = seasonalKendall(values, 24, 6)
    expect(seasonal.s[0]).toBe(36)
    expect(seasonal.slope[0]).toBe(1)
    expect(seasonal.p[0]).toBeLessThan(1e-5)
    expect(mannKendall(values, 24, { hamedRao: false }).p[0]).toBeGreaterThan(0.04)
  })

  it('equals Mann-Kendall of each season added up, with steps not measured and a last year cut short', () => {
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, Number.NaN, 9, 3, 2)
    const seasons = [0, 1, 2, 3].map((season) => {
      const own = values.filter((_, t) => t % 4 === season)
      return mannKendall(own, own.length, { hamedRao: false })
    })
    const sum = (of: (trend: (typeof seasons)[number]) => number) => seasons.reduce((total, trend) => total + of(trend), 0)
    const trend = seasonalKendall(values, values.length, 4)
    expect(trend.s[0]).toBe(sum(({ s }) => s[0]))
    expect(trend.variance[0]).toBeCloseTo(
      sum(({ variance }) => variance[0]),
      12,
    )
  })

  it('says why numbers are missing', () => {
    const trend = seasonalKendall(Float64Array.of(7, 8, 7, 8, 7, 8, Number.NaN, Number.NaN), 4, 2)
    expect(trend.undefinedBecause).toEqual(['constant', 'too-few-steps'])
    expect([...trend.p]).toEqual([1, Number.NaN])
    expect([...trend.slope]).toEqual([0, Number.NaN])
  })

  it('has nothing to compare where the period is longer than the series', () => {
    expect(seasonalKendall(Float64Array.of(1, 2, 3), 3, 12).undefinedBecause).toEqual(['too-few-steps'])
  })

  it.each([0, 1, 2.5, Number.NaN])('refuses a period of %s', (period) => {
    expect(() => seasonalKendall(new Float64Array(4), 4, period)).toThrow(/option-invalid/)
  })
})
