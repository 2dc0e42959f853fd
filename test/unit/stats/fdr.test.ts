import { describe, expect, it } from 'vitest'
import { fdr, hotClass } from '../../../engine/stats/fdr.js'

describe('fdr', () => {
  it('rejects all five of .012 .013 .014 .016 .02, where a scan that stops at the first failure rejects none', () => {
    const q = fdr(Float64Array.of(0.012, 0.013, 0.014, 0.016, 0.02))
    expect([...q]).toEqual([0.02, 0.02, 0.02, 0.02, 0.02])
  })

  it('takes the least n p / rank from the rank upwards', () => {
    const q = fdr(Float64Array.of(0.04, 0.001, 0.5, 0.03))
    expect(q[1]).toBeCloseTo(0.004, 15)
    expect(q[3]).toBeCloseTo((4 * 0.04) / 3, 15)
    expect(q[0]).toBeCloseTo((4 * 0.04) / 3, 15)
    expect(q[2]).toBeCloseTo(0.5, 15)
  })

  it('passes NaN on and does not count it among the tests', () => {
    const q = fdr(Float64Array.of(0.01, Number.NaN, 0.2, Number.NaN))
    expect([...q]).toEqual([0.02, Number.NaN, 0.2, Number.NaN])
  })

  it('gives no q an ulp below its p', () => {
    // all equal: n p/n is p, but not in doubles
    const p = new Float64Array(3).fill(0.35)
    expect((3 * 0.35) / 3).toBeLessThan(0.35)
    expect([...fdr(p)]).toEqual([...p])
  })

  it('gives equal p equal q', () => {
    const q = fdr(Float64Array.of(0.02, 0.01, 0.02, 0.02))
    expect(q[0]).toBe(q[2])
    expect(q[0]).toBe(q[3])
    expect(q[0]).toBeCloseTo(0.02, 15)
  })
})

describe('fdr by other methods', () => {
  // p.adjust of R, by its definition: n p, and n (1 + 1/2 + 1/3 + 1/4) p / rank
  const p = Float64Array.of(0.01, 0.02, 0.03, 0.4)

  it('Bonferroni is n p, at most 1', () => {
    expect([...fdr(p, { method: 'bonferroni' })]).toEqual([0.04, 0.08, 0.12, 1])
  })

  it('Benjamini-Yekutieli is Benjamini-Hochberg times 1 + 1/2 + ... + 1/n, at most 1', () => {
    const factor = 1 + 1 / 2 + 1 / 3 + 1 / 4
    const q = fdr(p, { method: 'by' })
    expect(q[0]).toBeCloseTo(0.04 * factor, 15)
    expect(q[1]).toBeCloseTo(0.04 * factor, 15)
    expect(q[2]).toBeCloseTo(0.04 * factor, 15)
    expect(q[3]).toBeCloseTo(0.4 * factor, 15)
    expect([...fdr(Float64Array.of(0.9, 0.8), { method: 'by' })]).toEqual([1, 1])
  })

  it.each(['bh', 'by', 'bonferroni'] as const)('%s of families is that of each alone; family -1 is not tested', (method) => {
    const both = Float64Array.of(0.01, 0.2, 0.03, 0.4, 0.001, Number.NaN)
    const q = fdr(both, { method, family: Int32Array.of(1, 0, 1, 0, -1, 0) })
    const [first, second] = [fdr(Float64Array.of(0.2, 0.4), { method }), fdr(Float64Array.of(0.01, 0.03), { method })]
    expect([...q]).toEqual([second[0], first[0], second[1], first[1], Number.NaN, Number.NaN])
  })

  it('refuses p outside 0 to 1 and families of another length', () => {
    expect(() => fdr(Float64Array.of(0.5, 1.5))).toThrow(/value-out-of-range/)
    expect(() => fdr(Float64Array.of(-0.1))).toThrow(/value-out-of-range/)
    expect(() => fdr(p, { family: Int32Array.of(0) })).toThrow(/length-mismatch/)
  })
})

describe('hotClass', () => {
  it('grades q below 0.01, 0.05 and 0.10, the limits themselves in the weaker class', () => {
    const q = Float64Array.of(0.0099, 0.01, 0.0499, 0.05, 0.0999, 0.1, Number.NaN)
    expect([...hotClass(q, new Float64Array(7).fill(1))]).toEqual([3, 2, 2, 1, 1, 0, 0])
    expect([...hotClass(q, new Float64Array(7).fill(-0.5))]).toEqual([-3, -2, -2, -1, -1, 0, 0])
  })

  it('calls nothing hot or cold that has no direction', () => {
    expect([...hotClass(Float64Array.of(0.001, 0.001), Float64Array.of(0, Number.NaN))]).toEqual([0, 0])
  })
})
