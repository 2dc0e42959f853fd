import { describe, expect, it } from 'vitest'
import { competitionRank, composite, percentile } from '../../../engine/priority/composite.js'

describe('percentile', () => {
  it('is the share of people below plus half of those tied', () => {
    // people 10, 20, 30, 40: lowest has 5/100, the tied pair 10 + 50/2 over 100, highest 60 + 20
    expect([...percentile(Float64Array.of(1, 3, 3, 9), Float64Array.of(10, 20, 30, 40))]).toEqual([0.05, 0.35, 0.35, 0.8])
  })

  it('counts every unit as one where no people are given', () => {
    expect([...percentile(Float64Array.of(5, 1, 3, 3), null)]).toEqual([0.875, 0.125, 0.5, 0.5])
  })

  it('puts all units at a half where all values are equal', () => {
    expect([...percentile(Float64Array.of(7, 7, 7), Float64Array.of(1, 5, 2))]).toEqual([0.5, 0.5, 0.5])
  })

  it('leaves out units without a value or without a known number of people', () => {
    const values = Float64Array.of(1, Number.NaN, 2, 3)
    const result = percentile(values, Float64Array.of(10, 50, Number.NaN, 30))
    expect([...result]).toEqual([0.125, Number.NaN, Number.NaN, 0.625])
  })

  it('places a unit without people among the others without moving them', () => {
    expect([...percentile(Float64Array.of(1, 2, 3), Float64Array.of(10, 0, 30))]).toEqual([0.125, 0.25, 0.625])
  })
})

describe('composite', () => {
  it('is the weighted mean of the percentiles times 100, with the points of each factor', () => {
    const { score, contributions } = composite([Float64Array.of(0.5, 1), Float64Array.of(0.25, 0)], [0.6, 0.4])
    expect(score[0]).toBeCloseTo(40, 12)
    expect(contributions.map((points) => points[0])).toEqual([30, 10])
    expect(score[1]).toBeCloseTo(60, 12)
  })

  it('scales the weights up where a factor is missing, and leaves its points unknown, not zero', () => {
    const { score, contributions } = composite(
      [Float64Array.of(0.5), Float64Array.of(Number.NaN), Float64Array.of(0.9)],
      [0.4, 0.2, 0.4],
    )
    expect(score[0]).toBeCloseTo(70, 12)
    expect(contributions[0][0]).toBeCloseTo(25, 12)
    expect(contributions[1][0]).toBeNaN()
    expect(contributions[2][0]).toBeCloseTo(45, 12)
  })

  it('has no score below 60 % of the weight, and has one at 60 %', () => {
    const factor = (...known: boolean[]) => known.map((yes) => Float64Array.of(yes ? 0.5 : Number.NaN))
    const weights = [0.2, 0.2, 0.2, 0.2, 0.2]
    expect(composite(factor(true, true, true, false, false), weights).score[0]).toBeCloseTo(50, 12)
    const refused = composite(factor(false, false, false, true, true), weights)
    expect(refused.score[0]).toBeNaN()
    expect(refused.contributions.map((points) => points[0])).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })
})

describe('composite, geometric', () => {
  it('is the weighted geometric mean on 1 to 100, and its parts add up to the logarithm', () => {
    // 1 + 99 s: 100 and 1, weights 3/4 and 1/4
    const { score, contributions } = composite([Float64Array.of(1, 0), Float64Array.of(0, 0)], [0.75, 0.25], 'geometric')
    expect(score[0]).toBeCloseTo(100 ** 0.75, 10)
    expect(contributions[0][0]).toBeCloseTo(0.75 * Math.log(100), 12)
    expect(contributions[1][0]).toBe(0)
    expect(score[1]).toBe(1)
  })

  it('holds a low factor against a unit that the arithmetic mean puts level', () => {
    const factors = [Float64Array.of(0.9, 0.5), Float64Array.of(0.1, 0.5)]
    const arithmetic = composite(factors, [0.5, 0.5]).score
    expect(arithmetic[0]).toBeCloseTo(arithmetic[1], 10)
    const geometric = composite(factors, [0.5, 0.5], 'geometric').score
    expect(geometric[0]).toBeLessThan(geometric[1] - 10)
  })

  it('scales the weights up where a factor is missing', () => {
    const { score } = composite([Float64Array.of(1), Float64Array.of(Number.NaN)], [0.6, 0.4], 'geometric')
    expect(score[0]).toBeCloseTo(100, 10)
  })

  it('refuses z, whose values leave 0 to 1', () => {
    expect(() => composite([Float64Array.of(-0.1, 0.5)], [1], 'geometric')).toThrow(/value-out-of-range.*not z/)
  })
})

describe('composite, checked', () => {
  it('refuses weights that do not sum to 1, lie below 0 or are not one per factor', () => {
    const factors = [Float64Array.of(1), Float64Array.of(0)]
    for (const weights of [[0.5, 0.4], [1.5, -0.5], [1]])
      expect(() => composite(factors, weights)).toThrow(/factor-weights-invalid/)
  })

  it('has a score at 60 % of the weight, however the weights add up in binary', () => {
    const gap = Float64Array.of(Number.NaN)
    const half = Float64Array.of(0.5)
    // 0.1 + 0.2 + 0.3 is above 0.6 in binary, 0.3 + 0.2 + 0.1 below
    expect(composite([half, half, half, gap], [0.3, 0.2, 0.1, 0.4]).score[0]).toBeCloseTo(50, 12)
    expect(composite([half, half, half, gap], [0.1, 0.2, 0.3, 0.4]).score[0]).toBeCloseTo(50, 12)
  })
})

describe('competitionRank', () => {
  it('gives ties the lowest rank and skips the ranks they use up', () => {
    expect([...competitionRank(Float64Array.of(5, 9, 5, 1, 9, 5))]).toEqual([3, 1, 3, 6, 1, 3])
    expect([...competitionRank(Float64Array.of(8, 7, 7, 6))]).toEqual([1, 2, 2, 4])
  })

  it('gives rank 0 to the unknown, and zero a rank', () => {
    expect([...competitionRank(Float64Array.of(Number.NaN, 0, 2))]).toEqual([0, 2, 1])
  })
})
