import { execFileSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine, quoted, sharedCommand } from '../../../../viewer/export/commandLine.js'
import { type Document, readDocument } from '../../../../viewer/load/document.js'
import { SETTINGS } from '../../../../viewer/state/url.js'
import type { Filter } from '../../../../viewer/worker/protocol.js'
import { createWorkplace } from '../../../../viewer/worker/workplace.js'
import { runCli } from '../../../helpers/runCli.js'
import { streetFile, streetRow, TWO_WARDS } from '../../../helpers/smallForce.js'

const MONTHS = ['2024-01', '2024-02', '2024-03']
/** A name that a shell would take apart. */
const WARDS = "the town's wards.geojson"

let folder: string
let document: Document

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hexbeat-command-'))
  for (const month of MONTHS) writeFileSync(join(folder, `${month}-smallshire-street.csv`), streetFile(month) + loneRows(month))
  writeFileSync(join(folder, WARDS), JSON.stringify(TWO_WARDS))
  const words = ['analyse', ...MONTHS.map((month) => `${month}-smallshire-street.csv`), '--wards', WARDS]
  const run = await runCli(
    [...words, '--resolution', '10', '--seed', '7', '--problem', 'asb', '--marking', 'OFFICIAL (test)', '--out', 'first'],
    folder,
  )
  expect(run.stderr + run.code).toMatch(/0$/)
  document = documentOf('first')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Places of one category each: from such the viewer reads the weights of harm back. */
const LONE = [
  ['Burglary', -1.217, 52.612, 3],
  ['Shoplifting', -1.192, 52.612, 2],
  ['Violence and sexual offences', -1.184, 52.604, 4],
] as const
const loneRows = (month: string) =>
  LONE.flatMap(([type, lng, lat, many]) =>
    Array.from(
      { length: many },
      (_, k) => `${streetRow({ id: `${month}-${type}-${k}`, month, lng: String(lng), lat: String(lat), type })}\n`,
    ),
  ).join('')

const documentOf = (out: string) => readDocument(readFileSync(join(folder, out, 'analysis.json'), 'utf8'))

