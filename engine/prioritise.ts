import { mean } from 'simple-statistics'
import { EngineError } from './error.js'
import { EARTH_RADIUS_M } from './geometry.js'
import { areaOverlap } from './grid/overlap.js'
import type { Analysis, LayerResult } from './output/analysis.js'
import { insidePoints } from './output/insidePoint.js'
import { areaGraph } from './priority/areaGraph.js'
import { type AreaStability, areaStability } from './priority/areaStability.js'
import type { AreaUnmet } from './priority/areaUnmet.js'
import { boundaryCut, searchable } from './priority/boundaryCut.js'
import { choiceEffects, DESIGN_ROWS, dropOne } from './priority/choiceEffects.js'
import { type ChoiceSpace, choiceSpace, headlineChoice } from './priority/choices.js'
import { competitionRank } from './priority/composite.js'
import { type AreaProblem, contiguousArea, excessOf } from './priority/contiguousArea.js'
import { type CountedCrime, crimeCounts, harmOfKinds } from './priority/crimeCounts.js'
import { crimeOnlyNull } from './priority/crimeOnlyNull.js'
import { effectiveWeights } from './priority/effectiveWeights.js'
import { groupWeights } from './priority/factorWeights.js'
import { factorGroups, rankCorrelations } from './priority/groups.js'
import { type HonestExcess, honestExcess } from './priority/honestExcess.js'
import { nextBest } from './priority/nextBest.js'
import { tieKey } from './priority/order.js'
import { paretoTiers } from './priority/pareto.js'
import type {
  FactorChecks,
  Priority,
  PriorityAreas,
  PriorityLayer,
  PriorityOptions,
  WholeChoice,
} from './priority/prioritised.js'
import { refuseOption, resolvePriorityOptions } from './priority/priorityOptions.js'
import { type RankOptions, type RankStep, rankDraws } from './priority/rankDraws.js'
import { type RankedFactor, type RankInput, scorer } from './priority/rankInput.js'
import { meanOnAreas } from './priority/score.js'
import { standing, standingOfArea } from './priority/standing.js'
import { dispersion } from './stats/dispersion.js'
import { scan } from './stats/scan.js'
import { step } from './step.js'
import { type AreaTable, type Hooks, NONE, type Solver } from './types.js'

/** Claimants are counted once: their over-dispersion is taken, not measured. */
const ASSUMED_PHI = 2
/** More LSOAs without deprivation than this are of another vintage, not left out by the publisher. */
const MOST_UNSCORED = 0.05
/** Fewer areas with a score than this are no ranking. */
const LEAST_AREAS = 3
/** Random maps of the crime-only chance and of the scan. */
const RANDOM_MAPS = 199
/** Of all people, inside a circle of the scan at most: a team's area is local. */
const SCAN_SHARE = 0.1
/** Layers whose whole areas, and pairs of them, stand beside the drawn area. */
const WHOLE_KINDS: readonly string[] = ['ward', 'beat']
/** A top of more than this share of a layer would be held in most re-runs by chance. */
const TOP_SHARE = 0.2
const DEFAULT_SIZE = { people: [6000, 12_000], km2: [0, 4] } as const

/**
 * Where a priority-area team should go: each layer ranked on the factors of the analysis with how firm each rank is, and the
 * highest-need contiguous area of LSOAs with what else could have been chosen.
 *
 * Ranks are by counts a year on each layer; the area is searched on crime per resident (or km2), so that no unit is chosen for its size.
 *
 * @param solver proves the area where few units are open; null: bound and gap only
 * @throws       EngineError 'score-needs-deprivation', 'score-needs-lsoas', 'factor-codes-foreign', 'option-invalid', 'option-unknown', 'factor-weights-invalid',
 *               'area-size-unmet', 'units-too-few', 'value-out-of-range', 'aborted'
 *
 * Misleads where the factors do: they are recorded crime and published scores of other years. The re-runs hold what counts and choices
 * leave open, not what was never recorded.
 */
