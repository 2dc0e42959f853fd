import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import type { ListedHotspot } from '../../engine/input/hotspotList.js'
import { londonOf, londonToUtc } from '../../engine/londonTime.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { noVisitWords } from '../../engine/output/patrolWords.js'
import { SPEED_DEFAULTS } from '../../engine/patrol/patrolTravel.js'
import { type PlanShiftOptions, planShift, type ShiftInput } from '../../engine/plan.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { forceAnalysis, timedRows } from '../helpers/forceAnalysis.js'
import { crewOf, requestOf } from '../helpers/planInput.js'
import { walkableAt } from '../helpers/walkableAt.js'

/** So many offences a week, as what a month is expected to have. */
/** Of April 2024, the month after the data. */
const monthOf = (perWeek: number) => (perWeek * 30) / 7
/** Two in Castle and one in Riverside, under 2 km apart. */
const HOTSPOTS = [
  walkableAt('inn', -0.91, 52.2, { expectedMonthly: monthOf(18) }),
  walkableAt('mill', -0.904, 52.203, {
    expectedMonthly: monthOf(36),
    peak: { start: 116, hours: 2, share: 0.6, low: 0.4, high: 0.7, timed: 40, months: 36, drawnShare: 0.5 },
  }),
  walkableAt('quay', -0.88, 52.2, { expectedMonthly: monthOf(9), name: '' }),
]
const CREW = crewOf('T12', { lng: -0.905, lat: 52.2 })
const INPUT: ShiftInput = {
  crews: [CREW],
  requests: [],
  list: null,
  travel: { foot: null, vehicle: null },
  log: null,
  pings: null,
  planned: null,
}
/** A Friday. */
const OPTIONS: PlanShiftOptions = {
  date: '2024-04-26',
  problem: 'serious-violence',
  area: null,
  places: 20,
  mustDo: [],
  lost: [],
  speeds: SPEED_DEFAULTS,
  plan: {},
  demo: false,
}
const listed = (id: string, more: Partial<ListedHotspot> = {}): ListedHotspot => ({
  ...{ id, name: id, beat: '', lng: -0.91, lat: 52.2, radiusM: 100, problem: '', offences12m: 12 },
  ...{ include: true, reasonChanged: '', decidedBy: '', publishedPoint: false },
  ...more,
})

