import { describe, expect, it } from 'vitest'
import { haveOneTime, hotspotPeak } from '../../../engine/evaluate/hotspotPeak.js'
import { londonToUtc } from '../../../engine/londonTime.js'
import type { EventTable } from '../../../engine/types.js'

const HOUR = 60
const WEEK = 168 * HOUR
/** A Monday in winter. */
const MONDAY = londonToUtc(2024, 1, 1, 0, 0).minutes

/** One event a row: minutes after the Monday, and how long it took; no end where that is null. */
function events(rows: readonly (readonly [from: number, minutes: number | null])[]): EventTable {
  return {
    length: rows.length,
    place: new Uint32Array(rows.length),
    kind: new Uint16Array(rows.length),
    from: Float64Array.from(rows, ([from]) => MONDAY + from),
    to: Float64Array.from(rows, ([from, minutes]) => (minutes === null ? Number.NaN : MONDAY + from + minutes)),
    recorded: Float64Array.from(rows, ([from]) => MONDAY + from + HOUR),
    count: new Uint32Array(rows.length).fill(1),
  }
}
const weeks = (count: number, of: (week: number) => number) => Array.from({ length: count }, (_, week) => week * WEEK + of(week))
const FRIDAY_20 = (4 * 24 + 20) * HOUR
/** Four a week for twelve weeks, before the clocks change. */
const winter = (of: (k: number) => number) => [0, 1, 2, 3].flatMap((k) => weeks(12, () => of(k)))

describe('hotspotPeak', () => {
  it('tells the window that stands out: two hours where all of it is in two', () => {
    const rows = winter((k) => FRIDAY_20 + (k % 2) * HOUR).map((from) => [from, 30] as const)
    const { peak, noPeak } = hotspotPeak(events(rows), false, 999, 1)
    expect(noPeak).toBe('')
    expect([peak?.start, peak?.hours, peak?.share]).toEqual([116, 2, 1])
  })

  it('says why none is told', () => {
    const some = weeks(20, () => FRIDAY_20)
    expect(hotspotPeak(events(some.map((from) => [from, 30])), false, 999, 1)).toMatchObject({
      peak: null,
      noPeak: 'too-few-events',
    })
    const long = weeks(60, () => FRIDAY_20)
    expect(hotspotPeak(events(long.map((from) => [from, 12 * HOUR])), false, 999, 1).noPeak).toBe('few-short-spans')
    const spread = weeks(84, (week) => ((week * 55) % 168) * HOUR)
    expect(hotspotPeak(events(spread.map((from) => [from, 30])), false, 999, 1).noPeak).toBe('no-peak')
    const unknown = { ...events([[0, 30]]), from: Float64Array.of(Number.NaN) }
    expect(hotspotPeak(unknown, false, 999, 1).noPeak).toBe('no-times')
  })

  it('takes starts for when it happened where a problem is recorded with one time', () => {
    const calls = events(winter((k) => FRIDAY_20 + (k % 2) * HOUR).map((from) => [from, null] as const))
    expect(hotspotPeak(calls, false, 999, 1).noPeak).toBe('too-few-events')
    expect(hotspotPeak(calls, true, 999, 1).peak?.start).toBe(116)
  })
})

describe('haveOneTime', () => {
  it('is so where over half of what has a start has no end', () => {
    const table = events([
      [0, null],
      [1, null],
      [2, 30],
      [3, 30],
    ])
    expect(haveOneTime(table, () => true)).toBe(false)
    expect(haveOneTime(table, (row) => row < 3)).toBe(true)
    expect(haveOneTime(table, () => false)).toBe(false)
  })
})
