import { EngineError } from '../error.js'
import { areaOverlap, carry } from '../grid/overlap.js'
import type { FactorTable, LsoaLookup, LsoaVintage, PopulationTable } from '../inputTables.js'
import type { FactorSummary } from '../resultsDocument.js'
import type { AreaTable, Issue } from '../types.js'
import type { CountedFactor } from './posterior.js'
import { meanOnAreas } from './score.js'

/** Factors of the user's own files, with what it takes to bring them to LSOAs. */
export interface GivenFactors {
  readonly tables: readonly FactorTable[]
  readonly lookup: LsoaLookup | null
  /** Residents of 16 to 64, for claimants. */
  readonly workingAge: PopulationTable | null
}

/** A factor on the rows of the LSOA layer. */
export interface LsoaFactor {
  readonly summary: FactorSummary
  /** Higher is more need; NaN unknown. */
  readonly values: Float64Array
  /** What a mean over LSOAs is weighted by: what the counts are out of. Null: residents. */
  readonly weight: Float64Array | null
  /** Counted on LSOAs, so that it can be drawn again; null: as published. */
  readonly counted: Omit<CountedFactor, 'phi'> | null
  readonly issues: readonly Issue[]
}

/** Fewer LSOAs than this share without a row may be left out by the publisher; more are of another vintage. */
const MOST_UNMATCHED = 0.05
/** Fewer areas than this share matched: the file is not of these areas. */
const LEAST_MATCHED = 0.5
/** Values nearer to each other than this share of the largest are one value. */
const SAME = 1e-9

const CLAIMANTS = /claimant|unemploy|job ?seek/i
const OUT_OF_SCHOOL = /out of school|missing (from )?education|not in (school|education)/i

/**
 * A factor of the user's own on LSOAs. Counts are divided by what they are out of: the file's own base, for unemployment residents of
 * 16 to 64, else residents. Codes of another vintage go through the lookup: counts of split LSOAs are divided by residents, of merged
 * ones added up; rates are copied, merged ones averaged. Wards and other layers give their LSOAs one value, and the note says so.
 *
 * @param lsoas   layer with residents where they are known
 * @param layers  every layer, for factors of wards, beats or authorities
 * @param vintage of the LSOAs; null unknown
 * @throws EngineError 'factor-codes-foreign' (areas not given, or LSOAs of another year without the lookup that mends it),
 *   'factor-constant' (one value throughout the force: no information for ranking inside it)
 */
export function factorOnLsoas(
  table: FactorTable,
  areas: { readonly lsoas: AreaTable; readonly layers: readonly AreaTable[]; readonly vintage: LsoaVintage },
  given: Omit<GivenFactors, 'tables'>,
  shared: Pick<FactorSummary, 'weight' | 'frame'>,
): LsoaFactor {
  const { lsoas, vintage } = areas
  const carried = toVintage(table, lsoas, vintage, given.lookup)
  const layer = measuredOn(carried.table, areas, carried.by)
  const own = layer === lsoas
  const valueAt = byCode(carried.table.code)
  const at = (column: Float64Array) => Float64Array.from(layer.code, (code) => valueAt(column, code))
  const value = at(carried.table.value)
  const out = outOf(table, carried.table.base === null ? null : at(carried.table.base), layer, lsoas, given.workingAge)
  const rate = out.of === null ? value : value.map((count, i) => (out.times * count) / positive(out.of?.[i]))
  const overlap = own ? null : areaOverlap(layer, lsoas)
  const values = overlap === null ? rate : meanOnAreas(rate, out.of, overlap, lsoas)
  refuseConstant(table, rate)

  const unknown = lsoas.code.filter((_, i) => Number.isNaN(values[i]))
  const coarse = own ? coarserThanLsoas(values, areas) : layer.kind
  const named = table.id === 'unemployment' || table.id === 'children'
  const stands = table.id === 'unemployment' ? CLAIMANTS : OUT_OF_SCHOOL
  const proxy = named && !stands.test(`${table.column} ${table.file}`)
  const notes = [
    ...(proxy ? [`${table.column.replaceAll('_', ' ')} stands for ${table.label.toLowerCase()}`] : []),
    ...(table.roundedTo5 ? ['every count is a multiple of 5, so they are read as rounded to 5'] : []),
    ...(out.note === null ? [] : [out.note]),
    ...(carried.by === null ? [] : [`codes carried from LSOA ${carried.by.from} to ${carried.by.to} by ${carried.by.file}`]),
    ...(coarse === null ? [] : [`constant within each ${coarse}: it ranks these, not the LSOAs inside one`]),
  ]
  return {
    summary: {
      ...shared,
      id: table.id,
      label: table.label,
      source: table.file,
      column: table.column,
      year: table.date === '' ? 'not said' : table.date,
      unit: out.unit,
      geography: own ? `LSOA ${vintage}` : layer.kind,
      proxy,
      note: notes.join('; '),
    },
    values,
    weight: own ? out.of : null,
    counted: own && out.of !== null ? { count: value, exposure: out.of, roundedTo5: table.roundedTo5 } : null,
    issues: [
      ...table.issues,
      ...(unknown.length === 0
        ? []
        : [
            {
              code: 'factor-lsoas-missing',
              count: unknown.length,
              message: `${unknown.length} LSOAs have no value of ${table.label.toLowerCase()} in ${table.file}: their score rests on the other factors`,
              examples: unknown.slice(0, 5).map((code) => ({ file: table.file, value: code })),
            },
          ]),
    ],
  }
}

