import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dose } from '../../engine/patrol/dose.js'
import { staysOfPings } from '../../engine/patrol/stays.js'
import { alongTrack, every, TRACK_LAT, TRACK_LNG, TRACK_START } from '../helpers/track.js'

describe('a synthetic track: driven in, walked, driven out', () => {
  it('has the minutes on foot within the minute at each end that pings cannot tell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 6, max: 25 }), (seconds, inside) => {
        const here = { id: 'H1', lng: TRACK_LNG, lat: TRACK_LAT, radiusM: 150 }
        // 10 m/s to the middle, a walk of 0.8 m/s to and fro over 48 m, 10 m/s away
        const metres = (minute: number) => {
          if (minute < 5) return 600 * (minute - 5)
          if (minute > 5 + inside) return 600 * (minute - 5 - inside)
          const at = (minute - 5) % 2
          return 48 * (at < 1 ? at : 2 - at)
        }
        const { visits, hotspots } = dose(staysOfPings(alongTrack(every(seconds, inside + 10), metres), [here]), [here], {
          from: TRACK_START,
          to: TRACK_START + 60,
        })
        expect(visits.length).toBe(1)
        const [{ minutes, footMinutes, vehicleMinutes }] = visits
        expect(footMinutes + vehicleMinutes).toBeCloseTo(minutes, 6)
        expect(Math.abs(footMinutes - inside)).toBeLessThanOrEqual(2 + (2 * seconds) / 60)
        expect(hotspots[0].footMinutes).toBeCloseTo(footMinutes, 9)
      }),
    )
  })
})
