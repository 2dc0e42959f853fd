import { describe, expect, it } from 'vitest'
import { britishTime, monthName, monthOfYear, monthStart, weekday } from '../../../scripts/sample/calendar.js'

describe('calendar of the sample', () => {
  it('runs from October 2023 to September 2026', () => {
    expect([monthName(0), monthName(3), monthName(35)]).toEqual(['2023-10', '2024-01', '2026-09'])
    expect([monthOfYear(0), monthOfYear(3)]).toEqual([9, 0])
  })

  it('writes British times and knows the weekday', () => {
    expect(britishTime(monthStart(0))).toBe('01/10/2023 00:00')
    expect(weekday(monthStart(0))).toBe(6)
    expect(britishTime(monthStart(5) - 1)).toBe('29/02/2024 23:59')
  })

  it('writes no time in the hour the clocks skip', () => {
    const lastSundayOfMarch = monthStart(5) + 30 * 1_440
    expect(weekday(lastSundayOfMarch)).toBe(6)
    expect(britishTime(lastSundayOfMarch + 90)).toBe('31/03/2024 02:30')
    expect(britishTime(lastSundayOfMarch - 1_440 + 90)).toBe('30/03/2024 01:30')
  })
})
