import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaTail } from '../../engine/stats/betaTail.js'
import { binomialMass, binomialQuantile } from '../../engine/stats/binomialMass.js'
import { concentration, lorenz } from '../../engine/stats/concentration.js'
import { dispersion } from '../../engine/stats/dispersion.js'
import { empiricalBayes } from '../../engine/stats/empiricalBayes.js'
import { exceedance } from '../../engine/stats/exceedance.js'
import { type FdrOptions, fdr } from '../../engine/stats/fdr.js'
import { gammaTail } from '../../engine/stats/gammaTail.js'
import { poissonMass } from '../../engine/stats/poissonMass.js'
import { sppt } from '../../engine/stats/sppt.js'
import { weightsOf } from '../helpers/weights.js'

const shape = fc.double({ min: -3, max: 7, noNaN: true }).map((power) => 10 ** power)

describe('gammaTail', () => {
  it('steps by one Poisson probability from shape to shape + 1', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: -4, max: 4, noNaN: true }), (a, z) => {
        const x = Math.max(1e-3, a + z * Math.sqrt(a))
        expect(Math.abs(gammaTail(x, a + 1) - gammaTail(x, a) - poissonMass(a, x))).toBeLessThan(1e-12)
      }),
    )
  })
})

describe('betaTail', () => {
  it('is the sum of binomial probabilities', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(59),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, first, x) => {
          const k = Math.min(n, first + 1)
          let below = 0
          for (let j = 0; j < k; j++) below += binomialMass(j, n, x)
          expect(Math.abs(betaTail(x, k, n - k + 1) - below)).toBeLessThan(1e-13)
        },
      ),
    )
  })
})

describe('binomialQuantile', () => {
  it('is where the tail of the beta says it is', () => {
    const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), chance, chance, (n, each, probability) => {
        const k = binomialQuantile(probability, n, each)
        const upTo = (count: number) => (count >= n ? 1 : count < 0 ? 0 : betaTail(each, count + 1, n - count))
        expect(upTo(k)).toBeGreaterThan(probability - 1e-11)
        expect(upTo(k - 1)).toBeLessThan(probability + 1e-11)
      }),
    )
  })
})

/** Also the few digits that permutations give, in which n p/n is often an ulp below p. */
const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.tuple(fc.nat(999), fc.integer({ min: 999, max: 9999 })).map(([found, draws]) => (found + 1) / (draws + 1)),
)

describe('fdr', () => {
  it.each(['bh', 'by', 'bonferroni'] as FdrOptions['method'][])(
    '%s: q is at least p, at most 1, and keeps the order of p',
    (method) => {
      fc.assert(
        fc.property(fc.array(probability, { maxLength: 40 }), (values) => {
          const p = Float64Array.from(values)
          const q = fdr(p, { method })
          const [bh, by, bonferroni] = (['bh', 'by', 'bonferroni'] as const).map((each) => fdr(p, { method: each }))
          p.forEach((value, row) => {
            expect(q[row]).toBeGreaterThanOrEqual(value)
            expect(q[row]).toBeLessThanOrEqual(1)
            expect(bh[row]).toBeLessThanOrEqual(Math.min(by[row], bonferroni[row]) * (1 + 1e-14))
            p.forEach((other, k) => {
              if (other < value) expect(q[k]).toBeLessThanOrEqual(q[row])
            })
          })
        }),
      )
    },
  )
})

const unit = fc.record({ events: fc.integer({ min: 0, max: 60 }), exposure: fc.integer({ min: 0, max: 30 }) })
const units = fc.array(unit, { minLength: 1, maxLength: 25 })
const eventsOf = (rows: readonly { events: number }[]) => Float64Array.from(rows, ({ events }) => events)
const exposureOf = (rows: readonly { exposure: number }[]) => Float64Array.from(rows, ({ exposure }) => exposure)

describe('empiricalBayes', () => {
  it('lies between the own rate and the mean, nearer to the mean with more dispersion; null exactly without exposure', () => {
    fc.assert(
      fc.property(units, fc.double({ min: 1, max: 5, noNaN: true }), (rows, phi) => {
        const [less, more] = [1, phi].map((each) => empiricalBayes(eventsOf(rows), exposureOf(rows), { phi: each }))
        rows.forEach(({ events, exposure }, row) => {
          expect(Number.isNaN(less.rate[row])).toBe(exposure === 0)
          if (exposure === 0) return
          const own = events / exposure
          expect(less.rate[row]).toBeGreaterThanOrEqual(Math.min(own, less.mean) - 1e-12)
          expect(less.rate[row]).toBeLessThanOrEqual(Math.max(own, less.mean) + 1e-12)
          expect(more.shrinkage[row]).toBeLessThanOrEqual(less.shrinkage[row] + 1e-12)
        })
      }),
    )
  })

  it('scales with the unit of exposure, and does not depend on the order of the units', () => {
    fc.assert(
      fc.property(units, (rows) => {
        const found = empiricalBayes(eventsOf(rows), exposureOf(rows))
        const scaled = empiricalBayes(
          eventsOf(rows),
          exposureOf(rows).map((people) => people * 1024),
        )
        const turned = empiricalBayes(eventsOf(rows.toReversed()), exposureOf(rows.toReversed()))
        expect([...scaled.rate]).toEqual(Array.from(found.rate, (rate) => rate / 1024))
        // where it is all but nothing, rounding decides whether there is any difference between units
        if (found.between > 0 && found.between < 1e-9) return
        rows.forEach((_, row) => {
          const other = turned.rate[rows.length - 1 - row]
          if (!Number.isNaN(other)) expect(other).toBeCloseTo(found.rate[row], 9)
        })
      }),
    )
  })
})

