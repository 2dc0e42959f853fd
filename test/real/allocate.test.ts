import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allocateTeams } from '../../engine/allocateTeams.js'
import { analyse } from '../../engine/analyse.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { readTextTable } from '../../engine/input/csv.js'
import { readHubAreas, readHubs } from '../../engine/input/hubs.js'
import { readPopulation } from '../../engine/input/population.js'
import type { PopulationTable } from '../../engine/inputTables.js'
import type { Analysis } from '../../engine/output/analysis.js'
import type { TeamPlan } from '../../engine/priority/teamPlan.js'
import { siteHubs } from '../../engine/siteHubs.js'
import type { AreaTable } from '../../engine/types.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'
import { sourceOf } from '../helpers/streetFile.js'

const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04']
const bytesOf = (path: string) => gunzipSync(readFileSync(`${SHARED}/data/${path}`))
const unpacked = (path: string) => bytesOf(path).toString('utf8')

async function analysisOf(
  force: string,
  layers: readonly AreaTable[],
  population: PopulationTable | null = null,
  months: readonly string[] = MONTHS,
): Promise<Analysis> {
  const tables = referenceTables()
  const sources = months.map((month) =>
    sourceOf(`${month}-${force}-street.csv`, bytesOf(`data-police-uk/${month}/${month}-${force}-street.csv.gz`)),
  )
  const crimes = await readCrimes(sources, tables, { categories: null })
  const input = { crimes, layers, boundary: null, deprivation: null, population, lookup: null }
  return analyse({ ...input, tables, decisions: null }, { resolution: 8 })
}

/** Districts put together to nine areas: a grouping for this test, not the force's own. */
const NINE: Readonly<Record<string, readonly string[]>> = {
  L1: ['Lancaster'],
  L2: ['Fylde', 'Wyre'],
  L3: ['Blackpool'],
  L4: ['Preston'],
  L5: ['Chorley', 'South Ribble'],
  L6: ['West Lancashire'],
  L7: ['Blackburn with Darwen'],
  L8: ['Hyndburn', 'Ribble Valley'],
  L9: ['Burnley', 'Pendle', 'Rossendale'],
}

