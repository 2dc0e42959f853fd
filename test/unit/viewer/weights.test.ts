import { describe, expect, it } from 'vitest'
import { moveWeight, weightsOf, weightsOfRun } from '../../../viewer/state/weights.js'

const total = (weights: Readonly<Record<string, number>>) => Object.values(weights).reduce((sum, points) => sum + points, 0)

describe('moving a weight', () => {
  it('scales the others so that all are 100', () => {
    expect(moveWeight({ a: 20, b: 60, c: 20 }, 'a', 60)).toEqual({ a: 60, b: 30, c: 10 })
  })
  it('keeps the total where the parts do not divide, to tenths of a point', () => {
    const moved = moveWeight({ a: 20, b: 20, c: 20, d: 40 }, 'd', 0)
    expect(moved).toEqual({ a: 33.4, b: 33.3, c: 33.3, d: 0 })
    expect(total(moved)).toBeCloseTo(100, 9)
  })
  it('shares equally what others are to have that had nothing', () => {
    expect(moveWeight({ a: 100, b: 0, c: 0 }, 'a', 70)).toEqual({ a: 70, b: 15, c: 15 })
  })
  it('leaves a factor at 0 whose values are not known, and stays between 0 and 100', () => {
    expect(moveWeight({ a: 50, b: 50, c: 0 }, 'a', 0, ['c'])).toEqual({ a: 0, b: 100, c: 0 })
    expect(moveWeight({ a: 50, b: 50 }, 'a', 140)).toEqual({ a: 100, b: 0 })
    expect(moveWeight({ a: 100 }, 'a', 40)).toEqual({ a: 100 })
  })
})

describe('weights of an address', () => {
  const factors = [
    { id: 'a', weight: 0.25 },
    { id: 'b', weight: 0.75 },
  ]
  it('are taken for the factors of the results, together 100', () => {
    expect(weightsOf({ a: 30, b: 30, stranger: 40 }, factors)).toEqual({ a: 50, b: 50 })
    expect(weightsOf({ a: 30 }, factors)).toEqual({ a: 100, b: 0 })
  })
  it('are those of the run where none are given, or none are of these factors', () => {
    expect(weightsOf(null, factors)).toBeNull()
    expect(weightsOf({ stranger: 40 }, factors)).toBeNull()
    expect(weightsOf({ a: 40 }, factors, ['a'])).toBeNull()
    expect(weightsOfRun(factors)).toEqual({ a: 25, b: 75 })
  })
})
