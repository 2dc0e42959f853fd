import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { lastWeekOf } from '../../../engine/patrol/lastWeek.js'
import { staysOfLog } from '../../../engine/patrol/stays.js'

const at = (day: number, hour: number, minute = 0) => londonToUtc(2026, 5, day, hour, minute).minutes
const hotspots = ['A', 'B', 'C'].map((id) => ({ id, lng: 0, lat: 52, radiusM: 100 }))
/** 10 of 20 minutes in the week; a visit after the shift began; one before the week. */
const visits = [
  ['A', at(1, 13, 50), at(1, 14, 10)],
  ['A', at(5, 9), at(5, 9, 15)],
  ['A', at(8, 15), at(8, 15, 15)],
  ['B', at(1, 2), at(1, 2, 30)],
] as const
const measured = staysOfLog(
  {
    file: 'log.csv',
    length: visits.length,
    line: visits.map((_, k) => k + 2),
    hotspot: visits.map(([id]) => id),
    callSign: visits.map(() => 'T1'),
    arrive: Float64Array.from(visits, ([, arrive]) => arrive),
    leave: Float64Array.from(visits, ([, , leave]) => leave),
  },
  hotspots,
)

describe('lastWeekOf', () => {
  it('counts seven days up to the shift, and hours since the last visit whenever that was', () => {
    const planned = { file: 'plan.csv', minutes: new Map([['A', 60]]), line: new Map([['A', 2]]) }
    expect(lastWeekOf(measured, hotspots, planned, at(8, 14))).toEqual([
      { crewMinutes: 25, visits: 2, plannedMinutes: 60, hoursSince: 3 * 24 + 4.75 },
      { crewMinutes: 0, visits: 0, plannedMinutes: Number.NaN, hoursSince: 7 * 24 + 11.5 },
      { crewMinutes: 0, visits: 0, plannedMinutes: Number.NaN, hoursSince: Number.NaN },
    ])
  })
})
