import { describe, expect, it } from 'vitest'
import { londonToUtc } from '../../../engine/londonTime.js'
import { crewShift, shiftAfterLoss } from '../../../engine/patrol/crewShift.js'
import { PLAN_DEFAULTS } from '../../../engine/patrol/planInput.js'
import { codeOf } from '../../helpers/codeOf.js'
import { crewOf } from '../../helpers/planInput.js'

const may1 = (hour: number, minute = 0) => londonToUtc(2026, 5, 1, hour, minute).minutes

describe('crewShift', () => {
  it('takes briefing and breaks off, then what calls take, and cuts windows of 90 minutes', () => {
    const shift = crewShift(crewOf('A'), '2026-05-01', PLAN_DEFAULTS)
    // 14:00 to 22:00: 480 - 30 - 45 = 405, of which 0.6
    expect(shift.usefulMinutes).toBeCloseTo(243, 9)
    expect(shift.windows.map(({ from, to }) => [from - may1(14), to - may1(14)])).toEqual([
      [30, 120],
      [120, 210],
      [210, 300],
      [300, 390],
      [390, 480],
    ])
    // its share 243 x 90 / 450, and a visit that straddles
    expect(shift.windows[0].mostMinutes).toBeCloseTo(48.6 + 15, 9)
  })

  it('runs over midnight, and by what the clocks show where they change', () => {
    const night = { startMinute: 22 * 60, endMinute: 6 * 60 }
    const length = (date: string) => {
      const { from, to } = crewShift(crewOf('A', night), date, PLAN_DEFAULTS)
      return to - from
    }
    expect(length('2026-05-01')).toBe(480)
    expect(length('2026-03-28')).toBe(420)
    expect(length('2026-10-24')).toBe(540)
    expect(length('2026-12-31')).toBe(480)
  })

  it('refuses a shift without useful time, a date that is none, and a time the clocks skip', () => {
    const code = (crew: Parameters<typeof crewOf>[1], date: string) =>
      codeOf(() => crewShift(crewOf('A', crew), date, PLAN_DEFAULTS))
    expect(code({ startMinute: 840, endMinute: 930 }, '2026-05-01')).toBe('shift-too-short')
    expect(code({}, '2026-02-29')).toBe('option-invalid')
    expect(code({}, '1 May 2026')).toBe('option-invalid')
    expect(code({ startMinute: 90, endMinute: 540 }, '2026-03-29')).toBe('option-invalid')
  })
})

describe('shiftAfterLoss', () => {
  it('leaves the windows after the lost time, and the part of one it ends in', () => {
    const shift = crewShift(crewOf('A'), '2026-05-01', PLAN_DEFAULTS)
    const left = shiftAfterLoss(shift, may1(16), 120, PLAN_DEFAULTS)
    // open: 60 of 17:30-19:00 from 18:00, and two whole windows
    expect(left.usefulMinutes).toBeCloseTo((243 / 450) * 240, 9)
    expect(left.windows.map(({ mostMinutes }) => mostMinutes > 0)).toEqual([false, false, true, true, true])
    expect(shiftAfterLoss(shift, may1(12), 0, PLAN_DEFAULTS).usefulMinutes).toBeCloseTo(243, 9)
    expect(shiftAfterLoss(shift, may1(21), 120, PLAN_DEFAULTS).usefulMinutes).toBe(0)
  })
})
