import { EngineError } from '../error.js'
import { type Bounds, webster } from './apportion.js'
import { waysToChoose } from './tiedSeats.js'

/** More splits than this are a list nobody reads. */
export const MOST_SPLITS = 100_000

export interface SplitRequest {
  /** Teams in all. */
  readonly teams: number
  /** Float64Array[hubs]: the demand of each, as estimated. */
  readonly demand: Float64Array
  /** Fewest teams of each hub: minimum cover. */
  readonly least: Uint32Array
  /** Demand of the hubs in each re-run of the data. */
  readonly draws: readonly Float64Array[]
  /** The same with both data and choices drawn; none where left out. */
  readonly drawsBoth?: readonly Float64Array[]
}

export interface Split {
  /** By hub. */
  readonly teams: readonly number[]
  /** The same number everywhere. */
  readonly even: boolean
  /** Webster's split of the demand as estimated. */
  readonly proposed: boolean
  /** Share of the re-runs whose proposal it is; tied proposals of a re-run have equal parts of it. NaN without re-runs. */
  readonly shareOfDraws: number
  /** The same of the re-runs of data and choices. */
  readonly shareOfBoth: number
  /** How far teams per demand lie from even over the hubs: `unevenness`, which the proposal has least of among those that keep cover. */
  readonly uneven: number
  /** Demand of a team at its busiest hub over demand of all / teams; Infinity where a hub with demand has no team. */
  readonly busiest: number
  /** Hubs with fewer teams than minimum cover: the split is greyed. */
  readonly breaksCover: readonly number[]
}

/**
 * Every way to split the teams over the hubs, each with its share of the re-runs that would propose it: 28 ways for 6 teams over 3 hubs.
 *
 * @returns in order of share, then from the most even, then of the teams; those that break cover last
 * @throws  EngineError as `webster`, and 'splits-too-many'
 *
 * Misleads where re-runs hold part of the doubt only: the share speaks of the chances they were drawn from.
 */
export function splits({ teams, demand, least, draws, drawsBoth = [] }: SplitRequest): Split[] {
  const hubs = demand.length
  const bounds: Bounds = { least, most: null }
  const ways = waysToSplit(teams, hubs)
  if (ways > MOST_SPLITS)
    throw new EngineError('splits-too-many', {
      value: `${teams} teams over ${hubs} hubs`,
      hint: `There are ${ways} splits; up to ${MOST_SPLITS} are listed. Split by area first, or share officers out without a list.`,
    })
  const proposals = proposed(demand, teams, bounds)
  const held = proposalShares(draws, teams, bounds)
  const heldBoth = proposalShares(drawsBoth, teams, bounds)
  const all = demand.reduce((sum, value) => sum + value, 0)
  const central = new Set(proposals.map((seats) => seats.join()))
  const list = Array.from(everySplit(teams, hubs), (seats): Split => {
    const loads = seats.map((count, hub) => (demand[hub] === 0 ? 0 : demand[hub] / count))
    return {
      teams: seats,
      even: seats.every((count) => count === seats[0]),
      proposed: central.has(seats.join()),
      shareOfDraws: held(seats),
      shareOfBoth: heldBoth(seats),
      uneven: unevenness(demand, seats, least),
      busiest: (Math.max(...loads) * teams) / all,
      breaksCover: Array.from(seats.keys()).filter((hub) => seats[hub] < least[hub]),
    }
  })
  const known = (value: number) => (Number.isNaN(value) ? 0 : value)
  return list
    .map((split, at) => ({ split, at }))
    .sort(
      (a, b) =>
        Number(a.split.breaksCover.length > 0) - Number(b.split.breaksCover.length > 0) ||
        known(b.split.shareOfDraws) - known(a.split.shareOfDraws) ||
        (a.split.uneven === b.split.uneven ? a.at - b.at : a.split.uneven - b.split.uneven),
    )
    .map(({ split }) => split)
}

/**
 * How far teams per demand lie from even: their standard deviation over the hubs, each weighted by its demand, as a share of teams per
 * demand of all; 0 where every hub has its exact share. Of all splits with at least so many teams Webster's has the least: it is what
 * that method minimises (Sainte-Lague 1910; Balinski & Young 2001), where the load of the busiest hub is what Adams' does.
 *
 * @returns NaN without teams; Infinity where a hub without demand has more teams than its least; those of its least are nobody's choice
 */
export function unevenness(demand: Float64Array, seats: ArrayLike<number>, least: ArrayLike<number>): number {
  const all = demand.reduce((sum, value) => sum + value, 0)
  const teams = demand.reduce((sum, _, hub) => sum + seats[hub], 0)
  const squares = demand.reduce((sum, value, hub) => {
    if (value === 0) return seats[hub] > least[hub] ? Infinity : sum
    const share = value / all
    return sum + share * (seats[hub] / (teams * share) - 1) ** 2
  }, 0)
  return Math.sqrt(squares)
}

/** Share of the re-runs that propose a split; NaN without re-runs. */
function proposalShares(draws: readonly Float64Array[], teams: number, bounds: Bounds): (seats: readonly number[]) => number {
  const share = new Map<string, number>()
  for (const draw of draws) {
    if (draw.length !== bounds.least.length)
      throw new EngineError('length-mismatch', {
        column: 'draws',
        value: String(draw.length),
        hint: `Give the demand of each of the ${bounds.least.length} hubs in every re-run.`,
      })
    const equal = proposed(draw, teams, bounds)
    for (const seats of equal) share.set(seats.join(), (share.get(seats.join()) ?? 0) + 1 / equal.length)
  }
  return (seats) => (draws.length === 0 ? Number.NaN : (share.get(seats.join()) ?? 0) / draws.length)
}

/** Webster's proposal, and those equal to it where claims tie. */
function proposed(demand: Float64Array, teams: number, bounds: Bounds): number[][] {
  const { seats, tied, tiedServed } = webster(demand, teams, bounds)
  if (tied.length === 0) return [[...seats]]
  const without = Array.from(seats, (count, row) => count - Number(tied.slice(0, tiedServed).includes(row)))
  return Array.from(choices(tied, tiedServed), (served) => without.map((count, row) => count + Number(served.includes(row))))
}

function* choices(from: readonly number[], count: number): Generator<number[]> {
  if (count === 0) yield []
  else
    for (let at = 0; at <= from.length - count; at++)
      for (const rest of choices(from.slice(at + 1), count - 1)) yield [from[at], ...rest]
}

function* everySplit(teams: number, hubs: number): Generator<number[]> {
  if (hubs === 1) yield [teams]
  else for (let first = teams; first >= 0; first--) for (const rest of everySplit(teams - first, hubs - 1)) yield [first, ...rest]
}

/** How many ways there are to split teams over hubs. */
export function waysToSplit(teams: number, hubs: number): number {
  return waysToChoose(teams + hubs - 1, hubs - 1)
}
