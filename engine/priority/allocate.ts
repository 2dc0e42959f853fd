import { checkAllocate, leastTeamsOf } from './allocateCheck.js'
import { type Apportionment, diminishingReturns, hamilton, webster } from './apportion.js'
import { assignAreas } from './assignAreas.js'
import { MOST_SPLITS, type Split, splits, waysToSplit } from './splits.js'
import { chanceOf, seatChances } from './tiedSeats.js'
import type { Travel } from './travel.js'

export interface Hub {
  readonly code: string
  readonly name: string
  /** Today's teams and officers (sergeants among them); 0 where there are none, NaN unknown. */
  readonly teamsToday: number
  readonly officersToday: number
}

/** Whole areas (NPTs), each served by one hub. */
export interface AllocateAreas {
  readonly code: readonly string[]
  /** By area, the row of its hub today; null not said. */
  readonly hubToday: Uint32Array | null
  /** What the split is by, first, and what is shown beside: harm, volume, people; by area. */
  readonly measures: readonly { readonly id: string; readonly demand: Float64Array }[]
  /** Re-runs of the first measure, by area: the data drawn again. */
  readonly draws: readonly Float64Array[]
  /** Re-runs with data and choices (the measure, the harm scheme) drawn, by area. */
  readonly drawsBoth: readonly Float64Array[]
  /** By hub and area, row by row: share of the area's demand within reach of the hub; null not asked. */
  readonly withinReach: Float64Array | null
}

export interface ShiftPattern {
  /** As printed: "4 on 4 off". */
  readonly label: string
  readonly daysOn: number
  readonly cycleDays: number
}

export interface AllocateOptions {
  readonly teams: number
  /** Officers in all, sergeants among them. */
  readonly officers: number
  readonly sergeantsPerTeam: number
  /** Fewest officers of a team, sergeants among them. */
  readonly officersPerTeam: number
  /** Most officers of a team; null: no limit. */
  readonly mostPerTeam: number | null
  /** Officers beyond the fewest: in proportion to teams, or to demand. */
  readonly officersBy: 'teams' | 'demand'
  /** Fewest teams of a hub; two at least where seven-day cover is asked. */
  readonly teamsPerHub: number
  readonly sevenDays: boolean
  readonly shifts: ShiftPattern
  /** Share of rostered time spent elsewhere: other duties, training, leave, sickness. */
  readonly abstraction: number
  /** Assign areas to the hubs given in `hubToday`, or to the nearest by mean journey. */
  readonly assign: 'today' | 'nearest'
  /** Of diminishing returns, by team (by officer, where they go by demand and every hub has one team); null: not computed. */
  readonly k: number | null
  /** Write down every split of the teams. */
  readonly listSplits: boolean
}

/** What re-runs say of one number of a hub; all NaN without re-runs. Of the data alone but for `heldBoth`. */
export interface Rerun {
  /** 5 and 95 %. */
  readonly low: number
  readonly high: number
  /** Share of the re-runs with the number proposed; tied claims of a re-run are drawn by lot. */
  readonly held: number
  /** The same of the re-runs of data and choices: what the standing rests on. */
  readonly heldBoth: number
  /** Share of the re-runs with more than the fewest there can be. */
  readonly aboveLeast: number
}

export interface HubAllocation {
  readonly code: string
  readonly name: string
  /** Rows of its areas. */
  readonly areas: readonly number[]
  /** By measure: demand, and its share of all. */
  readonly demand: readonly number[]
  readonly share: readonly number[]
  readonly teams: number
  readonly sergeants: number
  readonly constables: number
  /** Sergeants and constables: headcount. */
  readonly officers: number
  /** Mean officers on duty on a day, all shifts of it together, after abstraction. */
  readonly onDuty: number
  /** First measure by team; Infinity without teams. */
  readonly demandPerTeam: number
  /** Share of its demand within reach; NaN where that is not asked, or without demand. */
  readonly withinReach: number
  /** NaN where unknown. */
  readonly today: {
    readonly teams: number
    readonly officers: number
    readonly onDuty: number
    /** Of the areas it serves today; NaN where not said. */
    readonly demandPerTeam: number
  }
  readonly teamsRerun: Rerun
  readonly officersRerun: Rerun
}

