import { describe, expect, it } from 'vitest'
import { leastSquare } from '../../../engine/stats/leastSquare.js'

/** The next double below one above 0. */
function before(value: number): number {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  bits[0] -= 1n
  return new Float64Array(bits.buffer)[0]
}

describe('leastSquare', () => {
  it('is the first number whose root reaches the edge: the one before it does not', () => {
    const roots = Array.from({ length: 2000 }, (_, at) => 0.1 + at / 7)
    for (const root of [...roots, 1, 2, 1024, 1e-3, 0.1, 1e8, 1e-160, 1e-200, 5e-324, 1e150]) {
      const square = leastSquare(root)
      expect(Math.sqrt(square)).toBeGreaterThanOrEqual(root)
      expect(Math.sqrt(before(square))).toBeLessThan(root)
    }
  })

  it('is 0 of 0 and infinite beyond the range of squares', () => {
    expect(leastSquare(0)).toBe(0)
    expect(leastSquare(1e200)).toBe(Infinity)
  })
})
