import { describe, expect, it } from 'vitest'
import { patrolSheet } from '../../../engine/output/patrolSheet.js'
import { PLACES_NOT_PEOPLE } from '../../../engine/output/patrolWords.js'
import { crewOf, requestOf } from '../../helpers/planInput.js'
import { documentOf, patrolAnalysis, type TaskingChange, taskedAt, taskingOf } from '../../helpers/tasking.js'

const analysis = await patrolAnalysis()
const document = documentOf(analysis)

/** The sheet's articles, one a page. */
function pagesOf(change: TaskingChange = {}): string[] {
  return patrolSheet(analysis, taskingOf(change), document).split('<article').slice(1)
}

const many = Array.from({ length: 12 }, (_, k) =>
  taskedAt(`h${k}`, 0.3 * Math.cos(k), 0.3 * Math.sin(k), { name: `Street ${k}` }),
)

describe('patrol sheet', () => {
  it('has the supervisor’s page, then one for each crew', () => {
    const pages = pagesOf({ crews: [crewOf('T1'), crewOf('T2')], options: { mostVisits: 1 } })
    expect(pages.map((page) => /id="([^"]+)"/.exec(page)?.[1])).toEqual(['plan', 'crew-1', 'crew-2'])
    expect(pages.map((page) => /class="sheet">([^<]+)/.exec(page)?.[1])).toEqual(['Sheet 1 of 3', 'Sheet 2 of 3', 'Sheet 3 of 3'])
  })

  it('puts up to eleven visits on a crew’s page, under a lower map', () => {
    const vehicle = crewOf('T1', { mode: 'vehicle' as const })
    const pages = pagesOf({ hotspots: many.slice(0, 11), crews: [vehicle], options: { mostVisits: 1 } })
    expect(pages).toHaveLength(2)
    expect(pages[1].match(/class="return"/g)).toHaveLength(11)
    expect(pages[1]).toContain('style="height:74mm"')
    expect(pagesOf({ hotspots: many.slice(0, 8), crews: [vehicle], options: { mostVisits: 1 } })[1]).toContain('height:110mm')
  })

  it('puts eight of more visits on a crew’s page and the rest on the next, under the same head', () => {
    const change = { hotspots: many, crews: [crewOf('T1', { mode: 'vehicle' as const })], options: { mostVisits: 1 } }
    const visits = taskingOf(change).plan.visits.length
    expect(visits).toBeGreaterThan(11)
    const [, first, second] = pagesOf(change)
    expect(first.match(/class="return"/g)).toHaveLength(8)
    expect(second.match(/class="return"/g)).toHaveLength(visits - 8)
    expect(second).toContain('Shift <b>14:00–22:00</b>')
    expect(second).not.toContain('<svg')
  })

  it('says on every page what a sergeant must know: marking, data to, seed, version, source, no ground for a stop', () => {
    for (const page of pagesOf()) {
      for (const words of ['OFFICIAL-SENSITIVE', 'Data to 30 Apr 2026, 1 day before the shift', 'Seed 1', 'hexbeat 1.2.3'])
        expect(page).toContain(words)
      expect(page).toContain(PLACES_NOT_PEOPLE)
      expect(page).toContain('Open Government Licence')
      expect(page).toContain('Rankings support a decision; they do not make it.')
    }
  })

  it('shows the age of data over 28 days old in bold, and no younger', () => {
    for (const page of pagesOf({ more: { ageDays: 29, dataTo: '2026-04-02' } }))
      expect(page).toContain('<b>Data to 2 Apr 2026, 29 days old at the shift</b>')
    for (const page of pagesOf({ more: { ageDays: 28 } })) expect(page).not.toContain('<b>Data to')
  })

  it('says DEMONSTRATION across every page and in the title, and nowhere else', () => {
    const change = { crews: [crewOf('T1'), crewOf('T2')] }
    const demo = patrolSheet(analysis, taskingOf({ ...change, more: { demo: true } }), document)
    const pages = demo.split('<article').slice(1)
    for (const page of pages) expect(page).toMatch(/<svg class="demo"[^>]*><text [^>]*rotate[^>]*>DEMONSTRATION<\/text>/)
    expect(demo).toMatch(/<title>DEMONSTRATION: /)
    expect(patrolSheet(analysis, taskingOf(change), document)).not.toContain('DEMONSTRATION')
  })

  it('numbers visits on the map as in the table and draws hotspots at their true size', () => {
    const [, page] = pagesOf({ hotspots: [taskedAt('a', 0.4, 0, { radiusM: 100 })], options: { mostVisits: 1 } })
    const perMetre = Number(/M8 [\d.]+v-3v3H([\d.]+)/.exec(page)?.[1]) - 8
    const scale = Number(/class="scale">(\d+) m</.exec(page)?.[1])
    const radius = Number(/<circle [^>]*r="([\d.]+)" fill="url\(#map-1-hatch\)"/.exec(page)?.[1])
    expect(radius).toBeCloseTo((100 * perMetre) / scale, 0)
    expect(page).toMatch(/class="pin">1</)
  })

  it('shows the day on windows after midnight', () => {
    const night = crewOf('N1', { startMinute: 22 * 60, endMinute: 4 * 60 })
    const page = pagesOf({ crews: [night] })[1]
    expect(page).toContain('Shift <b>22:00–Sat 04:00</b>')
    expect(page).toMatch(/class="window">Sat 0\d:\d\d–0\d:\d\d</)
  })

  it('lists what is not visited and why, and requests that are not met', () => {
    const hotspots = [taskedAt('a', 0.2, 0), taskedAt('b', 0, 0.2, { name: 'Mill Lane', excluded: 'works until June' })]
    const late = requestOf('R9', { hotspot: 'a', name: 'Late', fromMinute: 300, toMinute: 360 })
    for (const page of pagesOf({ hotspots, requests: [late] })) {
      expect(page).toContain('<b>Mill Lane</b>: left out: works until June')
      expect(page).toContain('<b>Late (R9)</b>: no crew can be there at the time asked for')
    }
  })

  it('shows last week’s time against the plan, and that there is no record', () => {
    const lastWeek = { crewMinutes: 45, visits: 3, plannedMinutes: 60, lastLeft: Date.UTC(2026, 3, 30, 11, 0) / 60_000 }
    const crews = [crewOf('T1'), crewOf('T2', { startMinute: 16 * 60, endMinute: 23 * 60 })]
    const hotspots = [taskedAt('a', 0.2, 0, { lastWeek }), taskedAt('b', 0, 0.2, { lastWeek })]
    const [, first, second] = pagesOf({ crews, hotspots })
    expect(first).toContain('In the hotspot 24 Apr 2026 to 30 Apr 2026, of planned')
    expect(first).toContain('<b>1</b> 45 of 60 min, 3 visits, last 26 h before')
    // to the start of the crew whose sheet it is
    expect(second).toContain('<b>1</b> 45 of 60 min, 3 visits, last 28 h before')
    expect(pagesOf()[1]).toContain('No record was given.')
    const unplanned = taskedAt('a', 0.2, 0, { lastWeek: { ...lastWeek, plannedMinutes: Number.NaN } })
    expect(pagesOf({ crews, hotspots: [unplanned] })[1]).toContain('In the hotspot 24 Apr 2026 to 30 Apr 2026</h2>')
  })

  it('has a line for the problem owner beside every visit', () => {
    const page = pagesOf()[1]
    expect(page.match(/class="blank"/g)).toHaveLength(page.match(/class="return"/g)?.length ?? -1)
  })

  it('says how much of the travel is the way back', () => {
    const tasking = taskingOf()
    const [{ travelMinutes, backMinutes }] = tasking.plan.crews
    const rows = tasking.plan.visits.reduce((sum, visit) => sum + visit.travelMinutes, 0)
    expect(rows + backMinutes).toBeCloseTo(travelMinutes, 9)
    expect(pagesOf()[1]).toContain(`travel ${Math.round(travelMinutes)} min, ${Math.round(backMinutes)} of them the way back.`)
  })

  it('crosses out on the map what a person left out, and says so beside it', () => {
    const hotspots = [taskedAt('a', 0.4, 0), taskedAt('b', 0, 0.4, { excluded: 'works until June' }), taskedAt('c', 0, -0.4)]
    for (const page of pagesOf({ hotspots })) {
      expect(page.match(/class="left-out"/g)).toHaveLength(1)
      expect(page).toContain('crossed out: left out by a person')
    }
    for (const page of pagesOf()) expect(page).not.toContain('crossed out')
  })

  it('escapes what users wrote and needs no script and no network', () => {
    const name = '<script>alert(1)</script>"\'&'
    const hotspots = [taskedAt('a', 0.2, 0, { name, reasonChanged: name })]
    const crews = [crewOf(name, { start: name })]
    const requests = [requestOf('R', { hotspot: 'a', why: name })]
    const markup = patrolSheet(
      analysis,
      taskingOf({ hotspots, crews, requests, more: { areaName: name, notes: [name] } }),
      document,
    )
    expect(markup).not.toContain('<script')
    expect(markup).not.toMatch(/(src|href)=|@import|url\((?!#)/)
    expect(markup).toContain('&lt;script&gt;')
  })

  it('cuts long names without cutting a character in two', () => {
    const page = pagesOf({ hotspots: [taskedAt('a', 0.2, 0, { name: '🏘'.repeat(200) })] })[1]
    expect(page).toContain('…')
    expect(page).not.toMatch(/\p{Cs}/u)
  })

  it('is in greys only', () => {
    const markup = patrolSheet(analysis, taskingOf(), document)
    const colours = [...markup.matchAll(/#([0-9a-f]{6}|[0-9a-f]{3})(?=["';}\s)])/g)].map(([, hex]) =>
      hex.length === 3 ? hex.replace(/./g, '$&$&') : hex,
    )
    const spread = (hex: string) => {
      const parts = [0, 2, 4].map((k) => Number.parseInt(hex.slice(k, k + 2), 16))
      return Math.max(...parts) - Math.min(...parts)
    }
    expect(colours.length).toBeGreaterThan(5)
    for (const colour of colours) expect(spread(colour)).toBeLessThanOrEqual(8)
  })

  it('is the same bytes when made again', () => {
    expect(patrolSheet(analysis, taskingOf(), document)).toBe(patrolSheet(analysis, taskingOf(), document))
  })
})
