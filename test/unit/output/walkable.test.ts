import { beforeAll, describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { readTextTable } from '../../../engine/index.js'
import { readHotspotList } from '../../../engine/input/hotspotList.js'
import { toNationalGrid } from '../../../engine/input/nationalGrid.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { hotspotDecisions } from '../../../engine/output/hotspotDecisions.js'
import { rankedTables } from '../../../engine/output/rankedTables.js'
import { reportHtml } from '../../../engine/output/report.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import {
  peakNote,
  peakShort,
  peakWindowOfMonths,
  peakWindowText,
  premisesWords,
  printedRadius,
} from '../../../engine/output/walkableWords.js'
import { walkableAnalysis, walkableRows } from '../../helpers/walkableAnalysis.js'

const COLUMNS =
  'id,name,beat,sector,easting,northing,lng,lat,radius_m,problem,offences_12m,last_28d,months_active,peak_window,why,premises_note,one_event_flag,standing,include,reason_changed,decided_by'
const text = (analysis: Analysis) => new TextDecoder().decode(csv(resultTables(analysis).hotspots.table, false))
const table = (of: string) => readTextTable(new TextEncoder().encode(of), 'hotspots.csv')
const documentOf = (analysis: Analysis) => analysisDocument(analysis, { version: '1', marking: 'OFFICIAL', inputs: [] })
const report = (analysis: Analysis) =>
  reportHtml(analysis, { ...documentOf(analysis), files: [] })
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll('&#39;', "'")
const pageOf = (markup: string, id: string) =>
  markup
    .slice(markup.indexOf(`<article id="${id}"`))
    .split('</article>')[0]
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

let plain: Analysis
beforeAll(async () => {
  plain = await walkableAnalysis()
})

/** The list of a run, one value of one row changed. */
function edited(analysis: Analysis, row: number, change: Readonly<Record<string, string>>) {
  const list = table(text(analysis))
  const rows = list.rows.map((values, k) =>
    k === row ? values.map((value, column) => change[list.header[column]] ?? value) : values,
  )
  return { ...list, rows }
}