describe('exceedance', () => {
  it('is a probability, larger with more events in the cell', () => {
    fc.assert(
      fc.property(units, (rows) => {
        const each = weightsOf(rows.map((_, row) => [row]))
        const { probability, hot, because } = exceedance(eventsOf(rows), exposureOf(rows), each, { phi: 1.5 })
        rows.forEach((one, row) => {
          expect(Number.isNaN(probability[row])).toBe(one.exposure === 0 || because === 'no-events')
          if (Number.isNaN(probability[row])) return
          expect(probability[row]).toBeGreaterThanOrEqual(0)
          expect(probability[row]).toBeLessThanOrEqual(1)
          expect(hot[row]).toBe(Number(probability[row] > 0.95))
          rows.forEach((other, k) => {
            if (other.exposure === one.exposure && other.events > one.events)
              expect(probability[k]).toBeGreaterThanOrEqual(probability[row] - 1e-13)
          })
        })
      }),
    )
  })
})

describe('dispersion', () => {
  it('is multiplied by what the counts are multiplied by, and does not depend on the order of the units', () => {
    const table = fc.array(fc.array(fc.nat(40), { minLength: 7, maxLength: 7 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 9 }), (rows, times) => {
        const of = (counts: number[][]) => dispersion(Float64Array.from(counts.flat()), counts.length, 7)
        const found = of(rows)
        const more = of(rows.map((row) => row.map((count) => count * times)))
        if (found.assumedBecause !== null) expect(more).toEqual(found)
        else {
          expect(more.estimate).toBeCloseTo(found.estimate * times, 8)
          expect(of(rows.toReversed()).estimate).toBeCloseTo(found.estimate, 10)
          expect(found.phi).toBe(Math.max(1, found.estimate))
        }
      }),
    )
  })
})

describe('concentration', () => {
  const counts = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 })

  it('is the mean difference of two units over twice their mean, and the area above the Lorenz curve', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { gini, total } = concentration(Float64Array.from(values), { seed: 1, draws: 0 })
        expect(Number.isNaN(gini)).toBe(total === 0)
        if (total === 0) return
        const n = values.length
        const differences = values.flatMap((one) => values.map((other) => Math.abs(one - other))).reduce((sum, d) => sum + d, 0)
        expect(gini).toBeCloseTo(differences / (2 * n * total), 12)
        const { units, held } = lorenz(Float64Array.from(values), { seed: 1, draws: 0 })
        const area = held.subarray(1).reduce((sum, share, k) => sum + ((share + held[k]) * (units[k + 1] - units[k])) / 2, 0)
        expect(gini).toBeCloseTo(1 - 2 * area, 12)
      }),
    )
  })

  it('has a Lorenz curve from 0, 0 to 1, 1, ascending and convex, as is the one of chance, of no more points than values', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { units, held, chance } = lorenz(Float64Array.from(values), { seed: 1, draws: 9 })
        expect(chance === null).toBe(values.every((value) => value === 0))
        if (chance === null) return
        expect(units.length).toBe(new Set(values).size + 1)
        for (const curve of [held, chance]) {
          expect([units[0], curve[0], units.at(-1), curve.at(-1)]).toEqual([0, 0, 1, 1])
          const slopes = Array.from(curve.subarray(1), (share, k) => (share - curve[k]) / (units[k + 1] - units[k]))
          slopes.forEach((slope, k) => {
            expect(slope).toBeGreaterThanOrEqual(k === 0 ? 0 : slopes[k - 1] - 1e-12)
          })
        }
      }),
    )
  })

  it('has a share of the ground that is the share of units where all are of one size, and does not depend on the order', () => {
    const ground = fc.array(fc.record({ count: fc.nat(5), km2: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(ground, (rows) => {
        const of = (each: typeof rows, size?: number) =>
          concentration(
            Float64Array.from(each, ({ count }) => count),
            { seed: 1, draws: 0, km2: Float64Array.from(each, ({ km2 }) => size ?? km2) },
          ).heldBy
        const turned = of(rows.toReversed())
        of(rows).forEach(({ km2Share }, k) => {
          expect(km2Share).toBeGreaterThan(0)
          expect(km2Share).toBeLessThanOrEqual(1)
          expect(turned[k].km2Share).toBe(km2Share)
        })
        for (const { share, km2Share } of of(rows, 3)) expect(km2Share).toBeCloseTo(share, 14)
      }),
    )
  })

  it('holds 25, 50 and 80 % in no fewer units than it must and no more', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { heldBy, total } = concentration(Float64Array.from(values), { seed: 1, draws: 0 })
        const busiest = values.toSorted((a, b) => b - a)
        const held = (units: number) => busiest.slice(0, units).reduce((sum, value) => sum + value, 0)
        for (const { percent, units } of heldBy) {
          expect(100 * held(units)).toBeGreaterThanOrEqual(percent * total)
          expect(100 * held(units - 1)).toBeLessThan(percent * total)
        }
      }),
    )
  })
})

describe('sppt', () => {
  it('is symmetric, within 0 and 1, and 1 of equal patterns; robust S is never more than S', () => {
    const pattern = fc.array(fc.record({ one: fc.nat(60), other: fc.nat(60) }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(pattern, (areas) => {
        const first = Float64Array.from(areas, ({ one }) => one)
        const second = Float64Array.from(areas, ({ other }) => other)
        const there = sppt(first, second)
        expect(Number.isNaN(there.s)).toBe(there.undefinedBecause !== null)
        if (there.undefinedBecause !== null) return
        expect(sppt(second, first).s).toBe(there.s)
        expect(there.robustS).toBeGreaterThanOrEqual(0)
        expect(there.robustS).toBeLessThanOrEqual(there.s)
        expect(there.s).toBeLessThanOrEqual(1)
        expect(sppt(first, first).s).toBe(1)
      }),
    )
  })
})
