import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../../engine/output/analysis.js'
import { random } from '../../../../engine/random.js'
import type { Results } from '../../../../viewer/load/results.js'
import { underFilter } from '../../../../viewer/state/underFilter.js'
import type { CubeAbout, Filter } from '../../../../viewer/worker/protocol.js'
import { createWorkplace, NO_FILTER, type Workplace } from '../../../../viewer/worker/workplace.js'
import { smallAnalysis } from '../../../helpers/analysis.js'
import { outputFiles } from '../../../helpers/outputFiles.js'

const MONTHS = ['2024-01', '2024-02', '2024-03']
const quiet = () => undefined

let analysis: Analysis
let work: Workplace
let results: Results
let about: CubeAbout

async function folderOf(made: Analysis): Promise<File[]> {
  const output = await outputFiles(made, [])
  return ['analysis.json', ...output.document.files.map((file) => file.name)].map(
    (name) => new File([output.bytes(name).slice()], name),
  )
}

beforeAll(async () => {
  analysis = await smallAnalysis({ months: MONTHS, options: { resolution: 10 } })
  work = createWorkplace(webcrypto.subtle)
  results = (await work.open({ kind: 'files', files: await folderOf(analysis) }, quiet)) ?? expect.fail('no results')
  about = (await work.cube(null, quiet)) ?? expect.fail('no cube')
})

const counts = (filter: Filter) => work.counts(filter, quiet)
const inMonths = (from: string, to: string): Filter => ({ months: { from, to }, categories: null })

describe('numbers shown', () => {
  it('are the engine’s, for 50 random cells', async () => {
    const { study, columns, heat } = analysis.cells
    const draw = random(7, 'cells')
    expect(results.cells.length).toBe(study.length)
    expect(study.length).toBeGreaterThan(50)
    for (let k = 0; k < 50; k++) {
      const row = draw.integer(study.length)
      const facts = await work.cell(row, quiet)
      expect(results.cells.high[row]).toBe(study.cellHigh[row])
      expect(results.cells.low[row]).toBe(study.cellLow[row])
      expect(results.cells.numbers.crimes[row]).toBe(columns.crimes[row])
      expect(results.cells.numbers.harm[row]).toBeCloseTo(columns.harm[row], 6)
      expect(facts).toMatchObject({
        crimes: columns.crimes[row],
        asb: columns.asb[row],
        months_active: columns.monthsActive[row],
        gistar_class: heat.hotClass[row],
      })
    }
  })
})

describe('counts under a filter', () => {
  it('that leaves nothing out are those of the files, harm too, though no file holds weights', async () => {
    const all = await counts(NO_FILTER)
    for (const name of ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'months_active', 'volume_per_km2'] as const)
      all.cells[name].forEach((value, row) => {
        expect(value, name).toBeCloseTo(results.cells.numbers[name][row], 6)
      })
    for (const list of results.lists.filter((one) => one.kind === 'area'))
      list.units.forEach((unit, row) => {
        expect(all.lists[list.id].crimes[row]).toBe(unit.properties.crimes)
        expect(all.lists[list.id].harm[row]).toBeCloseTo(Number(unit.properties.harm), 5)
      })
    expect(all.totals.volume).toBe(results.document.totals.volume)
    expect(all.totals.harm).toBeCloseTo(results.document.totals.harm, 5)
    expect(all.breaks.volume).toEqual(results.document.breaks.volume)
  })
  it('of months are those of an analysis of these months', async () => {
    const narrow = await smallAnalysis({ months: MONTHS, options: { resolution: 10, from: '2024-02', to: '2024-03' } })
    const found = await counts(inMonths('2024-02', '2024-03'))
    const { columns, study } = narrow.cells
    expect(found.months).toEqual(['2024-02', '2024-03'])
    for (let row = 0; row < study.length; row++) {
      expect(found.cells.crimes[row]).toBe(columns.crimes[row])
      expect(found.cells.months_active[row]).toBe(columns.monthsActive[row])
      expect(found.cells.harm[row]).toBeCloseTo(columns.harm[row], 6)
    }
    const wards = narrow.layers.find(({ areas }) => areas.kind === 'ward') ?? expect.fail('no wards')
    expect([...found.lists.wards.asb]).toEqual([...wards.columns.asb.slice(0, wards.areas.length)])
  })
  it('of categories leave the others out, and add up over all categories', async () => {
    const single = await Promise.all(about.categories.map(({ id }) => counts({ months: null, categories: [id] })))
    const all = await counts(NO_FILTER)
    expect(single.reduce((sum, one) => sum + one.totals.volume, 0)).toBe(all.totals.volume)
    expect(single.reduce((sum, one) => sum + one.totals.harm, 0)).toBeCloseTo(all.totals.harm, 5)
    const drugs = single[about.categories.findIndex(({ id }) => id === 'drugs')]
    // 12 a month in lanes, three months; the last lane may lie outside the wards
    expect(drugs.totals.volume).toBe(36)
    expect(about.byCategory.drugs).toBe(36)
    expect(drugs.totals.asb).toBe(0)
  })
  it('of no category and of months without data count nothing', async () => {
    expect((await counts({ months: null, categories: [] })).totals).toEqual({ crimes: 0, asb: 0, volume: 0, harm: 0 })
    const none = await counts(inMonths('2019-01', '2019-12'))
    expect([none.months, none.totals.volume, none.breaks.volume]).toEqual([[], 0, []])
  })
})

