import { beforeAll, describe, expect, it } from 'vitest'
import { readPlaceDecisions } from '../../../engine/input/placeDecisions.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { checkReport } from '../../../engine/output/checkReport.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { limits } from '../../../engine/output/limits.js'
import { reportHtml } from '../../../engine/output/report.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'
import { forceAnalysis, timedRows } from '../../helpers/forceAnalysis.js'
import { areaTable, textTable } from '../../helpers/tables.js'

const documentOf = (analysis: Analysis) => ({
  ...analysisDocument(analysis, { version: '1.2.3', marking: 'OFFICIAL', inputs: [] }),
  files: [],
})
const report = (analysis: Analysis) => reportHtml(analysis, documentOf(analysis))
const words = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
const pageOf = (markup: string, id: string) => words(markup.slice(markup.indexOf(`<article id="${id}"`)).split('</article>')[0])
/** Rows of a table's download, without its head. */
const download = (markup: string, id: string) => {
  const link = new RegExp(`download="${id}\\.csv" href="data:text/csv;charset=utf-8,([^"]+)"`).exec(markup)?.[1] ?? ''
  return decodeURIComponent(link).trimEnd().split('\r\n').slice(1)
}

const BEATS = areaTable('beat', [
  { code: 'B1', box: [-0.92, 52.19, -0.9, 52.21] },
  { code: 'B2', box: [-0.9, 52.19, -0.86, 52.21] },
])

let timed: Analysis
let page: string
beforeAll(async () => {
  timed = await forceAnalysis(timedRows(), { layers: [WARDS, BEATS] })
  page = report(timed)
})

