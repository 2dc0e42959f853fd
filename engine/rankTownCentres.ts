import { EngineError } from './error.js'
import { areaOverlap } from './grid/overlap.js'
import { cubeOfOverlapping, pointsOfEach } from './grid/overlappingUnits.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { areasWords } from './output/wording.js'
import { competitionRank } from './priority/composite.js'
import { crimeCounts, harmOfKinds } from './priority/crimeCounts.js'
import { ratePosterior } from './priority/posterior.js'
import { type CentreColumn, TOWN_CENTRE, type TownCentreRanking } from './priority/townCentreRanking.js'
import { townCentres } from './priority/townCentres.js'
import { kindWeights } from './score/kinds.js'
import { unitColumns } from './score/unitTable.js'
import { dispersion } from './stats/dispersion.js'
import type { AreaTable, Cube } from './types.js'

export interface TownCentreRequest {
  /** People there in the working day, by area of the layer, NaN unknown; null not given. */
  readonly workday: Float64Array | null
  /** Re-runs. */
  readonly draws: number
}

/** A centre with less of its ground in the force is outside it. */
const SLIVER = 0.01
/** Fewer re-runs say little of ranks. */
const LEAST_DRAWS = 100

export const TOWN_CENTRE_DEFAULTS: TownCentreRequest = { workday: null, draws: 1000 }

/**
 * The town centres of an analysis by harm a km2, volume and, where workday people are given, rate: side by side with their Pareto tier and
 * what re-runs make of each rank, never one score. Centres need not tile the force; where two overlap, a crime counts in both.
 *
 * @throws EngineError 'argument-missing' without a layer of kind `town-centre`, 'option-invalid' under 100 re-runs, 'units-too-few' for one centre alone,
 *         'areas-invalid' for a centre outside the force, else as `townCentres`
 *
 * Misleads as `townCentres` does. Calls stand beside and are in no tier: most are of the incidents that volume counts already.
 */
export function rankTownCentres(analysis: Analysis, request: Partial<TownCentreRequest> = {}): TownCentreRanking {
  const { workday, draws } = { ...TOWN_CENTRE_DEFAULTS, ...request }
  const layer = townCentreLayer(analysis)
  const { areas } = layer
  if (!Number.isInteger(draws) || draws < LEAST_DRAWS)
    throw new EngineError('option-invalid', {
      column: '--draws',
      value: String(draws),
      hint: `Give a whole number of re-runs from ${LEAST_DRAWS} up: fewer say little of how firm a rank is.`,
    })
  if (areas.length < 2) {
    throw new EngineError('units-too-few', {
      column: '--areas',
      value: `${TOWN_CENTRE}: ${areas.length}`,
      hint: 'To rank town centres takes two at least: give all those a team may go to.',
    })
  }
  const { crimes, kinds, period, options, tables, scheme } = analysis
  const months = period.present.length
  const ground = groundOf(analysis, layer)
  const inside = ground === null ? new Float64Array(areas.length).fill(1) : shareInside(areas, ground)
  const placesOf = pointsOfEach(crimes.places.lng, crimes.places.lat, areas)
  if (ground !== null) refuseOutside(areas, ground, inside, placesOf)
  const cube = cubeOfOverlapping(crimes.tallies, crimes.places, placesOf)
  const harm = harmOfKinds(kinds, tables, scheme).slice(0, 1)
  const { crime, dispersion: spread } = crimeCounts({ cube, months: period.present, kinds, people: areas.areaKm2, harm })
  const groups = crime.groups.filter(({ count }) => count.some((events) => events > 0))
  const phi = phiOfAll(cube, analysis)
  const measures = townCentres(
    { code: areas.code, km2: areas.areaKm2, groups, months, workday, phi },
    { draws, seed: options.seed, k: 1 },
  )
  const columns = unitColumns(cube, kindWeights(kinds), period)
  const aYear = (of: (area: number) => number) => ranked(Float64Array.from(areas.code, (_, area) => of(area) / (months / 12)))
  return {
    draws,
    seed: options.seed,
    code: areas.code,
    name: areas.name,
    km2: areas.areaKm2,
    months,
    measures,
    all: {
      harmPerKm2: aYear((area) => columns.harm[area] / areas.areaKm2[area]),
      volume: aYear((area) => columns.volume[area]),
    },
    workday,
    ...pointFigures(analysis, placesOf),
    ground: ground?.kind ?? null,
    inside,
    ever: Uint8Array.from(placesOf, (own) => Number(own.length > 0)),
    overlapKm2: layer.tiling.overlapKm2,
    calls: callsOf(layer, analysis),
    alike: groups
      .filter(({ count, phi: own }) => ratePosterior(count, crime.exposure, own).because === 'no-detectable-difference')
      .map(({ id }) => id),
    assumed: spread.filter(({ events, assumedBecause }) => events > 0 && assumedBecause !== null).map(({ id }) => id),
  }
}

