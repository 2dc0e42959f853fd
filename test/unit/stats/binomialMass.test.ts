import { describe, expect, it } from 'vitest'
import { binomialMass, binomialQuantile } from '../../../engine/stats/binomialMass.js'
import reference from '../../reference/tails.json' with { type: 'json' }

describe('binomialMass', () => {
  it.each(reference.binomial.values.map((row) => row.map(Number)))(
    'at %d of %d with chance %d agrees with 60 digits',
    (k, n, chance, p) => {
      expect(Math.abs(binomialMass(k, n, chance) / p - 1)).toBeLessThan(1e-13)
    },
  )

  it('is certain where the chance is', () => {
    expect([binomialMass(0, 5, 0), binomialMass(1, 5, 0), binomialMass(5, 5, 1), binomialMass(4, 5, 1)]).toEqual([1, 0, 1, 0])
  })
})

describe('binomialQuantile', () => {
  it('is the first k whose probabilities add up to as much, by hand', () => {
    // 4 trials of 1/2: 1 5 11 15 16 sixteenths
    expect([0, 0.06, 0.07, 0.3, 0.5, 0.68, 0.7, 0.93, 0.95, 1].map((p) => binomialQuantile(p, 4, 0.5))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4,
    ])
  })

  it('has the quantiles of scipy.stats.binom 1.17.1', () => {
    for (const [p, n, chance, k] of [
      [1e-6, 50, 0.02, 0],
      [0.025, 50, 0.02, 0],
      [0.4, 50, 0.02, 1],
      [0.975, 50, 0.02, 3],
      [0.999999, 50, 0.02, 8],
      [1e-6, 1000, 0.5, 425],
      [0.025, 1000, 0.5, 469],
      [0.4, 1000, 0.5, 496],
      [0.975, 1000, 0.5, 531],
      [0.999999, 1000, 0.5, 575],
      [1e-6, 1000, 0.999, 991],
      [0.025, 1000, 0.999, 997],
      [0.4, 1000, 0.999, 999],
      [0.975, 1000, 0.999, 1000],
      [0.999999, 1000, 0.999, 1000],
      [1e-6, 679790, 0.013, 8397],
      [0.025, 679790, 0.013, 8655],
      [0.4, 679790, 0.013, 8813],
      [0.975, 679790, 0.013, 9021],
      [0.999999, 679790, 0.013, 9285],
      [1e-6, 679790, 0.97, 658724],
      [0.025, 679790, 0.97, 659120],
      [0.4, 679790, 0.97, 659361],
      [0.975, 679790, 0.97, 659672],
      [0.999999, 679790, 0.97, 660061],
      [1e-6, 100000, 1e-5, 0],
      [0.025, 100000, 1e-5, 0],
      [0.4, 100000, 1e-5, 1],
      [0.975, 100000, 1e-5, 3],
      [0.999999, 100000, 1e-5, 9],
      [1e-6, 40, 0.9, 25],
      [0.025, 40, 0.9, 32],
      [0.4, 40, 0.9, 36],
      [0.975, 40, 0.9, 39],
      [0.999999, 40, 0.9, 40],
    ])
      expect(binomialQuantile(p, n, chance)).toBe(k)
  })

  it('stops where rounding keeps the sum under a probability next to 1', () => {
    expect(binomialQuantile(1 - 2 ** -53, 1_000_000, 0.3)).toBeLessThan(306_000)
  })

  it('is certain where the chance is', () => {
    expect([binomialQuantile(0.5, 7, 0), binomialQuantile(0.5, 7, 1), binomialQuantile(0.5, 0, 0.3)]).toEqual([0, 7, 0])
  })
})
