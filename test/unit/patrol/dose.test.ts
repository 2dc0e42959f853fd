import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../../engine/input/csv.js'
import { readPings } from '../../../engine/input/pings.js'
import { readVisitLog } from '../../../engine/input/visitLog.js'
import { londonToUtc } from '../../../engine/londonTime.js'
import { dose } from '../../../engine/patrol/dose.js'
import { staysOfLog, staysOfPings } from '../../../engine/patrol/stays.js'
import { codeOf } from '../../helpers/codeOf.js'

const NOW = londonToUtc(2026, 7, 1, 0, 0).minutes
const table = (lines: readonly string[]) => readTextTable(new TextEncoder().encode(`${lines.join('\n')}\n`), 'made.csv')
const pings = (...lines: string[]) => readPings(table(['time,call_sign,lng,lat', ...lines]), NOW)
const log = (...lines: string[]) => readVisitLog(table(['hotspot,arrive,leave,crew', ...lines]), NOW)
const square = { id: 'H1', lng: -1.9, lat: 52.48, radiusM: 100 }
const far = { id: 'H2', lng: -1.8, lat: 52.48, radiusM: 100 }
/** In the middle of the square, 110 m north of it, and 1 km off. */
const [IN, EDGE, OUT] = ['-1.9,52.48', '-1.9,52.48099', '-1.9,52.489']
const whole = { from: londonToUtc(2026, 5, 1, 0, 0).minutes, to: londonToUtc(2026, 6, 1, 0, 0).minutes }
const at = (hour: number, minute: number) => londonToUtc(2026, 5, 1, hour, minute).minutes

describe('staysOfPings', () => {
  it('counts what lies between two pings inside, and half of what lies across the edge', () => {
    const { stays, knownMinutes, pingMinutes } = staysOfPings(
      pings(
        `2026-05-01T14:00:00+01:00,A,${OUT}`,
        `2026-05-01T14:02:00+01:00,A,${IN}`,
        `2026-05-01T14:04:00+01:00,A,${IN}`,
        `2026-05-01T14:05:00+01:00,A,${IN}`,
        `2026-05-01T14:06:00+01:00,A,${OUT}`,
      ),
      [square, far],
    )
    // 1 km in 2 minutes is a vehicle, and in 1
    expect(stays).toEqual([
      {
        hotspot: 0,
        callSign: 'A',
        from: at(14, 1),
        to: at(14, 5) + 0.5,
        errorMinutes: 1.5,
        footMinutes: 3,
        vehicleMinutes: 1.5,
      },
    ])
    expect([knownMinutes, pingMinutes]).toEqual([6, 1])
  })

  it('does not guess over a long silence, and says how much of it touches a hotspot', () => {
    const { stays, unknownMinutes, unknownAt } = staysOfPings(
      pings(
        `2026-05-01T13:00:00Z,A,${IN}`,
        `2026-05-01T13:04:00Z,A,${IN}`,
        `2026-05-01T13:30:00Z,A,${IN}`,
        `2026-05-01T13:31:00Z,A,${IN}`,
      ),
      [square, far],
    )
    expect(stays.map(({ from, to }) => [from, to])).toEqual([
      [at(14, 0), at(14, 4)],
      [at(14, 30), at(14, 31)],
    ])
    expect([unknownMinutes, [...unknownAt]]).toEqual([26, [26, 0]])
  })

  it('never joins the tracks of two call signs, and reaches further with a buffer', () => {
    const two = pings(`2026-05-01T13:00:00Z,A,${IN}`, `2026-05-01T13:02:00Z,B,${IN}`)
    expect(staysOfPings(two, [square]).stays).toEqual([])
    const edge = pings(`2026-05-01T13:00:00Z,A,${EDGE}`, `2026-05-01T13:02:00Z,A,${EDGE}`)
    expect(staysOfPings(edge, [square]).stays).toEqual([])
    expect(staysOfPings(edge, [square], { bufferM: 20 }).stays.length).toBe(1)
    expect(codeOf(() => staysOfPings(edge, [square], { bufferM: -1 }))).toBe('value-out-of-range')
    expect(codeOf(() => staysOfPings(edge, [square], { mostGapMinutes: 0 }))).toBe('value-out-of-range')
    const back = { ...edge, minutes: edge.minutes.toReversed() }
    expect(codeOf(() => staysOfPings(back, [square]))).toBe('option-invalid')
    expect(codeOf(() => staysOfPings({ ...two, crew: two.crew.toReversed() }, [square]))).toBe('option-invalid')
  })
})

