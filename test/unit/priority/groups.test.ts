import { describe, expect, it } from 'vitest'
import { factorGroups, rankCorrelations } from '../../../engine/priority/groups.js'

describe('rankCorrelations', () => {
  it('is Spearman’s, over units that have every factor', () => {
    const a = Float64Array.of(1, 2, 3, 4, 99)
    const b = Float64Array.of(10, 20, 40, 30, Number.NaN)
    const c = Float64Array.of(4, 3, 2, 1, 0)
    // d² = 0, 0, 1, 1: 1 - 6 * 2 / (4 * 15)
    const rho = rankCorrelations([a, b, c])
    expect(rho[0][1]).toBeCloseTo(0.8, 12)
    expect(rho[1][2]).toBeCloseTo(-0.8, 12)
    expect(rho[2][2]).toBe(1)
  })

  it('is unknown for under three units', () => {
    expect(rankCorrelations([Float64Array.of(1, 2), Float64Array.of(1, 2)])[0][1]).toBeNaN()
  })
})

describe('factorGroups', () => {
  const matrix = (pairs: readonly (readonly [number, number, number])[], n: number) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) =>
        i === j ? 1 : (pairs.find(([a, b]) => (a === i && b === j) || (a === j && b === i))?.[2] ?? 0),
      ),
    )

  it('joins what correlates above 0.9, through others too', () => {
    const rho = matrix(
      [
        [0, 3, 0.95],
        [3, 2, 0.91],
        [0, 2, 0.7],
        [1, 4, 0.9],
        [1, 5, -0.99],
      ],
      6,
    )
    expect(factorGroups(rho)).toEqual([[0, 2, 3], [1], [4], [5]])
  })
})
