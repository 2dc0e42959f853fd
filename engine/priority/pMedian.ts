import { EngineError } from '../error.js'
import { type SearchAgain, type SiteProblem, siteSearch } from './siteSearch.js'
import { teitzBart } from './teitzBart.js'
import type { Travel } from './travel.js'

/** What a set of sites means for those it serves, each place by the nearest of them. */
export interface Service {
  /** Rows of the sites, ascending. */
  readonly sites: readonly number[]
  /** Demand-weighted mean minutes to the nearest site; NaN without demand. */
  readonly meanMinutes: number
  /** To the farthest place with demand. */
  readonly farthestMinutes: number
  /** By place, the row of the site that is nearest; of equal ones the first. */
  readonly nearest: Uint32Array
  /** By site of `sites`, the demand it is nearest to. */
  readonly demand: Float64Array
}

export interface PMedianOptions {
  /** How many sites. */
  readonly hubs: number
  /** Rows of today's sites, to be shown beside; null none. */
  readonly today: readonly number[] | null
  /** A re-run; left out, the first. */
  readonly again?: SearchAgain
}

export interface PMedian extends Service {
  /** No set of as many sites has a lower mean. */
  readonly boundMinutes: number
  /** (mean - bound) / mean: 0 where proven. */
  readonly gap: number
  /** The best there is, to 1e-9; else the best found, its distance to the best at most `gap`. */
  readonly proven: boolean
  readonly today: Service | null
}

/**
 * p-median: the sites from which the mean journey to demand is shortest.
 *
 * @param demand Float64Array[places], 0 and up: harm, crimes; of reactive offences (RULES 11)
 * @param travel minutes, all finite
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'value-negative', 'value-out-of-range', 'option-invalid',
 *               'sites-too-few' (more hubs than sites)
 *
 * Exact and proven where sets are few, and up to 200 sites unless the search runs out of work, else Teitz-Bart with the Lagrangian
 * bound: `siteSearch`. Of sets that cost the same (to 1e-9) one is returned. Misleads where the farthest place matters more than the mean: see `farthestMinutes`, `coverage`.
 * Hakimi (1964), Operations Research 12(3); ReVelle & Swain (1970), Geographical Analysis 2(1).
 */
export function pMedian(demand: Float64Array, travel: Travel, { hubs, today, again }: PMedianOptions): PMedian {
  checkSites(demand, travel, hubs)
  const beside = today === null ? null : service(demand, travel, today)
  const { sites, places, minutes } = travel
  const total = demand.reduce((sum, value) => sum + value, 0)
  const cost = minutes.map((value, at) => value * demand[at % places])
  const start = teitzBart(cost, places, hubs)
  const found = siteSearch(
    medianProblem(cost, sites, places, hubs, start),
    [...(again === undefined ? [] : [again.from]), start, ...(today?.length === hubs ? [today] : [])],
    again?.work,
  )
  const best = service(demand, travel, found.sites ?? start)
  const boundMinutes = found.bound / total
  return {
    ...best,
    boundMinutes,
    gap: found.proven ? 0 : 1 - found.bound / found.cost,
    proven: found.proven,
    today: beside,
  }
}

/**
 * What given sites mean for those they serve.
 *
 * @throws EngineError as `pMedian`, and 'option-invalid' for a site that is not a row or is named twice
 */
export function service(demand: Float64Array, travel: Travel, sites: readonly number[]): Service {
  checkSites(demand, travel, sites.length)
  checkRows(sites, travel)
  const { places, minutes } = travel
  const order = sites.slice().sort((a, b) => a - b)
  const nearest = new Uint32Array(places)
  const served = new Float64Array(order.length)
  let sum = 0
  let total = 0
  let farthestMinutes = 0
  for (let place = 0; place < places; place++) {
    let at = 0
    for (let k = 1; k < order.length; k++) if (minutes[order[k] * places + place] < minutes[order[at] * places + place]) at = k
    const away = minutes[order[at] * places + place]
    nearest[place] = order[at]
    served[at] += demand[place]
    total += demand[place]
    sum += demand[place] * away
    if (demand[place] > 0) farthestMinutes = Math.max(farthestMinutes, away)
  }
  return { sites: order, meanMinutes: sum / total, farthestMinutes, nearest, demand: served }
}

