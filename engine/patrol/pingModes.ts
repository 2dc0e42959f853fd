import { distanceM } from '../geometry.js'
import type { Pings } from '../input/pings.js'

/** Metres a second from which nobody is taken to walk (9 km/h). */
export const FOOT_BELOW_MS = 2.5
/** Over less than a minute, what positions are off by looks like speed: 20 m in 10 s is 7 km/h. */
const LEAST_MINUTES = 1

/**
 * Whether a crew went by vehicle between a ping and the one before: 1 where it got on at 2.5 m/s or more, measured as the crow flies over
 * the minute around them where pings come closer than that.
 *
 * @param mostGapMinutes a longer silence is not looked across
 * @returns by ping; 0 of the first of a crew and after a silence
 *
 * Misleads where a vehicle is parked, in a queue or turns about within the minute (foot), and for a cycle or a run (vehicle).
 */
export function vehiclePings(pings: Pings, mostGapMinutes: number): Uint8Array {
  const { length, crew, minutes, lng, lat } = pings
  const joined = (row: number) =>
    row > 0 && row < length && crew[row] === crew[row - 1] && minutes[row] - minutes[row - 1] <= mostGapMinutes
  const vehicle = new Uint8Array(length)
  for (let row = 1; row < length; row++) {
    if (!joined(row)) continue
    let first = row - 1
    let last = row
    while (minutes[last] - minutes[first] < LEAST_MINUTES && (joined(first) || joined(last + 1))) {
      const before = joined(first) ? minutes[row] - minutes[first - 1] : Infinity
      const after = joined(last + 1) ? minutes[last + 1] - minutes[row - 1] : Infinity
      if (before <= after) first--
      else last++
    }
    const metres = distanceM(lng[first], lat[first], lng[last], lat[last])
    vehicle[row] = Number(metres >= FOOT_BELOW_MS * 60 * (minutes[last] - minutes[first]) && metres > 0)
  }
  return vehicle
}
