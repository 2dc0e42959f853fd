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
  teamsPerHub: 1,
  sevenDays: false,
  shifts: { label: '4 on 4 off', daysOn: 4, cycleDays: 8 },
  abstraction: 0.25,
  assign: 'nearest',
  withinMinutes: 10,
  k: null,
}

describe('allocate', () => {
  it('gives whole areas to the nearest hub, teams by harm, officers by teams', () => {
    const result = allocate(hubs, areas, travel, options)
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
    expect(result.byMeasure.map(({ teams }) => [...teams])).toEqual([
      [3, 2, 1],
      [1, 4, 1],
    ])
    expect(result.splits).toHaveLength(28)
    // the second re-run, 80 10 10, proposes 4 1 1
    expect(result.splits.filter(({ shareOfDraws }) => shareOfDraws > 0).map(({ teams }) => teams)).toEqual([
      [3, 2, 1],
      [4, 1, 1],
    ])
    expect(result.hubs[0]).toMatchObject({ teamsLow: 3, teamsHigh: 4 })
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
    expect(seven.splits.filter(({ breaksCover }) => breaksCover.length === 0).map(({ teams }) => teams)).toEqual([[2, 2, 2]])
    const thirds = { label: '2 on 4 off', daysOn: 2, cycleDays: 6 }
    expect(codeOf(() => allocate(hubs, areas, travel, { ...options, sevenDays: true, shifts: thirds }))).toBe('cover-short')
  })

  it('shares out what does not divide evenly, and every officer', () => {
    const { hubs: rows } = allocate(hubs, areas, travel, { ...options, officers: 62 })
    expect(rows.reduce((sum, { officers }) => sum + officers, 0)).toBe(62)
    expect(rows.map(({ officers }) => officers)).toEqual([31, 21, 10])
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
    expect(run({ teams: 1.5 })).toBe('option-invalid')
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
