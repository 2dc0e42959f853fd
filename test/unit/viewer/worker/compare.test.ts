import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { concentration } from '../../../../engine/index.js'
import type { Analysis } from '../../../../engine/output/analysis.js'
import { random } from '../../../../engine/random.js'
import type { Results } from '../../../../viewer/load/results.js'
import { cellId } from '../../../../viewer/state/cells.js'
import { compareWeights, firstOf } from '../../../../viewer/worker/compareWeights.js'
import { createWorkplace, NO_FILTER, type Workplace } from '../../../../viewer/worker/workplace.js'
import { smallAnalysis } from '../../../helpers/analysis.js'
import { outputFiles } from '../../../helpers/outputFiles.js'

const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07']
const quiet = () => undefined
const SUMMER = { months: { from: '2024-06', to: '2024-07' }, categories: ['burglary'] }

let analysis: Analysis
let work: Workplace
let results: Results

beforeAll(async () => {
  analysis = await smallAnalysis({ months: MONTHS, options: { resolution: 10 } })
  const output = await outputFiles(analysis, [])
  const files = ['analysis.json', ...output.document.files.map((file) => file.name)].map(
    (name) => new File([output.bytes(name).slice()], name),
  )
  work = createWorkplace(webcrypto.subtle)
  results = (await work.open({ kind: 'files', files }, quiet)) ?? expect.fail('no results')
})

describe('the list of cells', () => {
  it('has the engine’s counts, highest first, for 50 random cells of it their rank among all', async () => {
    const { columns, study } = analysis.cells
    const values = Array.from(columns.volume.subarray(0, study.length))
    const top = await work.topCells({ column: 'volume', filter: NO_FILTER, search: '', many: study.length }, quiet)
    expect(top.of).toBe(study.length)
    expect(top.found).toBe(values.filter((value) => value > 0).length)
    const draw = random(11, 'cells of the list')
    for (let k = 0; k < 50; k++) {
      const at = draw.integer(top.rows.length)
      const rank = 1 + values.filter((value) => value > values[top.rows[at]]).length
      expect(top.ranks[at]).toBe(rank)
      const standing = await work.cellStanding({ row: top.rows[at], column: 'volume', filter: NO_FILTER }, quiet)
      expect(standing).toMatchObject({ rank, of: study.length })
    }
  })
  it('is of the filter, and of what is searched for', async () => {
    const counts = await work.counts(SUMMER, quiet)
    const top = await work.topCells({ column: 'crimes', filter: SUMMER, search: '', many: 5 }, quiet)
    expect(counts.cells.crimes[top.rows[0]]).toBe(Math.max(...counts.cells.crimes))
    const name = results.lists.find(({ id }) => id === 'wards')?.units[0].name ?? expect.fail('no ward')
    const found = await work.topCells({ column: 'volume', filter: NO_FILTER, search: name.toUpperCase(), many: 100 }, quiet)
    const ward = results.cells.texts.ward_of_centre
    const code = results.lists.find(({ id }) => id === 'wards')?.units[0].id
    expect(found.found).toBeGreaterThan(0)
    for (const row of found.rows) expect(ward.words[ward.row[row]]).toBe(code)
    const id = cellId(results.cells, top.rows[0])
    const one = await work.topCells({ column: 'volume', filter: NO_FILTER, search: id, many: 100 }, quiet)
    expect([...one.rows]).toEqual([top.rows[0]])
  })
  it('refuses a column cells are not ranked by', async () => {
    await expect(async () =>
      work.topCells({ column: 'gistar_p', filter: NO_FILTER, search: '', many: 5 }, quiet),
    ).rejects.toMatchObject({ code: 'results-invalid' })
  })
})

describe('months of many rows', () => {
  it('are those of each row alone', async () => {
    const ids = results.lists.find(({ id }) => id === 'wards')?.units.map(({ id }) => id) ?? []
    const sparks = await work.sparks({ list: 'wards', ids: [...ids, 'nowhere'], categories: null }, quiet)
    expect(sparks.months).toEqual(MONTHS)
    expect(sparks.counts.at(-1)).toBeNull()
    for (const [k, id] of ids.entries()) {
      const one = await work.series({ of: { list: 'wards', id }, categories: null }, quiet)
      expect([...(sparks.counts[k] ?? [])]).toEqual(one?.crimes.map((crimes, m) => crimes + (one.asb[m] ?? 0)))
    }
    const clusters = await work.sparks({ list: 'clusters', ids: ['C1'], categories: null }, quiet)
    expect(clusters.counts).toEqual([null])
  })
})

