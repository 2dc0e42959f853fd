import { describe, expect, it } from 'vitest'
import { daysOf, firstDay } from '../../../engine/stats/monthDays.js'

const month = (year: number, ofYear: number) => 12 * (year - 2000) + ofYear - 1

describe('firstDay', () => {
  it.each([
    [2000, 1],
    [2000, 3],
    [2024, 2],
    [2024, 3],
    [2023, 12],
    [2100, 3],
    [1999, 12],
  ])('counts the days from 2000-01-01 to %i-%i as the calendar does', (year, ofYear) => {
    const days = (Date.UTC(year, ofYear - 1, 1) - Date.UTC(2000, 0, 1)) / 86_400_000
    expect(firstDay(month(year, ofYear))).toBe(days)
  })
})

describe('daysOf', () => {
  it('knows the leap years', () => {
    expect([2023, 2024, 2100].map((year) => daysOf(month(year, 2)))).toEqual([28, 29, 28])
    expect(daysOf(month(2024, 12))).toBe(31)
  })
})
