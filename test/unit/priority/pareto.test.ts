import { describe, expect, it } from 'vitest'
import { paretoTiers } from '../../../engine/priority/pareto.js'

describe('paretoTiers', () => {
  it('peels off what nothing else is as high as', () => {
    const x = Float64Array.of(5, 1, 3, 2, 5, 0, 3)
    const y = Float64Array.of(1, 5, 3, 2, 0, 0, Number.NaN)
    // (5,1), (1,5), (3,3) first; then (2,2), (5,0); then (0,0); the last lacks a factor
    expect([...paretoTiers([x, y])]).toEqual([1, 1, 1, 2, 2, 3, 0])
  })

  it('puts equal units in one tier', () => {
    expect([...paretoTiers([Float64Array.of(2, 2, 1), Float64Array.of(4, 4, 4)])]).toEqual([1, 1, 2])
  })

  it('of one factor is its order', () => {
    expect([...paretoTiers([Float64Array.of(3, 9, 3, 7)])]).toEqual([3, 1, 3, 2])
  })
})