describe.skipIf(SHARED === null)('allocate (needs ../shared)', () => {
  it('splits 60 officers of Staffordshire in 6 teams over Longton, Stafford and Burton: all 28 ways', async () => {
    const file = 'wards2022-staffordshire.geojson'
    const { areas } = readAreas(JSON.parse(unpacked(`boundaries/${file}.gz`)), { kind: 'ward', file })
    const hubs = [
      'hub,lng,lat,teams,officers',
      'Longton,-2.133,52.988,1,11',
      'Stafford,-2.1165,52.806,1,7',
      'Burton,-1.637,52.804,0,0',
    ]
    const input = {
      hubs: readHubs(readTextTable(new TextEncoder().encode(hubs.join('\n')), 'hubs.csv')),
      areasOf: null,
      journeys: null,
    }
    const analysis = await analysisOf('staffordshire', [areas])
    const { allocation, exposure } = await allocateTeams(analysis, input, { teams: 6, officers: 60, minutes: 20, draws: 200 })
    // recorded, not judged: by harm and by volume alike
    expect(allocation.byMeasure.map(({ id, webster }) => [id, ...webster.teams.seats])).toEqual([
      ['harm', 3, 2, 1],
      ['volume', 3, 2, 1],
    ])
    expect(allocation.hubs.map(({ officers }) => officers)).toEqual([30, 20, 10])
    expect(exposure).toBe('counts')
    const splits = allocation.splits ?? []
    expect(splits).toHaveLength(28)
    expect(splits.filter(({ even }) => even).map(({ teams }) => teams)).toEqual([[2, 2, 2]])
    expect(splits.filter(({ breaksCover }) => breaksCover.length > 0)).toHaveLength(18)
    expect(splits.reduce((sum, { shareOfDraws }) => sum + shareOfDraws, 0)).toBeCloseTo(1, 9)
    // every reactive crime in a ward is some hub's
    const { volumeReactive } = analysis.layers[0].columns
    const inWards = volumeReactive.subarray(0, areas.length).reduce((sum, value) => sum + value, 0)
    expect(allocation.hubs.reduce((sum, { demand }) => sum + demand[1], 0)).toBe(inWards)
    for (const { withinReach } of allocation.hubs) {
      expect(withinReach).toBeGreaterThan(0.2)
      expect(withinReach).toBeLessThanOrEqual(1)
    }
  })

  it('counts the same minutes to the LSOAs of Staffordshire as bases, and means of them to its wards', async () => {
    const layer = (kind: string, file: string) => readAreas(JSON.parse(unpacked(`boundaries/${file}.gz`)), { kind, file }).areas
    const people = bytesOf('population/population-mid2020-lsoa2011-single-year.csv.gz')
    const layers = [layer('ward', 'wards2022-staffordshire.geojson'), layer('lsoa', 'lsoa2011-staffordshire.geojson')]
    const analysis = await analysisOf('staffordshire', layers, readPopulation(readTextTable(people, 'population.csv')))
    const lines = ['hub,lng,lat', 'Longton,-2.133,52.988', 'Stafford,-2.1165,52.806', 'Burton,-1.637,52.804']
    const hubs = readHubs(readTextTable(new TextEncoder().encode(lines.join('\n')), 'hubs.csv'))
    const sites = { ...hubs, today: new Uint8Array(3) }
    const bases = await siteHubs(analysis, { sites, travel: null }, { hubs: 3 })
    const plan = (hubAreas: string) =>
      allocateTeams(analysis, { hubs, areasOf: null, journeys: null }, { teams: 6, officers: 60, draws: 100, hubAreas })
    const byLsoa = await plan('lsoa')
    expect(byLsoa.minutes).toEqual(bases.sets[0].minutes)
    expect([byLsoa.travel?.basis, byLsoa.travel?.classes]).toEqual([bases.travel, bases.classes])
    const byWard = await plan('ward')
    const mean = ({ minutes }: TeamPlan, kind: string) => {
      const harm = Array.from(
        minutes,
        (_, area) => analysis.layers.find(({ areas }) => areas.kind === kind)?.columns.harmReactive[area] ?? 0,
      )
      const sum = harm.reduce((total, value) => total + value, 0)
      return harm.reduce((total, value, area) => total + value * minutes[area], 0) / sum
    }
    // whole wards are a little farther than each LSOA to its nearest hub
    expect(mean(byWard, 'ward') / mean(byLsoa, 'lsoa')).toBeGreaterThan(0.999)
    expect(mean(byWard, 'ward') / mean(byLsoa, 'lsoa')).toBeLessThan(1.05)
  })

  it('lets the counts of the four hubs of Cleveland vary as the whole of each does, not ward by ward', async () => {
    const file = 'wards-cleveland.geojson'
    const wards: { features: { properties: { WD13CD: string; LAD: string } }[] } = JSON.parse(
      unpacked(`boundaries-detailed/${file}.gz`),
    )
    const { areas } = readAreas(wards, { kind: 'ward', file })
    const table = (lines: readonly string[]) => readTextTable(new TextEncoder().encode(lines.join('\n')), 'table.csv')
    const hubs = ['E06000001,-1.213,54.686', 'E06000002,-1.235,54.574', 'E06000003,-1.065,54.615', 'E06000004,-1.313,54.565']
    const input = {
      hubs: readHubs(table(['hub,lng,lat', ...hubs])),
      areasOf: readHubAreas(
        table(['area,hub', ...wards.features.map(({ properties }) => `${properties.WD13CD},${properties.LAD}`)]),
      ),
      journeys: null,
    }
    const analysis = await analysisOf('cleveland', [areas], null, ['2018-10', '2018-11', '2018-12', '2019-01', '2019-02'])
    const { allocation } = await allocateTeams(analysis, input, { teams: 28, officers: 200, by: ['harm'], draws: 1000 })
    expect(allocation.hubs.map(({ teams }) => teams)).toEqual([5, 9, 5, 9])
    // 0.78 of 10,000 redraws of the counts of hubs in numpy, each group with its own over-dispersion; ward by ward it is 0.84
    expect(Math.abs(allocation.teamsHeld.data - 0.77)).toBeLessThan(0.04)
  })

  it('says which of nine areas of Lancashire have a fifth officer, and how often each would', async () => {
    const file = 'local-authorities-2024.geojson'
    const all: {
      features: { properties: { ltla24_name: string }; geometry: { type: string; coordinates: unknown[] } }[]
    } = JSON.parse(unpacked(`boundaries/${file}.gz`))
    const parts = (name: string) =>
      all.features
        .filter(({ properties }) => properties.ltla24_name === name)
        .flatMap(({ geometry }) => (geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates]))
    const features = Object.entries(NINE).map(([code, names]) => ({
      type: 'Feature',
      properties: { code, name: names.join(', ') },
      geometry: { type: 'MultiPolygon', coordinates: names.flatMap(parts) },
    }))
    const { areas } = readAreas({ type: 'FeatureCollection', features }, { kind: 'lpa', file })
    const analysis = await analysisOf('lancashire', [areas])
    const none = { hubs: null, areasOf: null, journeys: null }
    for (const extra of [0, 4, 9]) {
      const { allocation } = await allocateTeams(analysis, none, { officers: 36 + extra, teamSize: 4, draws: 200 })
      const officers = allocation.hubs.map((hub) => hub.officers)
      expect(officers.filter((count) => count === 5)).toHaveLength(extra)
      expect(officers.filter((count) => count === 4)).toHaveLength(9 - extra)
      const fifth = allocation.hubs.map(({ officersRerun }) => officersRerun.aboveLeast)
      expect(fifth.reduce((sum, share) => sum + share, 0)).toBeCloseTo(extra, 9)
      // Blackpool; Preston; Chorley and South Ribble; Burnley, Pendle and Rossendale
      if (extra === 4) expect(officers).toEqual([4, 4, 5, 5, 5, 4, 4, 4, 5])
    }
  })
})
