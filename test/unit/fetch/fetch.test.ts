import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { beforeEach, describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/index.js'
import { type FetchArguments, fetchCommand } from '../../../scripts/commands/fetch.js'
import { runCli } from '../../helpers/runCli.js'
import { streetFile, streetRow } from '../../helpers/streetFile.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'
import {
  archiveReplies,
  boundary,
  etagOf,
  type PoliceServer,
  policeServer,
  square,
  statisticsReply,
  zipOf,
} from './policeServer.js'

const API = '/data.police.uk/api/kent'
const ONS = '/services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services'
const WARDS = `${ONS}/Wards_December_2024_Boundaries_UK_BGC/FeatureServer/0/query`
const LSOAS = `${ONS}/Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5/FeatureServer/0/query`
const DEPRIVATION =
  '/assets.publishing.service.gov.uk/media/691ded56d140bbbaa59a2a7d/File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv'

const DOMAINS = [
  'Index of Multiple Deprivation (IMD)',
  'Income',
  'Employment',
  'Education, Skills and Training',
  'Health Deprivation and Disability',
  'Crime',
  'Barriers to Housing and Services',
  'Living Environment',
  'Children and Young People Sub-domain',
]

/** File 7 of 2025 in its own headers: all 33,755 LSOAs, ranked in order of code. */
function deprivation(rows = 33_755): Buffer {
  const header = ['LSOA code (2021)', ...DOMAINS.map((domain) => `${domain} Rank (where 1 is most deprived)`)]
  const lines = Array.from({ length: rows }, (_, k) => [`E0${1000001 + k}`, ...DOMAINS.map(() => k + 1)].join(','))
  return Buffer.from([header.map((name) => `"${name}"`).join(','), ...lines, ''].join('\r\n'))
}

const FILE_7 = deprivation()
const FORCE = { code: 'B1', name: 'Town', ring: square(-0.95, 52.15) }

async function kent(): Promise<PoliceServer> {
  const months = ['2024-01', '2024-02', '2024-04']
  const rows = (month: string) =>
    Array.from({ length: 40 }, (_, k) =>
      streetRow({
        month,
        lng: `-0.9${k % 5}0000`,
        lat: `52.1${5 + (k % 4)}0000`,
        lsoa: 'E01000001',
        kind: k % 2 ? 'Burglary' : 'Robbery',
      }),
    )
  const zip = await zipOf(
    Object.fromEntries(months.map((month) => [`${month}/${month}-kent-street.csv`, streetFile(rows(month))])),
  )
  return policeServer({
    ...archiveReplies('2024-04', zip),
    [`${API}/neighbourhoods`]: { body: JSON.stringify([{ id: FORCE.code, name: FORCE.name }]) },
    [`${API}/B1/boundary`]: { body: boundary(FORCE.ring) },
    [WARDS]: statisticsReply(
      'WD24',
      [
        { ...FORCE, code: 'E05000001' },
        { code: 'E05000002', ring: square(-0.85, 52.15) },
      ],
      {
        nested: true,
        most: 2000,
      },
    ),
    [LSOAS]: statisticsReply('LSOA21', [{ ...FORCE, code: 'E01000001' }], { nested: true, most: 2000 }),
    [DEPRIVATION]: { body: FILE_7, ranges: true, headers: { 'etag': etagOf(FILE_7), 'content-type': 'text/csv' } },
  })
}

let server: PoliceServer
let cwd: string
beforeEach(async () => {
  server = await kent()
  cwd = temporaryFolder()
})

async function run(given: FetchArguments) {
  let text = ''
  let json: Readonly<Record<string, unknown>> = {}
  const io = {
    stdout: () => undefined,
    stderr: () => undefined,
    stdin: nothing(),
    cwd,
    terminal: false,
    signal: new AbortController().signal,
  }
  await fetchCommand(given, {
    io,
    hooks: {},
    answer: (answered, object) => {
      text = answered
      json = object
    },
  })
  return { text, json }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

describe('hexbeat fetch', () => {
  it('fetches all that a first run needs, says which month is missing, and prints the command, which runs', async () => {
    const { text, json } = await run({ force: 'kent', months: '2024-01..2024-04', mirror: server.mirror })
    expect(text).toBe(
      [
        'downloads/kent: 3 months of crime, beats.geojson, wards.geojson, lsoas.geojson, deprivation.csv. fetch.json says where each file came from.',
        'Not published for this force: 2024-03. These months are missing, not without crime.',
        '',
        'Next:',
        '  hexbeat analyse downloads/kent/crime --boundary downloads/kent/beats.geojson --beats downloads/kent/beats.geojson --wards downloads/kent/wards.geojson --lsoas downloads/kent/lsoas.geojson --deprivation downloads/kent/deprivation.csv --from 2024-01 --to 2024-04 --out results',
        '',
        'Contains public sector information licensed under the Open Government Licence v3.0.',
        'Source: data.police.uk',
        'Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data (c) Crown copyright and database right [year of the boundaries]',
        'Source: English indices of deprivation, Ministry of Housing, Communities and Local Government',
        '',
      ].join('\n'),
    )
    expect(json).toMatchObject({ out: 'downloads/kent', force: 'kent', missing: ['2024-03'], notes: [] })
    expect(readdirSync(join(cwd, 'downloads/kent')).sort()).toEqual([
      'beats.geojson',
      'crime',
      'deprivation.csv',
      'fetch.json',
      'lsoas.geojson',
      'wards.geojson',
    ])
    expect(readFileSync(join(cwd, 'downloads/kent/deprivation.csv')).equals(FILE_7)).toBe(true)
    expect(readFileSync(join(cwd, 'downloads/kent/fetch.json'), 'utf8')).not.toContain('127.0.0.1')

    const { code, stderr } = await runCli(String(json.command).split(' ').slice(1), cwd)
    expect([stderr, code]).toEqual(['', 0])
    const analysis = JSON.parse(readFileSync(join(cwd, 'results/analysis.json'), 'utf8'))
    expect(analysis.rows).toMatchObject({ read: 120, used: 120 })
    expect(analysis.layers.map(({ kind, count }: { kind: string; count: number }) => [kind, count])).toEqual([
      ['ward', 1],
      ['beat', 1],
      ['lsoa', 1],
    ])
  })

  it('asks for nothing the second time, and for one file where one is gone', async () => {
    const args = { force: 'kent', months: '2024-01..2024-04', mirror: server.mirror }
    const first = await run(args)
    const asked = server.asked.length
    expect(await run(args)).toEqual(first)
    expect(server.asked).toHaveLength(asked)
    writeFileSync(join(cwd, 'downloads/kent/deprivation.csv'), 'gone')
    expect(await run(args)).toEqual(first)
    expect(server.asked.slice(asked).map(({ path }) => path)).toEqual([DEPRIVATION])
  })

  it('fetches what is named only, into the folder named', async () => {
    const { json, text } = await run({
      force: 'kent',
      months: '2024-01',
      what: ['neighbourhoods'],
      out: 'my data',
      mirror: server.mirror,
    })
    expect(json).toMatchObject({ out: 'my data/kent', command: null })
    expect(text).not.toContain('hexbeat analyse')
    expect(server.asked).toHaveLength(2)
  })

  it('fetches from an address given instead', async () => {
    server.replies.set('/ons.example/new/query', server.replies.get(WARDS) ?? [])
    server.replies.delete(WARDS)
    const args = { force: 'kent', months: '2024-01', what: ['neighbourhoods', 'wards'], mirror: server.mirror }
    await expect(run(args)).rejects.toMatchObject({ code: 'fetch-missing', hint: expect.stringContaining('--address wards=URL') })
    const { json } = await run({ ...args, address: { wards: 'https://ons.example/new/query' } })
    expect(json.files).toHaveLength(2)
  })

  it('leaves out what there is none of, and says so', async () => {
    server.replies.set('/data.police.uk/api/btp/neighbourhoods', { body: '[]' })
    const { text } = await run({
      force: 'btp',
      months: '2024-01',
      what: ['neighbourhoods', 'lsoas', 'deprivation'],
      mirror: server.mirror,
    })
    expect(text).toContain('police.uk publishes no neighbourhoods of British Transport Police.')
    expect(text).toContain('No lsoas: they are cut to the neighbourhoods of the force')
    expect(text).toContain('No deprivation: the English Indices of Deprivation do not cover this force.')
  })

  it.each([
    ['rows missing', () => deprivation(33_000), 'It has 33000 LSOAs of 33755'],
    ['another table', () => Buffer.from('a,b\n1,2\n'), 'no table of deprivation'],
  ])('refuses a deprivation file with %s', async (_, body, hint) => {
    server.replies.set(DEPRIVATION, { body: body() })
    const args = { force: 'kent', months: '2024-01', what: ['deprivation'], mirror: server.mirror }
    await expect(run(args)).rejects.toMatchObject({ code: 'fetch-not-verified', hint: expect.stringContaining(hint) })
    expect(readdirSync(join(cwd, 'downloads'))).toEqual([])
  })

  it.each<[FetchArguments, string, string]>([
    [{ months: '2024-01' }, 'argument-missing', '--force'],
    [{ force: 'kent' }, 'argument-missing', '--months'],
    [{ force: 'knet', months: '2024-01' }, 'option-invalid', '--force'],
    [{ force: 'kent', months: 'last year' }, 'option-invalid', '--months'],
    [{ force: 'kent', months: '2024-01', what: ['crime'] }, 'option-invalid', '--what'],
    [{ force: 'kent', months: '2024-01', address: { ward: 'https://x/' } }, 'option-invalid', '--address'],
    [{ force: 'kent', months: '2024-01', mirror: 'http://example.org' }, 'option-invalid', '--mirror'],
  ])('refuses %o before it asks anything', async (args, code, column) => {
    await expect(run({ mirror: server.mirror, ...args })).rejects.toMatchObject({ code, column })
    expect(server.asked).toEqual([])
    expect(readdirSync(cwd)).toEqual([])
  })

  it('says what the disk says', async () => {
    writeFileSync(join(cwd, 'downloads'), 'a file')
    const running = run({ force: 'kent', months: '2024-01', mirror: server.mirror })
    await expect(running).rejects.toBeInstanceOf(EngineError)
    await expect(running).rejects.toMatchObject({ code: 'out-unwritable' })
  })
})

describe('the network', () => {
  const root = join(import.meta.dirname, '../../..')
  const sources = ['engine', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  )
  const text = (path: string) => readFileSync(join(root, path), 'utf8')

  it('is reached from scripts/commands/fetch.ts only, and there when the command runs', () => {
    const importers = sources.filter(
      (path) =>
        !path.startsWith('scripts/fetch/') &&
        ts
          .preProcessFile(text(path), true, true)
          .importedFiles.some(({ fileName }) => posix.join(posix.dirname(path), fileName).startsWith('scripts/fetch/')),
    )
    expect(importers).toEqual(['scripts/commands/fetch.ts'])
    const atOnce = text('scripts/commands/fetch.ts')
      .split('\n')
      .filter((line) => line.startsWith('import ') && line.includes('../fetch/'))
    expect(atOnce.filter((line) => !line.startsWith('import type '))).toEqual([])
  })

  it('is asked in one place', () => {
    const callers = sources.filter((path) => /\bfetch\(|node:https|node:http2|node:net\b|node:tls/.test(text(path)))
    expect(callers).toEqual(['scripts/fetch/network.ts'])
  })
})
