import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGGREGATIONS, composite } from '../../engine/priority/composite.js'
import { effectiveWeights } from '../../engine/priority/effectiveWeights.js'
import { normalise } from '../../engine/priority/normalise.js'
import { orderOf } from '../../engine/priority/order.js'
import { paretoTiers } from '../../engine/priority/pareto.js'
import { inTop, placesOf } from '../../engine/priority/placeTally.js'

/** Values that agree to single precision, signed zeros, the very large and the missing. */
const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 9 }).map((n) => 1 + n * 1e-12),
  fc.constantFrom(-0, 0, 1e-300, -1e-300, 1e300, -1e300, Number.NaN),
)
const column = fc.array(value, { maxLength: 60 }).map((values) => Float64Array.from(values))

describe('orderOf', () => {
  it('counts lower and equal values as a plain count does', () => {
    fc.assert(
      fc.property(column, (values) => {
        const { known, lower, tied } = orderOf(values.length)(values)
        expect(known).toBe(values.filter((one) => !Number.isNaN(one)).length)
        for (let i = 0; i < values.length; i++) {
          const below = values.filter((one) => one < values[i]).length
          expect(lower[i]).toBe(Number.isNaN(values[i]) ? -1 : below)
          if (lower[i] >= 0) expect(tied[lower[i]]).toBe(values.filter((one) => one === values[i]).length)
        }
      }),
    )
  })

  it('shares any number of places out in full', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 60 }), (values, k) => {
        const places = placesOf(values.length)(values)
        let sum = 0
        for (let i = 0; i < values.length; i++) sum += inTop(places, i, k)
        expect(sum).toBeCloseTo(Math.min(k, values.filter((one) => !Number.isNaN(one)).length), 9)
      }),
    )
  })
})

const FACTORS = 4
const factors = fc
  .array(
    fc.array(fc.oneof({ arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 8 }, fc.constant(Number.NaN)), {
      minLength: FACTORS,
      maxLength: FACTORS,
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => Array.from({ length: FACTORS }, (_, k) => Float64Array.from(rows, (row) => row[k])))
const weights = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: FACTORS, maxLength: FACTORS })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)))

describe('composite', () => {
  it('has parts that add up to the score exactly, to the last bit', () => {
    fc.assert(
      fc.property(factors, weights, fc.constantFrom(...AGGREGATIONS), (scaled, given, aggregation) => {
        const { score, contributions } = composite(scaled, given, aggregation)
        for (let i = 0; i < score.length; i++) {
          const parts = contributions.map((part) => part[i]).filter((part) => !Number.isNaN(part))
          const sum = parts.reduce((total, part) => total + part, 0)
          if (Number.isNaN(score[i])) expect(parts).toEqual([])
          else expect(aggregation === 'geometric' ? Math.exp(sum) : sum).toBe(score[i])
        }
      }),
    )
  })

  it('never falls when a factor rises, and the geometric mean is at most the arithmetic', () => {
    fc.assert(
      fc.property(factors, weights, fc.nat(FACTORS - 1), (scaled, given, k) => {
        const raised = scaled.with(
          k,
          scaled[k].map((s) => s + (1 - s) / 2),
        )
        for (const aggregation of AGGREGATIONS) {
          const before = composite(scaled, given, aggregation).score
          const after = composite(raised, given, aggregation).score
          for (let i = 0; i < before.length; i++) if (before[i] >= 0) expect(after[i]).toBeGreaterThanOrEqual(before[i] - 1e-9)
        }
        const low = composite(scaled, given, 'geometric').score
        const high = composite(scaled, given).score
        // of 1 + 99 s, whose arithmetic mean is 1 + 0.99 of the score
        for (let i = 0; i < low.length; i++) if (low[i] >= 0) expect(low[i]).toBeLessThanOrEqual(1 + 0.99 * high[i] + 1e-9)
      }),
    )
  })
})

describe('paretoTiers', () => {
  it('has the highest score of any positive weights in tier 1, and nothing dominated level with what dominates it', () => {
    fc.assert(
      fc.property(factors, weights, (values, given) => {
        const tier = paretoTiers(values)
        const complete = [...tier.keys()].filter((i) => tier[i] > 0)
        expect(complete).toEqual([...tier.keys()].filter((i) => values.every((one) => !Number.isNaN(one[i]))))
        for (const a of complete) {
          for (const b of complete) {
            const above = values.every((one) => one[a] >= one[b]) && values.some((one) => one[a] > one[b])
            if (above) expect(tier[a]).toBeLessThan(tier[b])
          }
        }
        if (complete.length === 0) return
        const positive = given.map((weight) => (weight + 0.1) / (1 + 0.1 * FACTORS))
        const { score } = composite(values, positive)
        const best = Math.max(...complete.map((i) => score[i]))
        expect(complete.some((i) => tier[i] === 1 && score[i] > best - 1e-9)).toBe(true)
      }),
    )
  })
})

describe('normalise', () => {
  it('min-max and z do not depend on the unit of measurement', () => {
    const values = fc
      .array(fc.oneof({ arbitrary: fc.integer({ min: -99, max: 99 }), weight: 8 }, fc.constant(Number.NaN)), {
        minLength: 2,
        maxLength: 40,
      })
      .map((list) => Float64Array.from(list))
    fc.assert(
      fc.property(values, fc.constantFrom('min-max', 'z'), (list, how) => {
        const before = normalise(list, null, how)
        const after = normalise(
          list.map((one) => 3.7 * one - 250),
          null,
          how,
        )
        for (let i = 0; i < before.length; i++) if (!Number.isNaN(before[i])) expect(after[i]).toBeCloseTo(before[i], 9)
      }),
    )
  })
})

describe('effectiveWeights', () => {
  it('lie between 0 and 1', () => {
    fc.assert(
      fc.property(factors, weights, (scaled, given) => {
        const { ratio } = effectiveWeights(scaled, composite(scaled, given).score)
        for (const one of ratio) if (!Number.isNaN(one)) expect(one >= 0 && one <= 1).toBe(true)
      }),
    )
  })
})
