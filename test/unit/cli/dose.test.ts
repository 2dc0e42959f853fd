import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const HOTSPOTS = ['id,name,lng,lat,radius_m,include', 'H1,Market Street,-1.9,52.48,100,yes', 'H2,Elm Park,-1.8,52.48,100,no']
const [IN, EDGE, OUT] = ['-1.9,52.48', '-1.9,52.48099', '-1.9,52.489']
/** In British Summer Time: out, in, in, out a minute later; 10 silent minutes in; next day at the edge. */
const PINGS = [
  'time,call_sign,lng,lat',
  `2026-05-01T13:00:00Z,A,${OUT}`,
  `2026-05-01T13:02:00Z,A,${IN}`,
  `2026-05-01T13:12:00Z,A,${IN}`,
  `2026-05-01T13:14:00Z,A,${IN}`,
  `2026-05-01T13:15:00Z,A,${OUT}`,
  `2026-05-02T13:00:00Z,A,${EDGE}`,
  `2026-05-02T13:04:00Z,A,${EDGE}`,
  `2026-06-02T13:04:00Z,A,${IN}`,
]
const LOG = [
  'hotspot,arrive,leave,crew',
  'H1,2026-05-31 23:50,00:20,A',
  'H1,2026-05-30 14:00,14:15,B',
  'H1,2026-06-20 14:00,14:15,B',
]

function made(): string {
  const folder = temporaryFolder()
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  write('hotspots.csv', HOTSPOTS)
  write('pings.csv', PINGS)
  write('log.csv', LOG)
  write('plan.csv', ['hotspot,minutes', 'H1,3', 'H1,2.5'])
  return folder
}

const MAY = ['--from', '2026-05-01', '--to', '2026-05-31', '--now', '2026-07-01T00:00Z']
const dose = (folder: string, words: readonly string[], days: readonly string[] = MAY) =>
  runCli(['dose', '--hotspots', 'hotspots.csv', ...words, ...days], folder)
const rowsOf = (folder: string, name: string) => {
  const [head, ...rows] = readFileSync(join(folder, 'out', name), 'utf8')
    .trim()
    .split('\n')
  const heads = head.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((field, at) => [heads[at], field])))
}

