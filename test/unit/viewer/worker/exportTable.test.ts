import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTextTable } from '../../../../engine/index.js'
import { exportedList } from '../../../../viewer/export/shownTable.js'
import type { Results } from '../../../../viewer/load/results.js'
import { underFilter } from '../../../../viewer/state/underFilter.js'
import { SETTINGS } from '../../../../viewer/state/url.js'
import type { Filter } from '../../../../viewer/worker/protocol.js'
import { createWorkplace, NO_FILTER, type Workplace } from '../../../../viewer/worker/workplace.js'
import { smallAnalysis } from '../../../helpers/analysis.js'
import { outputFiles } from '../../../helpers/outputFiles.js'

const quiet = () => undefined
const WORLD = [-180, -90, 180, 90] as const
const ABOUT = { period_from: '2024-01', marking: '=OFFICIAL' }

let work: Workplace
let results: Results
let engineText: (name: string) => string

beforeAll(async () => {
  const output = await outputFiles(await smallAnalysis({ months: ['2024-01', '2024-02'], options: { resolution: 10 } }), [])
  const files = ['analysis.json', ...output.document.files.map((file) => file.name)].map(
    (name) => new File([output.bytes(name).slice()], name),
  )
  engineText = (name) => new TextDecoder().decode(output.bytes(name))
  work = createWorkplace(webcrypto.subtle)
  results = (await work.open({ kind: 'files', files }, quiet)) ?? expect.fail('no results')
})

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const lines = (file: string) => file.trimEnd().split('\n')

describe('cells in view as a file', () => {
  it('are the engine’s own lines with what they are of behind them, a marking that would be a formula defused', async () => {
    const saved = lines(text(await work.exportCells({ box: WORLD, filter: NO_FILTER, about: ABOUT, form: 'csv' }, quiet)))
    const own = lines(engineText('cells.csv')).filter((line) => !line.startsWith('outside'))
    expect(own.length).toBeGreaterThan(50)
    expect(saved).toEqual(own.map((line, k) => line + (k === 0 ? ',period_from,marking' : ",2024-01,'=OFFICIAL")))
  })
  it('have the engine’s features under members', async () => {
    const saved = JSON.parse(
      text(await work.exportCells({ box: WORLD, filter: NO_FILTER, about: ABOUT, form: 'geojson' }, quiet)),
    )
    const { features, ...about } = saved
    expect(about).toEqual({ type: 'FeatureCollection', ...ABOUT })
    expect(features).toEqual(JSON.parse(engineText('cells.geojson')).features)
  })
  it('are those of a part of the map, as many as are told before', async () => {
    const { lng, lat } = results.cells
    const box = [lng[3] - 1e-6, lat[3] - 1e-6, lng[3] + 1e-6, lat[3] + 1e-6] as const
    const saved = lines(text(await work.exportCells({ box, filter: NO_FILTER, about: {}, form: 'csv' }, quiet)))
    expect(saved).toHaveLength(2)
    expect(saved[1]).toBe(lines(engineText('cells.csv'))[4])
    const told = await work.cellsIn({ box, filter: NO_FILTER }, quiet)
    expect(told).toEqual({ cells: 1, columns: saved[0].split(',').length })
  })
  it('under a filter have its counts and nothing of the whole period', async () => {
    const filter: Filter = { months: { from: '2024-02', to: '2024-02' }, categories: ['burglary'] }
    const counts = await work.counts(filter, quiet)
    const saved = lines(text(await work.exportCells({ box: WORLD, filter, about: {}, form: 'csv' }, quiet)))
    const header = saved[0].split(',')
    expect(header).not.toContain('gistar_z')
    const at = header.indexOf('crimes')
    expect(saved.slice(1).map((line) => Number(line.split(',')[at]))).toEqual([...counts.cells.crimes])
    expect(counts.totals.crimes).toBeGreaterThan(0)
  })
})

describe('a list as a file', () => {
  it('has the engine’s lines in the order of the list', async () => {
    const list = results.lists.find(({ id }) => id === 'wards') ?? expect.fail('no wards')
    const rows = list.units.toReversed()
    const asked = exportedList({ list, rows }, results, results, SETTINGS, 'csv')
    const saved = lines(text(await work.exportList({ ...asked, about: {} }, quiet)))
    const own = lines(engineText('wards.csv')).filter((line) => !line.startsWith('outside'))
    expect(saved).toEqual([own[0], ...own.slice(1).toReversed()])
    const shapes = JSON.parse(text(await work.exportList({ ...asked, form: 'geojson' }, quiet)))
    const features = JSON.parse(engineText('wards.geojson')).features.toReversed()
    expect(shapes.features).toEqual(features)
    expect(shapes.marking).toBe(results.document.marking)
  })
  it('has the filter’s counts', async () => {
    const filter: Filter = { months: { from: '2024-02', to: '2024-02' }, categories: null }
    const counts = await work.counts(filter, quiet)
    const shown = underFilter(results, counts, await work.cube(null, quiet))
    const list = shown.lists.find(({ id }) => id === 'wards') ?? expect.fail('no wards')
    const asked = exportedList({ list, rows: list.units }, shown, results, SETTINGS, 'csv')
    const { header, rows } = readTextTable(await work.exportList(asked, quiet), 'wards.csv')
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)])
    expect(column('volume').map(Number)).toEqual([...counts.lists.wards.volume])
    expect(column('period_from')).toEqual(list.units.map(() => '2024-02'))
    expect(header).not.toContain('verdict')
  })
})
