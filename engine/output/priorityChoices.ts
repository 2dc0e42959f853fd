import type { ContiguousArea } from '../priority/contiguousArea.js'
import type { WholeArea } from '../priority/nextBest.js'
import type { Priority, WholeChoice } from '../priority/prioritised.js'
import { type AreaTable, NONE } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { areasWords, listed } from './wording.js'

/** One area that could be chosen, drawn or whole, on one footing. */
export interface AreaChoice {
  readonly id: string
  /** "Area 1", "Best whole ward". */
  readonly role: string
  /** Names of what it is made of, of the wards (or beats) it lies in, or without these of its LSOAs. */
  readonly where: string
  readonly namedBy: 'areas' | 'LSOAs'
  /** Rows of the LSOAs, ascending. */
  readonly members: Uint32Array
  /** Whole areas it is: rows of their layer; null: of LSOAs. */
  readonly whole: { readonly layer: LayerResult; readonly rows: readonly number[] } | null
  /** The whole areas by their own outline; all else here is of the LSOAs that lie mostly in them. null: of LSOAs. */
  readonly itself: { readonly people: number; readonly areaKm2: number } | null
  readonly people: number
  readonly areaKm2: number
  /** People-weighted mean score, and that less the force's. */
  readonly score: number
  readonly lift: number
  readonly shareOfExcess: number
  /** Of drawn areas; null of whole ones and of what was chosen otherwise. */
  readonly drawn: ContiguousArea | null
  /** Against area 1: people it adds and people it leaves out. */
  readonly addsPeople: number
  readonly losesPeople: number
}

/** All that stands beside the highest-need area, itself first. */
export const areaChoices = oncePerRun((analysis: Analysis): readonly AreaChoice[] => {
  const { priority } = analysis.asked
  if (priority === undefined) return []
  const { area } = priority
  const layer = analysis.layers[area.layer]
  const first = area.areas[0].members
  const of = (
    id: string,
    role: string,
    members: Uint32Array,
    more: Partial<Pick<AreaChoice, 'whole' | 'drawn' | 'where'>> = {},
  ): AreaChoice => describe(analysis, priority, layer, first, { id, role, members, ...more })
  const drawn = (id: string, role: string, found: ContiguousArea) => of(id, role, found.members, { drawn: found })
  return [
    ...area.areas.map((found, k) => drawn(`area-${k + 1}`, `Area ${k + 1}`, found)),
    ...(area.nextBest === null
      ? []
      : [drawn('next-best', `Next best apart from ${apartFrom(area.areas.length)}`, area.nextBest)]),
    ...(sameRows(area.highestMean.members, first) ? [] : [drawn('highest-mean', 'Highest mean score', area.highestMean)]),
    ...area.wholes.flatMap(({ kind, layer: at, whole, pair }) => [
      ...wholeChoice(of, `whole-${kind}`, `Best whole ${kind}`, analysis.layers[at], whole),
      ...wholeChoice(of, `pair-of-${kind}s`, `Best pair of ${areasWords(kind)}`, analysis.layers[at], pair),
    ]),
    ...(area.crimeOnly.members === null ? [] : [of('crime-alone', 'On crime alone', area.crimeOnly.members)]),
    ...(area.scan.clusters.length === 0 ? [] : [of('scan', 'Circle of the spatial scan', area.scan.clusters[0].cells)]),
  ]
})

function apartFrom(areas: number): string {
  return areas === 1 ? 'it' : `areas 1 ${areas === 2 ? 'and' : 'to'} ${areas}`
}

type Make = (
  id: string,
  role: string,
  members: Uint32Array,
  more?: Partial<Pick<AreaChoice, 'whole' | 'drawn' | 'where'>>,
) => AreaChoice

function wholeChoice(of: Make, id: string, role: string, layer: LayerResult, found: WholeArea | null): AreaChoice[] {
  if (found === null) return []
  const { name, code } = layer.areas
  return [
    of(id, role, found.units, {
      whole: { layer, rows: found.areas },
      // names have an "and" of their own
      where: found.areas.map((row) => name[row] || code[row]).join(' + '),
    }),
  ]
}

