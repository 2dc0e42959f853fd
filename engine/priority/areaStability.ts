import { EngineError } from '../error.js'
import type { Hooks } from '../types.js'
import { type AreaProblem, excessOf } from './contiguousArea.js'
import { areaSearches } from './growExchange.js'

export interface AreaStability {
  readonly draws: number
  /** By unit: in how many of the draws it lay in the best area of that draw, 0 to 1. */
  readonly inArea: Float64Array
  /** People-weighted Jaccard similarity of the area to the best one of each draw, averaged. */
  readonly meanJaccard: number
  /** Draws in which the area had more excess than the best area that has none of its units: its first place, held. */
  readonly held: number
  /** Of `held`: 0 to 1. Standing goes by it. */
  readonly heldShare: number
}

/**
 * How the area stands when the scores are drawn again: each draw is searched anew, and the area is set against the best one without
 * any of its units.
 *
 * @param members rows of the area, ascending
 * @param draws   scores by unit, one column a draw (200 by default: METHODS D, data, choices or both); only read before the next is asked for
 * @param hooks   `progress` after each draw, with how many so far: it is waited for, so that `signal` may change meanwhile
 * @throws        EngineError 'aborted'
 *
 * Misleads as a probability where the draws are of choices: then it is a share of analysts' choices. The rival is chosen anew on each
 * draw, on which chance favours it: held shares are on the low side.
 */
export async function areaStability(
  problem: AreaProblem,
  members: Uint32Array,
  draws: Iterable<Float64Array>,
  hooks: Hooks = {},
): Promise<AreaStability> {
  const { graph, people } = problem
  const { search, reaches } = areaSearches(problem)
  const inside = Uint8Array.from({ length: graph.length }, (_, row) => Number(members.includes(row)))
  const inArea = new Float64Array(graph.length)
  let count = 0
  let jaccards = 0
  let held = 0
  for (const score of draws) {
    if (hooks.signal?.aborted === true) throw new EngineError('aborted')
    const { excess } = excessOf({ score, people })
    const best = search(excess, null).best
    for (const row of best?.members ?? []) inArea[row]++
    jaccards += best === null ? 0 : jaccard(people, members, best.members)
    const own = members.reduce((sum, row) => sum + (Number.isNaN(excess[row]) ? 0 : excess[row]), 0)
    if (!reaches(excess, inside, own)) held++
    count++
    await hooks.progress?.('area', count)
  }
  return {
    draws: count,
    inArea: inArea.map((times) => times / count),
    meanJaccard: jaccards / count,
    held,
    heldShare: held / count,
  }
}

/** People in both areas over people in either; 0 where nobody lives in either. */
export function jaccard(people: Float64Array, a: Iterable<number>, b: Iterable<number>): number {
  const inA = new Set(a)
  const inB = new Set(b)
  let both = 0
  let either = 0
  for (const row of new Set([...inA, ...inB])) {
    either += people[row]
    if (inA.has(row) && inB.has(row)) both += people[row]
  }
  return either > 0 ? both / either : 0
}
