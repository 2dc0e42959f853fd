import { EngineError } from '../error.js'
import { checkAmounts, checkLength, checkPositive } from '../stats/columns.js'
import type { Solver } from '../types.js'
import { compactnessOf, connectedParts, unionPerimeterM } from './areaGraph.js'
import { type AreaUnmet, areaUnmet } from './areaUnmet.js'
import { contiguityModel } from './contiguityModel.js'
import { type AreaSearch, type AreaShape, areaSearcher, type GrownArea } from './growExchange.js'

/** What is looked for. Columns by unit of the graph. */
export interface AreaProblem extends AreaShape {
  /** 0-100, higher is more need; NaN: the unit cannot be chosen. Of rates only: a count would choose large units. */
  readonly score: Float64Array
  /** Weight of each unit, usually residents; 0 and up. */
  readonly people: Float64Array
}

export interface AreaOptions {
  /** Areas, one after another, each without the units of those before. */
  readonly count: number
  /** Take in units that the area runs all round. */
  readonly fillHoles: boolean
  /** Proves the area where few enough units could still be in a better one. */
  readonly solver: Solver | null
  /** Branch-and-bound nodes a proof may take. */
  readonly nodes: number
}

export const AREA_OPTIONS: AreaOptions = { count: 1, fillHoles: false, solver: null, nodes: 20_000 }

export interface ContiguousArea {
  /** Rows, ascending; `filled` are those of them that were holes. */
  readonly members: Uint32Array
  readonly filled: Uint32Array
  /** Sum over its units of people x (score - s0): what was maximised, before holes are filled. */
  readonly excess: number
  /** No area of the size and shape has more; with a gap of 0 the area is proven to be the best. */
  readonly bound: number
  /** (bound - excess) over all positive excess. */
  readonly gap: number
  /** Excess over all positive excess: how much of the force's need above its mean lies in here. */
  readonly shareOfExcess: number
  /** People-weighted mean score, and that less the mean of all units. */
  readonly score: number
  readonly lift: number
  readonly people: number
  readonly size: number
  /** Where the size falls between the least (0) and the most (1) allowed; above 1 where holes were filled. */
  readonly placeInRange: number
  readonly areaM2: number
  readonly perimeterM: number
  readonly compactness: number
}

export interface ContiguousAreas {
  /** In the order found: best first. Not jointly optimal: two areas chosen together could do better. Fewer than asked where no more fit. */
  readonly areas: readonly ContiguousArea[]
  /** The area of the highest mean score in the place of the first: smaller, and what the first gives up for its size. */
  readonly highestMean: ContiguousArea
  /** s0: people-weighted mean score of all units. */
  readonly mean: number
}

/** More units than this are not given to the solver. */
const MOST_UNITS = 80
/** Tangents to the bound on shape, and steps of the ratio, before it stops. */
const MOST_ROUNDS = 30
/** What a proof leaves open, of the largest excess. */
const PROVEN = 1e-6

/**
 * The connected area with the most need above the mean: argmax of sum p (s - s0) over connected sets of units with a size from `least`
 * to `most`, inside one group, compact. Growth and exchange with an upper bound; with a solver, exact where the units that could still
 * be in a better area are few.
 *
 * @param refused words for a size or shape no area can meet
 * @throws EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'area-size-unmet'
 *
 * Misleads: the maximum over all areas is high on pure noise too (`honestExcess`). Larger areas hold more excess, so it tends to the most
 * size allowed (`placeInRange`, `highestMean`). Crooked borders are long: compactness depends on how finely they are drawn.
 * Shirabe (2005), Geographical Analysis 37(1); Kulldorff & Nagarwalla (1995) for the maximum over zones.
 */
export function contiguousArea(
  problem: AreaProblem,
  options: AreaOptions = AREA_OPTIONS,
  refused: (why: AreaUnmet, problem: AreaProblem) => EngineError = unmet,
): ContiguousAreas {
  checkProblem(problem, options)
  const { mean, excess } = excessOf(problem)
  const search = areaSearcher(problem)
  const banned = new Uint8Array(problem.graph.length)
  const areas: ContiguousArea[] = []
  while (areas.length < options.count) {
    const found = proven(problem, excess, banned, search(excess, banned), options)
    if (found.best === null) break
    const area = describe(
      problem,
      excess,
      mean,
      found.best,
      found.bound,
      options.fillHoles ? holesOf(problem, found.best.members, banned) : [],
    )
    areas.push(area)
    for (const row of area.members) banned[row] = 1
  }
  if (areas.length === 0) throw refused(areaUnmet(problem, problem.score), problem)
  return { areas, highestMean: highestMean(problem, mean, search, areas[0]), mean }
}