function describe(
  analysis: Analysis,
  { area }: Priority,
  { areas }: LayerResult,
  first: Uint32Array,
  given: Pick<AreaChoice, 'id' | 'role' | 'members'> & Partial<Pick<AreaChoice, 'whole' | 'drawn' | 'where'>>,
): AreaChoice {
  const { members, whole = null, drawn = null } = given
  const weight = (row: number) => (areas.residents[row] >= 0 ? areas.residents[row] : 1)
  const total = (rows: Iterable<number>) => sumOver(areas.residents, rows)
  let sum = 0
  let people = 0
  let positive = 0
  let excess = 0
  const inside = new Set(members)
  for (let row = 0; row < areas.length; row++) {
    const value = area.score[row]
    if (Number.isNaN(value)) continue
    const own = weight(row) * (value - area.mean)
    if (own > 0) positive += own
    if (!inside.has(row)) continue
    sum += weight(row) * value
    people += weight(row)
    excess += own
  }
  const before = new Set(first)
  const where = given.where ?? wardsOf(analysis, members)
  return {
    id: given.id,
    role: given.role,
    where: where || lsoasOf(areas, members, area.score),
    namedBy: where === '' ? 'LSOAs' : 'areas',
    members,
    whole,
    people: total(members),
    itself:
      whole === null
        ? null
        : { people: sumOver(whole.layer.areas.residents, whole.rows), areaKm2: sumOver(whole.layer.areas.areaKm2, whole.rows) },
    areaKm2: sumOver(areas.areaKm2, members),
    score: sum / people,
    lift: sum / people - area.mean,
    shareOfExcess: excess / positive,
    drawn,
    addsPeople: total(members.filter((row) => !before.has(row))),
    losesPeople: total(first.filter((row) => !inside.has(row))),
  }
}

function sumOver(column: Float64Array, rows: Iterable<number>): number {
  return Array.from(rows).reduce((sum, row) => sum + column[row], 0)
}

export function sameRows(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at])
}

const NAMED = 3

/** The ward (or beat) that holds most of these LSOAs; '' without either. */
export function mainWard({ layers, asked }: Analysis, members: Uint32Array): string {
  const [whole] = asked.priority?.area.wholes ?? []
  if (whole === undefined) return ''
  const { areas } = layers[whole.layer]
  const [ward] = wardCounts(whole, members)
  return ward === undefined ? '' : areas.name[ward[0]] || areas.code[ward[0]]
}

/** Rows of wards with how many of these LSOAs each holds, most first. */
function wardCounts({ home }: Pick<WholeChoice, 'home'>, members: Uint32Array): [number, number][] {
  const count = new Map<number, number>()
  for (const row of members) count.set(home[row], (count.get(home[row]) ?? 0) + 1)
  count.delete(NONE)
  return [...count].sort(([a, m], [b, n]) => n - m || a - b)
}

/** "Castle (4 LSOAs), Abington (2) and 1 more", by the wards (or beats) that hold most of their ground; '' without either. */
function wardsOf({ layers, asked }: Analysis, members: Uint32Array): string {
  const [whole] = asked.priority?.area.wholes ?? []
  if (whole === undefined) return ''
  const { areas } = layers[whole.layer]
  const order = wardCounts(whole, members)
  const named = order
    .slice(0, NAMED)
    .map(([ward, n], k) => `${areas.name[ward] || areas.code[ward]} (${n}${k === 0 ? (n === 1 ? ' LSOA' : ' LSOAs') : ''})`)
  return firstOf(named, order.length)
}

/** "North 032B, North 016D, North 032E and 5 more", highest score first. */
function lsoasOf({ name, code }: AreaTable, members: Uint32Array, score: Float64Array): string {
  const order = Array.from(members).sort((a, b) => (score[b] || 0) - (score[a] || 0))
  const named = order.slice(0, NAMED).map((row) => name[row] || code[row])
  return firstOf(named, order.length)
}

function firstOf(named: readonly string[], of: number): string {
  return listed(of > named.length ? [...named, `${of - named.length} more`] : named)
}
