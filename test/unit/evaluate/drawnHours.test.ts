import { describe, expect, it } from 'vitest'
import { drawnPeaks, drawnShare, recordsOfForce } from '../../../engine/evaluate/drawnHours.js'

const FORCE = new Float64Array(168).fill(10)
const hours = (of: (hour: number) => number) => Float64Array.from({ length: 168 }, (_, hour) => of(hour))

describe('recordsOfForce', () => {
  it('is all where places keep the hours of the force, and none where each has hours of its own', () => {
    expect(recordsOfForce([hours(() => 1), hours(() => 2)], FORCE)).toBe(Infinity)
    // X2 of 20 records in one block of 42 is 20 x 41: (820 - 41) / (41 x 19) is 1
    expect(recordsOfForce([hours((hour) => (hour === 4 ? 20 : 0)), hours((hour) => (hour === 100 ? 20 : 0))], FORCE)).toBeCloseTo(
      0,
      9,
    )
  })

  it('lies between where places differ somewhat', () => {
    // 42 records, 10.25 in one block and 31.75 shared by the 41 others: X2 = 9.25^2 + 41 x 0.2256^2 = 87.65
    const some = hours((hour) => (hour < 4 ? 10.25 / 4 : 31.75 / 164))
    expect(recordsOfForce([some], FORCE)).toBeCloseTo((41 * 41) / (87.649 - 41) - 1, 1)
    expect(recordsOfForce([hours((hour) => (hour === 0 ? 1 : 0))], FORCE)).toBe(Infinity)
    expect(() => recordsOfForce([new Float64Array(24)], FORCE)).toThrow(/length-mismatch/)
  })
})

describe('drawnPeaks', () => {
  it('draws a share to that of the force by the number of records', () => {
    expect(drawnShare(0.4, 60, 0.1, 30)).toBeCloseTo(0.3, 12)
    expect(drawnShare(0.4, 10, 0.1, 30)).toBeCloseTo(0.175, 12)
    expect(drawnShare(0.4, 10, 0.1, Infinity)).toBe(0.1)
    expect(drawnShare(0.4, 10, 0.1, 0)).toBe(0.4)
  })

  it('leaves places without a peak, and those without times, as they are', () => {
    const peak = { start: 0, hours: 4, share: 0.5, low: 0.4, high: 0.6, timed: 42 } as const
    const none = { peak: null, noPeak: 'no-peak', profile: hours(() => 1) } as const
    const [drawn, other] = drawnPeaks([{ peak, noPeak: '', profile: hours(() => 0.25) }, none], FORCE, 36)
    expect(drawn).toEqual({ peak: { ...peak, months: 36, drawnShare: 4 / 168 }, noPeak: '' })
    expect(other).toEqual({ peak: null, noPeak: 'no-peak' })
    expect(drawnPeaks([none], null, 36)).toEqual([{ peak: null, noPeak: 'no-peak' }])
  })
})
