import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { PATROL_STATION, writePatrolForce } from '../../helpers/patrolForce.js'
import { runCli } from '../../helpers/runCli.js'
import { writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const EXTRACT = ['extract.csv', '--yes', '--beats', 'beats.geojson', '--formats', 'xlsx']
/** A Friday. */
const SHIFT = ['--date', '2026-04-10', '--crews', 'crews.csv']
const [LNG, LAT] = PATROL_STATION

describe('hexbeat patrol', () => {
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
    writePatrolForce(folder)
  })
  const patrol = (...words: string[]) => runCli(['patrol', ...EXTRACT, ...words], folder)
  const file = (name: string) => readFileSync(join(folder, name), 'utf8')
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  const document = (out = 'out') => JSON.parse(file(join(out, 'analysis.json')))
  const rowsOf = (name: string) => {
    const [head, ...rows] = file(name).trim().split('\n')
    const fields = (line: string) => (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((one) => one.replace(/,$/, ''))
    const heads = fields(head)
    return rows.map((row) => Object.fromEntries(fields(row).map((value, at) => [heads[at], value])))
  }

  it('plans a shift of a beat by name: the sheet, its files, and the same bytes again', async () => {
    const words = ['--beat', 'old town', '--problem', 'asb', ...SHIFT, '--lost', 'T12=18:00/120']
    const run = await patrol(...words, '--out', 'out')
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toContain('Old Town (beat B1)')
    expect(run.stdout).toContain('If T12 loses 2 hours from 18:00')
    expect(run.stdout).toContain('Rankings support a decision')
    const files = readdirSync(join(folder, 'out'))
    expect(files).toEqual(
      expect.arrayContaining([
        'patrol-sheet.html',
        'patrol-visits.csv',
        'patrol.gpx',
        'patrol.ics',
        'patrol.geojson',
        'unserved.csv',
      ]),
    )
    const { patrol: told, inputs } = document()
    expect(told).toMatchObject({
      date: '2026-04-10',
      area: { kind: 'beat', code: 'B1' },
      problem: 'asb',
      measure: 'volume',
      demo: false,
    })
    expect(told.dataTo).toBe('2026-03-27')
    expect(inputs.map(({ role }: { role: string }) => role)).toContain('crews')
    const visits = rowsOf('out/patrol-visits.csv')
    expect(new Set(visits.map(({ beat }) => beat))).toEqual(new Set(['B1']))
    for (const crew of told.crews) expect(crew.visitMinutes + crew.travelMinutes).toBeLessThanOrEqual(crew.usefulMinutes + 1e-9)
    expect(visits.every(({ minutes }) => Number(minutes) === 15)).toBe(true)
    // the pub is busy on Friday nights: somebody is there then
    expect(visits.some(({ window_from, id }) => id.includes('-1.91') && window_from.startsWith('2026-04-10T20:30'))).toBe(true)

    expect(await patrol(...words, '--out', 'again')).toMatchObject({ code: 0 })
    expect(readdirSync(join(folder, 'again'))).toEqual(files)
    for (const name of files) expect(file(join('again', name)) === file(join('out', name)), name).toBe(true)
  })

  it('gives the same bytes again in the same folder, and keeps what a person decided there', async () => {
    const words = ['--problem', 'asb', ...SHIFT, '--out', 'out']
    const snapshot = () => Object.fromEntries(readdirSync(join(folder, 'out')).map((name) => [name, file(join('out', name))]))
    const included = () => JSON.parse(file('out/planning.json')).hotspots.map(({ include }: { include: string }) => include)
    expect(await patrol(...words)).toMatchObject({ code: 0 })
    const first = snapshot()
    expect(await patrol(...words)).toMatchObject({ code: 0 })
    expect(snapshot()).toEqual(first)
    expect(new Set(included())).toEqual(new Set(['']))

    const [, park, station] = rowsOf('out/hotspots.csv')
    const decided = file('out/hotspots.csv')
      .split('\n')
      .map((line) => (line.startsWith(park.id) ? line.replace(',yes,,,', ',no,closed for works,Insp,') : line))
      .map((line) => (line.startsWith(station.id) ? line.replace(',yes,,,', ',yes,,Sgt,') : line))
    writeFileSync(join(folder, 'out/hotspots.csv'), decided.join('\n'))
    for (const _ of ['once', 'and again']) {
      expect(await patrol(...words)).toMatchObject({ code: 0 })
      expect(file('out/hotspots.csv').split('\n')).toEqual(decided)
      expect(included().filter((include: string) => include !== '')).toEqual(['no', 'yes'])
    }
  })

  it("reads an edited list, requests, hubs, travel, last week's visits and what was planned", async () => {
    const before = SHIFT.map((word) => (word === '2026-04-10' ? '2026-04-03' : word))
    expect((await patrol('--problem', 'asb', ...before, '--out', 'first')).code).toBe(0)
    const [pub, park, station] = rowsOf('first/hotspots.csv')
    write(
      'list.csv',
      'id,name,lng,lat,radius_m,problem,offences_12m,include,reason_changed,decided_by',
      `${pub.id},The Crown,${pub.lng},${pub.lat},${pub.radius_m},asb,72,yes,,`,
      `${park.id},Park,${park.lng},${park.lat},${park.radius_m},asb,48,no,closed for works,Insp`,
      'rink,Ice rink,-1.9,52.49,100,,60,yes,added by the partnership,Sgt',
    )
    write('crews.csv', 'call_sign,kind,mode,shift_start,shift_end,start', 'N1,PC,foot,20:00,04:00,HQ')
    write('hubs.csv', 'hub,name,lng,lat', `HQ,Station,${LNG},${LAT}`)
    write('requests.csv', 'id,fixed,hotspot,from,to', `taxis,fixed,${pub.id},01:00,02:00`)
    const ways = [pub.id, 'rink', park.id, 'HQ']
    const pairs = ways.flatMap((from) => ways.filter((to) => to !== from).map((to) => `${from},${to},7`))
    write('ways.csv', 'from,to,minutes', ...pairs)
    write(
      'log.csv',
      'hotspot,arrive,leave,crew',
      `${pub.id},2026-04-09 14:00,14:15,T1`,
      `${station.id},2026-04-09 15:00,15:15,T1`,
    )
    const run = await patrol(
      ...['--problem', 'asb', ...SHIFT, '--hubs', 'hubs.csv', '--hotspots', 'list.csv', '--requests', 'requests.csv'],
      ...['--travel', 'foot=ways.csv', '--log', 'log.csv', '--planned', 'first/patrol-visits.csv', '--must-do', 'rink'],
      ...['--visit-minutes', '20', '--out', 'out'],
    )
    expect(run.code, run.stderr).toBe(0)
    const { patrol: told } = document()
    expect(told.travel.foot).toBe('times of ways.csv')
    expect(told.notes).toEqual(
      expect.arrayContaining([
        '1 hotspot of this run not in the list given: not planned for.',
        '1 place only in the list given: planned by the offences it says, hours as in the force.',
        '1 visit of log.csv at places that are not in this plan: left out.',
        '1 place of patrol-visits.csv not in this plan: left out.',
      ]),
    )
    const visits = rowsOf('out/patrol-visits.csv')
    expect(new Set(visits.map(({ name }) => name))).toEqual(new Set(['The Crown', 'Ice rink']))
    expect(new Set(visits.map(({ minutes }) => minutes))).toEqual(new Set(['20']))
    // over midnight, in the hour asked for
    const taxis = visits.filter(({ requests }) => requests === 'taxis')
    expect(taxis.map(({ window_from }) => window_from.slice(0, 13))).toEqual(['2026-04-11T01'])
    expect(
      visits
        .filter(({ must_do }) => must_do === 'asked')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Ice rink', 'The Crown'])
    expect(file('out/unserved.csv')).toContain('closed for works')
    expect(run.stdout).toContain('closed for works')
  })

  it('refuses areas, hotspots and times that are not there, and writes nothing', async () => {
    write('late.csv', 'time,call_sign,lng,lat', '2026-04-10T14:30:00Z,T1,-1.9,52.49')
    write('zone.csv', 'time,call_sign,lng,lat', '2026-04-09T14:30:00,T1,-1.9,52.49')
    write('ways.csv', 'from,to,minutes', 'a,b,7')
    write('none.csv', 'call_sign,kind,mode,shift_start,shift_end,lng,lat')
    const cases: readonly (readonly [readonly string[], RegExp, number])[] = [
      [['--beat', 'B7'], /option-invalid.*option --beat, value "B7".*Did you mean B\d/, 2],
      [['--beat', 'Dock'], /option-invalid.*option --beat.*Did you mean B2 \(Docks\)\?/, 2],
      [['--in', 'sector=S1'], /option-invalid.*option --in.*Kinds of areas given: beat/, 2],
      [['--beat', 'B3', '--problem', 'asb'], /hotspots-missing.*3 elsewhere in the force\. By beat: B1 2, B2 1/, 1],
      [['--must-do', 'nowhere'], /option-invalid.*option --must-do, value "nowhere".*Known: asb@/, 2],
      [['--date', '2026-03-01'], /option-invalid.*option --date.*data goes to 2026-03-27/, 2],
      [['--pings', 'late.csv'], /time-in-future.*late\.csv, line 2/, 1],
      [['--pings', 'zone.csv'], /time-without-zone.*zone\.csv, line 2/, 1],
      [['--travel', 'foot=ways.csv'], /table-invalid.*ways\.csv.*12 of the 12 ways between 4 places are missing/, 1],
      [['--crews', 'none.csv'], /file-empty.*none\.csv/, 1],
      [['--lost', 'T12=08:00/60'], /option-invalid.*option --lost.*from 14:00 to 22:00/, 2],
      [['--lost', 'T99=18:00/60'], /option-invalid.*option --lost.*Known: T12, T13/, 2],
    ]
    for (const [words, message, code] of cases) {
      const given = SHIFT.filter((_, at) => !words.includes(SHIFT[at - (at % 2)]))
      const run = await patrol(...given, ...words, '--out', 'refused')
      expect(run.stderr, words.join(' ')).toMatch(message)
      expect(run.code).toBe(code)
    }
    expect(readdirSync(folder)).not.toContain('refused')
  })

  it.each([
    [['--visit-minutes', '9'], /option-invalid.*option --visit-minutes/],
    [['--visit-minutes', '21'], /option-invalid.*option --visit-minutes/],
    [['--window-minutes', '10'], /option-invalid.*option --window-minutes/],
    [['--gap-minutes', '-1'], /option-invalid.*option --gap-minutes/],
    [['--most-visits', '0'], /option-invalid.*option --most-visits/],
    [['--available', '0'], /option-invalid.*option --available/],
    [['--available', 'half'], /option-invalid.*option --available/],
    [['--most-hotspots', '0'], /option-invalid.*option --most-hotspots/],
    [['--detour', '0.5'], /option-invalid.*option --detour/],
    [['--foot-kmh', '0'], /option-invalid.*option --foot-kmh/],
    [['--travel', 'horse=ways.csv'], /option-invalid.*option --travel, value "horse"/],
    [['--travel', 'foot=ways.csv', '--foot-kmh', '5'], /option-invalid.*option --foot-kmh/],
    [['--lost', 'T12=25:00/60'], /option-invalid.*option --lost.*T12=18:00\/120/],
    [['--log', 'a.csv', '--pings', 'b.csv'], /option-invalid.*option --pings/],
    [['--planned', 'a.csv'], /option-invalid.*option --planned/],
    [['--beat', 'B1', '--in', 'beat=B1'], /option-invalid.*option --in/],
    [['--areas', 'unserved=beats.geojson'], /option-invalid.*option --areas/],
    [['--briefing', '--beat', 'B1'], /option-invalid.*option --crews/],
  ])('refuses %j before anything is read', async (words, message) => {
    const run = await runCli(['patrol', 'nowhere.csv', ...SHIFT, ...words, '--out', 'refused'], folder)
    expect(run.stderr).toMatch(message)
    expect(run.code).toBe(2)
  })

  it('takes its own flags from its part of a configuration file', async () => {
    const own = { date: '2026-04-10', crews: 'crews.csv', visitMinutes: 9 }
    write('hexbeat.json', JSON.stringify({ crime: ['extract.csv'], yes: true, beats: 'beats.geojson', patrol: own }))
    const run = await runCli(['patrol', '--config', 'hexbeat.json', '--out', 'refused'], folder)
    expect(run.stderr).toMatch(/option-invalid.*option --visit-minutes, value "9"/)
  })

  it('needs a day, crews, and for a briefing an area', async () => {
    const run = (...words: string[]) => runCli(['patrol', 'nowhere.csv', ...words, '--out', 'refused'], folder)
    expect((await run('--crews', 'crews.csv')).stderr).toMatch(/argument-missing.*option --date/)
    expect((await run('--date', '2026-04-10')).stderr).toMatch(/argument-missing.*option --crews/)
    expect((await run('--date', '2026-04-31', '--crews', 'crews.csv')).stderr).toMatch(
      /option-invalid.*option --date.*2026-04-31/,
    )
    expect((await run('--briefing')).stderr).toMatch(/argument-missing.*option --beat.*--in ward=/)
  })

  it('counts pings that are out of order', async () => {
    write(
      'pings.csv',
      'time,call_sign,lng,lat',
      `2026-04-09T14:02:00Z,T1,-1.9126,52.4897`,
      `2026-04-09T14:00:00Z,T1,-1.9126,52.4897`,
    )
    expect((await patrol('--problem', 'asb', ...SHIFT, '--pings', 'pings.csv', '--out', 'out')).code).toBe(0)
    expect(document().patrol.notes).toContainEqual(expect.stringMatching(/^1 of 2 pings of pings\.csv stand after a later one/))
  })

  it('refuses a force extract without times committed', async () => {
    const lines = file('extract.csv').trim().split('\n')
    const blank = lines.map((line, at) => {
      const fields = line.split(',')
      return at === 0 ? line : fields.with(4, '').with(5, '').join(',')
    })
    write('extract.csv', ...blank)
    const run = await patrol('--problem', 'asb', ...SHIFT, '--out', 'refused')
    expect(run.stderr).toMatch(/needs-force-extract.*when it was committed.*--demo/)
    expect(run.code).toBe(1)
  })
})

describe('hexbeat patrol on published data', () => {
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
    writeSmallForce(folder)
    writePatrolForce(folder)
  })
  const patrol = (...words: string[]) =>
    runCli(['patrol', 'crime', '--wards', 'wards.geojson', '--formats', 'xlsx', ...words], folder)

  it('refuses a plan and names the briefing, which it writes', async () => {
    const refused = await patrol(...SHIFT, '--out', 'refused')
    expect(refused.stderr).toMatch(/needs-force-extract.*--briefing.*--demo/)
    expect(refused.code).toBe(1)
    expect(readdirSync(folder)).not.toContain('refused')
    const run = await patrol('--briefing', '--in', 'ward=Ward 1', '--out', 'out')
    expect(run.code, run.stderr).toBe(0)
    const page = readFileSync(join(folder, 'out/briefing.html'), 'utf8')
    expect(page).toContain('background, not tasking')
    expect(readdirSync(join(folder, 'out'))).not.toContain('patrol-sheet.html')
  })

  it('plans for showing with --demo, marked across the sheet', async () => {
    const january = readFileSync(join(folder, 'crime/2024-01-smallshire-street.csv'), 'utf8')
    for (const month of ['2024-03', '2024-04'])
      writeFileSync(join(folder, `crime/${month}-smallshire-street.csv`), january.replaceAll('2024-01', month))
    const run = await patrol('--demo', '--problem', 'asb', ...SHIFT, '--out', 'out')
    expect(run.code, run.stderr).toBe(0)
    expect(run.stdout).toContain('DEMONSTRATION')
    expect(readFileSync(join(folder, 'out/patrol-sheet.html'), 'utf8')).toContain('DEMONSTRATION')
    const { patrol: told } = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(told).toMatchObject({ demo: true, dataTo: '2024-04-30' })
  })
})
