import { cellFromText } from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { rowOfCell } from './cellIds.js'
import type { SparkSeries } from './protocol.js'
import type { CubeTable } from './readCube.js'

/** Months of a row: the last two years of the data; with fewer than so many of these present there is no shape to show. */
const RECENT = 24
const LEAST = 6

/**
 * Records a month of the last two years of many units of one list, in one pass; null for those the cube does not hold, and for all of a list it does not hold.
 *
 * @param list id of a list, or `cells`
 */
export function manySeries(
  cube: CubeTable,
  { cells, lists }: Results,
  list: string,
  ids: readonly string[],
  categories: readonly string[] | null,
): SparkSeries {
  const first = Math.max(0, cube.months.length - RECENT)
  const months = cube.months.slice(first)
  const present = cube.present.slice(first)
  const geography = list === 'cells' ? cube.cells : cube.lists[list]
  if (geography === undefined || present.filter(Boolean).length < LEAST)
    return { list, ids, months, present, counts: ids.map(() => null) }
  const units = lists.find(({ id }) => id === list)?.units ?? []
  const rowOf = new Map(units.map(({ id }, row) => [id, row]))
  const slot = new Int32Array(geography.units + 1).fill(-1)
  const counts = ids.map((id, k) => {
    const row = list === 'cells' ? rowOfCell(cells.high, cells.low, ...cellFromText(id)) : (rowOf.get(id) ?? -1)
    if (row < 0) return null
    slot[row] = k
    return new Uint32Array(months.length)
  })
  const chosen = categories === null ? null : new Set(categories)
  const takes = Uint8Array.from(cube.categoryOfKind, (category) =>
    Number(chosen === null || chosen.has(cube.categories[category].id)),
  )
  const { unit, kind, month, count } = geography
  for (let row = 0; row < unit.length; row++) {
    const at = slot[unit[row]]
    if (at < 0 || month[row] < first || takes[kind[row]] === 0) continue
    const of = counts[at]
    if (of !== null) of[month[row] - first] += count[row]
  }
  return { list, ids, months, present, counts }
}
