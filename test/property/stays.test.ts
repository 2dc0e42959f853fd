import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pings } from '../../engine/input/pings.js'
import { dose } from '../../engine/patrol/dose.js'
import { staysOfPings } from '../../engine/patrol/stays.js'

const START = 29_000_000
const HOTSPOTS = [
  { id: 'H0', lng: -1.9, lat: 52.48, radiusM: 100 },
  { id: 'H1', lng: -1.88, lat: 52.48, radiusM: 120 },
]
/** Between the two, in neither. */
const AWAY = -1.89

/** Stays of one crew, one after the other: minutes away before, minutes inside, and where. */
const track = fc.record({
  every: fc.double({ min: 0.1, max: 2, noNaN: true }),
  offset: fc.double({ min: 0, max: 1, noNaN: true }),
  stays: fc.array(
    fc.record({
      away: fc.double({ min: 12, max: 60, noNaN: true }),
      inside: fc.double({ min: 5, max: 25, noNaN: true }),
      hotspot: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
})

describe('time in hotspots of a track with known stays', () => {
  it('comes back within one ping at each stay, and within the error that is stated', () => {
    fc.assert(
      fc.property(track, ({ every, offset, stays }) => {
        let clock = START
        const known = stays.map(({ away, inside, hotspot }) => {
          const from = clock + away
          clock = from + inside
          return { hotspot, from, to: clock }
        })
        const end = clock + 15
        const times: number[] = []
        for (let at = START + offset * every; at < end; at += every) times.push(at)
        const placeAt = (at: number) => known.find(({ from, to }) => at >= from && at < to)
        const pings: Pings = {
          length: times.length,
          file: 'track.csv',
          callSigns: ['A'],
          crew: new Uint32Array(times.length),
          minutes: Float64Array.from(times),
          lng: Float64Array.from(times, (at) => {
            const stay = placeAt(at)
            return stay === undefined ? AWAY : HOTSPOTS[stay.hotspot].lng
          }),
          lat: new Float64Array(times.length).fill(52.48),
          issues: [],
        }
        const found = staysOfPings(pings, HOTSPOTS)
        const { visits, hotspots } = dose(found, HOTSPOTS, { from: START, to: end })
        expect(visits.length).toBe(known.length)
        const inTime = [...visits].sort((a, b) => a.arrive - b.arrive)
        known.forEach(({ hotspot, from, to }, k) => {
          expect(inTime[k].hotspot).toBe(hotspot)
          expect(Math.abs(inTime[k].arrive - from)).toBeLessThanOrEqual(every / 2 + 1e-6)
          expect(Math.abs(inTime[k].leave - to)).toBeLessThanOrEqual(every / 2 + 1e-6)
          expect(Math.abs(inTime[k].minutes - (to - from))).toBeLessThanOrEqual(every + 1e-6)
          expect(Math.abs(inTime[k].minutes - (to - from))).toBeLessThanOrEqual(inTime[k].errorMinutes + 1e-6)
        })
        const total = known.reduce((sum, { from, to }) => sum + to - from, 0)
        const measured = hotspots.reduce((sum, { crewMinutes }) => sum + crewMinutes, 0)
        expect(Math.abs(measured - total)).toBeLessThanOrEqual(every * known.length + 1e-6)
      }),
      { numRuns: 300 },
    )
  })
})
