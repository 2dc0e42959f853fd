import { describe, expect, it } from 'vitest'
import { heldByArea } from '../../../engine/evaluate/heldByArea.js'

const held = (rank: number[], km2: number[], budgets: number[], amount: number[]) =>
  Array.from(heldByArea(Float64Array.from(rank), Float64Array.from(km2), budgets, [Float64Array.from(amount)])[0])

describe('heldByArea', () => {
  it('takes units by rank until the ground is used up, the one that crosses in part', () => {
    // 2 km2 of rank 9, then 4 of rank 5, of which a budget of 3 takes a quarter
    expect(held([5, 9, 1], [4, 2, 4], [1, 2, 3, 6, 10], [8, 6, 2])).toEqual([3, 6, 8, 14, 16])
  })

  it('takes units of equal rank as one group, whatever their order and size', () => {
    // 4 km2 of rank 1 with 12 offences: 1 km2 of them holds 3
    expect(held([1, 1, 0], [1, 3, 4], [1, 4, 6], [0, 12, 4])).toEqual([3, 12, 14])
    expect(held([1, 0, 1], [3, 4, 1], [1, 4, 6], [12, 4, 0])).toEqual([3, 12, 14])
  })

  it('holds everything on all the ground, of areas whose sum is rounded too', () => {
    const km2 = Array.from({ length: 7 }, () => 0.1)
    const total = km2.reduce((sum, value) => sum + value, 0)
    expect(held([1, 2, 3, 4, 5, 6, 7], km2, [total], [1, 1, 1, 1, 1, 1, 1])[0]).toBeCloseTo(7, 12)
    expect(held([7, 6, 5, 4, 3, 2, 1], km2, [0.7], [1, 1, 1, 1, 1, 1, 1])[0]).toBeCloseTo(7, 12)
  })

  it('adds up several columns by one rank', () => {
    const [first, second] = heldByArea(
      Float64Array.of(2, 1),
      Float64Array.of(1, 1),
      [1],
      [Float64Array.of(4, 5), Float64Array.of(7, 8)],
    )
    expect([first[0], second[0]]).toEqual([4, 7])
  })
})
