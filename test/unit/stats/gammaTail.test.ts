import { describe, expect, it } from 'vitest'
import { gammaTail } from '../../../engine/stats/gammaTail.js'
import reference from '../../reference/tails.json' with { type: 'json' }

describe('gammaTail', () => {
  it.each(reference.gamma.values.map((row) => row.map(Number)))('at x = %d of shape %d agrees with 45 digits', (x, shape, p) => {
    const found = gammaTail(x, shape)
    expect(Math.abs(found - p)).toBeLessThan(x < 1 && shape < 1 ? 2e-15 : p > 1e-20 ? 5e-14 * p : 2e-12 * p)
  })

  it('is e^-x for shape 1, and the sum of the first Poisson probabilities for whole shapes', () => {
    expect(gammaTail(3, 1)).toBeCloseTo(Math.exp(-3), 15)
    expect(gammaTail(2.5, 3)).toBeCloseTo(Math.exp(-2.5) * (1 + 2.5 + 2.5 ** 2 / 2), 14)
  })

  it('falls with x across every change of method', () => {
    for (const shape of [0.3, 1, 40, 1e4, 9.99e7, 1e8]) {
      const step = Math.sqrt(shape) / 50
      for (let x = Math.max(0.9, shape - 3 * step); x < shape + 3 * step; x += step / 2)
        expect(gammaTail(x + step / 2, shape)).toBeLessThan(gammaTail(x, shape))
    }
  })

  it('is the same on both sides of the change to large shapes', () => {
    for (const z of [-3, -0.1, 0, 0.1, 3]) {
      const at = (shape: number) => gammaTail(shape + z * Math.sqrt(shape), shape)
      expect(at(1e8) / at(1e8 * (1 - 1e-12))).toBeCloseTo(1, 11)
    }
  })

  it('ends at 1 and 0, far out too, and passes NaN on', () => {
    expect([gammaTail(0, 2), gammaTail(-1, 2), gammaTail(Infinity, 2), gammaTail(1e300, 2)]).toEqual([1, 1, 0, 0])
    expect([gammaTail(1, 1e18), gammaTail(2e18, 1e18), gammaTail(1e-300, 1e5)]).toEqual([1, 0, 1])
    expect(gammaTail(Number.NaN, 2)).toBeNaN()
  })

  it.each([0, -1, Number.NaN, Infinity])('refuses shape %d', (shape) => {
    expect(() => gammaTail(1, shape)).toThrow(/value-out-of-range/)
  })
})
