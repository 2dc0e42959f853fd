import { describe, expect, it } from 'vitest'
import type { TravelRows } from '../../../engine/input/travelTimes.js'
import { patrolTravel, SPEED_DEFAULTS } from '../../../engine/patrol/patrolTravel.js'
import { codeOf } from '../../helpers/codeOf.js'

const places = [
  { id: 'A', lng: 0, lat: 52 },
  { id: 'B', lng: 0, lat: 52.01 },
  { id: 'C', lng: 0, lat: 52.02 },
]
const rowsOf = (...ways: readonly [string, string, number][]): TravelRows => ({
  file: 'ways.csv',
  line: ways.map((_, k) => k + 2),
  from: ways.map(([from]) => from),
  to: ways.map(([, to]) => to),
  minutes: Float64Array.from(ways, ([, , minutes]) => minutes),
})
const all: readonly [string, string, number][] = [
  ['A', 'B', 4],
  ['B', 'A', 5],
  ['A', 'C', 20],
  ['C', 'A', 3],
  ['B', 'C', 6],
  ['C', 'B', 7],
]
const travel = (...ways: readonly [string, string, number][]) =>
  patrolTravel(places, SPEED_DEFAULTS, { foot: rowsOf(...ways), vehicle: null })

describe('patrolTravel', () => {
  it('walks and drives straight lines times the factor', () => {
    const { minutes, basis } = patrolTravel(places, SPEED_DEFAULTS, { foot: null, vehicle: null })
    // 0.01 degrees are 1,111.95 m: x 1.3 at 75 m a minute, and at 25 km/h
    expect(minutes.foot[1]).toBeCloseTo((1111.95 * 1.3) / 75, 2)
    expect(minutes.vehicle[3]).toBeCloseTo((1.11195 * 1.3 * 60) / 25, 2)
    expect([minutes.foot[0], basis.foot]).toEqual([0, 'straight line x 1.3, 4.5 km/h'])
  })

  it('takes a table as it is in either direction, also where the way over a third place would be shorter', () => {
    const { minutes, basis } = travel(...all)
    expect([...minutes.foot]).toEqual([0, 4, 20, 5, 0, 6, 3, 7, 0])
    expect(basis).toEqual({ foot: 'times of ways.csv', vehicle: 'straight line x 1.3, 25 km/h' })
  })

  it('refuses a table of the wrong size, a way twice, times below 0, and speeds that are none', () => {
    expect(() => travel(...all.slice(1))).toThrow(/table-invalid.*"A to B".*1 of the 6 ways between 3 places/)
    expect(() => travel(...all, ['A', 'B', 4])).toThrow(/line 8.*twice/)
    expect(() => travel(['A', 'B', -1])).toThrow(/line 2.*0 or more/)
    const given = { foot: null, vehicle: null }
    expect(codeOf(() => patrolTravel(places, { factor: 0.9, kmh: SPEED_DEFAULTS.kmh }, given))).toBe('value-out-of-range')
    expect(codeOf(() => patrolTravel(places, { factor: 1, kmh: { foot: 0, vehicle: 1 } }, given))).toBe('value-out-of-range')
  })
})