describe('results under a filter', () => {
  it('carry counts, period and class limits of the filter, score and rank of the whole period', async () => {
    const found = await counts({ months: { from: '2024-03', to: '2024-03' }, categories: ['burglary'] })
    const shown = underFilter(results, found, about)
    expect(shown.under).toEqual({ months: true, categories: ['Burglary'] })
    expect(shown.document.period).toMatchObject({ from: '2024-03', to: '2024-03', months: ['2024-03'], seasonal: true })
    expect(shown.document.breaks.volume).toEqual(found.breaks.volume)
    // Castle in a month: two burglaries at High Street, twelve around it
    const [ward, before] = [shown.lists[0].units[0], results.lists[0].units[0]]
    expect(ward.properties).toMatchObject({
      rank: before.properties.rank,
      score: before.properties.score,
      volume: 14,
      crimes: 14,
    })
    expect(before.properties.volume).not.toBe(14)
    // burglary is no incident of ASB: none is shown rather than nought
    expect(ward.properties.asb).toBeNull()
    expect(shown.cells.numbers.asb).toBeUndefined()
    expect(shown.cells.numbers.gistar_class).toBe(results.cells.numbers.gistar_class)
  })
  it('are the results themselves where there is no filter', () => {
    expect(underFilter(results, null, about)).toBe(results)
  })
})

describe('monthly counts', () => {
  it('of all, of an area, and of a cell are those of the cube', async () => {
    const all = await work.series({ of: null, categories: null }, quiet)
    expect(all?.months).toEqual(MONTHS)
    // 43 of the 44 rows of a month have a location; six at High Street are ASB, and those around it and at the edge are of the default kind
    expect(all?.crimes.map((crimes, k) => crimes + (all?.asb[k] ?? 0))).toEqual([43, 43, 43])
    const ward = results.lists[0].units[0]
    const own = await work.series({ of: { list: 'wards', id: ward.id }, categories: null }, quiet)
    expect(own?.crimes.reduce((sum, count) => sum + count)).toBe(ward.properties.crimes)
  })
  it('of a group of cells are those of the cells in it', async () => {
    const { cells } = await work.coarse({ resolution: 6, filter: NO_FILTER }, quiet)
    expect(cells.held?.reduce((sum, held) => sum + held, 0)).toBe(results.cells.length)
    const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0)
    expect(sum(cells.numbers.volume)).toBe(sum(results.cells.numbers.volume))
  })
  it('of what the cube does not hold are none', async () => {
    expect(await work.series({ of: { list: 'clusters', id: 'C1' }, categories: null }, quiet)).toBeNull()
    expect(await work.series({ of: { list: 'wards', id: 'W99' }, categories: null }, quiet)).toBeNull()
  })
})

describe('the workplace', () => {
  it('keeps the results before when others cannot be opened', async () => {
    await expect(async () => work.open({ kind: 'files', files: [new File(['x'], 'photo.jpg')] }, quiet)).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    expect((await counts(NO_FILTER)).totals.volume).toBe(results.document.totals.volume)
  })
})
