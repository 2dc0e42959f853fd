import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breaks } from '../../engine/stats/breaks.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { gistar } from '../../engine/stats/gistar.js'
import { normalTail } from '../../engine/stats/normalTail.js'
import { weightsOf } from '../helpers/weights.js'

/** A small map: values, and for each cell itself and up to five others. */
const map = (value: fc.Arbitrary<number>, most: number) =>
  fc.integer({ min: 2, max: most }).chain((n) => {
    const others = fc.subarray([...Array(n).keys()], { maxLength: Math.min(n, 5) })
    return fc.record({
      y: fc.array(value, { minLength: n, maxLength: n }),
      lists: fc
        .array(others, { minLength: n, maxLength: n })
        .map((lists) => lists.map((list, row) => [...new Set([row, ...list])].sort((a, b) => a - b))),
    })
  })

function* subsets(from: readonly number[], k: number, at = 0): Generator<number> {
  if (k === 0) yield 0
  else
    for (let first = at; first <= from.length - k; first++)
      for (const rest of subsets(from, k - 1, first + 1)) yield from[first] + rest
}

function enumerate(from: readonly number[], k: number, observed: number) {
  const sums = [...subsets(from, k)]
  return {
    varies: new Set(from).size > 1 && k > 0 && k < from.length,
    greater: sums.filter((sum) => sum >= observed).length / sums.length,
    lesser: sums.filter((sum) => sum <= observed).length / sums.length,
  }
}

describe('exactNull', () => {
  it.each(['total', 'conditional'] as const)('equals the enumeration of all subsets (%s)', (permute) => {
    fc.assert(
      fc.property(map(fc.integer({ min: 0, max: 7 }), 9), ({ y, lists }) => {
        const found = exactNull(Float64Array.from(y), weightsOf(lists), { permute, group: null })
        lists.forEach((list, row) => {
          const drawn = permute === 'total' ? list : list.filter((other) => other !== row)
          const from = permute === 'total' ? y : y.filter((_, other) => other !== row)
          const all = enumerate(
            from,
            drawn.length,
            drawn.reduce((sum, other) => sum + y[other], 0),
          )
          expect(Number.isNaN(found?.p[row])).toBe(!all.varies)
          if (!all.varies) return
          expect(Math.abs((found?.pGreater[row] ?? 0) / all.greater - 1)).toBeLessThan(1e-13)
          expect(Math.abs((found?.pLesser[row] ?? 0) / all.lesser - 1)).toBeLessThan(1e-13)
          expect(found?.p[row]).toBeCloseTo(Math.min(1, 2 * all.greater, 2 * all.lesser), 13)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('gives a cell the same conditional p whatever its own value: it is the p of Gi', () => {
    fc.assert(
      fc.property(map(fc.integer({ min: 0, max: 9 }), 12), fc.integer({ min: 0, max: 60 }), ({ y, lists }, other) => {
        const p = (first: number) =>
          exactNull(Float64Array.of(first, ...y.slice(1)), weightsOf(lists), { permute: 'conditional', group: null })
            ?.pGreater[0] ?? 0
        const [one, two] = [p(y[0]), p(other)]
        expect(Number.isNaN(one)).toBe(Number.isNaN(two))
        if (!Number.isNaN(one)) expect(two).toBeCloseTo(one, 13)
      }),
    )
  })
})

describe('gistar', () => {
  const real = fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6)

  it('equals the formula over a dense matrix', () => {
    fc.assert(
      fc.property(map(real, 12), ({ y, lists }) => {
        const n = y.length
        const { z } = gistar(Float64Array.from(y), weightsOf(lists))
        const mean = y.reduce((sum, v) => sum + v, 0) / n
        const sd = Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n)
        lists.forEach((list, row) => {
          const dense = y.map((_, other) => (list.includes(other) ? 1 : 0))
          const w: number = dense.reduce<number>((sum, v) => sum + v, 0)
          const lag = dense.reduce<number>((sum, v, other) => sum + v * (y[other] - mean), 0)
          if (w === n || new Set(y).size === 1) expect(z[row]).toBeNaN()
          else
            expect(Math.abs(z[row] - lag / (sd * Math.sqrt((n * w - w * w) / (n - 1))))).toBeLessThan(
              1e-9 * (1 + Math.abs(mean) / sd),
            )
        })
      }),
    )
  })

  it('is unchanged by a y + b with a > 0, and changes sign with a < 0', () => {
    fc.assert(
      fc.property(
        map(fc.integer({ min: 0, max: 50 }), 12),
        fc.constantFrom(0.25, 3, -1, -7),
        fc.integer({ min: -100, max: 100 }),
        ({ y, lists }, a, b) => {
          const weights = weightsOf(lists)
          const before = gistar(Float64Array.from(y), weights).z
          const after = gistar(
            Float64Array.from(y, (v) => a * v + b),
            weights,
          ).z
          before.forEach((z, row) => {
            if (Number.isNaN(z)) expect(after[row]).toBeNaN()
            else expect(Math.abs(after[row] - Math.sign(a) * z)).toBeLessThan(1e-10)
          })
        },
      ),
    )
  })
})

describe('fdr', () => {
  it('equals its definition, never lies below p and keeps the order of p', () => {
    const p = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(Number.NaN, 0, 0.05, 1)), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(p, (values) => {
        const q = fdr(Float64Array.from(values))
        const tests = values.filter((value) => !Number.isNaN(value))
        values.forEach((value, row) => {
          if (Number.isNaN(value)) {
            expect(q[row]).toBeNaN()
            return
          }
          const asked = tests
            .filter((other) => other >= value)
            .map((other) => (tests.length * other) / tests.filter((less) => less <= other).length)
          expect(q[row]).toBeCloseTo(Math.min(...asked), 12)
          expect(q[row]).toBeGreaterThanOrEqual(value)
          values.forEach((other, k) => {
            if (other < value) expect(q[k]).toBeLessThanOrEqual(q[row])
          })
        })
      }),
    )
  })
})

describe('normalTail', () => {
  it('lies between the bounds of Mills: x/(x^2 + 1) < tail/density < 1/x', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 35, noNaN: true }), (x) => {
        const ratio = (normalTail(x) / 2 / Math.exp((-x * x) / 2)) * Math.sqrt(2 * Math.PI)
        expect(ratio).toBeGreaterThan((x / (x * x + 1)) * (1 - 1e-12))
        expect(ratio).toBeLessThan((1 / x) * (1 + 1e-12))
      }),
    )
  })
})

describe('breaks', () => {
  it('gives min(6, distinct values) limits, strictly increasing, each a value, the last the largest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 500 })), { maxLength: 80 }),
        (values) => {
          const occupied = values.filter((value) => value > 0)
          const limits = breaks(Float64Array.from(values))
          expect(limits).toHaveLength(Math.min(6, new Set(occupied).size))
          expect(limits).toEqual([...new Set(limits)].sort((a, b) => a - b))
          for (const limit of limits) expect(occupied).toContain(limit)
          if (occupied.length > 0) expect(limits.at(-1)).toBe(Math.max(...occupied))
        },
      ),
    )
  })
})
