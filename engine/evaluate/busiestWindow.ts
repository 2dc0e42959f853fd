/** Weights are sums of fractions: a difference below this is rounding. */
export const ROUNDING = 1e-9

/** Weight of so many hours from `start` on; Sunday night goes over into Monday. */
export function windowWeight(profile: Float64Array, start: number, hours: number): number {
  const length = profile.length
  let weight = 0
  for (let hour = start; hour < start + hours; hour++) weight += profile[hour < length ? hour : hour - length]
  return weight
}

/** The hours in a row with most weight, in a week that goes round; of equals those that start first. */
export function busiestWindow(profile: Float64Array, hours: number): { start: number; weight: number } {
  const length = profile.length
  let start = 0
  let weight = windowWeight(profile, 0, hours)
  let above = weight + ROUNDING
  for (let hour = 1; hour < length; hour++) {
    const end = hour + hours - 1
    weight += profile[end < length ? end : end - length] - profile[hour - 1]
    if (weight <= above) continue
    above = weight + ROUNDING
    start = hour
  }
  return { start, weight: windowWeight(profile, start, hours) }
}
