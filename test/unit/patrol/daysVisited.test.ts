import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { daysVisited } from '../../../engine/patrol/daysVisited.js'

const at = (day: number, hour: number, minute = 0) => londonToUtc(2026, 5, day, hour, minute).minutes

describe('daysVisited', () => {
  it('counts a visit over midnight on both days, one that ends at midnight on one, and no day twice', () => {
    const late = { arrive: at(1, 23, 50), leave: at(2, 0, 8) }
    expect(daysVisited([late], '2026-05')).toBe(2)
    expect(daysVisited([late, { arrive: at(2, 9), leave: at(2, 9, 15) }], '2026-05')).toBe(2)
    expect(daysVisited([{ arrive: at(1, 23, 50), leave: at(2, 0) }], '2026-05')).toBe(1)
    expect(daysVisited([{ arrive: at(1, 12), leave: at(1, 12) }], '2026-05')).toBe(1)
    expect(daysVisited([{ arrive: at(1, 12), leave: at(4, 6) }], '2026-05')).toBe(4)
  })

  it('counts days of the month alone', () => {
    expect(daysVisited([{ arrive: at(31, 23, 50), leave: at(31, 24, 8) }], '2026-05')).toBe(1)
  })
})
