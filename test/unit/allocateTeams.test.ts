import { beforeAll, describe, expect, it } from 'vitest'
import { type AllocateTeamsInput, allocateTeams } from '../../engine/allocateTeams.js'
import { readTextTable } from '../../engine/input/csv.js'
import { readHubAreas, readHubs } from '../../engine/input/hubs.js'
import { readTravelTimes } from '../../engine/input/travelTimes.js'
import type { Analysis } from '../../engine/output/analysis.js'
import type { TeamPlanOptions } from '../../engine/priority/teamPlan.js'
import { siteHubs } from '../../engine/siteHubs.js'
import { smallAnalysis, WARDS } from '../helpers/analysis.js'

const table = (name: string, ...lines: string[]) => readTextTable(new TextEncoder().encode(`${lines.join('\n')}\n`), name)
/** Near Castle and near Riverside. */
const HUBS = readHubs(
  table('hubs.csv', 'hub,name,lng,lat,teams,officers', 'C,Castle hub,-0.91,52.2,1,8', 'R,Riverside hub,-0.88,52.2,2,12'),
)
const NONE: AllocateTeamsInput = { hubs: null, areasOf: null, journeys: null }
const SIX = { teams: 6, officers: 60, draws: 100 } as const

let small: Analysis
beforeAll(async () => {
  small = await smallAnalysis()
})

const plan = (input: Partial<AllocateTeamsInput>, options: Partial<TeamPlanOptions>) =>
  allocateTeams(small, { ...NONE, ...input }, options)
const refusal = (input: Partial<AllocateTeamsInput>, options: Partial<TeamPlanOptions>) =>
  plan(input, options).then(
    () => '',
    (error: unknown) => String(error),
  )

