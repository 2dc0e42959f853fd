import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { exactNull, type NullOptions, type PermutationP } from '../../../engine/stats/exactNull.js'
import type { Weights } from '../../../engine/types.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const TOTAL: NullOptions = { permute: 'total', group: null }
const CONDITIONAL: NullOptions = { permute: 'conditional', group: null }

function exact(y: readonly number[], weights: Weights, options: NullOptions): PermutationP {
  const found = exactNull(Float64Array.from(y), weights, options)
  if (found === null) throw new Error('declined')
  return found
}

// a line of five, each cell with the next
const line = weightsOf([
  [0, 1],
  [0, 1, 2],
  [1, 2, 3],
  [2, 3, 4],
  [3, 4],
])
const counts = [3, 2, 0, 0, 1]

const choose = (n: number, k: number): number => (k === 0 ? 1 : (n / k) * choose(n - 1, k - 1))

describe('exactNull', () => {
  it('counts the pairs of a line of five by hand (total)', () => {
    // sums of the 10 pairs of 3 2 0 0 1: 5 3 3 4 2 2 3 0 1 1
    const { pGreater, pLesser, p, direction } = exact(counts, line, TOTAL)
    expect(pGreater[0]).toBeCloseTo(1 / 10, 15)
    expect(pLesser[0]).toBe(1)
    expect(p[0]).toBeCloseTo(2 / 10, 15)
    expect(direction[0]).toBe(1)
    expect(pGreater[4]).toBeCloseTo(9 / 10, 15)
    expect(pLesser[4]).toBeCloseTo(3 / 10, 15)
    expect(direction[4]).toBe(-1)
  })

  it('holds the own value and draws the neighbours from the others (conditional)', () => {
    // cell 0 keeps its 3: one neighbour of 2, drawn from 2 0 0 1
    const { pGreater, pLesser } = exact(counts, line, CONDITIONAL)
    expect(pGreater[0]).toBeCloseTo(1 / 4, 15)
    expect(pLesser[0]).toBe(1)
    // cell 1 keeps its 2: two neighbours 3 + 0 drawn from 3 0 0 1: sums 3 3 4 0 1 1
    expect(pGreater[1]).toBeCloseTo(3 / 6, 15)
    expect(pLesser[1]).toBeCloseTo(5 / 6, 15)
  })

  it('counts ties in full on both sides, so the two-sided p is capped at 1', () => {
    // the middle cell: sum 2 of three; sums of the 10 triples: 5 5 6 3 4 4 2 3 3 1
    const { pGreater, pLesser, p } = exact(counts, line, TOTAL)
    expect(pGreater[2]).toBeCloseTo(9 / 10, 15)
    expect(pLesser[2]).toBeCloseTo(2 / 10, 15)
    expect(p[2]).toBeCloseTo(4 / 10, 15)
    expect(
      exact(
        [1, 0, 1, 0],
        weightsOf([
          [0, 1],
          [1, 2],
          [2, 3],
          [0, 3],
        ]),
        TOTAL,
      ).p[0],
    ).toBe(1)
  })

  it('keeps the digits of a p far below the precision of 1', () => {
    // 20 ones among 400 cells, five of them together: C(20,5)/C(400,5)
    const y = Array.from({ length: 400 }, (_, row) => (row < 20 ? 1 : 0))
    const lists = y.map((_, row) => (row === 0 ? [0, 1, 2, 3, 4] : [row]))
    expect(exact(y, weightsOf(lists), TOTAL).pGreater[0] / (choose(20, 5) / choose(400, 5))).toBeCloseTo(1, 13)
    expect(exact(y, weightsOf(lists), CONDITIONAL).pGreater[0] / (choose(19, 4) / choose(399, 4))).toBeCloseTo(1, 13)
  })

  it('does not lose the small tail of the cell that holds the one large value', () => {
    // its seven neighbours hold 7 of the 31 ones among 3,000 others; 20 billion times as many subsets make 7 of its 6 and a one
    const y = Array.from({ length: 3001 }, (_, row) => (row === 0 ? 6 : row <= 31 ? 1 : 0))
    const lists = y.map((_, row) => (row === 0 ? [0, 1, 2, 3, 4, 5, 6, 7] : [row]))
    const { pGreater } = exact(y, weightsOf(lists), CONDITIONAL)
    expect(pGreater[0] / (choose(31, 7) / choose(3000, 7))).toBeCloseTo(1, 13)
  })

  it('neither overflows nor underflows with 91 members among 100,000 cells', () => {
    const y = Array.from({ length: 100_000 }, (_, row) => row % 3)
    const lists = y.map((_, row) => (row === 0 ? Array.from({ length: 91 }, (_, k) => 3 * k) : [row]))
    for (const options of [TOTAL, CONDITIONAL]) {
      const { pGreater, pLesser } = exact(y, weightsOf(lists), options)
      expect(pGreater[0]).toBe(1)
      expect(pLesser[0]).toBeGreaterThan(1e-44)
      expect(pLesser[0]).toBeLessThan(1e-42)
    }
  })

  it('draws the neighbours alone where the weights hold no self: from all values (total), from the others (conditional)', () => {
    const others = weightsOf([[1], [0, 2], [1, 3], [2, 4], [3]], false)
    // cell 1: its neighbours sum to 3 + 0; sums of the 10 pairs: 5 3 3 4 2 2 3 0 1 1, of those without its own 2: 3 3 4 0 1 1
    expect(exact(counts, others, TOTAL).pGreater[1]).toBeCloseTo(5 / 10, 15)
    expect(exact(counts, others, TOTAL).pLesser[1]).toBeCloseTo(8 / 10, 15)
    expect(exact(counts, others, CONDITIONAL).pGreater[1]).toBeCloseTo(3 / 6, 15)
    expect([...exact(counts, others, CONDITIONAL).p]).toEqual([...exact(counts, line, CONDITIONAL).p])
    const lonely = weightsOf([[], [0, 2], [1], [0, 1, 2, 4], [3]], false)
    expect([...exact(counts, lonely, TOTAL).p].map(Number.isNaN)).toEqual([true, false, false, false, false])
    expect([...exact(counts, lonely, CONDITIONAL).p].map(Number.isNaN)).toEqual([true, false, false, true, false])
  })

  it('is NaN where nothing can vary: equal values, the whole group, or (conditional) no neighbours', () => {
    expect(exact([2, 2, 2, 2, 2], line, TOTAL).p.every(Number.isNaN)).toBe(true)
    expect(exact([1, 2, 3], weightsOf([[0, 1, 2], [0, 1], [2]]), TOTAL).p[0]).toBeNaN()
    const { p, direction } = exact([1, 2, 3], weightsOf([[0, 1, 2], [0, 1], [2]]), CONDITIONAL)
    expect([...p].map(Number.isNaN)).toEqual([true, false, true])
    expect(direction[0]).toBe(0)
    // cell 0 is the only one that differs: its neighbours can only be zeros
    expect([...exact([7, 0, 0, 0, 0], line, CONDITIONAL).p].map(Number.isNaN)).toEqual([true, false, false, false, false])
  })

  it('treats each reference group as a map of its own and leaves group -1 out', () => {
    const alone = exact(counts, line, TOTAL)
    const lists = [...Array.from({ length: 5 }, (_, row) => [...line.neighbour.subarray(line.offset[row], line.offset[row + 1])])]
    const both = exact(
      [...counts, ...counts.map((c) => c + 4), 0.5],
      weightsOf([...lists, ...lists.map((list) => list.map((k) => k + 5)), [10]]),
      { permute: 'total', group: Int32Array.of(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, -1) },
    )
    expect([...both.p.subarray(0, 5)]).toEqual([...alone.p])
    both.p.subarray(5, 10).forEach((p, row) => {
      expect(p).toBeCloseTo(alone.p[row], 14)
    })
    expect(both.p[10]).toBeNaN()
  })

  it('declines values that are not counts and tables beyond its bound', () => {
    expect(exactNull(Float64Array.of(1, 2.5, 3, 4, 5), line, TOTAL)).toBeNull()
    expect(exactNull(Float64Array.of(1, -2, 3, 4, 5), line, TOTAL)).toBeNull()
    expect(exactNull(Float64Array.of(0, 1, 2, 3, 3e6), line, TOTAL)).toBeNull()
    const busy = Float64Array.from({ length: 2000 }, (_, row) => row * 40)
    expect(exactNull(busy, weightsOf([...busy].map((_, row) => [row, (row + 1) % 2000, (row + 2) % 2000])), TOTAL)).toBeNull()
  })

  it('refuses valued weights, and weights that say they hold no self and do', () => {
    expect(() => exactNull(Float64Array.from(counts), rowStandardised(line), TOTAL)).toThrow(EngineError)
    expect(() => exactNull(Float64Array.from(counts), { ...line, self: false }, TOTAL)).toThrow(/weights-with-self/)
  })
})