/** s0 and e_i = p_i (s_i - s0); NaN where a unit has no score or weight. */
export function excessOf({ score, people }: Pick<AreaProblem, 'score' | 'people'>): { mean: number; excess: Float64Array } {
  let weight = 0
  let sum = 0
  for (let row = 0; row < score.length; row++) {
    if (Number.isNaN(score[row])) continue
    weight += people[row]
    sum += people[row] * score[row]
  }
  const mean = sum / weight
  return { mean, excess: score.map((value, row) => people[row] * (value - mean)) }
}

// ---------------------------------------------------------------- proof

interface Proven {
  readonly best: GrownArea | null
  readonly bound: number
}

function proven(
  problem: AreaProblem,
  excess: Float64Array,
  banned: Uint8Array,
  { best, bound, open }: AreaSearch,
  { solver, nodes }: AreaOptions,
): Proven {
  if (solver === null || bound === -Infinity) return { best, bound }
  const parts = partsOf(
    problem,
    open.map((yes, row) => (banned[row] === 1 ? 0 : yes)),
  )
  if (parts.some((rows) => rows.length > MOST_UNITS)) return { best, bound }
  let proof: Proven = { best, bound: best === null ? -Infinity : best.excess }
  for (const rows of parts) {
    const found = proveIn(problem, excess, rows, proof.best, solver, nodes)
    proof = { best: found.best, bound: Math.max(proof.bound, found.bound, found.best?.excess ?? -Infinity) }
  }
  return { best: proof.best, bound: Math.min(bound, proof.bound) }
}

/** Connected parts of the open units, each inside one group. */
function partsOf({ graph, group }: AreaShape, open: Uint8Array): number[][] {
  const groups = group === null ? [0] : [...new Set(group)].filter((id) => id >= 0)
  return groups.flatMap((id) => {
    const part = connectedParts(graph, (row) => open[row] === 1 && (group === null || group[row] === id))
    const rows = new Map<number, number[]>()
    for (const [row, first] of part.entries()) {
      if (first < 0) continue
      const list = rows.get(first) ?? []
      list.push(row)
      rows.set(first, list)
    }
    return [...rows.values()]
  })
}

/** The best of the known area and those among some units; the bound is over those units. */
function proveIn(
  problem: AreaProblem,
  excess: Float64Array,
  rows: readonly number[],
  known: GrownArea | null,
  solver: Solver,
  nodes: number,
): Proven {
  const { graph, maxCompactness } = problem
  const scale = rows.reduce((most, row) => Math.max(most, Math.abs(excess[row])), 0)
  if (scale === 0) return { best: known, bound: -Infinity }
  // only what is better by more than rounding: the known area was chosen among its ties
  const atLeast = known === null ? -Infinity : known.excess + PROVEN * scale
  const tangentsM2 =
    maxCompactness === Infinity || known === null ? [] : [known.members.reduce((sum, row) => sum + graph.areaM2[row], 0)]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { status, bound, x } = solver.solve(contiguityModel(problem, excess, rows, atLeast, tangentsM2), { nodes })
    if (status === 'infeasible') return { best: known, bound: -Infinity }
    if (x === null) return { best: known, bound: bound * scale }
    const members = Uint32Array.from(rows.filter((_, at) => x[at] > 0.5))
    const perimeterM = unionPerimeterM(graph, members)
    const areaM2 = members.reduce((sum, row) => sum + graph.areaM2[row], 0)
    if (compactnessOf(perimeterM, areaM2) <= maxCompactness * (1 + PROVEN)) {
      const best = { members, perimeterM, excess: members.reduce((sum, row) => sum + excess[row], 0) }
      // met within the solver's tolerance only: no better than what is known
      if (known !== null && best.excess <= known.excess) return { best: known, bound: known.excess }
      return { best, bound: status === 'optimal' ? best.excess : bound * scale }
    }
    if (status !== 'optimal' || round === MOST_ROUNDS - 1) return { best: known, bound: bound * scale }
    tangentsM2.push(areaM2)
  }
  return { best: known, bound: Infinity }
}

// ---------------------------------------------------------------- what is said of an area

