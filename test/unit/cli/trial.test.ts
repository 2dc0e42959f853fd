import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const PLAN = ['--hotspots', 'hotspots.csv', '--from', '2026-09-01', '--phi', '1.5', '--seed', '7']
const FULL = [...PLAN, '--days', '28', '--per-day', '2', '--out', 'schedule.csv']
const AFTER = ['--now', '2027-01-01T00:00Z']

function made(): string {
  const folder = temporaryFolder()
  const rows = ['H1,Market Street,-1.9,52.48,yes', '-H2,Bus interchange,-1.8,52.48,yes', 'H3,Elm Park,-1.7,52.48,no']
  writeFileSync(join(folder, 'hotspots.csv'), `id,name,lng,lat,include\n${rows.join('\n')}\n`)
  return folder
}

const trial = (folder: string, ...words: string[]) => runCli(['trial', ...words], folder)
const scheduleOf = (folder: string) =>
  readFileSync(join(folder, 'schedule.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/** A trial of 28 days with its counts, by what a day is. */
async function trialWithCounts(events: Readonly<Record<string, number>>, ...words: string[]): Promise<string> {
  const folder = made()
  expect(await trial(folder, 'plan', ...FULL, ...words)).toMatchObject({ code: 0, stderr: '' })
  const rows = scheduleOf(folder).map(([date, , hotspot, , dayIs]) => `${hotspot},${date},${events[dayIs]}`)
  writeFileSync(join(folder, 'counts.csv'), `hotspot,date,events\n${rows.join('\n')}\n`)
  return folder
}

const result = (folder: string, ...words: string[]) =>
  trial(folder, 'result', '--schedule', 'schedule.csv', '--counts', 'counts.csv', ...AFTER, ...words)

describe('hexbeat trial plan', () => {
  it('prints power, then the schedule it writes: half of each weekday of each hotspot', async () => {
    const folder = made()
    const { stdout } = await trial(folder, 'plan', ...FULL)
    expect(stdout.indexOf('Power:')).toBeGreaterThan(0)
    expect(stdout.indexOf('Power:')).toBeLessThan(stdout.indexOf('Schedule by seed 7'))
    expect(stdout).toContain('1 hotspot with include no left out.')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    const rows = scheduleOf(folder)
    expect(rows).toHaveLength(2 * 28)
    expect(rows[0].slice(0, 4)).toEqual(['2026-09-01', 'Tuesday', 'H1', 'Market Street'])
    const mondays = rows.filter(([, weekday, hotspot]) => weekday === 'Monday' && hotspot === 'H1').map((row) => row[4])
    expect(mondays.toSorted()).toEqual(['hold', 'hold', 'patrol', 'patrol'])
    // what is printed is what is written
    const week = rows.filter(([, , hotspot]) => hotspot === 'H1').slice(0, 7)
    expect(stdout).toContain(`H1       ${week.map((row) => (row[4] === 'patrol' ? 'P' : '.')).join('')}  `)
  })

  it('is the same by seed and another by another seed, and never writes over a schedule', async () => {
    const folder = made()
    await trial(folder, 'plan', ...FULL)
    const first = readFileSync(join(folder, 'schedule.csv'), 'utf8')
    const again = await trial(folder, 'plan', ...FULL)
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/file-exists.*schedule\.csv/)])
    const other = made()
    await trial(other, 'plan', ...FULL)
    expect(readFileSync(join(other, 'schedule.csv'), 'utf8')).toBe(first)
    const another = made()
    await trial(another, 'plan', ...FULL.map((word) => (word === '7' ? '8' : word)))
    expect(readFileSync(join(another, 'schedule.csv'), 'utf8')).not.toBe(first.replaceAll(',7,', ',8,'))
  })

  it('takes the mean of earlier counts, every day of every hotspot', async () => {
    const folder = made()
    const history = ['hotspot,date,count', 'H1,2026-01-01,1', 'H1,2026-01-02,0', '-H2,2026-01-01,3', '-H2,2026-01-02,2']
    const words = [...PLAN, '--days', '28', '--history', 'history.csv', '--out', 'schedule.csv', '--json']
    writeFileSync(join(folder, 'history.csv'), `${history.slice(0, 4).join('\n')}\n`)
    expect((await trial(folder, 'plan', ...words)).stdout).toContain('-H2, 2026-01-02')
    writeFileSync(join(folder, 'history.csv'), `${history.join('\n')}\n`)
    const { meanPerDay, patrolDays, heldDays } = JSON.parse((await trial(folder, 'plan', ...words)).stdout)
    expect([meanPerDay, patrolDays, heldDays]).toEqual([{ 'H1': 0.5, '-H2': 2.5 }, 28, 28])
  })

  it.each([
    [[], 2, /argument-missing.*trial plan/],
    [['plann'], 2, /option-invalid.*plann/],
    [['plan', ...FULL, '--counts', 'x.csv'], 2, /option-invalid.*--counts.*trial result/],
    [['plan', ...PLAN, '--days', '28', '--out', 's.csv'], 2, /argument-missing.*--per-day/],
    [['plan', ...FULL, '--history', 'x.csv'], 2, /option-invalid.*--history/],
    [['plan', ...PLAN, '--per-day', '2', '--out', 's.csv'], 2, /argument-missing.*--days/],
    [['plan', ...PLAN, '--per-day', '2', '--out', 's.csv', '--days', '7'], 2, /option-invalid.*No day of the week comes twice/],
    [['plan', ...PLAN, '--per-day', '2,5', '--out', 's.csv', '--days', '28'], 2, /option-invalid.*--per-day/],
    [['plan', '--hotspots', 'hotspots.csv', '--from', '1 May', '--days', '28'], 2, /option-invalid.*--from/],
    [['result', '--schedule', 's.csv'], 2, /argument-missing.*--counts/],
  ] as const)('refuses %j', async (words, code, message) => {
    const run = await trial(made(), ...words)
    expect(run.stderr).toMatch(message)
    expect([run.code, run.stdout]).toEqual([code, ''])
  })
})