describe('planShift', () => {
  let analysis: Analysis
  beforeAll(async () => {
    analysis = { ...(await forceAnalysis(timedRows())), walkable: HOTSPOTS, measure: 'volume' }
  })
  const plan = (options: Partial<PlanShiftOptions> = {}, input: Partial<ShiftInput> = {}, change: Partial<Analysis> = {}) =>
    planShift({ ...analysis, ...change }, { ...INPUT, ...input }, { ...OPTIONS, ...options })
  const refusal = (...args: Parameters<typeof plan>) => {
    try {
      plan(...args)
    } catch (error) {
      if (error instanceof EngineError) return error
    }
    throw new Error('nothing was refused')
  }
  const ids = (tasking: ReturnType<typeof plan>) => tasking.hotspots.map(({ id }) => id)

  it('spreads what a week is expected to have over its hours: its own peak window, then those of the problem', () => {
    const { hotspots, measure, dataTo, ageDays, notes, areaKind } = plan()
    expect(hotspots.map(({ id, perWeek }) => [id, perWeek])).toEqual([
      ['mill', expect.closeTo(36, 9)],
      ['inn', expect.closeTo(18, 9)],
      ['quay', expect.closeTo(9, 9)],
    ])
    const [mill, inn] = hotspots
    // 12 robberies of Friday 20:00 and one event in each of 168 hours
    expect([inn.expected[116], inn.expected[117], inn.expected[0]]).toEqual([
      expect.closeTo((18 * 13) / 180, 9),
      expect.closeTo(0.1, 9),
      expect.closeTo(0.1, 9),
    ])
    // half of 36 in the two hours of its window, at 13 to 1, half in the others
    expect([mill.expected[116], mill.expected[117], mill.expected[118]]).toEqual([
      expect.closeTo((18 * 13) / 14, 9),
      expect.closeTo(18 / 14, 9),
      expect.closeTo(18 / 166, 9),
    ])
    // recorded last on the Monday the twelfth week ends
    expect([measure, dataTo, ageDays, areaKind]).toEqual(['volume', '2024-03-25', 32, ''])
    expect(hotspots[2].name).toMatch(/^at \d{6}, \d{6}$/)
    expect(notes).toEqual([
      'Busy hours of their own: 1 of 3 hotspots, from 36 months (of places without a favourite time about 1 in 20 shows one by chance); planned by a share drawn to that of the force, the more the fewer records have a time (50 % in place of 60 %). The others are taken to be busy when the problem is in the force, over all months of the data.',
      expect.stringMatching(/^"at \d+, \d+" is the easting and northing.*--roads FILE/),
    ])
  })

  it('sends the crew where and when most is expected, and marks that visit', () => {
    const { visits } = plan().plan
    const evening = visits.filter(({ id, from }) => id === 'mill' && londonOf(from).hour >= 19)
    expect(visits.length).toBeGreaterThan(4)
    expect([evening.length, evening[0].mustDo]).toEqual([1, 'worth'])
  })

  it('says how much useful time visits to these hotspots cannot fill', () => {
    const crews = [{ ...CREW, mode: 'vehicle' as const }]
    const once = plan({ plan: { mostVisits: 1 } }, { crews })
    const [{ usefulMinutes, visitMinutes, travelMinutes }] = once.plan.crews
    const left = Math.round(100 * (1 - (visitMinutes + travelMinutes) / usefulMinutes))
    expect(visitMinutes).toBe(45)
    expect(once.notes.at(-1)).toContain('A wider area or places of your own (--hotspots) would fill more of it.')
    expect(plan({ places: 2, plan: { mostVisits: 1 } }, { crews }).notes.at(-1)).toContain('More hotspots (--most-hotspots)')
    expect(once.notes.at(-1)).toMatch(new RegExp(`^${left} % of useful time is left over: a hotspot has at most 1 visit `))
  })

  it('goes by the severity of the problem where the run measures harm and its offences have codes', () => {
    const { kinds } = analysis
    const robbery = kinds.harm[kinds.id.indexOf('34B')]
    const { measure, hotspots } = plan({}, {}, { measure: 'harm' })
    expect(measure).toBe('harm')
    expect(hotspots[0].perWeek).toBeCloseTo(36 * robbery, 6)
  })

  it('plans for an area, by what is expected most, with what is asked for on top', () => {
    const castle = { area: { kind: 'ward', code: 'W1' } }
    expect(ids(plan(castle))).toEqual(['mill', 'inn'])
    expect(plan(castle)).toMatchObject({ areaKind: 'ward', areaCode: 'W1', areaName: 'Castle' })
    const first = plan({ places: 1 })
    expect(ids(first)).toEqual(['mill'])
    expect(first.notes).toContain('2 more hotspots of the area, where less is expected, not planned for.')
    const asked = plan({ places: 1, mustDo: ['quay'] }, { requests: [requestOf('R', { hotspot: 'inn' })] })
    expect(ids(asked)).toEqual(['mill', 'inn', 'quay'])
    expect(asked.hotspots.map(({ mustDo }) => mustDo)).toEqual([false, false, true])
    expect(
      asked.plan.visits
        .filter(({ mustDo }) => mustDo === 'asked')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['inn', 'quay'])
  })

  it('leaves out what people left out, in the run or in a list, and keeps to the list', () => {
    const decisions = {
      file: 'hotspots.csv',
      header: ['id', 'include', 'reason_changed'],
      rows: [['mill', 'no', 'closed']],
      line: [2],
    }
    const decided = plan({}, {}, { decisions })
    expect(decided.plan.unserved.map(({ hotspot, why, reason }) => [decided.hotspots[hotspot].id, why, reason])).toEqual([
      ['mill', 'excluded', 'closed'],
    ])
    const list = [listed('inn', { include: false }), listed('skate park', { lng: -0.9, offences12m: 24 })]
    const tasking = plan({}, { list })
    expect(refusal({}, { list: [listed('inn', { include: false })] })).toMatchObject({
      code: 'hotspots-missing',
      hint: 'The one of this problem in the area is left out (include is no).',
    })
    expect(tasking.hotspots.map(({ id, excluded, found, perWeek }) => [id, excluded, found?.id, perWeek])).toEqual([
      ['inn', 'left out in the list of hotspots', 'inn', expect.closeTo(18, 9)],
      ['skate park', '', undefined, expect.closeTo(24 / 52.18, 9)],
    ])
    expect(plan({ area: { kind: 'ward', code: 'W1' } }, { list: [listed('inn')] }).notes[0]).toBe(
      '1 hotspot of the area not in the list given: not planned for.',
    )
    expect(tasking.notes.slice(0, 3)).toEqual([
      '2 hotspots of this run not in the list given: not planned for.',
      '1 place only in the list given: planned by the offences it says, hours as in the force.',
      'Busy hours of their own: 0 of 2 hotspots. All are taken to be busy when the problem is in the force, over all months of the data.',
    ])
  })

  it('sends nobody to a place of the list of which nobody said what to expect, unless that is asked for', () => {
    const list = [listed('skate park', { lng: -0.9, offences12m: Number.NaN })]
    expect(refusal({}, { list })).toMatchObject({
      code: 'hotspots-missing',
      hint: expect.stringMatching(/^What to expect at the one place of the list is not known: fill in offences_12m/),
    })
    const asked = plan({ mustDo: ['skate park'] }, { list })
    expect(asked.plan.visits.some(({ id }) => id === 'skate park')).toBe(true)
    expect(asked.hotspots[0].perWeek).toBeNaN()
    expect(asked.notes).toContain(
      '1 place of the list without offences_12m: what to expect there is not known, and only what is asked for (--must-do, --requests) takes a crew there.',
    )
    const beside = plan({}, { list: [listed('inn'), ...list] })
    expect(beside.plan.unserved.map((one) => [one.hotspot, noVisitWords(beside, one)])).toEqual([
      [1, 'what to expect there is not known: offences_12m is blank'],
    ])
  })

  it('tells of a request that ends before it begins where no shift is over midnight', () => {
    const late = requestOf('late', { hotspot: 'inn', fromMinute: 15 * 60, toMinute: 14 * 60 })
    const told = 'Request late, from 15:00 to 14:00, is read as over midnight, and no shift is: are the two exchanged?'
    expect(plan({}, { requests: [late] }).notes).toContain(told)
    const night = [{ ...CREW, startMinute: 20 * 60, endMinute: 4 * 60 }]
    expect(plan({}, { requests: [late], crews: night }).notes).not.toContain(told)
  })

  it("reads last week's time, and counts what was at other places", () => {
    const at = (day: number, hour: number) => londonToUtc(2024, 4, day, hour, 0).minutes
    const log = {
      file: 'log.csv',
      length: 3,
      line: [2, 3, 4],
      hotspot: ['inn', 'elsewhere', 'inn'],
      callSign: ['T9', 'T9', 'T9'],
      arrive: Float64Array.of(at(25, 14), at(25, 15), at(22, 14)),
      leave: Float64Array.of(at(25, 14) + 15, at(25, 15) + 15, at(22, 14) + 20),
      issues: [{ code: 'times-of-london', count: 3, message: 'Times state no zone', examples: [] }],
    }
    const planned = {
      file: 'plan.csv',
      minutes: new Map([
        ['inn', 45],
        ['elsewhere', 15],
      ]),
      requested: 0,
      otherDays: 4,
      line: new Map([
        ['inn', 2],
        ['elsewhere', 3],
      ]),
    }
    const { hotspots, notes } = plan({}, { log, planned })
    expect(hotspots.map(({ id, lastWeek, lastWeekMinutes }) => [id, lastWeek?.visits, lastWeekMinutes])).toEqual([
      ['mill', 0, 0],
      ['inn', 2, 35],
      ['quay', 0, 0],
    ])
    expect(hotspots[1].lastWeek).toEqual({ crewMinutes: 35, visits: 2, plannedMinutes: 45, lastLeft: at(25, 14) + 15 })
    expect(notes).toContain('Times state no zone.')
    expect(notes).toContain('1 visit of log.csv at places that are not in this plan: left out.')
    expect(notes).toContain('1 place of plan.csv not in this plan: left out.')
    expect(notes).toContain('4 visits of plan.csv on other days than the week before: left out.')
    expect(plan().hotspots.map(({ lastWeek }) => lastWeek)).toEqual([null, null, null])
    const none = { ...log, hotspot: ['a', 'b', 'c'] }
    expect(refusal({}, { log: none })).toMatchObject({ code: 'table-invalid', file: 'log.csv', line: 2 })
  })

  it('answers each loss of time by itself, after midnight too', () => {
    const night = [{ ...CREW, startMinute: 20 * 60, endMinute: 4 * 60 }]
    const lost = [
      { callSign: 'T12', atMinute: 60, minutes: 60 },
      { callSign: 'T12', atMinute: 20 * 60, minutes: 480 },
    ]
    const { recasts } = plan({ lost }, { crews: night })
    expect(recasts.map(({ lost: { from } }) => londonOf(from).day)).toEqual([27, 26])
    expect(recasts[1].visits).toEqual([])
    const outside = refusal({ lost: [{ callSign: 'T12', atMinute: 12 * 60, minutes: 60 }] }, { crews: night })
    expect(outside).toMatchObject({
      code: 'option-invalid',
      column: 'lost',
      hint: expect.stringContaining('from 20:00 to 04:00'),
    })
    expect(refusal({ lost: [{ callSign: 'T99', atMinute: 900, minutes: 60 }] }).hint).toContain('T12')
  })

  it('says of the night the clocks change which way they go', () => {
    const night = [{ ...CREW, startMinute: 22 * 60, endMinute: 6 * 60 }]
    const clocks = (date: string) => plan({ date }, { crews: night }).notes.filter((note) => note.startsWith('The clocks'))
    expect(clocks('2024-10-26')).toEqual([expect.stringContaining('go back in this night, from 02:00 BST to 01:00 GMT')])
    expect(clocks('2024-03-30')).toEqual([expect.stringContaining('go forward')])
    expect(clocks('2024-04-26')).toEqual([])
  })

  it('says which problem it is of where the run has several', () => {
    expect(plan({ problem: 'asb' }, {}, { walkable: HOTSPOTS.map((one) => ({ ...one, problem: 'asb' })) }).notes).toContain(
      'Planned for asb, the first problem of the run; also run: serious-violence. Another is chosen with --problem.',
    )
  })

  it('refuses what cannot be planned, and says what to do', () => {
    expect(refusal({ area: { kind: 'beat', code: 'B1' } })).toMatchObject({ code: 'option-invalid', value: 'beat=B1' })
    expect(refusal({ area: { kind: 'ward', code: 'W9' } }).hint).toContain('There are 2: W1 (Castle), W2 (Riverside).')
    const none = refusal({ area: { kind: 'ward', code: 'W2' } }, {}, { walkable: HOTSPOTS.slice(0, 2) })
    expect(none).toMatchObject({ code: 'hotspots-missing', hint: expect.stringContaining('2 elsewhere') })
    expect(refusal({}, {}, { walkable: [] })).toMatchObject({
      code: 'hotspots-missing',
      hint: expect.stringContaining('5 offences'),
    })
    expect(refusal({ mustDo: ['nowhere'] })).toMatchObject({ code: 'option-invalid', column: 'mustDo' })
    expect(refusal({ date: '2024-03-24' })).toMatchObject({
      code: 'option-invalid',
      column: 'date',
      hint: expect.stringContaining('2024-03-25'),
    })
    expect(refusal({ date: '2024-04-31' })).toMatchObject({ code: 'option-invalid', column: 'date' })
    expect(refusal({}, { crews: [] }).code).toBe('argument-missing')
    expect(refusal({}, {}, { hours: null })).toMatchObject({
      code: 'needs-force-extract',
      hint: expect.stringContaining('committed'),
    })
    expect(refusal({}, { requests: [requestOf('R', { hotspot: 'nowhere' })] }).hint).toContain('Request R')
  })

  it('refuses published data and names the briefing; a demonstration takes its points with a radius and hours made up', async () => {
    const published = await smallAnalysis({ months: ['2024-01', '2024-02', '2024-03', '2024-04'] })
    const options = { ...OPTIONS, problem: 'asb', date: '2024-05-10' }
    expect(() => planShift(published, INPUT, options)).toThrow(/needs-force-extract.*--briefing.*--demo/)
    const { demo, hotspots, plan: shown, dataTo, notes } = planShift(published, INPUT, { ...options, demo: true })
    expect([demo, dataTo]).toEqual([true, '2024-04-30'])
    expect(new Set(hotspots.map(({ radiusM }) => radiusM))).toEqual(new Set([100]))
    expect(new Set(hotspots[0].expected).size).toBe(1)
    expect(shown.visits.length).toBeGreaterThan(0)
    expect(notes.join(' ')).toContain('Made up for showing')
  })
})
