import { describe, expect, it } from 'vitest'
import { type ChangePointOptions, changePoint } from '../../../engine/stats/changePoint.js'

const OPTIONS = { permutations: 999, seed: 1 }
const one = (values: readonly number[], options: Partial<ChangePointOptions> = {}) =>
  changePoint(Float64Array.from(values), values.length, { ...OPTIONS, ids: ['a'], ...options })

/** Flow of the Nile at Aswan 1871-1970, 10^8 m3 (R datasets): the change of 1898/99. */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210,
  1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120,
  1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
  846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746,
  919, 718, 714, 740,
]

function* orders(values: readonly number[]): Generator<number[]> {
  if (values.length === 0) yield []
  for (let i = 0; i < values.length; i++) for (const rest of orders(values.toSpliced(i, 1))) yield [values[i], ...rest]
}

describe('changePoint', () => {
  it('finds the jump, K by hand, and the means on both sides', () => {
    // ranks 1.5 1.5 3 5 4, doubled and less n + 1: -3 -3 0 4 2; U -3 -6 -6 -2
    const change = one([2, 2, 3, 9, 8])
    expect(change.k[0]).toBe(6)
    expect(change.step[0]).toBe(2)
    expect([change.before[0], change.after[0]]).toEqual([2, 20 / 3])
    expect(change.pApproximate[0]).toBeCloseTo(2 * Math.exp((-6 * 36) / 150), 15)
  })

  it('has K 1617 and the change after 28 years on the Nile, as numpy and scipy rank it', () => {
    const change = one(NILE)
    expect(change.k[0]).toBe(1617)
    expect(change.step[0]).toBe(28)
    expect(change.before[0]).toBe(1097.75)
    expect(change.after[0]).toBeCloseTo(849.9722222222222, 10)
    expect(change.pApproximate[0] / 3.5910221769362927e-7).toBeCloseTo(1, 12)
    expect(change.p[0]).toBe(0.001)
  })

  it.each([[[1, 2, 3, 4, 5, 6]], [[0, 0, 1, 0, 2, 2]], [[3, 1, 2, 6, 5, 4]]])(
    'p lies within 4.5 standard errors of the share of all orders of %j',
    (values) => {
      const ks = [...orders(values)].map((order) => one(order, { permutations: 1 }).k[0])
      const observed = one(values).k[0]
      const exact = ks.filter((k) => k >= observed).length / ks.length
      const { p } = one(values, { permutations: 20_000 })
      expect(Math.abs(p[0] - exact)).toBeLessThan(4.5 * Math.sqrt((exact * (1 - exact)) / 20_000) + 1e-4)
    },
  )

  it('depends on id and seed, not on the row of the series', () => {
    const a = [1, 4, 2, 6, 5, 9]
    const b = [3, 1, 2, 2, 0, 1]
    const both = changePoint(Float64Array.of(...a, ...b), 6, { ...OPTIONS, ids: ['a', 'b'] })
    const turned = changePoint(Float64Array.of(...b, ...a), 6, { ...OPTIONS, ids: ['b', 'a'] })
    expect([...turned.p].reverse()).toEqual([...both.p])
    expect(one(a, { ids: ['x'] }).p[0]).not.toBe(both.p[0])
    expect(one(a, { seed: 2 }).p[0]).not.toBe(both.p[0])
  })

  it('counts steps from the beginning where some were not measured', () => {
    expect(one([1, Number.NaN, 1, Number.NaN, 9, 9]).step[0]).toBe(4)
  })

  it('says why there is no change', () => {
    const change = changePoint(Float64Array.of(4, 4, 4, 1, Number.NaN, Number.NaN), 3, { ...OPTIONS, ids: ['a', 'b'] })
    expect(change.undefinedBecause).toEqual(['constant', 'too-few-steps'])
    expect([...change.p]).toEqual([1, Number.NaN])
    expect([...change.step]).toEqual([-1, -1])
  })

  it('refuses no permutations, and ids that are not one per series', () => {
    expect(() => one([1, 2], { permutations: 0 })).toThrow(/option-invalid/)
    expect(() => one([1, 2], { ids: [] })).toThrow(/length-mismatch/)
    expect(() => one([1, Infinity])).toThrow(/value-not-finite/)
  })
})