export async function prioritise(
  analysis: Analysis,
  options: Partial<PriorityOptions> = {},
  solver: Solver | null = null,
  hooks: Hooks = {},
): Promise<Priority> {
  const chosen = resolvePriorityOptions(options)
  const at = analysis.layers.findIndex(({ areas, score }) => areas.kind === 'lsoa' && score !== null)
  if (at < 0)
    throw new EngineError(analysis.scoreRefused ?? 'score-needs-lsoas', {
      hint: 'Give LSOA boundaries and a deprivation file of the same year: --lsoas and --deprivation.',
    })
  const lsoas = analysis.layers[at]
  const unscored = analysis.lsoasUnscored
  if (unscored.length > MOST_UNSCORED * lsoas.areas.length)
    throw new EngineError('factor-codes-foreign', {
      column: 'deprivation',
      value: unscored[0] ?? '',
      hint: `${unscored.length} of ${lsoas.areas.length} LSOAs have no row in the deprivation file, as when they are of another census: give the LSOAs of the file's year (2011 for 2019, 2021 for 2025), or the file of theirs.`,
    })
  const { seed } = analysis.options
  const own = inputOf(analysis, lsoas, analysis.period.present, 'counts')
  const choices = choicesOf(own.input.ids.length, chosen)
  const scored = scoredIn(lsoas)
  if (chosen.top >= scored)
    refuseOption('top', chosen.top, `${scored} LSOAs are ranked: give a whole number from 1 to ${scored - 1}; 5 is usual.`)

  const layers: (PriorityLayer | null)[] = []
  for (const layer of analysis.layers) {
    const part = 0.3 / analysis.layers.length
    const done = layers.length * part
    layers.push(
      await rankedLayer(analysis, layer, layer === lsoas ? own.input : null, chosen, lsoas, (share) =>
        step(hooks, 're-runs', done + part * share),
      ),
    )
  }

  const checks = await factorChecks(own.input, lsoas, { k: topOf(chosen, scored), seed, choices }, (share) =>
    step(hooks, 'choices', 0.3 + 0.2 * share),
  )
  const area = await searched(analysis, at, chosen, solver, (share) => step(hooks, 'areas', 0.5 + 0.5 * share))
  return { options: chosen, seed, layers, checks, dispersion: own.dispersion, area }
}

type Tick = (share: number) => Promise<void>

// ---------------------------------------------------------------- what is ranked

/** All choices that suit so many units, those asked for first. */
function choicesOf(units: number, { normalisation, aggregation }: PriorityOptions): ChoiceSpace {
  const space = choiceSpace(units)
  const first = <T>(wanted: T, all: readonly T[]) => [wanted, ...all.filter((one) => one !== wanted)]
  return { normalisations: first(normalisation, space.normalisations), aggregations: first(aggregation, space.aggregations) }
}

/** People of a layer where all are known, else ground. */
function exposureOf({ areas }: LayerResult): Float64Array {
  return peopleOf(areas) ?? areas.areaKm2
}

function peopleOf({ residents }: AreaTable): Float64Array | null {
  return residents.every((people) => people >= 0) ? residents : null
}

/** A layer's factors as re-runs take them, of some months. */
function inputOf(analysis: Analysis, layer: LayerResult, months: readonly number[], as: 'counts' | 'rates') {
  const { areas, cube } = layer
  const { factors, factorCounts, kinds, tables, scheme } = analysis
  const counted: CountedCrime = {
    cube,
    months,
    kinds,
    people: exposureOf(layer),
    harm: harmOfKinds(kinds, tables, scheme),
    as,
  }
  const { crime, dispersion } = crimeCounts(counted)
  const ranked = factors.map(({ id, weight }, k): RankedFactor => {
    if (id === 'volume' || id === 'harm') return { kind: id, id, weight }
    const counts = areas.kind === 'lsoa' ? factorCounts[k] : null
    if (counts !== null) return { kind: 'counted', id, weight, ...counts, phi: ASSUMED_PHI }
    return { kind: 'published', id, weight, values: layer.factorValues?.[k] ?? new Float64Array(areas.length).fill(Number.NaN) }
  })
  const input: RankInput = { ids: areas.code, people: peopleOf(areas), factors: ranked, crime }
  return { input, dispersion }
}

/** Areas with a score. */
function scoredIn({ score }: LayerResult): number {
  return score?.score.reduce((n, value) => n + Number(!Number.isNaN(value)), 0) ?? 0
}

/** Places that count as the top of so many areas with a score. */
function topOf({ top }: PriorityOptions, scored: number): number {
  return Math.max(1, Math.min(top, Math.floor(TOP_SHARE * scored)))
}

