import { breaks } from '../../engine/index.js'
import type { KindWeights } from './kindWeights.js'
import type { CountColumns, Counts, Filter } from './protocol.js'
import type { CellTable } from './readCells.js'
import type { CubeTable, Geography } from './readCube.js'

/** Months of a filter and which kinds it takes, by row of the cube's. */
interface Taken {
  readonly month: Uint8Array
  readonly kind: Uint8Array
}

/** Everything a filter is counted from. */
export interface CountedResults {
  readonly table: CellTable
  readonly cube: CubeTable
  readonly weights: KindWeights
  /** First and last month of the analysis. */
  readonly period: { readonly from: string; readonly to: string }
}

/** What the records of a filter count to, by cell and by unit of every list. */
export function countFilter({ table, cube, weights, period }: CountedResults, filter: Filter): Counts {
  const { from, to } = filter.months ?? period
  const chosen = filter.categories === null ? null : new Set(filter.categories)
  const taken: Taken = {
    month: Uint8Array.from(cube.months, (month, k) => Number(cube.present[k] && month >= from && month <= to)),
    kind: Uint8Array.from(cube.categoryOfKind, (row) => Number(chosen === null || chosen.has(cube.categories[row].id))),
  }
  const asb = Uint8Array.from(cube.categoryOfKind, (row) => Number(cube.categories[row].asb))
  const count = (geography: Geography) => unitSums(geography, taken, asb, weights, cube.months.length)
  const { units } = cube.cells
  const all = count(cube.cells)
  const cells = headOf(all, units)
  const { area_km2: km2, inside_share: inside } = table.columns.numbers
  const volume_per_km2 = cells.volume.map((volume, row) =>
    km2 === undefined ? Number.NaN : volume / (km2[row] * (inside?.[row] ?? 1)),
  )
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0)
  const measures = { ...cells, volume_per_km2 }
  return {
    filter,
    months: cube.months.filter((_, k) => taken.month[k] === 1),
    missing: cube.months.filter((month, k) => month >= from && month <= to && !cube.present[k]),
    cells: measures,
    lists: Object.fromEntries(Object.entries(cube.lists).map(([id, list]) => [id, headOf(count(list), list.units)])),
    totals: { crimes: total(all.crimes), asb: total(all.asb), volume: total(all.volume), harm: total(all.harm) },
    byCategory: categorySums(cube, taken.month),
    breaks: breaksOf(measures),
  }
}

/** Class limits of the measures a map of these columns can be painted by. */
export function breaksOf(columns: Readonly<Record<string, Float64Array>>): Record<string, readonly number[]> {
  const painted = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'volume_per_km2']
  return Object.fromEntries(
    painted.filter((name) => columns[name] !== undefined).map((name) => [name, breaks(finite(columns[name]))]),
  )
}

/** A cell of no area has infinitely many crimes per km2. */
const finite = (values: Float64Array) => (values.includes(Infinity) ? values.filter((value) => value < Infinity) : values)

/** Located records of each category in the months taken, wherever they lie. */
export function categorySums(cube: CubeTable, month: Uint8Array): Record<string, number> {
  const sums = new Float64Array(cube.categories.length)
  const { cells } = cube
  for (let row = 0; row < cells.count.length; row++)
    if (month[cells.month[row]] === 1) sums[cube.categoryOfKind[cells.kind[row]]] += cells.count[row]
  return Object.fromEntries(cube.categories.map(({ id }, row) => [id, sums[row]]))
}

/** One pass over a geography: every column, `outside` last. */
function unitSums(geography: Geography, taken: Taken, asb: Uint8Array, weights: KindWeights, months: number): CountColumns {
  const { units, unit, kind, month, count } = geography
  const column = () => new Float64Array(units + 1)
  const sums = {
    volume: column(),
    crimes: column(),
    asb: column(),
    harm: column(),
    harm_reactive: column(),
    months_active: column(),
  }
  // unit that was last met in a month, and one: rows come unit by unit
  const metBy = new Uint32Array(months)
  for (let row = 0; row < count.length; row++) {
    const k = kind[row]
    const m = month[row]
    if (taken.month[m] === 0 || taken.kind[k] === 0) continue
    const u = unit[row]
    const n = count[row]
    sums.volume[u] += n
    if (asb[k] === 1) sums.asb[u] += n
    else sums.crimes[u] += n
    sums.harm[u] += n * weights.harm[k]
    sums.harm_reactive[u] += n * weights.harm_reactive[k]
    if (metBy[m] !== u + 1) {
      metBy[m] = u + 1
      sums.months_active[u]++
    }
  }
  return sums
}

const headOf = (columns: CountColumns, length: number): CountColumns => ({
  volume: columns.volume.slice(0, length),
  crimes: columns.crimes.slice(0, length),
  asb: columns.asb.slice(0, length),
  harm: columns.harm.slice(0, length),
  harm_reactive: columns.harm_reactive.slice(0, length),
  months_active: columns.months_active.slice(0, length),
})
