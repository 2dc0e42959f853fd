import { EngineError, fromNationalGrid, rateRatio } from '../../engine/index.js'
import type { Cells } from '../load/results.js'
import { cellShapes } from './cellShapes.js'
import { changeAnswer, changeChart, changeRowsTable } from './changeAnswer.js'
import { changeData } from './changeData.js'
import { coarseCells } from './coarseCells.js'
import { compareWeights } from './compareWeights.js'
import { concentrated } from './concentrated.js'
import { readContext } from './contextFile.js'
import { createTiles } from './contextTiles.js'
import { type CountedResults, categorySums, countFilter } from './countFilter.js'
import { cellColumns, cellsIn, exportCells, exportList, exportTable } from './exportTable.js'
import { harmBy } from './harmBy.js'
import { kindWeights } from './kindWeights.js'
import { manySeries } from './manySeries.js'
import { monthSeries } from './monthSeries.js'
import { type OpenedResults, openResults } from './openResults.js'
import { exportPlan, type PatrolFiles, patrolAbout, patrolSheetHtml, readPatrol, shownPlan, taskingOf } from './patrolTask.js'
import { placesAbout } from './placesAbout.js'
import type { Counts, CubeAbout, FactorValues, Filter, Progress, TaskName, Tasks } from './protocol.js'
import { cellStanding, searchCells, topCells } from './rankCells.js'
import { createRawWork } from './rawWork.js'
import { cellFacts } from './readCells.js'
import { type CubeTable, readCube } from './readCube.js'
import { type PriorityFiles, readPriority } from './readPriority.js'
import { rerank } from './rerank.js'
import { openSource } from './source.js'

/** How each task is done. */
export type Workplace = {
  readonly [task in TaskName]: (
    argument: Tasks[task]['argument'],
    onProgress: (progress: Progress) => void,
  ) => Tasks[task]['result'] | Promise<Tasks[task]['result']>
}

/** Results that are open, and what has been read and counted of them since. */
interface Open extends OpenedResults {
  cube: Promise<CountedResults | null> | null
  counts: Counts | null
  priority: Promise<PriorityFiles> | null
  patrol: Promise<PatrolFiles | null> | null
}

/**
 * All tasks over one set of results at a time. What `open` fails to open leaves the results before in place.
 *
 * @param subtle null where the browser makes no checksums
 */
