import { describe, expect, it } from 'vitest'
import { normalTail } from '../../../engine/stats/normalTail.js'
import { NORMAL, studentQuantile, studentT, studentTail } from '../../../engine/stats/studentT.js'

describe('studentTail', () => {
  // scipy 1.17.1: 2 t.sf(t, df)
  it.each([
    [7.5625, [0.6312954495065095, 0.08258210020275066, 0.0004028113542222788, 4.4486912725281173e-10]],
    [15.5588, [0.6240724343948568, 0.06327068184777479, 2.084428658945465e-5, 4.119764502661289e-17]],
    [122, [0.6179757330477121, 0.04772137144995389, 2.0785158552962217e-8, 5.53972023997966e-72]],
  ])('is that of scipy with %d degrees of freedom', (df, tails) => {
    ;[0.5, -2, 6, -40].forEach((t, k) => {
      expect(studentTail(t, df) / tails[k]).toBeCloseTo(1, 10)
    })
  })

  it('is Cauchy with 1: half beyond 1; normal with no end of them; 1 of nothing and 0 of infinity', () => {
    expect(studentTail(1, 1)).toBeCloseTo(0.5, 12)
    expect(studentTail(1.5, Infinity)).toBe(normalTail(1.5))
    expect([studentTail(0, 5), studentTail(1e200, 5)]).toEqual([1, 0])
  })
})

describe('studentQuantile', () => {
  // scipy 1.17.1: t.ppf(1 - p / 2, df)
  it.each([
    [7.5625, 2.329432802045148, 4.612872498720308],
    [15.5588, 2.1248014394699193, 3.7058911933107],
    [122, 1.9795998784866382, 3.158379840626063],
  ])('is that of scipy with %d degrees of freedom', (df, at95, at998) => {
    expect(studentT(df)).toEqual({ df, reach95: expect.closeTo(at95, 10) })
    expect(studentQuantile(0.002, df)).toBeCloseTo(at998, 10)
  })

  it('is the normal one with no end of them', () => {
    expect(studentT(Infinity).reach95).toBeCloseTo(NORMAL.reach95, 12)
  })
})
