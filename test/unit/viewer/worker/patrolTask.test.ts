import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PatrolAbout, ShiftAsked } from '../../../../viewer/worker/patrolTask.js'
import { createWorkplace } from '../../../../viewer/worker/workplace.js'
import { writePatrolForce } from '../../../helpers/patrolForce.js'
import { runCli } from '../../../helpers/runCli.js'
import { fixtureFolder } from './folder.js'

const SHIFT: ShiftAsked = {
  ...{ area: { kind: 'beat', code: 'B1' }, date: '2026-04-10', from: 14 * 60, to: 22 * 60, vehicle: 1, foot: 1 },
  start: { lng: -1.9125, lat: 52.494 },
  ...{ mustDo: [], requests: [] },
}
const INPUTS = ['extract.csv', '--yes', '--beats', 'beats.geojson', '--force', 'Smallshire Police (synthetic)']

function filesOf(folder: string): File[] {
  return readdirSync(folder).map((name) => new File([readFileSync(join(folder, name))], name))
}

async function opened(folder: string) {
  const workplace = createWorkplace(null)
  await workplace.open({ kind: 'files', files: filesOf(folder) }, () => undefined)
  return workplace
}

const asVisits = (csv: string) =>
  csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').slice(0, 3))

describe('a plan in the viewer', () => {
  const quiet = () => undefined
  let folder: string
  let workplace: Awaited<ReturnType<typeof opened>>
  let about: PatrolAbout
  const run = async (...words: string[]) => {
    const { code, stderr } = await runCli(words, folder)
    expect(code, stderr).toBe(0)
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hexbeat-patrol-'))
    writePatrolForce(folder)
    await run('analyse', ...INPUTS, '--out', 'analysed')
    workplace = await opened(join(folder, 'analysed'))
    const found = await workplace.patrol(null, quiet)
    if (found === null) throw new Error('there is no planning.json')
    about = found
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('can be of each area, with its hotspots counted', () => {
    expect(about.dataTo).toBe('2026-03-27')
    expect(about.problems).toEqual([
      { id: 'asb', words: 'anti-social behaviour' },
      { id: 'serious-violence', words: 'serious violence' },
    ])
    expect(about.areas.map(({ kind, code, hotspots, listed }) => [kind, code, hotspots.asb, listed.asb])).toEqual([
      ['beat', 'B1', 2, 2],
      ['beat', 'B2', 1, 1],
      ['beat', 'B3', 0, 0],
    ])
    expect([about.force.asb, about.own]).toEqual([3, null])
  })

  // harm by code makes the plan one by harm for violence, by volume for ASB
  it.each([
    ['asb', SHIFT],
    ['serious-violence', { ...SHIFT, area: null, from: 22 * 60, to: 6 * 60, start: null }],
  ] as const)(
    'is the command’s own: %s',
    async (problem, shift) => {
      const asked = { shift, problem }
      const plan = await workplace.plan(asked, quiet)
      expect(plan.visits.length).toBeGreaterThan(3)
      writeFileSync(join(folder, 'viewer.csv'), plan.crewsCsv)
      const out = `command-${problem}`
      const where = shift.area === null ? [] : ['--beat', shift.area.code]
      const flags = ['--date', shift.date, '--crews', 'viewer.csv', '--problem', problem, ...where]
      await run('patrol', ...INPUTS, ...flags, '--out', out)
      const read = (name: string) => readFileSync(join(folder, out, name), 'utf8')
      expect(plan.visits.map((visit) => [plan.crews[visit.crew].callSign, String(visit.order), visit.id])).toEqual(
        asVisits(read('patrol-visits.csv')),
      )
      // every word, window and minute, the maps too
      expect(await workplace.patrolSheet(asked, quiet)).toBe(read('patrol-sheet.html'))

      // a folder that `patrol` made has that plan as its own
      const own = await opened(join(folder, out))
      const made = await own.plan('own', quiet)
      expect(made.visits).toEqual(plan.visits)
      expect([made.own, made.crews]).toEqual([true, plan.crews])
      expect(await own.patrolSheet('own', quiet)).toBe(read('patrol-sheet.html'))
      // another day keeps the run's crews; other hours do not
      const kept = (await own.patrol(null, quiet))?.own
      if (kept === null || kept === undefined) throw new Error('the run planned no shift')
      const next = { ...kept.shift, date: '2026-04-11' }
      expect((await own.plan({ shift: next, problem }, quiet)).crews.map(({ start }) => start.name)).toEqual(
        plan.crews.map(({ start }) => start.name),
      )
      const later = await own.plan({ shift: { ...next, to: (next.to + 60) % 1440 }, problem }, quiet)
      expect(new Set(later.crews.map(({ start }) => start.name))).toEqual(new Set(['Start']))
      expect((await own.patrol(null, quiet))?.own).toMatchObject({
        problem,
        shift: { area: shift.area, date: shift.date, vehicle: 1, foot: 1 },
      })
    },
    120_000,
  )

  // what must be visited and what is asked for: in the plan, on the sheet, and in the files that give the command the same plan
  it('takes what is asked for as the command does', async () => {
    const [pub, park] = (await workplace.plan({ shift: SHIFT, problem: 'asb' }, quiet)).hotspots
    const shift: ShiftAsked = {
      ...{ ...SHIFT, vehicle: 0, mustDo: [park.id] },
      requests: [
        { at: { lng: -1.9, lat: 52.49 }, window: { from: 17 * 60, to: 18 * 60 + 30 }, fixed: true, name: 'Hall, "Old"' },
        { at: pub.id, window: { from: 19 * 60, to: 20 * 60 }, fixed: false, name: pub.name },
        { at: { lng: -1.2, lat: 52.9 }, window: null, fixed: true, name: '' },
      ],
    }
    const asked = { shift, problem: 'asb' }
    const plan = await workplace.plan(asked, quiet)
    expect(plan.visits.find(({ name }) => name === 'Hall, "Old"')).toMatchObject({ number: null, must: 'asked' })
    expect(plan.asked).toEqual([{ name: 'Hall, "Old"', lng: -1.9, lat: 52.49 }])
    expect(plan.visits.filter(({ id, must }) => id === park.id && must === 'asked').length).toBeGreaterThan(0)
    expect(plan.unserved).toContainEqual(expect.objectContaining({ id: 'R3', name: 'R3', kind: 'fixed request' }))

    writeFileSync(join(folder, 'asked-crews.csv'), plan.crewsCsv)
    writeFileSync(join(folder, 'asked-requests.csv'), plan.requestsCsv)
    const files = ['--crews', 'asked-crews.csv', '--requests', 'asked-requests.csv', '--must-do', park.id]
    await run('patrol', ...INPUTS, '--date', shift.date, '--problem', 'asb', '--beat', 'B1', ...files, '--out', 'asked')
    const read = (name: string) => readFileSync(join(folder, 'asked', name), 'utf8')
    expect(await workplace.patrolSheet(asked, quiet)).toBe(read('patrol-sheet.html'))

    // saved from the page: what the command writes, and on each row what it is of
    const saved = async (form: 'csv' | 'geojson') =>
      new TextDecoder().decode(await workplace.exportPlan({ asked, about: { marking: 'OFFICIAL' }, form }, quiet))
    const lines = (csv: string) => csv.trimEnd().split('\n')
    const [notMet, ...planned] = lines(await saved('csv')).reverse()
    expect(planned.reverse()).toEqual(
      lines(read('patrol-visits.csv')).map((line, row) => `${line},${row === 0 ? 'status,marking' : 'planned,OFFICIAL'}`),
    )
    expect(notMet).toMatch(/^,,R3,R3,,-1.2,52.9,\d{6},\d{6},,,,,,,,"fixed request: too far .*",not met,OFFICIAL$/)
    const { marking, ...collection } = JSON.parse(await saved('geojson'))
    expect([marking, collection]).toEqual(['OFFICIAL', JSON.parse(read('patrol.geojson'))])
    const requests = collection.features.filter(
      ({ properties }: { properties: { feature: string } }) => properties.feature === 'request',
    )
    expect(requests).toEqual([
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [-1.2, 52.9] },
        properties: expect.objectContaining({
          id: 'R3',
          unserved: expect.stringContaining('too far'),
          why: 'fixed request, not met',
        }),
      },
    ])

    // what the run was told must be visited stays with another day
    const own = await opened(join(folder, 'asked'))
    expect((await own.patrol(null, quiet))?.own?.shift).toMatchObject({ mustDo: [park.id], requests: [] })
    expect((await own.plan('own', quiet)).requestsCsv).toBe(plan.requestsCsv)
  }, 120_000)

  it('says whose turn it is, what for, and how much of the time is used', async () => {
    const plan = await workplace.plan({ shift: SHIFT, problem: 'asb' }, quiet)
    expect([plan.area, plan.day, plan.data]).toEqual([
      'Old Town (beat B1)',
      'Fri 10 Apr 2026',
      'Data to 27 Mar 2026, 14 days before the shift',
    ])
    expect(plan.crews.map(({ callSign, words }) => [callSign, words])).toEqual([
      ['V1', 'PC, by vehicle, 2 officers'],
      ['F1', 'PC, on foot, 2 officers'],
    ])
    expect(plan.share).toBeGreaterThan(0.2)
    expect(plan.share).toBeLessThanOrEqual(1)
    expect(plan.notes.join(' ')).not.toMatch(/--/)
    expect(plan.visits[0]).toMatchObject({ number: expect.any(Number), why: expect.stringMatching(/^Anti-social behaviour: \d/) })
  })

  it('refuses a beat without hotspots and a day before the data ends, as the command does', async () => {
    const refused = (shift: Partial<ShiftAsked>) => async () =>
      workplace.plan({ shift: { ...SHIFT, ...shift }, problem: 'asb' }, quiet)
    await expect(refused({ area: { kind: 'beat', code: 'B3' } })).rejects.toMatchObject({ code: 'hotspots-missing' })
    await expect(refused({ date: '2026-03-01' })).rejects.toMatchObject({ code: 'option-invalid' })
    await expect(refused({ from: 14 * 60, to: 15 * 60 })).rejects.toMatchObject({ code: 'shift-too-short' })
  })

  it('is none of published data', async () => {
    const { folder: publishedFolder } = await fixtureFolder()
    const published = await opened(publishedFolder)
    rmSync(publishedFolder, { recursive: true })
    expect(await published.patrol(null, quiet)).toBeNull()
    await expect(async () => published.plan('own', quiet)).rejects.toMatchObject({ code: 'needs-force-extract' })
  }, 60_000)
})