describe('hotspots of exact places', () => {
  it('has the columns that are read back, then what else is known', () => {
    const [header, ...lines] = text(plain).trimEnd().split('\n')
    expect(header).toBe(`${COLUMNS},rank,expected_monthly,beside_12m,trend,held_share,streets,ward`)
    expect(lines).toHaveLength(3)
    const { rows, header: names } = table(text(plain))
    const at = (row: number, column: string) => rows[row][names.indexOf(column)]
    expect(['problem', 'beat', 'ward', 'offences_12m', 'months_active', 'include', 'rank'].map((name) => at(0, name))).toEqual([
      'serious-violence',
      'B1',
      'Castle',
      '48',
      '12',
      'yes',
      '1',
    ])
    expect(at(0, 'why')).toMatch(/^48 recorded as serious violence, in 12 of 12 months; [\d.]+ expected in the next$/)
    expect(at(0, 'premises_note')).toBe('48 of 48 at one address: problem-solve there first')
    expect(at(2, 'premises_note')).toBe('12 of 12 at one premises: problem-solve with the premises first')
    expect(readHotspotList(table(text(plain))).map(({ offences12m, include }) => [offences12m, include])).toEqual([
      [48, true],
      [24, true],
      [12, true],
    ])
  })

  it('is the same whatever the order of the rows', async () => {
    const turned = await walkableAnalysis({}, [...walkableRows()].reverse())
    expect(text(turned)).toBe(text(plain))
    expect(turned.walkable).toEqual(plain.walkable)
  })

  it('draws each as a circle of its radius', () => {
    const { shape } = resultTables(plain).hotspots
    if (shape.type === 'point') throw new Error('no circle')
    const [{ lng, lat, radiusM }] = plain.walkable
    expect(table(text(plain)).rows[0][8]).toBe(String(printedRadius({ radiusM })))
    const [[ring]] = shape.at(0)
    expect([shape.length, ring.length]).toEqual([3, 128])
    for (let k = 0; k < 128; k += 2)
      expect(Math.abs(distanceM(lng, lat, ring[k], ring[k + 1]) - printedRadius({ radiusM }))).toBeLessThan(1)
  })

  it('keeps what people decided, and carries it over to a place that moved by up to 150 m', async () => {
    const [{ id }] = plain.walkable
    const { lng, lat } = plain.walkable[1]
    const near = `serious-violence@${lng.toFixed(5)}_${(lat + 0.0011).toFixed(5)}`
    const moved = edited(plain, 1, { id: near, include: 'no', reason_changed: 'works until June', decided_by: 'NPT sergeant' })
    const far = `serious-violence@${lng.toFixed(5)}_${(lat + 0.01).toFixed(5)}`
    const rows = [...moved.rows.map((row) => [...row]), moved.rows[1].map((value) => (value === near ? far : value))]
    rows[0][moved.header.indexOf('reason_changed')] = '=asked by the council'
    const analysis = await walkableAnalysis({ decisions: { ...moved, rows, line: rows.map((_, k) => k + 2) } })
    const list = table(text(analysis))
    const at = (row: number, column: string) => list.rows[row][list.header.indexOf(column)]
    expect([at(0, 'id'), at(0, 'include'), at(0, 'reason_changed')]).toEqual([id, 'yes', "'=asked by the council"])
    expect([at(1, 'include'), at(1, 'reason_changed'), at(1, 'decided_by')]).toEqual(['no', 'works until June', 'NPT sergeant'])
    const told = (code: string) => documentOf(analysis).warnings.find((issue) => issue.code === code)?.examples
    expect(told('decisions-moved')).toEqual([{ value: expect.stringMatching(`^${near} is .*, 122 m away$`) }])
    expect(told('decisions-not-listed')).toEqual([{ value: `${far}: no, works until June, NPT sergeant` }])
    expect(rankedTables(analysis)).toContain('2: left out: works until June (NPT sergeant).')
    const markup = report(analysis)
    expect(pageOf(markup, 'hotspots-serious-violence')).toContain('Left out: works until June (NPT sergeant)')
    // no sheet for it
    expect([1, 2, 3].map((k) => markup.includes(`<article id="hotspot-${k}"`))).toEqual([true, true, false])
  })

  it('takes a bare yes for no decision: every row has one', () => {
    const [a, b, c] = plain.walkable.map(({ id }) => id)
    const decisions = table(`id,include,reason_changed,decided_by\n${a},yes,,\n${b},yes,,NPT\n${c},no,,\n`)
    const { of } = hotspotDecisions({ ...plain, decisions })
    expect([a, b, c].map((id) => of(id, 'include'))).toEqual(['', 'yes', 'no'])
  })

  it('prints the first of each problem, at most 110 columns wide', () => {
    const list = rankedTables(plain)
    const from = list.indexOf('Hotspots, serious violence')
    expect(list.slice(from)).toContain('3 of 3 places that can be walked')
    expect(Math.max(...list.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    expect(list).not.toContain('not listed from exact coordinates')
  })

  it('says why there is none', async () => {
    const few = await walkableAnalysis({}, walkableRows().slice(-3))
    expect(rankedTables(few)).toContain('the list needs at least 4 months')
    const once = walkableRows().map((row, k) => ({ ...row, code: k % 20 === 0 ? '34B' : '28E' }))
    expect(rankedTables(await walkableAnalysis({}, once))).toContain('no place that can be walked has 5 offences')
  })

  it('has a page for the list and a scanning sheet for each, which name no single place of records', () => {
    const markup = report(plain)
    expect(pageOf(markup, 'hotspots-serious-violence')).toContain('3 of 3 places, most expected next month first.')
    const sheet = pageOf(markup, 'hotspot-1')
    for (const part of [
      '48 recorded as serious violence; ',
      'Committed in 12 of 12 months; 4 in every month.',
      'Castle ward and beat Name of B1',
      'Rank 1 for serious violence in the force, 3 listed; standing: clear',
      '48 of 48 at one address',
      'Places, not people: this sheet is no ground for a stop.',
    ])
      expect(sheet).toContain(part)
  })
})

describe('words of a hotspot', () => {
  const peak = {
    start: 4 * 24 + 20,
    hours: 4,
    share: 0.31,
    low: 0.24,
    high: 0.38,
    timed: 90,
    months: 36,
    drawnShare: 0.29,
  } as const

  it('say the window with its share and interval, over midnight too', () => {
    expect(peakWindowText({ peak, noPeak: '' })).toBe('Fri 20:00-00:00 (31 %, 24-38 %)')
    expect(peakWindowText({ peak: { ...peak, start: 167 }, noPeak: '' })).toBe('Sun 23:00-03:00 (31 %, 24-38 %)')
    expect(peakShort({ peak, noPeak: '' })).toBe('Fri 20:00-00:00 31 %')
  })

  it('say the months the window is from, and beside the list how many would have one by chance', () => {
    const [hotspot] = plain.walkable
    const months = [237, 238, 239]
    expect(peakWindowOfMonths({ ...hotspot, months, peak, noPeak: '' })).toBe(
      'Fri 20:00-00:00 (31 %, 24-38 %; 2019-10 to 2019-12)',
    )
    expect(peakWindowOfMonths({ ...hotspot, months, peak: null, noPeak: 'no-times' })).toBe('times unknown')
    const list = (told: number, tested: number, refused: number) => ({
      walkable: Array.from({ length: tested + refused }, (_, k) => ({
        ...{ ...hotspot, months, problem: 'asb' },
        ...(k < told
          ? { peak, noPeak: '' as const }
          : { peak: null, noPeak: k < tested ? ('no-peak' as const) : ('no-times' as const) }),
      })),
    })
    expect(peakNote(list(6, 73, 9), 'asb')).toBe(
      'Busiest hours are of 3 months, 2019-10 to 2019-12. 6 of the 73 places with enough times have some; about 4 would by chance: do not rely on one by itself.',
    )
    expect(peakNote(list(9, 73, 9), 'asb')).toMatch(/9 of the 73 places .* about 4 would by chance\.$/)
    expect(peakNote(list(0, 5, 0), 'asb')).toMatch(/0 of the 5 places .* about 1 would by chance\.$/)
    expect([peakNote(list(0, 0, 9), 'asb'), peakNote(list(6, 73, 0), 'retail')]).toEqual(['', ''])
  })

  it('say a radius that holds all that is counted, from the printed centre on the National Grid too', () => {
    // a record at the rim due east: 98.6 m on the sphere, 99 m on the ground, its centre rounded away from it by up to 0.7 m
    expect(printedRadius({ radiusM: 98.6 })).toBe(100)
    for (const { lng, lat, radiusM, places } of plain.walkable) {
      const [east, north] = toNationalGrid(lng, lat).map(Math.round)
      for (const place of places) {
        const [x, y] = toNationalGrid(plain.crimes.places.lng[place], plain.crimes.places.lat[place])
        expect(Math.hypot(x - east, y - north)).toBeLessThanOrEqual(printedRadius({ radiusM }))
      }
    }
  })

  it('say why none is told', () => {
    const why = (['too-few-events', 'few-short-spans', 'no-peak', 'no-times'] as const).map((noPeak) =>
      peakWindowText({ peak: null, noPeak }),
    )
    expect(why).toEqual(['too few', 'times too wide', 'no hours stand out', 'times unknown'])
  })

  it('say nothing of premises where there are none', () => {
    const [hotspot] = plain.walkable
    expect(premisesWords(plain, { ...hotspot, busiest: { place: 0, offences: 10 }, atPremises: 0 })).toBe('')
    expect(premisesWords(plain, { ...hotspot, busiest: { place: 0, offences: 10 }, atPremises: 12 })).toBe(
      '12 of 48 at shops, stations or venues',
    )
  })
})
