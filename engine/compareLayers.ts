import { checkNames } from './checkOption.js'
import { EngineError } from './error.js'
import { layerGiven, peopleUnknown, residentAreas } from './givenLayers.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import type { AreaBeyond, LayerComparison, OverlappedArea } from './priority/layerComparison.js'
import { type LayerOverlap, layerOverlap, type OverlapSums } from './priority/layerOverlap.js'
import { kindWeights } from './score/kinds.js'
import { placeTotals } from './score/placeTotals.js'
import { type AreaTable, NONE } from './types.js'

/** Ground within this share of all or nothing is a border drawn twice. */
const SLIVER = 0.01
/** An area with more of its ground beyond what is counted is told, and has no share: foreshore and old borders make less. */
const PARTLY = 0.05

export interface CompareOptions {
  /** Kinds of two layers. */
  readonly between: readonly [string, string]
  /** Share of its ground, over 0 and up to 1, from which an area is listed as overlapped. */
  readonly least: number
}

/**
 * How two layers of one analysis (town-centre teams and neighbourhood teams, say) lie over each other: ground, people, reactive
 * crimes and harm of every pair of areas, what both layers cover, what one, what neither.
 *
 * @throws EngineError 'option-unknown', 'option-invalid' (a layer that is not given, the same layer twice, an impossible share), 'areas-overlap'
 */
export function compareLayers(analysis: Analysis, options: CompareOptions): LayerComparison {
  checkNames(options, ['between', 'least'])
  const { between, least } = options
  const [a, b] = between.map((kind) => layerGiven(analysis, kind, '--between'))
  if (a === b)
    throw new EngineError('option-invalid', {
      column: '--between',
      value: between.join(','),
      hint: 'Name two different layers: of one with itself there is nothing to say.',
    })
  if (!(least > 0 && least <= 1))
    throw new EngineError('option-invalid', {
      column: '--least',
      value: String(least),
      hint: 'Give a share over 0 and up to 1, such as 0.1.',
    })
  const people = residentAreas(analysis)
  const { places, tallies } = analysis.crimes
  const weights = kindWeights(analysis.kinds)
  const totals = (weight: Float64Array) => placeTotals(places, tallies, analysis.period.present, weight)
  const [volume, harm] = [totals(weights.volumeReactive), totals(weights.harmReactive)]
  // the layers are asked for what they leave uncovered of the study area, not of the country
  let outside = 0
  for (let place = 0; place < places.length; place++) {
    const nowhere = [a, b, analysis.cells].every(({ unitOfPlace }) => unitOfPlace[place] === NONE)
    if (!nowhere) continue
    outside += volume[place]
    volume[place] = 0
    harm[place] = 0
  }
  const counted = layerOverlap(a.areas, b.areas, people, { inA: a.unitOfPlace, inB: b.unitOfPlace, volume, harm })
  const wider = totalKm2(a.areas) >= totalKm2(b.areas) ? a.areas : b.areas
  const away = beyondKm2(counted, people === null ? wider === b.areas : null)
  const overlap = withUnknown(counted, away)
  return {
    a: a.areas.kind,
    b: b.areas.kind,
    overlap,
    least,
    areas: [...overlapped(a, overlap, overlap.a, overlap.b), ...overlapped(b, overlap, overlap.b, overlap.a)],
    ground: (people ?? wider).kind,
    beyond: [...areasBeyond(a.areas, overlap.a, away), ...areasBeyond(b.areas, overlap.b, away)].sort((p, q) => q.km2 - p.km2),
    peopleUnknown: people === null ? peopleUnknown(analysis) : '',
    uncoveredKm2: uncovered(analysis, overlap),
    outside,
  }
}

function totalKm2({ areaKm2 }: AreaTable): number {
  return areaKm2.reduce((sum, km2) => sum + km2, 0)
}

/**
 * By pair, its ground where neither people nor crime are counted.
 *
 * @param widerIsB without people, whether the second layer is the wider: what only the other covers is beyond; null: people are known
 */
function beyondKm2({ a, b, km2, peopledKm2 }: LayerOverlap, widerIsB: boolean | null): Float64Array {
  return km2.map((ground, row) => {
    if (widerIsB === null) return Math.max(0, ground - peopledKm2[row])
    return (widerIsB ? b : a)[row] === NONE ? ground : 0
  })
}

