import { EngineError } from '../error.js'
import { checkDemand, checkRows } from './pMedian.js'
import { type SearchAgain, type SiteProblem, siteSearch } from './siteSearch.js'
import { teitzBart } from './teitzBart.js'
import type { Travel } from './travel.js'

/** Shares are met to this much. */
const ROUNDING = 1e-9

/** What lies within reach of a set of sites. */
export interface Reach {
  /** Rows of the sites, ascending. */
  readonly sites: readonly number[]
  /** Demand within reach, and its share of all. */
  readonly covered: number
  readonly share: number
  /** By place, how many of the sites reach it. */
  readonly reachedBy: Uint32Array
}

/** No group of places may be left with less than a share of its demand within reach. */
export interface EquityFloor {
  /** By place, its group: 0 .. groups - 1. */
  readonly group: Uint32Array
  readonly groups: number
  /** Share of each group's demand that must be within reach, 0 to 1. */
  readonly share: number
}

export interface CoverageOptions {
  /** How many sites. */
  readonly hubs: number
  readonly withinMinutes: number
  /** Rows of today's sites, to be shown beside; null none. */
  readonly today: readonly number[] | null
  readonly floor: EquityFloor | null
  /** A re-run; left out, the first. */
  readonly again?: SearchAgain
}

export interface Coverage extends Reach {
  /** No set of as many sites covers more. */
  readonly bound: number
  /** (bound - covered) / bound: 0 where proven. */
  readonly gap: number
  readonly proven: boolean
  readonly today: Reach | null
}

/**
 * Maximal covering location (MCLP): the sites from which most demand can be reached within a time, with a floor for every group of
 * places if asked.
 *
 * @param demand Float64Array[places], 0 and up: harm, crimes, people
 * @param travel minutes; Infinity where there is no way
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'value-negative', 'value-out-of-range', 'option-invalid',
 *               'sites-too-few' (more hubs than sites), 'floor-unreachable' (no set of so many sites gives every group its share)
 *
 * Exact and proven where sets are few, and up to 200 sites unless the search runs out of work, else Teitz-Bart with the Lagrangian
 * bound: `siteSearch`. Misleads at the edge: a place a second out of reach counts as one an hour away. Church & ReVelle (1974),
 * Papers in Regional Science 32.
 */
export function coverage(demand: Float64Array, travel: Travel, options: CoverageOptions): Coverage {
  const { hubs, withinMinutes, floor, again } = options
  checkDemand(demand, travel, hubs)
  if (floor !== null) checkFloor(floor, travel.places)
  const today = options.today === null ? null : reach(demand, travel, options.today, withinMinutes)
  const { places, minutes } = travel
  const reached = placesReached(travel, withinMinutes)
  const problem = coverageProblem(demand, travel, withinMinutes, hubs, floor, reached)
  // those of a group that is short count more and more, until its floor is met
  const starts: number[][] = []
  const pull = demand.slice()
  for (let turn = 0; turn < (floor === null ? 1 : 12); turn++) {
    const start = teitzBart(
      minutes.map((value, at) => (value <= withinMinutes ? 0 : pull[at % places])),
      places,
      hubs,
    )
    starts.push(start)
    if (floor === null || problem.cost(start) < Infinity) break
    const short = shortfall(demand, floor, reachedBy(reached, start, places))
    for (let place = 0; place < places; place++) if (short[floor.group[place]] > 0) pull[place] *= 2
  }
  if (again !== undefined) starts.unshift([...again.from])
  if (today?.sites.length === hubs) starts.push([...today.sites])
  const found = siteSearch(problem, starts, again?.work)
  if (found.sites === null) throw unreachable(found.proven, demand, reached, options)
  const total = demand.reduce((sum, value) => sum + value, 0)
  const best = reach(demand, travel, found.sites, withinMinutes)
  const bound = found.proven ? best.covered : total - found.bound
  return { ...best, bound, gap: found.proven ? 0 : 1 - best.covered / bound, proven: found.proven, today }
}

/**
 * What lies within reach of given sites.
 *
 * @throws EngineError as `coverage`
 */
export function reach(demand: Float64Array, travel: Travel, sites: readonly number[], withinMinutes: number): Reach {
  checkDemand(demand, travel, sites.length)
  checkRows(sites, travel)
  if (!(withinMinutes > 0 && withinMinutes < Infinity))
    throw new EngineError('option-invalid', {
      column: '--minutes',
      value: String(withinMinutes),
      hint: 'Give minutes above 0.',
    })
  const { places, minutes } = travel
  const order = sites.slice().sort((a, b) => a - b)
  const times = new Uint32Array(places)
  let covered = 0
  let total = 0
  for (let place = 0; place < places; place++) {
    for (const site of order) if (minutes[site * places + place] <= withinMinutes) times[place]++
    total += demand[place]
    if (times[place] > 0) covered += demand[place]
  }
  return { sites: order, covered, share: covered / total, reachedBy: times }
}