describe('allocateTeams', () => {
  it('gives teams by reactive harm, and shows volume and people beside', async () => {
    const { allocation, options, exposure, schemes, travel } = await plan({ hubs: HUBS }, SIX)
    const [castle, riverside] = allocation.hubs
    const { columns, areas } = small.layers[0]
    expect([castle.areas, riverside.areas]).toEqual([[0], [1]])
    expect(castle.demand).toEqual([columns.harmReactive[0], columns.volumeReactive[0], areas.residents[0]])
    expect(castle.teams + riverside.teams).toBe(6)
    expect(castle.officers + riverside.officers).toBe(60)
    // 3,000 people each
    expect([...allocation.byMeasure[2].webster.teams.seats]).toEqual([3, 3])
    expect(allocation.splits).toHaveLength(7)
    expect(allocation.splits?.reduce((sum, split) => sum + split.shareOfDraws, 0)).toBeCloseTo(1, 9)
    expect(allocation.splits?.reduce((sum, split) => sum + split.shareOfBoth, 0)).toBeCloseTo(1, 9)
    expect(options).toMatchObject({
      hubAreas: 'ward',
      teamSize: 10,
      teamMost: null,
      assign: 'nearest',
      by: ['harm', 'volume', 'people'],
    })
    expect([exposure, schemes]).toEqual(['counts', 1])
    // 1,500 residents on 1.5 km2 in the west, on 3 km2 in the east
    const classes = { urban: 4, rural: 0, unknown: 0 }
    expect(travel).toEqual({ basis: 'straight line x 1.3, rural 55 km/h, urban 30 km/h', classes, over: 'lsoa' })
  })

  it('gives the larger team to the area with more where each area has one team', async () => {
    const { allocation, options } = await plan({}, { officers: 9, draws: 100 })
    const { harmReactive } = small.layers[0].columns
    expect(options).toMatchObject({ teams: 2, teamSize: 4, teamMost: 5 })
    expect(allocation.splits).toBeNull()
    const officers = allocation.hubs.map((hub) => hub.officers)
    expect(officers).toEqual(harmReactive[0] > harmReactive[1] ? [5, 4] : [4, 5])
    const fifth = allocation.hubs.map(({ officersRerun }) => officersRerun.aboveLeast)
    expect(fifth[0] + fifth[1]).toBeCloseTo(1, 9)
  })

  it('keeps a hub over the border, and names it with its distance', async () => {
    const near = readHubs(table('h.csv', 'hub,name,lng,lat', 'C,Castle,-0.91,52.2', 'R,Over,-0.5,52.2'))
    const { issues } = await plan({ hubs: near }, SIX)
    expect(issues).toMatchObject([{ code: 'hub-outside', count: 1 }])
    expect(issues[0].message).toMatch(/1 of 2 hubs lies outside the study area \(Over \(R\) \d+ km away\): it is kept/)
  })

  it('keeps the areas of today where they are said, and counts rows of other areas', async () => {
    const areasOf = readHubAreas(table('areas.csv', 'area,hub', 'W1,R', 'W2,R', 'W9,C'))
    const { allocation, issues, hubToday } = await plan({ hubs: HUBS, areasOf }, SIX)
    expect([...allocation.hubOf]).toEqual([1, 1])
    expect([...(hubToday ?? [])]).toEqual([1, 1])
    expect(issues).toMatchObject([{ code: 'areas-unused', count: 1 }])
    // no area of its own: minimum cover
    expect(allocation.hubs.map(({ teams }) => teams)).toEqual([1, 5])
    expect(allocation.hubs[0].withinReach).toBeNaN()
    expect(allocation.hubs[1].today.demandPerTeam).toBeCloseTo(allocation.hubs[1].demand[0] / 2, 9)
  })

  it('goes by travel times of the user', async () => {
    const journeys = readTravelTimes(table('t.csv', 'hub,area,minutes', 'C,W1,30', 'C,W2,5', 'R,W1,6', 'R,W2,40', 'X,W1,1'))
    const { allocation, travel, issues, minutes } = await plan({ hubs: HUBS, journeys }, { ...SIX, minutes: 5 })
    expect([...allocation.hubOf]).toEqual([1, 0])
    expect(allocation.hubs.map(({ withinReach }) => withinReach)).toEqual([1, 0])
    expect(travel).toEqual({ basis: 'times of t.csv', classes: null, over: null })
    expect(issues).toMatchObject([{ code: 'journeys-unused', count: 1 }])
    expect([...minutes]).toEqual([6, 5])
  })

  it('counts the same minutes as bases, along straight lines and from one table of times', async () => {
    const lines = HUBS.code.flatMap((hub, h) => ['E01', 'E02', 'E03', 'E04'].map((area, a) => `${hub},${area},${2 + 3 * h + a}`))
    const times = readTravelTimes(table('t.csv', 'site,area,minutes', ...lines))
    const sites = { ...HUBS, today: new Uint8Array(2) }
    for (const journeys of [null, times]) {
      const bases = await siteHubs(small, { sites, travel: journeys }, { hubs: 2 })
      const byLsoa = await plan({ hubs: HUBS, journeys }, { ...SIX, hubAreas: 'lsoa' })
      expect(byLsoa.allocation.hubOf).toEqual(bases.sets[0].nearest)
      expect(byLsoa.minutes).toEqual(bases.sets[0].minutes)
      expect([byLsoa.travel?.basis, byLsoa.travel?.classes]).toEqual([bases.travel, bases.classes])
    }
    // 12 reactive crimes south of 52.2 in the west, and 60 north of it
    const { columns } = small.layers[1]
    const [south, north] = columns.volumeReactive
    const { minutes } = await plan({ hubs: HUBS, journeys: times }, { ...SIX, by: ['volume'] })
    expect(minutes[0]).toBeCloseTo((2 * south + 3 * north) / (south + north), 12)
  })

  it('has no re-runs by people, and draws them again as they were', async () => {
    const { allocation, exposure } = await plan({ hubs: HUBS }, { ...SIX, by: ['people'] })
    expect(exposure).toBeNull()
    expect(allocation.teamsHeld).toEqual({ data: Number.NaN, both: Number.NaN })
    const again = await Promise.all([1, 2].map(() => plan({ hubs: HUBS }, SIX)))
    expect(again[0]).toEqual(again[1])
    expect(structuredClone(again[0])).toEqual(again[0])
  })

  it('refuses what cannot be answered, and says what to do', async () => {
    expect(await refusal({}, { teams: 6 })).toMatch(/argument-missing.*--officers/)
    expect(await refusal({ hubs: HUBS }, { officers: 60 })).toMatch(/argument-missing.*--teams/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, officers: 41, teamSize: 7 })).toMatch(/cover-short.*need 42/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, teams: 3, sevenDays: true })).toMatch(
      /cover-short.*option --teams, value "3".*2 hubs with at least 2 teams each need 4.*--seven-days/,
    )
    expect(await refusal({ hubs: HUBS }, { ...SIX, teams: 1 })).toMatch(
      /cover-short.*option --teams, value "1".*need 2\. .*--cover/,
    )
    expect(await refusal({ hubs: HUBS }, { ...SIX, sergeants: 11 })).toMatch(/option --sergeants, value "11".*--team-size/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, teamMost: 9 })).toMatch(/option --team-most, value "9".*from 10 up/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, teamSize: 8, teamMost: 9 })).toMatch(
      /option --officers, value "60".*--team-most/,
    )
    expect(await refusal({ hubs: HUBS }, { ...SIX, assign: 'today' })).toMatch(/option --assign, value "today".*--areas-of FILE/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, draws: 1 })).toMatch(/option-invalid.*option --draws, value "1".*from 100 up/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, hubAreas: 'lpa' })).toMatch(
      /option-invalid.*option --hub-areas, value "lpa".*Given: ward, lsoa/,
    )
    expect(await refusal({}, { officers: 9, minutes: 10 })).toMatch(/argument-missing.*option --hubs.*--minutes needs hubs/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, abstraction: 1 })).toMatch(/option-invalid/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, teams: -1 })).toMatch(/option-invalid/)
    expect(await refusal({ hubs: HUBS }, { ...SIX, by: ['harm', 'harm'] })).toMatch(/option-invalid/)
    const unknownHub = readHubAreas(table('areas.csv', 'area,hub', 'W1,X'))
    expect(await refusal({ hubs: HUBS, areasOf: unknownHub }, SIX)).toMatch(/table-invalid.*areas.csv.*line 2.*no such hub/)
    const lacking = readHubAreas(table('areas.csv', 'area,hub', 'W1,C'))
    expect(await refusal({ hubs: HUBS, areasOf: lacking }, SIX)).toMatch(/table-invalid.*"W2".*1 of the 2 areas/)
    expect(await refusal({ hubs: readHubs(table('h.csv', 'hub', 'C', 'R')) }, SIX)).toMatch(/argument-missing.*"C"/)
    expect(await refusal({ hubs: readHubs(table('h.csv', 'hub,lng,lat', 'C,52.2,-0.91')) }, SIX)).toMatch(
      /coordinates-swapped.*"C".*C lies [\d,]+ km from the study area/,
    )
    expect(await refusal({ hubs: readHubs(table('h.csv', 'hub,name,lng,lat', 'C,Castle,-0.9,54')) }, SIX)).toMatch(
      /value-out-of-range.*h\.csv, value "C".*Castle \(C\) lies 199 km from the study area; a hub may be up to 50 km outside/,
    )
    const quiet = await smallAnalysis({ row: { kind: 'Drugs' }, input: { layers: [WARDS], deprivation: null } })
    await expect(allocateTeams(quiet, { ...NONE, hubs: HUBS }, SIX)).rejects.toThrow(/value-out-of-range.*nowhere to drive to/)
    const stopped = allocateTeams(small, { ...NONE, hubs: HUBS }, SIX, { signal: { aborted: true } })
    await expect(stopped).rejects.toThrow(/aborted/)
  })
})
