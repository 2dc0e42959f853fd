import { EngineError } from '../error.js'
import { distanceM } from '../geometry.js'
import type { AreaDemand } from '../priority/hubJourneys.js'
import type { TeamDemand } from '../priority/teamPlan.js'
import type { TravelPoints } from '../priority/travel.js'
import { NONE } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { type DemandPlaces, demandPlaces } from './demandPlaces.js'

/**
 * Where the demand of each area lies: what its reactive crimes weigh, by the LSOA or cell they are in.
 *
 * @param points inside each area
 * @throws EngineError 'value-out-of-range' where there is neither an LSOA nor a cell with reactive crime
 */
export function areaDemand(
  analysis: Analysis,
  { areas, unitOfPlace }: LayerResult,
  points: TravelPoints,
  by: TeamDemand,
): AreaDemand {
  const geography = demandPlaces(analysis)
  const { places, ground } = geography
  if (places.code.length === 0)
    throw new EngineError('value-out-of-range', {
      column: 'demand',
      value: '0',
      hint: 'No reactive crime lies in any cell, so there is nowhere to drive to. Check the period, the offences and the areas.',
    })
  const weight = reactiveWeight(analysis, by)
  const placeOf = placeOfCrimes(analysis, geography)
  const pairs = new Map<number, number>()
  weight.forEach((value, at) => {
    const area = unitOfPlace[at]
    if (value === 0 || area === NONE) return
    const pair = area * places.code.length + placeOf(at)
    pairs.set(pair, (pairs.get(pair) ?? 0) + value)
  })
  const keys = [...pairs.keys()]
  return {
    code: areas.code,
    places,
    ground,
    area: Uint32Array.from(keys, (pair) => Math.floor(pair / places.code.length)),
    place: Uint32Array.from(keys, (pair) => pair % places.code.length),
    weight: Float64Array.from(pairs.values()),
    middle: Uint32Array.from(points.lng, (lng, area) => nearestPlace(lng, points.lat[area], places)),
  }
}

/** By place of crimes. */
function reactiveWeight({ crimes, kinds, period }: Analysis, by: TeamDemand): Float64Array {
  const { places, tallies } = crimes
  const months = new Set(period.present)
  const weight = new Float64Array(places.length)
  for (let row = 0; row < tallies.length; row++) {
    const kind = tallies.kind[row]
    if (kinds.reactive[kind] !== 1 || !months.has(tallies.month[row])) continue
    // residents are known by area only: journeys to them are to where crimes were
    const each = by === 'harm' ? kinds.harm[kind] : 1
    // a kind without a harm weight is NaN
    if (each > 0) weight[tallies.place[row]] += tallies.count[row] * each
  }
  return weight
}

/** The LSOA or cell that a place of crimes is in; the nearest where it is in none. */
function placeOfCrimes({ crimes }: Analysis, { places, unitOfPlace }: DemandPlaces): (at: number) => number {
  const rows = new Map(Array.from(places.unit, (unit, row) => [unit, row]))
  const { lng, lat } = crimes.places
  return (at) => rows.get(unitOfPlace[at]) ?? nearestPlace(lng[at], lat[at], places)
}

function nearestPlace(lng: number, lat: number, places: TravelPoints): number {
  const away = Array.from(places.lng, (x, place) => distanceM(lng, lat, x, places.lat[place]))
  return away.indexOf(Math.min(...away))
}
