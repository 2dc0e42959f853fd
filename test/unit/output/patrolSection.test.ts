import { describe, expect, it } from 'vitest'
import { patrolSection } from '../../../engine/output/patrolSection.js'
import { outputFiles } from '../../helpers/outputFiles.js'
import { crewOf, requestOf } from '../../helpers/planInput.js'
import { reportPages } from '../../helpers/reportPages.js'
import { patrolAnalysis, taskedAt, taskingOf } from '../../helpers/tasking.js'

const analysis = await patrolAnalysis()
const tasking = taskingOf({
  hotspots: [
    taskedAt('a', 0.4, 0.2, { name: 'High Street' }),
    taskedAt('b', 0, 0.3, { excluded: 'works until June' }),
    taskedAt('c', 0.3, -0.2),
  ],
  crews: [crewOf('T1'), crewOf('T2', { kind: 'PCSO' })],
  requests: [requestOf('R9', { hotspot: 'a', name: 'Late', fromMinute: 300, toMinute: 360 })],
  lost: [{ callSign: 'T1', from: Date.UTC(2026, 4, 1, 17) / 60_000, minutes: 60 }],
})
const asked = { ...analysis, asked: { patrol: tasking } }

describe('what patrol adds to a results folder', () => {
  it('writes every file, listed in analysis.json with its size', async () => {
    const { document, bytes, rows } = await outputFiles(asked, [])
    const names = ['patrol-visits.csv', 'patrol-visits.geojson', 'patrol-crews.csv', 'unserved.csv']
    for (const name of [...names, 'patrol-sheet.html', 'patrol.geojson', 'patrol.gpx', 'patrol.ics'])
      expect(document.files).toContainEqual(expect.objectContaining({ name, bytes: bytes(name).length }))
    const visits = rows('patrol-visits.csv')
    expect(Object.keys(visits[0]).join()).toBe(
      'crew,order,id,name,beat,lng,lat,easting,northing,window_from,window_to,minutes,travel_minutes,must_do,requests,expected_worth,why',
    )
    expect(visits).toHaveLength(tasking.plan.visits.length)
    expect(visits[0]).toMatchObject({
      crew: 'T1',
      order: '1',
      beat: 'B1',
      window_from: '2026-05-01T14:40:00+01:00',
      minutes: '15',
    })
    expect(rows('unserved.csv').map(({ kind, id, why_not }) => [kind, id, why_not])).toEqual([
      ['hotspot', 'b', 'left out: works until June'],
      ['fixed request', 'R9', 'no crew can be there at the time asked for'],
    ])
    expect(rows('patrol-crews.csv').map(({ crew, kind, shift_to }) => [crew, kind, shift_to])).toEqual([
      ['T1', 'PC', '2026-05-01T22:00:00+01:00'],
      ['T2', 'PCSO', '2026-05-01T22:00:00+01:00'],
    ])
    expect(document.patrol).toMatchObject({ date: '2026-05-01', demo: false, area: { code: 'B1' }, unserved: [{ id: 'b' }] })
  })

  it('says in every row of a demonstration that it is one', async () => {
    const { rows } = await outputFiles({ ...analysis, asked: { patrol: { ...tasking, demo: true } } }, [])
    for (const { why } of rows('patrol-visits.csv')) expect(why).toMatch(/^DEMONSTRATION: /)
    for (const { why_not } of rows('unserved.csv')) expect(why_not).toMatch(/^DEMONSTRATION: /)
  })

  it('has a page of the report with map, visits, crews and what is not visited', () => {
    const { ids, markup } = reportPages(asked)
    expect(ids).toContain('patrol')
    for (const id of ['patrol-visit-list', 'patrol-crew-list', 'patrol-unserved'])
      expect(markup).toContain(`download="${id}.csv"`)
    expect(markup).toContain('aria-labelledby="patrol-map-title patrol-map-words"')
  })

  it('prints a sergeant’s list: crews, windows, places, then what is not visited, lines of 110 columns', () => {
    const { text } = patrolSection(analysis, tasking)
    expect(text).toMatch(/^Patrol of Town \(beat B1\), Fri 1 May 2026, for anti-social behaviour\./)
    expect(text).toMatch(/T1: PC, on foot, 1 officer, 14:00–22:00 from Station;/)
    expect(text).toMatch(/\n +1 {2}14:40–16:00 {2}/)
    expect(text).toContain('Not visited:\n  Name of b: left out: works until June')
    expect(text).toContain('Late (R9): no crew can be there at the time asked for')
    expect(text).toContain('If T1 loses 1 hour from 18:00, going on from High Street,')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    expect(patrolSection(analysis, { ...tasking, demo: true }).text).toMatch(/^DEMONSTRATION: /)
  })
})
