import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMERGING_PATTERNS, emerging } from '../../engine/stats/emerging.js'
import { mannKendall } from '../../engine/stats/mannKendall.js'
import { PERSISTENCE_PATTERNS, persistence } from '../../engine/stats/persistence.js'
import { seasonalKendall } from '../../engine/stats/seasonalKendall.js'
import { senSlope } from '../../engine/stats/senSlope.js'

const PLAIN = { hamedRao: false }
const series = fc
  .array(fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constant(Number.NaN)), { minLength: 2, maxLength: 40 })
  .map((values) => Float64Array.from(values))
const classes = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: 10, maxLength: 40 })
  .map((values) => Int8Array.from(values))

/** Same name with hot and cold exchanged. */
const mirrored = (name: string) => name.replace(/hot|cold/, (side) => (side === 'hot' ? 'cold' : 'hot'))

describe('trend tests', () => {
  it('turn the sign of S, z and tau, and keep variance and p, when time runs backwards or values are negated', () => {
    fc.assert(
      fc.property(series, (values) => {
        const trend = mannKendall(values, values.length, PLAIN)
        for (const turned of [values.toReversed(), values.map((value) => -value)]) {
          const other = mannKendall(turned, values.length, PLAIN)
          expect(other.s[0] + trend.s[0]).toBe(0)
          expect(other.variance[0]).toBe(trend.variance[0])
          expect(other.p[0]).toBe(trend.p[0])
        }
      }),
    )
  })

  it('do not change under any rising scale; the slope follows a straight one', () => {
    fc.assert(
      fc.property(series, (values) => {
        const cubed = mannKendall(
          values.map((value) => value ** 3 + value),
          values.length,
          PLAIN,
        )
        const { undefinedBecause, ...columns } = mannKendall(values, values.length, PLAIN)
        expect(cubed).toEqual({ undefinedBecause, ...columns })
        const { slope } = senSlope(values, values.length)
        const scaled = senSlope(
          values.map((value) => 4 * value + 8),
          values.length,
        )
        expect(scaled.slope[0]).toEqual(4 * slope[0])
      }),
    )
  })

  it('keep tau in [-1, 1] and |tau| at most |tau-b|', () => {
    fc.assert(
      fc.property(series, (values) => {
        const { tau, tauB } = mannKendall(values, values.length, PLAIN)
        if (Number.isNaN(tauB[0])) return
        expect(Math.abs(tauB[0])).toBeLessThanOrEqual(1 + 1e-12)
        expect(Math.abs(tau[0])).toBeLessThanOrEqual(Math.abs(tauB[0]) + 1e-12)
      }),
    )
  })

  it('do not see what is added to one season as a whole', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 12 }), (values, period) => {
        const shifted = values.map((value, step) => value + (step % period) * 1000)
        expect(seasonalKendall(shifted, values.length, period)).toEqual(seasonalKendall(values, values.length, period))
      }),
    )
  })
})

describe('patterns of hot and cold steps', () => {
  it.each(['esri-3', 'esri-2'] as const)('mirror: cold is hot with all signs turned (%s)', (rules) => {
    fc.assert(
      fc.property(classes, fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (steps, numbers) => {
        const z = Float64Array.from(steps, () => Number(numbers.next().value))
        const nameOf = (sign: number) => {
          const [turnedZ, turned] = [z.map((value) => sign * value), steps.map((value) => sign * value)]
          return EMERGING_PATTERNS[emerging(turnedZ, turned, steps.length, { rules, hamedRao: false }).pattern[0]]
        }
        expect(nameOf(-1)).toBe(mirrored(nameOf(1)))
        const last = steps.at(-1) ?? 0
        if (/new|consecutive|oscillating|intensifying|diminishing/.test(nameOf(1))) expect(last).not.toBe(0)
        if (/historical/.test(nameOf(1))) expect(nameOf(1).endsWith(last > 0 ? 'cold' : last < 0 ? 'hot' : nameOf(1))).toBe(true)
      }),
    )
  })

  it('mirror in persistence classes too', () => {
    fc.assert(
      fc.property(classes, (steps) => {
        const nameOf = (sign: number) =>
          PERSISTENCE_PATTERNS[
            persistence(
              steps.map((value) => sign * value),
              steps.length,
            ).pattern[0]
          ]
        expect(nameOf(-1)).toBe(mirrored(nameOf(1)))
      }),
    )
  })
})
