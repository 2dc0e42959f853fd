import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtest } from '../../engine/evaluate/backtest.js'
import { heldByArea } from '../../engine/evaluate/heldByArea.js'
import { always, countHistory, meanOfLast } from '../helpers/countHistory.js'

/** Few values, so that ties are common; whole km2, so that ground can be counted piece by piece. */
const units = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.record({
    rank: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }),
    km2: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: n, maxLength: n }),
    count: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n }),
  }),
)

/** Every km2 by itself with its part of the offences; of those with equal rank each is as likely to be taken as another. */
function byPieces(rank: readonly number[], km2: readonly number[], count: readonly number[], budget: number): number {
  const pieces = rank.flatMap((own, unit) => Array.from({ length: km2[unit] }, () => ({ own, holds: count[unit] / km2[unit] })))
  let left = budget
  let held = 0
  for (const level of [...new Set(rank)].sort((a, b) => b - a)) {
    const alike = pieces.filter(({ own }) => own === level)
    const taken = Math.min(left, alike.length)
    held += (alike.reduce((sum, { holds }) => sum + holds, 0) / alike.length) * taken
    left -= taken
  }
  return held
}

describe('heldByArea', () => {
  it('equals a count piece of ground by piece of ground', () => {
    fc.assert(
      fc.property(units, ({ rank, km2, count }) => {
        const total = km2.reduce((sum, own) => sum + own, 0)
        const budgets = Array.from({ length: total }, (_, k) => k + 1)
        const [held] = heldByArea(Float64Array.from(rank), Float64Array.from(km2), budgets, [Float64Array.from(count)])
        budgets.forEach((budget, k) => {
          expect(held[k]).toBeCloseTo(byPieces(rank, km2, count, budget), 9)
        })
      }),
    )
  })

  it('holds most when ranked by what is there, grows with the ground, and does not depend on the order of the units', () => {
    fc.assert(
      fc.property(units, fc.integer(), ({ rank, km2, count }, shift) => {
        const total = km2.reduce((sum, own) => sum + own, 0)
        const budgets = [0.1, 0.3, 0.5, 0.75, 1].map((share) => share * total)
        const of = (order: readonly number[], by: readonly number[]) =>
          heldByArea(
            Float64Array.from(order, (unit) => by[unit]),
            Float64Array.from(order, (unit) => km2[unit]),
            budgets,
            [Float64Array.from(order, (unit) => count[unit])],
          )[0]
        const order = [...rank.keys()]
        const turned = order.map((_, k) => order[(((k + shift) % rank.length) + rank.length) % rank.length])
        const held = of(order, rank)
        const most = of(
          order,
          count.map((own, unit) => own / km2[unit]),
        )
        of(turned, rank).forEach((value, k) => {
          expect(value).toBeCloseTo(held[k], 9)
        })
        held.forEach((value, k) => {
          expect(value).toBeLessThanOrEqual(most[k] + 1e-9)
          if (k > 0) expect(value).toBeGreaterThanOrEqual(held[k - 1] - 1e-9)
        })
        expect(held[4]).toBeCloseTo(
          count.reduce((sum, own) => sum + own, 0),
          9,
        )
      }),
    )
  })
})

const MONTHS = 31
const world = fc.record({
  rows: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 8, maxLength: 8 }), {
    minLength: MONTHS,
    maxLength: MONTHS,
  }),
  km2: fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }),
  delay: fc.integer({ min: 0, max: 2 }),
  missing: fc.subarray([3, 14, 20], { minLength: 0 }),
})
const RIVALS = [meanOfLast(3), meanOfLast(1), always('first', [1, 0, 0, 0, 0, 0, 0, 0])]

describe('backtest', () => {
  it('never sees the future: later months change neither what was held nor what was chosen', () => {
    let replaced = 0
    fc.assert(
      fc.property(world, fc.integer({ min: 16, max: MONTHS - 1 }), ({ rows, km2, delay, missing }, now) => {
        // the first unit is mostly not the busiest, so that rivals do take over; later it may be the other way round
        const rivals = [meanOfLast(12), meanOfLast(3)]
        const of = (later: (row: number[], k: number) => number[]) =>
          backtest(
            countHistory(
              rows.map((row, k) => (missing.includes(k) ? null : k > now ? later(row, k) : row)),
              km2,
              0,
            ),
            always('first', [1, 0, 0, 0, 0, 0, 0, 0]),
            rivals,
            { delay, staffedKm2: null, hotspots: null, seed: 1 },
          )
        const one = of((row) => row)
        const two = of((row, k) => row.map((count, unit) => (unit === 0 ? 40 : (count * 3 + k + unit) % 7)))
        const known = one.windows.filter((month) => month <= now).length
        expect(two.windows).toEqual(one.windows)
        one.methods.forEach(({ series }, method) => {
          series.forEach(({ held }, budget) => {
            expect([...two.methods[method].series[budget].held.subarray(0, known)]).toEqual([...held.subarray(0, known)])
          })
        })
        // a window just after `now` is still chosen on what was known before
        const chosen = one.windows.filter((month) => month <= now + delay + 1).length
        expect([...two.chosen.method.subarray(0, chosen)]).toEqual([...one.chosen.method.subarray(0, chosen)])
        if (one.chosen.method.subarray(0, chosen).some((method) => method > 0)) replaced++
      }),
      { numRuns: 40 },
    )
    expect(replaced).toBeGreaterThan(0)
  })

  it('has PEI of at most 1, hit rates that grow with the ground, and pooled ratios of plain sums', () => {
    fc.assert(
      fc.property(world, ({ rows, km2, delay, missing }) => {
        const history = countHistory(
          rows.map((row, k) => (missing.includes(k) ? null : row)),
          km2,
          0,
        )
        const found = backtest(history, meanOfLast(12), RIVALS, { delay, staffedKm2: null, hotspots: null, seed: 1 })
        const crimes = found.crimes.reduce((sum, count) => sum + count, 0)
        for (const { series, records } of [...found.methods, found.chosen]) {
          records.forEach(({ hit, pai, pei, better, equal }, budget) => {
            const { share } = found.budgets[budget]
            const held = series[budget].held.reduce((sum, count) => sum + count, 0)
            const most = found.most[budget].reduce((sum, count) => sum + count, 0)
            expect(hit.value).toBeCloseTo(held / crimes, 12)
            expect(pai.value).toBeCloseTo(held / crimes / share, 9)
            expect(pei.value).toBeCloseTo(held / most, 12)
            expect(pei.value).toBeLessThanOrEqual(1 + 1e-12)
            if (budget > 0) expect(hit.value).toBeGreaterThanOrEqual(records[budget - 1].hit.value - 1e-12)
            expect(better + equal).toBeLessThanOrEqual(found.windows.length)
            if (found.basis === 'list') return
            expect(hit.low).toBeLessThanOrEqual(hit.high)
          })
        }
      }),
      { numRuns: 25 },
    )
  })
})