/** Teams and officers by hub, by one measure and one method. */
export interface HubNumbers {
  readonly teams: Apportionment
  readonly officers: Apportionment
}

interface Held {
  readonly data: number
  readonly both: number
}

export interface Allocation {
  /** Proposed, by Webster of the first measure. */
  readonly hubs: readonly HubAllocation[]
  /** By area, the row of its hub. */
  readonly hubOf: Uint32Array
  /** Areas with an equal journey to two hubs; the first has it. */
  readonly tiedAreas: readonly number[]
  /** Fewest teams of a hub. */
  readonly leastTeams: number
  /** By measure, in their order. */
  readonly byMeasure: readonly { readonly id: string; readonly webster: HubNumbers; readonly hamilton: HubNumbers }[]
  /** Of the first measure; null: not asked. */
  readonly diminishing: HubNumbers | null
  /** Shares of the re-runs (of data; of data and choices) whose teams, and whose officers, are all as proposed. */
  readonly teamsHeld: Held
  readonly officersHeld: Held
  /** How many ways there are to split the teams. */
  readonly ways: number
  /** Every one of them; null where they are not asked for, or over 100,000. */
  readonly splits: readonly Split[] | null
}

/**
 * How many teams and officers each hub should have: whole areas go to hubs, teams follow demand above minimum cover, officers follow
 * teams, or demand within the size of a team.
 *
 * @param travel minutes from hubs (rows) to areas (columns): a demand-weighted mean over the area serves best. null where areas keep
 *               the hub they have
 * @throws       EngineError 'cover-short' (teams or officers under minimum cover), 'option-invalid', 'length-mismatch',
 *               'argument-missing', 'value-negative', 'value-not-finite', 'value-out-of-range'
 *
 * Misleads where teams work across areas, and in a headcount read as officers on the street: see `onDuty`. Demand recorded is not
 * demand prevented.
 */
export function allocate(
  hubs: readonly Hub[],
  areas: AllocateAreas,
  travel: Travel | null,
  options: AllocateOptions,
): Allocation {
  checkAllocate(hubs, areas, travel, options)
  const { hubOf, tiedAreas } = assignAreas(areas, travel, options.assign)
  const n = hubs.length
  const ofHubs = (demand: Float64Array) => sumBy(hubOf, demand, n)
  const demands = areas.measures.map(({ demand }) => ofHubs(demand))
  const leastTeams = leastTeamsOf(options)
  const bounds = { least: new Uint32Array(n).fill(leastTeams), most: null }
  const numbers = (demand: Float64Array, share: typeof webster): HubNumbers => {
    const teams = share(demand, options.teams, bounds)
    return { teams, officers: officersOf(teams.seats, demand, options, share) }
  }
  const byMeasure = areas.measures.map(({ id }, k) => ({
    id,
    webster: numbers(demands[k], webster),
    hamilton: numbers(demands[k], hamilton),
  }))
  const { k } = options
  const diminishing = (demand: Float64Array, value: number): HubNumbers => {
    const returns: typeof webster = (claim, total, limits) => diminishingReturns(claim, total, limits, value)
    const teams = returns(demand, options.teams, bounds)
    const oneEach = options.officersBy === 'demand' && teams.seats.every((count) => count === 1)
    return { teams, officers: officersOf(teams.seats, demand, options, oneEach ? returns : webster) }
  }
  const proposed = byMeasure[0].webster
  const [teams, officers] = [proposed.teams.seats, proposed.officers.seats]
  const draws = areas.draws.map(ofHubs)
  const drawsBoth = areas.drawsBoth.map(ofHubs)
  const rerun = draws.map((draw) => numbers(draw, webster))
  const both = drawsBoth.map((draw) => numbers(draw, webster))
  const teamReruns = { data: rerun.map((one) => one.teams), both: both.map((one) => one.teams) }
  const officerReruns = { data: rerun.map((one) => one.officers), both: both.map((one) => one.officers) }
  const ways = waysToSplit(options.teams, n)
  const onDuty = (count: number) => (count * options.shifts.daysOn * (1 - options.abstraction)) / options.shifts.cycleDays
  const demandToday = areas.hubToday === null ? null : sumBy(areas.hubToday, areas.measures[0].demand, n)
  const totals = demands.map((demand) => demand.reduce((sum, value) => sum + value, 0))
  const inReach = withinReach(hubOf, areas, n)
  return {
    hubs: hubs.map((hub, row): HubAllocation => {
      const sergeants = teams[row] * options.sergeantsPerTeam
      return {
        code: hub.code,
        name: hub.name,
        areas: Array.from(hubOf.keys()).filter((area) => hubOf[area] === row),
        demand: demands.map((demand) => demand[row]),
        share: demands.map((demand, at) => demand[row] / totals[at]),
        teams: teams[row],
        sergeants,
        constables: officers[row] - sergeants,
        officers: officers[row],
        onDuty: onDuty(officers[row]),
        demandPerTeam: perTeam(demands[0][row], teams[row]),
        withinReach: inReach[row] / demands[0][row],
        today: {
          teams: hub.teamsToday,
          officers: hub.officersToday,
          onDuty: onDuty(hub.officersToday),
          demandPerTeam: demandToday === null ? Number.NaN : perTeam(demandToday[row], hub.teamsToday),
        },
        teamsRerun: rerunOf(teamReruns, row, teams[row], () => leastTeams),
        officersRerun: rerunOf(
          officerReruns,
          row,
          officers[row],
          (at) => teamReruns.data[at].seats[row] * options.officersPerTeam,
        ),
      }
    }),
    hubOf,
    tiedAreas,
    leastTeams,
    byMeasure,
    diminishing: k === null ? null : diminishing(demands[0], k),
    teamsHeld: heldOf(teamReruns, teams),
    officersHeld: heldOf(officerReruns, officers),
    ways,
    splits:
      options.listSplits && ways <= MOST_SPLITS
        ? splits({ teams: options.teams, demand: demands[0], least: bounds.least, draws, drawsBoth })
        : null,
  }
}

