import { describe, expect, it } from 'vitest'
import { type AllocateAreas, type AllocateOptions, allocate, type Hub } from '../../../engine/priority/allocate.js'
import type { Travel } from '../../../engine/priority/travel.js'
import { codeOf } from '../../helpers/codeOf.js'

const hub = (code: string, teamsToday: number, officersToday: number): Hub => ({ code, name: code, teamsToday, officersToday })
const hubs = [hub('Longton', 1, 11), hub('Stafford', 1, 7), hub('Burton', 0, 0)]
const areas: AllocateAreas = {
  code: ['A', 'B', 'C', 'D', 'E'],
  hubToday: Uint32Array.of(0, 0, 1, 1, 1),
  measures: [
    { id: 'harm', demand: Float64Array.of(30, 20, 20, 10, 20) },
    { id: 'volume', demand: Float64Array.of(10, 10, 30, 30, 20) },
  ],
  draws: [Float64Array.of(30, 20, 20, 10, 20), Float64Array.of(60, 20, 5, 5, 10)],
  drawsBoth: [Float64Array.of(30, 20, 20, 10, 20), Float64Array.of(10, 10, 30, 30, 20)],
  withinReach: null,
}
// nearest: A and B to Longton, C and D to Stafford, E to Burton
const travel: Travel = {
  sites: 3,
  places: 5,
  minutes: Float64Array.of(5, 12, 30, 30, 40, 20, 20, 6, 9, 18, 40, 40, 30, 30, 7),
  basis: 'made',
}
const options: AllocateOptions = {
  teams: 6,
  officers: 60,
  sergeantsPerTeam: 1,
  officersPerTeam: 7,
  mostPerTeam: null,
  officersBy: 'teams',
  teamsPerHub: 1,
  sevenDays: false,
  shifts: { label: '4 on 4 off', daysOn: 4, cycleDays: 8 },
  abstraction: 0.25,
  assign: 'nearest',
  k: null,
  listSplits: true,
}

