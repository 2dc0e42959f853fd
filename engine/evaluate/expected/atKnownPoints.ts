import type { Expectation } from '../expectation.js'

/**
 * A method asked at exact points: nothing is expected at a point where nothing has happened yet. The points of a back-test are those of
 * all its months, and one that becomes known only later must not draw a hotspot before.
 */
export function atKnownPoints(method: Expectation): Expectation {
  return {
    ...method,
    expect(history, target) {
      const known = new Uint8Array(history.units)
      for (const month of history.months) {
        const counts = history.count(month)
        for (let unit = 0; unit < known.length; unit++) if (counts[unit] > 0) known[unit] = 1
      }
      return method.expect(history, target).map((expected, unit) => expected * known[unit])
    },
  }
}