/** @param given the input where it is made already */
async function rankedLayer(
  analysis: Analysis,
  layer: LayerResult,
  given: RankInput | null,
  chosen: PriorityOptions,
  lsoas: LayerResult,
  tick: Tick,
): Promise<PriorityLayer | null> {
  const { areas, factorValues, score } = layer
  if (score === null || factorValues === null) return null
  const known = scoredIn(layer)
  if (known < LEAST_AREAS) return null
  const input = given ?? inputOf(analysis, layer, analysis.period.present, 'counts').input
  const top = topOf(chosen, known)
  const own = { kind: areas.kind, top, tier: paretoTiers(factorValues) }
  if (chosen.normalisation === 'exponential' && layer !== lsoas) {
    // a transform of the whole country's ranks is never ranked again: areas have the mean of their LSOAs
    const { input: base } = inputOf(analysis, lsoas, analysis.period.present, 'counts')
    const { headline } = scorer(base, headlineChoice(weightsOf(base), choicesOf(base.ids.length, chosen)))
    const mean = meanOnAreas(headline.score, peopleOf(lsoas.areas), areaOverlap(lsoas.areas, areas), areas)
    const none = factorValues.map(() => new Float64Array(areas.length).fill(Number.NaN))
    const rank = competitionRank(mean.map(tieKey))
    const meanHeadline = { ...headline, score: mean, contributions: none, rank }
    return { ...own, headline: meanHeadline, reruns: null, standing: areas.code.map(() => ''), groupRank: rank }
  }
  const options = {
    draws: chosen.draws,
    k: top,
    seed: analysis.options.seed,
    choices: choicesOf(areas.length, chosen),
  }
  const { headline, data, choices, both } = await finish(rankDraws(input, options), tick, chosen.draws)
  return {
    ...own,
    headline,
    reruns: { data, choices, both },
    standing: Array.from(both.top, (share) => (Number.isNaN(share) ? '' : standing(share))),
    groupRank: groupScore(input, options.choices).rank,
  }
}

function weightsOf({ factors }: RankInput): number[] {
  return factors.map(({ weight }) => weight)
}

/** The score with equal weight to groups of factors that go together; factors of weight 0 stay out. */
function groupScore(input: RankInput, choices: ChoiceSpace) {
  const used = input.factors.flatMap(({ weight }, k) => (weight > 0 ? [k] : []))
  const recorded = scorer(input, headlineChoice(weightsOf(input), choices)).recorded(headlineChoice(weightsOf(input), choices))
  const groups = factorGroups(rankCorrelations(used.map((k) => recorded[k])))
  const of = groupWeights(groups)
  const weights = input.factors.map((_, k) => of[used.indexOf(k)] ?? 0)
  const regrouped = { ...input, factors: input.factors.map((factor, k) => ({ ...factor, weight: weights[k] })) }
  return scorer(regrouped, headlineChoice(weights, choices)).headline
}

async function finish<R>(
  steps: Generator<{ readonly done: number }, R, undefined>,
  tick: Tick,
  of: number,
  each: (() => void) | null = null,
): Promise<R> {
  let next = steps.next()
  while (!next.done) {
    each?.()
    if (next.value.done % 16 === 0) await tick(next.value.done / of)
    next = steps.next()
  }
  return next.value
}

async function factorChecks(
  input: RankInput,
  { factorValues, score }: LayerResult,
  { k, seed, choices }: Pick<RankOptions, 'k' | 'seed' | 'choices'>,
  tick: Tick,
): Promise<FactorChecks> {
  const values = factorValues ?? []
  // a factor of weight 0 is no part of the score
  const used = input.factors.flatMap(({ weight }, row) => (weight > 0 ? [row] : []))
  const ofUsed = used.map((row) => values[row])
  const inUsed = <T>(list: readonly T[], none: T) => input.factors.map((_, row) => list[used.indexOf(row)] ?? none)
  const effective = effectiveWeights(ofUsed, score?.score ?? new Float64Array(0))
  const groups = factorGroups(rankCorrelations(ofUsed))
  return {
    effective: { ratio: inUsed(effective.ratio, Number.NaN), share: inUsed(effective.share, Number.NaN) },
    correlations: rankCorrelations(values),
    groups: groups.map((group) => group.map((at) => used[at])),
    groupWeights: inUsed(groupWeights(groups), 0),
    dropOne: dropOne(input, { k, choices }),
    effects: await finish(choiceEffects(input, { k, seed, choices, rows: DESIGN_ROWS }), tick, DESIGN_ROWS),
  }
}

// ---------------------------------------------------------------- the contiguous area

