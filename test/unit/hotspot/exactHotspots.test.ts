import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { distanceM } from '../../../engine/geometry.js'
import { type ExactHotspotInput, exactHotspots } from '../../../engine/hotspot/exactHotspots.js'
import { localPlane } from '../../../engine/hotspot/localPlane.js'
import type { PointHistory } from '../../../engine/hotspot/pointHistory.js'
import type { ProblemProfile } from '../../../engine/inputTables.js'
import { londonToUtc } from '../../../engine/londonTime.js'
import { type EventTable, type KindTable, PLACE_FLAG } from '../../../engine/types.js'
import { categoryKinds, placeTable } from '../../helpers/tables.js'

const problem: ProblemProfile = { id: 'p', label: 'P', rankBy: ['robbery'], beside: ['violent-crime'], note: '', offences: null }
const frame = localPlane([-1.5], [52.5])
const MONTHS = Array.from({ length: 24 }, (_, month) => 276 + month)

interface Spot {
  /** Metres east, from the west on. */
  readonly x: number
  readonly flags?: number
  readonly text?: string
}
/** Place, kind, month row, and day of the month. */
type Row = readonly [place: number, kind: number, month: number, day?: number]

function eventTable(rows: readonly Row[]): EventTable {
  const minutes = rows.map(([, , month, day]) => {
    const at = MONTHS[0] + month
    return londonToUtc(2000 + Math.floor(at / 12), (at % 12) + 1, day ?? 15, 12, 0).minutes
  })
  return {
    length: rows.length,
    place: Uint32Array.from(rows, ([place]) => place),
    kind: Uint16Array.from(rows, ([, kind]) => kind),
    from: Float64Array.from(minutes),
    // found and reported later: hotspots go by when it was committed
    to: Float64Array.from(minutes, (minute) => minute + 20 * 1440),
    recorded: Float64Array.from(minutes, (minute) => minute + 100 * 1440),
    count: new Uint32Array(rows.length).fill(1),
  }
}

function input(spots: readonly Spot[], rows: readonly Row[], given: Partial<ExactHotspotInput> = {}): ExactHotspotInput {
  return {
    places: placeTable(
      spots.map(({ x, flags, text }) => {
        const [lng, lat] = frame.toDegrees(x, 0)
        return { lng, lat, flags, text }
      }),
    ),
    events: eventTable(rows),
    kinds: categoryKinds(['robbery', 'violent-crime', 'burglary']),
    inside: new Uint8Array(spots.length).fill(1),
    snapped: false,
    institutions: false,
    months: MONTHS,
    period: MONTHS.slice(12),
    ...given,
  }
}
/** A month's mean of the period. */
const mean = (history: PointHistory) =>
  history.months
    .slice(12)
    .reduce((sum, month) => sum.map((value, point) => value + history.count(month)[point] / 12), new Float64Array(history.units))
const monthly = (place: number, months: readonly number[], kind = 0): Row[] => months.map((month) => [place, kind, month])