// ---------------------------------------------------------------- codes

/** The table in codes of the LSOA layer's vintage, and the lookup it went through. */
function toVintage(
  table: FactorTable,
  lsoas: AreaTable,
  vintage: LsoaVintage,
  lookup: LsoaLookup | null,
): { table: FactorTable; by: LsoaLookup | null } {
  if (table.vintage === vintage) return { table, by: null }
  const usable = lookup !== null && lookup.to === vintage && (table.vintage === null || table.vintage === lookup.from)
  const wanted = usable ? new Set([...lookup.children.values()].flat()) : new Set<string>()
  // a code that only the older vintage has tells where the header does not
  const older = usable && table.code.some((code) => lookup.children.has(code) && !wanted.has(code))
  if (usable && (older || table.vintage !== null)) return { table: throughLookup(table, lsoas, lookup), by: lookup }
  if (table.vintage === null) return { table, by: null }
  throw new EngineError('factor-codes-foreign', {
    file: table.file,
    hint: `Its codes are of LSOA ${table.vintage}, the areas of ${vintage}. Pass --lookup with the exact-fit lookup of LSOA ${table.vintage} to ${vintage} of ONS.`,
  })
}

function throughLookup(table: FactorTable, lsoas: AreaTable, lookup: LsoaLookup): FactorTable {
  const valueAt = byCode(table.code)
  const people = new Map(lsoas.code.map((code, row) => [code, lsoas.residents[row]]))
  const parents = new Map<string, string[]>()
  for (const [from, children] of lookup.children) {
    for (const child of children) {
      if (!people.has(child)) continue
      const list = parents.get(child) ?? []
      list.push(from)
      parents.set(child, list)
    }
  }
  const code = [...parents.keys()].sort()
  const shareOf = (from: string, child: string) => {
    const children = lookup.children.get(from) ?? []
    const all = children.reduce((sum, one) => sum + (people.get(one) ?? Number.NaN), 0)
    return all > 0 ? (people.get(child) ?? Number.NaN) / all : 1 / children.length
  }
  // a child of two codes has no value unless both have one
  const count = (column: Float64Array) =>
    Float64Array.from(code, (child) =>
      (parents.get(child) ?? []).reduce((sum, from) => sum + shareOf(from, child) * valueAt(column, from), 0),
    )
  const mean = (column: Float64Array) =>
    Float64Array.from(code, (child) => {
      const of = parents.get(child) ?? []
      return of.reduce((sum, from) => sum + valueAt(column, from), 0) / of.length
    })
  return {
    ...table,
    code,
    value: table.form === 'count' ? count(table.value) : mean(table.value),
    base: table.base === null ? null : count(table.base),
  }
}

/** The layer whose codes the table has: LSOAs where it can be. */
function measuredOn(
  table: FactorTable,
  { lsoas, layers, vintage }: { readonly lsoas: AreaTable; readonly layers: readonly AreaTable[]; readonly vintage: LsoaVintage },
  by: LsoaLookup | null,
): AreaTable {
  const codes = new Set(table.code)
  const matched = (layer: AreaTable) => layer.code.filter((code) => codes.has(code)).length / layer.length
  const share = matched(lsoas)
  if (share >= LEAST_MATCHED) {
    if (share >= 1 - MOST_UNMATCHED || table.vintage !== null || by !== null) return lsoas
    throw new EngineError('factor-codes-foreign', {
      file: table.file,
      value: lsoas.code.find((code) => !codes.has(code)) ?? '',
      hint: `${Math.round((1 - share) * lsoas.length)} of ${lsoas.length} LSOAs have no row, as when codes are of another year than ${vintage}. Pass --lookup from that year, or name the code column lsoa${vintage % 100}_code if it is ${vintage}.`,
    })
  }
  const others = layers.filter((layer) => layer !== lsoas && matched(layer) >= LEAST_MATCHED)
  const finest = others.toSorted((a, b) => b.length - a.length).at(0)
  if (finest !== undefined) return finest
  throw new EngineError('factor-codes-foreign', {
    file: table.file,
    value: table.code[0] ?? '',
    hint: `Its areas are none of those given (${layers.map(({ kind }) => kind).join(', ')}). Give a table by LSOA ${vintage}, or the areas it is of with --areas.`,
  })
}

