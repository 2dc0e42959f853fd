import { describe, expect, it } from 'vitest'
import { budgets, SHARES } from '../../../engine/evaluate/budget.js'
import { oracleCeiling } from '../../../engine/evaluate/oracleCeiling.js'

const AREA = new Float64Array(100).fill(1)

describe('oracleCeiling', () => {
  it('is certain of a unit that has everything', () => {
    const all = Float64Array.from(AREA, (_, unit) => (unit === 7 ? 4800 : 0))
    const { hit, pai, pei } = oracleCeiling(all, AREA, 48, Float64Array.of(100, 100), budgets(AREA, SHARES, null, null), 1)
    // 1 % of the ground
    expect(hit[2]).toBeCloseTo(1, 3)
    expect(pai[2]).toBeCloseTo(100, 1)
    expect(pei[2]).toBeCloseTo(1, 3)
  })

  it('knows the rates and not the chance: units all alike hold their share of the ground, and far less than in hindsight', () => {
    const alike = new Float64Array(100).fill(48)
    const { hit, pei } = oracleCeiling(
      alike,
      AREA,
      48,
      Float64Array.from({ length: 48 }, () => 100),
      budgets(AREA, SHARES, null, null),
      1,
    )
    // 1 and 10 % of the ground, 48 windows of 100: sd of the hit rates sqrt(0.1 x 0.9/4,800)
    expect(hit[5]).toBeCloseTo(0.1, 10)
    expect(pei[2]).toBeLessThan(0.4)
    expect(pei[5]).toBeLessThan(0.5)
  })

  it('is that of one draw of two known rates, by hand', () => {
    // 20 units of rate 4, the rest 1: the ground of 10 % holds half of the 20
    const two = Float64Array.from(AREA, (_, unit) => (unit < 20 ? 4 : 1) * 4800)
    const { hit } = oracleCeiling(two, AREA, 4800, new Float64Array(60).fill(160), budgets(AREA, SHARES, null, null), 1)
    expect(hit[5]).toBeCloseTo((10 * 4) / 160, 2)
  })

  it('passes windows without crime over, and has nothing to say of none', () => {
    const two = Float64Array.from(AREA, (_, unit) => (unit < 20 ? 4 : 1) * 48)
    const of = (...crimes: number[]) =>
      oracleCeiling(two, AREA, 48, Float64Array.from(crimes), budgets(AREA, SHARES, null, null), 1)
    expect(of(160, 0, 160)).toEqual(of(160, 160))
    expect(of(0, 0).hit[2]).toBeNaN()
    expect(
      oracleCeiling(new Float64Array(100), AREA, 48, Float64Array.of(0), budgets(AREA, SHARES, null, null), 1).pei[0],
    ).toBeNaN()
  })
})
