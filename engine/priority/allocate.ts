import { EngineError } from '../error.js'
import { type Apportionment, diminishingReturns, hamilton, webster } from './apportion.js'
import { type Split, splits } from './splits.js'
import type { Travel } from './travel.js'

/** Seven-day cover takes two teams, one on while the other is off, whatever the pattern. */
const SEVEN_DAY_TEAMS = 2

export interface Hub {
  readonly code: string
  readonly name: string
  /** Today's teams and officers (sergeants among them); 0 where there are none. */
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
  /** Re-runs of the first measure, by area. */
  readonly draws: readonly Float64Array[]
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
  /** Fewest teams of a hub; two at least where seven-day cover is asked. */
  readonly teamsPerHub: number
  readonly sevenDays: boolean
  readonly shifts: ShiftPattern
  /** Share of rostered time spent elsewhere: other duties, training, leave, sickness. */
  readonly abstraction: number
  /** Assign areas to the hubs given in `hubToday`, or to the nearest by mean journey. */
  readonly assign: 'today' | 'nearest'
  /** For "within reach"; null not asked. */
  readonly withinMinutes: number | null
  /** Of diminishing returns; null: not computed. */
  readonly k: number | null
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
  /** Share of its demand within reach; NaN without travel times or limit, or without demand. */
  readonly withinReach: number
  readonly today: {
    readonly teams: number
    readonly officers: number
    readonly onDuty: number
    /** Of the areas it serves today; NaN where not said. */
    readonly demandPerTeam: number
  }
  /** Teams in the re-runs: 5 and 95 %; NaN without. */
  readonly teamsLow: number
  readonly teamsHigh: number
}

export interface Allocation {
  /** Proposed, by Webster of the first measure. */
  readonly hubs: readonly HubAllocation[]
  /** By area, the row of its hub. */
  readonly hubOf: Uint32Array
  /** Areas with an equal journey to two hubs; the first has it. */
  readonly tiedAreas: readonly number[]
  readonly leastTeams: number
  readonly webster: Apportionment
  readonly hamilton: Apportionment
  readonly diminishing: Apportionment | null
  /** Webster's teams by each measure, in their order. */
  readonly byMeasure: readonly { readonly id: string; readonly teams: Uint32Array }[]
  readonly splits: readonly Split[]
}

