import { EngineError } from '../error.js'
import { straightLineTravel, type Travel, type TravelPoints } from './travel.js'

/** One speed on all roads: what a town or country road is, is not known here. */
const ROADS = 'all roads'

export interface HubDemandPoints {
  /** Degrees; NaN where a hub has no location. */
  readonly hubs: TravelPoints & { readonly code: readonly string[]; readonly file: string }
  /** A point inside each area. */
  readonly areas: TravelPoints & { readonly code: readonly string[] }
  /** Where demand is, the area it lies in, and how much it is. */
  readonly points: TravelPoints
  readonly areaOf: Uint32Array
  readonly weight: Float64Array
}

export interface JourneyRequest {
  readonly assign: 'today' | 'nearest'
  /** null: not asked. */
  readonly withinMinutes: number | null
  readonly detour: number
  readonly kmh: number
}

export interface HubJourneys {
  /** From hubs to areas. */
  readonly travel: Travel
  /** By hub and area, row by row: share of the area's demand within the limit; null without a limit. */
  readonly withinReach: Float64Array | null
}

/**
 * Journeys from hubs to whole areas: the mean over the places where the area's demand is, weighted by it; to a point inside an area
 * without demand. Times of the user's own (from hub to area) win: an area is then within reach as a whole or not at all.
 *
 * @param own   travel times of the user's own table, in the order of hubs and areas; null: straight lines
 * @returns     null where hubs have no location and nothing needs a journey
 * @throws      EngineError 'argument-missing' naming a hub without a location where journeys are needed
 */
export function hubJourneys(
  { hubs, areas, points, areaOf, weight }: HubDemandPoints,
  own: Travel | null,
  { assign, withinMinutes, detour, kmh }: JourneyRequest,
): HubJourneys | null {
  const near = (minutes: number) => Number(withinMinutes !== null && minutes <= withinMinutes)
  if (own !== null) return { travel: own, withinReach: withinMinutes === null ? null : own.minutes.map(near) }
  const nowhere = hubs.code.findIndex((_, hub) => Number.isNaN(hubs.lng[hub]))
  if (nowhere >= 0) {
    if (assign === 'today' && withinMinutes === null) return null
    throw new EngineError('argument-missing', {
      file: hubs.file,
      column: 'lng',
      value: hubs.code[nowhere],
      hint: 'Journeys start at hubs: give each hub lng and lat (or easting and northing), or travel times with --travel.',
    })
  }
  const options = { factor: detour, kmh: { [ROADS]: kmh } }
  const there = (to: TravelPoints) =>
    straightLineTravel(
      hubs,
      to,
      Array.from(to.lng, () => ROADS),
      options,
    )
  const [toPoints, toAreas] = [there(points), there(areas)]
  const demand = new Float64Array(areas.code.length)
  areaOf.forEach((area, at) => {
    demand[area] += weight[at]
  })
  const minutes = new Float64Array(toAreas.minutes.length)
  const reached = new Float64Array(toAreas.minutes.length)
  for (let hub = 0; hub < hubs.code.length; hub++) {
    const row = hub * demand.length
    for (let at = 0; at < weight.length; at++) {
      const journey = toPoints.minutes[hub * weight.length + at]
      const share = weight[at] / demand[areaOf[at]]
      minutes[row + areaOf[at]] += journey * share
      reached[row + areaOf[at]] += near(journey) * share
    }
    for (let area = 0; area < demand.length; area++) if (demand[area] === 0) minutes[row + area] = toAreas.minutes[row + area]
  }
  return { travel: { ...toAreas, minutes }, withinReach: withinMinutes === null ? null : reached }
}
