import { describe, expect, it } from 'vitest'
import { poissonMass } from '../../../engine/stats/poissonMass.js'
import reference from '../../reference/tails.json' with { type: 'json' }

describe('poissonMass', () => {
  it.each(reference.poisson.values.map((row) => row.map(Number)))('at k = %d of mean %d agrees with 60 digits', (k, mean, p) => {
    expect(Math.abs(poissonMass(k, mean) / p - 1)).toBeLessThan(p > 1e-100 ? 1e-14 : 1e-13)
  })

  it('adds up to 1', () => {
    for (const mean of [0, 0.01, 3, 70]) {
      let sum = 0
      for (let k = 0; k < 300; k++) sum += poissonMass(k, mean)
      expect(sum).toBeCloseTo(1, 13)
    }
  })
})