describe('exactHotspots', () => {
  it('joins the addresses of one street, and says what is inside', () => {
    const rows: Row[] = [
      ...monthly(0, [12, 13, 14, 3]),
      ...monthly(1, [14, 15, 23]),
      [1, 0, 23, 28],
      [0, 1, 20],
      [0, 1, 2],
      [1, 2, 20],
    ]
    const [spot, ...more] = exactHotspots(input([{ x: 0 }, { x: 100, text: 'High Street' }], rows), problem, mean)
    expect(more).toEqual([])
    expect(spot).toMatchObject({
      problem: 'p',
      rank: 1,
      offences12m: 7,
      beside12m: 1,
      monthsActive: 5,
      last28d: 2,
      name: 'High Street',
      busiest: { place: 1, offences: 4 },
      atPremises: 0,
      oneEvent: false,
      trend: 'too few to say',
    })
    expect(spot.expectedMonthly).toBeCloseTo(7 / 12)
    expect([...spot.places]).toEqual([0, 1])
    expect(spot.radiusM).toBeCloseTo(50)
    expect(distanceM(spot.lng, spot.lat, ...frame.toDegrees(50, 0))).toBeLessThan(0.1)
    expect(spot.byMonth.reduce((sum, count) => sum + count)).toBe(8)
  })

  it('lists places with 5 offences in 4 months of the period, and no others', () => {
    const spots = [{ x: 0 }, { x: 1000 }, { x: 2000 }]
    const rows = [...monthly(0, [12, 13, 14, 15]), ...monthly(1, [12, 12, 12, 13, 14]), ...monthly(2, [12, 12, 13, 14, 15])]
    expect(exactHotspots(input(spots, rows), problem, mean).map(({ places }) => [...places])).toEqual([[2]])
  })

  it('leaves out institutions, default locations, places outside, and offences a patrol cannot meet', () => {
    const spots = [{ x: 0, flags: PLACE_FLAG.institution }, { x: 1000, flags: PLACE_FLAG.byDefault }, { x: 2000 }, { x: 3000 }]
    const rows = [0, 1, 2, 3].flatMap((place) => monthly(place, [12, 13, 14, 15, 16]))
    const inside = Uint8Array.of(1, 1, 0, 1)
    const found = (given: Partial<ExactHotspotInput>) =>
      exactHotspots(input(spots, rows, { inside, ...given }), problem, mean).map(({ places }) => [...places])
    expect(found({})).toEqual([[3]])
    expect(found({ institutions: true })).toEqual([[0], [3]])
    const kinds: KindTable = { ...categoryKinds(['robbery', 'violent-crime', 'burglary']), patrollable: Uint8Array.of(0, 1, 1) }
    expect(found({ kinds })).toEqual([])
  })

  it('ranks by what is expected, not by what was', () => {
    const spots = [{ x: 0 }, { x: 1000 }]
    const rows = [...monthly(0, [12, 13, 14, 15, 16, 17]), ...monthly(1, [12, 13, 14, 15, 16])]
    const found = exactHotspots(input(spots, rows), problem, () => Float64Array.of(1, 2))
    expect(found.map(({ rank, offences12m, expectedMonthly }) => [rank, offences12m, expectedMonthly])).toEqual([
      [1, 5, 2],
      [2, 6, 1],
    ])
    expect(exactHotspots(input(spots, rows), problem, () => Float64Array.of(1, 1)).map(({ rank }) => rank)).toEqual([1, 1])
  })

  it('flags the place whose harm is mostly one event, only where events have a weight of their own', () => {
    const rows = [...monthly(0, [12, 13, 14, 15]), [0, 2, 16] as const]
    const both = { ...problem, rankBy: ['robbery', 'burglary'] }
    const kinds = { ...categoryKinds(['robbery', 'violent-crime', 'burglary']), harm: Float64Array.of(10, 1, 41) }
    const flag = (basis: 'offence' | 'category average') =>
      exactHotspots(input([{ x: 0 }], rows, { kinds: { ...kinds, basis: [basis, basis, basis] } }), both, mean)[0].oneEvent
    expect([flag('offence'), flag('category average')]).toEqual([true, false])
  })

  it('counts what happened at premises', () => {
    const spots = [{ x: 0 }, { x: 40, flags: PLACE_FLAG.premises, text: 'Supermarket' }]
    const rows = [...monthly(0, [12]), ...monthly(1, [12, 13, 14, 15, 15])]
    const [spot] = exactHotspots(input(spots, rows), problem, mean)
    expect([spot.atPremises, spot.busiest, spot.name]).toEqual([5, { place: 1, offences: 5 }, ''])
  })

  it('refuses published points and data without events', () => {
    const code = (given: Partial<ExactHotspotInput>) => {
      try {
        exactHotspots(input([{ x: 0 }], [], given), problem, mean)
        return 'none'
      } catch (error) {
        return error instanceof EngineError ? error.code : 'other'
      }
    }
    expect([code({ events: null }), code({ snapped: true }), code({})]).toEqual(['needs-force-extract', 'points-snapped', 'none'])
  })
})