describe('report of a force extract', () => {
  it('says when: a map and a table of the 168 hours that add up to the events, and what is known of times', () => {
    const when = pageOf(page, 'when')
    expect(when).toContain('When crimes happened')
    expect(when).toContain('240 located crimes recorded in the period')
    expect(when).toContain('Busiest 4 hours of the week: Fri 20:00 to 24:00')
    expect(when).toContain('Four hours stand out in 1 of the 1 wards with enough records')
    expect(when).toContain('Serious violence by itself: most records have one time, at which they count.')
    const hours = download(page, 'hours-of-week').map((line) => line.split(',').map(Number))
    expect(hours).toHaveLength(24)
    expect(hours.reduce((sum, row) => sum + row[8], 0)).toBeCloseTo(240, 6)
    // Friday 20:00: 120 evenings of 239 minutes, and 120 whole weeks
    expect(hours[20][5]).toBeCloseTo((120 * 60) / 239 + 120 / 168, 6)
    expect(download(page, 'times')).toEqual([
      'In the hours their times give,240,0.909090909091',
      'Span over a week: spread evenly,0,0',
      'No end: left out,12,0.0454545454545',
      'No start: left out,12,0.0454545454545',
      '"Located, recorded in the period",264,1',
    ])
    expect(when).toContain('50 % of the 240 spans from start to end are under 4 hours, 50 % over 24 hours.')
    expect(when).toContain('12 records without an end are left out')
    expect(when).toContain('100 % of the starts are on the hour')
  })

  it('draws the week as a picture that says itself, dark where most is', () => {
    const map = page.slice(page.indexOf('<svg class="week"')).split('</svg>')[0]
    expect(map.match(/<rect/g)).toHaveLength(168)
    expect(map).toContain('Fri 137')
    const dark = [...map.matchAll(/x="([\d.]+)" y="(\d+)"[^>]*fill="#254f7d"/g)].map(([, x, y]) => [Number(x), Number(y)])
    // row of Friday, columns 20:00 to 23:00
    expect(dark.map(([, y]) => y)).toEqual([94, 94, 94, 94])
    expect(dark[0][0]).toBeCloseTo(34 + (20 * 666) / 24, 1)
  })

  it('does not say that times are not in the data, and says how many are in no hour', () => {
    const said = limits(timed).join(' ')
    expect(said).not.toContain('Times of day')
    expect(said).toContain('9.1 % of the located crimes are in no hour of the week')
    expect(pageOf(page, 'area-1')).not.toContain('Months only')
  })

  it('asks partners for hours only where the data does not know them', () => {
    expect(pageOf(page, 'area-1')).toContain('Busiest 4 hours of the week: Fri 20:00 to 24:00')
    expect(pageOf(page, 'area-1')).not.toContain('Hours and days: when does it happen?')
    // 24 robberies there, none with complete times
    expect(pageOf(page, 'area-2')).toContain('Hours and days: when does it happen?')
  })

  it('says on page one that hotspots at exact coordinates are not listed where their dates are not known', async () => {
    const said = 'Hotspots at exact coordinates without names are found by date'
    const undated = { ...timed, crimes: { ...timed.crimes, events: null }, hours: null }
    expect(pageOf(report(undated), 'summary')).toContain(said)
    for (const markup of [page, report(await smallAnalysis())]) expect(pageOf(markup, 'summary')).not.toContain(said)
  })

  it('leaves a gap between the parts of the legend', () => {
    expect(page).toContain('<span>Broken lines: beats</span> </p><p class="legend">')
  })

  it('never gives activity of other months as zero', () => {
    const cells = {
      ...timed.cells,
      activity: [{ role: 'calls', count: new Float64Array(timed.cells.study.length + 1).fill(Number.NaN) }] as const,
    }
    const markup = report({ ...timed, cells })
    expect(pageOf(markup, 'quality')).toContain('Calls for service no data for these months no data for these months')
    expect(download(markup, 'activity')).toEqual(['calls,,'])
  })

  it('maps no week where all was committed years before the period', async () => {
    const rows = timedRows().map((row) => ({ ...row, from: '01/02/2019 10:00', to: '01/02/2019 11:00' }))
    const page = pageOf(report(await forceAnalysis(rows)), 'when')
    expect(page).toContain('at the time they were committed')
    expect(page).not.toContain('by hour of the week')
  })

  it('names no hours anywhere where under 30 % of spans are short, and says so', async () => {
    const long = await forceAnalysis(timedRows(240))
    const markup = report(long)
    expect(words(markup)).not.toMatch(/Busiest \d hours of|●|Four hours stand/)
    expect(pageOf(markup, 'when')).toContain('Times of most records span more than four hours: no busiest hours are told.')
    expect(limits(long).join(' ')).toContain('when most crimes happened is not known, and no busiest hours are named')
  })

  it('draws no week where no record has an end', async () => {
    const rows = timedRows().map((row) => ({ ...row, to: '' }))
    const markup = report(await forceAnalysis(rows))
    expect(markup).not.toMatch(/class="week"|NaN|Infinity|undefined/)
  })

  it('never calls its points published', () => {
    expect(timed.precision.shared).toBe(true)
    expect(documentOf(timed).resolution.snapped).toBe(false)
    expect(words(page)).not.toMatch(/(?<!not )published|police\.uk/i)
    expect(pageOf(page, 'quality')).toContain('2 different points; many rows share one (addresses repeat, or the system snaps)')
    const { text, json } = checkReport(timed.crimes, timed.tables)
    expect(json.precision).toMatchObject({ snapped: false, shared: true, points: 2 })
    expect(text.replace(/\s+/g, ' ')).toContain('264 rows at 2 different points; many rows share one')
    expect(text).not.toContain('public map')
  })

  it('knows a point without a name by its 100 m square', () => {
    expect(pageOf(page, 'quality')).toMatch(/a point in SP \d{3} \d{3} 240/)
  })

  it('prints beats of record against beats by point', () => {
    // 240 at Castle are of B1 by both; 24 at Riverside name B1 and lie in B2
    expect(download(page, 'record-beats')).toEqual(['B1,240,264,240,24', 'B2,24,0,0,-24', 'outside,0,0,0,0'])
  })

  it('leaves points of records without a place out of the second list and of area sheets, and lists them apart', async () => {
    const [lng, lat] = [timed.crimes.places.lng[1], timed.crimes.places.lat[1]]
    const decided = textTable('p.csv', ['lng,lat,decision', `${lng},${lat},by-default`])
    const analysis = await forceAnalysis(timedRows(), { placeDecisions: readPlaceDecisions(decided) })
    const markup = report(analysis)
    expect(pageOf(page, 'area-2')).toContain('Quay Street (24)')
    expect(pageOf(markup, 'area-2')).not.toContain('Quay Street')
    expect(pageOf(markup, 'area-2')).toContain('100 % lies where records without a place are put')
    expect(download(markup, 'busiest').some((line) => line.startsWith('Quay Street'))).toBe(true)
    expect(download(markup, 'busiest-without-institutions').some((line) => line.startsWith('Quay Street'))).toBe(false)
    expect(download(markup, 'located-by-default')).toEqual([expect.stringMatching(/^Quay Street,\d{6},\d{6},24,0\.0909/)])
    expect(page).not.toContain('located-by-default.csv')
  })

  it('prints gaps and overlaps of every layer', async () => {
    const apart = areaTable('beat', [
      { code: 'B1', box: [-0.92, 52.19, -0.895, 52.21] },
      { code: 'B2', box: [-0.9, 52.19, -0.86, 52.21] },
    ])
    const rows = download(report(await forceAnalysis(timedRows(), { layers: [WARDS, apart] })), 'boundaries')
    expect(rows[0]).toMatch(/^Wards,2,[\d.]+,0,0,0,0$/)
    // 0.005 of a degree east to west by 0.02: about 0.34 km by 2.22 km
    expect(Number(rows[1].split(',')[3])).toBeCloseTo(0.34 * 2.22, 1)
  })

  it('counts activity and outcomes apart, joined and not', async () => {
    const one = { ...timed.layers[0], activity: [] }
    const cells = {
      ...timed.cells,
      activity: [{ role: 'searches', count: new Float64Array(timed.cells.study.length + 1).fill(1) }] as const,
    }
    const outcomes = { rows: [], outcomes: 10, joined: 7, crimes: 6, unjoined: { 'crime-not-given': 2, 'blank-id': 1 } }
    const markup = report({ ...timed, cells, layers: [one], outcomes })
    expect(download(markup, 'activity')).toEqual([`searches,${timed.cells.study.length},1`])
    expect(pageOf(markup, 'quality')).toContain('no measure of crime, and no effect of policing')
    expect(download(markup, 'outcomes')).toEqual([
      'Joined to their crime by ID,7,0.7',
      'Not joined: no ID,1,0.1',
      'Not joined: no crime file given holds the ID,2,0.2',
      'Outcomes,10,1',
    ])
    expect(pageOf(markup, 'quality')).toContain('The 7 joined are of 6 crimes.')
  })

  it('names offences of no category as such', async () => {
    const rows = timedRows().map((row) => ({ ...row, code: '999' }))
    const other = await forceAnalysis(rows)
    expect(other.kinds.category).toEqual([''])
    expect(pageOf(report(other), 'area-1')).toContain('Led by offences of no known category (100 %).')
  })
})
