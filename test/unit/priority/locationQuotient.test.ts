import { describe, expect, it } from 'vitest'
import { gammaQuantile, locationQuotient } from '../../../engine/priority/locationQuotient.js'
import { gammaTail } from '../../../engine/stats/gammaTail.js'
import { codeOf } from '../../helpers/codeOf.js'

/** Two groups, three areas. */
const counts = {
  areas: 3,
  groups: 2,
  count: Float64Array.of(80, 20, 10, 90, 60, 140),
  harm: Float64Array.of(80, 200, 10, 900, 60, 1400),
  phi: Float64Array.of(1, 1),
  residents: null,
}

describe('gamma quantile', () => {
  it('is where the tail begins', () => {
    // exponential: -ln(1 - p); chi-square of 10 degrees at 0.975 is 20.4832
    expect(gammaQuantile(0.975, 1)).toBeCloseTo(-Math.log(0.025), 10)
    expect(2 * gammaQuantile(0.975, 5)).toBeCloseTo(20.4831774, 6)
    expect(gammaTail(gammaQuantile(0.025, 0.3), 0.3)).toBeCloseTo(0.975, 10)
  })
})

describe('location quotient', () => {
  it('is shrunk towards 1 by the spread of its group, with the tail of the gamma', () => {
    const { quotient, shrunk, probability, low, high } = locationQuotient(counts)
    // totals 150 and 250 of 400; areas 100, 100, 200: expected 37.5 62.5, 37.5 62.5, 75 125
    expect(quotient[0]).toBeCloseTo(80 / 37.5, 12)
    expect(quotient[5]).toBeCloseTo(140 / 125, 12)
    // s2 = [37.5 (1.1333^2 + 0.7333^2) + 75 x 0.2^2] / 150 - 3 / 150
    const spread = (37.5 * ((80 / 37.5 - 1) ** 2 + (10 / 37.5 - 1) ** 2) + 75 * 0.04) / 150 - 3 / 150
    const alpha = 1 / spread
    expect(shrunk[0]).toBeCloseTo((alpha + 80) / (alpha + 37.5), 10)
    expect(probability[0]).toBeCloseTo(gammaTail(alpha + 37.5, alpha + 80), 12)
    expect(low[0]).toBeLessThan(shrunk[0])
    expect(high[0]).toBeGreaterThan(shrunk[0])
  })

  it('calls distinctive what has its interval above 1, and ranks four columns apart', () => {
    const residents = Float64Array.of(3, 5, Number.NaN, Number.NaN, 2, 2)
    const result = locationQuotient({ ...counts, residents })
    result.distinctive.forEach((yes, at) => {
      expect(yes === 1).toBe(result.low[at] >= 1)
    })
    expect([...result.distinctive]).toEqual([1, 0, 0, 1, 0, 0])
    expect([...result.distinctiveRank]).toEqual([1, 0, 0, 1, 0, 0])
    expect([...result.volumeRank]).toEqual([1, 2, 2, 1, 2, 1])
    expect([...result.harmRank]).toEqual([2, 1, 2, 1, 2, 1])
    expect([...result.residentsRank]).toEqual([2, 1, 0, 0, 1, 1])
    expect(result.falseShare).toBeCloseTo(1 - (result.probability[0] + result.probability[3]) / 2, 12)
    expect(result.falseShare).toBeLessThan(0.05)
  })

  it('does not move with what residents say', () => {
    const { residentsRank: _, ...asked } = locationQuotient({ ...counts, residents: Float64Array.of(9, 1, 9, 1, 9, 1) })
    const { residentsRank: __, ...unasked } = locationQuotient(counts)
    expect(asked).toEqual(unasked)
  })

  it('finds nothing distinctive where areas differ no more than chance, or counts are over-dispersed', () => {
    const alike = locationQuotient({ ...counts, count: Float64Array.of(40, 60, 38, 62, 82, 118) })
    expect([...alike.distinctive]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...alike.shrunk]).toEqual([1, 1, 1, 1, 1, 1])
    expect(alike.falseShare).toBeNaN()
    expect([...locationQuotient({ ...counts, phi: Float64Array.of(40, 40) }).distinctive]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('keeps an area or a group without crime unknown, and refuses bad columns', () => {
    const { quotient, volumeRank } = locationQuotient({ ...counts, count: Float64Array.of(0, 0, 10, 0, 60, 0) })
    expect([...quotient]).toEqual([Number.NaN, Number.NaN, 1, Number.NaN, 1, Number.NaN])
    expect([...volumeRank]).toEqual([0, 0, 1, 0, 1, 0])
    expect(codeOf(() => locationQuotient({ ...counts, areas: 4 }))).toBe('length-mismatch')
    expect(codeOf(() => locationQuotient({ ...counts, count: Float64Array.of(1.5, 0, 1, 1, 1, 1) }))).toBe('count-invalid')
    expect(codeOf(() => locationQuotient({ ...counts, phi: Float64Array.of(1, 0) }))).toBe('value-out-of-range')
    expect(codeOf(() => locationQuotient({ ...counts, residents: Float64Array.of(1, 1, 1, -1, 1, 1) }))).toBe('value-negative')
  })
})
