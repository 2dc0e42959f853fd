import { checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import type { Change } from './evaluate/change/changeOf.js'
import { type AreaChart, type ChangeReview, type ChangeRow, FORCE, type GroupName } from './evaluate/change/changeReview.js'
import { changesOfUnits } from './evaluate/change/changesOfUnits.js'
import { comparedPeriods } from './evaluate/change/comparedPeriods.js'
import { controlChart } from './evaluate/change/controlChart.js'
import { defaultCompare } from './evaluate/change/defaultCompare.js'
import { countsOfAll, countsOfUnits, type MonthlyCounts, seriesOf } from './evaluate/change/monthlyCounts.js'
import { areaOfCode } from './input/areaGiven.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { reportedLayer } from './output/findings.js'
import { ALL_ASB, inseparable, type OffenceGroup, offenceGroups, TOTAL_CRIME } from './score/offenceGroups.js'
import { breaksWithin, monthsPresent } from './score/period.js'
import { fdr } from './stats/fdr.js'

export interface ChangeRequest {
  /** As `comparedPeriods` takes it; what does not name its months ends with the period of the analysis. Null: as `defaultCompare` says. */
  readonly compare: string | null
  /** Group of the Home Office tree that the map and the control chart are of; null: total crime. */
  readonly group: string | null
  /** Area whose control chart is drawn; null: the force's. */
  readonly area: { readonly kind: string; readonly code: string } | null
}

/** Layers with a control chart for each area. */
const CHARTED = ['ward', 'beat']
/** The layer whose table is by group: below it areas are told by total, and by one group where one is asked for. */
const BY_GROUP = 'ward'

/**
 * How recorded crime changed between two periods: the force by Home Office group, every layer by total crime and ASB, wards by group;
 * and control charts. Counts only: harm is not compared.
 *
 * @throws EngineError as `comparedPeriods`; 'option-unknown'; 'option-invalid' for a group that is not in the data, or that the data cannot separate, an area
 *         or layer that is not given, and a part of a category of an area below ward level (`isToldOf`)
 */
export function measureChange(analysis: Analysis, request: ChangeRequest): ChangeReview {
  checkNames(request, ['compare', 'group', 'area'])
  const { compare, group: asked, area } = request
  const { crimes, kinds, tables, period, layers } = analysis
  const months = monthsPresent(crimes.tallies)
  const periods = comparedPeriods(compare ?? defaultCompare(months, period.to), months, period.to)
  const last = Math.max(...periods.after.present)
  const groups = offenceGroups(kinds, tables)
  const group = groupAsked(asked, groups, analysis)
  const totals = groups.filter(({ id }) => id === TOTAL_CRIME || id === ALL_ASB)
  const named = ({ id, label, level }: OffenceGroup): GroupName => ({ id, label, level })
  const ofForce = (one: OffenceGroup) => countsOfAll(crimes.tallies, one.member, months)
  const ofLayer = ({ cube }: LayerResult, one: OffenceGroup) => countsOfUnits(cube, one.member, months)

  const force = groups.map((one) => ({ change: changesOfUnits(ofForce(one), periods)[0], group: named(one) }))
  const forceQ = qOf(force.map(({ change }) => change))
  const rows: ChangeRow[] = force.map(({ change, group: own }, row) => ({
    geography: FORCE,
    unit: 0,
    code: FORCE,
    name: ALL_RECORDS,
    group: own,
    ...change,
    q: forceQ[row],
  }))
  const charts: AreaChart[] = [
    chartOf(totals[0], ofForce(totals[0]), { geography: FORCE, code: FORCE, name: ALL_RECORDS, unit: 0 }),
  ]
  for (const layer of layers) {
    const { kind, code, name } = layer.areas
    for (const one of kind === BY_GROUP ? groups : totals) {
      const counts = ofLayer(layer, one)
      const changes = changesOfUnits(counts, periods)
      const q = qOf(changes)
      for (const [unit, change] of changes.entries())
        rows.push({ geography: kind, unit, code: code[unit], name: name[unit], group: named(one), ...change, q: q[unit] })
      if (one !== totals[0] || !CHARTED.includes(kind)) continue
      for (const unit of changes.keys())
        charts.push(chartOf(one, counts, { geography: kind, code: code[unit], name: name[unit], unit }))
    }
  }
  const drawn = area === null && asked === null ? 0 : charts.push(chartAsked(area)) - 1
  return { periods, rows, charts, drawn, map: mapAsked(), breaks: breaksOf(analysis, periods.before.from, periods.after.to) }

  function chartOf(
    one: OffenceGroup,
    counts: MonthlyCounts,
    { unit, ...place }: Pick<AreaChart, 'geography' | 'code' | 'name'> & { readonly unit: number },
  ): AreaChart {
    return { ...place, group: named(one), ...controlChart(months, seriesOf(counts, unit), last) }
  }

  function chartAsked(of: ChangeRequest['area']): AreaChart {
    if (of === null) return chartOf(group, ofForce(group), { geography: FORCE, code: FORCE, name: ALL_RECORDS, unit: 0 })
    const { layer: at, row: unit } = areaOfCode(
      layers.map(({ areas }) => areas),
      of,
    )
    const layer = layers[at]
    if (!isToldOf(group, layer, layers))
      throw refused(
        '--group',
        group.id,
        'Below ward level no part of a category is told: ask for a ward, or for the whole category.',
      )
    return chartOf(group, ofLayer(layer, group), { geography: of.kind, code: of.code, name: layer.areas.name[unit], unit })
  }

  /** Groups are mapped by ward alone; the totals on the layer people know best. */
  function mapAsked(): ChangeReview['map'] {
    const layer = totals.includes(group) ? reportedLayer(layers) : layers.find(({ areas }) => areas.kind === BY_GROUP)
    return layer === undefined ? null : { kind: layer.areas.kind, group: named(group) }
  }
}

const ALL_RECORDS = 'All records'

function groupAsked(id: string | null, groups: readonly OffenceGroup[], { kinds }: Analysis): OffenceGroup {
  const group = id === null ? groups[0] : groups.find((one) => one.id === id)
  if (group !== undefined) return group
  const why = inseparable(id ?? '', kinds)
  const known = `Groups in this data: ${groups.map((one) => one.id).join(', ')}.`
  throw refused('--group', id ?? '', why === null ? known : `${why}. ${known}`)
}

function refused(column: string, value: string, hint: string): EngineError {
  return new EngineError('option-invalid', { column, value, hint })
}

/** A kind of area, and how many there are. */
interface KindOfAreas {
  readonly areas: Pick<LayerResult['areas'], 'kind' | 'length'>
}

/**
 * Whether a group may be told of single areas of a layer. Below ward level whole categories are, as police.uk publishes them; parts of them,
 * which break out sexual offences and others, are not (RULES 26). Who asks names the group: none is told to be most of what an area has.
 */
export function isToldOf({ byCode }: Pick<OffenceGroup, 'byCode'>, layer: KindOfAreas, layers: readonly KindOfAreas[]): boolean {
  return !byCode || !isBelowWard(layer, layers)
}

/** Cells, LSOAs, and layers with more areas than there are wards; beats never, however many. */
function isBelowWard({ areas }: KindOfAreas, layers: readonly KindOfAreas[]): boolean {
  const wards = layers.find((layer) => layer.areas.kind === BY_GROUP)
  return (
    areas.kind === 'cell' ||
    areas.kind === 'lsoa' ||
    (areas.kind !== 'beat' && wards !== undefined && areas.length > wards.areas.length)
  )
}

interface DataOfBreaks {
  readonly tables: Pick<Analysis['tables'], 'breaks'>
  readonly kinds: Pick<Analysis['kinds'], 'category' | 'offenceCode'>
}

function qOf(changes: readonly Change[]): Float64Array {
  return fdr(Float64Array.from(changes, ({ p }) => p))
}

/** Changes of recording inside months, of categories in the data. */
export function breaksOf({ tables, kinds }: DataOfBreaks, from: number, to: number): ChangeReview['breaks'] {
  return breaksWithin(tables.breaks, kinds, from, to)
}
