import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/arguments.js'
import { askOfAnalysis } from '../../../scripts/commands/analyse.js'
import { BASES, basesQuestion } from '../../../scripts/questions/bases.js'
import { writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const SITES = 'site,name,lng,lat,today\nA,West,-1.21,52.605,yes\nB,East,-1.195,52.608,\n'

function run(cwd: string, words: readonly string[]): Promise<string> {
  const signal = new AbortController().signal
  let text = ''
  const io = { stdout: () => undefined, stderr: () => undefined, stdin: nothing(), cwd, terminal: false, signal }
  const context = {
    io,
    hooks: {},
    answer(answer: string) {
      text = answer
    },
  }
  return askOfAnalysis(basesQuestion, readArguments(BASES, words, cwd), context).then(() => text)
}

async function* nothing(): AsyncIterable<Uint8Array> {}

describe('hexbeat bases', () => {
  it('writes hubs beside the analysis, records the files it read, and says the same twice', async () => {
    const folder = temporaryFolder()
    writeSmallForce(folder)
    writeFileSync(join(folder, 'sites.csv'), SITES)
    const words = [
      'crime',
      '--wards',
      'wards.geojson',
      '--sites',
      'sites.csv',
      '--hubs',
      '1',
      '--minutes',
      '2',
      '--kmh',
      'urban=20',
    ]
    const text = await run(folder, [...words, '--out', 'one'])
    expect(text).toMatch(/^Where 1 hub would stand\. /)
    expect(text).toContain('urban 20 km/h')
    await run(folder, [...words, '--out', 'two'])
    for (const name of ['bases.csv', 'bases.geojson', 'base-areas.csv', 'report.html', 'analysis.json'])
      expect(readFileSync(join(folder, 'two', name), 'utf8')).toBe(readFileSync(join(folder, 'one', name), 'utf8'))
    const document = JSON.parse(readFileSync(join(folder, 'one/analysis.json'), 'utf8'))
    expect(document.inputs).toContainEqual(expect.objectContaining({ role: 'sites', name: 'sites.csv' }))
    expect(document.files.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['bases.csv', 'bases.geojson', 'base-areas.csv']),
    )
    expect(document.bases.sets.map(({ method }: { method: string }) => method)).toEqual(['p-median', 'covering', 'today'])
  })

  it('takes minutes by road, and names a journey that is missing', async () => {
    const folder = temporaryFolder()
    writeSmallForce(folder)
    writeFileSync(join(folder, 'sites.csv'), SITES)
    writeFileSync(join(folder, 'times.csv'), 'site,area,minutes\nA,89195da49afffff,5\n')
    const words = [
      'crime',
      '--wards',
      'wards.geojson',
      '--sites',
      'sites.csv',
      '--hubs',
      '1',
      '--travel',
      'times.csv',
      '--out',
      'out',
    ]
    await expect(run(folder, words)).rejects.toThrow(/table-invalid.*times\.csv/)
  })

  it.each([
    [[], /argument-missing.*--hubs/],
    [['--hubs', '0'], /option-invalid.*--hubs.*from 1 up/],
    [['--hubs', '2', '--sites', 's.csv', '--sites-in', 'ward'], /option-invalid.*--sites-in/],
    [['--hubs', '2', '--minutes', 'soon'], /option-invalid.*--minutes.*soon/],
    [['--hubs', '2', '--floor', '0.5', '--floor-in', 'ward'], /option-invalid.*--floor.*--minutes/],
    [['--hubs', '2', '--floor', '0.5', '--minutes', '9'], /option-invalid.*--floor.*both/],
    [['--hubs', '2', '--floor', '50', '--floor-in', 'ward', '--minutes', '9'], /option-invalid.*--floor.*50/],
    [['--hubs', '2', '--detour', '0.9'], /option-invalid.*--detour.*1 or more/],
    [['--hubs', '2', '--kmh', 'urban=30,suburb=40'], /option-invalid.*--kmh.*suburb/],
    [['--hubs', '2', '--kmh', 'urban=0'], /option-invalid.*--kmh/],
    [['--hubs', '2', '--travel', 't.csv', '--detour', '1.4'], /option-invalid.*--detour.*--travel/],
  ])('refuses %j before anything is read', async (words, message) => {
    await expect(run('/', ['nowhere.csv', '--out', 'never', ...words])).rejects.toThrow(message)
  })
})