/**
 * @param cost  by site and place: minutes times demand
 * @param start a set to begin with
 */
export function medianProblem(
  cost: Float64Array,
  sites: number,
  places: number,
  choose: number,
  start: readonly number[],
): SiteProblem {
  const costOf = (chosen: readonly number[], place: number) =>
    chosen.reduce((least, site) => Math.min(least, cost[site * places + place]), Infinity)
  let most = 0
  for (let place = 0; place < places; place++) {
    let worst = 0
    for (let site = 0; site < sites; site++) worst = Math.max(worst, cost[site * places + place])
    most += worst
  }
  return {
    sites,
    choose,
    most,
    work: cost.length,
    multipliers: Float64Array.from({ length: places }, (_, place) => costOf(start, place)),
    byPlace: cost,
    cost(chosen) {
      let sum = 0
      for (let place = 0; place < places; place++) sum += costOf(chosen, place)
      return sum
    },
    price(multipliers, worth) {
      for (let site = 0; site < sites; site++) {
        let sum = 0
        for (let place = 0, at = site * places; place < places; place++, at++) {
          const saved = cost[at] - multipliers[place]
          if (saved < 0) sum += saved
        }
        worth[site] = sum
      }
      return multipliers.reduce((sum, value) => sum + value, 0)
    },
    slope(multipliers, chosen, slope) {
      slope.fill(1)
      for (const site of chosen) {
        for (let place = 0, at = site * places; place < places; place++, at++) if (cost[at] < multipliers[place]) slope[place]--
      }
    },
    clip() {},
  }
}

function checkSites(demand: Float64Array, travel: Travel, hubs: number): void {
  checkDemand(demand, travel, hubs)
  const cut = travel.minutes.findIndex((value) => !Number.isFinite(value))
  if (cut >= 0)
    throw new EngineError('value-not-finite', {
      column: 'minutes',
      value: String(travel.minutes[cut]),
      hint: `Place ${cut % travel.places} cannot be reached from site ${Math.floor(cut / travel.places)}. Give a time, or leave one of them out.`,
    })
}

/** @throws EngineError what `pMedian` and `coverage` refuse alike */
export function checkDemand(demand: Float64Array, travel: Travel, hubs: number): void {
  if (demand.length !== travel.places || travel.minutes.length !== travel.sites * travel.places)
    throw new EngineError('length-mismatch', {
      column: 'demand',
      value: String(demand.length),
      hint: `Give the demand of each of the ${travel.places} places, and minutes from each of the ${travel.sites} sites to each.`,
    })
  for (const [column, values] of [
    ['demand', demand],
    ['minutes', travel.minutes],
  ] as const) {
    const row = values.findIndex((value) => !(value >= 0))
    if (row >= 0)
      throw new EngineError(values[row] < 0 ? 'value-negative' : 'value-not-finite', {
        column,
        value: String(values[row]),
        hint: `Row ${row}: give a number from 0 up.`,
      })
  }
  const total = demand.reduce((sum, value) => sum + value, 0)
  if (!(Number.isFinite(total) && total > 0))
    throw new EngineError('value-out-of-range', {
      column: 'demand',
      value: String(total),
      hint: 'There is no demand to serve, or no end to it. Check the period, the offences and the areas.',
    })
  if (!Number.isInteger(hubs) || hubs < 1)
    throw new EngineError('option-invalid', { column: '--hubs', value: String(hubs), hint: 'Give a whole number from 1 up.' })
  if (hubs > travel.sites)
    throw new EngineError('sites-too-few', {
      column: '--hubs',
      value: String(hubs),
      hint: `There are ${travel.sites} candidate sites. Ask for at most as many, or give more.`,
    })
}

/** @throws EngineError 'option-invalid' for a site that is not a row or is named twice */
export function checkRows(sites: readonly number[], travel: Travel): void {
  const wrong = sites.find(
    (site, at) => !Number.isInteger(site) || site < 0 || site >= travel.sites || sites.indexOf(site) !== at,
  )
  if (wrong !== undefined)
    throw new EngineError('option-invalid', { column: 'sites', value: String(wrong), hint: 'Name each site once, by its row.' })
}
