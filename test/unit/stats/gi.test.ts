import { describe, expect, it } from 'vitest'
import { gi } from '../../../engine/stats/gi.js'
import { UNDEFINED_BECAUSE } from '../../../engine/types.js'
import { codeOf } from '../../helpers/codeOf.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

// the six points of esda's documentation, those within 15 of each other
const within15 = weightsOf([[1, 3], [0, 3, 4], [4], [0, 1, 4], [1, 2, 3, 5], [4]], false)
const Y = Float64Array.of(2, 3, 3.2, 5, 8, 7)
const documented = [-1.013673, -0.043616, 1.315587, -0.314127, 1.15374, 1.778339]

const reasons = (y: readonly number[], lists: readonly (readonly number[])[]) => {
  const { z, undefinedBecause } = gi(Float64Array.from(y), weightsOf(lists, false))
  expect([...z].map(Number.isNaN)).toEqual([...undefinedBecause].map((code) => code !== 0))
  return [...undefinedBecause].map((code) => UNDEFINED_BECAUSE[code])
}

describe('gi', () => {
  it.each([
    ['binary', within15],
    ['row-standardised', rowStandardised(within15)],
  ])('gives the z documented by esda on six points (%s)', (_, weights) => {
    const { z, undefinedBecause } = gi(Y, weights)
    documented.forEach((value, row) => {
      expect(z[row]).toBeCloseTo(value, 6)
    })
    expect(undefinedBecause.every((code) => code === 0)).toBe(true)
  })

  it('leaves the own value out: whatever it is, z stays', () => {
    const huge = gi(Float64Array.of(1e9, ...Y.subarray(1)), within15).z
    // the others of cell 0 by hand: 3 3.2 5 8 7, mean 5.24, variance (divisor 5) 3.9904; two neighbours sum to 8
    const z = (3 + 5 - 2 * 5.24) / Math.sqrt((3.9904 * (5 * 2 - 4)) / 4)
    expect(gi(Y, within15).z[0]).toBeCloseTo(z, 14)
    // Y - 1.6e8 keeps 8 digits after the point
    expect(huge[0]).toBeCloseTo(z, 7)
  })

  it('has no z, with the reason, where nothing can vary', () => {
    const pair = [[1], [0, 2], [1]]
    expect(reasons([2, 2, 2], pair)).toEqual(['constant', 'constant', 'constant'])
    expect(reasons([0, 0, 0], pair)).toEqual(['constant', 'constant', 'constant'])
    expect(reasons([1, 5, 9], pair)).toEqual(['', 'all-neighbours', ''])
    expect(reasons([7, 1, 1], [[1], [0], []])).toEqual(['others-constant', '', 'no-neighbours'])
    expect(reasons([4], [[]])).toEqual(['too-few-cells'])
    expect(reasons([4, 5], [[1], []])).toEqual(['others-constant', 'others-constant'])
    expect(reasons([], [])).toEqual([])
  })

  it('measures each reference group against its own others and leaves group -1 out', () => {
    const lists = Array.from({ length: 6 }, (_, row) => [
      ...within15.neighbour.subarray(within15.offset[row], within15.offset[row + 1]),
    ])
    const both = weightsOf([...lists, ...lists.map((list) => list.map((other) => other + 6)), []], false)
    const { z, undefinedBecause } = gi(
      Float64Array.of(...Y, ...Y.map((value) => 3 * value - 50), Number.NaN),
      both,
      Int32Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, -1),
    )
    documented.forEach((value, row) => {
      expect(z[row]).toBeCloseTo(value, 6)
      expect(z[row + 6]).toBeCloseTo(value, 6)
    })
    expect(z[12]).toBeNaN()
    expect(UNDEFINED_BECAUSE[undefinedBecause[12]]).toBe('not-in-statistics')
  })

  it('refuses weights with self, unequal lengths, numbers that are none and weights across groups', () => {
    expect(codeOf(() => gi(Y, { ...within15, self: true }))).toBe('weights-with-self')
    expect(codeOf(() => gi(Float64Array.of(1, 2, 3), weightsOf([[0], [2], [1]], false)))).toBe('weights-with-self')
    expect(codeOf(() => gi(Float64Array.of(1, 2), within15))).toBe('length-mismatch')
    expect(codeOf(() => gi(Float64Array.of(1, 2, 3, 4, 5, Number.NaN), within15))).toBe('value-not-finite')
    expect(codeOf(() => gi(Float64Array.of(1e200, 2, 3, 4, 5, 6), within15))).toBe('value-not-finite')
    expect(codeOf(() => gi(Y, { ...within15, value: new Float64Array(14).fill(Infinity) }))).toBe('value-not-finite')
    expect(codeOf(() => gi(Y, within15, Int32Array.of(0, 0, 0, 1, 1, 1)))).toBe('weights-across-groups')
  })
})
