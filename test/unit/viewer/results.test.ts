import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readResults } from '../../../viewer/load/results.js'
import type { ResultsSource } from '../../../viewer/load/source.js'
import { type Fixture, writeFixture } from '../../e2e/fixture.js'

let folder: string
let fixture: Fixture
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hexbeat-results-'))
  fixture = await writeFixture(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const source = (change: Record<string, string | null> = {}): ResultsSource => ({
  name: 'test',
  async read(name) {
    if (name in change) return change[name] === null ? null : new TextEncoder().encode(change[name])
    return readFile(join(folder, name))
  },
})

describe('readResults', () => {
  it('gives every cell its own numbers and leaves the outside row off the map', async () => {
    const results = await readResults(source())
    const { cells } = results ?? expect.fail('no results')
    const row = cells.row.get(fixture.busiest.cell) ?? -1
    expect(cells.length).toBe(fixture.document.statistics.cells)
    expect(cells.table.number('crimes')?.[row]).toBe(fixture.busiest.crimes)
    expect(cells.table.number('no_such_column')).toBeNull()
    expect(cells.row.has('outside')).toBe(false)
  })
  it('is null where the folder has no analysis.json', async () => {
    expect(await readResults(source({ 'analysis.json': null }))).toBeNull()
  })
  it('names the field that is wrong', async () => {
    const broken = JSON.stringify({ ...fixture.document, totals: { ...fixture.document.totals, crimes: 'many' } })
    await expect(readResults(source({ 'analysis.json': broken }))).rejects.toMatchObject({
      code: 'results-invalid',
      file: 'analysis.json',
      column: 'totals.crimes',
    })
  })
  it('says of a cut analysis.json that it is cut', async () => {
    const whole = await readFile(join(folder, 'analysis.json'), 'utf8')
    await expect(readResults(source({ 'analysis.json': whole.slice(0, 400) }))).rejects.toMatchObject({ code: 'results-invalid' })
  })
  it('refuses a newer format and accepts fields it does not know', async () => {
    const newer = JSON.stringify({ ...fixture.document, format: 'hexbeat/2' })
    await expect(readResults(source({ 'analysis.json': newer }))).rejects.toMatchObject({
      code: 'results-newer',
      value: 'hexbeat/2',
    })
    const added = JSON.stringify({ ...fixture.document, added: 1 })
    expect((await readResults(source({ 'analysis.json': added })))?.lists.length).toBe(5)
  })
  it('says which listed file is gone', async () => {
    await expect(readResults(source({ 'wards.geojson': null }))).rejects.toMatchObject({
      code: 'results-invalid',
      file: 'wards.geojson',
    })
  })
})
