import { describe, expect, it } from 'vitest'
import { hourOfWeek, londonOf, londonToUtc } from '../../engine/londonTime.js'

/**
 * The clocks of Europe/London as the tz database inside Node's ICU has them. Independent of our rule: ours is arithmetic, theirs a list
 * of changes.
 */
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: 'numeric',
  minute: 'numeric',
})
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function shown(minutes: number) {
  const parts = new Map(clock.formatToParts(minutes * 60_000).map(({ type, value }) => [type, value]))
  const [year, month, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((part) =>
    Number(parts.get(part)),
  )
  const offset = Date.UTC(year, month - 1, day, hour, minute) / 60_000 - minutes
  return { year, month, day, weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''), hour, minute, offset }
}

/** Days on which the clocks of ICU change, from one midnight UTC to the next. */
function changeDays(from: number, to: number): number[] {
  const days: number[] = []
  for (let day = Date.UTC(from, 0, 1) / 60_000; day < Date.UTC(to + 1, 0, 1) / 60_000; day += 1440)
    if (shown(day).offset !== shown(day + 1440).offset) days.push(day)
  return days
}

const days = changeDays(1972, 2037)

describe('against Intl, Europe/London', () => {
  it('knows all 132 changes of 1972-2037', () => {
    expect(days.length).toBe(132)
  })

  it('shows the same date and time at every half hour of every change day', () => {
    for (const day of days) {
      for (let minutes = day - 1440; minutes < day + 2880; minutes += 30) {
        const theirs = shown(minutes)
        expect(londonOf(minutes)).toEqual(theirs)
        expect(hourOfWeek(minutes)).toBe(theirs.weekday * 24 + theirs.hour)
      }
    }
  })

  it('shows the same date and time through whole years, new year and leap day included', () => {
    for (const year of [1972, 1999, 2000, 2024, 2025]) {
      for (let minutes = Date.UTC(year, 0, 1) / 60_000 - 60; minutes < Date.UTC(year + 1, 0, 1) / 60_000 + 60; minutes += 7 * 61)
        expect(londonOf(minutes)).toEqual(shown(minutes))
    }
  })

  it('finds back the instants of every clock time of every change day: none, one, or the first of two', () => {
    for (const day of days) {
      for (let local = 0; local < 1440; local += 30) {
        const { year, month, day: date } = shown(day + 720)
        const there = [day + local - 60, day + local].filter((minutes) => {
          const { day: onDay, hour, minute } = shown(minutes)
          return onDay === date && hour * 60 + minute === local
        })
        const kind = (['missing', 'normal', 'twice'] as const)[there.length]
        const hour = Math.floor(local / 60)
        expect(londonToUtc(year, month, date, hour, local % 60)).toEqual({ minutes: there[0] ?? Number.NaN, kind })
      }
    }
  })
})