describe('what most of the harm is of', () => {
  it('is the category with the largest part of it', async () => {
    const ward = results.lists.find(({ id }) => id === 'wards')?.units[0] ?? expect.fail('no ward')
    const of = { list: 'wards', id: ward.id }
    const part = await work.harmBy({ of, filter: NO_FILTER }, quiet)
    expect(part?.category).toBe('Burglary')
    const alone = await work.harmBy({ of, filter: { months: null, categories: ['burglary'] } }, quiet)
    expect(alone?.share).toBeCloseTo(1, 9)
    const burglary = await work.counts({ months: null, categories: ['burglary'] }, quiet)
    expect(part?.share).toBeCloseTo(burglary.lists.wards.harm[0] / Number(ward.properties.harm), 6)
  })
  it('is not told where there is none', async () => {
    const ward = results.lists.find(({ id }) => id === 'wards')?.units[0] ?? expect.fail('no ward')
    const filter = { months: null, categories: ['anti-social-behaviour'] }
    expect(await work.harmBy({ of: { list: 'wards', id: ward.id }, filter }, quiet)).toBeNull()
    expect(await work.harmBy({ of: { list: 'clusters', id: 'C1' }, filter: NO_FILTER }, quiet)).toBeNull()
  })
})

describe('concentration', () => {
  it('is the engine’s own statistic of the same cells', async () => {
    const { study, columns } = analysis.cells
    const km2 = study.areaKm2.map((ground, cell) => ground * study.insideShare[cell])
    const { heldBy, chance } = concentration(columns.volume.slice(0, study.length), {
      seed: analysis.options.seed,
      draws: 999,
      km2,
    })
    const top = await work.topCells({ column: 'volume', filter: NO_FILTER, search: '', many: 1 }, quiet)
    const found = await work.concentration({ column: 'volume', filter: NO_FILTER, row: top.rows[0] }, quiet)
    expect(found?.heldBy.map(({ units, share }) => ({ units, share }))).toEqual(
      heldBy.map(({ units, share }) => ({ units, share })),
    )
    found?.heldBy.forEach((one, k) => {
      expect(one.km2Share).toBeCloseTo(heldBy[k].km2Share ?? Number.NaN, 6)
      expect(one.chance).toBe(chance?.heldBy[k].share.mean)
    })
    // from nothing in no cell to all in all of them
    expect([found?.across[0], found?.held[0], found?.across.at(-1), found?.held.at(-1)]).toEqual([0, 0, 1, 1])
    const busiest = results.cells.numbers.volume[top.rows[0]]
    expect(found?.mark?.across).toBeCloseTo(1 / study.length, 12)
    expect(found?.mark?.held).toBeCloseTo(busiest / (found?.total ?? Number.NaN), 12)
  })
  it('of harm has no chance value, and of nothing is none', async () => {
    const harm = await work.concentration({ column: 'harm', filter: NO_FILTER, row: null }, quiet)
    expect([harm?.chance, harm?.heldBy[0].chance, harm?.mark]).toEqual([null, null, null])
    const none = { months: null, categories: [] }
    expect(await work.concentration({ column: 'volume', filter: none, row: null }, quiet)).toBeNull()
  })
})

describe('two counts', () => {
  it('have the engine’s ratio, the first over the second', async () => {
    const found = await work.ratio([200, 100], quiet)
    expect(found?.ratio).toBe(2)
    // ln 2 -+ 1.96 sqrt(1/200 + 1/100)
    expect(found?.low).toBeCloseTo(1.573, 3)
    expect(found?.high).toBeCloseTo(2.543, 3)
    expect(await work.ratio([0, 0], quiet)).toBeNull()
  })
})

describe('two weightings', () => {
  it('change those first under one and not under the other', () => {
    const own = Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
    const against = Uint32Array.of(4, 1, 2, 3, 5, 6, 7, 8, 9, 0)
    expect(firstOf(10)).toBe(3)
    expect(compareWeights(own, against)).toEqual({ first: 3, own, against, enter: [0], leave: [3] })
    expect([firstOf(2), firstOf(12), firstOf(400)]).toEqual([2, 4, 10])
  })
  it('of the run and of the run are the same, and have its ranks', async () => {
    const { weights } = { weights: Object.fromEntries(results.document.factors.map(({ id, weight }) => [id, weight])) }
    const scored = results.lists.find((list) => list.rankedBy === 'score')
    if (scored === undefined) return
    const found = await work.compareWeights({ list: scored.id, own: weights, against: null }, quiet)
    expect([...found.own]).toEqual([...found.against])
    expect([...found.against]).toEqual(scored.units.map(({ properties }) => Number(properties.rank ?? 0)))
    expect(found.enter).toEqual([])
  })
})