async function searched(
  analysis: Analysis,
  at: number,
  chosen: PriorityOptions,
  solver: Solver | null,
  tick: Tick,
): Promise<PriorityAreas> {
  const lsoas = analysis.layers[at]
  const { areas, columns } = lsoas
  const { seed } = analysis.options
  const { present } = analysis.period
  const { input } = inputOf(analysis, lsoas, present, 'rates')
  const choices = choicesOf(areas.length, chosen)
  const cut = analysis.boundary === null ? null : boundaryCut(areas, analysis.boundary)
  const scoreOf = (given: RankInput) => searchable(scorer(given, headlineChoice(weightsOf(given), choices)).headline.score, cut)
  const score = scoreOf(input)
  const people = peopleOf(areas)
  const sizeIn = chosen.sizeIn ?? (people === null ? 'km2' : 'people')
  if (sizeIn === 'people' && people === null)
    refuseOption(
      'sizeIn',
      'people',
      'The residents of the LSOAs are not all known: give a population file that has them, or km2.',
    )
  const [least, most] = chosen.size ?? DEFAULT_SIZE[sizeIn]
  const inside = insideOf(analysis, chosen.inside)
  const problem: AreaProblem = {
    graph: areaGraph(areas),
    score,
    people: people ?? new Float64Array(areas.length).fill(1),
    size: sizeIn === 'people' && people !== null ? people : areas.areaKm2,
    least,
    most,
    group: inside === null ? null : Int32Array.from(homeOf(areas, inside.areas), (home) => (home === NONE ? -1 : home)),
    maxCompactness: chosen.compactness,
  }
  const settings = { count: chosen.areas + 1, fillHoles: chosen.fillHoles, solver, nodes: chosen.nodes }
  const found = contiguousArea(problem, settings, (why) => unmetWords(why, problem, sizeIn, inside))
  await tick(0.1)
  const [first] = found.areas
  const settled = { ...chosen, seed, choices, cut }
  const stability = await redrawn(input, problem, first.members, settled, (share) => tick(0.1 + 0.6 * share))
  const honest = honestOf(analysis, lsoas, problem, scoreOf)
  await tick(0.75)
  const exposure = exposureOf(lsoas).map((value, row) => (Number.isNaN(score[row]) ? 0 : value))
  const counts = exposure.map((value, row) => (value > 0 ? columns.volumeReactive[row] : 0))
  const phi = phiOf(analysis, lsoas)
  const crimeOnly = crimeOnlyNull(problem, counts, exposure, { phi, draws: RANDOM_MAPS, seed })
  await tick(0.9)
  const { excess } = excessOf(problem)
  return {
    layer: at,
    sizeIn,
    least,
    most,
    inside: inside?.areas.kind ?? null,
    cut,
    wanted: chosen.areas,
    score,
    mean: found.mean,
    areas: found.areas.slice(0, chosen.areas),
    nextBest: found.areas[chosen.areas] ?? null,
    highestMean: found.highestMean,
    wholes: analysis.layers.flatMap((layer, row): WholeChoice[] => {
      if (!WHOLE_KINDS.includes(layer.areas.kind)) return []
      const home = homeOf(areas, layer.areas).map((area, unit) => (cut?.leftOut.includes(unit) === true ? NONE : area))
      const whole = { graph: areaGraph(layer.areas), areaOfUnit: home, group: null }
      return [{ kind: layer.areas.kind, layer: row, home, ...nextBest(whole, excess, problem.people, first.members) }]
    }),
    honest,
    stability,
    standing: standingOfArea(stability.both.heldShare, stability.data.heldShare),
    crimeOnly,
    scan: scanOf(areas, counts, exposure, phi, seed),
  }
}

/** What size and shape no area can meet, in the words of the options, with what can be had. */
function unmetWords(
  why: AreaUnmet,
  { least, most, maxCompactness }: AreaProblem,
  sizeIn: PriorityAreas['sizeIn'],
  inside: LayerResult | null,
): EngineError {
  const unit = sizeIn === 'people' ? 'residents' : 'km2'
  const amount = (size: number) => (sizeIn === 'people' ? String(Math.round(size)) : size.toFixed(2))
  const within = inside === null ? '' : ` inside one area of the kind ${inside.areas.kind}`
  if (why.because === 'compactness')
    return new EngineError('area-size-unmet', {
      column: 'compactness',
      value: String(maxCompactness),
      hint: `No connected area of LSOAs of ${least}-${most} ${unit}${within} is so compact. ${why.nearest === null ? 'Ask for another size.' : `With ${why.nearest} there is one; or ask for another size.`}`,
    })
  const sizes = why.because === 'size' ? [why.below, why.above].filter((size) => size !== null).map(amount) : []
  return new EngineError('area-size-unmet', {
    column: 'size',
    value: `${least}-${most}`,
    hint:
      sizes.length === 0
        ? 'No LSOA has a score inside the boundary: are the LSOAs, the deprivation file and the boundary of one force?'
        : `No connected area of LSOAs${within} has ${least}-${most} ${unit}. The nearest ${sizes.length === 1 ? `that can be had has ${sizes[0]}: give a size that holds it` : `that can be had have ${sizes.join(' and ')}: give a size that holds one of them`}.`,
  })
}

