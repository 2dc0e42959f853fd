import { describe, expect, it } from 'vitest'
import { readCrewRoster } from '../../../engine/input/crewRoster.js'
import { readTextTable } from '../../../engine/input/csv.js'
import { readVisitLog } from '../../../engine/input/visitLog.js'
import { londonToUtc } from '../../../engine/londonTime.js'
import { DOSE_DEFAULTS, dose } from '../../../engine/patrol/dose.js'
import { monthlyReturns } from '../../../engine/patrol/monthlyReturn.js'
import { staysOfLog } from '../../../engine/patrol/stays.js'

const table = (lines: readonly string[]) => readTextTable(new TextEncoder().encode(`${lines.join('\n')}\n`), 'made.csv')

describe('monthlyReturns', () => {
  const hotspots = ['H1', 'H2', 'H3'].map((id) => ({ id, lng: -1.9, lat: 52.48, radiusM: 100 }))
  const log = readVisitLog(
    table([
      'hotspot,arrive,leave,crew',
      'H1,2026-05-02 14:00,14:15,A',
      'H2,2026-05-02 15:00,15:30,B',
      'H2,2026-05-20 15:00,15:12,C',
      'H1,2026-07-01 10:00,10:05,A',
    ]),
    londonToUtc(2026, 8, 1, 0, 0).minutes,
  )
  const roster = readCrewRoster(table(['call_sign,kind,mode,officers,shift_start', 'A,PC,vehicle,2,14:00', 'B,pcso,foot,,']))
  const options = {
    ...DOSE_DEFAULTS,
    from: londonToUtc(2026, 5, 1, 0, 0).minutes,
    to: londonToUtc(2026, 8, 1, 0, 0).minutes,
    officers: new Map([['A', 2]]),
    modes: new Map([['A', 'vehicle'] as const, ['B', 'foot'] as const]),
    planned: Float64Array.of(92, 92, Number.NaN),
  }
  const returns = monthlyReturns(dose(staysOfLog(log, hotspots), hotspots, options).distinct, roster, options)

  it('has a row for every month, by kind of officer and mode, in officer-minutes', () => {
    expect(
      returns.map(({ month, hotspotsPatrolled, daysPatrolled, visits, visitsInRange, crewMinutes }) => [
        month,
        hotspotsPatrolled,
        daysPatrolled,
        visits,
        visitsInRange,
        crewMinutes,
      ]),
    ).toEqual([
      ['2026-05', 2, 2, 3, 2, 57],
      ['2026-06', 0, 0, 0, 0, 0],
      ['2026-07', 1, 1, 1, 0, 5],
    ])
    expect(returns[0].patrol.filter(({ officerMinutes }) => officerMinutes > 0)).toEqual([
      { kind: 'PC', mode: 'vehicle', officerMinutes: 30 },
      { kind: 'PCSO', mode: 'foot', officerMinutes: 30 },
      { kind: 'unknown', mode: 'unknown', officerMinutes: 12 },
    ])
    expect(returns[0].patrol).toHaveLength(12)
  })

  it('shares the plan out over the days of the months', () => {
    // 184 minutes over 92 days
    expect(returns.map(({ plannedMinutes }) => plannedMinutes)).toEqual([62, 60, 62])
    expect(monthlyReturns([], roster, { ...options, planned: null })[0].plannedMinutes).toBeNaN()
    expect(monthlyReturns([], roster, { ...options, planned: null })[0].inPlanMinutes).toBeNaN()
  })

  it('counts a crew once where hotspots share ground, and against the plan only what was in it', () => {
    const shared = { ...options, planned: Float64Array.of(Number.NaN, 40, 60) }
    const twice = readVisitLog(
      table([
        'hotspot,arrive,leave,crew',
        'H1,2026-05-02 14:00,14:30,A',
        'H2,2026-05-02 14:01,14:29,A',
        'H1,2026-05-03 14:00,14:10,A',
      ]),
      londonToUtc(2026, 8, 1, 0, 0).minutes,
    )
    const [may] = monthlyReturns(dose(staysOfLog(twice, hotspots), hotspots, shared).distinct, roster, shared)
    expect(may).toMatchObject({ hotspotsPatrolled: 2, visits: 2, crewMinutes: 40, inPlanMinutes: 28 })
  })

  it('takes what rounding leaves of a visit for nothing', () => {
    const visit = {
      ...{ hotspot: 0, callSign: 'A', arrive: options.from, leave: options.from + 0.3, errorMinutes: 0 },
      ...{ inPlanMinutes: 0, minutes: 0.1 + 0.2, footMinutes: 0.1, vehicleMinutes: 0.2 - 3e-17 },
    }
    const [{ patrol }] = monthlyReturns([visit], roster, options)
    expect(patrol.filter(({ mode }) => mode === 'unknown').map(({ officerMinutes }) => officerMinutes)).toEqual([0, 0, 0, 0])
  })
})

describe('readCrewRoster', () => {
  it.each([
    [['A,PC,foot,1', 'A,PC,foot,1'], /line 3.*column call_sign.*already on line 2/],
    [[',PC,foot,1'], /line 2.*column call_sign/],
    [['A,sergeant,foot,1'], /column kind, value "sergeant".*PC, PCSO, special/],
    [['A,PC,horse,1'], /column mode, value "horse".*foot, vehicle/],
    [['A,PC,foot,1.5'], /column officers, value "1.5"/],
  ])('refuses %j', (rows, message) => {
    expect(() => readCrewRoster(table(['call_sign,kind,mode,officers', ...rows]))).toThrow(message)
  })

  it('leaves unknown what the file does not say', () => {
    expect(readCrewRoster(table(['Crew,Kind', 'A,Special'])).get('A')).toEqual({
      kind: 'special',
      mode: null,
      officers: Number.NaN,
    })
  })
})
