import { describe, expect, it } from 'vitest'
import { geary } from '../../../engine/stats/geary.js'
import { generalG } from '../../../engine/stats/generalG.js'
import { type GlobalOptions, weightSums } from '../../../engine/stats/globalStatistic.js'
import { moran } from '../../../engine/stats/moran.js'
import { normalTail } from '../../../engine/stats/normalTail.js'
import type { Weights } from '../../../engine/types.js'
import { arranged } from '../../helpers/arrangements.js'
import { codeOf } from '../../helpers/codeOf.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const RANDOMISATION: GlobalOptions = { moments: 'randomisation' }
const NORMALITY: GlobalOptions = { moments: 'normality' }
const STATISTICS = {
  moran: (y: Float64Array, weights: Weights) => moran(y, weights, RANDOMISATION),
  geary: (y: Float64Array, weights: Weights) => geary(y, weights, RANDOMISATION),
  generalG,
}

// a line of four: 1 2 4 9, mean 4, deviations -3 -2 0 5, squares 38
const line = weightsOf([[1], [0, 2], [1, 3], [2]], false)
const Y = Float64Array.of(1, 2, 4, 9)
/** Not symmetric, one cell without neighbours. */
const lopsided = weightsOf([[1, 3], [0, 2, 3], [1, 4, 5], [], [2], [2, 4, 0]], false)
const SIX = [2, 0, 3.5, 5, 11, 7]

describe('weightSums', () => {
  it('gives S0, S1, S2 of a line of four by hand, binary and row-standardised', () => {
    expect(weightSums(line)).toEqual({ s0: 6, s1: 12, s2: 4 + 16 + 16 + 4 })
    // rows 1 | 1/2 1/2 | 1/2 1/2 | 1: pairs 1 + 1/2, 1/2 + 1/2, 1/2 + 1; columns sum to 1/2, 3/2, 3/2, 1/2
    const { s0, s1, s2 } = weightSums(rowStandardised(line))
    expect([s0, s1, s2]).toEqual([4, 1.5 ** 2 + 1 + 1.5 ** 2, 1.5 ** 2 + 2.5 ** 2 + 2.5 ** 2 + 1.5 ** 2])
  })

  it('counts a one-sided pair once: S1 = 1/2 (w^2 + w^2)', () => {
    expect(weightSums(weightsOf([[1], []], false))).toEqual({ s0: 1, s1: 1, s2: 2 })
  })
})

describe('moran', () => {
  it('is what it is by hand on a line of four', () => {
    // ordered pairs: 2 (-3 x -2 + -2 x 0 + 0 x 5) = 12; I = 4/6 x 12/38
    const { statistic, expected, variance, z, p, undefinedBecause } = moran(Y, line, NORMALITY)
    expect(statistic).toBeCloseTo(4 / 19, 15)
    expect(expected).toBe(-1 / 3)
    // (16 x 12 - 4 x 40 + 3 x 36)/(15 x 36) - 1/9
    expect(variance).toBeCloseTo(140 / 540 - 1 / 9, 15)
    expect(z).toBeCloseTo((4 / 19 + 1 / 3) / Math.sqrt(140 / 540 - 1 / 9), 14)
    expect(p).toBe(normalTail(z))
    expect(undefinedBecause).toBeNull()
  })
})

describe('geary', () => {
  it('is what it is by hand on a line of four; z is positive where neighbours are alike', () => {
    // ordered pairs: 2 (1 + 4 + 25) = 60; C = 3 x 60/(2 x 6 x 38)
    const { statistic, expected, variance, z } = geary(Y, line, NORMALITY)
    expect(statistic).toBeCloseTo(180 / 456, 15)
    expect(expected).toBe(1)
    // ((24 + 40) x 3 - 4 x 36)/(2 x 5 x 36)
    expect(variance).toBeCloseTo(48 / 360, 15)
    expect(z).toBeCloseTo((1 - 180 / 456) / Math.sqrt(48 / 360), 14)
  })
})