/** The layer a priority area lies inside one area of. */
function insideOf({ layers }: Analysis, asked: string | null): LayerResult | null {
  if (asked === 'force') return null
  const found = layers.find(({ areas }) => areas.kind === (asked ?? 'lpa'))
  if (found === undefined && asked !== null)
    refuseOption(
      'inside',
      asked,
      `Give a kind of area that is given, or force. Given: ${layers.map(({ areas }) => areas.kind).join(', ')}.`,
    )
  return found ?? null
}

/** By area of `of`, the area of `layer` that holds most of its ground; NONE where none does. */
function homeOf(of: AreaTable, layer: AreaTable): Uint32Array {
  const { from, to, share, length } = areaOverlap(of, layer)
  const home = new Uint32Array(of.length).fill(NONE)
  const most = new Float64Array(of.length)
  for (let row = 0; row < length; row++) {
    if (share[row] <= most[from[row]]) continue
    most[from[row]] = share[row]
    home[from[row]] = to[row]
  }
  return home
}

/** The area searched again on scores drawn from the data, from the choices and from both. */
async function redrawn(
  input: RankInput,
  problem: AreaProblem,
  members: Uint32Array,
  {
    areaDraws,
    seed,
    choices,
    cut,
  }: Pick<PriorityOptions, 'areaDraws'> & Pick<RankOptions, 'seed' | 'choices'> & Pick<PriorityAreas, 'cut'>,
  tick: Tick,
): Promise<PriorityAreas['stability']> {
  const drawn: Record<keyof RankStep['score'], Float64Array[]> = { data: [], choices: [], both: [] }
  const steps = rankDraws(input, { draws: areaDraws, k: 1, seed, choices })
  for (let next = steps.next(); !next.done; next = steps.next()) {
    const { score } = next.value
    drawn.data.push(searchable(score.data, cut).slice())
    drawn.choices.push(searchable(score.choices, cut).slice())
    drawn.both.push(searchable(score.both, cut).slice())
  }
  const of = (scores: readonly Float64Array[], turn: number): Promise<AreaStability> =>
    areaStability(problem, members, scores, { progress: (_, done) => tick((turn + done / areaDraws) / 3) })
  return { data: await of(drawn.data, 0), choices: await of(drawn.choices, 1), both: await of(drawn.both, 2) }
}

/** Months taken in turn: the first, third ... and the second, fourth ... */
function honestOf(
  analysis: Analysis,
  lsoas: LayerResult,
  problem: AreaProblem,
  scoreOf: (input: RankInput) => Float64Array,
): HonestExcess | null {
  const { present } = analysis.period
  if (present.length < 2) return null
  const [odd, even] = [0, 1].map((rest) => {
    const months = present.filter((_, at) => at % 2 === rest)
    return scoreOf(inputOf(analysis, lsoas, months, 'rates').input)
  })
  return honestExcess(problem, odd, even)
}

/** Over-dispersion of all reactive crime of the LSOAs together. */
function phiOf({ kinds, period }: Analysis, { cube }: LayerResult): number {
  const { present } = period
  const position = new Map(present.map((month, at) => [month, at]))
  const table = new Float64Array(cube.units * present.length)
  for (let row = 0; row < cube.length; row++) {
    const at = position.get(cube.month[row])
    if (cube.unit[row] === NONE || at === undefined || kinds.reactive[cube.kind[row]] === 0) continue
    table[cube.unit[row] * present.length + at] += cube.count[row]
  }
  return dispersion(table, cube.units, present.length).phi
}

function scanOf(areas: AreaTable, count: Float64Array, exposure: Float64Array, phi: number, seed: number) {
  const { lng, lat } = insidePoints(areas)
  const metres = (EARTH_RADIUS_M * Math.PI) / 180
  const middle = Math.cos((mean(Array.from(lat)) * Math.PI) / 180)
  const x = lng.map((value) => value * metres * middle)
  const y = lat.map((value) => value * metres)
  return scan(
    { count, exposure, x, y },
    { shape: { kind: 'circular', maxShare: SCAN_SHARE }, phi, simulations: RANDOM_MAPS, seed },
  )
}
