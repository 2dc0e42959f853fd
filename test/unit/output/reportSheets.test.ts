import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { leadingClusters } from '../../../engine/output/leadingClusters.js'
import { areaSheets } from '../../../engine/output/reportAreaSheets.js'
import { hotspotSheets } from '../../../engine/output/reportHotspotSheets.js'
import { mapGround } from '../../../engine/output/reportMapGround.js'
import { type SmallForce, smallAnalysis } from '../../helpers/analysis.js'

const FOUR = ['2024-01', '2024-02', '2024-03', '2024-04']

const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
const hotspotPages = (analysis: Analysis) =>
  hotspotSheets(analysis, mapGround(analysis)).map(({ title, content }) => ({
    title,
    markup: content.markup,
    text: words(content.markup),
  }))
const areaPages = (analysis: Analysis) =>
  areaSheets(analysis, mapGround(analysis), leadingClusters(analysis)).map(({ title, content }) => ({
    title,
    text: words(content.markup),
  }))
const four = (change: SmallForce = {}) => smallAnalysis({ months: FOUR, ...change })

let small: Analysis
beforeAll(async () => {
  small = await four()
})

describe('hotspotSheets', () => {
  it("says problem, what, when, where, target, evidence, gaps, success and baseline in the run's own numbers", () => {
    // 6 ASB incidents a month at High Street, the busiest point of the problem
    const [{ title, text }] = hotspotPages(small)
    expect(title).toBe('Scanning sheet 1, hotspot: High Street, anti-social behaviour')
    for (const part of [
      'Problem Anti-social behaviour at one published point.',
      'What 24 recorded as anti-social behaviour. Beside it: 0 as criminal damage and arson and public order.',
      'When Months only: no hours or days in this report. Recorded in 4 of 4 months; 6 in every month.',
      'Where Castle ward. Easting',
      'Kind of target Not in this data: the point stands for the addresses around it.',
      'Gaps to ask partners',
      'Baseline: 24 recorded as anti-social behaviour in Jan 2024 to Apr 2024, 6 a month on average.',
      'Measure of success: less anti-social behaviour recorded here in the same months of the next year than the baseline',
      'Places, not people: this sheet is no ground for a stop.',
    ])
      expect(text).toContain(part)
  })

  it('names its list and its share of the study area as evidence', () => {
    const [{ text }] = hotspotPages(small)
    const all = small.hotspots.filter(({ problem }) => problem === 'asb').length
    expect(text).toContain(`Rank 1 of ${all} published point`)
    const inside = small.crimes.tallies.count.reduce((sum, count, row) => {
      const { tallies } = small.crimes
      const asb =
        small.kinds.asb[tallies.kind[row]] === 1 && small.cells.unitOfPlace[tallies.place[row]] < small.cells.study.length
      return sum + (asb ? count : 0)
    }, 0)
    expect(text).toContain(`of all ${inside} located in the study area are at this one point`)
  })

  it('does not break out violence and sexual offences at a point', async () => {
    const robbed = await four({ row: { kind: 'Robbery' }, options: { problems: ['serious-violence'] } })
    const [{ text }] = hotspotPages(robbed)
    expect(text).toContain('32 recorded as robbery')
    expect(text).toContain('What is recorded beside it is not broken out on a page that may be printed.')
    expect(text).not.toContain('own screen')
  })

  it('gives bands and no chart where fewer than 20 people live in the cell', () => {
    const [{ text, markup }] = hotspotPages({
      ...small,
      cells: { ...small.cells, residents: small.cells.residents.map(() => 1) },
    })
    expect(text).toContain('20 to 49 recorded as anti-social behaviour')
    expect(text).not.toMatch(/\b24 recorded|6 in every month|6 a month|located in the study area/)
    expect(markup).not.toContain('class="months"')
  })

  it('makes no sheet for a hotspot that a person has left out', () => {
    const [first] = small.hotspots
    expect(first.problem).toBe('asb')
    const rows = [[first.id, 'no']]
    const decided = { ...small, decisions: { file: 'hotspots.csv', header: ['id', 'include'], rows, line: [2] } }
    const titles = hotspotPages(decided).map(({ title }) => title)
    expect(titles).toHaveLength(hotspotPages(small).length - 1)
    expect(titles.join()).not.toContain('High Street')
  })

  it('makes at most ten sheets, problems taking turns', () => {
    const [one] = small.hotspots
    const many = ['asb', 'serious-violence'].flatMap((problem) =>
      Array.from({ length: 8 }, (_, k) => ({ ...one, id: `${problem}${k}`, problem, rank: k + 1 })),
    )
    const titles = hotspotPages({ ...small, hotspots: many }).map(({ title }) => title)
    expect(titles).toHaveLength(10)
    expect(titles.filter((title) => title.endsWith('serious violence'))).toHaveLength(5)
  })
})

describe('areaSheets', () => {
  it('says rank, counts, leading categories and months of a ward', () => {
    const [first] = areaPages(small)
    expect(first.title).toBe('Scanning sheet, ward 1: Castle')
    expect(first.text).toContain('Rank 1 of 2 wards for need')
    expect(first.text).toContain('Place 1 of page one is centred here.')
    expect(first.text).toContain('Led by burglary (58 %), anti-social behaviour (25 %) and drugs (17 %).')
    const volume = small.layers[0].columns.volume[0]
    expect(first.text).toContain(`Baseline: ${volume} crimes and ASB incidents in Jan 2024 to Apr 2024, ${volume / 4} a month`)
    expect(first.text).toContain('fewer crimes and ASB incidents recorded here')
  })

  it('says what share is at premises and at institutions', () => {
    // Riverside: 6 at a supermarket and 4 at a police station a month, among others
    const riverside = areaPages(small).find(({ title }) => title.endsWith('Riverside'))
    const volume = small.layers[0].columns.volume[1]
    const share = (count: number) => `${((100 * count) / volume).toFixed(0)} %`
    expect(riverside?.text).toContain(
      `By the names of its points, ${share(24)} at premises such as shops, stations or nightclubs and ${share(16)} at police stations, prisons or hospitals`,
    )
  })

  it('never says which categories lead below ward level', async () => {
    const lsoas = { ...small, layers: small.layers.filter(({ areas }) => areas.kind === 'lsoa') }
    const pages = areaPages(lsoas)
    expect(pages[0].title).toContain('Scanning sheet, LSOA 1')
    for (const { text } of pages) expect(text).not.toMatch(/Led by|burglary|shoplifting|violence|drugs/i)
  })

  it('makes none without areas', () => {
    expect(areaPages({ ...small, layers: [] })).toEqual([])
  })
})
