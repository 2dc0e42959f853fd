import {
  type AreaChart,
  areasSentence,
  breaksOf,
  type Change,
  type ChangeRow,
  type ComparedPeriods,
  cellFromText,
  cellResolution,
  changeClause,
  changeMethod,
  changesOfUnits,
  changeTable,
  chartSentence,
  comparedPeriods,
  comparisonLimits,
  controlChart,
  countsOfAll,
  countsOfUnits,
  EngineError,
  FORCE,
  fdr,
  type GroupName,
  inseparable,
  isToldOf,
  layerVerdicts,
  type MonthlyCounts,
  type OffenceGroup,
  offenceGroups,
  seriesOf,
  stands,
  type Table,
} from '../../engine/index.js'
import { rowOfCell } from './cellIds.js'
import type { ChangeData, ComparedLayer } from './changeData.js'
import type { Selection } from './protocol.js'

/** What is compared: two periods as the engine's `comparedPeriods` takes them, of the categories that count. */
interface AskedPeriods {
  readonly compare: string
  /** As in a filter: slugs of police.uk categories; null is all. */
  readonly categories: readonly string[] | null
  /** Offence group that areas are told by; null is the first, all crime. */
  readonly group: string | null
}

export interface AskedChange extends AskedPeriods {
  /** Id of an area list, or `cells`. */
  readonly list: string
}

export interface AskedChart extends AskedPeriods {
  /** null: all records. */
  readonly of: Selection | null
}

/** All records of one offence group. */
interface GroupChange {
  readonly group: GroupName
  readonly change: Change
  /** Over the groups of the table. */
  readonly q: number
}

export interface ChangeAnswer {
  readonly periods: ComparedPeriods
  /** All records: the total, ASB, then the Home Office tree; with a filter, those groups that lie in it whole. */
  readonly groups: readonly GroupChange[]
  /** The areas, by unit of the list; equal counts share one object. */
  readonly list: string
  readonly group: GroupName
  /** Why `group` is not the one asked for; '' where it is. */
  readonly otherGroup: string
  /** Whether the group asked for is one at all, told apart in this data and counted by the filter or not. */
  readonly isGroup: boolean
  readonly changes: readonly Change[]
  /** Over these areas; NaN where nothing can be said. */
  readonly q: Float64Array
  /** Units whose change stands first, the clearest of them before the others; cells without any record are left out. */
  readonly order: Uint32Array
  readonly sentences: readonly string[]
  readonly method: readonly string[]
  readonly limits: readonly string[]
  /** All records of `group` by month with data, since 2000-01. */
  readonly monthly: { readonly months: readonly number[]; readonly counts: Float64Array }
  /** Changes of recording within the data, first and last month as `YYYY-MM`. */
  readonly breaks: readonly { readonly from: string; readonly to: string; readonly note: string }[]
}

export interface ChartAnswer {
  readonly chart: AreaChart
  /** What it says, in one sentence. */
  readonly sentence: string
}

const ALL = 'All records'
const NO_RECORD = 'No record here is of the group asked for'
const BELOW_WARD = 'Parts of a category are not told below ward level'

/**
 * How recorded crime changed between two periods, by the engine's own functions: numbers of the command `change` where all categories
 * count and where a filter is one group of it. With other filters the total is of the categories chosen.
 *
 * @param onShare told the share of the areas that is compared, now and then
 * @throws EngineError as `comparedPeriods`; 'option-invalid' where no record is of the categories
 */