describe('hexbeat trial result', () => {
  it('gives ratio, p by redraws of the design, and plain words', async () => {
    const folder = await trialWithCounts({ patrol: 1, hold: 3 })
    const { stdout } = await result(folder)
    expect(stdout).toMatch(/Fell on days of patrol\..*ratio 0\.33, 67 %\s+lower/)
    expect(stdout).toContain('9,999')
    const { rateRatio, p, treated, held, verdict } = JSON.parse((await result(folder, '--json')).stdout)
    expect([treated, held, verdict]).toEqual([28, 84, 'fell on days of patrol'])
    expect(rateRatio).toBeCloseTo(1 / 3, 12)
    // 14 blocks of 2 of 4 days: 6^-14 each way, so only the +1 of the redraws is left
    expect(p).toBe(2 / 10_000)
  })

  it('looks at no washout day, and says so', async () => {
    const folder = await trialWithCounts({ patrol: 2, hold: 2, washout: 50 }, '--washout', '1')
    const { stdout } = await result(folder)
    expect(stdout).toContain('Too few to say. Every redraw of the schedule gives the same difference.')
    expect(stdout).toContain('28 rows of counts.csv on other hotspots, other days or washout days not looked at.')
  })

  it('refuses a schedule changed after it was drawn, and counts that are not of it', async () => {
    const folder = await trialWithCounts({ patrol: 1, hold: 3 })
    const edit = (name: string, change: (lines: string[]) => string[]) => {
      const path = join(folder, name)
      const before = readFileSync(path, 'utf8')
      writeFileSync(path, `${change(before.trim().split('\n')).join('\n')}\n`)
      return () => writeFileSync(path, before)
    }
    const swap = (line: string) =>
      line.includes(',hold,') ? line.replace(',hold,', ',patrol,') : line.replace(',patrol,', ',hold,')
    const cases: [string, (lines: string[]) => string[], RegExp][] = [
      ['schedule.csv', (lines) => lines.with(4, swap(lines[4])), /table-invalid.*schedule\.csv, line 5, column day_is/],
      ['schedule.csv', (lines) => lines.toSpliced(10, 1), /table-invalid.*schedule\.csv.*no row of this hotspot and day/],
      ['schedule.csv', (lines) => [...lines, lines[3]], /table-invalid.*line 58, column date.*twice/],
      ['schedule.csv', (lines) => lines.with(4, lines[4].replace(',7,', ',9,')), /table-invalid.*line 5, column seed/],
      ['counts.csv', (lines) => lines.toSpliced(10, 1), /table-invalid.*counts\.csv.*Write 0 where nothing happened/],
      ['counts.csv', (lines) => [...lines, lines[3]], /table-invalid.*line 58, column date.*line 4 already/],
      [
        'counts.csv',
        (lines) => lines.with(2, lines[2].replace(/\d$/, '1.5')),
        /count-invalid.*counts\.csv, line 3, column events/,
      ],
      [
        'counts.csv',
        (lines) => lines.with(2, lines[2].replace('2026-09-01', '01/09/2026')),
        /table-invalid.*line 3, column date/,
      ],
    ]
    for (const [name, change, message] of cases) {
      const restore = edit(name, change)
      const run = await result(folder)
      expect(run.stderr).toMatch(message)
      expect(run.code).toBe(1)
      restore()
    }
    const early = await trial(
      folder,
      'result',
      '--schedule',
      'schedule.csv',
      '--counts',
      'counts.csv',
      '--now',
      '2026-09-28T12:00Z',
    )
    expect(early.stderr).toMatch(/time-in-future.*counts\.csv, line 56, column date/)
    // in another order the file is the same trial
    const kept = (await result(folder)).stdout
    edit('schedule.csv', ([head, ...lines]) => [head, ...lines.toReversed()])
    expect((await result(folder)).stdout).toBe(kept)
  })
})
