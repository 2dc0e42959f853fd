import { describe, expect, it } from 'vitest'
import { checkFactorWeights, groupWeights, swingWeights } from '../../../engine/priority/factorWeights.js'
import { codeOf } from '../../helpers/codeOf.js'

describe('factor weights', () => {
  it.each([
    ['one too few', [0.5, 0.5]],
    ['not summing to 1', [0.5, 0.3, 0.19]],
    ['one below 0', [0.8, 0.4, -0.2]],
    ['one not a number', [0.5, 0.5, Number.NaN]],
  ])('%s are refused', (_, weights) => {
    expect(codeOf(() => checkFactorWeights(weights, 3))).toBe('factor-weights-invalid')
  })

  it('may be 0, and miss 1 by rounding', () => {
    expect(codeOf(() => checkFactorWeights([0.7, 0.2, 0.1, 0], 4))).toBe('no error')
    expect(codeOf(() => checkFactorWeights([0.5, 0.5 + 0.9e-9], 2))).toBe('no error')
    expect(codeOf(() => checkFactorWeights([0.5, 0.5 + 1.1e-9], 2))).toBe('factor-weights-invalid')
  })

  it('come from 100 points shared by swing', () => {
    expect(swingWeights([50, 30, 20, 0])).toEqual([0.5, 0.3, 0.2, 0])
    expect(codeOf(() => swingWeights([50, 30, 30]))).toBe('factor-weights-invalid')
    expect(codeOf(() => swingWeights([150, -50]))).toBe('factor-weights-invalid')
  })

  it('are equal between groups and inside each', () => {
    expect(groupWeights([[0, 3], [1], [2, 4, 5, 6]])).toEqual([1 / 6, 1 / 3, 1 / 12, 1 / 6, 1 / 12, 1 / 12, 1 / 12])
  })
})
