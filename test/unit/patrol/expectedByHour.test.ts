import { describe, expect, it } from 'vitest'
import { expectedByHour } from '../../../engine/patrol/expectedByHour.js'
import { codeOf } from '../../helpers/codeOf.js'

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

describe('expectedByHour', () => {
  it('puts the share of the window in its hours and the rest in the others', () => {
    const hours = expectedByHour(10, { hours: [0, 1], share: 0.4 })
    expect([hours[0], hours[1], hours[2]]).toEqual([2, 2, 6 / 166])
    expect(total(hours)).toBeCloseTo(10, 9)
    expect(expectedByHour(168, null)[5]).toBe(1)
    expect(expectedByHour(168, { hours: [], share: 0.4 })[5]).toBe(1)
  })

  it('follows the profile inside the window and outside it, each for its own part', () => {
    // weights 3 and 1 in the window, 2 in hour 2 and 6 in hour 3, nothing else
    const profile = new Float64Array(168)
    profile.set([3, 1, 2, 6])
    expect([...expectedByHour(10, { hours: [0, 1], share: 0.4 }, profile).slice(0, 5)]).toEqual([3, 1, 1.5, 4.5, 0])
    expect([...expectedByHour(12, null, profile).slice(0, 5)]).toEqual([3, 1, 2, 6, 0])
  })

  it('is even in a part the profile has nothing in', () => {
    const profile = new Float64Array(168)
    profile[9] = 1
    const hours = expectedByHour(10, { hours: [0, 1], share: 0.4 }, profile)
    expect([hours[0], hours[1], hours[9], hours[10]]).toEqual([2, 2, 6, 0])
  })

  it('refuses what cannot be', () => {
    expect(codeOf(() => expectedByHour(-1, null))).toBe('value-out-of-range')
    expect(codeOf(() => expectedByHour(Number.NaN, null))).toBe('value-out-of-range')
    expect(codeOf(() => expectedByHour(1, { hours: [168], share: 1 }))).toBe('value-out-of-range')
    expect(codeOf(() => expectedByHour(1, { hours: [1], share: 1.1 }))).toBe('value-out-of-range')
    expect(codeOf(() => expectedByHour(1, null, new Float64Array(24)))).toBe('length-mismatch')
  })
})
