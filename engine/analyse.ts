import { EngineError } from './error.js'
import { areasMeeting } from './grid/areasMeeting.js'
import { assignLsoas } from './grid/assign.js'
import { cubeOf } from './grid/cube.js'
import { locate, locateCells } from './grid/locate.js'
import { outline, overlapShare } from './grid/outline.js'
import { carry, cellOverlap } from './grid/overlap.js'
import { precision } from './grid/precision.js'
import { studyArea, studyAreaFromPoints } from './grid/studyArea.js'
import { ringWeights } from './grid/weights.js'
import { clusters } from './hotspot/cluster.js'
import { hotspots } from './hotspot/hotspot.js'
import { type AnalyseOptions, resolveOptions } from './options.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { competitionRank } from './priority/composite.js'
import { fiveFactorScores } from './priority/fiveFactor.js'
import { cellHeat } from './score/heat.js'
import { kindTable, kindWeights } from './score/kinds.js'
import { nearestName } from './score/nearestName.js'
import { withResidents } from './score/people.js'
import { choosePeriod, monthsPresent } from './score/period.js'
import { type UnitColumns, unitColumns } from './score/unitTable.js'
import {
  type AreaTable,
  type Crimes,
  type DeprivationTable,
  type Hooks,
  type LsoaLookup,
  type Measure,
  NONE,
  type PlaceTable,
  type PopulationTable,
  type ReferenceTables,
  type StudyArea,
  type TextTable,
} from './types.js'

export interface AnalyseInput {
  /** May be on their way still: what needs no crimes is done first. */
  readonly crimes: Crimes | Promise<Crimes>
  /** Wards, beats, LSOAs and any other kind; a crime goes to each by its own point. */
  readonly layers: readonly AreaTable[]
  /** Wins over the union of the layers. */
  readonly boundary: AreaTable | null
  readonly deprivation: DeprivationTable | null
  readonly population: PopulationTable | null
  readonly lookup: LsoaLookup | null
  readonly tables: ReferenceTables
  /** A hotspots.csv that people have filled in: `include`, `reason_changed`, `decided_by` are read back. */
  readonly decisions: TextTable | null
}

/**
 * The whole chain: crimes, areas and deprivation in; cells with Gi*, clusters, hotspots and ranked areas out. Same input and options
 * give the same result, whatever the order of files or the size of batches. What is wrong with options or areas is told before
 * what is wrong with crimes; crimes that are a promise need no handler of their own.
 *
 * @throws EngineError 'boundary-missing', 'no-crimes-inside', 'no-data-in-period', 'option-*', 'aborted'
 */
