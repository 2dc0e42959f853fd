import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/arguments.js'
import { askOfAnalysis } from '../../../scripts/commands/analyse.js'
import { ALLOCATE, allocateQuestion } from '../../../scripts/questions/allocate.js'
import { writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

async function* nothing(): AsyncIterable<Uint8Array> {}

/** What the command prints, in a folder with the small force two hubs and a table of travel times. */
async function run(...words: string[]): Promise<{ text: string; folder: string }> {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  writeFileSync(join(folder, 'hubs.csv'), 'hub,name,lng,lat,teams,officers\nW,West,-1.21,52.607,1,8\nE,East,-1.195,52.607,,\n')
  const times = ['W,E05999001,9', 'W,E05999002,4', 'E,E05999001,3', 'E,E05999002,8']
  writeFileSync(join(folder, 'times.csv'), `Site Code,Area,Minutes\n${times.join('\n')}\n`)
  const { signal } = new AbortController()
  const silent = () => undefined
  const io = { stdout: silent, stderr: silent, stdin: nothing(), cwd: folder, terminal: false, signal }
  let text = ''
  const answer = (printed: string) => {
    text = printed
  }
  await askOfAnalysis(
    allocateQuestion,
    readArguments(ALLOCATE, ['crime', '--wards', 'wards.geojson', '--out', 'out', '--formats', 'kml', ...words], folder),
    { io, hooks: { signal }, answer },
  )
  return { text, folder }
}

const refusal = (...words: string[]) =>
  run(...words).then(
    () => '',
    (error: unknown) => String(error),
  )

describe('hexbeat allocate', () => {
  it('writes hubs, splits and areas, and records the file of hubs', async () => {
    const { text, folder } = await run(
      '--hubs',
      'hubs.csv',
      '--teams',
      '6',
      '--officers',
      '60',
      '--shifts',
      '2/6',
      '--draws',
      '100',
    )
    expect(text).toContain('60 officers in 6 teams over 2 hubs')
    expect(text).toMatch(/pattern of 2 days on,\s+4 off/)
    const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
    expect(read('allocation.csv')).toMatch(/^W,West,1,/m)
    expect(read('splits.csv').trim().split('\n')).toHaveLength(8)
    expect(JSON.parse(read('hub-areas.geojson')).features).toHaveLength(2)
    const document = JSON.parse(read('analysis.json'))
    expect(document.inputs).toContainEqual(expect.objectContaining({ role: 'hubs', name: 'hubs.csv' }))
    expect(document.allocate.options).toMatchObject({ teams: 6, draws: 100, shifts: { daysOn: 2, cycleDays: 6 } })
    // no LSOAs, no residents: the slower speed on all ground, as in bases
    expect(document.allocate.travel).toBe('straight line x 1.3, urban 30 km/h')
    expect(read('report.html')).toContain('id="allocate-others"')
  })

  it('takes the flags of travel that bases takes, and one table of times to the areas', async () => {
    const hubs = ['--hubs', 'hubs.csv', '--teams', '4', '--officers', '40', '--draws', '100']
    const slow = await run(...hubs, '--detour', '1.5', '--kmh', 'urban=20')
    expect(slow.text).toContain('straight line x 1.5, urban 20 km/h')
    const { text, folder } = await run(...hubs, '--travel', 'times.csv')
    expect(text).toContain('Minutes: times of times.csv.')
    expect(readFileSync(join(folder, 'out', 'hub-areas.csv'), 'utf8')).toMatch(/^E05999002,Ward 2,W,West,,,4,/m)
  })

  it('refuses wrong options before anything is read', async () => {
    expect(await refusal()).toMatch(/argument-missing.*--officers/)
    expect(await refusal('--officers', '60', '--shifts', '9/8')).toMatch(/option-invalid.*--shifts.*4\/8/)
    expect(await refusal('--officers', '60', '--abstraction', 'a quarter')).toMatch(/option-invalid.*--abstraction/)
    expect(await refusal('--officers', '60', '--by', 'harm,cost')).toMatch(/option-invalid.*--by.*harm, volume, people/)
    expect(await refusal('--officers', '60', '--detour', '0.9')).toMatch(/option-invalid.*--detour.*1 or more/)
    expect(await refusal('--officers', '60', '--kmh', '40')).toMatch(/option-invalid.*--kmh.*urban=30,rural=55/)
    expect(await refusal('--officers', '60', '--travel', 't.csv', '--kmh', 'rural=40')).toMatch(/option-invalid.*--kmh.*--travel/)
    expect(await refusal('--officers', '-5')).toMatch(/option-invalid/)
    expect(await refusal('--officers', '20', '--teams', '6', '--team-size', '4', '--hubs', 'hubs.csv')).toMatch(
      /cover-short.*24 officers/,
    )
  })
})
