import { describe, expect, it } from 'vitest'
import type { SiteTable } from '../../engine/input/sites.js'
import { basesSection } from '../../engine/output/basesSection.js'
import { csv } from '../../engine/output/csv.js'
import { mapGround } from '../../engine/output/reportMapGround.js'
import { resultTables } from '../../engine/output/resultTables.js'
import type { HubPlan } from '../../engine/priority/hubPlan.js'
import { type SiteHubsOptions, siteHubs } from '../../engine/siteHubs.js'
import { smallAnalysis } from '../helpers/analysis.js'

/** One site in each LSOA but the last; the third is in use. */
const SITES: SiteTable = {
  code: ['S1', 'S2', 'S3'],
  name: ['South', 'Centre', 'East'],
  lng: Float64Array.of(-0.91, -0.91, -0.87),
  lat: Float64Array.of(52.192, 52.203, 52.2),
  today: Uint8Array.of(0, 0, 1),
  file: 'sites.csv',
}

const analysis = await smallAnalysis()
const ask = (options: Partial<SiteHubsOptions> = {}, sites: SiteTable | null = SITES) =>
  siteHubs(analysis, { sites, travel: null }, { hubs: 1, ...options })
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('hubs of the small force', () => {
  it('stand where most reactive demand is, with today beside, proven and held in the re-runs', async () => {
    const plan = await ask({ by: 'volume', withinMinutes: 3 })
    const [median, covering, today] = plan.sets
    expect([median.method, covering.method, today.method]).toEqual(['p-median', 'covering', 'today'])
    // 60 of 96 located reactive rows are at and around High Street, nearest to the centre
    expect(median.hubs.map(({ site }) => site)).toEqual([1])
    expect(median.proof).toEqual({ proven: true, gap: 0 })
    expect(today.hubs.map(({ site }) => site)).toEqual([2])
    expect(today.meanMinutes).toBeGreaterThan(median.meanMinutes)
    expect(median.hubs[0].held).toBeGreaterThan(0.5)
    expect(median.hubs[0].held + (today.held?.[2] ?? 0)).toBeLessThanOrEqual(1)
    expect(plan.draws).toBe(200)
    expect(plan.places.code).toEqual(['E01', 'E02', 'E03', 'E04'])
    expect(plan.measures.map(({ id }) => id)).toEqual(['volume', 'harm', 'people'])
  })

  it('gives the same plan again, and can be sent to another thread', async () => {
    const plan = await ask({ withinMinutes: 3 })
    expect(await ask({ withinMinutes: 3 })).toEqual(plan)
    expect(structuredClone(plan)).toEqual(plan)
  })

  it('of residents are not drawn', async () => {
    const plan = await ask({ by: 'people' })
    expect(plan.draws).toBe(0)
    expect(plan.sets[0].held).toBeNull()
    expect(plan.sets[0].hubs[0].held).toBeNaN()
    // 6,000 people: two LSOAs in the west, one either side of the eastern border
    expect(plan.measures[0].demand.reduce((sum, value) => sum + value, 0)).toBe(6000)
  })

  it('may have a point in each area to choose from', async () => {
    const plan = await ask({ sitesIn: 'lsoa', hubs: 2 }, null)
    expect(plan.sites.from).toEqual({ kind: 'lsoa' })
    expect(plan.sites.code).toEqual(['E01', 'E02', 'E03', 'E04'])
    expect(plan.sets.map(({ method }) => method)).toEqual(['p-median'])
    expect((await ask({}, null)).sites.from).toEqual({ kind: 'ward' })
  })

  it('keep the floor of every area where they can, and name those that cannot have it', async () => {
    const plan = await ask({ by: 'people', hubs: 2, withinMinutes: 6, floor: { share: 0.5, kind: 'ward' } })
    expect(plan.floor?.groups.map(({ code }) => code)).toEqual(['W1', 'W2'])
    for (const { inReach } of plan.floor?.groups ?? []) expect(inReach).toBeGreaterThanOrEqual(0.5)
    const floor = { share: 0.9, kind: 'ward' }
    await expect(ask({ by: 'people', withinMinutes: 0.1, floor })).rejects.toThrow(
      /floor-unreachable.*Castle 0 %, Riverside 50 %/,
    )
    await expect(ask({ withinMinutes: 5, floor: { share: 0.5, kind: 'parish' } })).rejects.toThrow(
      /option-invalid.*parish.*given are: ward, lsoa/,
    )
    await expect(ask({ floor })).rejects.toThrow(/option-invalid.*option --floor, value "0.9".*--minutes/)
  })

  it('keep a site outside the study area with a warning, and refuse lng and lat exchanged', async () => {
    const far = { ...SITES, lng: Float64Array.of(-0.91, -0.91, -0.5) }
    const plan = await ask({}, far)
    expect(plan.issues).toMatchObject([{ code: 'site-outside', count: 1, examples: [{ value: 'S3 East' }] }])
    expect(plan.sites.code).toHaveLength(3)
    await expect(ask({}, { ...SITES, lng: SITES.lat, lat: SITES.lng })).rejects.toThrow(/coordinates-swapped.*"S1"/)
    expect(plan.issues[0].message).toMatch(/1 of 3 sites lies outside the study area \(East \(S3\) \d+ km away\)/)
    // one of three exchanged, and one at another end of the country
    const one = { ...SITES, lng: Float64Array.of(-0.91, 52.2, -0.87), lat: Float64Array.of(52.192, -0.91, 52.2) }
    await expect(ask({}, one)).rejects.toThrow(/coordinates-swapped.*"S2".*Centre \(S2\) lies/)
    const north = { ...SITES, lat: Float64Array.of(52.192, 52.203, 54) }
    await expect(ask({}, north)).rejects.toThrow(/value-out-of-range.*"S3".*East \(S3\) lies 199 km.*a site may be up to 50 km/)
  })

  it('refuse more hubs than sites, and candidates in areas that are not there', async () => {
    await expect(ask({ hubs: 4 })).rejects.toThrow(/sites-too-few.*option --hubs, value "4".*3 candidate sites/)
    await expect(ask({ sitesIn: 'beat' }, null)).rejects.toThrow(/option-invalid.*beat.*given are: ward, lsoa/)
  })

  it('end when aborted', async () => {
    const stop = siteHubs(analysis, { sites: SITES, travel: null }, { hubs: 1 }, { signal: { aborted: true } })
    await expect(stop).rejects.toThrow(/aborted/)
  })

  it('are on the cells that hold crime where there are no LSOAs', async () => {
    const wards = await smallAnalysis({
      input: { layers: analysis.layers.map(({ areas }) => areas).filter(({ kind }) => kind === 'ward'), deprivation: null },
    })
    const plan = await siteHubs(wards, { sites: SITES, travel: null }, { hubs: 1, by: 'volume' })
    expect(plan.places.kind).toBe('cell')
    const total = plan.measures[0].demand.reduce((sum, value) => sum + value, 0)
    const { columns, study } = wards.cells
    expect(total).toBe(columns.volumeReactive.subarray(0, study.length).reduce((sum, value) => sum + value, 0))
    expect(plan.sets[0].hubs.map(({ site }) => site)).toEqual([1])
    await expect(siteHubs(wards, { sites: SITES, travel: null }, { hubs: 1, by: 'people' })).rejects.toThrow(
      /option-invalid.*Residents are not known/,
    )
    const section = basesSection(wards, plan)
    expect(section.pages(mapGround(wards))[0].content.markup).toContain('centres of the cells')
  })
})

