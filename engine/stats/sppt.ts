import { binomialQuantile } from './binomialMass.js'
import { checkCounts, checkLength } from './columns.js'

const LOWEST = 0.025
const HIGHEST = 0.975

export interface Sppt {
  /** Share of all areas whose shares of the two patterns do not differ: 1 alike, 0 unlike. NaN where `undefinedBecause` says so. */
  readonly s: number
  /** The same of the areas with an event in either pattern: empty areas agree for nothing. */
  readonly robustS: number
  /** Areas with an event in either pattern. */
  readonly areasInUse: number
  /** 1 where the second pattern has a larger share of its events in the area than the first, -1 a smaller, 0 no clear difference. */
  readonly difference: Int8Array
  readonly undefinedBecause: 'no-areas' | 'no-events' | null
}

/**
 * Andresen's spatial point pattern test: in how many areas two patterns (two years, two kinds of crime) hold the same share of their
 * events.
 *
 * Both patterns are bootstrapped: as many events as there are, drawn from them with replacement. An area's count is then binomial
 * (N, y/N), so its 95 % percentile interval is worked out, not simulated: there is no seed, and the result is that of endless draws.
 * Areas whose two intervals of shares meet do not differ.
 *
 * @param first, second Float64Array[n], counts of events by area
 * @returns             difference, 0 everywhere where `undefinedBecause` is not null: 'no-areas', or 'no-events' in one pattern
 * @throws              EngineError 'length-mismatch', 'value-not-finite', 'count-invalid'
 *
 * Misleads in small areas, where nothing can differ: S rises with the number of areas and falls with the number of events, so compare
 * only S of like size. An area without events in one pattern has the interval 0 to 0. Intervals that just part are a test at well
 * under 5 %; nothing is corrected for the number of areas. S with empty areas counts them as alike: read robust S.
 * Andresen (2009), Applied Geography 29(3). Peers: sppt_boot of the R package sppt resamples both patterns too, but looks at the interval of
 * the difference; its first form draws 85 % of the second pattern only, without replacement, 200 times; crimepy tests with chi-square
 * and corrects. Work O(n sqrt(events of an area)).
 */
export function sppt(first: Float64Array, second: Float64Array): Sppt {
  checkLength('second', second.length, first.length)
  checkCounts('first', first)
  checkCounts('second', second)
  const areas = first.length
  const difference = new Int8Array(areas)
  const [all, others] = [sum(first), sum(second)]
  let areasInUse = 0
  let alike = 0
  for (let area = 0; area < areas; area++) {
    if (first[area] + second[area] === 0) continue
    areasInUse++
    if (all === 0 || others === 0) continue
    // shares low/all and high/all, compared as whole numbers
    if (bound(HIGHEST, first[area], all) * others < bound(LOWEST, second[area], others) * all) difference[area] = 1
    else if (bound(HIGHEST, second[area], others) * all < bound(LOWEST, first[area], all) * others) difference[area] = -1
    else alike++
  }
  const undefinedBecause = areas === 0 ? 'no-areas' : all === 0 || others === 0 ? 'no-events' : null
  const undefinedS = undefinedBecause !== null
  return {
    s: undefinedS ? Number.NaN : (alike + areas - areasInUse) / areas,
    robustS: undefinedS ? Number.NaN : alike / areasInUse,
    areasInUse,
    difference,
    undefinedBecause,
  }
}

function bound(probability: number, count: number, all: number): number {
  return binomialQuantile(probability, all, count / all)
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
