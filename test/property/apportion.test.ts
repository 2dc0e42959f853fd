import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diminishingReturns, hamilton, webster } from '../../engine/priority/apportion.js'
import { splits } from '../../engine/priority/splits.js'

/** Every way to put `total` into `rows`. */
function* ways(total: number, rows: number): Generator<number[]> {
  if (rows === 1) yield [total]
  else for (let first = 0; first <= total; first++) for (const rest of ways(total - first, rows - 1)) yield [first, ...rest]
}

const problem = fc
  .record({ rows: fc.integer({ min: 1, max: 4 }), least: fc.integer({ min: 0, max: 2 }), extra: fc.integer({ min: 0, max: 6 }) })
  .chain(({ rows, least, extra }) =>
    fc.record({
      least: fc.constant(new Uint32Array(rows).fill(least)),
      total: fc.constant(rows * least + extra),
      demand: fc
        .array(fc.integer({ min: 1, max: 60 }), { minLength: rows, maxLength: rows })
        .map((all) => Float64Array.from(all)),
    }),
  )
const sum = (list: ArrayLike<number>) => Array.from(list).reduce((all, value) => all + value, 0)

describe('apportionment', () => {
  it('of Webster has the least sum of (teams - quota)^2 / demand of all splits that keep the minimum', () => {
    fc.assert(
      fc.property(problem, ({ demand, total, least }) => {
        // Webster's split minimises sum demand (teams / demand - total / sum)^2
        const error = (teams: ArrayLike<number>) =>
          demand.reduce((all, value, row) => all + value * (teams[row] / value - total / sum(demand)) ** 2, 0)
        const kept = [...ways(total, demand.length)].filter((teams) => teams.every((count, row) => count >= least[row]))
        expect(error(webster(demand, total, { least, most: null }).seats)).toBeCloseTo(Math.min(...kept.map(error)), 9)
      }),
      { numRuns: 400 },
    )
  })
  it('of diminishing returns prevents the most of all splits', () => {
    fc.assert(
      fc.property(problem, fc.double({ min: 0.05, max: 2, noNaN: true }), ({ demand, total, least }, k) => {
        const good = (teams: ArrayLike<number>) =>
          demand.reduce((all, value, row) => all - value * Math.expm1(-k * teams[row]), 0)
        const kept = [...ways(total, demand.length)].filter((teams) => teams.every((count, row) => count >= least[row]))
        expect(good(diminishingReturns(demand, total, { least, most: null }, k).seats)).toBeCloseTo(
          Math.max(...kept.map(good)),
          9,
        )
      }),
      { numRuns: 300 },
    )
  })
  it('sums exactly, keeps the bounds, and gives more demand never fewer', () => {
    fc.assert(
      fc.property(problem, fc.integer({ min: 1, max: 50 }), fc.nat(3), ({ demand, total, least }, more, at) => {
        const row = at % demand.length
        const most = least.map((count) => count + total)
        for (const method of [webster, hamilton]) {
          const { seats, tied, tiedServed } = method(demand, total, { least, most })
          expect(sum(seats)).toBe(total)
          seats.forEach((count, i) => {
            expect(count).toBeGreaterThanOrEqual(least[i])
            demand.forEach((value, j) => {
              if (value > demand[i]) expect(seats[j]).toBeGreaterThanOrEqual(count)
            })
          })
          if (tied.length > 0) expect(tiedServed).toBeLessThan(tied.length)
          const raised = demand.map((value, i) => (i === row ? value + more : value))
          expect(method(raised, total, { least, most }).seats[row]).toBeGreaterThanOrEqual(seats[row])
        }
      }),
      { numRuns: 400 },
    )
  })
  it('lists every split once, the shares of the re-runs sum to 1, and none of them breaks cover', () => {
    fc.assert(
      fc.property(
        problem,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 24 }),
        ({ demand, total, least }, numbers) => {
          const n = demand.length
          const draws = Array.from({ length: Math.floor(numbers.length / n) }, (_, d) =>
            Float64Array.from(numbers.slice(d * n, (d + 1) * n)),
          )
          const list = splits({ teams: total, demand, least, draws })
          const all = [...ways(total, n)].map((teams) => teams.join()).sort()
          expect(list.map(({ teams }) => teams.join()).sort()).toEqual(all)
          expect(list.reduce((share, split) => share + split.shareOfDraws, 0)).toBeCloseTo(1, 9)
          // what is printed as the rule is what is proposed
          const best = list.find(({ proposed }) => proposed)?.uneven ?? Number.NaN
          for (const { teams, breaksCover, shareOfDraws, uneven } of list) {
            if (total > 0 && breaksCover.length === 0) expect(uneven).toBeGreaterThanOrEqual(best - 1e-9)
            expect(breaksCover).toEqual(teams.flatMap((count, hub) => (count < least[hub] ? [hub] : [])))
            if (breaksCover.length > 0) expect(shareOfDraws).toBe(0)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
