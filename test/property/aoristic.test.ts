import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourOfWeek } from '../../engine/londonTime.js'
import { hourProfile, weekProfile } from '../../engine/score/hourProfile.js'
import { addAoristic } from '../../engine/stats/aoristic.js'
import { NONE } from '../../engine/types.js'
import { eventTable, london } from '../helpers/hours.js'

// weeks of both clock changes of 2024, and one without; spans from none to eleven days, or unknown
const start = fc
  .tuple(fc.constantFrom('2024-03-25T00:00', '2024-10-21T00:00', '2024-06-03T00:00'), fc.integer({ min: 0, max: 10 * 1440 }))
  .map(([week, minutes]) => london(week) + minutes)
const length = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: -600, max: 11 * 1440 }),
  fc.constantFrom(0, 60, 1440, 167 * 60, 168 * 60, 169 * 60, Number.NaN),
)

describe('aoristic weights', () => {
  it('are those of a count of minutes, each under the hour London shows', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 168 * 60 }), (from, minutes) => {
        const counted = new Float64Array(168)
        for (let minute = 0; minute < minutes; minute++) counted[hourOfWeek(from + minute)]++
        const hours = new Float64Array(168)
        addAoristic(hours, from, from + minutes, 1)
        for (let hour = 0; hour < 168; hour++) expect(hours[hour]).toBeCloseTo(counted[hour] / minutes, 12)
      }),
    )
  })

  it('sum to the weight of the event, whole minutes or not', () => {
    fc.assert(
      fc.property(
        start,
        length,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (from, span, part, n) => {
          const hours = new Float64Array(168)
          addAoristic(hours, from + part, from + part + span, n)
          expect(Math.abs(hours.reduce((sum, weight) => sum + weight, 0) - n)).toBeLessThan(1e-9)
          expect(hours.every((weight) => weight >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('hourProfile', () => {
  const event = fc.record({
    place: fc.nat({ max: 4 }),
    kind: fc.nat({ max: 2 }),
    times: fc.tuple(fc.oneof({ weight: 9, arbitrary: start }, fc.constant(Number.NaN)), length),
    count: fc.integer({ min: 1, max: 5 }),
  })
  const rows = fc
    .array(event, { maxLength: 60 })
    .map((list) => list.map(({ times: [from, span], ...rest }) => ({ ...rest, from, to: from + span })))
    .filter((list) => list.length === 0 || list.some(({ from }) => !Number.isNaN(from)))
  const options = fc.record({
    noEnd: fc.constantFrom('exclude' as const, 'atStart' as const),
    overWeek: fc.constantFrom('spread' as const, 'exclude' as const),
  })

  it('sums to the events used, which with those left out are all', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.constantFrom(0, 1, 7, NONE), { minLength: 5, maxLength: 5 }),
        options,
        (list, units, choice) => {
          const { hours, account } = hourProfile(eventTable(list), Uint32Array.from(units), choice)
          const sum = hours.weight.reduce((total, weight) => total + weight, 0)
          expect(Math.abs(sum - account.used)).toBeLessThan(1e-9)
          const left = (choice.noEnd === 'exclude' ? account.noEnd : 0) + (choice.overWeek === 'exclude' ? account.overWeek : 0)
          expect(account.used + account.noStart + left).toBe(account.asked)
          expect(account.asked).toBe(list.reduce((total, { count }) => total + count, 0))
        },
      ),
    )
  })

  it('gives the same week whatever the units', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const one = weekProfile(hourProfile(eventTable(list), new Uint32Array(5)).hours, () => true)
        const many = weekProfile(hourProfile(eventTable(list), Uint32Array.of(3, NONE, 1, 3, 0)).hours, () => true)
        for (let hour = 0; hour < 168; hour++) expect(many[hour]).toBeCloseTo(one[hour], 9)
      }),
    )
  })
})