/** By site. */
function placesReached({ sites, places, minutes }: Omit<Travel, 'basis'>, withinMinutes: number): number[][] {
  return Array.from({ length: sites }, (_, site) =>
    Array.from({ length: places }, (_, place) => place).filter((place) => minutes[site * places + place] <= withinMinutes),
  )
}

function reachedBy(reached: readonly (readonly number[])[], chosen: readonly number[], places: number): Uint32Array {
  const times = new Uint32Array(places)
  for (const site of chosen) for (const place of reached[site]) times[place]++
  return times
}

/** By group, demand that is missing for its floor. */
function shortfall(demand: Float64Array, { group, groups, share }: EquityFloor, times: Uint32Array): Float64Array {
  const all = new Float64Array(groups)
  const short = new Float64Array(groups)
  demand.forEach((value, place) => {
    all[group[place]] += value
    if (times[place] > 0) short[group[place]] -= value
  })
  return short.map((sum, g) => {
    const missing = sum + share * all[g]
    return missing > ROUNDING * all[g] ? missing : 0
  })
}

/** Cost: demand out of reach. */
export function coverageProblem(
  demand: Float64Array,
  travel: Travel,
  withinMinutes: number,
  choose: number,
  floor: EquityFloor | null,
  reached = placesReached(travel, withinMinutes),
): SiteProblem {
  const { places, minutes } = travel
  const groups = floor?.groups ?? 0
  const total = demand.reduce((sum, value) => sum + value, 0)
  // a floor is stated as a share, so that its multiplier is in demand like those of the places and one step serves both
  const all = new Float64Array(groups)
  if (floor !== null)
    demand.forEach((value, place) => {
      all[floor.group[place]] += value
    })
  const spare = floor === null ? 0 : 1 - floor.share + ROUNDING
  const part = (place: number) => (floor === null || demand[place] === 0 ? 0 : demand[place] / all[floor.group[place]])
  /** A place out of reach costs its demand, and more where its group is short. */
  const weight = (at: Float64Array, place: number) =>
    demand[place] + (floor === null ? 0 : part(place) * at[places + floor.group[place]])
  const multipliers = new Float64Array(places + groups)
  multipliers.set(demand.map((value) => value / 2))
  return {
    sites: reached.length,
    choose,
    most: total,
    work: 4 * reached.reduce((sum, list) => sum + list.length, 10 * places),
    multipliers,
    byPlace: minutes.map((value, at) => (value <= withinMinutes ? 0 : demand[at % places])),
    cost(chosen) {
      const times = reachedBy(reached, chosen, places)
      if (floor !== null && shortfall(demand, floor, times).some((missing) => missing > 0)) return Infinity
      return demand.reduce((sum, value, place) => (times[place] > 0 ? sum : sum + value), 0)
    },
    price(at, worth) {
      reached.forEach((list, site) => {
        let sum = 0
        for (const place of list) sum -= at[place]
        worth[site] = sum
      })
      let constant = 0
      for (let place = 0; place < places; place++) constant += Math.min(at[place], weight(at, place))
      for (let g = 0; g < groups; g++) constant -= at[places + g] * spare
      return constant
    },
    slope(at, chosen, slope) {
      slope.fill(1, 0, places)
      for (let g = 0; g < groups; g++) slope[places + g] = -spare
      for (const site of chosen) for (const place of reached[site]) slope[place]--
      for (let place = 0; place < places; place++) {
        if (weight(at, place) >= at[place]) continue
        slope[place]--
        if (floor !== null) slope[places + floor.group[place]] += part(place)
      }
    },
    clip(at) {
      for (let k = 0; k < at.length; k++) at[k] = Math.max(0, at[k])
    },
  }
}

function unreachable(
  proven: boolean,
  demand: Float64Array,
  reached: readonly (readonly number[])[],
  { hubs, floor, withinMinutes }: CoverageOptions,
): EngineError {
  const all = reachedBy(reached, Array.from(reached.keys()), demand.length)
  const never = floor === null ? -1 : shortfall(demand, floor, all).findIndex((missing) => missing > 0)
  const why =
    never >= 0
      ? `Group ${never} cannot have its share within ${withinMinutes} minutes even from all sites together.`
      : `${proven ? 'No set' : 'The search found no set'} of ${hubs} ${hubs === 1 ? 'site' : 'sites'} ${proven ? 'gives' : 'that gives'} every area its share within ${withinMinutes} minutes.`
  return new EngineError('floor-unreachable', {
    column: '--floor',
    value: String(floor?.share),
    hint: `${why} Lower --floor, allow more --minutes or more --hubs, or add candidate sites.`,
  })
}

function checkFloor({ group, groups, share }: EquityFloor, places: number): void {
  if (group.length !== places)
    throw new EngineError('length-mismatch', {
      column: 'group',
      value: String(group.length),
      hint: `Give the group of each of the ${places} places.`,
    })
  if (group.some((g) => g >= groups))
    throw new EngineError('value-out-of-range', { column: 'group', hint: `Groups run from 0 to ${groups - 1}.` })
  if (!(share >= 0 && share <= 1))
    throw new EngineError('option-invalid', { column: '--floor', value: String(share), hint: 'Give a share from 0 to 1.' })
}