export function createWorkplace(subtle: Pick<SubtleCrypto, 'digest'> | null): Workplace {
  let open: Open | null = null

  function opened(): Open {
    if (open === null) throw new EngineError('results-missing', { hint: 'Open a results folder first.' })
    return open
  }

  async function counted(onProgress: (progress: Progress) => void): Promise<CountedResults> {
    const now = opened()
    now.cube ??= readCounted(now, onProgress)
    // what failed, as a server that was away does, is tried again
    now.cube.catch(() => {
      now.cube = null
    })
    const found = await now.cube
    if (found === null)
      throw new EngineError('results-invalid', {
        file: 'cube.csv',
        hint: 'These results hold no counts by month and category. Run the analysis again.',
      })
    return found
  }

  /** Counts of a filter; null: it leaves nothing out. */
  async function countsOf(filter: Filter, onProgress: (progress: Progress) => void): Promise<Counts | null> {
    if (filter.months === null && filter.categories === null) return null
    const { counts } = opened()
    const same = counts !== null && JSON.stringify(counts.filter) === JSON.stringify(filter)
    return same ? counts : countFilter(await counted(onProgress), filter)
  }

  async function prioritised(): Promise<PriorityFiles> {
    const now = opened()
    now.priority ??= readPriority(now.results, now.folder)
    now.priority.catch(() => {
      now.priority = null
    })
    return now.priority
  }

  async function patrolled(): Promise<PatrolFiles | null> {
    const now = opened()
    now.patrol ??= readPatrol(now.folder)
    now.patrol.catch(() => {
      now.patrol = null
    })
    return now.patrol
  }

  async function planned(): Promise<PatrolFiles> {
    const files = await patrolled()
    if (files === null) throw new EngineError('needs-force-extract', { hint: 'These results plan no shift.' })
    return files
  }

  async function changed(onProgress: (progress: Progress) => void) {
    const { REFERENCE_TABLES } = await import('../../scripts/tables.js')
    return changeData((await counted(onProgress)).cube, opened().results, REFERENCE_TABLES)
  }

  /** A column of the cells under a filter: of the file where nothing is left out. */
  async function columnUnder(column: string, filter: Filter, onProgress: (progress: Progress) => void): Promise<Float64Array> {
    const now = opened()
    const whole = isWhole(filter)
    if (!whole && !isOf(now.counts, filter)) now.counts = countFilter(await counted(onProgress), filter)
    const columns: Readonly<Record<string, Float64Array>> = whole ? now.results.cells.numbers : { ...now.counts?.cells }
    const found = columns[column]
    if (found === undefined)
      throw new EngineError('results-invalid', { file: 'cells.csv', column, hint: 'Cells are not ranked by it.' })
    return found
  }

  return {
    async open(source, onProgress) {
      const folder = openSource(source)
      const found = folder === null ? null : await openResults(folder, subtle, onProgress)
      if (found === null) return null
      open = { ...found, cube: null, counts: null, priority: null, patrol: null }
      return found.results
    },
    async cube(_, onProgress): Promise<CubeAbout | null> {
      if (!opened().folder.listed.has('cube.csv')) return null
      const { cube, period } = await counted(onProgress)
      const inPeriod = Uint8Array.from(monthsWithin(cube, period), Number)
      return { months: cube.months, categories: cube.categories, byCategory: categorySums(cube, inPeriod) }
    },
    async counts(filter, onProgress) {
      const counts = countFilter(await counted(onProgress), filter)
      opened().counts = counts
      return counts
    },
    async series({ of, categories }, onProgress) {
      return monthSeries((await counted(onProgress)).cube, opened().results, of, categories)
    },
    cell: (row) => cellFacts(opened().table, row),
    async topCells({ column, filter, search, many }, onProgress) {
      return topCells(await columnUnder(column, filter, onProgress), searchCells(opened().results, search), many)
    },
    async cellStanding({ row, column, filter }, onProgress) {
      const share = opened().table.columns.numbers.top_event_share?.[row]
      const told = column === 'harm' && isWhole(filter) && share !== undefined && share >= 0
      return cellStanding(await columnUnder(column, filter, onProgress), row, told ? share : null)
    },
    ratio([first, second]) {
      // as many months of each; the later of two periods is what the engine puts over the earlier
      if (first + second === 0) return null
      const { ratio, low, high } = rateRatio(second, first, 1, 1, 1)
      return { ratio, low, high }
    },
    harmBy: async ({ of, filter }, onProgress) => harmBy(await counted(onProgress), opened().results, of, filter),
    async sparks({ list, ids, categories }, onProgress) {
      return manySeries((await counted(onProgress)).cube, opened().results, list, ids, categories)
    },
    async concentration({ column, filter, row }, onProgress) {
      const values = await columnUnder(column, filter, onProgress)
      const { area_km2: km2, inside_share: inside } = opened().table.columns.numbers
      const { seed } = opened().results.document.options
      return concentrated(values, {
        counts: !column.startsWith('harm'),
        km2: km2 === undefined ? null : km2.slice(0, values.length).map((ground, cell) => ground * (inside?.[cell] ?? 1)),
        seed: typeof seed === 'number' ? seed : 1,
        row,
      })
    },
    async coarse({ resolution, filter }, onProgress) {
      const { table, counts } = opened()
      if (isWhole(filter)) return coarseCells(table.cells, table, resolution)
      const of = isOf(counts, filter) ? counts : countFilter(await counted(onProgress), filter)
      const cells: Cells = { ...table.cells, numbers: { ...table.cells.numbers, ...of.cells } }
      return coarseCells(cells, table, resolution)
    },
    shapes: (box) => cellShapes(opened().results.cells, box),
    async cellsIn({ box, filter }, onProgress) {
      const { table } = opened()
      const columns = cellColumns(table, await countsOf(filter, onProgress))
      return { cells: cellsIn(table, box).length, columns: columns.length }
    },
    async exportCells({ box, filter, about, form }, onProgress) {
      const { table } = opened()
      return exportCells(table, cellsIn(table, box), await countsOf(filter, onProgress), about, form)
    },
    exportList: (asked) => exportList(opened().results, asked),
    context: (file) => readContext(file),
    ...createTiles(),
    ...createRawWork(subtle),
    priority: async () => (await prioritised()).about,
    async patrol() {
      const files = await patrolled()
      return files === null ? null : patrolAbout(files)
    },
    async plan(asked, onProgress) {
      onProgress({ what: 'Planning the shift', share: 0 })
      const files = await planned()
      return shownPlan(files, taskingOf(files, asked), asked === 'own')
    },
    degrees: ([easting, northing]) => fromNationalGrid(easting, northing),
    briefing: async () => new TextDecoder().decode(await opened().folder.read('briefing.html')),
    async patrolSheet(asked) {
      const files = await planned()
      const { results, folder } = opened()
      return patrolSheetHtml(files, taskingOf(files, asked), results, folder)
    },
    async exportPlan({ asked, about, form }) {
      const files = await planned()
      return exportPlan(files, taskingOf(files, asked), about, form)
    },
    async places({ list }) {
      const { results, table } = opened()
      const { REFERENCE_TABLES } = await import('../../scripts/tables.js')
      return placesAbout(results, list, table, REFERENCE_TABLES.problems)
    },
    async rerank({ list, weights }) {
      const input = (await prioritised()).inputs[list]
      if (input === undefined) throw new EngineError('results-invalid', { value: list, hint: 'These areas have no score.' })
      return rerank(input, weights)
    },
    async compareWeights({ list, own, against }) {
      const { inputs, about } = await prioritised()
      const input = inputs[list]
      if (input === undefined) throw new EngineError('results-invalid', { value: list, hint: 'These areas have no score.' })
      const ofRun = () =>
        Uint32Array.from(opened().results.lists.find(({ id }) => id === list)?.units ?? [], ({ properties }, row) =>
          Number(about.rows[list]?.[row]?.rank ?? properties.rank ?? 0),
        )
      const ranks = (weights: typeof own) => (weights === null ? ofRun() : rerank(input, weights).rank)
      return compareWeights(ranks(own), ranks(against))
    },
    async factorValues({ list, across, up }): Promise<FactorValues> {
      const { inputs, values } = await prioritised()
      const input = inputs[list]
      const factors = [across, up].map((id) => input?.factors.indexOf(id) ?? -1)
      if (input === undefined || factors.includes(-1))
        throw new EngineError('results-invalid', { value: `${list}: ${across}, ${up}`, hint: 'The score has no such factor.' })
      const own = values[list]
      const [x, y] = factors.map((k) => own?.[k] ?? input.scaled[k].map((scaled) => 100 * scaled))
      return { across: x, up: y, measured: own !== undefined }
    },
    change: async (asked, onProgress) =>
      changeAnswer(await changed(onProgress), asked, (share) => onProgress({ what: 'Comparing the areas', share })),
    exportChange: async ({ about, ...asked }, onProgress) =>
      exportTable(changeRowsTable(await changed(onProgress), asked), about),
    changeChart: async (asked, onProgress) => changeChart(await changed(onProgress), asked),
  }
}

