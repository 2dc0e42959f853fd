import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { hourProfile, hourShares, weekProfile } from '../../../engine/score/hourProfile.js'
import { type HourTable, NONE } from '../../../engine/types.js'
import { eventTable, london } from '../../helpers/hours.js'

// 2024-01-01 is a Monday
const at = (time: string) => london(`2024-01-01T${time}`)
const day = (date: string) => london(`2024-01-${date}`)
const events = eventTable([
  { place: 0, kind: 1, from: at('10:30'), to: at('11:30'), count: 2 },
  { place: 0, kind: 0, from: at('10:00'), to: at('10:00') },
  { place: 1, kind: 0, from: at('09:00'), to: Number.NaN, count: 3 },
  { place: 1, kind: 0, from: at('10:20'), to: at('09:00') },
  { place: 2, kind: 0, from: Number.NaN, to: at('12:00'), count: 4 },
  { place: 2, kind: 0, from: at('00:10'), to: day('03T00:10') },
  { place: 3, kind: 0, from: at('00:30'), to: day('09T00:30') },
])
// places 0 and 2 in unit 5, place 1 in unit 2, place 3 in none
const unitOfPlace = Uint32Array.of(5, 2, 5, NONE)
const whole = hourProfile(events, unitOfPlace)

const rowsOf = ({ unit, kind, hourOfWeek, weight }: HourTable) =>
  Array.from(unit, (u, k) => [u, kind[k], hourOfWeek[k], weight[k]])

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
  return 'no error'
}

describe('hourProfile', () => {
  it('accounts for every event', () => {
    expect(whole.account).toEqual({
      events: 13,
      notAsked: 0,
      asked: 13,
      used: 6,
      noStart: 4,
      noEnd: 3,
      reversed: 1,
      overWeek: 1,
      spans: 5,
      under4h: 3,
      over24h: 2,
      onHour: 4,
      onHalfHour: 3,
    })
    expect(hourShares(whole.account)).toEqual({ under4h: 3 / 5, over24h: 2 / 5, onHour: 4 / 9, onHalfHour: 3 / 9 })
  })

  it('is sorted by unit, kind and hour, outside last, without empty hours', () => {
    const rows = rowsOf(whole.hours)
    expect(rows.slice(0, 1)).toEqual([[2, 0, 10, 1]])
    // 48 hours from Monday 00:10: 50, then 47 times 60, then 10 minutes of 2,880, and the event of 10:00
    const two = rows.filter(([unit, kind]) => unit === 5 && kind === 0)
    expect(two.map(([, , hour]) => hour)).toEqual([...Array(49).keys()])
    expect(two[0][3]).toBeCloseTo(50 / 2880, 12)
    expect(two[10][3]).toBeCloseTo(60 / 2880 + 1, 12)
    expect(two[48][3]).toBeCloseTo(10 / 2880, 12)
    expect(rows.filter(([unit, kind]) => unit === 5 && kind === 1)).toEqual([
      [5, 1, 10, 1],
      [5, 1, 11, 1],
    ])
    const outside = rows.slice(-168)
    expect(outside.map(([unit, , hour]) => [unit, hour])).toEqual(Array.from({ length: 168 }, (_, hour) => [NONE, hour]))
    expect(rows.length).toBe(1 + 49 + 2 + 168)
  })

  it('counts events without an end at their start, and leaves out spans over a week, where asked', () => {
    const { hours, account } = hourProfile(events, unitOfPlace, { noEnd: 'atStart', overWeek: 'exclude' })
    expect([account.used, account.noEnd, account.overWeek]).toEqual([8, 3, 1])
    expect(rowsOf(hours).slice(0, 2)).toEqual([
      [2, 0, 9, 3],
      [2, 0, 10, 1],
    ])
    expect(hours.unit.includes(NONE)).toBe(false)
  })

  it('keeps to the places and kinds asked for and counts the rest', () => {
    const { hours, account } = hourProfile(events, unitOfPlace, { includes: (place, kind) => place === 0 && kind === 1 })
    expect([account.notAsked, account.asked, account.used]).toEqual([11, 2, 2])
    expect(rowsOf(hours)).toEqual([
      [5, 1, 10, 1],
      [5, 1, 11, 1],
    ])
  })

  it('refuses data of months only, and data whose times cannot be read', () => {
    expect(codeOf(() => hourProfile(null, unitOfPlace))).toBe('needs-force-extract')
    expect(codeOf(() => hourProfile(events, unitOfPlace, { includes: (place) => place === 4 }))).toBe('no error')
    const timeless = eventTable([{ from: Number.NaN, to: Number.NaN }])
    expect(codeOf(() => hourProfile(timeless, unitOfPlace))).toBe('needs-force-extract')
  })
})

describe('weekProfile', () => {
  it('adds up the units and kinds asked for', () => {
    const profile = weekProfile(whole.hours, (unit, kind) => unit === 5 && kind === 1)
    expect([profile[9], profile[10], profile[11], profile[12]]).toEqual([0, 1, 1, 0])
    expect(weekProfile(whole.hours, () => true).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(6, 12)
  })
})