describe('maps of bases', () => {
  it('are one for each set of its own sites, numbered by itself, where no floor was asked', async () => {
    const plan = await ask({ by: 'volume', withinMinutes: 3 })
    const [median, covering] = plan.sets
    const apart: HubPlan = { ...plan, sets: [median, { ...covering, hubs: [{ ...covering.hubs[0], site: 0 }] }] }
    const markup = (one: HubPlan) => basesSection(analysis, one).pages(mapGround(analysis))[0].content.markup
    expect(markup(apart)).toContain('Map of the hub of least mean journey, and minutes to them')
    expect(markup(apart)).toContain('Map of the hub with most demand within 3 minutes, and minutes to them')
    expect(markup(apart).match(/<desc id="bases-map(-2)?-words">/g)).toHaveLength(2)
    const same: HubPlan = { ...plan, sets: [median, { ...covering, hubs: median.hubs }] }
    expect(markup(same).match(/<desc id="bases-map(-2)?-words">/g)).toHaveLength(1)
  })

  it('call nothing clear where most re-runs proved nothing', async () => {
    const plan = await ask({ by: 'volume' })
    const open: HubPlan = { ...plan, sets: plan.sets.map((set) => ({ ...set, unprovenDraws: 101 })) }
    expect(basesSection(analysis, open).text).toMatch(
      /not assessed,\s+as in 101 of 200 the sites found are not\s+proven the best/,
    )
    const { text: printed, maps, pages, document } = basesSection(analysis, open)
    expect(printed).not.toMatch(/\bclear\b/)
    // nor is the share of those re-runs told
    const lines = (words: string) => words.split('\n').filter((line) => /^(mean journey|today) +S\d/.test(line))
    expect(lines(basesSection(analysis, plan).text)).toEqual([
      expect.stringMatching(/(clear|close call) \(\d+ %\)$/),
      expect.stringMatching(/\d %$/),
    ])
    for (const line of lines(printed)) expect(line).toMatch(/not assessed$/)
    expect(`${printed} ${pages(mapGround(analysis))[0].content.markup}`).not.toMatch(/chosen in/)
    const rows = text(csv(maps[0].table, false))
      .trim()
      .split('\n')
      .map((row) => row.split(','))
    const shares = rows.slice(1).map((row) => row[rows[0].indexOf('share_of_draws')])
    expect(shares).toEqual(['', ''])
    expect(JSON.stringify(document)).not.toMatch(/"shareOfDraws":\d/)
  })

  it('take the re-runs of today from those of the least mean journey', async () => {
    const sites: SiteTable = { ...SITES, today: Uint8Array.of(0, 1, 0) }
    const [median, today] = (await ask({ by: 'volume' }, sites)).sets
    expect([today.hubs[0].held, today.unprovenDraws]).toEqual([median.hubs[0].held, median.unprovenDraws])
  })
})

