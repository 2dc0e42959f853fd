import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { lastWeekOf } from '../../../engine/patrol/lastWeek.js'
import { staysOfLog } from '../../../engine/patrol/stays.js'

const at = (day: number, hour: number, minute = 0) => londonToUtc(2026, 5, day, hour, minute).minutes
const hotspots = ['A', 'B', 'C'].map((id) => ({ id, lng: 0, lat: 52, radiusM: 100 }))
/** A visit at eight on the first evening of the week; one of the day of the shift; one after it began; one before the week. */
const visits = [
  ['A', at(1, 20), at(1, 20, 20)],
  ['A', at(5, 9), at(5, 9, 15)],
  ['A', at(8, 9), at(8, 9, 15)],
  ['A', at(8, 23), at(8, 23, 15)],
  ['B', at(30, 2) - 30 * 1440, at(30, 2, 30) - 30 * 1440],
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
    issues: [],
  },
  hotspots,
)

describe('lastWeekOf', () => {
  it('counts the seven days of the calendar before the date, and tells the last visit whenever that was', () => {
    const planned = { file: 'plan.csv', minutes: new Map([['A', 60]]), line: new Map([['A', 2]]), requested: 0, otherDays: 0 }
    expect(lastWeekOf(measured, hotspots, planned, '2026-05-08', at(8, 22))).toEqual([
      { crewMinutes: 35, visits: 2, plannedMinutes: 60, lastLeft: at(8, 9, 15) },
      { crewMinutes: 0, visits: 0, plannedMinutes: Number.NaN, lastLeft: at(30, 2, 30) - 30 * 1440 },
      { crewMinutes: 0, visits: 0, plannedMinutes: Number.NaN, lastLeft: Number.NaN },
    ])
  })
})
