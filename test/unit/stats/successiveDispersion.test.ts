import { describe, expect, it } from 'vitest'
import { negativeBinomialQuantile } from '../../../engine/stats/negativeBinomialQuantile.js'
import { successiveDispersion } from '../../../engine/stats/successiveDispersion.js'

describe('successiveDispersion', () => {
  it('is the mean of (c1 - n s)^2 / (n s (1 - s))', () => {
    // pairs 10,20 (s = 1/2): 5^2/7.5 = 10/3; 20,10: the same; 10,0: 5^2/2.5 = 10
    expect(successiveDispersion([0, 1, 2, 3], [10, 20, 10, 0], [30, 30, 30, 30]).phi).toBeCloseTo(50 / 9, 12)
  })

  it('has fewer degrees of freedom than steps, as these overlap: three of four counts 18 / 8, 23 of 24 about 15.6', () => {
    expect(successiveDispersion([0, 1, 2, 3], [10, 20, 10, 0], [30, 30, 30, 30]).df).toBe(18 / 8)
    const months = Array.from({ length: 24 }, (_, k) => k)
    expect(successiveDispersion(months, new Float64Array(24).fill(9), new Float64Array(24).fill(30)).df).toBeCloseTo(15.5588, 4)
  })

  it('goes by days: 28 in 28 and 31 in 31 days do not differ, which is raised to 1', () => {
    expect(successiveDispersion([0, 1], [28, 31], [28, 31]).phi).toBe(1)
  })

  it('leaves out pairs across a missing month and pairs of nothing, and is unknown without any', () => {
    expect(successiveDispersion([0, 2], [10, 20], [30, 30])).toEqual({ phi: Number.NaN, df: Number.NaN })
    expect(successiveDispersion([0, 1, 2], [0, 0, 8], [30, 30, 30]).phi).toBe(8)
  })
})

describe('negativeBinomialQuantile', () => {
  // scipy 1.17.1: nbinom.ppf(level, mean / (phi - 1), 1 / phi)
  it.each([
    { mean: 60, phi: 2, quantiles: [30, 40, 83, 98] },
    { mean: 5, phi: 1.5, quantiles: [0, 1, 11, 16] },
    { mean: 100, phi: 1.3333, quantiles: [67, 78, 123, 138] },
  ])('is that of scipy: mean $mean, phi $phi', ({ mean, phi, quantiles }) => {
    expect([0.001, 0.025, 0.975, 0.999].map((level) => negativeBinomialQuantile(level, mean, phi))).toEqual(quantiles)
  })
})