export async function analyse(input: AnalyseInput, options: Partial<AnalyseOptions> = {}, hooks: Hooks = {}): Promise<Analysis> {
  const reading = Promise.resolve(input.crimes)
  // their failure must not count as unheard while the areas are at work, or when those fail first
  reading.catch(() => undefined)
  const chosen = resolveOptions(options)
  const { tables } = input
  const scheme = tables.harm.find(({ id }) => id === chosen.harm)
  if (scheme === undefined) {
    throw new EngineError('option-invalid', {
      column: 'harm',
      value: chosen.harm,
      hint: `Known: ${tables.harm.map(({ id }) => id).join(', ')}.`,
    })
  }
  const measure = chosen.measure ?? 'volume'
  const problems = chosen.problems.map((id) => {
    const profile = tables.problems.find((row) => row.id === id)
    if (profile !== undefined) return profile
    throw new EngineError('option-invalid', {
      column: 'problem',
      value: id,
      hint: `Known: ${tables.problems.map((row) => row.id).join(', ')}.`,
    })
  })

  await step(hooks, 'study area', 0)
  const study = await studyOf(input, reading, chosen)
  const own = input.boundary === null ? input.layers : input.layers.map((layer) => areasMeeting(layer, study))
  const layers = withResidents(own, input.population, input.deprivation)
  const lsoaLayer = layers.find(({ kind }) => kind === 'lsoa')
  const residents = cellResidents(lsoaLayer, study)
  if (measure === 'rate' && !residents.some((people) => people > 0)) {
    throw new EngineError('option-invalid', {
      column: 'measure',
      value: 'rate',
      hint: 'A rate needs residents: give LSOAs with --population or a deprivation file that holds them.',
    })
  }

  const crimes = await reading
  await step(hooks, 'places to cells and areas', 0.2)
  const { places, tallies } = crimes
  const kinds = kindTable(crimes.kindIds, tables, scheme)
  const weights = kindWeights(kinds)
  const period = choosePeriod(monthsPresent(tallies), chosen.from, chosen.to)
  const rowsOfPlace = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) rowsOfPlace[tallies.place[row]] += tallies.count[row]
  const cellOfPlace = locateCells(places.lng, places.lat, study)
  if (!cellOfPlace.some((cell) => cell !== NONE)) throw new EngineError('no-crimes-inside', { hint: whereTheyAre(places, study) })
  const lsoas = lsoaLayer === undefined ? null : assignLsoas(places, lsoaLayer, input.lookup, rowsOfPlace)

  await step(hooks, 'counting', 0.4)
  const located = (place: number) => !Number.isNaN(places.lng[place])
  const count = (unitOfPlace: Uint32Array, units: number) => {
    const cube = cubeOf(tallies, unitOfPlace, units, located)
    return { unitOfPlace, cube, columns: unitColumns(cube, weights, period) }
  }
  const cells = { study, ...count(cellOfPlace, study.length) }
  const counted = layers.map((areas) => ({
    areas,
    ...count(areas === lsoaLayer && lsoas !== null ? lsoas.rows : locate(places.lng, places.lat, areas), areas.length),
  }))

  await step(hooks, 'hot cells', 0.5)
  const values = cellMeasure(measure, cells.columns, residents)
  const inUse = Uint8Array.from(values, (_, cell) =>
    Number(Number.isNaN(residents[cell]) || residents[cell] > 0 || cells.columns.volumeAllMonths[cell] > 0),
  )
  const heat = cellHeat(values, study, layers, inUse, chosen)

  await step(hooks, 'ranks', 0.8)
  const five = fiveFactorScores(counted, input.deprivation, scheme, period.present.length)
  const ranked = counted.map((layer, i): LayerResult => {
    const score = five.scores[i]
    const rank = score === null ? competitionRank(layerMeasure(measure, layer.columns, layer.areas)) : score.rank
    return {
      ...layer,
      overlapShare: overlapShare(outline(layer.areas)),
      score,
      rankedBy: score === null ? measure : 'score',
      rank,
    }
  })

  await step(hooks, 'hotspots', 0.9)
  const list = problems.flatMap((problem) =>
    hotspots(
      {
        places,
        tallies,
        kinds,
        inside: Uint8Array.from(cellOfPlace, (cell) => Number(cell !== NONE)),
        months: new Set(period.present),
        institutions: chosen.institutions,
      },
      problem,
    ),
  )
  await step(hooks, 'done', 1)
  return {
    options: chosen,
    crimes,
    tables,
    scheme,
    kinds,
    measure,
    period,
    precision: precision(places, tallies, chosen.resolution),
    cells: { ...cells, residents, near: nearestName(study, places, cells.columns.volumeAllMonths), measure: values, heat },
    layers: ranked,
    factors: five.factors,
    clusters: clusters(heat.hotClass, heat.z, study, ringWeights(study, 1, { self: false, group: null })),
    hotspots: list,
    decisions: input.decisions,
    lsoasAssigned: lsoas?.by ?? null,
    lsoasUnscored: five.unscored,
    factorsAlike: five.alike,
    scoreRefused: five.refused,
    boundaryKind: input.boundary?.kind ?? layers.map(({ kind }) => kind).join(' + '),
    boundaryFromData: fromData(input),
  }
}

async function step(hooks: Hooks, stage: string, done: number): Promise<void> {
  await hooks.progress?.(stage, done)
  if (hooks.signal?.aborted === true) throw new EngineError('aborted')
}

function fromData(input: AnalyseInput): boolean {
  return input.boundary === null && input.layers.length === 0
}

async function studyOf(input: AnalyseInput, reading: Promise<Crimes>, options: AnalyseOptions): Promise<StudyArea> {
  if (!fromData(input) && options.boundaryFromData) {
    throw new EngineError('option-invalid', {
      column: 'boundary-from-data',
      hint: 'A boundary or areas were given: they are the study area. Leave the flag out, or the areas.',
    })
  }
  if (!fromData(input)) return studyArea(input.boundary === null ? input.layers : [input.boundary], options.resolution)
  if (options.boundaryFromData) {
    const { places } = await reading
    return studyAreaFromPoints(places.lng, places.lat, options.resolution)
  }
  throw new EngineError('boundary-missing', {
    hint: 'Pass a boundary or areas (wards, beats, LSOAs); or accept the cells around the crimes with --boundary-from-data.',
  })
}

function cellResidents(lsoas: AreaTable | undefined, study: StudyArea): Float64Array {
  if (lsoas === undefined || lsoas.residentsBasis === 'none') return new Float64Array(study.length).fill(Number.NaN)
  return carry(lsoas.residents, cellOverlap(lsoas, study), study.length).values
}

/** Without `outside`. A rate is per 1,000 residents, NaN where nobody lives. */
function cellMeasure(measure: Measure, columns: UnitColumns, residents: Float64Array): Float64Array {
  const column = measure === 'harm' ? columns.harm : columns.volume
  return residents.map((people, cell) =>
    measure !== 'rate' ? column[cell] : people > 0 ? (1000 * column[cell]) / people : Number.NaN,
  )
}

function layerMeasure(measure: Measure, columns: UnitColumns, areas: AreaTable): Float64Array {
  return cellMeasure(measure, columns, areas.residents)
}

function whereTheyAre(places: PlaceTable, study: StudyArea): string {
  const middle = (values: Float64Array) => {
    const known = values.filter((value) => !Number.isNaN(value)).sort()
    return known.length === 0 ? 'nowhere' : known[known.length >> 1].toFixed(3)
  }
  return `Crimes lie around ${middle(places.lng)}, ${middle(places.lat)}; the study area around ${middle(study.lng)}, ${middle(study.lat)}.`
}
