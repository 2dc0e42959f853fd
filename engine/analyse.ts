import { EngineError } from './error.js'
import { areasMeeting } from './grid/areasMeeting.js'
import { assignLsoas } from './grid/assign.js'
import { assignBeats } from './grid/assignBeats.js'
import { cubeOf } from './grid/cube.js'
import { locate, locateCells } from './grid/locate.js'
import { carry, cellOverlap } from './grid/overlap.js'
import { precision } from './grid/precision.js'
import { studyArea, studyAreaFromPoints } from './grid/studyArea.js'
import { tiling } from './grid/tiling.js'
import { ringWeights } from './grid/weights.js'
import { clusters } from './hotspot/cluster.js'
import { arePublished, hotspots } from './hotspot/hotspot.js'
import { oneEventClusters } from './hotspot/oneEvent.js'
import { problemOf } from './hotspot/problem.js'
import { hotspotRecords } from './hotspotRecords.js'
import { checkDecisions } from './input/hotspotList.js'
import type { OutcomeJoin } from './input/outcomeJoin.js'
import { applyPlaceDecisions, type PlaceDecisions } from './input/placeDecisions.js'
import type { RoadTable } from './input/roads.js'
import type { DeprivationTable, FactorTable, LsoaLookup, PopulationTable, ReferenceTables, TextTable } from './inputTables.js'
import { type AnalyseOptions, resolveOptions } from './options.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import type { CountedRun } from './output/cubeParts.js'
import { competitionRank } from './priority/composite.js'
import { fiveFactorScores } from './priority/fiveFactor.js'
import { activityAccounts, activityCounts } from './score/activity.js'
import { believableMonths } from './score/believableMonths.js'
import { cellHeat } from './score/heat.js'
import { hoursOf } from './score/hours.js'
import { kindTable, kindWeights, mostByOffence } from './score/kinds.js'
import { nearestName } from './score/nearestName.js'
import { residentsFrom, withResidents } from './score/people.js'
import { choosePeriod } from './score/period.js'
import { type UnitColumns, unitColumns } from './score/unitTable.js'
import { step } from './step.js'
import {
  type Activity,
  type AreaTable,
  type Crimes,
  type Hooks,
  type Measure,
  NONE,
  type PlaceTable,
  type StudyArea,
} from './types.js'
import { walkableHotspots } from './walkableHotspots.js'

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
  /** What people decided of places: institutions, premises, and points where records without a place are put. */
  readonly placeDecisions?: PlaceDecisions | null
  /** Named ways, by which hotspots of a force's own places are named and bounded. */
  readonly roads?: RoadTable | null
  /** Factors of the user's own, in place of proxies or beside the five. */
  readonly factors?: readonly FactorTable[]
  /** Residents of working age by LSOA, whom claimants are counted out of. */
  readonly workingAge?: PopulationTable | null
  /** Searches, outcomes and calls: counted by area, never as crimes. */
  readonly activity?: readonly Activity[]
  /** What became of the crimes. */
  readonly outcomes?: OutcomeJoin | null
}

export interface AnalyseHooks extends Hooks {
  /** Told what is counted by cell and area while the rest is still to be worked out: all that cube.csv is made of. */
  readonly counted?: ((run: CountedRun) => void) | undefined
}

const NEEDED = ['crimes', 'layers', 'boundary', 'deprivation', 'population', 'lookup', 'tables', 'decisions'] as const

/** Without types, a field is soon forgotten. */
function refuseIncomplete(input: Partial<AnalyseInput> | null | undefined): void {
  const missing = NEEDED.find((field) => input?.[field] === undefined)
  const hint = 'analyse needs it among its input; null says that there is none.'
  if (missing !== undefined) throw new EngineError('option-invalid', { column: missing, value: 'undefined', hint })
  if (!Array.isArray(input?.layers))
    throw new EngineError('option-invalid', { column: 'layers', hint: 'A list of areas is needed.' })
}

/** Crimes are counted as they were read: with other options the results would say that they are of fewer kinds than they are. */
function refuseOtherKinds(found: readonly string[], asked: AnalyseOptions['categories']): void {
  const stray = asked === null ? undefined : found.find((category) => !asked.includes(category))
  if (stray === undefined) return
  const hint = 'Read the crimes with the same categories.'
  throw new EngineError('option-invalid', { column: 'categories', value: stray, hint })
}

