import { checkChoice, checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import { layerGiven, peopleUnknown, residentAreas } from './givenLayers.js'
import type { TextTable } from './inputTables.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { areaGraph } from './priority/areaGraph.js'
import { harmOfKinds } from './priority/crimeCounts.js'
import { crimeCountsOfParts } from './priority/crimeCountsOfParts.js'
import { type DistrictDraws, districtDraws } from './priority/districtDraws.js'
import { districtOfAtoms } from './priority/districtOfAtoms.js'
import {
  type AtomShare,
  type DistrictGroup,
  type DistrictLoad,
  type DistrictReview,
  EVEN,
  LOADS,
  type Load,
  type ReviewedSwap,
} from './priority/districtReview.js'
import { balance, type Contiguity, districts, type Swap } from './priority/districts.js'
import { type LayerOverlap, layerOverlap } from './priority/layerOverlap.js'
import { kindWeights } from './score/kinds.js'
import { placeTotals } from './score/placeTotals.js'
import { type AreaTable, NONE, type Overlap } from './types.js'

export interface ReviewOptions {
  /** Kind of the districts. */
  readonly of: string
  /** Kind of the areas they are made of. */
  readonly atoms: string
  /** Loads to balance, the first decides; null: harm, volume, people, as far as they are known. */
  readonly by: readonly Load[] | null
  /** Which area is in which district; null: by parent codes or by ground. */
  readonly table: TextTable | null
}

export const REVIEW_DEFAULTS: ReviewOptions = { of: 'beat', atoms: 'ward', by: null, table: null }

const DRAWS = 200
/** Share of its ground outside its district from which an area is said to straddle: less is a border drawn twice. */
const SLIVER = 0.01

/**
 * How the districts of an analysis (beats) are made of smaller areas (wards): which lie in which and which straddle a border, how
 * evenly harm, volume and people are spread over the districts and over those of each parent, whether each is in one piece, and which
 * changes of one area between adjoining districts of one parent would even out the first load, at what cost and how surely.
 *
 * @throws EngineError 'option-unknown', 'option-invalid' (a layer that is not given, the same layer twice, people unknown, a load that is 0 everywhere),
 *         'district-empty', 'areas-overlap', and of the table 'column-missing', 'table-invalid', 'ward-in-two-beats'
 *
 * Loads are of whole areas, which is what a change could move; `asDrawn` has those inside the districts' own borders. Misleads on
 * workload: recorded crime is not the time it takes. The share of draws says how a change fares when the counts come out otherwise,
 * not whether officers, roads and communities allow it.
 */
export function reviewDistricts(analysis: Analysis, given: Partial<ReviewOptions> = {}): DistrictReview {
  checkNames(given, Object.keys(REVIEW_DEFAULTS))
  const { of, atoms: atomKind, by, table } = { ...REVIEW_DEFAULTS, ...given }
  const layer = layerGiven(analysis, of, '--of')
  const atoms = layerGiven(analysis, atomKind, '--atoms')
  if (layer === atoms)
    throw new EngineError('option-invalid', {
      column: '--atoms',
      value: atomKind,
      hint: 'Districts are made of smaller areas: name another layer.',
    })
  const held = contents(analysis, atoms, layer)
  const ground = groundShares(held, atoms.areas)
  const { district, by: assignedBy } = districtOfAtoms(atoms.areas, layer.areas, ground, table)
  const kept = Array.from(district.keys()).filter((atom) => district[atom] !== NONE)
  const unknown = kept.some((atom) => Number.isNaN(atoms.areas.residents[atom]))
  const loads = loadsOf(by, atoms, layer, district, unknown ? whyUnknown(analysis) : '')
  const [first] = loads

  const plan = {
    code: kept.map((atom) => atoms.areas.code[atom]),
    demand: Float64Array.from(kept, (atom) => first.ofAtom[atom]),
    residents: Float64Array.from(kept, (atom) => atoms.areas.residents[atom]),
    beat: Uint32Array.from(kept, (atom) => district[atom]),
  }
  const sector = sectors(layer.areas)
  const found = districts(plan, { code: layer.areas.code, sector }, among(areaGraph(atoms.areas), kept))
  const drawn =
    first.id === 'people' ? null : drawnLoads(analysis, atoms, kept, plan.beat, first.id, found.swaps, layer.areas.length)
  const outside = outsideShares(ground, district)
  return {
    of,
    atoms: atomKind,
    assignedBy,
    districtOf: district,
    shares: atomShares(held, atoms.areas),
    straddling: kept
      .map((atom) => ({ atom, outside: outside[atom] }))
      .filter((one) => one.outside > SLIVER)
      .sort((p, q) => q.outside - p.outside || p.atom - q.atom),
    leftOut: Array.from(district.keys()).filter((atom) => district[atom] === NONE),
    members: found.beats.map(({ wards }) => wards.map((row) => kept[row])),
    pieces: found.beats.map(({ pieces }) => pieces),
    loads,
    peopleUnknown: unknown && (by === null || by.includes('people')) ? whyUnknown(analysis) : '',
    groups: groupsOf(analysis, layer, atoms, loads),
    withoutParent: layer.areas.parent === null ? [] : layer.areas.parent.flatMap((code, row) => (code === '' ? [row] : [])),
    swaps: found.swaps.map((swap, k) => ({
      ...reviewed(swap, kept, loads, sector),
      holds: drawn === null ? Number.NaN : drawn.holds[k],
    })),
    draws: drawn === null ? 0 : DRAWS,
    seed: analysis.options.seed,
    ratioLow: drawn?.low ?? new Float64Array(layer.areas.length).fill(Number.NaN),
    ratioHigh: drawn?.high ?? new Float64Array(layer.areas.length).fill(Number.NaN),
  }
}

function whyUnknown(analysis: Analysis): string {
  return residentAreas(analysis) === null ? peopleUnknown(analysis) : 'Residents of some of the LSOAs are not known.'
}

/** What of every area lies in every district; harm and volume are reactive. */
function contents({ crimes, kinds, period, layers }: Analysis, atoms: LayerResult, layer: LayerResult): LayerOverlap {
  const { places, tallies } = crimes
  const weights = kindWeights(kinds)
  const totals = (weight: Float64Array) => placeTotals(places, tallies, period.present, weight)
  const events = {
    inA: atoms.unitOfPlace,
    inB: layer.unitOfPlace,
    volume: totals(weights.volumeReactive),
    harm: totals(weights.harmReactive),
  }
  return layerOverlap(atoms.areas, layer.areas, residentAreas({ layers }), events)
}

function groundShares({ a, b, km2, length }: LayerOverlap, atoms: AreaTable): Overlap {
  const rows = Array.from({ length }, (_, row) => row).filter((row) => a[row] !== NONE && b[row] !== NONE && km2[row] > 0)
  return {
    length: rows.length,
    from: Uint32Array.from(rows, (row) => a[row]),
    to: Uint32Array.from(rows, (row) => b[row]),
    share: Float64Array.from(rows, (row) => Math.min(1, km2[row] / atoms.areaKm2[a[row]])),
  }
}

function outsideShares({ from, to, share, length }: Overlap, district: Uint32Array): Float64Array {
  const outside = new Float64Array(district.length).fill(1)
  for (let k = 0; k < length; k++) if (district[from[k]] === to[k]) outside[from[k]] -= share[k]
  return outside
}

function atomShares({ a, b, km2, people, volume, harm, length }: LayerOverlap, atoms: AreaTable): AtomShare[] {
  return Array.from({ length }, (_, row) => row)
    .filter((row) => a[row] !== NONE)
    .map((row) => {
      const residents = atoms.residents[a[row]]
      return {
        atom: a[row],
        district: b[row],
        km2: km2[row],
        people: people[row],
        volume: volume[row],
        harm: harm[row],
        ofGround: Math.min(1, km2[row] / atoms.areaKm2[a[row]]),
        ofPeople: residents > 0 ? Math.min(1, people[row] / residents) : Number.NaN,
      }
    })
}

/** The loads asked for, the deciding one first. */
function loadsOf(
  by: readonly Load[] | null,
  atoms: LayerResult,
  layer: LayerResult,
  district: Uint32Array,
  unknown: string,
): DistrictLoad[] {
  const column = (id: Load, { columns, areas }: LayerResult) =>
    id === 'people' ? areas.residents : (id === 'harm' ? columns.harmReactive : columns.volumeReactive).subarray(0, areas.length)
  if (by?.length === 0)
    throw new EngineError('option-invalid', { column: '--by', hint: `Name one or more of ${LOADS.join(', ')}.` })
  for (const id of by ?? []) checkChoice('--by', id, LOADS)
  const loads = (by ?? LOADS).map((id): DistrictLoad => {
    const ofAtom = column(id, atoms).slice()
    const ofDistrict = new Float64Array(layer.areas.length)
    for (let atom = 0; atom < ofAtom.length; atom++) if (district[atom] !== NONE) ofDistrict[district[atom]] += ofAtom[atom]
    return { id, ofAtom, ofDistrict, asDrawn: column(id, layer).slice() }
  })
  const usable = ({ id, ofDistrict }: DistrictLoad) =>
    (id !== 'people' || unknown === '') && ofDistrict.some((amount) => amount > 0)
  const [first] = loads
  if (by !== null && !usable(first))
    throw new EngineError('option-invalid', {
      column: '--by',
      value: first.id,
      hint: first.id === 'people' && unknown !== '' ? unknown : 'It is 0 in every district: balance another load.',
    })
  const kept = loads.filter(usable)
  if (kept.length === 0)
    throw new EngineError('no-data-in-period', {
      hint: 'No reactive crime lies in the districts, and nobody is known to live there.',
    })
  return kept
}

/** Areas do not change parent; a district whose parent is not known stands alone. */
function sectors({ parent, code }: AreaTable): string[] | null {
  return parent === null ? null : parent.map((above, row) => (above === '' ? `no parent: ${code[row]}` : above))
}

/** Which of some areas touch, numbered anew in the order given. */
function among({ offset, neighbour }: Contiguity, kept: readonly number[]): Contiguity {
  const place = new Map(kept.map((atom, k) => [atom, k]))
  const lists = kept.map((atom) =>
    Array.from(neighbour.subarray(offset[atom], offset[atom + 1])).flatMap((other) => place.get(other) ?? []),
  )
  const start = new Uint32Array(kept.length + 1)
  lists.forEach((list, k) => {
    start[k + 1] = start[k] + list.length
  })
  return { length: kept.length, offset: start, neighbour: Uint32Array.from(lists.flat()) }
}

/** All districts, then those of each parent, level by level while a layer above is given. */
function groupsOf({ layers }: Analysis, layer: LayerResult, atoms: LayerResult, loads: readonly DistrictLoad[]): DistrictGroup[] {
  const group = (kind: string, code: string, name: string, rows: readonly number[]): DistrictGroup => {
    const own = loads.map(({ ofDistrict }) => Float64Array.from(rows, (row) => ofDistrict[row]))
    const spread = own.map(balance)
    const even = own.map((column, k) => column.filter((value) => Math.abs(value / spread[k].mean - 1) <= EVEN).length)
    return { kind, code, name, districts: rows, balance: spread, even }
  }
  const all = layer.areas.code.map((_, row) => row)
  const groups = [group('all', '', '', all)]
  let above = layer.areas.parent
  let met: readonly LayerResult[] = [layer, atoms]
  while (above?.some((code) => code !== '')) {
    const codes = [...new Set(above)].filter((code) => code !== '').sort()
    const upper = layers.find((one) => !met.includes(one) && codes.every((code) => one.areas.code.includes(code)))
    const parentOf: readonly string[] = above
    for (const code of codes) {
      const rows = all.filter((row) => parentOf[row] === code)
      groups.push(group(upper?.areas.kind ?? 'parent', code, upper?.areas.name[upper.areas.code.indexOf(code)] ?? code, rows))
    }
    if (upper === undefined) break
    met = [...met, upper]
    const { code, parent } = upper.areas
    above = parent === null ? null : parentOf.map((own) => (own === '' ? '' : parent[code.indexOf(own)]))
  }
  return groups
}

function reviewed(
  { kind, wards, from, to, maxOverMeanChange }: Swap,
  kept: readonly number[],
  loads: readonly DistrictLoad[],
  sector: readonly string[] | null,
): Omit<ReviewedSwap, 'holds'> {
  const atoms = wards.map((row) => kept[row])
  const [out, back] = atoms
  const after = loads.map(({ ofAtom, ofDistrict }) => {
    const shift = ofAtom[out] - (back === undefined ? 0 : ofAtom[back])
    return ofDistrict.map((load, row) => (row === from ? load - shift : row === to ? load + shift : load))
  })
  const inParent = (column: Float64Array) => column.filter((_, row) => sector === null || sector[row] === sector[from])
  return {
    kind,
    atoms,
    from,
    to,
    moved: loads.map(({ ofAtom }) => atoms.reduce((sum, atom) => sum + ofAtom[atom], 0)),
    cv: after.map((column) => balance(column).cv),
    maxOverMean: balance(loads[0].ofDistrict).maxOverMean + maxOverMeanChange,
    parentCv: [balance(inParent(loads[0].ofDistrict)).cv, balance(inParent(after[0])).cv],
  }
}

/** Draws of the counts, which vary as those of the areas or of the districts do, whichever is more. */
function drawnLoads(
  { period, kinds, tables, scheme, options }: Analysis,
  { cube, areas }: LayerResult,
  kept: readonly number[],
  district: Uint32Array,
  load: Exclude<Load, 'people'>,
  swaps: readonly Swap[],
  count: number,
): DistrictDraws {
  const rowOf = new Uint32Array(areas.length).fill(NONE)
  kept.forEach((atom, row) => {
    rowOf[atom] = row
  })
  const { crime } = crimeCountsOfParts(
    {
      cube: { ...cube, units: kept.length, unit: cube.unit.map((atom) => (atom === NONE ? NONE : rowOf[atom])) },
      months: period.present,
      kinds,
      people: new Float64Array(kept.length).fill(1),
      harm: harmOfKinds(kinds, tables, scheme).slice(0, 1),
    },
    district,
    count,
  )
  const code = kept.map((atom) => areas.code[atom])
  return districtDraws({ code, district }, crime.groups, load, swaps, { districts: count, draws: DRAWS, seed: options.seed })
}