describe('generalG', () => {
  it('is the same of counts in an array of whole numbers', () => {
    const whole: unknown = Uint32Array.from(Y)
    expect(generalG(whole as Float64Array, line)).toEqual(generalG(Float64Array.from(Y, Math.trunc), line))
  })

  it('keeps the digits of G - E where the values are large beside their differences, against whole numbers', () => {
    const lists = Array.from({ length: 25 }, (_, row) => [row - 5, row - 1, row + 1, row + 7].filter((at) => at >= 0 && at < 25))
    const y = Float64Array.from({ length: 25 }, (_, row) => 1e9 + ((row * 5 + (row % 4) * 3) % 7))
    let [near, pairs, s0] = [0n, 0n, 0n]
    lists.forEach((list, row) => {
      for (const other of list) near += BigInt(y[row]) * BigInt(y[other])
      s0 += BigInt(list.length)
      y.forEach((value, other) => {
        if (other !== row) pairs += BigInt(y[row]) * BigInt(value)
      })
    })
    const excess = Number(((near * 600n - s0 * pairs) * 10n ** 40n) / (pairs * 600n)) / 1e40
    const { z, variance } = generalG(y, weightsOf(lists, false))
    expect((z * Math.sqrt(variance)) / excess).toBeCloseTo(1, 12)
  })

  it('is what it is by hand on a line of four', () => {
    // near: 2 (2 + 8 + 36) = 92; all: 16^2 - 102 = 154; E = 6/12
    const { statistic, expected } = generalG(Y, line)
    expect(statistic).toBeCloseTo(92 / 154, 15)
    expect(expected).toBe(0.5)
  })

  it('has the variance of the paper with its erratum', () => {
    const n = SIX.length
    const { s0, s1, s2 } = weightSums(lopsided)
    const [m1, m2, m3, m4] = [1, 2, 3, 4].map((power) => SIX.reduce((sum, x) => sum + x ** power, 0))
    const square = s0 * s0
    const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * square
    const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * square)
    const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * square)
    const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square
    const b4 = s1 - s2 + square
    const second =
      (b0 * m2 ** 2 + b1 * m4 + b2 * m1 ** 2 * m2 + b3 * m1 * m3 + b4 * m1 ** 4) /
      ((m1 ** 2 - m2) ** 2 * n * (n - 1) * (n - 2) * (n - 3))
    expect(generalG(Float64Array.from(SIX), lopsided).variance).toBeCloseTo(second - (s0 / (n * (n - 1))) ** 2, 14)
  })

  it('refuses negative values and has none where fewer than two cells have a value', () => {
    expect(codeOf(() => generalG(Float64Array.of(1, 2, -1, 3), line))).toBe('value-negative')
    expect(generalG(Float64Array.of(0, 0, 5, 0), line)).toMatchObject({ statistic: Number.NaN, undefinedBecause: 'no-pairs' })
  })

  it('loses no digit beside one huge value', () => {
    // pairs: 2 (1e12 x 3 + 3); near: 2 (1 + 1 + 1e12)
    expect(generalG(Float64Array.of(1, 1, 1, 1e12), line).statistic).toBeCloseTo((2e12 + 4) / (6e12 + 6), 15)
  })
})

describe.each(Object.entries(STATISTICS))('%s', (_name, statistic) => {
  it.each([
    ['binary', lopsided],
    ['row-standardised', rowStandardised(lopsided)],
  ])('has the mean and variance of all 720 arrangements of six values (%s)', (_, weights) => {
    const all: number[] = []
    for (const y of arranged(SIX)) all.push(statistic(y, weights).statistic)
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length
    const { expected, variance } = statistic(Float64Array.from(SIX), weights)
    expect(all).toHaveLength(720)
    expect(expected).toBeCloseTo(mean, 13)
    expect(variance / (all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length)).toBeCloseTo(1, 12)
  })

  it('has no value, with the reason, where there is nothing to tell', () => {
    const none = { statistic: Number.NaN, variance: Number.NaN, z: Number.NaN, p: Number.NaN }
    const lonely = weightsOf([[], [], [], []], false)
    expect(statistic(new Float64Array(4).fill(0.1), line)).toMatchObject({ ...none, undefinedBecause: 'constant' })
    expect(statistic(new Float64Array(4), line)).toMatchObject({ ...none, undefinedBecause: 'constant' })
    expect(statistic(Y, lonely)).toMatchObject({ ...none, undefinedBecause: 'no-neighbours' })
    expect(statistic(Float64Array.of(1, 2, 3), weightsOf([[1], [0], []], false))).toMatchObject({
      undefinedBecause: 'too-few-cells',
    })
    expect(statistic(Float64Array.of(), weightsOf([], false))).toMatchObject({ ...none, undefinedBecause: 'too-few-cells' })
  })

  it('has no z where every cell is the neighbour of all others, binary or row-standardised', () => {
    for (const n of [4, 7, 20]) {
      const rows = Array.from({ length: n }, (_, row) => row)
      const all = weightsOf(
        rows.map((row) => rows.filter((other) => other !== row)),
        false,
      )
      const y = Float64Array.from(rows, (row) => (row * row) % 7)
      for (const weights of [all, rowStandardised(all)]) {
        const found = statistic(y, weights)
        expect(found).toMatchObject({ variance: 0, z: Number.NaN, p: Number.NaN, undefinedBecause: 'no-variance' })
        expect(found.statistic).toBeCloseTo(found.expected, 13)
      }
    }
  })

  it('refuses weights with self, unequal lengths and numbers that are none', () => {
    expect(codeOf(() => statistic(Y, { ...line, self: true }))).toBe('weights-with-self')
    expect(codeOf(() => statistic(Y, lopsided))).toBe('length-mismatch')
    expect(codeOf(() => statistic(Float64Array.of(1, 2, 3, Number.NaN), line))).toBe('value-not-finite')
    expect(codeOf(() => statistic(Y, { ...line, value: Float64Array.of(1, 1, Number.NaN, 1, 1, 1) }))).toBe('value-not-finite')
  })
})
