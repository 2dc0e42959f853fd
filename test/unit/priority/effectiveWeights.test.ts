import { describe, expect, it } from 'vitest'
import { effectiveWeights } from '../../../engine/priority/effectiveWeights.js'
import { random } from '../../../engine/random.js'

const uniforms = (id: string, n: number) => {
  const stream = random(1, id)
  return Float64Array.from({ length: n }, () => stream.uniform())
}

describe('effectiveWeights', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => uniforms(id, 2000))
  const scoreOf = (f: (i: number) => number) => Float64Array.from(a, (_, i) => f(i))

  it('is w² over the sum of w² where factors are independent and alike', () => {
    const { ratio, share } = effectiveWeights(
      [a, b, c],
      scoreOf((i) => 0.6 * a[i] + 0.3 * b[i] + 0.1 * c[i]),
    )
    expect(ratio[0]).toBeCloseTo(0.36 / 0.46, 1)
    expect(ratio[1]).toBeCloseTo(0.09 / 0.46, 1)
    expect(ratio[2]).toBeCloseTo(0.01 / 0.46, 1)
    expect(share.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
  })

  it('sees what a straight line does not', () => {
    // a parabola with no correlation at all explains everything
    const { ratio } = effectiveWeights(
      [a, b],
      scoreOf((i) => (a[i] - 0.5) ** 2),
    )
    expect(ratio[0]).toBeGreaterThan(0.98)
    expect(ratio[1]).toBeLessThan(0.02)
  })

  it('is the same for any increasing map of a factor', () => {
    const score = scoreOf((i) => a[i] + b[i])
    const mapped = effectiveWeights([a.map((value) => Math.exp(9 * value)), b], score)
    expect(mapped).toEqual(effectiveWeights([a, b], score))
  })

  it('is unknown where the factor or the score is constant, or units are few', () => {
    expect(effectiveWeights([a], new Float64Array(2000).fill(3)).ratio[0]).toBeNaN()
    expect(effectiveWeights([new Float64Array(2000)], a).ratio[0]).toBeNaN()
    expect(effectiveWeights([a.slice(0, 9)], b.slice(0, 9)).ratio[0]).toBeNaN()
  })

  it('leaves out units without the factor', () => {
    const score = scoreOf((i) => a[i] + b[i])
    const gaps = a.map((value, i) => (i % 4 === 0 ? Number.NaN : value))
    const kept = [...a.keys()].filter((i) => i % 4 !== 0)
    const of = (column: Float64Array) => Float64Array.from(kept, (i) => column[i])
    expect(effectiveWeights([gaps], score).ratio[0]).toBe(effectiveWeights([of(a)], of(score)).ratio[0])
  })
})