/** Officers in proportion to teams (of equal claims, more demand first) or to demand, none with fewer than its teams need or more than they take. */
function officersOf(
  teams: Uint32Array,
  demand: Float64Array,
  { officers, officersPerTeam, mostPerTeam, officersBy }: AllocateOptions,
  share: typeof webster,
): Apportionment {
  const claim = officersBy === 'teams' ? Float64Array.from(teams) : demand
  return share(claim, officers, {
    least: teams.map((count) => count * officersPerTeam),
    // a hub without teams has no officers
    most: teams.map((count) => (mostPerTeam === null ? Math.min(count, 1) * officers : count * mostPerTeam)),
    // as many teams are an equal claim: the odd officer goes where demand is
    first: demand,
  })
}

/** Re-runs of the data, and of data and choices. */
interface Reruns {
  readonly data: readonly Apportionment[]
  readonly both: readonly Apportionment[]
}

function rerunOf({ data, both }: Reruns, row: number, proposed: number, least: (at: number) => number): Rerun {
  const sorted = data.map(({ seats }) => seats[row]).sort((a, b) => a - b)
  const limit = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  const share = (rerun: readonly Apportionment[], counts: (seats: number, at: number) => boolean) =>
    mean(
      rerun.map((one, at) => seatChances(one, row).reduce((sum, { seats, chance }) => sum + (counts(seats, at) ? chance : 0), 0)),
    )
  return {
    low: limit(0.05),
    high: limit(0.95),
    held: share(data, (seats) => seats === proposed),
    heldBoth: share(both, (seats) => seats === proposed),
    aboveLeast: share(data, (seats, at) => seats > least(at)),
  }
}

function heldOf({ data, both }: Reruns, seats: Uint32Array): Held {
  return { data: mean(data.map((one) => chanceOf(seats, one))), both: mean(both.map((one) => chanceOf(seats, one))) }
}

/** NaN of none. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function perTeam(demand: number, teams: number): number {
  return demand === 0 ? 0 : demand / teams
}

function sumBy(hubOf: Uint32Array, demand: Float64Array, hubs: number): Float64Array {
  const sums = new Float64Array(hubs)
  demand.forEach((value, area) => {
    sums[hubOf[area]] += value
  })
  return sums
}

function withinReach(hubOf: Uint32Array, { measures, withinReach: reach, code }: AllocateAreas, hubs: number): Float64Array {
  if (reach === null) return new Float64Array(hubs).fill(Number.NaN)
  return sumBy(
    hubOf,
    measures[0].demand.map((value, area) => value * reach[hubOf[area] * code.length + area]),
    hubs,
  )
}