function describe(
  problem: AreaProblem,
  excess: Float64Array,
  mean: number,
  best: GrownArea,
  bound: number,
  holes: readonly number[],
): ContiguousArea {
  const { graph, people, score, size, least, most } = problem
  const members = Uint32Array.from([...best.members, ...holes]).sort()
  const filled = Uint32Array.from(holes).sort()
  const over = (column: Float64Array) => members.reduce((sum, row) => sum + (Number.isNaN(column[row]) ? 0 : column[row]), 0)
  const positive = excess.reduce((sum, value) => (value > 0 ? sum + value : sum), 0)
  const scored = members.filter((row) => !Number.isNaN(score[row]))
  const weight = scored.reduce((sum, row) => sum + people[row], 0)
  const own = scored.reduce((sum, row) => sum + people[row] * score[row], 0) / weight
  const areaM2 = over(graph.areaM2)
  const perimeterM = unionPerimeterM(graph, members)
  return {
    members,
    filled,
    excess: best.excess,
    bound,
    gap: positive > 0 ? (bound - best.excess) / positive : 0,
    shareOfExcess: positive > 0 ? best.excess / positive : 0,
    score: own,
    lift: own - mean,
    people: over(people),
    size: over(size),
    placeInRange: most > least ? (over(size) - least) / (most - least) : 1,
    areaM2,
    perimeterM,
    compactness: compactnessOf(perimeterM, areaM2),
  }
}

/** Units outside an area that it runs all round: none of their connected part has a border to the outside. */
function holesOf({ graph }: AreaShape, members: Uint32Array, banned: Uint8Array): number[] {
  const inside = new Set(members)
  const part = connectedParts(graph, (row) => !inside.has(row))
  const open = new Set<number>()
  for (let row = 0; row < graph.length; row++) {
    let shared = 0
    for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) shared += graph.border[k]
    if (banned[row] === 1 || graph.perimeterM[row] - shared > OUTER_SHARE * graph.perimeterM[row]) open.add(part[row])
  }
  return Array.from(part.keys()).filter((row) => part[row] >= 0 && !open.has(part[row]))
}

/** Less of a unit's border than this without a neighbour is drawing error. */
const OUTER_SHARE = 0.02

/** Dinkelbach: the most of sum p (s - m), m the mean of the area before, until m no longer rises. */
function highestMean(
  problem: AreaProblem,
  mean: number,
  search: ReturnType<typeof areaSearcher>,
  first: ContiguousArea,
): ContiguousArea {
  const { score, people } = problem
  const { excess } = excessOf(problem)
  const meanOf = (members: Uint32Array) =>
    members.reduce((sum, row) => sum + people[row] * score[row], 0) / members.reduce((sum, row) => sum + people[row], 0)
  let best: Uint32Array = first.members.filter((row) => !first.filled.includes(row))
  let high = meanOf(best)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const over = score.map((value, row) => people[row] * (value - high))
    const found = search(over, null).best
    if (found === null || !(meanOf(found.members) > high * (1 + PROVEN))) break
    best = found.members
    high = meanOf(best)
  }
  const grown = {
    members: best,
    perimeterM: unionPerimeterM(problem.graph, best),
    excess: best.reduce((sum, row) => sum + excess[row], 0),
  }
  return describe(problem, excess, mean, grown, first.bound, [])
}

// ---------------------------------------------------------------- checks

function checkProblem(problem: AreaProblem, { count }: AreaOptions): void {
  const { graph, score, people, size, least, most, group, maxCompactness } = problem
  checkLength('score', score.length, graph.length)
  checkLength('people', people.length, graph.length)
  checkLength('size', size.length, graph.length)
  if (group !== null) checkLength('group', group.length, graph.length)
  checkAmounts('people', people)
  checkAmounts('size', size)
  checkPositive('most', most)
  checkPositive('count', count)
  if (!(least >= 0 && least <= most))
    throw new EngineError('value-out-of-range', { column: 'least', value: String(least), hint: `Give a size from 0 to ${most}.` })
  if (!(maxCompactness >= 1))
    throw new EngineError('value-out-of-range', {
      column: 'maxCompactness',
      value: String(maxCompactness),
      hint: 'A circle has 1, a square 1.27, four squares in a row 1.99; 3 is usual.',
    })
}

/** Says which of size and shape no area can meet, and what can be had. */
function unmet(why: AreaUnmet, { least, most, maxCompactness }: AreaProblem): EngineError {
  if (why.because === 'compactness')
    return new EngineError('area-size-unmet', {
      column: 'maxCompactness',
      value: String(maxCompactness),
      hint: `No connected area of size ${least} to ${most} is so compact. ${why.nearest === null ? 'Ask for another size.' : `With ${why.nearest} there is one.`}`,
    })
  const sizes = why.because === 'size' ? [why.below, why.above].filter((size) => size !== null) : []
  return new EngineError('area-size-unmet', {
    column: 'size',
    value: `${least} to ${most}`,
    hint:
      why.because === 'no-score'
        ? 'No unit has a score.'
        : `No connected area has this size. Ask for another size; the nearest found: ${sizes.join(' and ') || 'none'}.`,
  })
}