/** The words of a command as a POSIX shell hands them over. */
function shellWords(command: string): string[] {
  const script = `hexbeat() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

async function again(filter: Partial<Filter>) {
  const command = commandLine(document, { ...SETTINGS, ...filter })
  const run = await runCli(shellWords(command.text), folder)
  expect(run.stderr + run.code).toMatch(/0$/)
  return { command, document: documentOf('results-again') }
}

async function opened(out: string) {
  const work = createWorkplace(webcrypto.subtle)
  const files = readdirSync(join(folder, out)).map((name) => new File([readFileSync(join(folder, out, name))], name))
  const results = (await work.open({ kind: 'files', files }, () => undefined)) ?? expect.fail('no results')
  return { work, results }
}

describe('the command line of a view', () => {
  it('makes the same results again, byte for byte', async () => {
    const made = await again({})
    expect(made.document.options).toEqual(document.options)
    expect(made.document.files).toEqual(document.files)
    expect(made.document.marking).toBe('OFFICIAL (test)')
  })

  it('under a filter makes the counts and the harm the view shows', async () => {
    const filter: Filter = { months: { from: '2024-02', to: '2024-03' }, categories: ['burglary', 'shoplifting'] }
    const first = await opened('first')
    const shown = await first.work.counts(filter, () => undefined)
    const { command } = await again(filter)
    expect(command.notes.join(' ')).toContain('worked out from the filtered records')
    const { results } = await opened('results-again')
    for (const name of ['crimes', 'volume', 'harm'] as const) {
      const made = results.lists[0].units.map(({ properties }) => Number(properties[name]))
      expect(made).toHaveLength(2)
      // areas of both runs are told by code, whatever their rank
      const codes = results.lists[0].units.map(({ id }) => first.results.lists[0].units.findIndex((unit) => unit.id === id))
      made.forEach((value, k) => {
        expect(value, name).toBeCloseTo(shown.lists.wards[name][codes[k]], 6)
      })
    }
    expect(shown.totals.crimes).toBeGreaterThan(0)
  })

  it('says what the results do not hold', () => {
    const inputs = [
      { role: 'parents', name: 'lsoa-to-ward.csv', bytes: 1, sha256: '' },
      { role: 'workday', name: 'day.csv', bytes: 1, sha256: '' },
      { role: 'factor', name: 'claimants.csv', bytes: 1, sha256: '' },
    ]
    const factors = [{ ...FACTOR, id: 'unemployment', source: 'claimants.csv' }]
    const { text, notes } = commandLine({ ...document, inputs, factors }, SETTINGS)
    expect(text).toContain('--factors unemployment=claimants.csv')
    expect(notes.join(' ')).toContain('--parents KIND=FILE for lsoa-to-ward.csv')
    expect(notes.join(' ')).toContain('day.csv')
  })

  it('has the reader’s weights, together 1, in Priority areas', () => {
    const factors = ['harm', 'volume', 'deprivation'].map((id) => ({ ...FACTOR, id }))
    const weights = { harm: 33.3, volume: 33.3, deprivation: 33.4 }
    const { text } = commandLine({ ...document, factors }, { ...SETTINGS, view: 'priority', weights })
    const given = [...text.matchAll(/--weights \w+=([\d.]+)/g)].map(([, weight]) => Number(weight))
    expect(given).toHaveLength(3)
    expect(given.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
    expect(commandLine({ ...document, factors }, { ...SETTINGS, weights }).text).not.toContain('--weights')
  })

  it('asks for priority where the run did, with its options', () => {
    const options = { normalisation: 'z', aggregation: 'arithmetic', top: 9, size: [6000, 9000], fillHoles: true, inside: null }
    const priority = { options, area: { held: { both: null, draws: 200 } }, sentences: [] }
    const { text } = commandLine({ ...document, priority }, SETTINGS)
    expect(text).toMatch(/^hexbeat priority /)
    for (const flag of ['--normalisation z', '--top 9', '--size 6000-9000', '--fill-holes']) expect(text).toContain(flag)
    expect(text).not.toContain('--inside')
  })

  it('asks for the change shown, with its two periods, whatever months are filtered', async () => {
    const compare = '2024-01..2024-01:2024-02..2024-03'
    const settings = {
      ...SETTINGS,
      view: 'change',
      compare,
      group: 'burglary',
      months: { from: '2024-03', to: '2024-03' },
      selection: { list: 'wards', id: documentWard() },
    } as const
    const { text, notes } = commandLine({ ...document, priority: PRIORITY }, settings)
    expect(text).toMatch(/^hexbeat change /)
    expect(text).toContain(`--compare ${compare} `)
    expect(text).toContain('--group burglary')
    for (const absent of ['--from', '--top']) expect(text).not.toContain(absent)
    expect(notes.join(' ')).not.toContain('filtered records')
    const run = await runCli(shellWords(text), folder)
    expect(run.stderr + run.code).toMatch(/0$/)
    const table = readFileSync(join(folder, 'results-again', 'change.csv'), 'utf8')
    const { work } = await opened('first')
    const { groups } = await work.change({ compare, categories: null, group: null, list: 'wards' }, () => undefined)
    const { change } = groups.find(({ group }) => group.id === 'burglary') ?? expect.fail('no burglary')
    expect(change.before).toBeGreaterThan(0)
    expect(table).toContain(`force,force,All records,burglary,${change.before},${change.after},31,60,`)
  })

  it('says in Patrol that the plan needs crews of its own', () => {
    const { text, notes } = sharedCommand({ ...document, priority: PRIORITY }, { ...SETTINGS, view: 'patrol' })
    expect(text).toMatch(/^hexbeat analyse /)
    expect(text).not.toContain('--top')
    expect(notes[0]).toContain('not the plan')
    expect(notes[0]).toContain('--crews FILE')
  })

  it('keeps a shell from taking a name apart', () => {
    expect(['wards.geojson', "it's here", '$(rm)', ''].map(quoted)).toEqual(['wards.geojson', "'it'\\''s here'", "'$(rm)'", "''"])
  })
})

const PRIORITY = {
  options: { normalisation: 'percentile', aggregation: 'arithmetic', top: 9 },
  area: { held: { both: null, draws: 200 } },
  sentences: [],
}

const documentWard = () => TWO_WARDS.features[0].properties.WD24CD

const FACTOR = {
  label: '',
  weight: 0.2,
  year: '',
  unit: '',
  geography: '',
  frame: '',
  proxy: false,
  note: '',
  source: '',
  id: '',
}
