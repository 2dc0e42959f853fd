import { describe, expect, it } from 'vitest'
import { clockTime, dateWords, dayWords, localIso, utcStamp, visitWindow } from '../../../engine/output/patrolClock.js'

const at = (text: string) => Date.parse(text) / 60_000

describe('times of a patrol', () => {
  it('shows a window on London’s clocks', () => {
    expect(visitWindow({ from: at('2026-05-01T15:00Z'), to: at('2026-05-01T16:30Z') }, '2026-05-01')).toBe('16:00–17:30')
  })

  it('tells the day of what comes after midnight', () => {
    const late = { from: at('2026-05-01T22:30Z'), to: at('2026-05-02T00:00Z') }
    const night = { from: at('2026-05-01T23:30Z'), to: at('2026-05-02T01:00Z') }
    expect(visitWindow(late, '2026-05-01')).toBe('23:30–Sat 01:00')
    expect(visitWindow(night, '2026-05-01')).toBe('Sat 00:30–02:00')
  })

  it('names the weekday of a date, leap day and new year too', () => {
    expect(dayWords('2026-05-01')).toBe('Fri 1 May 2026')
    expect(dayWords('2024-02-29')).toBe('Thu 29 Feb 2024')
    expect(dayWords('2027-01-01')).toBe('Fri 1 Jan 2027')
    expect(dateWords('2026-12-09')).toBe('9 Dec 2026')
  })

  it('tells the two hours of the autumn change apart', () => {
    expect(localIso(at('2026-10-25T00:30Z'))).toBe('2026-10-25T01:30:00+01:00')
    expect(localIso(at('2026-10-25T01:30Z'))).toBe('2026-10-25T01:30:00+00:00')
    expect(localIso(at('2026-01-05T09:05Z'))).toBe('2026-01-05T09:05:00+00:00')
  })

  it('says in the night the clocks change which clock a time is on', () => {
    const back = { from: at('2026-10-25T00:15Z'), to: at('2026-10-25T01:45Z') }
    expect(visitWindow(back, '2026-10-24')).toBe('Sun 01:15 BST–01:45 GMT')
    expect(visitWindow({ from: at('2026-10-24T21:30Z'), to: at('2026-10-24T23:00Z') }, '2026-10-24')).toBe('22:30–Sun 00:00 BST')
    expect(visitWindow({ from: at('2026-03-29T00:30Z'), to: at('2026-03-29T02:00Z') }, '2026-03-28')).toBe(
      'Sun 00:30 GMT–03:00 BST',
    )
    expect([clockTime(at('2026-10-25T00:30Z')), clockTime(at('2026-10-25T15:30Z'))]).toEqual(['01:30 BST', '15:30'])
  })

  it('writes UTC by the calendar of UTC, though London is a day further', () => {
    expect(utcStamp(at('2026-04-30T23:30Z'))).toBe('20260430T233000Z')
    expect(utcStamp(at('2026-03-29T01:00Z'))).toBe('20260329T010000Z')
    expect(utcStamp(at('2026-12-31T23:59Z'))).toBe('20261231T235900Z')
  })
})
