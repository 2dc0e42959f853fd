import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArguments } from '../../../scripts/arguments.js'
import { askOfAnalysis } from '../../../scripts/commands/analyse.js'
import type { Context } from '../../../scripts/commands/context.js'
import { DISTRICTS, districtsQuestion } from '../../../scripts/questions/districts.js'
import { OVERLAP, overlapQuestion } from '../../../scripts/questions/overlap.js'
import { box, polygon, wards, writeSmallForce } from '../../helpers/smallForce.js'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hexbeat-test-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** GeoJSON of beats: code, parent, west, east. */
const beats = (areas: readonly (readonly [string, number, number])[]) => ({
  type: 'FeatureCollection',
  features: areas.map(([code, west, east]) => ({
    type: 'Feature',
    properties: { beat_code: code, beat_name: `Beat ${code}` },
    geometry: polygon(box(west, 52.6, east, 52.615)),
  })),
})

beforeAll(() => {
  writeSmallForce(folder)
  const four = [-1.22, -1.205, -1.2, -1.195].map((west, k, all) => ({
    code: `E0599901${k}`,
    corners: box(west, 52.6, all[k + 1] ?? -1.18, 52.615),
  }))
  writeFileSync(join(folder, 'four.geojson'), JSON.stringify(wards(four)))
  writeFileSync(
    join(folder, 'beats.geojson'),
    JSON.stringify(
      beats([
        ['B1', -1.22, -1.2],
        ['B2', -1.2, -1.18],
      ]),
    ),
  )
  writeFileSync(join(folder, 'far.geojson'), JSON.stringify(beats([['B1', -1.18, -1.16]])))
  const pairs = ['E05999010,B1', 'E05999011,B1', 'E05999012,B1', 'E05999013,B2']
  writeFileSync(join(folder, 'plan.csv'), `ward,beat\n${pairs.join('\n')}\n`)
  writeFileSync(join(folder, 'twice.csv'), `ward,beat\n${pairs.join('\n')}\nE05999012,B2\n`)
})

/** What a command prints, or the message of its error. */
async function run(name: 'districts' | 'overlap', words: readonly string[], out = 'out'): Promise<string> {
  let printed = ''
  const io: Context['io'] = {
    stdout: () => undefined,
    stderr: () => undefined,
    stdin: (async function* () {})(),
    cwd: folder,
    terminal: false,
    signal: new AbortController().signal,
  }
  const context: Context = {
    io,
    hooks: {},
    answer: (text) => {
      printed = text
    },
  }
  const given = ['crime', ...words, '--out', out]
  try {
    if (name === 'districts') await askOfAnalysis(districtsQuestion, readArguments(DISTRICTS, given, folder), context)
    else await askOfAnalysis(overlapQuestion, readArguments(OVERLAP, given, folder), context)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return printed.replace(/\s+/g, ' ')
}

const BOTH = ['--wards', 'four.geojson', '--beats', 'beats.geojson']

describe('hexbeat districts', () => {
  it('reviews beats by ground, and a plan by its table, which is among the inputs', async () => {
    expect(await run('districts', BOTH)).toMatch(/2 beats are made of 4 wards, by where most of their ground lies/)
    const planned = await run('districts', [...BOTH, '--assign', 'plan.csv', '--by', 'volume'], 'planned')
    expect(planned).toMatch(/as the table given says; 1 ward has over 1 % of its ground outside its beat/)
    const document = JSON.parse(readFileSync(join(folder, 'planned/analysis.json'), 'utf8'))
    expect(document.inputs.map(({ role, name }: { role: string; name: string }) => `${role} ${name}`)).toContain(
      'assign plan.csv',
    )
    expect(document.districts).toMatchObject({ assignedBy: 'table', by: ['volume'] })
  })

  it.each([
    ['a layer that is missing', ['--wards', 'four.geojson'], /^option-invalid.*"beat".*Given: ward/],
    ['a kind nobody knows', [...BOTH, '--of', 'npt'], /^option-invalid.*"npt".*--areas npt=FILE/],
    ['one layer twice', [...BOTH, '--of', 'ward'], /^option-invalid.*--of.*another layer with --atoms/],
    ['a load nobody knows', [...BOTH, '--by', 'calls'], /^option-invalid.*--by.*harm, volume, people/],
    ['a load twice', [...BOTH, '--by', 'harm,harm'], /^option-invalid.*--by.*once/],
    ['people without LSOAs', [...BOTH, '--by', 'people'], /^option-invalid.*people.*--lsoas and --population/],
    ['a ward in two beats', [...BOTH, '--assign', 'twice.csv'], /^ward-in-two-beats.*twice\.csv, line 6.*B1 and B2/],
    ['a beat without wards', ['--wards', 'wards.geojson', '--beats', 'four.geojson'], /^district-empty.*--atoms KIND/],
    ['a layer named as its own file', [...BOTH, '--areas', 'districts=beats.geojson'], /^option-invalid.*writes districts\.csv/],
  ])('refuses %s', async (_, words, message) => {
    expect(await run('districts', words)).toMatch(message)
  })
})

describe('hexbeat overlap', () => {
  it('compares two layers, and says when they do not meet', async () => {
    expect(await run('overlap', [...BOTH, '--between', 'beat,ward'])).toMatch(
      /Covered by both beats and wards: .* All 2 beats lie wholly in the wards taken together, each across 2 of them\. All 4 wards lie wholly in one beat each\./,
    )
    const apart = ['--wards', 'four.geojson', '--areas', 'tct=far.geojson', '--between', 'tct,ward']
    expect(await run('overlap', apart)).toMatch(/do not meet: no ground lies in both/)
  })

  it.each([
    ['no layers', BOTH, /^argument-missing.*--between tct,ward/],
    ['one layer only', [...BOTH, '--between', 'ward'], /^option-invalid.*--between.*two layers/],
    ['one layer twice', [...BOTH, '--between', 'ward,ward'], /^option-invalid.*--between.*two different/],
    ['a kind that is not given', [...BOTH, '--between', 'ward,tct'], /^option-invalid.*"tct".*Given: ward, beat/],
    ['an impossible share', [...BOTH, '--between', 'ward,beat', '--least', '10'], /^option-invalid.*--least.*0\.1/],
  ])('refuses %s', async (_, words, message) => {
    expect(await run('overlap', words)).toMatch(message)
  })
})