describe('dose', () => {
  const measured = () =>
    staysOfLog(
      log(
        'H1,2026-05-01 14:00,14:15,A',
        'H1,2026-05-01 14:05,14:20,B',
        'H1,2026-05-01 14:18,14:22,A',
        'H1,2026-05-02 23:50,00:05,A',
        'H2,2026-05-31 23:55,00:30,B',
      ),
      [square, far],
    )

  it('adds up minutes with anybody there, crew-minutes, officer-minutes and visits', () => {
    const officers = new Map([['A', 2]])
    const result = dose(measured(), [square, far], { ...whole, officers, planned: Float64Array.of(60, 5) })
    // 14:00-14:20 and 14:20-14:22 of the 1st, 15 of the 2nd; A was away for 3 minutes, which is one visit
    expect(result.hotspots[0]).toEqual({
      hotspot: 0,
      minutes: 22 + 15,
      crewMinutes: 15 + 15 + 4 + 15,
      officerMinutes: 2 * (15 + 4 + 15) + 15,
      footMinutes: 0,
      vehicleMinutes: 0,
      errorMinutes: 0,
      visits: 3,
      visitsInRange: 3,
      visitsShort: 0,
      hoursSince: (whole.to - at(24 + 24, 5)) / 60,
      unknownMinutes: 0,
      plannedMinutes: 60,
      underVisited: 'yes',
    })
    // cut at the end of May
    expect(result.hotspots[1]).toMatchObject({ minutes: 5, visits: 1, visitsShort: 1, hoursSince: 0, underVisited: 'no' })
    expect(result.underVisited).toEqual([0])
    expect(result.officersAssumed).toEqual(['B'])
    // Friday 14:00, Saturday 23:00, Sunday 00:00
    expect([4 * 24 + 14, 5 * 24 + 23, 6 * 24].map((hour) => result.byHour[hour])).toEqual([34, 10, 5])
  })

  it('lists each month of London by itself, and together they are the whole', () => {
    const stays = staysOfLog(log('H1,2026-05-31 23:50,00:10,A', 'H1,2026-06-01 14:00,14:15,A', 'H1,2026-06-01 18:00,18:12,A'), [
      square,
    ])
    const { months, hotspots } = dose(stays, [square], { from: whole.from, to: NOW })
    expect(months.map(({ month, days, visits, minutes }) => [month, days, visits, minutes])).toEqual([
      ['2026-05', 1, 1, 20],
      ['2026-06', 1, 2, 27],
    ])
    expect(hotspots[0].minutes).toBe(47)
  })

  it('calls a shortfall the pings cannot tell perhaps, and a place without plan or visits what it is', () => {
    const track = pings(`2026-05-01T13:00:00Z,A,${OUT}`, `2026-05-01T13:04:00Z,A,${IN}`, `2026-05-01T13:14:00Z,A,${OUT}`)
    const stays = staysOfPings(track, [square, far], { mostGapMinutes: 10 })
    const { hotspots } = dose(stays, [square, far], { ...whole, planned: Float64Array.of(12, Number.NaN) })
    // 2 and 5 minutes, give or take as much
    expect(hotspots[0]).toMatchObject({ crewMinutes: 7, errorMinutes: 7, underVisited: 'perhaps' })
    expect(hotspots[1]).toMatchObject({ visits: 0, minutes: 0, hoursSince: Number.NaN, underVisited: 'no-plan' })
    expect(dose(stays, [square, far], { ...whole, planned: Float64Array.of(15, 1) }).underVisited).toEqual([0, 1])
  })

  it('refuses an unknown hotspot, a plan of another length, and an end before the start', () => {
    expect(() => staysOfLog(log('H9,2026-05-01 14:00,14:15,A'), [square, far])).toThrow(
      /table-invalid.*line 2.*H9.*Known: H1, H2/,
    )
    expect(codeOf(() => dose(measured(), [square, far], { ...whole, planned: new Float64Array(1) }))).toBe('length-mismatch')
    expect(codeOf(() => dose(measured(), [square, far], { from: 1, to: 1 }))).toBe('value-out-of-range')
    expect(codeOf(() => dose(measured(), [square, far], { ...whole, leastVisit: 30 }))).toBe('value-out-of-range')
  })
})
