import { webcrypto } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellRow } from '../../../../viewer/state/cells.js'
import { openResults } from '../../../../viewer/worker/openResults.js'
import { cellFacts } from '../../../../viewer/worker/readCells.js'
import { chosenFiles, MOST_BYTES } from '../../../../viewer/worker/source.js'
import type { Fixture } from '../../../e2e/fixture.js'
import { fixtureFolder, sourceOf, withFile } from './folder.js'

let folder: string
let fixture: Fixture
let files: ReadonlyMap<string, Uint8Array>
beforeAll(async () => {
  ;({ folder, fixture, files } = await fixtureFolder())
})
afterAll(() => rm(folder, { recursive: true }))

const open = (change: Readonly<Record<string, string | null>> = {}, subtle: typeof webcrypto.subtle | null = webcrypto.subtle) =>
  openResults(sourceOf(files, change), subtle)
const opened = async () => (await open()) ?? expect.fail('no results')

describe('openResults', () => {
  it('gives every cell its own numbers and leaves the outside row off the map', async () => {
    const { results, table } = await opened()
    const row = cellRow(results.cells, fixture.busiest.cell)
    expect(results.cells.length).toBe(fixture.document.statistics.cells)
    expect(results.cells.numbers.crimes.length).toBe(results.cells.length)
    expect(results.cells.numbers.crimes[row]).toBe(fixture.busiest.crimes)
    expect(table.columns.numbers.crimes[results.cells.length]).toBe(3)
    expect(results.cells.numbers.no_such_column).toBeUndefined()
    expect(cellRow(results.cells, 'outside')).toBe(-1)
  })
  it('tells every column of a cell, as numbers or words', async () => {
    const { results, table } = await opened()
    const facts = cellFacts(table, cellRow(results.cells, fixture.busiest.cell))
    expect(facts).toMatchObject({ crimes: fixture.busiest.crimes, area_km2: 0.105, gistar_q_exact: 0.0004 })
    expect(String(facts.ward_of_centre)).toMatch(/^W\d\d$/)
  })
  it('can be sent to another thread', async () => {
    const { results } = await opened()
    expect(structuredClone(results)).toEqual(results)
  })
  it('is null where the folder has no analysis.json', async () => {
    expect(await open({ 'analysis.json': null })).toBeNull()
  })
  it('names the field that is wrong', async () => {
    const broken = JSON.stringify({ ...fixture.document, totals: { ...fixture.document.totals, crimes: 'many' } })
    await expect(open({ 'analysis.json': broken })).rejects.toMatchObject({ code: 'results-invalid', column: 'totals.crimes' })
  })
  it('says of a cut analysis.json that it is cut', async () => {
    const whole = new TextDecoder().decode(files.get('analysis.json'))
    await expect(open({ 'analysis.json': whole.slice(0, 400) })).rejects.toMatchObject({ code: 'results-invalid' })
  })
  it('refuses a newer format and accepts fields it does not know', async () => {
    const newer = JSON.stringify({ ...fixture.document, format: 'hexbeat/2' })
    await expect(open({ 'analysis.json': newer })).rejects.toMatchObject({ code: 'results-newer', value: 'hexbeat/2' })
    const added = JSON.stringify({ ...fixture.document, added: 1 })
    expect((await open({ 'analysis.json': added }))?.results.lists.length).toBe(5)
  })
  it('says which listed file is gone, even one it does not read yet', async () => {
    await expect(open({ 'cube.csv': null })).rejects.toMatchObject({ code: 'results-invalid', file: 'cube.csv' })
  })
  it('says which file is of another size', async () => {
    const error = { code: 'results-invalid', file: 'hotspots.csv', value: '5 bytes' }
    await expect(open({ 'hotspots.csv': 'id,x\n' })).rejects.toMatchObject(error)
  })
  it('says which file of the right size has changed', async () => {
    const text = new TextDecoder().decode(files.get('cells.csv'))
    const other = text.replace(/,(\d)\n/, (_, digit) => `,${(Number(digit) + 1) % 10}\n`)
    expect(other.length).toBe(text.length)
    await expect(open({ 'cells.csv': other })).rejects.toMatchObject({
      code: 'results-invalid',
      file: 'cells.csv',
      value: expect.stringMatching(/^checksum /),
    })
  })
  it('says that checksums were not compared where the browser makes none', async () => {
    expect((await open({}, null))?.results.checked).toEqual({ files: fixture.document.files.length, checksums: false })
    expect((await opened()).results.checked.checksums).toBe(true)
  })
  it('refuses cells out of order, with the line', async () => {
    const [header, first, second, ...rest] = new TextDecoder().decode(files.get('cells.csv')).split('\n')
    const turned = [header, second, first, ...rest].join('\n')
    await expect(open(withFile(files, 'cells.csv', turned))).rejects.toMatchObject({ file: 'cells.csv', line: 3, column: 'cell' })
  })
  it('reads a column of words that later versions may add', async () => {
    const lines = new TextDecoder().decode(files.get('cells.csv')).trimEnd().split('\n')
    const added = `${lines.map((line, k) => `${line},${k === 0 ? 'pattern' : k === 1 ? '' : 'new hot spot'}`).join('\n')}\n`
    const found = (await open(withFile(files, 'cells.csv', added))) ?? expect.fail('no results')
    expect([cellFacts(found.table, 0).pattern, cellFacts(found.table, 1).pattern]).toEqual([null, 'new hot spot'])
  })
})

describe('chosen files', () => {
  const file = (name: string, size = 10, webkitRelativePath = '') => ({
    name,
    size,
    webkitRelativePath,
    arrayBuffer: async () => new ArrayBuffer(size),
  })
  const thrown = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      return error
    }
    return expect.fail('nothing was thrown')
  }
  it('refuses two analyses at once', () => {
    const two = [file('analysis.json', 10, 'a/analysis.json'), file('analysis.json', 10, 'b/analysis.json')]
    expect(thrown(() => chosenFiles(two))).toMatchObject({ code: 'results-invalid', file: 'a/analysis.json, b/analysis.json' })
  })
  it('refuses more than a page can hold and says what to do', () => {
    const error = thrown(() => chosenFiles([file('analysis.json'), file('cells.csv', MOST_BYTES)]))
    expect(error).toMatchObject({ code: 'results-invalid', value: '2.0 GB', hint: expect.stringContaining('hexbeat view') })
  })
  it('says what files of another kind are', () => {
    expect(thrown(() => chosenFiles([file('2024-01-street.csv')]))).toMatchObject({
      code: 'results-missing',
      file: '2024-01-street.csv',
      hint: expect.stringContaining('hexbeat analyse'),
    })
    expect(thrown(() => chosenFiles([file('results.zip')]))).toMatchObject({ hint: expect.stringContaining('Unpack') })
    expect(thrown(() => chosenFiles([file('notes.txt'), file('photo.jpg')]))).toMatchObject({
      code: 'file-unreadable',
      file: 'notes.txt',
      hint: expect.stringMatching(/^notes\.txt and 1 more: not a kind .* crime files as CSV/),
    })
  })
  it('takes files from beside analysis.json, not from folders below', async () => {
    const found = chosenFiles([
      file('analysis.json', 3, 'out/analysis.json'),
      file('cells.csv', 5, 'out/cells.csv'),
      file('cells.csv', 7, 'out/old/cells.csv'),
    ])
    expect(await found?.size('cells.csv')).toBe(5)
    expect(await found?.size('wards.csv')).toBeNull()
  })
})