/**
 * How many teams and officers each hub should have: whole areas go to hubs, teams follow demand above minimum cover, officers follow
 * teams.
 *
 * @param travel minutes from hubs (rows) to areas (columns): a demand-weighted mean over the area serves best. null where areas keep
 *               the hub they have
 * @throws       EngineError 'cover-short' (teams or officers under minimum cover), 'option-invalid', 'length-mismatch',
 *               'argument-missing', 'value-negative', 'value-not-finite', 'value-out-of-range', 'splits-too-many'
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
  const leastTeams = options.sevenDays
    ? Math.max(options.teamsPerHub, SEVEN_DAY_TEAMS, Math.ceil(options.shifts.cycleDays / options.shifts.daysOn))
    : options.teamsPerHub
  const bounds = { least: new Uint32Array(n).fill(leastTeams), most: null }
  const teams = webster(demands[0], options.teams, bounds)
  const officers = officersOf(teams.seats, options)
  const draws = areas.draws.map((draw) => ofHubs(draw))
  const rerun = draws.map((draw) => webster(draw, options.teams, bounds).seats)
  const limit = (hub: number, share: number) => {
    const sorted = rerun.map((seats) => seats[hub]).sort((a, b) => a - b)
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  }
  const onDuty = (count: number) => (count * options.shifts.daysOn * (1 - options.abstraction)) / options.shifts.cycleDays
  const demandToday = areas.hubToday === null ? null : sumBy(areas.hubToday, areas.measures[0].demand, n)
  const totals = demands.map((demand) => demand.reduce((sum, value) => sum + value, 0))
  const inReach = withinReach(hubOf, areas.measures[0].demand, travel, options.withinMinutes, n)
  return {
    hubs: hubs.map((hub, row): HubAllocation => {
      const sergeants = teams.seats[row] * options.sergeantsPerTeam
      return {
        code: hub.code,
        name: hub.name,
        areas: Array.from(hubOf.keys()).filter((area) => hubOf[area] === row),
        demand: demands.map((demand) => demand[row]),
        share: demands.map((demand, k) => demand[row] / totals[k]),
        teams: teams.seats[row],
        sergeants,
        constables: officers[row] - sergeants,
        officers: officers[row],
        onDuty: onDuty(officers[row]),
        demandPerTeam: perTeam(demands[0][row], teams.seats[row]),
        withinReach: inReach[row] / demands[0][row],
        today: {
          teams: hub.teamsToday,
          officers: hub.officersToday,
          onDuty: onDuty(hub.officersToday),
          demandPerTeam: demandToday === null ? Number.NaN : perTeam(demandToday[row], hub.teamsToday),
        },
        teamsLow: limit(row, 0.05),
        teamsHigh: limit(row, 0.95),
      }
    }),
    hubOf,
    tiedAreas,
    leastTeams,
    webster: teams,
    hamilton: hamilton(demands[0], options.teams, bounds),
    diminishing: options.k === null ? null : diminishingReturns(demands[0], options.teams, bounds, options.k),
    byMeasure: areas.measures.map(({ id }, k) => ({ id, teams: webster(demands[k], options.teams, bounds).seats })),
    splits: splits({ teams: options.teams, demand: demands[0], least: bounds.least, draws }),
  }
}

/** Officers in proportion to teams, none with fewer than its teams need. */
function officersOf(teams: Uint32Array, { officers, officersPerTeam }: AllocateOptions): Uint32Array {
  return webster(Float64Array.from(teams), officers, {
    least: teams.map((count) => count * officersPerTeam),
    // a hub without teams has no officers
    most: teams.map((count) => (count > 0 ? officers : 0)),
  }).seats
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

function assignAreas(
  { code, hubToday }: AllocateAreas,
  travel: Travel | null,
  assign: AllocateOptions['assign'],
): { hubOf: Uint32Array; tiedAreas: number[] } {
  if (assign === 'today') {
    if (hubToday === null)
      throw new EngineError('argument-missing', {
        column: 'hub',
        hint: 'Say which hub each area has today, or assign to the nearest.',
      })
    return { hubOf: hubToday, tiedAreas: [] }
  }
  if (travel === null)
    throw new EngineError('argument-missing', {
      column: 'travel',
      hint: 'Give travel times from hubs to areas (or straight lines), or keep the hub each area has today.',
    })
  const tiedAreas: number[] = []
  const hubOf = Uint32Array.from(code, (name, area) => {
    const minutes = Array.from({ length: travel.sites }, (_, hub) => travel.minutes[hub * travel.places + area])
    const least = Math.min(...minutes)
    if (!Number.isFinite(least))
      throw new EngineError('value-not-finite', {
        column: 'minutes',
        value: name,
        hint: 'No hub reaches this area, or a time is missing.',
      })
    if (minutes.filter((value) => value === least).length > 1) tiedAreas.push(area)
    return minutes.indexOf(least)
  })
  return { hubOf, tiedAreas }
}

function withinReach(
  hubOf: Uint32Array,
  demand: Float64Array,
  travel: Travel | null,
  withinMinutes: number | null,
  hubs: number,
): Float64Array {
  if (travel === null || withinMinutes === null) return new Float64Array(hubs).fill(Number.NaN)
  return sumBy(
    hubOf,
    demand.map((value, area) => (travel.minutes[hubOf[area] * travel.places + area] <= withinMinutes ? value : 0)),
    hubs,
  )
}

function checkAllocate(
  hubs: readonly Hub[],
  { code, hubToday, measures, draws }: AllocateAreas,
  travel: Travel | null,
  options: AllocateOptions,
): void {
  if (hubs.length === 0) throw new EngineError('argument-missing', { column: 'hubs', hint: 'Name at least one hub.' })
  if (measures.length === 0) throw new EngineError('argument-missing', { column: 'measures', hint: 'Give what to split by.' })
  for (const [column, list] of [
    ...measures.map(({ id, demand }) => [id, demand] as const),
    ...draws.map((draw) => ['draws', draw] as const),
    ...(hubToday === null ? [] : [['hub', hubToday] as const]),
  ]) {
    if (list.length !== code.length)
      throw new EngineError('length-mismatch', {
        column,
        value: String(list.length),
        hint: `Give one for each of the ${code.length} areas.`,
      })
    const row = list.findIndex((value) => !(value >= 0 && value < Infinity))
    if (row >= 0)
      throw new EngineError(list[row] < 0 ? 'value-negative' : 'value-not-finite', {
        column,
        value: `${code[row]}: ${list[row]}`,
        hint: 'Give numbers from 0 up.',
      })
  }
  const stray = hubToday?.findIndex((hub) => hub >= hubs.length) ?? -1
  if (stray >= 0)
    throw new EngineError('value-out-of-range', {
      column: 'hub',
      value: code[stray],
      hint: 'The hub of this area is not in the list.',
    })
  if (travel !== null && (travel.sites !== hubs.length || travel.places !== code.length))
    throw new EngineError('length-mismatch', {
      column: 'travel',
      value: `${travel.sites} x ${travel.places}`,
      hint: `Give times from ${hubs.length} hubs to ${code.length} areas.`,
    })
  const whole = { teams: 1, officers: 1, sergeantsPerTeam: 0, officersPerTeam: 1, teamsPerHub: 0 } as const
  for (const [name, least] of Object.entries(whole)) {
    const value = options[name as keyof typeof whole]
    if (!Number.isInteger(value) || value < least)
      throw new EngineError('option-invalid', {
        column: name,
        value: String(value),
        hint: `Give a whole number from ${least} up.`,
      })
  }
  if (options.sergeantsPerTeam > options.officersPerTeam)
    throw new EngineError('option-invalid', {
      column: 'officersPerTeam',
      value: String(options.officersPerTeam),
      hint: `A team has ${options.sergeantsPerTeam} sergeants, who count among its officers.`,
    })
  const { daysOn, cycleDays } = options.shifts
  if (!(daysOn > 0 && daysOn <= cycleDays && cycleDays < Infinity))
    throw new EngineError('option-invalid', {
      column: 'shifts',
      value: `${daysOn} of ${cycleDays}`,
      hint: 'Days on duty must be above 0 and at most the days of the cycle: 4 of 8.',
    })
  if (!(options.abstraction >= 0 && options.abstraction < 1))
    throw new EngineError('option-invalid', {
      column: 'abstraction',
      value: String(options.abstraction),
      hint: 'Give a share from 0 to below 1: 0.25 for a quarter.',
    })
  const needed = options.teams * options.officersPerTeam
  if (options.officers < needed)
    throw new EngineError('cover-short', {
      column: 'officers',
      value: String(options.officers),
      hint: `${options.teams} teams of at least ${options.officersPerTeam} need ${needed} officers. Give more, or ask for fewer teams.`,
    })
}
