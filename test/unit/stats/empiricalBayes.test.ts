import { describe, expect, it } from 'vitest'
import { empiricalBayes, spatialEmpiricalBayes } from '../../../engine/stats/empiricalBayes.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const EVENTS = Float64Array.of(1, 4, 22)
const EXPOSURE = Float64Array.of(10, 10, 20)
const everyone = weightsOf([
  [0, 1, 2],
  [0, 1, 2],
  [0, 1, 2],
])

describe('empiricalBayes', () => {
  it('draws rates to the mean by their share of true variance, by hand', () => {
    // m = 27/40; sum P (r - m)^2 = 10 * .575^2 + 10 * .275^2 + 20 * .425^2 = 7.675; s2 = 7.675/40 - .675 * 3/40
    const { rate, shrinkage, mean, between, because } = empiricalBayes(EVENTS, EXPOSURE)
    expect(mean).toBe(0.675)
    expect(between).toBeCloseTo(0.14125, 15)
    expect(shrinkage[0]).toBeCloseTo(0.14125 / (0.14125 + 0.0675), 14)
    expect(shrinkage[2]).toBeCloseTo(0.14125 / 0.175, 14)
    expect(rate[0]).toBeCloseTo(0.675 - (0.575 * 0.14125) / 0.20875, 14)
    expect(rate[2]).toBeCloseTo(0.675 + (0.425 * 0.14125) / 0.175, 14)
    expect(because).toBeNull()
  })

  it('takes over-dispersion for noise: phi 2 leaves less difference and shrinks more', () => {
    const { between, shrinkage } = empiricalBayes(EVENTS, EXPOSURE, { phi: 2 })
    expect(between).toBeCloseTo(0.191875 - 0.10125, 15)
    expect(shrinkage[2]).toBeCloseTo(0.090625 / (0.090625 + 0.0675), 14)
  })

  it('gives every unit the mean, and says so, where rates differ no more than chance lets them', () => {
    // sum P (r - m)^2 = 1.1, less than m n = 1.35
    const { rate, shrinkage, between, because } = empiricalBayes(Float64Array.of(2, 4, 12), EXPOSURE)
    expect([...rate]).toEqual([0.45, 0.45, 0.45])
    expect([...shrinkage]).toEqual([0, 0, 0])
    expect(between).toBe(0)
    expect(because).toBe('no-detectable-difference')
  })

  it('is null where there is no exposure, whose events are counted apart and change nothing', () => {
    const alone = empiricalBayes(EVENTS, EXPOSURE)
    const found = empiricalBayes(Float64Array.of(1, 4, 9, 22, 0), Float64Array.of(10, 10, 0, 20, 0))
    expect([...found.rate]).toEqual([alone.rate[0], alone.rate[1], Number.NaN, alone.rate[2], Number.NaN])
    expect([...found.shrinkage].map(Number.isNaN)).toEqual([false, false, true, false, true])
    expect(found).toMatchObject({ units: 3, eventsWithoutExposure: 9, mean: 0.675 })
  })

  it('states its result without events, with one unit and without exposure', () => {
    expect(empiricalBayes(new Float64Array(2), Float64Array.of(3, 4))).toMatchObject({
      rate: new Float64Array(2),
      because: 'no-detectable-difference',
    })
    expect(empiricalBayes(Float64Array.of(6), Float64Array.of(3)).rate[0]).toBe(2)
    expect(empiricalBayes(Float64Array.of(6), Float64Array.of(0))).toMatchObject({
      because: 'no-exposure',
      eventsWithoutExposure: 6,
    })
    expect(empiricalBayes(new Float64Array(0), new Float64Array(0)).because).toBe('no-exposure')
  })

  it('refuses unequal lengths, negative or infinite numbers and an impossible phi', () => {
    expect(() => empiricalBayes(EVENTS, Float64Array.of(1))).toThrow(/length-mismatch/)
    expect(() => empiricalBayes(Float64Array.of(-1, 1, 1), EXPOSURE)).toThrow(/value-out-of-range.*events/)
    expect(() => empiricalBayes(EVENTS, Float64Array.of(1, -1, 1))).toThrow(/value-out-of-range.*exposure/)
    expect(() => empiricalBayes(EVENTS, Float64Array.of(1, Number.NaN, 1))).toThrow(/value-not-finite/)
    expect(() => empiricalBayes(EVENTS, EXPOSURE, { phi: 0 })).toThrow(/value-out-of-range.*phi/)
    // texts of a file nobody turned into numbers: '10' + '2' is no sum
    const texts = ['10', '2', '3'] as unknown as Float64Array
    expect(() => empiricalBayes(texts, EXPOSURE)).toThrow(/value-not-finite.*events/)
    expect(() => empiricalBayes(EVENTS, EXPOSURE, { phi: '2' as unknown as number })).toThrow(/value-out-of-range.*phi/)
  })
})

describe('spatialEmpiricalBayes', () => {
  it('is the global one where the neighbourhood is everyone', () => {
    const global = empiricalBayes(EVENTS, EXPOSURE, { phi: 1.2 })
    const local = spatialEmpiricalBayes(EVENTS, EXPOSURE, everyone, { phi: 1.2 })
    expect([...local.rate]).toEqual([...global.rate])
    expect([...local.shrinkage]).toEqual([...global.shrinkage])
    expect(local.between[1]).toBe(global.between)
  })

  it('draws to the mean of the neighbourhood, by hand', () => {
    // cell 1 with cell 2: m = 26/30, sum P (r - m)^2 = 10 (.4 - m)^2 + 20 (1.1 - m)^2 = 98/30; s2 = (98/30 - 2 * 26/30)/30
    const { rate, mean } = spatialEmpiricalBayes(EVENTS, EXPOSURE, weightsOf([[0], [1, 2], [2]]))
    const m = 26 / 30
    const between = (98 / 30 - (2 * 26) / 30) / 30
    expect(mean[1]).toBeCloseTo(m, 15)
    expect(rate[1]).toBeCloseTo(m + (between / (between + m / 10)) * (0.4 - m), 14)
    // alone: its own rate
    expect(rate[0]).toBe(0.1)
  })

  it('leaves neighbours without exposure out, and is null where the unit itself has none', () => {
    const { rate } = spatialEmpiricalBayes(
      Float64Array.of(1, 4, 22, 5),
      Float64Array.of(10, 10, 20, 0),
      weightsOf([[0, 3], [1, 2, 3], [2], [0, 3]]),
    )
    const alone = spatialEmpiricalBayes(EVENTS, EXPOSURE, weightsOf([[0], [1, 2], [2]]))
    expect([...rate]).toEqual([...alone.rate, Number.NaN])
  })

  it('refuses neighbourhoods without the unit, or of valued weights', () => {
    expect(() => spatialEmpiricalBayes(EVENTS, EXPOSURE, { ...everyone, self: false })).toThrow(/weights-without-self/)
    expect(() => spatialEmpiricalBayes(EVENTS, EXPOSURE, rowStandardised(everyone))).toThrow(/weights-not-binary/)
    expect(() => spatialEmpiricalBayes(EVENTS, EXPOSURE, weightsOf([[0]]))).toThrow(/length-mismatch/)
  })
})
