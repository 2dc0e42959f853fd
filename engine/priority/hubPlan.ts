import type { Issue } from '../types.js'
import type { EquityFloor } from './coverage.js'
import type { Service } from './pMedian.js'
import type { Travel } from './travel.js'

/** What demand is: reactive harm, reactive volume (RULES 11), or residents. */
export type DemandId = 'harm' | 'volume' | 'people'

/** p-median: least mean minutes. Covering: most demand within the limit (MCLP). Today: the sites in use. */
export type HubMethod = 'p-median' | 'covering' | 'today'

/** Places that demand is at, and are driven to. */
export interface HubPlaces {
  readonly kind: 'lsoa' | 'cell'
  readonly code: readonly string[]
  readonly name: readonly string[]
  /** The point that stands for each, degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Row in the layer of LSOAs, or in the study area. */
  readonly unit: Uint32Array
}

/** Candidate sites, today's among them. */
export interface HubSites {
  /** Of the user's file, or a point inside each area of a kind. */
  readonly from: { readonly file: string } | { readonly kind: string }
  readonly code: readonly string[]
  readonly name: readonly string[]
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** 1: in use today. */
  readonly today: Uint8Array
}

export interface HubDemand {
  readonly id: DemandId
  /** By place. */
  readonly demand: Float64Array
  /** Counted or living outside all places, and left out. */
  readonly outside: number
}

/** One site of a set, and those it is nearest to. */
export interface HubService {
  /** Row of the candidate sites. */
  readonly site: number
  /** By measure of the plan, its share of all demand; NaN where there is none. */
  readonly shares: readonly number[]
  /** Of the demand planned for. */
  readonly demand: number
  /** Demand-weighted; NaN without demand. */
  readonly meanMinutes: number
  readonly farthestMinutes: number
  /** Row of the place that is farthest away; null without demand. */
  readonly farthest: number | null
  /** Share of its demand within the limit; NaN without a limit or demand. */
  readonly inReach: number
  /** Draws in which a set of this method has the site, 0 to 1; of today's sites, the p-median. NaN where nothing is drawn. */
  readonly held: number
}

/** A set of sites and what it means for those it serves. */
export interface HubSet {
  readonly method: HubMethod
  /** Ascending by site. */
  readonly hubs: readonly HubService[]
  readonly meanMinutes: number
  readonly farthestMinutes: number
  /** Share of the demand within the limit; NaN without one. */
  readonly inReach: number
  /** By place, row of the nearest site of the set, and minutes from it. */
  readonly nearest: Uint32Array
  readonly minutes: Float64Array
  /** No set of as many sites is better by more than `gap` of the value; null: it was not searched for. */
  readonly proof: { readonly proven: boolean; readonly gap: number } | null
  /** By candidate site, as `HubService.held`; null where nothing is drawn. */
  readonly held: Float64Array | null
  /** Draws in which the sites of its method (of today's, the p-median) were the best found but not proven the best. */
  readonly unprovenDraws: number
}

/** What an equity floor asked for, and what it costs. */
export interface HubFloor {
  readonly share: number
  readonly kind: string
  /** By group: area of the kind, its demand, and the share of it within the limit, from the sites chosen and from today's (NaN none). */
  readonly groups: readonly {
    readonly code: string
    readonly name: string
    readonly demand: number
    readonly inReach: number
    readonly today: number
  }[]
  /** Best share of all demand within the limit were there no floor, and the sites. */
  readonly without: { readonly inReach: number; readonly sites: readonly number[] }
  /** Draws in which no set of so many sites keeps the floor. */
  readonly unmetDraws: number
}

/** Answer of `bases`: where so many teams would parade. */
export interface HubPlan {
  readonly hubs: number
  readonly by: DemandId
  /** Limit of being within reach; null not asked. */
  readonly withinMinutes: number | null
  readonly places: HubPlaces
  readonly sites: HubSites
  /** The one planned for first. */
  readonly measures: readonly HubDemand[]
  readonly travel: string
  /** Places by class of speed; null with travel times of the user's own. */
  readonly classes: { readonly urban: number; readonly rural: number; readonly unknown: number } | null
  /** p-median first, then covering and today where there are any. */
  readonly sets: readonly HubSet[]
  readonly floor: HubFloor | null
  /** Sites of least mean minutes by each of the other measures. */
  readonly otherwise: readonly { readonly id: DemandId; readonly sites: readonly number[] }[]
  /** How often crime was drawn again and the sets found anew; 0: residents are not drawn. */
  readonly draws: number
  readonly issues: readonly Issue[]
}

/**
 * What each site of a set means for those it is nearest to.
 *
 * @param measures the one planned for first, by place
 * @param held     by candidate site
 */
export function hubSet(
  method: HubMethod,
  measures: readonly Float64Array[],
  travel: Travel,
  { sites, nearest, meanMinutes, farthestMinutes }: Pick<Service, 'sites' | 'nearest' | 'meanMinutes' | 'farthestMinutes'>,
  withinMinutes: number | null,
  { proof, held, unprovenDraws }: Pick<HubSet, 'proof' | 'held' | 'unprovenDraws'>,
): HubSet {
  const [demand] = measures
  const minutes = Float64Array.from(nearest, (site, place) => travel.minutes[site * travel.places + place])
  const totals = measures.map((column) => column.reduce((sum, value) => sum + value, 0))
  const within = (place: number) => withinMinutes !== null && minutes[place] <= withinMinutes
  const shareInReach = (places: readonly number[]) => {
    const all = places.reduce((sum, place) => sum + demand[place], 0)
    const near = places.reduce((sum, place) => (within(place) ? sum + demand[place] : sum), 0)
    return withinMinutes === null || all === 0 ? Number.NaN : near / all
  }
  const hubs = sites.map((site): HubService => {
    const own = Array.from(nearest.keys()).filter((place) => nearest[place] === site)
    const [served, ...beside] = measures.map((column) => own.reduce((sum, place) => sum + column[place], 0))
    const away = own.reduce((sum, place) => sum + demand[place] * minutes[place], 0)
    const farthest = own.reduce<number | null>(
      (far, place) => (demand[place] > 0 && (far === null || minutes[place] > minutes[far]) ? place : far),
      null,
    )
    return {
      site,
      shares: [served, ...beside].map((sum, m) => sum / totals[m]),
      demand: served,
      meanMinutes: away / served,
      farthestMinutes: farthest === null ? Number.NaN : minutes[farthest],
      farthest,
      inReach: shareInReach(own),
      held: held === null ? Number.NaN : held[site],
    }
  })
  const inReach = shareInReach(Array.from(nearest.keys()))
  return { method, hubs, meanMinutes, farthestMinutes, inReach, nearest, minutes, proof, held, unprovenDraws }
}

/**
 * Share of each group's demand within a limit.
 *
 * @param minutes by place
 * @returns NaN for a group without demand
 */
export function floorShares(
  demand: Float64Array,
  { group, groups }: Pick<EquityFloor, 'group' | 'groups'>,
  minutes: Float64Array,
  withinMinutes: number,
): { readonly demand: Float64Array; readonly share: Float64Array } {
  const all = new Float64Array(groups)
  const near = new Float64Array(groups)
  demand.forEach((value, place) => {
    all[group[place]] += value
    if (minutes[place] <= withinMinutes) near[group[place]] += value
  })
  return { demand: all, share: near.map((value, g) => value / all[g]) }
}
