import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type AreaTable,
  analyse,
  type ResultFile,
  readAreas,
  readCrimes,
  readDeprivation,
  readTextTable,
  resultFiles,
} from '../../engine/index.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'

// One folder a case: options.json, crime*.csv, KIND.geojson, deprivation.csv in; expected/ holds what came out last time.
// `npm run golden` rewrites expected/: read the difference.

const here = import.meta.dirname
const rewrite = process.env.HEXBEAT_GOLDEN === 'write'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** report.html and the GeoJSON repeat the same numbers: the tables are kept, the rest is held by hash in analysis.json. */
const KEPT = /\.csv$|^analysis\.json$/

async function run(folder: string, names: readonly string[]) {
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const crimes = await readCrimes(
    names
      .filter((name) => name.startsWith('crime'))
      .map((name) => ({ name, bytes: [bytes(name)], sha256: () => sha256(bytes(name)) })),
    REFERENCE_TABLES,
    { categories: null },
  )
  const layers: AreaTable[] = names
    .filter((name) => name.endsWith('.geojson'))
    .map((name) => readAreas(json(name), { kind: name.replace('.geojson', ''), file: name }).areas)
  const deprivation = names.includes('deprivation.csv')
    ? readDeprivation([readTextTable(bytes('deprivation.csv'), 'deprivation.csv')])
    : null
  const analysis = await analyse(
    { crimes, layers, boundary: null, deprivation, population: null, lookup: null, tables: REFERENCE_TABLES, decisions: null },
    json('options.json'),
  )
  const files: ResultFile[] = []
  const about = { version: 'golden', marking: 'GOLDEN', inputs: [], sha256, excel: false }
  for await (const file of resultFiles(analysis, about)) files.push(file)
  return files
}

const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory())

describe.each(cases.map(({ name }) => name))('golden case %s', (name) => {
  const folder = join(here, name)
  const names = readdirSync(folder).sort()

  it('gives the same tables, byte for byte, as when they were last read and agreed', async () => {
    const files = (await run(folder, names)).filter((file) => KEPT.test(file.name))
    for (const file of files) {
      const path = join(folder, 'expected', file.name)
      const text = Buffer.from(file.bytes).toString('utf8')
      if (rewrite) writeFileSync(path, text)
      expect(existsSync(path), `${path} is missing: npm run golden`).toBe(true)
      expect(text).toBe(readFileSync(path, 'utf8'))
    }
    expect(readdirSync(join(folder, 'expected')).sort()).toEqual(files.map((file) => file.name).sort())
  })

  it('gives the same files when the crime files come in another order', async () => {
    const forward = await run(folder, names)
    const backward = await run(
      folder,
      [...names]
        .reverse()
        .sort(
          (a, b) =>
            Number(a.endsWith('.geojson')) - Number(b.endsWith('.geojson')) || (a.endsWith('.geojson') ? (a < b ? -1 : 1) : 0),
        ),
    )
    expect(backward.map((file) => sha256(file.bytes))).toEqual(forward.map((file) => sha256(file.bytes)))
  })
})
