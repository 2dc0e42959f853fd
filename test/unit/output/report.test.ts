import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { reportHtml } from '../../../engine/output/report.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'
import { areaTable } from '../../helpers/tables.js'

const report = (analysis: Analysis) =>
  reportHtml(analysis, { ...analysisDocument(analysis, { version: '1.2.3', marking: 'OFFICIAL', inputs: [] }), files: [] })

let small: Analysis
let page: string
beforeAll(async () => {
  small = await smallAnalysis()
  page = report(small)
})

/** Text as a reader sees it. */
const words = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** The part of page one with the places. */
const placesPart = (markup: string) => markup.slice(markup.indexOf('The one place'), markup.indexOf('What this cannot say'))

describe('reportHtml', () => {
  it('stands alone: no script, no address, nothing loaded', () => {
    expect(page).not.toMatch(/<script|https?:|url\(|@import|<link|<img|<iframe|src=/i)
  })

  it('opens and closes every element', () => {
    const open: string[] = []
    const single = new Set(['meta', 'br', '!doctype'])
    for (const [, slash, name, self] of page.matchAll(/<(\/?)([a-z!][a-z0-9]*)[^>]*?(\/?)>/gi)) {
      const tag = name.toLowerCase()
      if (single.has(tag) || self === '/') continue
      if (slash === '') open.push(tag)
      else expect(open.pop()).toBe(tag)
    }
    expect(open).toEqual([])
  })

  it('carries marking at head and foot of every page, period, data to, source and version at the head', () => {
    const pages = page.split('<article').slice(1)
    expect(pages.length).toBe(6)
    for (const each of pages) {
      expect(each.match(/class="marking">OFFICIAL</g)).toHaveLength(2)
      expect(words(each)).toContain(
        'Period Jan 2024 to Mar 2024 (3 months; seasonal: not annual) · Data to Mar 2024 · Source: police recorded crime and ASB incidents',
      )
      expect(words(each)).toContain('hexbeat 1.2.3')
    }
  })

  it('puts the marking into the margins of printed pages, as a string that cannot end the style', () => {
    const about = { ...analysisDocument(small, { version: '1', marking: 'A"}</style><b>\\', inputs: [] }), files: [] }
    const markup = reportHtml(small, about)
    expect(markup).toContain(String.raw`@top-center{content:"A\22 \7d \3c \2f style\3e \3c b\3e \5c "`)
    expect(markup.match(/<\/style>/g)).toHaveLength(1)
  })

  it('says synthetic on every page of made data, and nowhere else', async () => {
    const made = report(await smallAnalysis({ row: { force: 'Madeshire Police (synthetic)' } }))
    expect(made.match(/class="synthetic">Synthetic data/g)).toHaveLength(6)
    expect(page).not.toMatch(/class="synthetic"/)
  })

  it('gives every table a caption with its months and data to, heads of columns and of rows, and a download', () => {
    const tables = page.split('<table>').slice(1)
    expect(tables.length).toBeGreaterThan(9)
    const ids: string[] = []
    for (const table of tables) {
      expect(words(`<${table.slice(0, table.indexOf('</caption>'))}`)).toMatch(/(Jan 2024|All months).*data to Mar 2024/)
      expect(table).toMatch(/<th scope="col"/)
      expect(table).toMatch(/<tbody><tr[^>]*><th scope="row"/)
      ids.push(/download="([a-zA-Z-]+)\.csv" href="data:text\/csv/.exec(table)?.[1] ?? '')
    }
    expect(ids).not.toContain('')
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has headings in order: one h1, no level left out', () => {
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.forEach((level, k) => {
      if (k > 0) expect(level).toBeLessThanOrEqual(levels[k - 1] + 1)
    })
  })

  it('uses every id once and points only to ids there are', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const named = [...page.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)].flatMap(([, list]) => list.split(' '))
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('escapes names of places, areas and forces', async () => {
    const nasty = `<script>alert(1)</script>"'&`
    const hostile = await smallAnalysis({
      row: { location: `On or near ${nasty.replaceAll('"', '')}`, force: '<b>Force</b>' },
      input: { layers: [{ ...WARDS, name: [nasty, '<img src=x onerror=alert(1)>'] }], deprivation: null },
    })
    const markup = report(hostile)
    expect(markup).not.toMatch(/<script|<img|<b>Force/)
    expect(markup).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(markup).toContain('&lt;b&gt;Force&lt;/b&gt;')
  })

  it('draws the hot cells, one numbered pin and one detail for the one cluster', () => {
    expect(small.clusters).toHaveLength(1)
    expect(page.match(/class="pin"/g)).toHaveLength(2)
    // three hot cells of the lightest class, once on the whole map and once in the detail; then on the sheets of the two wards
    const painted = [...page.matchAll(/d="(M[^"]*)" fill="#f7b799"/g)]
    expect(painted).toHaveLength(4)
    expect(painted[0][1].match(/Z/g)).toHaveLength(3)
  })

  it('paints each hot cell once, in the colour of its own class', () => {
    const { heat } = small.cells
    const hot = heat.hotClass.indexOf(1)
    const stronger = { ...small, cells: { ...small.cells, heat: { ...heat, hotClass: heat.hotClass.with(hot, 3) } } }
    const markup = report(stronger)
    const painted = (colour: string) => new RegExp(`d="(M[^"]*)" fill="${colour}"`).exec(markup)?.[1].match(/Z/g)?.length
    expect([painted('#f7b799'), painted('#dc6e57'), painted('#a11227')]).toEqual([2, undefined, 1])
  })

  it('gives each place its counts, months and evidence, and never which offence it is', () => {
    const row = words(placesPart(page))
    expect(row).toContain('Castle ward Busiest published point: High Street.')
    expect(row).toContain(
      'Cluster, 3 cells; hot: some evidence; 100 % of it at one published point: look at the point first. 6 18 3 of 3',
    )
    expect(row).not.toMatch(/burglary|violence|robbery|shoplifting|drugs/i)
  })

  it('gives bands instead of counts where fewer than 20 people live', () => {
    const few = { ...small, cells: { ...small.cells, residents: small.cells.residents.map(() => 1) } }
    const row = words(placesPart(report(few)))
    expect(row).toContain('5 to 9 10 to 19 3 of 3')
    expect(row).not.toContain('100 %')
  })

  it('draws a map without clusters, without areas, and with a boundary only', async () => {
    const none = report({ ...small, clusters: [] })
    expect(none).toContain('No place stands clearly above the average')
    expect(none).not.toContain('class="pin"')
    const bare = report(await smallAnalysis({ input: { layers: [], boundary: WARDS, deprivation: null } }))
    expect(bare).toContain('<svg class="map"')
    expect(bare + none).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('accounts for every row in parts that add up', () => {
    const table = words(page.slice(page.indexOf('Rows by what became of them'), page.indexOf('Located rows by geography')))
    expect(table).toMatch(
      /In the study area 126 95 % Located outside it 3 2\.3 % Used, no location 3 2\.3 % Set aside 0 0 % Read 132 100 %/,
    )
  })

  it('lists the busiest points with institutions and without', () => {
    const section = words(page.slice(page.indexOf('>Busiest published points<')))
    const [all, without] = section.split('Without institutions')
    expect(all).toContain('Police Station institution 12')
    expect(without.slice(0, without.indexOf('1 point known'))).not.toContain('Police Station')
    expect(without).toContain('1 point known as a police station, prison or hospital holds 12 of 129 located rows (9.3 %)')
    expect(without).toContain('Supermarket premises 18')
  })

  it('says under the places that they are places, not people', () => {
    expect(words(page)).toContain('Places, not people: this page is no ground for a stop.')
  })

  it('has a box for the decision and says on page one that who lives inside is not assessed', () => {
    const first = words(page.slice(0, page.indexOf('</article>')))
    for (const field of ['Chosen by', 'Date', 'Accepted or changed', 'Why']) expect(first).toContain(field)
    expect(first).toContain('Who lives inside these places, against the force: not assessed.')
  })

  it('names the scheme whose weights were used, whoever made it', async () => {
    expect(words(page)).toContain('Harm weights: ONS Crime Severity Score weights 2020-21')
    const [css] = small.tables.harm
    const own = { ...css, id: 'own', label: 'harm (own)', source: 'own.csv', licence: 'loaded by the user' }
    const tables = { ...small.tables, harm: [css, own] }
    const other = words(report(await smallAnalysis({ input: { tables }, options: { harm: 'own' } })))
    expect(other).toContain('Harm weights: own.csv (loaded by the user).')
    expect(other).not.toContain('ONS Crime Severity Score')
    expect(other).toContain('Harm under both schemes')
  })

  it('draws a ring smaller than the line it is drawn with', async () => {
    const tiny = areaTable('ward', [
      { code: 'W1', box: [-0.92, 52.19, -0.86, 52.21] },
      { code: 'W2', box: [-0.85, 52.19, -0.849_999, 52.190_001] },
    ])
    const markup = report(await smallAnalysis({ input: { layers: [tiny], deprivation: null } }))
    expect(markup).not.toMatch(/NaN|undefined/)
  })

  it('prints the same page for the same run', async () => {
    expect(report(await smallAnalysis())).toBe(page)
  })
})
