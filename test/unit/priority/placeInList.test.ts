import { describe, expect, it } from 'vitest'
import { placeInList } from '../../../engine/priority/placeInList.js'

const places = (...monthly: number[]) => monthly.map((mean, k) => ({ id: `p${k}`, monthly: mean }))
/** Met by every place. */
const NO_RULE = { offences: 0, active: 0, months: 12 }
const RULE = { offences: 5, active: 4, months: 12 }
/** 1 - P(A < 4) - P(A = 4, 4 offences), A months of 12 with any: four active months have four offences or more. */
const chance = (rate: number) => {
  const none = Math.exp(-rate)
  const below = [1, 12, 66, 220].reduce((sum, ways, k) => sum + ways * (1 - none) ** k * none ** (12 - k), 0)
  return 1 - below - 495 * rate ** 4 * none ** 12
}
const KNOWN = { months: 24, phi: 1, rule: NO_RULE, seed: 1 }

describe('placeInList', () => {
  it('holds what is far ahead, drops what is far behind, and shares between equals', () => {
    const [held] = placeInList(places(20, 5, 5, 0.5), [{ rows: [0, 1, 2, 3], first: 2 }], KNOWN)
    expect(held[0]).toBe(1)
    expect(held[3]).toBe(0)
    expect(held[1] + held[2]).toBeCloseTo(1, 12)
    expect(Math.abs(held[1] - 0.5)).toBeLessThan(0.06)
  })

  it('agrees with the chance that one gamma number is above another', () => {
    // gamma of shape 2 above gamma of shape 1, both of scale 1: 3/4
    const [held] = placeInList(places(2, 1), [{ rows: [0, 1], first: 1 }], { ...KNOWN, months: 1 })
    expect(Math.abs(held[0] - 0.75)).toBeLessThan(0.045)
  })

  it('is less sure where counts are over-dispersed or few months are known', () => {
    const first = (known: Partial<typeof KNOWN>) =>
      placeInList(places(6, 5), [{ rows: [0, 1], first: 1 }], { ...KNOWN, ...known })[0][0]
    expect(first({})).toBeGreaterThan(first({ phi: 4 }))
    expect(first({})).toBeGreaterThan(first({ months: 3 }))
  })

  it('draws by id: another order, or a contest of some, changes nothing for the others', () => {
    const all = places(6, 5, 4, 4)
    const [held] = placeInList(all, [{ rows: [0, 1, 2, 3], first: 2 }], KNOWN)
    const [turned] = placeInList([...all].reverse(), [{ rows: [3, 2, 1, 0], first: 2 }], KNOWN)
    expect(turned).toEqual(held)
  })

  it('holds all of a contest with no more places than are listed, as far as they would be found again', () => {
    const contest = [{ rows: [0, 1], first: 5 }]
    expect(Array.from(placeInList(places(3, 1), contest, KNOWN)[0])).toEqual([1, 1])
    // known from so many months that the rate is certain
    const [held] = placeInList(places(3, 0.25), contest, { ...KNOWN, rule: RULE, months: 1e6 })
    expect(held[0]).toBe(1)
    expect(Math.abs(held[1] - chance(0.25))).toBeLessThan(0.04)
  })

  it('gives the place of one that is not found again to the next', () => {
    const [held] = placeInList(places(0.5, 0.4), [{ rows: [0, 1], first: 1 }], { ...KNOWN, rule: RULE, months: 1e6 })
    expect(Math.abs(held[0] - chance(0.5))).toBeLessThan(0.05)
    expect(Math.abs(held[1] - chance(0.4) * (1 - chance(0.5)))).toBeLessThan(0.05)
  })
})
