import { cellFromText, cellResolution } from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { ancestorOf, rowOfCell } from './cellIds.js'
import type { Selection, Series } from './protocol.js'
import type { CubeTable, Geography } from './readCube.js'

/**
 * Monthly counts of one thing, or of all located records where `of` is null.
 *
 * @returns null where the cube does not know it: a hotspot, a cluster, a code that is not there
 */
export function monthSeries(
  cube: CubeTable,
  results: Results,
  of: Selection | null,
  categories: readonly string[] | null,
): Series | null {
  const found = geographyOf(cube, results, of)
  if (found === null) return null
  const { geography, from, to } = found
  const chosen = categories === null ? null : new Set(categories)
  const kinds = cube.kinds.map((_, kind) => cube.categories[cube.categoryOfKind[kind]])
  const crimes = cube.months.map(() => 0)
  const asb = cube.months.map(() => 0)
  for (let row = 0; row < geography.unit.length; row++) {
    if (geography.unit[row] < from || geography.unit[row] > to) continue
    const category = kinds[geography.kind[row]]
    if (chosen !== null && !chosen.has(category.id)) continue
    if (category.asb) asb[geography.month[row]] += geography.count[row]
    else crimes[geography.month[row]] += geography.count[row]
  }
  return { months: cube.months, present: cube.present, crimes, asb }
}

/** Units `from` to `to` of a geography; a coarse cell is the cells in it, which lie together. */
export function geographyOf(
  cube: CubeTable,
  { cells, lists }: Results,
  of: Selection | null,
): { geography: Geography; from: number; to: number } | null {
  if (of === null) return { geography: cube.cells, from: 0, to: cells.length }
  if (of.list !== 'cells') {
    const row = lists.find((list) => list.id === of.list)?.units.findIndex((unit) => unit.id === of.id) ?? -1
    const geography = cube.lists[of.list]
    return row < 0 || geography === undefined ? null : { geography, from: row, to: row }
  }
  const [high, low] = cellFromText(of.id)
  const resolution = cellResolution(high)
  if (resolution === cells.resolution) {
    const row = rowOfCell(cells.high, cells.low, high, low)
    return row < 0 ? null : { geography: cube.cells, from: row, to: row }
  }
  let from = -1
  let to = -1
  for (let row = 0; row < cells.length; row++) {
    const [h, l] = ancestorOf(cells.high[row], cells.low[row], resolution)
    if (h !== high || l !== low) continue
    if (from < 0) from = row
    to = row
  }
  return from < 0 ? null : { geography: cube.cells, from, to }
}