export function changeAnswer(
  data: ChangeData,
  asked: AskedChange,
  onShare: (share: number) => void = () => undefined,
): ChangeAnswer {
  const { months, last, kinds, tables, all } = data
  const groups = groupsOf(data, asked.categories)
  const periods = comparedPeriods(asked.compare, months, last)
  const layer = layerOf(data, asked.list)
  const { group, refused } = groupOf(data, groups, asked.group, layer)

  const force = groups.map((one) => ({
    group: nameOf(one),
    change: changesOfUnits(countsOfAll(all, one.member, months), periods)[0],
  }))
  const forceQ = qOf(force.map(({ change }) => change))
  const changes = changesOfUnits(countsOfUnits(layer.cube, group.member, months), periods, onShare)
  const q = qOf(changes)

  const rows: ChangeRow[] = [
    ...force.map((one, row) => ({
      geography: FORCE,
      unit: 0,
      code: FORCE,
      name: ALL,
      group: one.group,
      ...one.change,
      q: forceQ[row],
    })),
    ...changes.map((change, unit) => ({
      geography: layer.kind,
      unit,
      code: '',
      name: '',
      group: nameOf(group),
      ...change,
      q: q[unit],
    })),
  ]
  const map = { kind: layer.kind, group: nameOf(group) }
  const monthly = countsOfAll(all, group.member, months)
  const chart = chartOf(data, periods, group, monthly, { geography: FORCE, code: FORCE, name: ALL, unit: 0 })
  const whole = force.find((one) => one.group.id === group.id)?.change
  const breaks = breaksOf({ tables, kinds }, periods.before.from, periods.after.to)
  const { used, located } = data.results.document.rows
  return {
    periods,
    groups: force.map((one, row) => ({ ...one, q: forceQ[row] })),
    list: layer.id,
    group: nameOf(group),
    otherGroup: refused,
    isGroup: refused !== NO_RECORD || offenceGroups(kinds, tables).some(({ id }) => id === asked.group),
    changes,
    q,
    order: orderOf(rows.slice(force.length), layer.kind === 'cell'),
    sentences: [
      ...(whole === undefined ? [] : [`${group.label}, all records: ${changeClause(whole)}.`]),
      ...layerVerdicts({ rows, map })
        .filter(({ kind }) => kind === layer.kind)
        .map(areasSentence),
    ],
    method: changeMethod({ periods, rows, charts: [chart], drawn: 0 }),
    limits: comparisonLimits({ kinds, crimes: { rows: { used, located } }, tables }, { periods, breaks }),
    monthly: { months, counts: monthly.counts },
    breaks: breaksOf({ tables, kinds }, months[0], months[months.length - 1]).map(({ from, to, note }) => ({ from, to, note })),
  }
}

export interface AskedChangeTable extends AskedChange {
  /** Ids of the areas as they are listed; null is all records by group. */
  readonly ids: readonly string[] | null
}

/** change.csv of what is shown: all records by group, or the areas listed by one group. */
export function changeRowsTable(data: ChangeData, { ids, ...asked }: AskedChangeTable): Table {
  const { periods, groups, group, changes, q } = changeAnswer(data, asked)
  if (ids === null) {
    const force = { geography: FORCE, unit: 0, code: FORCE, name: ALL }
    return changeTable({ periods, rows: groups.map((one) => ({ ...force, group: one.group, ...one.change, q: one.q })) })
  }
  const layer = layerOf(data, asked.list)
  const rows = ids.flatMap((id): ChangeRow[] => {
    const unit = unitOf(data, layer, id)
    if (unit < 0) return []
    return [{ geography: layer.kind, unit, code: id, name: layer.name(unit), group, ...changes[unit], q: q[unit] }]
  })
  return changeTable({ periods, rows })
}

/** Control chart of one area, or of all records, as the engine draws it. */
export function changeChart(data: ChangeData, { of, ...asked }: AskedChart): ChartAnswer | null {
  const { months, last, all } = data
  const periods = comparedPeriods(asked.compare, months, last)
  const groups = groupsOf(data, asked.categories)
  const layer = of === null ? null : (data.layers.find(({ id }) => id === of.list) ?? null)
  const { group } = groupOf(data, groups, asked.group, layer)
  if (of === null) return answered(countsOfAll(all, group.member, months), { geography: FORCE, code: FORCE, name: ALL, unit: 0 })
  const unit = layer === null ? -1 : unitOf(data, layer, of.id)
  if (layer === null || unit < 0) return null
  const place = { geography: layer.kind, code: of.id, name: layer.name(unit), unit }
  return answered(countsOfUnits(layer.cube, group.member, months), place)

  function answered(counts: MonthlyCounts, place: Place): ChartAnswer {
    const chart = chartOf(data, periods, group, counts, place)
    return { chart, sentence: chartSentence(chart) }
  }
}

