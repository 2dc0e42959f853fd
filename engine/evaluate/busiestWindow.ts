import { WEEK_HOURS } from '../londonTime.js'

/** Weights are sums of fractions: a difference below this is rounding. */
export const ROUNDING = 1e-9

/** Weight of so many hours from `start` on; Sunday night goes over into Monday. */
export function windowWeight(profile: Float64Array, start: number, hours: number): number {
  let weight = 0
  for (let hour = 0; hour < hours; hour++) weight += profile[(start + hour) % WEEK_HOURS]
  return weight
}

/** The hours in a row with most weight, 168 of a week that goes round; of equals those that start first. */
export function busiestWindow(profile: Float64Array, hours: number): { start: number; weight: number } {
  let start = 0
  let most = -Infinity
  for (let hour = 0; hour < WEEK_HOURS; hour++) {
    const weight = windowWeight(profile, hour, hours)
    if (weight <= most + ROUNDING) continue
    most = weight
    start = hour
  }
  return { start, weight: most }
}
