import { EngineError } from './error.js'
import { layerGiven, peopleUnknown, residentAreas } from './givenLayers.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import type { LayerComparison, OverlappedArea } from './priority/layerComparison.js'
import { type LayerOverlap, layerOverlap } from './priority/layerOverlap.js'
import { kindWeights } from './score/kinds.js'
import { placeTotals } from './score/placeTotals.js'
import { NONE } from './types.js'

export interface CompareOptions {
  /** Kinds of two layers. */
  readonly between: readonly [string, string]
  /** Share of its ground, over 0 and up to 1, from which an area is listed as overlapped. */
  readonly least: number
}

/**
 * How two layers of one analysis (town-centre teams and neighbourhood teams, say) lie over each other: ground, people, crimes and
 * reactive harm of every pair of areas, what both layers cover, what one, what neither.
 *
 * @throws EngineError 'option-invalid' (a layer that is not given, the same layer twice, an impossible share), 'areas-overlap'
 */
export function compareLayers(analysis: Analysis, { between, least }: CompareOptions): LayerComparison {
  const [a, b] = between.map((kind) => layerGiven(analysis, kind, 'between'))
  if (a === b)
    throw new EngineError('option-invalid', {
      column: 'between',
      value: between.join(','),
      hint: 'Name two different layers: of one with itself there is nothing to say.',
    })
  if (!(least > 0 && least <= 1))
    throw new EngineError('option-invalid', {
      column: 'least',
      value: String(least),
      hint: 'Give a share over 0 and up to 1, such as 0.1.',
    })
  const people = residentAreas(analysis)
  const { places, tallies } = analysis.crimes
  const weights = kindWeights(analysis.kinds)
  const totals = (weight: Float64Array) => placeTotals(places, tallies, analysis.period.present, weight)
  const [volume, harm] = [totals(weights.volume), totals(weights.harmReactive)]
  // the layers are asked for what they leave uncovered of the study area, not of the country
  let outside = 0
  for (let place = 0; place < places.length; place++) {
    const away = [a, b, analysis.cells].every(({ unitOfPlace }) => unitOfPlace[place] === NONE)
    if (!away) continue
    outside += volume[place]
    volume[place] = 0
    harm[place] = 0
  }
  const overlap = layerOverlap(a.areas, b.areas, people, { inA: a.unitOfPlace, inB: b.unitOfPlace, volume, harm })
  return {
    a: a.areas.kind,
    b: b.areas.kind,
    overlap,
    least,
    areas: [...overlapped(a, overlap, overlap.a, overlap.b), ...overlapped(b, overlap, overlap.b, overlap.a)],
    peopleUnknown: people === null ? peopleUnknown(analysis) : '',
    uncoveredKm2: uncovered(analysis, overlap),
    outside,
  }
}

function overlapped(layer: LayerResult, overlap: LayerOverlap, own: Uint32Array, other: Uint32Array): OverlappedArea[] {
  const { areas } = layer
  const sums = Array.from({ length: areas.length }, () => ({ pairs: [] as number[], all: [0, 0, 0, 0], both: [0, 0, 0, 0] }))
  const columns = [overlap.km2, overlap.people, overlap.volume, overlap.harm]
  for (let row = 0; row < overlap.length; row++) {
    if (own[row] === NONE) continue
    const sum = sums[own[row]]
    columns.forEach((column, k) => {
      sum.all[k] += column[row]
      if (other[row] !== NONE) sum.both[k] += column[row]
    })
    if (other[row] !== NONE && overlap.km2[row] > 0) sum.pairs.push(row)
  }
  const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : Number.NaN)
  return sums
    .map(({ pairs, all, both }, area) => ({
      kind: areas.kind,
      area,
      with: pairs.sort((p, q) => overlap.km2[q] - overlap.km2[p] || p - q).map((row) => other[row]),
      km2: both[0],
      people: both[1],
      volume: both[2],
      harm: both[3],
      ofGround: share(both[0], all[0]),
      ofPeople: share(both[1], all[1]),
      ofVolume: share(both[2], all[2]),
      ofHarm: share(both[3], all[3]),
    }))
    .sort((p, q) => q.ofGround - p.ofGround || p.area - q.area)
}

/** Ground of the study area that neither layer covers; rounding is none. */
function uncovered({ cells: { study } }: Analysis, { both, onlyA, onlyB }: LayerOverlap): number {
  let ground = 0
  for (let cell = 0; cell < study.length; cell++) ground += study.areaKm2[cell] * study.insideShare[cell]
  const left = ground - both.km2 - onlyA.km2 - onlyB.km2
  if (Math.abs(left) <= 1e-6 * ground) return 0
  return left > 0 ? left : Number.NaN
}
