import { describe, expect, it } from 'vitest'
import { monthFinder } from '../../../engine/hotspot/monthFinder.js'
import { londonOf, londonToUtc, monthStart } from '../../../engine/londonTime.js'

describe('monthFinder', () => {
  const monthOf = monthFinder(240, 299)

  it('starts a month at midnight in London: of July an hour before UTC', () => {
    expect(monthStart(246)).toBe(londonToUtc(2020, 7, 1, 0, 0).minutes)
    expect([monthOf(monthStart(246) - 1), monthOf(monthStart(246))]).toEqual([245, 246])
  })

  it('says what the calendar says, at both ends of each of 60 months', () => {
    for (let month = 240; month < 300; month++)
      for (const minutes of [monthStart(month), monthStart(month + 1) - 1]) {
        const date = londonOf(minutes)
        expect(monthOf(minutes)).toBe(12 * (date.year - 2000) + date.month - 1)
      }
  })

  it('is -1 outside, and of an unknown time', () => {
    expect([monthOf(monthStart(240) - 1), monthOf(monthStart(300)), monthOf(Number.NaN)]).toEqual([-1, -1, -1])
  })
})
