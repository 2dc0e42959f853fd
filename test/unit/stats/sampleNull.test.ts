import { describe, expect, it } from 'vitest'
import { exactNull } from '../../../engine/stats/exactNull.js'
import { type SampleOptions, sampleNull } from '../../../engine/stats/sampleNull.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const OPTIONS: SampleOptions = { permute: 'total', group: null, seed: 1 }
const n = 60
const ring = Array.from({ length: n }, (_, row) => [(row + n - 1) % n, row, (row + 1) % n])
const counts = Float64Array.from({ length: n }, (_, row) => (row * row * 7 + row) % 11)
const weights = weightsOf(ring)
const PERMUTES = ['total', 'conditional'] as const

describe('sampleNull', () => {
  it.each(PERMUTES)('lies within 4.5 standard errors of the exact p in every cell (%s)', (permute) => {
    const sampled = sampleNull(counts, weights, { ...OPTIONS, permute })
    const exact = exactNull(counts, weights, { permute, group: null })
    for (let row = 0; row < n; row++) {
      for (const tail of ['pGreater', 'pLesser'] as const) {
        const p = exact?.[tail][row] ?? Number.NaN
        const draws = permute === 'total' ? 100_000 : 100_000 * (1 - 2 / n)
        expect(Math.abs(sampled[tail][row] - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / draws) + 1e-5)
      }
    }
  })

  it.each(PERMUTES)('has no p where every neighbourhood is the whole group (%s)', (permute) => {
    const pair = weightsOf([
      [0, 1],
      [0, 1],
    ])
    expect([...sampleNull(Float64Array.of(0.5, 1.5), pair, { ...OPTIONS, permute }).p]).toEqual([Number.NaN, Number.NaN])
  })

  it('gives no p below 1 in 100,001', () => {
    const y = Float64Array.from({ length: n }, (_, row) => (row < 3 ? 100.5 : row / 100))
    expect(sampleNull(y, weights, OPTIONS).pGreater[1]).toBeGreaterThanOrEqual(1 / 100_001)
  })

  it.each(PERMUTES)('gives the same p in any order of the cells (%s)', (permute) => {
    const y = counts.map((count) => count * 1.37)
    const order = Array.from({ length: n }, (_, row) => (row * 23 + 5) % n)
    const rowOf = order.map((_, old) => order.indexOf(old))
    const shuffled = weightsOf(order.map((old) => ring[old].map((other) => rowOf[other])))
    const plain = sampleNull(y, weights, { ...OPTIONS, permute })
    const other = sampleNull(
      Float64Array.from(order, (old) => y[old]),
      shuffled,
      { ...OPTIONS, permute },
    )
    expect([...other.p]).toEqual(order.map((old) => plain.p[old]))
  })

  it('gives the same p whatever number a group has, and leaves group -1 out', () => {
    const group = Int32Array.from({ length: n }, (_, row) => (row < 30 ? 0 : 1))
    const cut = weightsOf(ring.map((list, row) => list.filter((other) => group[other] === group[row])))
    const first = sampleNull(counts, cut, { ...OPTIONS, group })
    const renumbered = sampleNull(counts, cut, { ...OPTIONS, group: group.map((g) => 5 - 2 * g) })
    expect([...renumbered.p]).toEqual([...first.p])
    const left = sampleNull(counts, cut, { ...OPTIONS, group: group.map((g) => g - 1) })
    expect(left.p.subarray(0, 30).every(Number.isNaN)).toBe(true)
    expect([...left.p.subarray(30)]).toEqual([...first.p.subarray(30)])
  })

  it('gives another sample for another seed, and the same for the same', () => {
    const p = (seed: number) => [...sampleNull(counts, weights, { ...OPTIONS, seed }).p]
    expect(p(1)).toEqual(p(1))
    expect(p(2)).not.toEqual(p(1))
  })

  it('counts sums that differ only by the order of addition as ties', () => {
    // 0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1 in the last bit
    const y = Float64Array.from({ length: n }, (_, row) => [0.1, 0.2, 0.3][row % 3])
    const whole = y.map((value) => Math.round(value * 10))
    const sampled = sampleNull(y, weights, OPTIONS)
    expect([...sampled.p]).toEqual([...sampleNull(whole, weights, OPTIONS).p])
    expect(new Set(sampled.p).size).toBe(1)
  })

  it.each(PERMUTES)('is NaN in the same cells as the exact p (%s)', (permute) => {
    const lists = [[0, 1, 2], [0, 1], [1, 2], [3]]
    for (const y of [
      [5, 1, 1, 1],
      [1, 1, 1, 1],
      [0, 3, 3, 3],
      [1, 2, 3, 4],
    ]) {
      const values = Float64Array.from(y)
      const sampled = sampleNull(values, weightsOf(lists), { ...OPTIONS, permute })
      const exact = exactNull(values, weightsOf(lists), { permute, group: null })
      expect([...sampled.p].map(Number.isNaN)).toEqual([...(exact?.p ?? [])].map(Number.isNaN))
    }
  })

  it('refuses valued weights', () => {
    expect(() => sampleNull(counts, rowStandardised(weights), OPTIONS)).toThrow(/weights-not-binary/)
  })
})
