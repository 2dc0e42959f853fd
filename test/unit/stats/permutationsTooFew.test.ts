import { describe, expect, it } from 'vitest'
import { permutationsTooFew } from '../../../engine/stats/permutationsTooFew.js'

/** So many p at the smallest of R = 99 doubled draws, the others at 0.5. */
const p = (tests: number, atSmallest: number) => Float64Array.from({ length: tests }, (_, row) => (row < atSmallest ? 0.02 : 0.5))

describe('permutationsTooFew', () => {
  it('is silent on a null map where one test alone could have a q of alpha or less', () => {
    // 2 x 0.02 < 0.05: one test at the smallest p passes
    expect(permutationsTooFew(p(2, 0), 0.02, 0.05)).toEqual({ tests: 2, atSmallest: 0, needed: 1, tooFew: false })
    expect(permutationsTooFew(p(5000, 0), 2e-6, 0.05)).toMatchObject({ needed: 1, tooFew: false })
  })

  it('speaks where no test alone could, and none does', () => {
    // 30 x 0.02/0.05 = 12
    expect(permutationsTooFew(p(30, 0), 0.02, 0.05)).toEqual({ tests: 30, atSmallest: 0, needed: 12, tooFew: true })
    expect(permutationsTooFew(p(30, 11), 0.02, 0.05)).toMatchObject({ atSmallest: 11, tooFew: true })
  })

  it('is silent once enough are at the smallest, and where p above it carry each other below alpha', () => {
    expect(permutationsTooFew(p(30, 12), 0.02, 0.05).tooFew).toBe(false)
    // 24 of 30 at 0.03: q = 0.0375
    const near = Float64Array.from({ length: 30 }, (_, row) => (row < 24 ? 0.03 : 0.5))
    expect(permutationsTooFew(near, 0.02, 0.05)).toEqual({ tests: 30, atSmallest: 0, needed: 12, tooFew: false })
  })

  it('needs as many as whole numbers say', () => {
    expect((3 * 0.05) / 0.05).toBeGreaterThan(3)
    expect(permutationsTooFew(Float64Array.of(0.5, 0.5, 0.5), 0.05, 0.05)).toMatchObject({ needed: 3, tooFew: true })
    expect(permutationsTooFew(Float64Array.of(0.05, 0.05, 0.05), 0.05, 0.05).tooFew).toBe(false)
  })

  it('counts NaN as no tests', () => {
    expect(permutationsTooFew(Float64Array.of(0.02, Number.NaN, 0.5, Number.NaN), 0.02, 0.05)).toEqual({
      tests: 2,
      atSmallest: 1,
      needed: 1,
      tooFew: false,
    })
    expect(permutationsTooFew(new Float64Array(), 0.02, 0.05).tooFew).toBe(false)
  })
})
