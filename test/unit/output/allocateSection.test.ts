import { beforeAll, describe, expect, it } from 'vitest'
import { allocateTeams } from '../../../engine/allocateTeams.js'
import { readTextTable } from '../../../engine/input/csv.js'
import { readHubs } from '../../../engine/input/hubs.js'
import { allocateSection } from '../../../engine/output/allocateSection.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { mapGround } from '../../../engine/output/reportMapGround.js'
import type { Section } from '../../../engine/output/section.js'
import type { TeamPlanOptions } from '../../../engine/priority/teamPlan.js'
import { smallAnalysis } from '../../helpers/analysis.js'

const HUBS = readHubs(
  readTextTable(
    new TextEncoder().encode('hub,name,lng,lat,teams,officers\nC,"Castle, <old>",-0.91,52.2,3,8\nR,Riverside,-0.88,52.2,3,12\n'),
    'hubs.csv',
  ),
)
let small: Analysis
beforeAll(async () => {
  small = await smallAnalysis()
})

async function sectionOf(hubs: boolean, options: Partial<TeamPlanOptions>): Promise<{ section: Section; page: string }> {
  const input = { hubs: hubs ? HUBS : null, areasOf: null, journeys: null }
  const section = allocateSection(small, await allocateTeams(small, input, { draws: 100, ...options }))
  const page = section
    .pages(mapGround(small))
    .map(({ content }) => content.markup)
    .join('')
  return { section, page }
}

const csvOf = (section: Section, file: string) => {
  const found = section.tables.find((one) => one.file === file) ?? section.maps.find((one) => one.file === file)
  return found === undefined ? [] : new TextDecoder().decode(csv(found.table, false)).trim().split('\n')
}

describe('allocateSection', () => {
  it('lists every split, marks the even one and today, and says why one breaks cover', async () => {
    const { section, page } = await sectionOf(true, { teams: 6, officers: 60 })
    const rows = csvOf(section, 'splits')
    expect(rows).toHaveLength(8)
    expect(rows[0]).toBe(
      'teams_c,teams_r,proposed,even,today,share_of_reruns,share_of_reruns_both,unevenness,busiest_over_mean,keeps_cover,reason',
    )
    expect(rows.find((row) => row.startsWith('3,3,'))).toMatch(/,yes,yes,/)
    expect(rows.slice(-2).sort()).toEqual([
      expect.stringMatching(/^0,6,.*"Castle, <old> under 1"$/),
      expect.stringMatching(/^6,0,.*Riverside under 1$/),
    ])
    expect(page).toContain('<em>6/0</em>')
    expect(section.text.replace(/\s+/g, ' ')).toMatch(
      /Of the splits that keep cover it has teams per unit of harm nearest to even over the hubs: \d+ % from even, each hub weighted by its harm/,
    )
    expect(section.text).toMatch(/Its busiest hub has\s+\d\.\d\d\s+times/)
    expect(section.text).toContain('Riverside under 1')
  })

  it('has a row for every hub and every area, and a sentence with the standing', async () => {
    const { section, page } = await sectionOf(true, { teams: 6, officers: 60, minutes: 20 })
    expect(csvOf(section, 'allocation')).toHaveLength(3)
    const areas = csvOf(section, 'hub-areas')
    expect(areas[1]).toMatch(/^W1,Castle,C,/)
    expect(areas[2]).toMatch(/^W2,Riverside,R,/)
    expect(page).toMatch(/on duty on a mean day; .*(clear|close call|no clear leader): \d teams? in [\d,]+ of 100 re-runs/)
    expect(page).toContain('Today 3 teams and 8 officers.')
    expect(page).toContain('Castle, &lt;old&gt;')
    expect(page).not.toContain('<old>')
    expect(page).toContain('<title id="allocate-map-title">Map of areas by hub</title>')
    expect(section.text.split('\n').every((line) => line.length <= 110)).toBe(true)
    expect(JSON.parse(JSON.stringify(section.document))).toMatchObject({
      ways: 7,
      travel: 'straight line x 1.3, rural 55 km/h, urban 30 km/h',
    })
  })

  it('says which areas have the larger team, with no list of splits', async () => {
    const { section, page } = await sectionOf(false, { officers: 9 })
    expect(section.tables.map(({ file }) => file)).toEqual(['allocation'])
    expect(page).toContain('9 officers in 2 teams, one for each of 2 wards')
    expect(page).toMatch(/(Castle|Riverside) has 5\. The other 1 has 4\./)
    expect(section.text).toContain('Teams of 4 or 5: officers by area')
  })

  it('calls nothing clear where every team has the same, and names the areas of the map', async () => {
    const { section, page } = await sectionOf(false, { officers: 8 })
    expect(section.text).toContain('At 4 a team no officer is left to share out by harm.')
    expect(section.text).not.toMatch(/: clear|is clear|re-runs of the counts/)
    expect(page).toMatch(/<span>1 Castle<\/span> <span>2 Riverside<\/span>/)
  })

  it('says that cover leaves no choice, and that residents are not drawn', async () => {
    const forced = await sectionOf(true, { teams: 4, officers: 40, sevenDays: true })
    expect(forced.section.text).toMatch(/Minimum cover of 2 teams a hub leaves no\s+choice/)
    expect(forced.section.text).toContain('; minimum cover. Today')
    expect(forced.section.text).not.toMatch(/clear: 2 teams/)
    const people = await sectionOf(true, { teams: 6, officers: 60, by: ['people'] })
    expect(people.section.text).toContain('There are no re-runs by residents')
    expect(people.page).not.toMatch(/NaN|undefined|Infinity/)
  })
})