describe('outputs of bases', async () => {
  const plan = await ask({ by: 'volume', withinMinutes: 3, floor: { share: 0.1, kind: 'ward' }, hubs: 2 })
  const asked = { ...analysis, asked: { bases: plan } }
  const [section] = resultTables(asked).sections

  it('has a row for each site of each set, on the map where the site is', () => {
    const [bases] = section.maps
    expect(text(csv(bases.table, false)).split('\n').slice(0, 2)).toEqual([
      'method,site,name,today,demand_is,demand,share_volume,share_harm,share_people,mean_minutes,farthest_minutes,in_reach_share,share_of_draws,standing,lng,lat,easting,northing',
      expect.stringMatching(/^p-median,S\d,\w+,(yes)?,volume,/),
    ])
    expect(bases.table.length).toBe(5)
    expect(bases.shape.length).toBe(5)
  })

  it('has the nearest hub of every LSOA, and the share of every area with a floor', () => {
    const [areas, floor] = section.tables
    expect(areas.file).toBe('base-areas')
    expect(text(csv(areas.table, false)).split('\n')[0]).toBe(
      'code,name,hub,hub_name,minutes,covering_hub,covering_hub_name,covering_minutes,today_hub,today_hub_name,today_minutes',
    )
    expect(areas.table.length).toBe(4)
    expect(floor.file).toBe('base-floor')
    expect(floor.table.length).toBe(2)
  })

  it('says on the page and in the terminal how good, how firm, and what is left out', () => {
    const [page] = section.pages(mapGround(asked))
    for (const words of [page.content.markup, section.text]) {
      expect(words).toMatch(/Proven: no other choice of as many has a\s+shorter mean\./)
      expect(words).toMatch(/200\s+re-runs/)
      expect(words).toMatch(/everyday driving/)
    }
    expect(page.content.markup).toContain('<desc id="bases-map-words">')
    // with a floor the map, its numbers and the title are of the hubs that keep it
    expect(page.title).toBe('Where 2 hubs would stand with 10 % of the demand of every ward within 3 minutes')
    expect(page.content.markup).toContain(
      'Map of the 2 hubs with most demand within 3 minutes that keep the floor, and minutes to them',
    )
    const [, covering] = plan.sets
    const named = covering.hubs.map(({ site }, k) => `${k + 1} ${SITES.name[site]}`).join(' and ')
    expect(page.content.markup).toContain(`Numbered hubs: ${named}.`)
    expect(page.content.markup).not.toContain('bases-map-2')
    expect(section.text).toMatch(/within reach +S\d/)
    expect(section.text.split('\n').every((line) => line.length <= 110)).toBe(true)
    expect(JSON.parse(JSON.stringify(section.document))).toMatchObject({
      options: { hubs: 2, by: 'volume' },
      sets: { length: 3 },
    })
  })
})