describe('hexbeat dose', () => {
  it('measures pings with and without 20 m, tells what is under plan and what is unknown', async () => {
    const folder = made()
    const run = await dose(folder, ['--pings', 'pings.csv', '--planned', 'plan.csv', '--officers', '2', '--out', 'out'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    // half of 2, then 2 and half of 1 after the silence
    const [first, second] = rowsOf(folder, 'dose.csv')
    expect(first).toMatchObject({
      hotspot: 'H1',
      from: '2026-05-01',
      to: '2026-05-31',
      visits: '2',
      visits_short: '2',
      crew_minutes: '3.5',
      error_minutes: '1.5',
      officer_minutes: '7',
      // 110 m off the centre of a hotspot of 100 m
      crew_minutes_with_20m: '7.5',
      visits_with_20m: '3',
      unknown_minutes: '10',
      planned_minutes: '5.5',
      under_visited: 'yes',
    })
    expect(Number(first.share_of_plan)).toBeCloseTo(3.5 / 5.5, 9)
    expect(second).toMatchObject({
      hotspot: 'H2',
      include: 'no',
      visits: '0',
      hours_since_last_visit: '',
      under_visited: 'no-plan',
    })
    expect(rowsOf(folder, 'dose-months.csv')).toMatchObject([{ month: '2026-05', hotspot: 'H1', days_visited: '1', visits: '2' }])
    const hours = rowsOf(folder, 'dose-hours.csv')
    expect(hours).toHaveLength(2 * 168)
    expect(hours.find((row) => row.crew_minutes !== '0')).toEqual({
      hotspot: 'H1',
      weekday: 'Friday',
      hour: '14',
      crew_minutes: '3.5',
    })
    expect(run.stdout).toMatch(
      /^OFFICIAL-SENSITIVE\nTime in hotspots, 2026-05-01 to 2026-05-31\. Source: pings\.csv, data to 2026-05-02 14:04\./,
    )
    expect(run.stdout).toContain('H1 Market Street: 4 of 6 crew-minutes planned')
    expect(run.stdout).toContain(
      'Unknown: 10 minutes between pings over 5 minutes apart, beside 9 known; 1 silence of over 3 hours',
    )
    expect(run.stdout).toMatch(/No ping on 29 of 31 days \(2026-05-03,.* and 24\s+more\)/)
    expect(run.stdout).toContain('1 ping of pings.csv outside these days left out.')
    expect(run.stdout).not.toMatch(/\bdose\b(?!.*\.csv)/)
    expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })

  it('counts a log up to the end of the last day, and hours since from there, whenever it is run', async () => {
    const folder = made()
    const run = await dose(folder, ['--visits', 'log.csv', '--least', '5', '--json'])
    const { hotspots, months, underVisited } = JSON.parse(run.stdout)
    // 10 of the 30 minutes lie in May
    expect(hotspots[0]).toMatchObject({ id: 'H1', visits: 2, crewMinutes: 25, visitsInRange: 2, hoursSince: 0, withBuffer: null })
    expect([months.length, underVisited]).toEqual([1, []])
    const later = await dose(
      folder,
      ['--visits', 'log.csv', '--least', '5', '--json'],
      [...MAY.slice(0, 4), '--now', '2030-01-01T00:00Z'],
    )
    expect(later.stdout).toBe(run.stdout)
    const text = await dose(folder, ['--visits', 'log.csv'])
    expect(text.stdout).toContain('Under-visited: not told.')
    expect(text.stdout).toContain('Each crew counts as one officer')
    expect(readdirSync(folder)).toEqual(['hotspots.csv', 'log.csv', 'pings.csv', 'plan.csv'])
  })

  it('makes the monthly return by kind of officer, on foot and by vehicle, and says whose form it is not', async () => {
    const folder = made()
    writeFileSync(join(folder, 'crews.csv'), 'call_sign,kind,mode,officers\nA,PCSO,foot,2\n')
    const run = await dose(folder, ['--visits', 'log.csv', '--crews', 'crews.csv', '--planned', 'plan.csv', '--out', 'out'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const [may, ...others] = rowsOf(folder, 'dose-return.csv')
    expect(others).toEqual([])
    // A, two officers: 10 minutes of May; B, who is in no roster: 15
    expect(may).toMatchObject({ month: '2026-05', hotspots: '2', hotspots_patrolled: '1', days_patrolled: '2', visits: '2' })
    expect(Number(may.patrol_hours)).toBeCloseTo(35 / 60, 9)
    expect(Number(may.pcso_hours_foot)).toBeCloseTo(20 / 60, 9)
    expect(Number(may.unknown_hours_unknown)).toBe(0.25)
    expect(Number(may.share_of_plan)).toBeCloseTo(25 / 5.5, 9)
    expect(run.stdout).toMatch(
      /dose-return\.csv is in the shape of a hotspot-fund return; the current form is the Home\s+Office's own\./,
    )
    const tracked = await dose(folder, ['--pings', 'pings.csv', '--out', 'tracked'])
    expect(tracked.stdout).toContain('By vehicle is where a crew got on at 2.5 metres a second or more')
    expect(tracked.stdout).toMatch(/Kinds of officers are unknown: give\s+them with --crews/)
  })

  it('writes over nothing', async () => {
    const folder = made()
    mkdirSync(join(folder, 'out'))
    writeFileSync(join(folder, 'out', 'dose-months.csv'), 'kept')
    const run = await dose(folder, ['--visits', 'log.csv', '--out', 'out'])
    expect([run.code, run.stderr]).toEqual([1, expect.stringMatching(/file-exists.*dose-months\.csv/)])
    expect(readdirSync(join(folder, 'out'))).toEqual(['dose-months.csv'])
    writeFileSync(join(folder, 'out', 'analysis.json'), '{}')
    rmSync(join(folder, 'out', 'dose-months.csv'))
    const results = await dose(folder, ['--visits', 'log.csv', '--out', 'out'])
    expect([results.code, results.stderr]).toEqual([2, expect.stringMatching(/option-invalid.*--out.*holds results/)])
    const nowhere = await dose(folder, ['--visits', 'log.csv', '--out', 'no/such'])
    expect(nowhere.stderr).toMatch(/out-unwritable/)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })

  it.each([
    [['--pings', 'pings.csv', '--visits', 'log.csv'], MAY, 2, /option-invalid.*--visits/],
    [[], MAY, 2, /argument-missing.*--pings/],
    [['--visits', 'log.csv'], ['--from', '2026-05-01'], 2, /argument-missing.*--to/],
    [['--visits', 'log.csv'], ['--from', '2026-05-32', '--to', '2026-06-01'], 2, /option-invalid.*--from/],
    [['--visits', 'log.csv'], ['--from', '2026-05-02', '--to', '2026-05-01'], 2, /option-invalid.*--to/],
    [['--visits', 'log.csv'], [...MAY.slice(0, 4), '--now', '2026-05-30T00:00'], 1, /time-without-zone.*--now/],
    [['--visits', 'log.csv'], [...MAY.slice(0, 4), '--now', '2026-05-30T12:00Z'], 1, /time-in-future.*--to/],
    [['--visits', 'log.csv'], [...MAY.slice(0, 4), '--now', '2026-05-31T12:00Z'], 1, /time-in-future.*log\.csv, line 2/],
    [['--visits', 'log.csv'], ['--from', '2026-04-01', '--to', '2026-04-30'], 1, /no-data-in-period.*2026-05-30 14:00 to/],
    [['--visits', 'log.csv', '--officers', '0'], MAY, 2, /option-invalid.*--officers/],
    [['--visits', 'log.csv', '--least', '21'], MAY, 2, /option-invalid.*--least/],
    [
      ['--visits', 'log.csv', '--planned', 'foreign.csv'],
      MAY,
      1,
      /table-invalid.*foreign\.csv, line 3, column hotspot, value "H9"/,
    ],
    [['--visits', 'log.csv', '--planned', 'blank.csv'], MAY, 1, /table-invalid.*blank\.csv, line 2, column minutes/],
    [['--visits', 'log.csv', '--crews', 'horse.csv'], MAY, 1, /table-invalid.*horse\.csv, line 2, column mode/],
    [['--visits', 'strange.csv'], MAY, 1, /table-invalid.*strange\.csv, line 2, column hotspot/],
  ] as const)('refuses %j %j', async (words, days, code, message) => {
    const folder = made()
    writeFileSync(join(folder, 'foreign.csv'), 'hotspot,minutes\nH1,5\nH9,5\n')
    writeFileSync(join(folder, 'blank.csv'), 'hotspot,minutes\nH1,\n')
    writeFileSync(join(folder, 'strange.csv'), `${LOG[0]}\nH7,2026-05-30 14:00,14:15,B\n`)
    writeFileSync(join(folder, 'horse.csv'), 'call_sign,kind,mode\nA,PC,horse\n')
    const run = await dose(folder, words, days)
    expect(run.stderr).toMatch(message)
    expect([run.code, run.stdout]).toEqual([code, ''])
  })
})
