import { describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { londonOf, londonToUtc } from '../../../engine/londonTime.js'
import { crewShift } from '../../../engine/patrol/crewShift.js'
import { patrolTravel, SPEED_DEFAULTS } from '../../../engine/patrol/patrolTravel.js'
import { PLAN_DEFAULTS, travelPlaces } from '../../../engine/patrol/planInput.js'
import { orderedRoutes, planPatrols } from '../../../engine/patrol/planPatrols.js'
import { planProblem } from '../../../engine/patrol/planProblem.js'
import { type Route, routeMinutes } from '../../../engine/patrol/visitProblem.js'
import { visitSearch } from '../../../engine/patrol/visitSearch.js'
import { codeOf } from '../../helpers/codeOf.js'
import { crewOf, hotspotAt, planInput, requestOf } from '../../helpers/planInput.js'

const square = [hotspotAt('N', 0, 0.4), hotspotAt('E', 0.4, 0), hotspotAt('S', 0, -0.4), hotspotAt('W', -0.4, 0)]
const clock = (minutes: number) => {
  const { hour, minute } = londonOf(minutes)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

describe('planPatrols', () => {
  it('fills useful time and no more, in windows, with visits to one hotspot two hours apart and at most three', () => {
    const plan = planPatrols(planInput(square, [crewOf('A'), crewOf('B', { mode: 'vehicle', officers: 2 })]))
    for (const { visits, visitMinutes, travelMinutes, usefulMinutes } of plan.crews) {
      expect(visitMinutes).toBe(15 * visits)
      expect(visitMinutes + travelMinutes).toBeLessThanOrEqual(usefulMinutes + 1e-9)
    }
    expect(plan.visits.length).toBe(12)
    for (const { id } of square) {
      const middles = plan.visits.filter((visit) => visit.id === id).map(({ from, to }) => (from + to) / 2)
      expect(middles.length).toBe(3)
      middles.sort((a, b) => a - b)
      expect(middles[1] - middles[0]).toBeGreaterThanOrEqual(120)
      expect(middles[2] - middles[1]).toBeGreaterThanOrEqual(120)
    }
    expect([clock(plan.visits[0].from), clock(plan.visits[0].to)]).toEqual(['14:40', '16:00'])
    // one offence an hour: a quarter of it in each visit, the next ones 0.7 and 0.49 of that
    expect(plan.worth).toBeCloseTo(4 * 0.25 * (1 + 0.7 + 0.49), 9)
    expect(plan.officerHours).toBeCloseTo((3 * 243) / 60, 9)
    expect(plan.worthPerOfficerHour).toBeCloseTo(plan.worth / plan.officerHours, 12)
  })

  it('has crews back by the end of their shift, and no visit before they can be there', () => {
    // 2 km away: 34.7 minutes out, as many back
    const [lng, lat] = [crewOf('A').lng, crewOf('A').lat]
    const far = [hotspotAt('N', 0, 2), hotspotAt('N2', 0.1, 2), hotspotAt('N3', -0.1, 2)]
    const late = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 20 ? 9 : 0.01))
    const input = planInput(
      far.map((hotspot) => ({ ...hotspot, expected: late })),
      [crewOf('A', { startMinute: 19 * 60 })],
    )
    const { visits, crews } = planPatrols(input, { available: 1, breakMinutes: 0 })
    const last = visits.filter(({ window }) => window === visits[visits.length - 1].window)
    const inLast = last.reduce((sum, { minutes, travelMinutes }) => sum + minutes + travelMinutes, 0)
    expect(crews[0].backMinutes).toBeCloseTo((1.3 * distanceM(lng, lat, last.at(-1)?.lng ?? 0, last.at(-1)?.lat ?? 0)) / 75, 6)
    expect(inLast + crews[0].backMinutes).toBeLessThanOrEqual(75 + 1e-9)
    // home by 22:00 from 35 minutes away; out from 19:30
    expect(new Set(last.map(({ to }) => clock(to)))).toEqual(new Set(['21:25']))
    for (const { from } of visits) expect(from).toBeGreaterThanOrEqual(londonToUtc(2026, 5, 1, 20, 4).minutes)
  })

  it('goes by a table as it is given, also where a place on the way makes a route shorter', () => {
    const hotspots = [hotspotAt('N', 0, 0.3), hotspotAt('E', 0.3, 0), hotspotAt('S', 0, -0.3)]
    const straight = planInput(hotspots, [crewOf('A')])
    const ids = ['N', 'E', 'S', 'Station']
    const ways = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => [from, to] as const))
    // all 12 minutes apart, but E beside everything
    const minutes = Float64Array.from(ways, (way) => (way.includes('E') ? 4 : 12))
    const rows = {
      file: 'ways.csv',
      line: ways.map((_, k) => k + 2),
      from: ways.map(([from]) => from),
      to: ways.map(([, to]) => to),
      minutes,
    }
    const travel = patrolTravel(travelPlaces(straight), SPEED_DEFAULTS, { foot: rows, vehicle: rows })
    const { visits, crews } = planPatrols({ ...straight, travel })
    visits.forEach((visit, k) => {
      const way = ways.findIndex(([from, to]) => from === (k === 0 ? 'Station' : visits[k - 1].id) && to === visit.id)
      expect(visit.travelMinutes).toBe(way < 0 ? 0 : minutes[way])
    })
    expect(crews[0].visitMinutes + crews[0].travelMinutes).toBeLessThanOrEqual(crews[0].usefulMinutes)
  })

  it('repeats by seed, and draws another order of the same visits by another, within the time and what is asked for', () => {
    const requests = [
      requestOf('first', { hotspot: 'N', fromMinute: 870, toMinute: 900 }),
      requestOf('then', { hotspot: 'S', fromMinute: 930, toMinute: 960 }),
    ]
    const input = planInput(square, [crewOf('A', { mode: 'vehicle' })], requests)
    expect(planPatrols(input)).toEqual(planPatrols(input))
    const shifts = input.crews.map((crew) => crewShift(crew, input.date, PLAN_DEFAULTS))
    const problem = planProblem(input, shifts, PLAN_DEFAULTS)
    const routes = visitSearch(problem, 1)
    const drawn = Array.from({ length: 12 }, (_, seed) => orderedRoutes(input, problem, routes, seed)[0])
    const inWindows = ({ places, slots }: Route) => places.map((place, k) => `${slots[k]} ${place}`)
    for (const route of drawn) {
      expect(routeMinutes(problem, 0, route).fits).toBe(true)
      expect(inWindows(route).toSorted()).toEqual(inWindows(routes[0]).toSorted())
      // N is asked for until 15:00 and S from 15:30, in one window
      expect(inWindows(route).indexOf('0 0')).toBeLessThan(inWindows(route).indexOf('0 2'))
    }
    expect(new Set(drawn.map((route) => inWindows(route).join())).size).toBeGreaterThan(4)
  })

  it('goes where and when most is expected, and less to where crews have been last week', () => {
    const evening = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 20 ? 9 : 0.01))
    const input = (lastWeekMinutes: number) =>
      planInput([hotspotAt('late', 0, 0.3, { expected: evening, lastWeekMinutes }), hotspotAt('all day', 0.3, 0)], [crewOf('A')])
    const late = planPatrols(input(0)).visits.filter(({ id, worth }) => id === 'late' && worth > 0.1)
    expect(late.map(({ from }) => clock(from))).toEqual(['20:30'])
    // one visit a day last week: the first of today is worth 0.7
    expect(planPatrols(input(105)).visits.find(({ id, worth }) => id === 'late' && worth > 0.1)?.worth).toBeCloseTo(
      late[0].worth * 0.7,
      9,
    )
  })

  it('makes must-dos and fixed requests first, in the time and by the crew that is asked for', () => {
    const quiet = new Float64Array(168)
    const hotspots = [...square, hotspotAt('must', 0.6, 0.6, { expected: quiet, mustDo: true })]
    const requests = [
      requestOf('school', { lng: -1.895, lat: 52.483, fromMinute: 15 * 60, toMinute: 15 * 60 + 45, crew: 'B' }),
      requestOf('market', { hotspot: 'N', fixed: false, fromMinute: 19 * 60, toMinute: 20 * 60 + 30 }),
    ]
    const plan = planPatrols(planInput(hotspots, [crewOf('A'), crewOf('B')], requests))
    expect(plan.unmet).toEqual([])
    const school = plan.visits.find(({ id }) => id === 'school')
    expect([school?.crew, clock(school?.from ?? 0), clock(school?.to ?? 0), school?.mustDo]).toEqual([
      1,
      '15:00',
      '15:45',
      'asked',
    ])
    expect(plan.visits.filter(({ id }) => id === 'must').map(({ mustDo }) => mustDo)).toEqual(['asked'])
    expect(
      plan.visits.filter(({ requests: granted }) => granted.includes('market')).map(({ id, window }) => [id, window]),
    ).toEqual([['N', 3]])
    // a third of each crew's visits are marked
    for (const crew of [0, 1]) {
      const own = plan.visits.filter((visit) => visit.crew === crew)
      expect(own.filter(({ mustDo }) => mustDo !== '').length).toBeGreaterThanOrEqual(Math.ceil(own.length / 3))
    }
  })

  it('marks one visit for a must-do that has several, the one that grants a request of its own', () => {
    const hotspots = [
      hotspotAt('must', 0, 0.3, { mustDo: true }),
      hotspotAt('quiet', 0.3, 0, { expected: new Float64Array(168) }),
    ]
    const late = requestOf('late', { hotspot: 'must', fromMinute: 20 * 60 + 30, toMinute: 22 * 60 })
    const asked = (requests: readonly ReturnType<typeof requestOf>[]) =>
      planPatrols(planInput(hotspots, [crewOf('A')], requests)).visits.map(({ id, window, mustDo }) => [id, window, mustDo])
    expect(asked([])).toEqual([
      ['must', 0, 'asked'],
      ['must', 2, ''],
      ['must', 4, ''],
    ])
    expect(asked([late])).toEqual([
      ['must', 0, ''],
      ['must', 2, ''],
      ['must', 4, 'asked'],
    ])
  })

  it('says of every hotspot and request without a visit why', () => {
    const hotspots = [
      hotspotAt('near', 0.2, 0, { expected: new Float64Array(168).fill(9) }),
      hotspotAt('out', 0.1, 0.1, { excluded: 'problem solved', mustDo: true }),
      hotspotAt('quiet', 0.2, 0.2, { expected: new Float64Array(168) }),
      hotspotAt('far', 12, 0),
      hotspotAt('little', -1, 0, { expected: new Float64Array(168).fill(1e-6) }),
    ]
    const requests = [
      requestOf('morning', { hotspot: 'near', fromMinute: 8 * 60, toMinute: 10 * 60 }),
      requestOf('town', { hotspot: 'far' }),
      requestOf('brief', { hotspot: 'near', fromMinute: 15 * 60, toMinute: 15 * 60 + 10 }),
    ]
    const short = crewOf('A', { endMinute: 840 + 30 + 45 + 90 })
    const plan = planPatrols(planInput(hotspots, [short], requests))
    expect(plan.unserved.map(({ hotspot, why }) => [hotspots[hotspot].id, why])).toEqual([
      ['out', 'excluded'],
      ['quiet', 'quiet'],
      ['far', 'too-far'],
      ['little', 'no-time'],
    ])
    expect(plan.unserved[0].reason).toBe('problem solved')
    expect(plan.unmet).toEqual([
      { id: 'out', kind: 'must-do', why: 'excluded' },
      { id: 'morning', kind: 'fixed', why: 'outside-shifts' },
      { id: 'town', kind: 'fixed', why: 'too-far' },
      { id: 'brief', kind: 'fixed', why: 'too-short' },
    ])
  })

  it('does not call too far what can be reached from another visit', () => {
    // on foot more minutes away than a window of 90 leaves
    const away = hotspotAt('away', 3, 0)
    const near = hotspotAt('near', 2, 0, { expected: new Float64Array(168).fill(9) })
    const why = (hotspots: readonly ReturnType<typeof hotspotAt>[], windowMinutes = 90) =>
      planPatrols(planInput(hotspots, [crewOf('A')]), { windowMinutes }).unserved.map((row) => [
        hotspots[row.hotspot].id,
        row.why,
      ])
    expect(why([away])).toEqual([['away', 'off-the-way']])
    expect(why([near, { ...away, mustDo: true }])).toEqual([])
    expect(why([away], 240)).toEqual([])
  })

  it('expects what every visit sees in full, beside what further visits count', () => {
    const { visits, expected, worth } = planPatrols(planInput([hotspotAt('one', 0.1, 0)], [crewOf('A')]))
    expect(visits).toHaveLength(3)
    // one offence an hour, 15 minutes each
    expect(expected).toBeCloseTo(0.75, 9)
    expect(worth).toBeCloseTo(0.25 * (1 + 0.7 + 0.49), 9)
  })

  it('gives crews that could do the same about the same to do', () => {
    const hotspots = Array.from({ length: 6 }, (_, k) => hotspotAt(`H${k}`, 0.3 * Math.cos(k), 0.3 * Math.sin(k)))
    const { crews } = planPatrols(planInput(hotspots, [crewOf('A'), crewOf('B'), crewOf('C')]), { mostVisits: 2 })
    const loads = crews.map(({ visitMinutes, travelMinutes, usefulMinutes }) => (visitMinutes + travelMinutes) / usefulMinutes)
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThan(0.1)
  })

  it('plans a shift over midnight with requests in its small hours', () => {
    const night = crewOf('A', { startMinute: 20 * 60, endMinute: 4 * 60 })
    const requests = [requestOf('taxi rank', { hotspot: 'N', fromMinute: 60, toMinute: 120 })]
    const { visits, unmet } = planPatrols(planInput(square, [night], requests))
    expect(unmet).toEqual([])
    const granted = visits.filter(({ requests: ids }) => ids.includes('taxi rank'))
    expect(granted.map(({ from }) => from >= londonToUtc(2026, 5, 2, 0, 30).minutes)).toEqual([true])
  })

  it('refuses what cannot be planned', () => {
    const crew = crewOf('A')
    const code = (input: Parameters<typeof planPatrols>[0], options = {}) => codeOf(() => planPatrols(input, options))
    expect(code(planInput([], [crew]))).toBe('hotspots-missing')
    expect(code(planInput(square, []))).toBe('argument-missing')
    expect(code({ ...planInput(square, [crew]), hotspots: square.slice(1) })).toBe('length-mismatch')
    expect(code(planInput([hotspotAt('N', 0, 0, { expected: new Float64Array(24) })], [crew]))).toBe('length-mismatch')
    const wrong = [
      planInput([...square, square[0]], [crew]),
      planInput(square, [crew, crew]),
      planInput(square, [crew, crewOf('B', { lng: 0 })]),
      planInput(square, [crew], [requestOf('R', { hotspot: 'nowhere' })]),
      planInput(square, [crew], [requestOf('R', { hotspot: 'N', crew: 'Z' })]),
      planInput([hotspotAt('N', 0, 0, { expected: new Float64Array(168).fill(-1) })], [crew]),
    ]
    const untyped = (more: object) => planInput(square, [{ ...crew, ...more }])
    wrong.push(untyped({ startMinute: '420' }), untyped({ endMinute: 5000 }), untyped({ officers: 0 }), untyped({ mode: 'bike' }))
    expect(wrong.map((input) => code(input))).toEqual(wrong.map(() => 'option-invalid'))
    const options = [
      { visitMinutes: 9 },
      { visitMinutes: 21 },
      { available: 0 },
      { mostVisits: 0 },
      { repeatWorth: 2 },
      { visitMinutes: '15' },
      { seed: 1.5 },
    ]
    expect(options.map((one) => code(planInput(square, [crew]), one))).toEqual(options.map(() => 'option-invalid'))
  })
})
