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
    expect(page).toMatch(
      /on duty on a mean day; .*(clear|close call|no clear leader): \d teams? and \d+ officers in [\d,]+ of 100 re-runs/,
    )
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

  it('speaks of the officers where cover leaves them alone a choice, and marks them by it', async () => {
    const { section, page } = await sectionOf(true, { teams: 4, officers: 41, sevenDays: true, diminishing: 0.3 })
    const words = section.text.replace(/\s+/g, ' ')
    expect(words).toMatch(
      /Minimum cover of 2 teams a hub leaves no choice of teams\. The split of officers is (a close call|clear|no clear leader): the same in \d+ of 100 re-runs of the counts/,
    )
    expect(words).toMatch(/; minimum cover; (clear|close call|no clear leader): 21 officers in \d+ of 100 re-runs/)
    const [head, ...rows] = csvOf(section, 'allocation').map((row) => row.split(','))
    const of = (name: string) => rows.map((row) => row.at(head.indexOf(name) - head.length))
    const held = of('officers_held_both').map(Number)
    expect(of('standing')).toEqual(
      held.map((share) => (share >= 0.8 ? 'clear' : share >= 0.5 ? 'close call' : 'no clear leader')),
    )
    expect(held.every((share) => share < 1)).toBe(true)
    // diminishing returns in the terminal, and as a sentence
    expect(words).toContain(
      'With diminishing returns (k = 0.3: one more team prevents 26 % of what is left) the teams and officers would be the same.',
    )
    expect(section.text).toMatch(/^hub .*k = 0\.3/m)
    expect(page).toContain('With diminishing returns (k = 0.3')
    expect(words).toContain('of equal claims the one with more harm goes first')
  })

  it('tells teams and officers apart where re-runs hold them differently', async () => {
    const { section } = await sectionOf(true, { teams: 6, officers: 61 })
    const kept = await allocateTeams(small, { hubs: HUBS, areasOf: null, journeys: null }, { draws: 100, teams: 6, officers: 61 })
    const allocation = {
      ...kept.allocation,
      teamsHeld: { data: 1, both: 0.9 },
      officersHeld: { data: 0.7, both: 0.6 },
      hubs: kept.allocation.hubs.map((hub) => ({
        ...hub,
        teamsRerun: { ...hub.teamsRerun, held: 1, heldBoth: 0.9 },
        officersRerun: { ...hub.officersRerun, held: 0.7, heldBoth: 0.6 },
      })),
    }
    const words = allocateSection(small, { ...kept, allocation }).text.replace(/\s+/g, ' ')
    expect(words).toContain(
      'The whole of it is a close call: the same teams in 100 of 100 re-runs of the counts by harm, and in 90 with the measure drawn by lot too; the same officers too in 70, and in 60 with the measure drawn too',
    )
    expect(words).toMatch(/; close call: \d teams in 100 of 100 re-runs of the counts, 90 with the measure drawn too/)
    expect(section.text).not.toMatch(/NaN|undefined/)
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
