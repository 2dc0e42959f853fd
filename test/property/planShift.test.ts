import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceM } from '../../engine/geometry.js'
import { SPEED_DEFAULTS } from '../../engine/patrol/patrolTravel.js'
import { PLAN_DEFAULTS } from '../../engine/patrol/planInput.js'
import { planShift } from '../../engine/plan.js'
import { random } from '../../engine/random.js'
import { forceAnalysis, timedRows } from '../helpers/forceAnalysis.js'
import { crewOf } from '../helpers/planInput.js'
import { walkableAt } from '../helpers/walkableAt.js'

const START = { lng: -0.9, lat: 52.2 }
const BRIEFING = PLAN_DEFAULTS.briefingMinutes

/** A shift of the whole force. */
const shifts = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  hotspots: fc.integer({ min: 1, max: 12 }),
  crews: fc.array(
    fc.record({
      mode: fc.constantFrom('foot' as const, 'vehicle' as const),
      startMinute: fc.integer({ min: 0, max: 95 }).map((quarter) => 15 * quarter),
      length: fc.integer({ min: 16, max: 40 }).map((quarter) => 15 * quarter),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  plan: fc.record({
    visitMinutes: fc.integer({ min: 10, max: 20 }),
    gapMinutes: fc.integer({ min: 0, max: 240 }),
    mostVisits: fc.integer({ min: 1, max: 4 }),
    windowMinutes: fc.integer({ min: 45, max: 180 }),
    available: fc.double({ min: 0.4, max: 1, noNaN: true }),
  }),
})

describe('planShift', async () => {
  const analysis = await forceAnalysis(timedRows())
  const plan = ({ seed, hotspots, crews, plan: options }: typeof shifts extends fc.Arbitrary<infer T> ? T : never) => {
    const draw = random(seed, 'shift')
    const walkable = Array.from({ length: hotspots }, (_, k) =>
      walkableAt(`H${k}`, -0.915 + 0.04 * draw.uniform(), 52.192 + 0.016 * draw.uniform(), {
        expectedMonthly: 1 + 9 * draw.uniform(),
      }),
    )
    return planShift(
      { ...analysis, walkable, options: { ...analysis.options, seed } },
      {
        crews: crews.map(({ mode, startMinute, length }, k) =>
          crewOf(`C${k}`, { ...START, mode, startMinute, endMinute: (startMinute + length) % 1440 }),
        ),
        ...{ requests: [], list: null, travel: { foot: null, vehicle: null }, log: null, pings: null, planned: null },
      },
      {
        ...{ date: '2024-04-26', problem: 'serious-violence', area: null, places: 20, mustDo: [], lost: [], demo: false },
        ...{ speeds: SPEED_DEFAULTS, plan: options },
      },
    )
  }

  it('keeps to the time of every crew and window, to gaps and caps, and says of each hotspot that it is visited or why not', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(shifts, (shift) => {
        const { plan: made, hotspots, crews } = plan(shift)
        const { visits, unserved } = made
        const { visitMinutes, gapMinutes, mostVisits } = shift.plan
        crews.forEach(({ mode }, crew) => {
          const own = visits.filter((visit) => visit.crew === crew)
          const route = [START, ...own, START]
          const metres = route.slice(1).map(({ lng, lat }, k) => distanceM(route[k].lng, route[k].lat, lng, lat))
          const minutes = metres.map((length) => (length * SPEED_DEFAULTS.factor * 60) / (1000 * SPEED_DEFAULTS.kmh[mode]))
          const travel = own.length === 0 ? 0 : minutes.reduce((sum, value) => sum + value, 0)
          const { usefulMinutes, travelMinutes, from, to } = made.crews[crew]
          expect(travelMinutes).toBeCloseTo(travel, 6)
          expect(own.length * visitMinutes + travel).toBeLessThanOrEqual(usefulMinutes + 1e-6)
          for (const window of new Set(own.map((visit) => visit.window))) {
            const inside = own.filter((visit) => visit.window === window)
            const length = (to - from - BRIEFING) / Math.max(1, Math.round((to - from - BRIEFING) / shift.plan.windowMinutes))
            expect(inside.reduce((sum, visit) => sum + visit.minutes + visit.travelMinutes, 0)).toBeLessThanOrEqual(length + 15)
          }
          // one after the other from the earliest each may be: all are over in their time, and the crew is back in its shift
          const end = own.reduce((at, visit, k) => Math.max(visit.from, at + minutes[k]) + visitMinutes, from + BRIEFING)
          expect(end + (minutes.at(-1) ?? 0)).toBeLessThanOrEqual(to + 1e-6)
          own.forEach((visit) => {
            const [away] = metres.slice(0, 1).map(() => distanceM(START.lng, START.lat, visit.lng, visit.lat))
            const way = (away * SPEED_DEFAULTS.factor * 60) / (1000 * SPEED_DEFAULTS.kmh[mode])
            expect(visit.from).toBeGreaterThanOrEqual(from + BRIEFING + way - 1e-6)
            expect(visit.to).toBeLessThanOrEqual(to - way + 1e-6)
          })
          expect(own.every((visit) => visit.from >= from && visit.to <= to && visit.minutes === visitMinutes)).toBe(true)
        })
        hotspots.forEach(({ id }, row) => {
          const middles = visits.filter((visit) => visit.id === id).map((visit) => (visit.from + visit.to) / 2)
          middles.sort((a, b) => a - b)
          expect(middles.length).toBeLessThanOrEqual(mostVisits)
          expect(middles.slice(1).every((middle, k) => middle - middles[k] >= gapMinutes - 1e-6)).toBe(true)
          expect(unserved.some(({ hotspot }) => hotspot === row)).toBe(middles.length === 0)
        })
      }),
      { numRuns: 15, seed: 6 },
    )
  })
})
