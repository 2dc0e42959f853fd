import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { EMERGING_PATTERNS, type EmergingOptions, emerging } from '../../../engine/stats/emerging.js'
import { fdr } from '../../../engine/stats/fdr.js'
import { mannKendall } from '../../../engine/stats/mannKendall.js'

/** Steps of one cell, oldest first: h hot, c cold, . neither. */
const steps = (text: string) => Int8Array.from(text, (step) => (step === 'h' ? 2 : step === 'c' ? -1 : 0))
const flat = (n: number) => Float64Array.from({ length: n }, (_, t) => (t % 2 === 0 ? 1 : 2))
const rising = (n: number) => Float64Array.from({ length: n }, (_, t) => t)
const falling = (n: number) => rising(n).map((value) => -value)

function patternOf(text: string, z: (n: number) => Float64Array, rules: EmergingOptions['rules'] = 'esri-3'): string {
  const { pattern } = emerging(z(text.length), steps(text), text.length, { rules, hamedRao: false })
  return EMERGING_PATTERNS[pattern[0]]
}
const mirrored = (text: string) => text.replace(/[hc]/g, (step) => (step === 'h' ? 'c' : 'h'))

describe('emerging', () => {
  it.each([
    ['.........h', flat, 'new'],
    ['........hh', flat, 'consecutive'],
    ['.hhhhhhhhh', flat, 'persistent'],
    ['hhhhhhhhhh', flat, 'persistent'],
    ['hhhhhhhhh.', flat, 'historical'],
    ['hhhhhhhhh.', rising, 'historical'],
    ['.hhhhhhhhh', rising, 'intensifying'],
    ['hhhhh.hhhh', falling, 'diminishing'],
    ['..hh..h.hh', flat, 'sporadic'],
    ['h........h', rising, 'sporadic'],
    ['..hhhhhhhh', rising, 'consecutive'],
    ['c........h', flat, 'oscillating'],
    ['c.hhhhhhhh', flat, 'oscillating'],
    ['chhhhhhhhh', flat, 'persistent'],
  ])('calls %s %s hot, and its mirror cold', (text, z, name) => {
    expect(patternOf(text, z)).toBe(`${name} hot`)
    expect(patternOf(mirrored(text), (n) => z(n).map((value) => -value))).toBe(`${name} cold`)
  })

  it.each(['..........', 'h.........', '..hh......', 'h.h.h.h.h.', '.c..h.....'])('finds no pattern in %s', (text) => {
    expect(patternOf(text, flat)).toBe('no pattern')
  })

  it('lets a sporadic cell end cool by the older rules, unless it was ever of the other sign', () => {
    expect(patternOf('..hh..h...', flat, 'esri-2')).toBe('sporadic hot')
    expect(patternOf('..cc..c...', flat, 'esri-2')).toBe('sporadic cold')
    expect(patternOf('..hh..c...', flat, 'esri-2')).toBe('no pattern')
    expect(patternOf('.........h', flat, 'esri-2')).toBe('new hot')
  })

  it('has 17 patterns, each cold one eight after its hot one', () => {
    expect(EMERGING_PATTERNS).toHaveLength(17)
    for (let hot = 1; hot <= 8; hot++) {
      expect(EMERGING_PATTERNS[hot + 8]).toBe(EMERGING_PATTERNS[hot].replace('hot', 'cold'))
    }
  })

  it('judges trends by q over the cells: one weak rise among many flat cells is none', () => {
    const weak = Float64Array.of(1, 3, 2, 5, 4, 2, 6, 5, 7, 6)
    const cells = 30
    const z = Float64Array.from({ length: cells * 10 }, (_, at) => (at < 10 ? weak[at] : flat(10)[at % 10]))
    const { trendP, trendQ, pattern } = emerging(z, new Int8Array(z.length).fill(1), 10, { rules: 'esri-3', hamedRao: false })
    expect(trendP[0]).toBeLessThan(0.05)
    expect(trendQ[0]).toBeGreaterThan(0.05)
    expect([...trendQ]).toEqual([...fdr(trendP)])
    expect(EMERGING_PATTERNS[pattern[0]]).toBe('persistent hot')
    expect(patternOf('hhhhhhhhhh', () => weak)).toBe('intensifying hot')
  })

  it('has no pattern number, and no trend, for a cell with a step without z; it is not in the family of q', () => {
    const z = Float64Array.of(...rising(10), ...rising(10).with(3, Number.NaN))
    const { pattern, trendZ, trendQ, trendP } = emerging(z, steps('hhhhhhhhhh'.repeat(2)), 10, {
      rules: 'esri-3',
      hamedRao: false,
    })
    expect([...pattern]).toEqual([EMERGING_PATTERNS.indexOf('intensifying hot'), -1])
    expect(trendZ[1]).toBeNaN()
    expect(trendQ[0]).toBe(trendP[0])
  })

  it('takes the correction only where it makes a trend weaker', () => {
    const stream = random(1, 'emerging')
    const cells = 200
    const free = Float64Array.from({ length: cells * 24 }, () => stream.uniform() - 0.5)
    // steps of 24 that share half their parts with the next
    const shared = Float64Array.from({ length: cells * 24 }, (_, k) => free[k] + (k % 24 === 0 ? 0 : free[k - 1]))
    for (const z of [free, shared]) {
      const plain = mannKendall(z, 24, { hamedRao: false })
      const corrected = mannKendall(z, 24, { hamedRao: true })
      const { trendZ, trendP } = emerging(z, new Int8Array(z.length), 24, { rules: 'esri-3', hamedRao: true })
      const weaker = corrected.z.map((value, cell) => (Math.abs(value) > Math.abs(plain.z[cell]) ? plain.z[cell] : value))
      expect([...trendZ]).toEqual([...weaker])
      expect(corrected.z.filter((value, cell) => Math.abs(value) > Math.abs(plain.z[cell])).length).toBeGreaterThan(5)
      expect(trendP.every((p, cell) => Number.isNaN(p) || p >= plain.p[cell])).toBe(true)
    }
  })

  it('refuses under 10 steps, under 24 with the correction, and unequal lengths', () => {
    const options = { rules: 'esri-3', hamedRao: false } as const
    expect(() => emerging(rising(9), new Int8Array(9), 9, options)).toThrow(/series-too-short/)
    expect(() => emerging(rising(23), new Int8Array(23), 23, { ...options, hamedRao: true })).toThrow(/series-too-short/)
    expect(() => emerging(rising(10), new Int8Array(9), 10, options)).toThrow(/length-mismatch/)
    expect(() => emerging(rising(10).with(0, Infinity), new Int8Array(10), 10, options)).toThrow(/value-not-finite/)
  })
})
