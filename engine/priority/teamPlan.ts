import type { Issue } from '../types.js'
import type { Allocation, ShiftPattern } from './allocate.js'
import type { GroupDispersion } from './crimeCounts.js'
import type { HubJourneys } from './hubJourneys.js'
import { STRAIGHT_LINE_DEFAULTS, type StraightLineOptions } from './travel.js'

/** What demand is: reactive harm, reactive volume (RULES 11), or residents. */
export type TeamDemand = 'harm' | 'volume' | 'people'

export interface TeamPlanOptions {
  /** Kind of the whole areas; null: the first of lpa, beat and ward that was given. */
  readonly hubAreas: string | null
  /** null: one for each area, where no hubs are given. */
  readonly teams: number | null
  /** Sergeants among them. */
  readonly officers: number
  readonly sergeants: number
  /** Fewest and most officers of a team. null: officers over teams rounded down, and for one team each rounded up, else no limit. */
  readonly teamSize: number | null
  readonly teamMost: number | null
  /** Fewest teams of a hub. */
  readonly cover: number
  readonly sevenDays: boolean
  readonly shifts: ShiftPattern
  readonly abstraction: number
  /** null: as today where that is said, else nearest. */
  readonly assign: 'today' | 'nearest' | null
  /** Reach of a hub; null: not asked. */
  readonly minutes: number | null
  readonly straightLine: StraightLineOptions
  /** What teams go by, first, and what is shown beside. null: harm, volume, and people where they are known. */
  readonly by: readonly TeamDemand[] | null
  /** Of diminishing returns; null: not computed. */
  readonly diminishing: number | null
  /** Re-runs. */
  readonly draws: number
}

export const TEAM_PLAN_DEFAULTS: Omit<TeamPlanOptions, 'officers'> = {
  hubAreas: null,
  teams: null,
  sergeants: 1,
  teamSize: null,
  teamMost: null,
  cover: 1,
  sevenDays: false,
  shifts: { label: '4 days on, 4 off', daysOn: 4, cycleDays: 8 },
  abstraction: 0.25, // an assumption, printed with the result: forces measure their own
  assign: null,
  minutes: null,
  straightLine: STRAIGHT_LINE_DEFAULTS,
  by: null,
  diminishing: null,
  draws: 1000,
}

/** Options as used: nothing left open. */
export type TeamPlanUsed = {
  readonly [K in keyof TeamPlanOptions]: K extends 'teamMost' | 'minutes' | 'diminishing'
    ? TeamPlanOptions[K]
    : NonNullable<TeamPlanOptions[K]>
}

/** Answer of `allocate`: plain data. */
export interface TeamPlan {
  readonly options: TeamPlanUsed
  /** File the hubs are of; null: each area is a hub of its own. */
  readonly hubsFile: string | null
  /** By hub, degrees; NaN unknown. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** By hub; NaN unknown. */
  readonly teamsToday: Float64Array
  readonly officersToday: Float64Array
  /** Rows of areas are those of the layer `options.hubAreas`. */
  readonly allocation: Allocation
  /** How minutes were found; null where none were needed. */
  readonly travel: (Pick<HubJourneys, 'classes' | 'over'> & { readonly basis: string }) | null
  /** File of who serves what today. */
  readonly areasOf: string | null
  /** By area, row of the hub that serves it today; null not said. */
  readonly hubToday: Uint32Array | null
  /** Minutes from its hub, by area, weighted by demand; NaN without journeys. */
  readonly minutes: Float64Array
  /** What rates are per in the re-runs; `counts`: of hubs of several areas counts are drawn; null: nothing is, residents were asked for. */
  readonly exposure: 'residents' | 'km2' | 'counts' | null
  /** Harm schemes the re-runs draw from. */
  readonly schemes: number
  readonly dispersion: readonly GroupDispersion[]
  /** Crimes and incidents of the period that count as demand and lie in none of the areas. */
  readonly outside: number
  /** Rows of other areas or hubs in the tables of areas and of journeys. */
  readonly issues: readonly Issue[]
}
