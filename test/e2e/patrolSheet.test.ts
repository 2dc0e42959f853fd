import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areaBriefing } from '../../engine/output/briefing.js'
import { patrolSheet } from '../../engine/output/patrolSheet.js'
import { REPORT_SECURITY_POLICY } from '../../scripts/node/serve.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { CHROMIUM, CHROMIUM_FLAGS } from '../helpers/chromium.js'
import { crewOf, requestOf } from '../helpers/planInput.js'
import { documentOf, foundHotspot, patrolAnalysis, type TaskingChange, taskedAt, taskingOf } from '../helpers/tasking.js'

if (CHROMIUM === undefined) console.log('SKIPPED patrol sheet in a browser: no Chromium found (set CHROMIUM to its path)')

const LAST_LEFT = Date.UTC(2026, 3, 30, 11, 0) / 60_000
const LONG = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'
const spots = (n: number, more: (k: number) => object = () => ({})) =>
  Array.from({ length: n }, (_, k) => {
    const far = 0.9 * Math.sqrt((k + 1) / n)
    const lastWeek = { crewMinutes: 45, visits: 3, plannedMinutes: 60, lastLeft: LAST_LEFT }
    return taskedAt(`asb@${k}`, far * Math.cos(2.4 * k), far * Math.sin(2.4 * k), { name: `Street ${k}`, lastWeek, ...more(k) })
  })
const long = (k: number) => ({
  name: `${LONG} ${k} by the old railway station`,
  reasonChanged: 'moved by the neighbourhood team to the corner by the shops',
  found: foundHotspot({ oneEvent: true, peak: null, noPeak: 'few-short-spans' }),
})
const closed = (k: number) => (k < 20 ? {} : { excluded: 'council works until June, access closed by hoardings' })

/** What is planned, and how many pages it takes: one for the supervisor, one for a crew's eleven visits, of more for eight and each 14 after that. */
const CASES: Readonly<Record<string, TaskingChange>> = {
  'one crew, five visits': { hotspots: spots(5), options: { mostVisits: 1 } },
  'three crews, over eight visits each': {
    hotspots: spots(20),
    crews: [crewOf('T12'), crewOf('T14', { kind: 'PCSO' }), crewOf('V01', { mode: 'vehicle' })],
    requests: [
      requestOf('R1', { hotspot: 'asb@3', why: LONG }),
      requestOf('R2', { lng: -1.9, lat: 52.481, fromMinute: 300, toMinute: 330 }),
    ],
    lost: [{ callSign: 'T12', from: Date.UTC(2026, 4, 1, 17) / 60_000, minutes: 120 }],
  },
  'a night, data of two months before': {
    hotspots: spots(8),
    crews: [crewOf('N1', { startMinute: 1200, endMinute: 240 })],
    more: { ageDays: 61, dataTo: '2026-03-01' },
  },
  'a demonstration': { hotspots: spots(8), crews: [crewOf('T1'), crewOf('T2')], more: { demo: true } },
  'long names': {
    hotspots: spots(12, long),
    crews: [crewOf(LONG, { start: LONG, startMinute: 600, officers: 12 })],
    more: { areaName: LONG, notes: [LONG, LONG] },
  },
  'eleven visits, long names': {
    hotspots: spots(11, long),
    crews: [crewOf('V01', { mode: 'vehicle' })],
    options: { mostVisits: 1 },
  },
  'one hotspot': { hotspots: spots(1) },
  'eight crews, much left undone': {
    hotspots: spots(40, closed),
    crews: Array.from({ length: 8 }, (_, k) => crewOf(`T${k}`, { endMinute: 1100 })),
    more: { notes: ['Every hour of the week counts alike: the data holds no times of this problem.'] },
    lost: ['T0', 'T1', 'T2'].map((callSign) => ({ callSign, from: Date.UTC(2026, 4, 1, 15) / 60_000, minutes: 90 })),
  },
}

describe.skipIf(CHROMIUM === undefined)('patrol sheet on paper', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: CHROMIUM_FLAGS,
    })
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
  })

  /** Pages of the document on A4, and what the browser complained of under the policy results are served with. */
  async function printed(markup: string): Promise<{ pages: number; problems: string[] }> {
    const problems: string[] = []
    const complain = (message: { text(): string }) => problems.push(message.text())
    page.on('console', complain)
    const guarded = markup.replace(
      '<head>',
      `<head><meta http-equiv="Content-Security-Policy" content="${REPORT_SECURITY_POLICY}">`,
    )
    await page.setContent(guarded)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    page.off('console', complain)
    return { pages: pdf.toString('latin1').match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0, problems }
  }

  for (const [name, change] of Object.entries(CASES)) {
    it(`takes a page for each sheet and no more: ${name}`, async () => {
      const analysis = await patrolAnalysis()
      const tasking = taskingOf(change)
      const sheets = tasking.plan.crews.map(({ visits }) => (visits <= 11 ? 1 : 1 + Math.ceil((visits - 8) / 14)))
      const { pages, problems } = await printed(patrolSheet(analysis, tasking, documentOf(analysis)))
      expect(pages).toBe(1 + sheets.reduce((sum, count) => sum + count, 0))
      expect(problems).toEqual([])
    })
  }

  it('keeps everything beside the map in its place', async () => {
    const analysis = await patrolAnalysis()
    await page.emulateMedia({ media: 'print' })
    for (const change of Object.values(CASES)) {
      await page.setContent(patrolSheet(analysis, taskingOf(change), documentOf(analysis)))
      const clipped = await page.evaluate(() =>
        [...document.querySelectorAll('.side')].map((side) => side.scrollHeight - (side.parentElement?.clientHeight ?? 0)),
      )
      expect(Math.max(...clipped)).toBeLessThanOrEqual(0)
    }
    await page.emulateMedia({ media: null })
  })

  it('puts a briefing on one page', async () => {
    const analysis = await smallAnalysis()
    expect(await printed(areaBriefing(analysis, { kind: 'ward', code: 'W1' }, documentOf(analysis)))).toEqual({
      pages: 1,
      problems: [],
    })
  })

  it('draws the map of a briefing smaller before a source line stands alone on a second page', async () => {
    const analysis = await smallAnalysis()
    const many = Array.from(
      { length: 56 },
      (_, k) => `Contains public sector information ${k} licensed under the Open Government Licence v3.0.`,
    )
    const document = { ...documentOf(analysis), attribution: many }
    expect((await printed(areaBriefing(analysis, { kind: 'ward', code: 'W1' }, document))).pages).toBe(1)
  })
})
