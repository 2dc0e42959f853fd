import { describe, expect, it } from 'vitest'
import { type Normalisation, normalise, normaliser } from '../../../engine/priority/normalise.js'
import { codeOf } from '../../helpers/codeOf.js'

const NONE = Number.NaN

describe('normalise', () => {
  it('min-max runs from the least to the most', () => {
    expect([...normalise(Float64Array.of(2, 10, 4, NONE), null, 'min-max')]).toEqual([0, 1, 0.25, NONE])
  })

  it('z is a tenth of a standard deviation about a half, weighted by people', () => {
    // 1 person at 0, 3 at 8: mean 6, variance (36 + 3 * 4) / 4 = 12
    const result = normalise(Float64Array.of(0, 8), Float64Array.of(1, 3), 'z')
    expect(result[0]).toBeCloseTo(0.5 - 0.6 / Math.sqrt(12), 14)
    expect(result[1]).toBeCloseTo(0.5 + 0.2 / Math.sqrt(12), 14)
  })

  it('exponential is the transform of the Indices of Deprivation, of the percentile', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i)
    const result = normalise(values, null, 'exponential')
    // the 90th value has R = 0.895, the top one 0.995
    for (const [at, r] of [
      [89, 0.895],
      [99, 0.995],
    ]) {
      expect(100 * result[at]).toBeCloseTo(-23 * Math.log(1 - r * (1 - Math.exp(-100 / 23))), 9)
    }
    expect(result[99]).toBeGreaterThan(0.9)
    expect(result[50]).toBeLessThan(0.2)
  })

  it('refuses exponential under 100 known units', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i === 7 ? NONE : i))
    expect(codeOf(() => normalise(values, null, 'exponential'))).toBe('units-too-few')
  })

  it.each(['percentile', 'min-max', 'z'] as const)('%s of a constant factor moves nobody', (how) => {
    expect([...normalise(Float64Array.of(0.1, 0.1, NONE, 0.1), Float64Array.of(3, 0.1, 5, 7), how)]).toEqual([
      0.5,
      0.5,
      NONE,
      0.5,
    ])
  })

  it.each(['percentile', 'min-max', 'z'] as const)('%s leaves out units whose people are unknown', (how) => {
    const result = normalise(Float64Array.of(0, 99, 1), Float64Array.of(1, NONE, 1), how)
    expect(result[1]).toBeNaN()
    expect(result[0]).toBeLessThan(result[2])
    expect(result[2]).toBeLessThanOrEqual(1)
  })

  it('gives each column the same whatever columns came before', () => {
    const make = (shift: number) => Float64Array.from({ length: 120 }, (_, i) => ((i * 37 + shift) % 50) - 20)
    const to = normaliser(120, null)
    const out = new Float64Array(120)
    for (const how of ['z', 'percentile', 'exponential', 'min-max'] satisfies Normalisation[]) {
      to(make(3), how, out)
      to(make(11), how, out)
      expect(out).toEqual(normalise(make(11), null, how))
    }
  })
})