/** Without numbers where none could be counted. */
function withUnknown(overlap: LayerOverlap, beyond: Float64Array): LayerOverlap {
  const away = beyond.map((ground, row) => Number(ground > (1 - SLIVER) * overlap.km2[row]))
  const empty = away.map((beyondAll, row) => Number(beyondAll === 1 && overlap.volume[row] === 0))
  const hidden = (values: Float64Array, where: Float64Array) =>
    values.map((value, row) => (where[row] === 1 ? Number.NaN : value))
  const columns = {
    people: hidden(overlap.people, away),
    volume: hidden(overlap.volume, empty),
    harm: hidden(overlap.harm, empty),
  }
  const sums = (old: OverlapSums, inA: boolean, inB: boolean): OverlapSums => {
    const rows = Array.from(away.keys()).filter((row) => (overlap.a[row] !== NONE) === inA && (overlap.b[row] !== NONE) === inB)
    const sum = (values: Float64Array) => knownSum(values, rows)
    // of no pair there is nothing, but of people that nobody knows there is no number either
    const people = rows.length === 0 ? old.people : sum(columns.people)
    return { km2: old.km2, people, volume: sum(columns.volume), harm: sum(columns.harm) }
  }
  return {
    ...overlap,
    ...columns,
    both: sums(overlap.both, true, true),
    onlyA: sums(overlap.onlyA, true, false),
    onlyB: sums(overlap.onlyB, false, true),
    neither: sums(overlap.neither, false, false),
  }
}

function areasBeyond({ kind, areaKm2 }: AreaTable, own: Uint32Array, beyond: Float64Array): AreaBeyond[] {
  const km2 = new Float64Array(areaKm2.length)
  own.forEach((area, row) => {
    if (area !== NONE) km2[area] += beyond[row]
  })
  return Array.from(km2, (ground, area) => ({ kind, area, km2: ground, share: ground / areaKm2[area] })).filter(
    ({ share }) => share > PARTLY,
  )
}

function overlapped(layer: LayerResult, overlap: LayerOverlap, own: Uint32Array, other: Uint32Array): OverlappedArea[] {
  const { areas } = layer
  const rowsOf = Array.from({ length: areas.length }, (): number[] => [])
  own.forEach((area, row) => {
    if (area !== NONE) rowsOf[area].push(row)
  })
  const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : Number.NaN)
  return rowsOf
    .map((rows, area) => {
      const shared = rows.filter((row) => other[row] !== NONE)
      const ground = knownSum(overlap.km2, rows)
      const partlyUnknown = (column: Float64Array) =>
        knownSum(
          overlap.km2,
          rows.filter((row) => Number.isNaN(column[row])),
        ) >
        PARTLY * ground
      const [km2, people, volume, harm] = [overlap.km2, overlap.people, overlap.volume, overlap.harm].map((column) => ({
        all: partlyUnknown(column) ? Number.NaN : knownSum(column, rows),
        both: knownSum(column, shared),
      }))
      return {
        kind: areas.kind,
        area,
        with: shared
          .filter((row) => overlap.km2[row] > 0)
          .sort((p, q) => overlap.km2[q] - overlap.km2[p] || p - q)
          .map((row) => other[row]),
        km2: km2.both,
        people: people.both,
        volume: volume.both,
        harm: harm.both,
        ofGround: share(km2.both, km2.all),
        ofPeople: share(people.both, people.all),
        ofVolume: share(volume.both, volume.all),
        ofHarm: share(harm.both, harm.all),
      }
    })
    .sort((p, q) => q.ofGround - p.ofGround || p.area - q.area)
}

/** Of what is known; NaN where none of it is, 0 of nothing. */
function knownSum(values: Float64Array, rows: readonly number[]): number {
  const known = rows.map((row) => values[row]).filter((value) => !Number.isNaN(value))
  return known.length === 0 && rows.length > 0 ? Number.NaN : known.reduce((total, value) => total + value, 0)
}

/** Ground of the study area that neither layer covers; rounding is none. */
function uncovered({ cells: { study } }: Analysis, { both, onlyA, onlyB }: LayerOverlap): number {
  let ground = 0
  for (let cell = 0; cell < study.length; cell++) ground += study.areaKm2[cell] * study.insideShare[cell]
  const left = ground - both.km2 - onlyA.km2 - onlyB.km2
  if (Math.abs(left) <= 1e-6 * ground) return 0
  return left > 0 ? left : Number.NaN
}
