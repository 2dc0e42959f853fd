import type { Results } from '../load/results.js'
import type { CubeAbout, Filter, Selection } from '../worker/protocol.js'
import { cellSort } from './cellRows.js'
import { listOf, measuresOf, numberOf, problemsOf, unitOf } from './select.js'
import type { Settings } from './url.js'
import { type Weights, weightsOf } from './weights.js'

/** An H3 cell as text: parents of the cells can be selected too, and are known only once they are drawn. */
const CELL = /^[0-9a-f]{15}$/

/**
 * Settings of an address without what these results do not have, so that the address says what is shown.
 *
 * @param cube    null: months and categories are not read yet, and stay
 * @param planned problems a plan can be for; null: not read yet, and the problem of a plan stays
 */
export function applied(
  settings: Settings,
  results: Results,
  cube: CubeAbout | null,
  planned: readonly string[] | null,
): Settings {
  const { factors } = results.document
  const isList = (id: string | null) => id === 'cells' || results.lists.some((list) => list.id === id)
  const kept = (thing: Selection | null) => (thing !== null && isThere(thing, settings, results) ? thing : null)
  const weighed = (weights: Weights | null) => weightsOf(weights, factors)
  const { measure, list, shown, selection, beside, beat, weights, against, scatter } = settings
  return {
    ...settings,
    measure: measure !== null && measuresOf(results).includes(measure) ? measure : null,
    list: isList(list) ? list : null,
    sort: isSort(settings, results) ? settings.sort : null,
    problem: isProblem(settings, results, planned) ? settings.problem : null,
    weights: weighed(weights),
    against: against === 'run' ? against : weighed(against),
    scatter: scatter?.every((id) => factors.some((factor) => factor.id === id)) ? scatter : null,
    shown: shown?.filter(isList) ?? null,
    selection: kept(selection),
    beside: kept(beside),
    beat: unitOf(beat, results) === null ? null : beat,
    ...(cube === null ? {} : filterApplied(settings, cube)),
  }
}

/** Whether the list beside has the column it is to be in order of. */
function isSort({ sort, list }: Settings, results: Results): boolean {
  const column = sort?.replace(/^-/, '') ?? ''
  if (list === 'cells') return cellSort(column, '', results) === column
  const units = listOf({ list }, results)?.units ?? []
  return column === 'name' || units.some((unit) => numberOf(unit, column) !== null)
}

/** Plans can be for more problems than have hotspots on the list. */
function isProblem({ problem, view }: Settings, { lists }: Results, planned: readonly string[] | null): boolean {
  if (view === 'patrol' && planned === null) return true
  const listed = lists.filter(({ kind }) => kind === 'hotspot').flatMap(problemsOf)
  return [...listed, ...(view === 'patrol' ? (planned ?? []) : [])].some((id) => id === problem)
}

/** A plan knows hotspots that are on no list. */
function isThere(thing: Selection, { view }: Settings, results: Results): boolean {
  if (thing.list === 'cells') return CELL.test(thing.id)
  return (view === 'patrol' && thing.list === 'hotspots') || unitOf(thing, results) !== null
}

/** Months and categories the data has; null where it has none of them. */
function filterApplied({ months, categories }: Filter, cube: CubeAbout): Filter {
  const known = categories?.filter((id) => cube.categories.some((one) => one.id === id)) ?? []
  const inside = months === null ? [] : cube.months.filter((month) => month >= months.from && month <= months.to)
  const [from, to] = [inside[0], inside.at(-1)]
  return {
    months: from === undefined || to === undefined ? null : { from, to },
    categories: known.length === 0 ? null : known,
  }
}