function townCentreLayer({ layers }: Analysis): LayerResult {
  const layer = layers.find(({ areas }) => areas.kind === TOWN_CENTRE)
  if (layer !== undefined) return layer
  throw new EngineError('argument-missing', {
    column: '--areas',
    hint: `Give the outlines of the town centres as a layer: --areas ${TOWN_CENTRE}=centres.geojson`,
  })
}

/** What stands for the ground of the force: the LSOAs, without them the other layer with most ground; null without another. */
function groundOf({ layers }: Analysis, centres: LayerResult): AreaTable | null {
  const others = layers.filter((layer) => layer !== centres).map(({ areas }) => areas)
  const km2 = ({ areaKm2 }: AreaTable) => areaKm2.reduce((sum, area) => sum + area, 0)
  return others.find(({ kind }) => kind === 'lsoa') ?? others.toSorted((a, b) => km2(b) - km2(a)).at(0) ?? null
}

/** By centre, the share of its ground in any of the areas, 0 to 1. */
function shareInside(centres: AreaTable, ground: AreaTable): Float64Array {
  const { from, share, length } = areaOverlap(centres, ground)
  const inside = new Float64Array(centres.length)
  for (let k = 0; k < length; k++) inside[from[k]] += share[k]
  return inside.map((sum) => Math.min(1, sum))
}

/** A centre without ground in the force and without crime would be ranked last, as if it were quiet. */
function refuseOutside(
  { code, name }: AreaTable,
  ground: AreaTable,
  inside: Float64Array,
  placesOf: readonly Uint32Array[],
): void {
  const row = inside.findIndex((share, centre) => share < SLIVER && placesOf[centre].length === 0)
  if (row < 0) return
  throw new EngineError('areas-invalid', {
    column: '--areas',
    value: `${TOWN_CENTRE}: ${name[row]} (${code[row]})`,
    hint: `It lies outside the ${areasWords(ground.kind)} and no crime is located in it. Check its coordinates (longitude before latitude), or leave it out of the file.`,
  })
}

function ranked(value: Float64Array): CentreColumn {
  return { value, rank: competitionRank(value) }
}

/** Over-dispersion of all reactive crime of a centre. */
function phiOfAll(cube: Cube, { kinds, period }: Analysis): number {
  const months = period.present.length
  const position = new Map(period.present.map((month, at) => [month, at]))
  const counts = new Float64Array(cube.units * months)
  for (let row = 0; row < cube.length; row++) {
    const at = position.get(cube.month[row])
    if (at !== undefined && kinds.reactive[cube.kind[row]] === 1) counts[cube.unit[row] * months + at] += cube.count[row]
  }
  return dispersion(counts, cube.units, months).phi
}

function pointFigures(
  { crimes, kinds, period }: Analysis,
  placesOf: readonly Uint32Array[],
): Pick<TownCentreRanking, 'events' | 'shared' | 'points'> {
  const { places, tallies } = crimes
  const present = new Set(period.present)
  const reactive = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) {
    if (kinds.reactive[tallies.kind[row]] === 1 && present.has(tallies.month[row]))
      reactive[tallies.place[row]] += tallies.count[row]
  }
  const centres = new Uint32Array(places.length)
  for (const own of placesOf) for (const place of own) centres[place]++
  const sum = (own: Uint32Array, of: (place: number) => number) => own.reduce((total, place) => total + of(place), 0)
  // one point may be several places: a row for each LSOA code its crimes were given
  const points = (own: Uint32Array) =>
    new Set(
      Array.from(
        own.filter((place) => reactive[place] > 0),
        (place) => `${places.lng[place]} ${places.lat[place]}`,
      ),
    ).size
  return {
    events: Float64Array.from(placesOf, (own) => sum(own, (place) => reactive[place])),
    shared: Float64Array.from(placesOf, (own) => sum(own, (place) => (centres[place] > 1 ? reactive[place] : 0))),
    points: Uint32Array.from(placesOf, points),
  }
}

/** Calls may not be of every month of the period: they are put to a year by their own. */
function callsOf({ activity, areas }: LayerResult, analysis: Analysis): TownCentreRanking['calls'] {
  const at = activity.findIndex(({ role }) => role === 'calls')
  if (at < 0) return null
  const present = new Set(analysis.period.present)
  const months = analysis.activity[at].months.filter((month) => present.has(month)).length
  return { ...ranked(Float64Array.from(areas.code, (_, area) => activity[at].count[area] / (months / 12))), months }
}