type Place = Pick<AreaChart, 'geography' | 'code' | 'name'> & { readonly unit: number }

function chartOf(
  { months }: ChangeData,
  { after }: ComparedPeriods,
  group: OffenceGroup,
  counts: MonthlyCounts,
  { unit, ...place }: Place,
): AreaChart {
  return { ...place, group: nameOf(group), ...controlChart(months, seriesOf(counts, unit), Math.max(...after.present)) }
}

function layerOf({ layers }: ChangeData, id: string): ComparedLayer {
  const layer = layers.find((one) => one.id === id)
  if (layer === undefined) throw new EngineError('results-invalid', { value: id, hint: 'The results hold no such areas.' })
  return layer
}

/** Groups of the table; under a filter the total of what it takes, then the groups that lie in it whole. */
function groupsOf({ kinds, tables }: ChangeData, categories: readonly string[] | null): readonly OffenceGroup[] {
  const groups = offenceGroups(kinds, tables)
  if (categories === null) return groups
  const taken = Uint8Array.from(kinds.category, (category) => Number(categories.includes(category)))
  const within = groups.filter(({ member }) => member.every((one, kind) => one === 0 || taken[kind] === 1))
  const crime = Uint8Array.from(taken, (one, kind) => Number(one === 1 && kinds.asb[kind] === 0))
  if (!crime.includes(1) && within.length === 0)
    throw new EngineError('option-invalid', {
      column: 'categories',
      hint: 'No record is of a category chosen. Choose one that counts.',
    })
  const same = within.some(({ member }) => member.every((one, kind) => one === crime[kind]))
  if (same || !crime.includes(1)) return within
  return [{ id: CHOSEN, label: 'Crime of the categories chosen', level: 0, byCode: false, member: crime }, ...within]
}

/** Total of a filter that is no group of the tree. */
const CHOSEN = 'chosen'

/** The group asked for, or the first and why: what the data cannot tell apart, and parts of categories below ward level. */
function groupOf(
  { kinds, layers }: ChangeData,
  groups: readonly OffenceGroup[],
  asked: string | null,
  layer: ComparedLayer | null,
) {
  const found = asked === null ? groups[0] : groups.find(({ id }) => id === asked)
  if (found === undefined) return { group: groups[0], refused: inseparable(asked ?? '', kinds) ?? NO_RECORD }
  const areas = layers.filter(({ kind }) => kind !== 'cell').map(({ kind, cube }) => ({ areas: { kind, length: cube.units } }))
  const told = layer === null || isToldOf(found, { areas: { kind: layer.kind, length: layer.cube.units } }, areas)
  return told ? { group: found, refused: '' } : { group: groups[0], refused: BELOW_WARD }
}

const nameOf = ({ id, label, level }: OffenceGroup): GroupName => ({ id, label, level })

const qOf = (changes: readonly Change[]) => fdr(Float64Array.from(changes, ({ p }) => p))

/** Changes that stand, then the others that show, then the rest; each by p, the busier first among equals. */
function orderOf(rows: readonly ChangeRow[], withRecordsOnly: boolean): Uint32Array {
  const tier = (row: ChangeRow) =>
    stands(row) ? 0 : row.verdict === 'rose' || row.verdict === 'fell' ? 1 : Number.isNaN(row.p) ? 3 : 2
  const tiers = Uint8Array.from(rows, tier)
  const units = Array.from(rows.keys()).filter((unit) => !withRecordsOnly || rows[unit].before + rows[unit].after > 0)
  units.sort((a, b) => {
    const [one, other] = [rows[a], rows[b]]
    const byP = tiers[a] === 3 ? 0 : one.p - other.p
    return tiers[a] - tiers[b] || byP || other.before + other.after - one.before - one.after || a - b
  })
  return Uint32Array.from(units)
}

function unitOf({ results: { cells, lists } }: ChangeData, { id }: ComparedLayer, code: string): number {
  if (id !== 'cells') return lists.find((list) => list.id === id)?.units.findIndex((unit) => unit.id === code) ?? -1
  const [high, low] = cellFromText(code)
  return cellResolution(high) === cells.resolution ? rowOfCell(cells.high, cells.low, high, low) : -1
}
