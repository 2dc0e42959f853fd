import { describe, expect, it } from 'vitest'
import { exactNull } from '../../../engine/stats/exactNull.js'
import { type PermuteOptions, permute } from '../../../engine/stats/permute.js'
import { UNDEFINED_BECAUSE } from '../../../engine/types.js'
import { codeOf } from '../../helpers/codeOf.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const n = 30
const ring = Array.from({ length: n }, (_, row) => [(row + n - 1) % n, (row + 1) % n])
const weights = weightsOf(ring, false)
const withSelf = weightsOf(ring.map((list, row) => [...list, row]))
const counts = Float64Array.from({ length: n }, (_, row) => (row * row * 7 + row) % 11)
const ids = Array.from({ length: n }, (_, row) => `cell ${row}`)
const OPTIONS: PermuteOptions = {
  permute: 'conditional',
  group: null,
  permutations: 999,
  stopAfter: null,
  seed: 1,
  ids,
  alpha: 0.05,
}
const MAPS = [
  ['conditional', 'Gi and local Moran', weights],
  ['total', 'Gi and local Moran', weights],
  ['conditional', 'Gi*', withSelf],
  ['total', 'Gi*', withSelf],
] as const

describe('permute', () => {
  it.each(MAPS)('lies within 4.5 standard errors of the exact p in every cell (%s, %s)', (which, _, map) => {
    const draws = 4_000
    const drawn = permute(counts, map, { ...OPTIONS, permute: which, permutations: draws })
    const exact = exactNull(counts, map, { permute: which, group: null })
    for (let row = 0; row < n; row++) {
      for (const tail of ['pGreater', 'pLesser'] as const) {
        const p = exact?.[tail][row] ?? Number.NaN
        expect(Math.abs(drawn[tail][row] - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / draws) + 1 / draws)
      }
    }
  })

  it('counts the observed map among the draws: no p below 1/(R + 1), two-sided doubled', () => {
    const y = Float64Array.from(counts, (_, row) => (row < 3 ? 1000 : row % 2))
    const { pGreater, p, smallestP, direction } = permute(y, weights, { ...OPTIONS, permutations: 19 })
    expect(pGreater[1]).toBe(1 / 20)
    expect(p[1]).toBe(2 / 20)
    expect(smallestP).toBe(2 / 20)
    expect(direction[1]).toBe(1)
  })

  it('draws without replacement: the sum of all others but one is the total without that one', () => {
    // six values, five others of which four are drawn: 31 - 1 - one of 2 4 8 16 x, each as likely
    const y = Float64Array.of(1, 2, 4, 8, 16, 32)
    const star = weightsOf([[1, 2, 3, 4], [0], [0], [0], [0], [0]], false)
    const { pLesser } = permute(y, star, { ...OPTIONS, ids: ids.slice(0, 6), permutations: 20_000 })
    // observed leaves out 32, the largest, so only that draw is as low
    expect(Math.abs(pLesser[0] - 1 / 5)).toBeLessThan(4 * Math.sqrt(0.16 / 20_000))
  })

  it('gives a cell the same p in any order of the rows, beside other groups, and after other cells', () => {
    const order = Array.from({ length: n }, (_, row) => (row * 7 + 3) % n)
    const rowOf = order.map((_, old) => order.indexOf(old))
    const y = counts.map((count) => count * 1.37)
    const shuffle = (lists: readonly (readonly number[])[]) =>
      weightsOf(
        order.map((old) => lists[old].map((other) => rowOf[other]).sort((a, b) => a - b)),
        false,
      )
    const plain = permute(y, weights, OPTIONS)
    const other = permute(
      Float64Array.from(order, (old) => y[old]),
      shuffle(ring),
      { ...OPTIONS, ids: order.map((old) => ids[old]) },
    )
    expect([...other.p]).toEqual(order.map((old) => plain.p[old]))
    const group = Int32Array.from({ length: n + 1 }, (_, row) => (row < n ? 4 : -1))
    const beside = permute(Float64Array.of(...y, 7), weightsOf([...ring, []], false), {
      ...OPTIONS,
      group,
      ids: [...ids, 'left out'],
    })
    expect([...beside.p.subarray(0, n)]).toEqual([...plain.p])
    expect(UNDEFINED_BECAUSE[beside.undefinedBecause[n]]).toBe('not-in-statistics')
  })

  it('gives a cell the same p for valued weights whichever way round its neighbours are listed', () => {
    const value = Float64Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? 3 : 1))
    const turned = weightsOf(
      ring.map(([before, after]) => [after, before]),
      false,
    )
    const plain = permute(counts, { ...weights, value }, OPTIONS)
    const other = permute(counts, { ...turned, value: value.map((weight) => 4 - weight) }, OPTIONS)
    expect([...other.p]).toEqual([...plain.p])
  })

  it('gives other draws for another seed and another id, and the same for the same', () => {
    const p = (seed: number, name = 'cell') => [
      ...permute(counts, weights, { ...OPTIONS, seed, ids: ids.map((_, row) => `${name} ${row}`) }).pGreater,
    ]
    expect(p(1)).toEqual(p(1))
    expect(p(2)).not.toEqual(p(1))
    expect(p(1, 'beat')).not.toEqual(p(1))
  })

  it('stops by Besag and Clifford: h/l at the h-th sum that reaches the observed, each tail its own', () => {
    const full = permute(counts, weights, OPTIONS)
    const stopped = permute(counts, weights, { ...OPTIONS, stopAfter: 10 })
    for (let row = 0; row < n; row++) {
      for (const tail of ['pGreater', 'pLesser'] as const) {
        // h/l with l whole, or all R draws with fewer than h hits
        const p = stopped[tail][row]
        if (full[tail][row] < 10 / 1000) expect(p).toBe(full[tail][row])
        else expect(10 / p).toBeCloseTo(Math.round(10 / p), 9)
        expect(Math.abs(p - full[tail][row])).toBeLessThan(4.5 * Math.sqrt((p * p) / 10) + 0.02)
      }
      expect(stopped.draws[row]).toBeLessThanOrEqual(999)
    }
    expect(full.draws.every((draws) => draws === 999)).toBe(true)
    expect(stopped.draws.reduce((sum, draws) => sum + draws, 0)).toBeLessThan((n * 999) / 3)
  })

  it('is right for valued weights: against all draws of two values for weights 3 and 1', () => {
    const y = [5, 1, 2, 4]
    const valued = { ...weightsOf([[1, 2], [0], [0], [0]], false), value: Float64Array.of(3, 1, 1, 1, 1) }
    // of 1 2 4 in order: 3a + b = 5 7 7 10 13 14; observed 3 x 1 + 2
    const { pGreater, pLesser } = permute(Float64Array.from(y), valued, {
      ...OPTIONS,
      ids: ids.slice(0, 4),
      permutations: 20_000,
    })
    expect(pGreater[0]).toBe(1)
    expect(Math.abs(pLesser[0] - 1 / 6)).toBeLessThan(4 * Math.sqrt(5 / 36 / 20_000))
  })

  it('counts sums that differ by the order of addition as ties', () => {
    const y = Float64Array.from({ length: n }, (_, row) => [0.1, 0.2, 0.3][row % 3])
    const whole = y.map((value) => Math.round(value * 10))
    expect([...permute(y, withSelf, OPTIONS).p]).toEqual([...permute(whole, withSelf, OPTIONS).p])
    expect([...permute(counts, rowStandardised(weights), OPTIONS).p]).toEqual([...permute(counts, weights, OPTIONS).p])
  })

  it('says when the draws are too few for the number of cells', () => {
    // 30 cells at 0.05: 2/(R + 1) x 30/0.05 cells must be at the smallest p
    const y = Float64Array.from(counts, (_, row) => (row < 3 ? 1000 : row % 2))
    const few = permute(y, weights, { ...OPTIONS, permutations: 99 })
    expect(few).toMatchObject({ smallestP: 0.02, cellsNeeded: 12, permutationsTooFew: true })
    const enough = permute(y, weights, { ...OPTIONS, permutations: 2_399 })
    expect(enough.cellsNeeded).toBe(1)
    // one cell could pass alone: that none does is no arithmetic
    expect(enough.permutationsTooFew).toBe(false)
    const nothing = permute(counts, weights, { ...OPTIONS, permutations: 2_399 })
    expect(nothing).toMatchObject({ cellsAtSmallest: 0, cellsNeeded: 1, permutationsTooFew: false })
    expect(few.cellsAtSmallest).toBe([...few.p].filter((p) => p === 0.02).length)
  })

  it.each(['total', 'conditional'] as const)('is NaN, with the reason, in the cells where the exact p is (%s)', (which) => {
    const lists = [[1, 2, 3], [0], [1, 3], []]
    for (const y of [
      [5, 1, 1, 1],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [1, 2, 3, 4],
    ]) {
      for (const map of [weightsOf(lists, false), weightsOf(lists.map((list, row) => [...list, row]))]) {
        const options = { ...OPTIONS, permute: which, ids: ids.slice(0, 4), permutations: 9 }
        const drawn = permute(Float64Array.from(y), map, options)
        const exact = exactNull(Float64Array.from(y), map, options)
        expect([...drawn.p].map(Number.isNaN)).toEqual([...(exact?.p ?? [])].map(Number.isNaN))
        expect([...drawn.undefinedBecause].map((code) => code > 0)).toEqual([...drawn.p].map(Number.isNaN))
      }
    }
  })

  it('has nothing to say about no cells and one cell', () => {
    expect(permute(Float64Array.of(), weightsOf([], false), { ...OPTIONS, ids: [] })).toMatchObject({ permutationsTooFew: false })
    const one = permute(Float64Array.of(3), weightsOf([[0]]), { ...OPTIONS, ids: ['only'] })
    expect([...one.undefinedBecause].map((code) => UNDEFINED_BECAUSE[code])).toEqual(['too-few-cells'])
  })

  it.each([
    ['no draws', { permutations: 0 }, 'option-invalid'],
    ['half a draw', { permutations: 0.5 }, 'option-invalid'],
    ['a stop at none', { stopAfter: 0 }, 'option-invalid'],
    ['alpha 0', { alpha: 0 }, 'option-invalid'],
    ['alpha 1', { alpha: 1 }, 'option-invalid'],
    ['alpha NaN', { alpha: Number.NaN }, 'option-invalid'],
    ['too few ids', { ids: ['a'] }, 'length-mismatch'],
  ] as const)('refuses %s', (_, options, code) => {
    expect(codeOf(() => permute(counts, weights, { ...OPTIONS, ...options }))).toBe(code)
  })
})
