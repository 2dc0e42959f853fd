import { checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import { areaGiven, someAreas } from './input/areaGiven.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { crimeCounts, harmOfKinds } from './priority/crimeCounts.js'
import type { LocalPrioritiesReview, NamedPriorities } from './priority/localPrioritiesReview.js'
import { locationQuotient } from './priority/locationQuotient.js'
import type { CrimeGroup } from './priority/posterior.js'
import type { AreaTable } from './types.js'

export interface LocalPrioritiesRequest {
  /** Kind of the layer; null: of local policing areas, sectors, beats and wards the one with fewest areas. */
  readonly kind: string | null
  /** What residents and partners named; null: not asked. */
  readonly named: NamedPriorities | null
}

/** Layers that local priorities are set for, the widest first. */
const KINDS = ['lpa', 'sector', 'beat', 'ward']

/**
 * Local priorities of each area in four columns that are never blended: volume, harm, what is distinctive of the area, and what residents
 * and partners named. Crime is reactive crime by category: what police work finds would come first where police look.
 *
 * Categories never break out sexual, domestic, child or modern-slavery offences, on no layer; layers below ward level are refused,
 * for there a leading category says which offence dominates (RULES 26).
 *
 * @throws EngineError 'option-unknown', 'argument-missing' without a layer, 'option-invalid' for a kind that is not given or below ward level,
 *         'table-invalid' for a named priority of an area that the layer does not have
 *
 * Misleads as `locationQuotient` does; and in harm, where violence leads nearly everywhere because one offence outweighs many others.
 */
export function localPriorities(analysis: Analysis, request: LocalPrioritiesRequest): LocalPrioritiesReview {
  checkNames(request, ['kind', 'named'])
  const { kind, named } = request
  const { kinds, tables, scheme, period } = analysis
  const { areas, cube, columns } = layerAsked(analysis, kind)
  const [harmOf] = harmOfKinds(kinds, tables, scheme)
  const { crime, dispersion } = crimeCounts({
    cube,
    months: period.present,
    kinds,
    people: new Float64Array(areas.length).fill(1),
    harm: [harmOf],
  })
  const used = Array.from(crime.groups.keys()).filter((group) => crime.groups[group].count.some((events) => events > 0))
  const groups = used.map((group) => crime.groups[group])
  const harms = groups.map(harmOfGroup)
  const table = (of: (group: number, area: number) => number) =>
    Float64Array.from({ length: areas.length * groups.length }, (_, at) => of(at % groups.length, Math.floor(at / groups.length)))
  const count = table((group, area) => groups[group].count[area])
  const harm = table((group, area) => harms[group][area])
  const phi = Float64Array.from(groups, (group) => group.phi)
  const inside = (column: Float64Array) => column.subarray(0, areas.length).reduce((sum, value) => sum + value, 0)
  return {
    kind: areas.kind,
    code: areas.code,
    name: areas.name,
    groups: groups.map(({ id }) => ({ id, label: labelOf(id, analysis) })),
    count,
    harm,
    priorities: locationQuotient({ areas: areas.length, groups: groups.length, count, harm, phi, residents: null }),
    assumed: used.filter((group) => dispersion[group].assumedBecause !== null).map((group) => crime.groups[group].id),
    named: named === null ? null : namedOf(named, areas),
    proactive: inside(columns.volume) - inside(columns.volumeReactive),
    outside: columns.volume[areas.length],
  }
}

function layerAsked({ layers }: Analysis, kind: string | null): LayerResult {
  if (kind === null) {
    const known = KINDS.flatMap((one) => layers.filter(({ areas }) => areas.kind === one))
    const [widest] = known.toSorted((a, b) => a.areas.length - b.areas.length)
    if (widest !== undefined) return widest
    throw new EngineError('argument-missing', {
      column: '--wards',
      hint: 'Local priorities are of areas: give local policing areas (--areas lpa=FILE), sectors, beats or wards.',
    })
  }
  const layer = layers.find(({ areas }) => areas.kind === kind)
  if (layer === undefined) {
    throw new EngineError('option-invalid', {
      column: '--local',
      value: kind,
      hint: `Layers given: ${layers.map(({ areas }) => areas.kind).join(', ')}.`,
    })
  }
  const wards = layers.find(({ areas }) => areas.kind === 'ward')
  if (kind !== 'lsoa' && (KINDS.includes(kind) || wards === undefined || layer.areas.length <= wards.areas.length)) return layer
  throw new EngineError('option-invalid', {
    column: '--local',
    value: kind,
    hint: 'These areas are below ward level, where no offence is named as leading. Ask for wards, beats, sectors or local policing areas.',
  })
}

/** Harm of a group by unit, under the first scheme. */
function harmOfGroup({ count, harm }: CrimeGroup): Float64Array {
  if (!('count' in harm)) return count.map((events) => events * harm[0])
  const [weights] = harm.harm
  return count.map((_, unit) => harm.count.reduce((sum, events, offence) => sum + events[unit] * weights[offence], 0))
}

function labelOf(category: string, { tables }: Analysis): string {
  return tables.categories.find(({ id }) => id === category)?.label ?? 'Offences of no known category'
}

function namedOf({ file, rows }: NamedPriorities, areas: AreaTable): LocalPrioritiesReview['named'] {
  const of = areas.code.map((): { priority: string; rank: number }[] => [])
  for (const { area, priority, rank, line } of rows) of[areaNamed(area, areas, { file, line })].push({ priority, rank })
  for (const own of of) own.sort((a, b) => a.rank - b.rank || (a.priority < b.priority ? -1 : 1))
  return of
}

/** Row of the area with this code, else of the one area with this name. */
function areaNamed(area: string, areas: AreaTable, place: { file: string; line: number }): number {
  const { found, rows } = areaGiven(area, areas)
  if (found === 'one') return rows[0]
  const hint =
    found === 'several' || rows.length > 1
      ? `Several areas of kind ${areas.kind} have this in their name: ${someAreas(areas, rows)}. Write the code.`
      : `No area of kind ${areas.kind} has this code or name. There are ${areas.length}: ${someAreas(areas, rows.length === 1 ? rows : [...areas.code.keys()])}.`
  throw new EngineError('table-invalid', { ...place, column: 'area', value: area, hint })
}
