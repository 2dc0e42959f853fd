import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverage, coverageProblem } from '../../engine/priority/coverage.js'
import { medianProblem, pMedian, service } from '../../engine/priority/pMedian.js'
import { siteSearch } from '../../engine/priority/siteSearch.js'
import { teitzBart } from '../../engine/priority/teitzBart.js'
import { codeOf } from '../helpers/codeOf.js'

/** Every set of `choose` rows out of `sites`. */
function* sets(sites: number, choose: number, from = 0): Generator<number[]> {
  if (choose === 0) yield []
  else
    for (let first = from; first <= sites - choose; first++)
      for (const rest of sets(sites, choose - 1, first + 1)) yield [first, ...rest]
}

const world = fc
  .record({
    sites: fc.integer({ min: 1, max: 9 }),
    places: fc.integer({ min: 1, max: 14 }),
    share: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .chain(({ sites, places, share }) =>
    fc.record({
      hubs: fc.constant(1 + Math.floor(share * sites)),
      demand: fc
        .array(fc.integer({ min: 0, max: 30 }), { minLength: places, maxLength: places })
        .filter((all) => all.some((value) => value > 0))
        .map((all) => Float64Array.from(all)),
      travel: fc
        .array(fc.integer({ min: 0, max: 40 }), { minLength: sites * places, maxLength: sites * places })
        .map((all) => ({ sites, places, minutes: Float64Array.from(all), basis: 'made' })),
      group: fc
        .array(fc.integer({ min: 0, max: 2 }), { minLength: places, maxLength: places })
        .map((all) => Uint32Array.from(all)),
      /** Tenths. */
      floor: fc.integer({ min: 0, max: 10 }),
    }),
  )

describe('branch and bound', () => {
  it('finds the cheapest set without a forbidden pair, with nothing to begin with and bounds that never improve', () => {
    let none = 0
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 10 }),
        fc.nat(9),
        fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 24 }),
        (price, most, pairs) => {
          const choose = 1 + (most % price.length)
          const cost = (chosen: readonly number[]) =>
            pairs.some(([i, j]) => i !== j && chosen.includes(i) && chosen.includes(j))
              ? Infinity
              : chosen.reduce((sum, site) => sum + price[site], 0)
          const least = Math.min(...[...sets(price.length, choose)].map(cost))
          const found = siteSearch(
            {
              sites: price.length,
              choose,
              most: 9 * choose,
              work: 1,
              multipliers: new Float64Array(0),
              byPlace: null,
              cost,
              price: (_, worth) => {
                worth.set(price.map((value) => value - 9))
                return 9 * choose
              },
              slope: () => {},
              clip: () => {},
            },
            [],
          )
          if (least === Infinity) none++
          expect(found.proven).toBe(true)
          expect(found.cost).toBe(least)
          expect(found.sites === null ? Infinity : cost(found.sites)).toBe(least)
        },
      ),
      { numRuns: 500 },
    )
    expect(none).toBeGreaterThan(20)
  })
})

describe('few sets', () => {
  it('are proven where branch and bound gives up, as it does on minutes without rhyme or reason', () => {
    let state = 12345
    const next = () => {
      state = (state * 1664525 + 1013904223) % 2 ** 32
      return state / 2 ** 32
    }
    const [sites, places] = [14, 450]
    const minutes = Float64Array.from({ length: sites * places }, () => 5 + 40 * next())
    const demand = Float64Array.from({ length: places }, () => 10 * next())
    const travel = { sites, places, minutes, basis: 'made' }
    const again = { from: [0, 1, 2], work: 1e7 }
    const start = teitzBart(minutes, places, 3)
    const cost = minutes.map((value, at) => value * demand[at % places])
    expect(siteSearch({ ...medianProblem(cost, sites, places, 3, start), byPlace: null }, [start], again.work).proven).toBe(false)
    const median = pMedian(demand, travel, { hubs: 3, today: null, again })
    const means = [...sets(sites, 3)].map((set) => service(demand, travel, set).meanMinutes)
    expect([median.proven, means.length]).toEqual([true, 364])
    expect(median.meanMinutes).toBeCloseTo(Math.min(...means), 9)
    expect(coverage(demand, travel, { hubs: 3, withinMinutes: 20, today: null, floor: null, again }).proven).toBe(true)
    // 26,334 sets of 5 of 22 are too many to try at once, not too many to fall back on
    const more = { sites: 22, places, minutes: Float64Array.from({ length: 22 * places }, () => 5 + 40 * next()), basis: 'made' }
    const five = { hubs: 5, today: null, again: { from: [0, 1, 2, 3, 4], work: 1e6 } }
    expect(pMedian(demand, more, five).proven).toBe(true)
  })
})

