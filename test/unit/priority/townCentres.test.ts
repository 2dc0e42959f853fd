import { describe, expect, it } from 'vitest'
import { townCentres } from '../../../engine/priority/townCentres.js'
import { codeOf } from '../../helpers/codeOf.js'

const table = (times = 1) => ({
  code: ['A', 'B', 'C', 'D'],
  km2: Float64Array.of(0.5, 1, 2, 1),
  groups: [
    { id: 'violence', count: Float64Array.of(120, 100, 300, 40).map((n) => n * times), phi: 2 * times, harm: [200] },
    { id: 'shoplifting', count: Float64Array.of(60, 400, 300, 20).map((n) => n * times), phi: 2 * times, harm: [12] },
  ],
  months: 24,
  workday: Float64Array.of(2000, 4000, 10_000, 1000),
  phi: 3 * times,
})
const options = { draws: 200, seed: 7, k: 1 }

describe('town centres', () => {
  const result = townCentres(table(), options)

  it('are measured a year: harm a km2, volume, and per 1,000 workday people', () => {
    // A: (120 x 200 + 60 x 12) / (0.5 x 2) = 24,720
    expect([...result.harmPerKm2.value]).toEqual([24_720, 12_400, 15_900, 4120])
    expect([...result.volume.value]).toEqual([90, 250, 300, 30])
    expect([...(result.rate?.value ?? [])]).toEqual([45, 62.5, 30, 30])
    expect([...result.harmPerKm2.rank]).toEqual([1, 3, 2, 4])
    expect([...result.volume.rank]).toEqual([3, 2, 1, 4])
    expect([...(result.rate?.rank ?? [])]).toEqual([2, 1, 3, 3])
  })

  it('are in tier 1 unless another is as high in all three', () => {
    expect([...result.tier]).toEqual([1, 1, 1, 2])
    expect(result.firstTier[0]).toBeGreaterThan(0.9)
    expect([...townCentres({ ...table(), workday: null }, options).tier]).toEqual([1, 2, 1, 3])
  })

  it('have rates drawn towards the mean, and rank intervals around their ranks', () => {
    const mean = (1000 * (180 + 500 + 600 + 60)) / (2 * 17_000)
    result.shrunkRate?.forEach((rate, i) => {
      const own = result.rate?.value[i] ?? Number.NaN
      expect(rate).toBeCloseTo(mean + (result.ownShare?.[i] ?? Number.NaN) * (own - mean), 9)
    })
    const { low, median, high } = result.volume.reruns
    expect([...median]).toEqual([3, 2, 1, 4])
    low.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(high[i])
    })
  })

  it('rank the same when all counts are doubled', () => {
    const doubled = townCentres(table(2), options)
    for (const measure of ['harmPerKm2', 'volume', 'rate'] as const) expect(doubled[measure]?.rank).toEqual(result[measure]?.rank)
    expect(doubled.tier).toEqual(result.tier)
    doubled.ownShare?.forEach((share, i) => {
      expect(share).toBeCloseTo(result.ownShare?.[i] ?? Number.NaN, 9)
    })
  })

  it('are the same from the same seed', () => {
    expect(townCentres(table(), options)).toEqual(result)
  })

  it('refuse what a rate cannot be divided by, and impossible options', () => {
    expect(codeOf(() => townCentres({ ...table(), workday: Float64Array.of(1, 2, 0, 4) }, options))).toBe('value-out-of-range')
    expect(codeOf(() => townCentres({ ...table(), km2: Float64Array.of(1, 2, 0, 4) }, options))).toBe('value-out-of-range')
    expect(codeOf(() => townCentres({ ...table(), code: ['A', 'B', 'A', 'D'] }, options))).toBe('areas-repeated-code')
    expect(codeOf(() => townCentres(table(), { ...options, k: 5 }))).toBe('option-invalid')
    expect(codeOf(() => townCentres({ ...table(), km2: Float64Array.of(1) }, options))).toBe('length-mismatch')
  })
})