// ---------------------------------------------------------------- values

interface OutOf {
  /** What each area's count is divided by; null: it is not. */
  readonly of: Float64Array | null
  readonly times: number
  readonly unit: string
  readonly note: string | null
}

function outOf(
  table: FactorTable,
  base: Float64Array | null,
  layer: AreaTable,
  lsoas: AreaTable,
  workingAge: PopulationTable | null,
): OutOf {
  const words = table.column.replaceAll('_', ' ')
  if (base !== null) {
    return { of: base, times: 100, unit: `${words} per 100 ${(table.baseColumn ?? '').replaceAll('_', ' ')}`, note: null }
  }
  if (table.form === 'rate') return { of: null, times: 1, unit: words, note: 'taken as a rate; higher is more need' }
  const working = table.id === 'unemployment' && workingAge !== null ? residentsOf(workingAge, layer, lsoas) : null
  if (working?.some((people) => people > 0) === true) {
    return { of: working, times: 1000, unit: `${words} per 1,000 residents aged 16 to 64`, note: null }
  }
  if (layer.residents.some((people) => people > 0)) {
    const note = table.id === 'unemployment' ? 'per resident of any age: residents of 16 to 64 are not known' : null
    return { of: layer.residents, times: 1000, unit: `${words} per 1,000 residents`, note }
  }
  return { of: null, times: 1, unit: words, note: 'a count, not a rate: no residents are known' }
}

function residentsOf(table: PopulationTable, layer: AreaTable, lsoas: AreaTable): Float64Array {
  const valueAt = byCode(table.code)
  const of = (areas: AreaTable) => Float64Array.from(areas.code, (code) => valueAt(table.residents, code))
  return layer === lsoas ? of(lsoas) : carry(of(lsoas), areaOverlap(lsoas, layer), layer.length).values
}

/** Values of columns by code; NaN for a code that is not among them. */
function byCode(codes: readonly string[]): (column: Float64Array, code: string) => number {
  const rowOf = new Map(codes.map((code, row) => [code, row]))
  return (column, code) => column[rowOf.get(code) ?? -1] ?? Number.NaN
}

function positive(people: number | undefined): number {
  return people !== undefined && people > 0 ? people : Number.NaN
}

function refuseConstant(table: FactorTable, rate: Float64Array): void {
  const known = rate.filter((value) => !Number.isNaN(value))
  if (known.length > 1 && !sameValue(known)) return
  if (known.length === 0) {
    throw new EngineError('factor-codes-foreign', {
      file: table.file,
      column: table.column,
      hint: 'None of the areas given has a value. Give a table of this force.',
    })
  }
  throw new EngineError('factor-constant', {
    file: table.file,
    column: table.column,
    value: String(known[0]),
    hint: 'A value of the whole authority holds no information for ranking inside one authority. Give a table by LSOA or ward.',
  })
}

/** Kind of the coarsest layer inside whose areas all LSOAs have one value (a ward's, copied), or null. */
function coarserThanLsoas(
  values: Float64Array,
  { lsoas, layers }: { readonly lsoas: AreaTable; readonly layers: readonly AreaTable[] },
): string | null {
  const distinct = new Set(values.filter((value) => !Number.isNaN(value))).size
  const coarser = layers
    .filter((layer) => layer !== lsoas && layer.length < lsoas.length && layer.length >= distinct)
    .toSorted((a, b) => a.length - b.length)
  return coarser.find((layer) => copied(values, lsoas, layer))?.kind ?? null
}

function copied(values: Float64Array, lsoas: AreaTable, layer: AreaTable): boolean {
  const overlap = areaOverlap(lsoas, layer)
  const most = new Float64Array(lsoas.length)
  const inside: number[][] = Array.from({ length: layer.length }, () => [])
  const home = new Int32Array(lsoas.length).fill(-1)
  for (let k = 0; k < overlap.length; k++) {
    const lsoa = overlap.from[k]
    if (overlap.share[k] <= most[lsoa]) continue
    most[lsoa] = overlap.share[k]
    home[lsoa] = overlap.to[k]
  }
  for (let lsoa = 0; lsoa < lsoas.length; lsoa++) {
    if (home[lsoa] !== -1 && !Number.isNaN(values[lsoa])) inside[home[lsoa]].push(values[lsoa])
  }
  return inside.some((of) => of.length > 1) && inside.every((of) => of.length === 0 || sameValue(Float64Array.from(of)))
}

function sameValue(values: Float64Array): boolean {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  return high - low <= SAME * Math.max(Math.abs(low), Math.abs(high))
}
