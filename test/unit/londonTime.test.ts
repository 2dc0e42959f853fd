import { describe, expect, it } from 'vitest'
import { dayText, hourOfWeek, londonOf, londonToUtc, monthStart } from '../../engine/londonTime.js'

describe('londonToUtc', () => {
  it('is UTC in winter and an hour before in summer', () => {
    expect(londonToUtc(1970, 1, 1, 0, 0).kind).toBe('normal')
    // 2024-01-15 is 19,737 days after 1970-01-01
    expect(londonToUtc(2024, 1, 15, 12, 30)).toEqual({ minutes: 19_737 * 1440 + 750, kind: 'normal' })
    // 2024-07-15 is 182 days later
    expect(londonToUtc(2024, 7, 15, 12, 30)).toEqual({ minutes: 19_919 * 1440 + 690, kind: 'normal' })
  })

  it('has no 01:00 to 01:59 on the spring Sunday', () => {
    expect(londonToUtc(2024, 3, 31, 0, 59).kind).toBe('normal')
    expect(londonToUtc(2024, 3, 31, 1, 0)).toEqual({ minutes: Number.NaN, kind: 'missing' })
    expect(londonToUtc(2024, 3, 31, 1, 59).kind).toBe('missing')
    expect(londonToUtc(2024, 3, 31, 2, 0).minutes - londonToUtc(2024, 3, 31, 0, 59).minutes).toBe(1)
  })

  it('takes the first of two 01:00 to 01:59 on the autumn Sunday', () => {
    const { minutes, kind } = londonToUtc(2024, 10, 27, 1, 30)
    expect(kind).toBe('twice')
    expect(londonOf(minutes)).toEqual({ year: 2024, month: 10, day: 27, weekday: 6, hour: 1, minute: 30, offset: 60 })
    expect(londonOf(minutes + 60)).toEqual({ year: 2024, month: 10, day: 27, weekday: 6, hour: 1, minute: 30, offset: 0 })
    expect(londonToUtc(2024, 10, 27, 2, 0)).toEqual({ minutes: minutes + 90, kind: 'normal' })
  })

  it('changes an hour later, and on other Sundays, before 1981', () => {
    expect(londonToUtc(1975, 3, 16, 2, 30).kind).toBe('missing')
    expect(londonToUtc(1975, 10, 26, 2, 30).kind).toBe('twice')
    expect(londonToUtc(1975, 10, 26, 1, 30).kind).toBe('normal')
  })

  it('knows the end of 1981-95, the day after the fourth Saturday to 1989, the fourth Sunday after', () => {
    expect(londonToUtc(1989, 10, 29, 1, 30).kind).toBe('twice')
    expect(londonToUtc(1995, 10, 22, 1, 30).kind).toBe('twice')
    expect(londonToUtc(1995, 10, 29, 1, 30).kind).toBe('normal')
  })

  it('turns a date that does not exist into one that does, which shows when read back', () => {
    expect(londonOf(londonToUtc(2023, 2, 29, 12, 0).minutes)).toMatchObject({ month: 3, day: 1 })
    expect(londonOf(londonToUtc(2024, 2, 29, 12, 0).minutes)).toMatchObject({ month: 2, day: 29 })
  })
})

describe('hourOfWeek', () => {
  it('starts on Monday at midnight of London', () => {
    expect(hourOfWeek(londonToUtc(2024, 7, 1, 0, 0).minutes)).toBe(0)
    expect(hourOfWeek(londonToUtc(2024, 6, 30, 23, 59).minutes)).toBe(167)
    expect(hourOfWeek(londonToUtc(2024, 1, 5, 18, 30).minutes)).toBe(4 * 24 + 18)
  })
})

describe('dayText', () => {
  it('is the day of London, which in summer begins an hour before that of UTC', () => {
    expect(dayText(londonToUtc(2026, 5, 1, 0, 0).minutes)).toBe('2026-05-01')
    expect(dayText(londonToUtc(2026, 5, 1, 0, 0).minutes - 1)).toBe('2026-04-30')
  })
})

describe('monthStart', () => {
  it('counts from 2000-01, before it too', () => {
    expect(monthStart(246)).toBe(londonToUtc(2020, 7, 1, 0, 0).minutes)
    expect(dayText(monthStart(-1))).toBe('1999-12-01')
    expect(dayText(monthStart(-13))).toBe('1998-12-01')
  })
})
