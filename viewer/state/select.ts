import { type MapMeasure, MEASURES } from '../layers/colour.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import type { Selection } from '../worker/protocol.js'
import type { Settings } from './url.js'

/** Measures the results have columns and class limits for. */
export function measuresOf(results: Results): readonly MapMeasure[] {
  return MEASURES.filter((measure) => {
    if (measure === 'score') return results.lists.some((list) => list.rankedBy === 'score')
    return (
      results.cells.numbers[measure] !== undefined &&
      (measure === 'gistar_class' || results.document.breaks[measure] !== undefined)
    )
  })
}

export function measureOf(settings: Settings, results: Results): MapMeasure {
  const known = measuresOf(results)
  const wanted = settings.measure ?? (results.document.measure.id === 'harm' ? 'harm' : 'volume')
  return known.includes(wanted) ? wanted : (known[0] ?? 'volume')
}

export function listOf(settings: Pick<Settings, 'list'>, results: Results): UnitList | null {
  return results.lists.find((list) => list.id === settings.list) ?? results.lists[0] ?? null
}

/** Lists drawn on the map: as chosen, else all but the finest areas, whose lines would hide the cells. */
export function shownOf(settings: Pick<Settings, 'shown'>, results: Results): readonly string[] {
  if (settings.shown !== null) return settings.shown
  return results.lists.filter((list) => list.id !== 'lsoas').map((list) => list.id)
}

/** Areas painted when the map shows the score: the list beside, else the first list that has scores. */
export function scoredList(settings: Pick<Settings, 'list'>, results: Results): UnitList | null {
  const list = listOf(settings, results)
  return list?.rankedBy === 'score' ? list : (results.lists.find((one) => one.rankedBy === 'score') ?? null)
}

/** Problems of the hotspot list, in the order of the file. */
export function problemsOf(list: UnitList): readonly string[] {
  return [...new Set(list.units.map((unit) => String(unit.properties.problem ?? '')))].filter((problem) => problem !== '')
}

export function problemOf(settings: Pick<Settings, 'problem'>, list: UnitList): string | null {
  const problems = problemsOf(list)
  return problems.find((problem) => problem === settings.problem) ?? problems[0] ?? null
}

/** Units of a list that are on show: hotspots of one problem at a time. */
export function unitsOf(list: UnitList, settings: Pick<Settings, 'problem'>): readonly Unit[] {
  if (list.kind !== 'hotspot') return list.units
  const problem = problemOf(settings, list)
  return problem === null ? list.units : list.units.filter((unit) => unit.properties.problem === problem)
}

export function unitOf(selection: Selection | null, results: Results): { list: UnitList; unit: Unit } | null {
  const list = results.lists.find((one) => one.id === selection?.list)
  const unit = list?.units.find((one) => one.id === selection?.id)
  return list === undefined || unit === undefined ? null : { list, unit }
}

/** Number of a unit's column, null where the file has none. */
export function numberOf(unit: Unit, column: string): number | null {
  const value = unit.properties[column]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Order in which a list is shown first: its rank where it has one. */
export function defaultSort(list: UnitList): string {
  if (list.units.some((unit) => numberOf(unit, 'rank') !== null)) return 'rank'
  return list.kind === 'cluster' ? '-peak_z' : '-volume'
}

/** Units in the order of the table; unknown values last either way, ties in order of code. */
export function sorted(units: readonly Unit[], sort: string): readonly Unit[] {
  const falling = sort.startsWith('-')
  const column = falling ? sort.slice(1) : sort
  const byCode = (a: Unit, b: Unit) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const byName = (a: Unit, b: Unit) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }) || byCode(a, b)
  if (column === 'name') return units.toSorted((a, b) => (falling ? byName(b, a) : byName(a, b)))
  return units.toSorted((a, b) => {
    const left = numberOf(a, column)
    const right = numberOf(b, column)
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byCode(a, b)
    return (falling ? right - left : left - right) || byCode(a, b)
  })
}

/** The busiest point of a cluster, for searching: it is not in its title. */
const placeOf = ({ kind }: UnitList, { properties }: Unit) =>
  kind === 'cluster' ? String(properties.name ?? '').toLocaleLowerCase('en-GB') : ''

/** Rows of the list as the table shows them. */
export function tableRows(list: UnitList, settings: Settings, search: string): readonly Unit[] {
  const wanted = search.trim().toLocaleLowerCase('en-GB')
  const units = unitsOf(list, settings).filter(
    (unit) =>
      wanted === '' ||
      unit.name.toLocaleLowerCase('en-GB').includes(wanted) ||
      placeOf(list, unit).includes(wanted) ||
      unit.id.toLocaleLowerCase('en-GB').includes(wanted),
  )
  return sorted(units, settings.sort ?? defaultSort(list))
}

/** Most of what is found in other lists that is told. */
const ELSEWHERE = 6

/** Areas, clusters and hotspots of other lists whose name holds, or whose code is, what is searched for. */
export function foundElsewhere(results: Results, list: string, search: string): readonly { list: UnitList; unit: Unit }[] {
  const wanted = search.trim().toLocaleLowerCase('en-GB')
  if (wanted.length < 2) return []
  return results.lists
    .filter(({ id }) => id !== list)
    .flatMap((other) =>
      other.units
        .filter(
          (unit) =>
            unit.name.toLocaleLowerCase('en-GB').includes(wanted) ||
            placeOf(other, unit).includes(wanted) ||
            unit.id.toLocaleLowerCase('en-GB') === wanted,
        )
        .map((unit) => ({ list: other, unit })),
    )
    .slice(0, ELSEWHERE)
}

/** Name of an area by its code, in the list of that kind; '' if it is unknown. */
export function areaName(results: Results, kind: string, code: string): string {
  const layer = results.document.layers.find((one) => one.kind === kind)
  const list = results.lists.find((one) => one.id === layer?.file)
  return list?.units.find((unit) => unit.id === code)?.name ?? code
}