/**
 * The whole chain: crimes, areas and deprivation in; cells with Gi*, clusters, hotspots and ranked areas out. Same input and options
 * give the same result, whatever the order of files or the size of batches. What is wrong with options or areas is told before
 * what is wrong with crimes; crimes that are a promise need no handler of their own.
 *
 * @throws EngineError 'boundary-missing', 'no-crimes-inside', 'no-data-in-period', 'month-unlikely', 'option-*' (a field of the input that is not given too), 'column-missing' (decisions without `id`), 'table-invalid' (two decisions on one place,
 *         an `include` that is neither yes nor no), 'aborted'
 */
export async function analyse(
  input: AnalyseInput,
  options: Partial<AnalyseOptions> = {},
  hooks: AnalyseHooks = {},
): Promise<Analysis> {
  const reading = Promise.resolve(input?.crimes)
  // their failure must not count as unheard while the areas are at work, or when those fail first
  reading.catch(() => undefined)
  refuseIncomplete(input)
  if (input.decisions !== null) checkDecisions(input.decisions)
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
  const problems = chosen.problems.map((id) => problemOf(tables.problems, id))

  await step(hooks, 'study area', 0)
  const study = await studyOf(input, reading, chosen)
  const own = input.boundary === null ? input.layers : input.layers.map((layer) => areasMeeting(layer, study))
  const layers = withResidents(own, input.population, input.deprivation)
  const lsoaLayer = layers.find(({ kind }) => kind === 'lsoa')
  const beatLayer = layers.find(({ kind }) => kind === 'beat')
  if (chosen.areaOf === 'record' && beatLayer === undefined)
    throw recordRefused('Give the beats that records name: --beats FILE.')
  const residents = cellResidents(lsoaLayer, study)
  if (chosen.measure === 'rate' && !residents.some((people) => people > 0)) {
    throw new EngineError('option-invalid', {
      column: 'measure',
      value: 'rate',
      hint: 'A rate needs residents: give LSOAs with --population or a deprivation file that holds them.',
    })
  }

  const read = await reading
  const crimes = input.placeDecisions ? applyPlaceDecisions(read, input.placeDecisions) : read
  await step(hooks, 'places to cells and areas', 0.2)
  const { places, tallies } = crimes
  const kinds = kindTable(crimes.kindIds, tables, scheme)
  refuseOtherKinds(kinds.category, chosen.categories)
  const weights = kindWeights(kinds)
  const measure = chosen.measure ?? (mostByOffence(kinds, tallies) ? 'harm' : 'volume')
  const present = believableMonths(tallies, chosen.to)
  const period = choosePeriod(present, chosen.from, chosen.to)
  const rowsOfPlace = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) rowsOfPlace[tallies.place[row]] += tallies.count[row]
  const cellOfPlace = locateCells(places.lng, places.lat, study)
  if (!cellOfPlace.some((cell) => cell !== NONE)) throw new EngineError('no-crimes-inside', { hint: whereTheyAre(places, study) })
  const lsoas = lsoaLayer === undefined ? null : assignLsoas(places, lsoaLayer, input.lookup, rowsOfPlace)
  const beats = beatLayer === undefined ? null : assignBeats(places, beatLayer, chosen.areaOf)
  if (chosen.areaOf === 'record' && beats?.ofRecord === null) throw recordRefused('No crime file has beat codes of record.')

  await step(hooks, 'counting', 0.4)
  const located = (place: number) => !Number.isNaN(places.lng[place])
  const count = (unitOfPlace: Uint32Array, units: number) => {
    const cube = cubeOf(tallies, unitOfPlace, units, located)
    return { unitOfPlace, cube, columns: unitColumns(cube, weights, period) }
  }
  const cells = { study, ...count(cellOfPlace, study.length) }
  const counted = layers.map((areas) => ({
    areas,
    ...count(
      (areas === lsoaLayer ? lsoas?.rows : areas === beatLayer ? beats?.rows : undefined) ??
        locate(places.lng, places.lat, areas),
      areas.length,
    ),
  }))
  hooks.counted?.({ kinds, crimes, cells, layers: counted })

  await step(hooks, 'hot cells', 0.5)
  const values = cellMeasure(measure, cells.columns, residents)
  const inUse = Uint8Array.from(values, (_, cell) =>
    Number(Number.isNaN(residents[cell]) || residents[cell] > 0 || cells.columns.volumeAllMonths[cell] > 0),
  )
  const heatOf = (of: Float64Array) => cellHeat(of, study, layers, inUse, chosen)
  const heat = heatOf(values)

  await step(hooks, 'ranks', 0.8)
  const { factors = [], workingAge = null, activity = [] } = input
  const given = { tables: factors, lookup: input.lookup, workingAge }
  const five = fiveFactorScores(counted, input.deprivation, scheme, period.present.length, given, chosen.weights)
  const ranked = counted.map((layer, i): LayerResult => {
    const score = five.scores[i]
    const rank = score === null ? competitionRank(layerMeasure(measure, layer.columns, layer.areas)) : score.rank
    return {
      ...layer,
      tiling: tiling(layer.areas),
      activity: activityCounts(activity, ({ places: of }) => locate(of.lng, of.lat, layer.areas), layer.areas.length, period),
      score,
      factorValues: five.values.length === 0 ? null : five.values[i],
      rankedBy: score === null ? measure : 'score',
      rank,
    }
  })

  await step(hooks, 'hotspots', 0.9)
  const touching = ringWeights(study, 1, { self: false, group: null })
  const hot = clusters(heat.hotClass, heat.z, study, touching)
  const locationPrecision = precision(places, tallies, chosen.resolution, chosen.addressesRepeat)
  const met = {
    places,
    kinds,
    inside: Uint8Array.from(cellOfPlace, (cell) => Number(cell !== NONE)),
    snapped: arePublished({ precision: locationPrecision, kinds, places }),
    institutions: chosen.institutions,
  }
  const { events } = crimes
  const exact = events !== null && !met.snapped
  const named = exact
    ? []
    : problems.flatMap((problem) => hotspots({ ...met, tallies, months: new Set(period.present) }, problem))
  const walked = {
    ...met,
    events,
    months: present.filter((month) => month <= period.to),
    period: period.present,
    beats: beatLayer ?? null,
    roads: input.roads ?? null,
    seed: chosen.seed,
  }
  const found = exact ? problems.map((problem) => walkableHotspots(walked, problem)) : []
  const walkable = found.flatMap(({ listed }) => listed)

  await step(hooks, 'record of the lists', 0.95)
  const records = hotspotRecords(
    {
      crimes,
      kinds,
      options: chosen,
      precision: locationPrecision,
      hotspots: named,
      walkable,
      cells: { study, unitOfPlace: cellOfPlace },
    },
    problems,
  )
  const marked =
    measure === 'harm' ? oneEventClusters(hot, { ...cells.columns, harm: values }, (harm) => heatOf(harm).hotClass) : hot
  const hours = events === null ? null : hoursOf(events, places, counted, period)
  await step(hooks, 'done', 1)
  return {
    options: chosen,
    crimes,
    tables,
    scheme,
    kinds,
    measure,
    period,
    precision: locationPrecision,
    cells: {
      ...cells,
      activity: activityCounts(activity, ({ places: of }) => locateCells(of.lng, of.lat, study), study.length, period),
      residents,
      near: nearestName(study, places, cells.columns.volumeAllMonths),
      measure: values,
      heat,
    },
    layers: ranked,
    factors: five.factors,
    factorCounts: five.counted,
    clusters: marked,
    hotspots: named,
    walkable,
    further: found.flatMap(({ further }) => further),
    records,
    decisions: input.decisions,
    lsoasAssigned: lsoas?.by ?? null,
    beatsAssigned: beats,
    lsoasUnscored: five.unscored,
    factorsAlike: five.alike,
    residentsFrom: residentsFrom(lsoaLayer, input.population, input.deprivation),
    scoreRefused: five.refused,
    factorIssues: five.issues,
    activity: activityAccounts(activity, period),
    hours,
    outcomes: input.outcomes ?? null,
    roads: input.roads ?? null,
    boundary: input.boundary,
    boundaryKind: input.boundary?.kind ?? layers.map(({ kind }) => kind).join(' + '),
    boundaryFromData: fromData(input),
    asked: {},
  }
}

function recordRefused(hint: string): EngineError {
  return new EngineError('option-invalid', { column: 'area-of', value: 'record', hint })
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
