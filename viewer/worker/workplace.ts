import { EngineError } from '../../engine/index.js'
import type { Cells } from '../load/results.js'
import { cellShapes } from './cellShapes.js'
import { coarseCells } from './coarseCells.js'
import { type CountedResults, categorySums, countFilter } from './countFilter.js'
import { kindWeights } from './kindWeights.js'
import { monthSeries } from './monthSeries.js'
import { type OpenedResults, openResults } from './openResults.js'
import type { Counts, CubeAbout, Filter, Progress, TaskName, Tasks } from './protocol.js'
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

  async function prioritised(): Promise<PriorityFiles> {
    const now = opened()
    now.priority ??= readPriority(now.results, now.folder)
    now.priority.catch(() => {
      now.priority = null
    })
    return now.priority
  }

  return {
    async open(source, onProgress) {
      const folder = openSource(source)
      const found = folder === null ? null : await openResults(folder, subtle, onProgress)
      if (found === null) return null
      open = { ...found, cube: null, counts: null, priority: null }
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
    async coarse({ resolution, filter }, onProgress) {
      const { table, counts } = opened()
      const whole = filter.months === null && filter.categories === null
      if (whole) return coarseCells(table.cells, table, resolution)
      const same = counts !== null && JSON.stringify(counts.filter) === JSON.stringify(filter)
      const of = same ? counts : countFilter(await counted(onProgress), filter)
      const cells: Cells = { ...table.cells, numbers: { ...table.cells.numbers, ...of.cells } }
      return coarseCells(cells, table, resolution)
    },
    shapes: (box) => cellShapes(opened().results.cells, box),
    ...createRawWork(subtle),
    priority: async () => (await prioritised()).about,
    async rerank({ list, weights }) {
      const input = (await prioritised()).inputs[list]
      if (input === undefined) throw new EngineError('results-invalid', { value: list, hint: 'These areas have no score.' })
      return rerank(input, weights)
    },
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