async function readCounted(
  { folder, results, table }: Open,
  onProgress: (progress: Progress) => void,
): Promise<CountedResults | null> {
  if (!folder.listed.has('cube.csv')) return null
  const { period } = results.document
  const bytes = await folder.read('cube.csv')
  const { REFERENCE_TABLES } = await import('../../scripts/tables.js')
  const cube = readCube(bytes, results, REFERENCE_TABLES, (share) => onProgress({ what: 'Reading months and categories', share }))
  const inPeriod = cube.months.map((month, k) => cube.present[k] && period.months.includes(month))
  const { harm, harm_reactive: reactive } = table.columns.numbers
  return { table, cube, weights: kindWeights(cube, inPeriod, harm, reactive), period }
}

const isWhole = ({ months, categories }: Filter) => months === null && categories === null
const isOf = (counts: Counts | null, filter: Filter): counts is Counts =>
  counts !== null && JSON.stringify(counts.filter) === JSON.stringify(filter)

const monthsWithin = (cube: CubeTable, { from, to }: { readonly from: string; readonly to: string }) =>
  cube.months.map((month, k) => cube.present[k] && month >= from && month <= to)

/** Buffers of a result that the worker has no more use for. */
export function transferable(result: unknown): ArrayBuffer[] {
  if (typeof result !== 'object' || result === null || !('triangles' in result)) return []
  return Object.values(result).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  )
}

export const NO_FILTER: Filter = { months: null, categories: null }