describe('allocate', () => {
  it('gives whole areas to the nearest hub, teams by harm, officers by teams', () => {
    // all of A and none of B is near Longton
    const withinReach = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1)
    const result = allocate(hubs, { ...areas, withinReach }, travel, options)
    expect([...result.hubOf]).toEqual([0, 0, 1, 1, 2])
    // harm 50, 30, 20; from one each: 33.3 20 13.3 | 20 20 13.3: 2 1 1, then 20 and 20 are served: 3 2 1
    expect(result.hubs.map(({ teams }) => teams)).toEqual([3, 2, 1])
    expect(result.hubs.map(({ officers, sergeants, constables }) => [officers, sergeants, constables])).toEqual([
      [30, 3, 27],
      [20, 2, 18],
      [10, 1, 9],
    ])
    // half of them on a day, a quarter of their time elsewhere
    expect(result.hubs.map(({ onDuty }) => onDuty)).toEqual([11.25, 7.5, 3.75])
    expect(result.hubs[0]).toMatchObject({ areas: [0, 1], demand: [50, 20], share: [0.5, 0.2], withinReach: 0.6 })
    expect(result.hubs[0].demandPerTeam).toBeCloseTo(50 / 3, 12)
    expect(result.byMeasure.map(({ webster }) => [...webster.teams.seats])).toEqual([
      [3, 2, 1],
      [1, 4, 1],
    ])
    expect([...result.byMeasure[1].webster.officers.seats]).toEqual([10, 40, 10])
    // exact shares of volume: 1.2, 3.6 and 1.2 of six, so Hamilton has 1 4 1 too
    expect(result.byMeasure.map(({ hamilton }) => [...hamilton.teams.seats])).toEqual([
      [3, 2, 1],
      [1, 4, 1],
    ])
    expect(result.ways).toBe(28)
    expect(result.splits).toHaveLength(28)
    // the second re-run, 80 10 10, proposes 4 1 1
    expect(result.splits?.filter(({ shareOfDraws }) => shareOfDraws > 0).map(({ teams }) => teams)).toEqual([
      [3, 2, 1],
      [4, 1, 1],
    ])
    expect(result.hubs[0].teamsRerun).toEqual({ low: 3, high: 4, held: 0.5, heldBoth: 0.5, aboveLeast: 1 })
    expect(result.hubs[1].teamsRerun).toEqual({ low: 1, high: 2, held: 0.5, heldBoth: 0.5, aboveLeast: 0.5 })
    expect(result).toMatchObject({ teamsHeld: { data: 0.5, both: 0.5 }, officersHeld: { data: 0.5, both: 0.5 } })
    // the measure drawn is once the harm, once the volume: 3 2 1 and 1 4 1
    expect(result.splits?.filter(({ shareOfBoth }) => shareOfBoth > 0).map(({ teams }) => teams)).toEqual([
      [3, 2, 1],
      [1, 4, 1],
    ])
  })

  it('sets today beside, with the areas each hub serves today', () => {
    const { today } = allocate(hubs, areas, travel, options).hubs[1]
    expect(today).toEqual({ teams: 1, officers: 7, onDuty: 2.625, demandPerTeam: 50 })
    const kept = allocate(hubs, areas, null, { ...options, assign: 'today' })
    expect([...kept.hubOf]).toEqual([0, 0, 1, 1, 1])
    expect(kept.hubs.map(({ teams }) => teams)).toEqual([3, 2, 1])
    expect(kept.hubs[2]).toMatchObject({ areas: [], demandPerTeam: 0, withinReach: Number.NaN })
  })

  it('keeps two teams at every hub where seven-day cover is asked, more where the pattern needs them', () => {
    const seven = allocate(hubs, areas, travel, { ...options, sevenDays: true })
    expect(seven.leastTeams).toBe(2)
    expect(seven.hubs.map(({ teams }) => teams)).toEqual([2, 2, 2])
    expect(seven.splits?.filter(({ breaksCover }) => breaksCover.length === 0).map(({ teams }) => teams)).toEqual([[2, 2, 2]])
    const thirds = { label: '2 on 4 off', daysOn: 2, cycleDays: 6 }
    expect(codeOf(() => allocate(hubs, areas, travel, { ...options, sevenDays: true, shifts: thirds }))).toBe('cover-short')
  })

  it('shares out what does not divide evenly, and every officer', () => {
    const { hubs: rows } = allocate(hubs, areas, travel, { ...options, officers: 62 })
    expect(rows.reduce((sum, { officers }) => sum + officers, 0)).toBe(62)
    expect(rows.map(({ officers }) => officers)).toEqual([31, 21, 10])
  })

  it('gives the odd officer to the hub with more harm, in re-runs as in the proposal', () => {
    // harm by hub 20, 50, 30, the first in the list the least; two teams each, 61 officers
    const own = {
      ...areas,
      measures: [{ id: 'harm', demand: Float64Array.of(20, 0, 20, 30, 30) }],
      draws: [Float64Array.of(20, 0, 20, 30, 30), Float64Array.of(40, 10, 5, 5, 30)],
      drawsBoth: [Float64Array.of(20, 0, 20, 30, 30), Float64Array.of(20, 0, 20, 20, 60)],
    }
    const seven = { ...options, sevenDays: true, officersPerTeam: 10, k: 0.3 }
    const result = allocate(hubs, own, travel, { ...seven, officers: 61 })
    expect(result.hubs.map(({ teams, officers }) => [teams, officers])).toEqual([
      [2, 20],
      [2, 21],
      [2, 20],
    ])
    expect(result.byMeasure[0].hamilton.officers.seats).toEqual(Uint32Array.of(20, 21, 20))
    expect(result.diminishing?.officers.seats).toEqual(Uint32Array.of(20, 21, 20))
    // in the second re-run of each kind another hub has most
    expect(result).toMatchObject({ teamsHeld: { data: 1, both: 1 }, officersHeld: { data: 0.5, both: 0.5 } })
    expect(result.hubs.map(({ officersRerun }) => officersRerun.held)).toEqual([0.5, 0.5, 1])
    // nor do returns that diminish by team speak of officers: these follow teams
    const nine = allocate(hubs, own, travel, { ...seven, teams: 7, officers: 75 })
    expect(nine.diminishing?.teams.seats).toEqual(Uint32Array.of(2, 3, 2))
    expect(nine.diminishing?.officers.seats).toEqual(Uint32Array.of(21, 32, 22))
  })

  it('gives the fifth officer to the areas with most harm, and says how often each would have it', () => {
    const own = { ...areas, hubToday: Uint32Array.of(0, 1, 2, 3, 4) }
    const five = ['A', 'B', 'C', 'D', 'E'].map((code) => hub(code, 1, 4))
    const sizes = { teams: 5, officers: 22, officersPerTeam: 4, mostPerTeam: 5, officersBy: 'demand', assign: 'today' } as const
    const { hubs: rows, byMeasure, officersHeld } = allocate(five, own, null, { ...options, ...sizes })
    // harm 30 20 20 10 20: A has a fifth; B, C and E have an equal claim to the other, and the first has it
    expect(rows.map(({ officers }) => officers)).toEqual([5, 5, 4, 4, 4])
    expect(byMeasure[0].webster.officers).toMatchObject({ tied: [1, 2, 4], tiedServed: 1 })
    // in the first re-run they tie again, by lot; in the second, 60 20 5 5 10, A and B have it
    const fifth = rows.map(({ officersRerun }) => officersRerun.aboveLeast)
    expect(fifth[0]).toBe(1)
    expect(fifth[1]).toBeCloseTo((1 / 3 + 1) / 2, 12)
    expect(fifth[2]).toBeCloseTo(1 / 6, 12)
    expect(fifth[3]).toBe(0)
    expect(rows[2].officersRerun.held).toBeCloseTo(5 / 6, 12)
    expect(rows[2].officersRerun.heldBoth).toBeCloseTo(1 / 3, 12)
    expect(officersHeld.data).toBeCloseTo((1 / 3 + 1) / 2, 12)
    // by volume, 10 10 30 30 20, C and D have it
    expect(officersHeld.both).toBeCloseTo(1 / 6, 12)
  })

  it('answers without a list where there are too many splits to list', () => {
    const many = Array.from({ length: 12 }, (_, row) => hub(`H${row}`, 1, 4))
    const code = many.map((one) => one.code)
    const demand = Float64Array.from(code, (_, row) => row + 1)
    const own = {
      code,
      hubToday: Uint32Array.from(code.keys()),
      measures: [{ id: 'harm', demand }],
      draws: [],
      drawsBoth: [],
      withinReach: null,
    }
    const result = allocate(many, own, null, { ...options, teams: 20, officers: 200, assign: 'today' })
    // C(31, 11)
    expect(result).toMatchObject({ ways: 84672315, splits: null, teamsHeld: { data: Number.NaN } })
    expect(result.hubs.reduce((sum, { teams }) => sum + teams, 0)).toBe(20)
  })

  it('names areas as near to two hubs', () => {
    const minutes = travel.minutes.slice()
    minutes[5] = 5
    expect(allocate(hubs, areas, { ...travel, minutes }, options)).toMatchObject({ tiedAreas: [0] })
  })

  it('refuses too few officers, missing travel, and impossible options', () => {
    const run = (change: Partial<AllocateOptions>) => codeOf(() => allocate(hubs, areas, travel, { ...options, ...change }))
    expect(run({ officers: 41 })).toBe('cover-short')
    expect(run({ teams: 2 })).toBe('cover-short')
    expect(run({ abstraction: 1 })).toBe('option-invalid')
    expect(run({ shifts: { label: '', daysOn: 9, cycleDays: 8 } })).toBe('option-invalid')
    expect(run({ sergeantsPerTeam: 8 })).toBe('option-invalid')
    // a team of sergeants alone
    expect(run({ sergeantsPerTeam: 7 })).toBe('option-invalid')
    expect(run({ teams: 1.5 })).toBe('option-invalid')
    expect(run({ mostPerTeam: 6 })).toBe('option-invalid')
    expect(run({ mostPerTeam: 9 })).toBe('option-invalid')
    expect(codeOf(() => allocate(hubs, { ...areas, withinReach: new Float64Array(5) }, travel, options))).toBe('length-mismatch')
    expect(codeOf(() => allocate(hubs, areas, null, options))).toBe('argument-missing')
    expect(codeOf(() => allocate(hubs, { ...areas, hubToday: null }, travel, { ...options, assign: 'today' }))).toBe(
      'argument-missing',
    )
    expect(codeOf(() => allocate(hubs, { ...areas, hubToday: Uint32Array.of(0, 0, 1, 1, 3) }, travel, options))).toBe(
      'value-out-of-range',
    )
    expect(
      codeOf(() =>
        allocate(hubs, { ...areas, measures: [{ id: 'harm', demand: Float64Array.of(1, 1, 1, 1, -1) }] }, travel, options),
      ),
    ).toBe('value-negative')
    expect(codeOf(() => allocate(hubs.slice(0, 2), areas, travel, options))).toBe('length-mismatch')
  })
})
