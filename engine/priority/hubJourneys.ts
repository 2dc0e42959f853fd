import { EngineError } from '../error.js'
import type { TravelRows } from '../input/travelTimes.js'
import type { HubPlaces } from './hubPlan.js'
import { type CodedPoints, type HubGround, type HubTravel, hubTravel, tableTravel } from './hubTravel.js'
import type { StraightLineOptions, Travel } from './travel.js'

/** Whole areas, and where the demand in them is. */
export interface AreaDemand {
  readonly code: readonly string[]
  readonly places: HubPlaces
  readonly ground: HubGround
  /** Demand of an area at a place, each pair once: rows of area and place, and how much. */
  readonly area: Uint32Array
  readonly place: Uint32Array
  readonly weight: Float64Array
  /** By area, the place that stands for it where it has no demand. */
  readonly middle: Uint32Array
}

export interface JourneyRequest {
  readonly assign: 'today' | 'nearest'
  /** null: not asked. */
  readonly withinMinutes: number | null
  readonly straightLine: StraightLineOptions
}

export interface HubJourneys extends HubTravel {
  /** Places the minutes are means over; null: they are of whole areas. */
  readonly over: HubPlaces['kind'] | null
  /** By hub and area, row by row: share of the area's demand within the limit; null without a limit. */
  readonly withinReach: Float64Array | null
}

/**
 * Journeys from hubs to whole areas: the mean of those to the places (`hubTravel`) where the area's demand is, weighted by it; to the
 * place in the middle of an area without demand. In a table of times the areas may be these places or the whole areas themselves: each
 * whole area is then within reach or not at all.
 *
 * @returns null where hubs have no location and nothing needs a journey
 * @throws  EngineError 'argument-missing' naming a hub without a location where journeys are needed; as `hubTravel`
 */
export function hubJourneys(
  hubs: CodedPoints & { readonly file: string },
  demand: AreaDemand,
  times: TravelRows | null,
  { assign, withinMinutes, straightLine }: JourneyRequest,
): HubJourneys | null {
  const near = (minutes: number) => Number(withinMinutes !== null && minutes <= withinMinutes)
  const { code, places, ground } = demand
  if (times !== null && !namesOne(places.code, times)) {
    const way = tableTravel(hubs.code, code, times)
    return { ...way, over: null, withinReach: withinMinutes === null ? null : way.travel.minutes.map(near) }
  }
  const nowhere = hubs.lng.findIndex(Number.isNaN)
  if (times === null && nowhere >= 0) {
    if (assign === 'today' && withinMinutes === null) return null
    throw new EngineError('argument-missing', {
      file: hubs.file,
      column: 'lng',
      value: hubs.code[nowhere],
      hint: 'Journeys start at hubs: give each hub lng and lat (or easting and northing), or travel times with --travel.',
    })
  }
  const way = hubTravel(hubs, places, ground, times, straightLine)
  const total = new Float64Array(code.length)
  demand.area.forEach((area, at) => {
    total[area] += demand.weight[at]
  })
  const minutes = meanOverDemand(demand, total, way.travel, (journey) => journey)
  for (let row = 0; row < minutes.length; row++) {
    const [hub, area] = [Math.floor(row / code.length), row % code.length]
    if (total[area] === 0) minutes[row] = way.travel.minutes[hub * places.code.length + demand.middle[area]]
  }
  return {
    ...way,
    travel: { ...way.travel, places: code.length, minutes },
    over: places.kind,
    withinReach: withinMinutes === null ? null : meanOverDemand(demand, total, way.travel, near),
  }
}

function namesOne(codes: readonly string[], { to }: TravelRows): boolean {
  const known = new Set(codes)
  return to.some((code) => known.has(code))
}

/** By hub and area, the mean of a value of each journey, weighted by demand; 0 for an area without any. */
function meanOverDemand(
  { area, place, weight }: AreaDemand,
  total: Float64Array,
  travel: Travel,
  measured: (minutes: number) => number,
): Float64Array {
  const mean = new Float64Array(travel.sites * total.length)
  for (let hub = 0; hub < travel.sites; hub++)
    for (let at = 0; at < area.length; at++) {
      // the share first: an area of one place has its very minutes
      const share = weight[at] / total[area[at]]
      mean[hub * total.length + area[at]] += share * measured(travel.minutes[hub * travel.places + place[at]])
    }
  return mean
}
