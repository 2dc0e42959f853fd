import { describe, expect, it } from 'vitest'
import { normalTail } from '../../../engine/stats/normalTail.js'
import reference from '../../reference/normalTail.json' with { type: 'json' }

const SMALLEST = 2 ** -1074

describe('normalTail', () => {
  it.each(reference.values.map(([z, p]) => [Number(z), Number(p)]))(
    'at z = %d agrees with 60 digits to 2e-14, or to the last subnormal digit',
    (z, p) => {
      const allowed = Math.max(2e-14 * p, SMALLEST)
      expect(Math.abs(normalTail(z) - p)).toBeLessThanOrEqual(allowed)
    },
  )

  it('is the same for z and -z', () => {
    expect(normalTail(-2.5)).toBe(normalTail(2.5))
  })

  it('never rises with |z|, also where series and continued fraction meet', () => {
    for (let z = 1.99; z < 2.01; z += 1e-5) expect(normalTail(z + 1e-5)).toBeLessThan(normalTail(z))
  })

  it('passes NaN on and ends at 0', () => {
    expect(normalTail(Number.NaN)).toBeNaN()
    expect(normalTail(Infinity)).toBe(0)
    expect(normalTail(39)).toBe(0)
  })
})