describe('p-median', () => {
  it('has the least mean of all sets tried one by one, proven, and no bound above it', () => {
    fc.assert(
      fc.property(world, ({ hubs, demand, travel }) => {
        const least = Math.min(...[...sets(travel.sites, hubs)].map((set) => service(demand, travel, set).meanMinutes))
        const found = pMedian(demand, travel, { hubs, today: null })
        expect(found.proven).toBe(true)
        expect(found.gap).toBe(0)
        expect(found.meanMinutes).toBeCloseTo(least, 8)
        expect(found.boundMinutes).toBeLessThanOrEqual(found.meanMinutes + 1e-9)
        const cost = travel.minutes.map((value, at) => value * demand[at % travel.places])
        const start = teitzBart(cost, travel.places, hubs)
        expect(service(demand, travel, start).meanMinutes).toBeGreaterThanOrEqual(least - 1e-9)
        // so few sets are all tried: by branch and bound the same
        const bounded = siteSearch({ ...medianProblem(cost, travel.sites, travel.places, hubs, start), byPlace: null }, [start])
        expect(bounded.proven).toBe(true)
        expect(bounded.cost / demand.reduce((sum, value) => sum + value, 0)).toBeCloseTo(least, 8)
      }),
      { numRuns: 400 },
    )
  })
})

describe('maximal covering', () => {
  it('covers the most of all sets tried one by one, with and without a floor for every group', () => {
    let met = 0
    let refused = 0
    fc.assert(
      fc.property(world, fc.boolean(), ({ hubs, demand, travel, group, floor }, fair) => {
        const ofGroup = (g: number, reached: (place: number) => boolean) =>
          demand.reduce((sum, value, place) => (group[place] === g && reached(place) ? sum + value : sum), 0)
        let most = -1
        for (const set of sets(travel.sites, hubs)) {
          const reached = (place: number) => set.some((site) => travel.minutes[site * travel.places + place] <= 12)
          if (fair && [0, 1, 2].some((g) => 10 * ofGroup(g, reached) < floor * ofGroup(g, () => true))) continue
          most = Math.max(
            most,
            [0, 1, 2].reduce((sum, g) => sum + ofGroup(g, reached), 0),
          )
        }
        const fairness = fair ? { group, groups: 3, share: floor / 10 } : null
        const run = () =>
          coverage(demand, travel, {
            hubs,
            withinMinutes: 12,
            today: null,
            floor: fairness,
          })
        // so few sets are all tried: by branch and bound the same
        const bounded = siteSearch({ ...coverageProblem(demand, travel, 12, hubs, fairness), byPlace: null }, [])
        expect(bounded.proven).toBe(true)
        if (most < 0) {
          refused++
          expect(codeOf(run)).toBe('floor-unreachable')
          expect(bounded.sites).toBeNull()
          return
        }
        if (fair) met++
        const found = run()
        expect(found.proven).toBe(true)
        expect(found.covered).toBe(most)
        expect(demand.reduce((sum, value) => sum + value, 0) - bounded.cost).toBe(most)
      }),
      { numRuns: 600 },
    )
    expect(Math.min(met, refused)).toBeGreaterThan(50)
  })
})
