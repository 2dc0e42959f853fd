import { describe, expect, it } from 'vitest'
import { betaTail } from '../../../engine/stats/betaTail.js'
import reference from '../../reference/tails.json' with { type: 'json' }

describe('betaTail', () => {
  it.each(reference.beta.values.map((row) => row.map(Number)))(
    'at x = %d of shapes %d and %d agrees with 60 digits',
    (x, a, b, p) => {
      expect(Math.abs(betaTail(x, a, b) - p)).toBeLessThan(p > 1e-20 ? 5e-14 * p : 2e-12 * p)
    },
  )

  it('is 1 - x^2 for shapes 2 and 1, and a binomial tail', () => {
    expect(betaTail(0.3, 2, 1)).toBeCloseTo(1 - 0.09, 15)
    // P(N < 2) of 5 trials of 0.3
    expect(betaTail(0.3, 2, 4)).toBeCloseTo(0.7 ** 5 + 5 * 0.3 * 0.7 ** 4, 14)
  })

  it('and the other tail make 1', () => {
    for (const x of [0.01, 0.3, 0.5, 0.77]) expect(betaTail(x, 3.5, 9) + betaTail(1 - x, 9, 3.5)).toBeCloseTo(1, 14)
  })

  it('ends at 1 and 0, with huge shapes too, and passes NaN on', () => {
    expect([betaTail(0, 2, 3), betaTail(-1, 2, 3), betaTail(1, 2, 3), betaTail(2, 2, 3)]).toEqual([1, 1, 0, 0])
    expect([betaTail(0.4, 1e12, 1e12), betaTail(0.6, 1e12, 1e12)]).toEqual([1, 0])
    expect(betaTail(0.5, 1e12, 1e12)).toBeCloseTo(0.5, 9)
    expect(betaTail(Number.NaN, 2, 3)).toBeNaN()
  })

  it.each([0, -1, Number.NaN, 2e12])('refuses shape %d', (shape) => {
    expect(() => betaTail(0.5, shape, 1)).toThrow(/value-out-of-range/)
    expect(() => betaTail(0.5, 1, shape)).toThrow(/value-out-of-range/)
  })
})
