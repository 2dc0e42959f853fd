import { EngineError } from '../error.js'
import { locate } from '../grid/locate.js'
import { exactly } from '../input/thousands.js'
import type { TravelRows } from '../input/travelTimes.js'
import { type AreaTable, type Issue, NONE } from '../types.js'
import type { HubPlan } from './hubPlan.js'
import { givenTravel, type StraightLineOptions, straightLineTravel, type Travel, type TravelPoints } from './travel.js'

/** Where so many people live on a km2 driving is urban: the density of an urban cluster in the Degree of Urbanisation (Eurostat, 2021). */
const URBAN_PER_KM2 = 300
/** Side of the squares whose ground is looked up, degrees of latitude: about 400 m. */
const SQUARE = 0.0036

/** Points with their codes. */
export type CodedPoints = TravelPoints & { readonly code: readonly string[] }

/** What lies on the way. */
export interface HubGround {
  /** By place; NaN unknown. */
  readonly residents: Float64Array
  /** By place. */
  readonly areaKm2: Float64Array
  /** Of the places, in their order; null where they are not areas. */
  readonly areas: AreaTable | null
}

export interface HubTravel {
  readonly travel: Travel
  readonly classes: HubPlan['classes']
  readonly issues: readonly Issue[]
}

/**
 * Minutes from every site to every place: of the user's own table, or along straight lines at the speed of the ground they cross. Ground
 * is urban in LSOAs with 300 residents or more on a km2, rural in the others and outside them all; where no residents are known the
 * slower speed serves everywhere.
 *
 * @throws EngineError 'table-invalid' for codes that are none of those given, and as `givenTravel`, `straightLineTravel`
 */
export function hubTravel(
  sites: CodedPoints,
  places: CodedPoints,
  { residents, areaKm2, areas }: HubGround,
  times: TravelRows | null,
  straightLine: StraightLineOptions,
): HubTravel {
  if (times !== null) return tableTravel(sites.code, places.code, times)
  const urban = residents.map((people, place) =>
    Number.isNaN(people) ? Number.NaN : Number(people / areaKm2[place] >= URBAN_PER_KM2),
  )
  const count = (wanted: number) => urban.reduce((sum, value) => sum + Number(Object.is(value, wanted)), 0)
  const classes = { urban: count(1), rural: count(0), unknown: count(Number.NaN) }
  // minutes are rather too many than too few
  const slower = straightLine.kmh.urban <= straightLine.kmh.rural ? 'urban' : 'rural'
  const classOf = Array.from(urban, (value) => (Number.isNaN(value) ? slower : value === 1 ? 'urban' : 'rural'))
  const along = areas === null || classes.unknown === classOf.length ? null : groundOf(areas, classOf)
  return { travel: straightLineTravel(sites, places, classOf, straightLine, along), classes, issues: [] }
}

/** Class of the ground at a point, by squares over all areas. */
function groundOf(areas: AreaTable, classOf: readonly string[]): (lng: number, lat: number) => string {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < areas.xy.length; k += 2) {
    west = Math.min(west, areas.xy[k])
    east = Math.max(east, areas.xy[k])
    south = Math.min(south, areas.xy[k + 1])
    north = Math.max(north, areas.xy[k + 1])
  }
  const wide = SQUARE / Math.cos((((south + north) / 2) * Math.PI) / 180)
  const columns = Math.floor((east - west) / wide) + 1
  const lines = Math.floor((north - south) / SQUARE) + 1
  const squares = { length: columns * lines }
  const x = Float64Array.from(squares, (_, square) => west + ((square % columns) + 0.5) * wide)
  const y = Float64Array.from(squares, (_, square) => south + (Math.floor(square / columns) + 0.5) * SQUARE)
  const urban = Uint8Array.from(locate(x, y, areas), (row) => Number(row !== NONE && classOf[row] === 'urban'))
  return (lng, lat) => {
    const inside = lng >= west && lng <= east && lat >= south && lat <= north
    return inside && urban[Math.floor((lat - south) / SQUARE) * columns + Math.floor((lng - west) / wide)] === 1
      ? 'urban'
      : 'rural'
  }
}

/**
 * Minutes of the user's own table, from every site to every place.
 *
 * @param sites, places codes
 * @throws EngineError as `hubTravel`
 */
export function tableTravel(sites: readonly string[], places: readonly string[], times: TravelRows): HubTravel {
  refuseForeign(times, 'site', times.from, sites)
  refuseForeign(times, 'area', times.to, places)
  const { travel, unused } = givenTravel(times, sites, places)
  const [journeys, are, they] = unused === 1 ? ['journey', 'is', 'it is'] : ['journeys', 'are', 'they are']
  const message = `${exactly(unused)} ${journeys} of ${times.file} ${are} of other sites or areas than those given: ${they} not used`
  const issues = unused === 0 ? [] : [{ code: 'journeys-unused', count: unused, message, examples: [] }]
  return { travel, classes: null, issues }
}

/** Codes of another vintage or file are told as such, before each journey would be called missing. */
function refuseForeign(times: TravelRows, column: string, written: readonly string[], known: readonly string[]): void {
  const codes = new Set(known)
  if (written.some((code) => codes.has(code))) return
  throw new EngineError('table-invalid', {
    file: times.file,
    column,
    value: written[0] ?? '',
    hint: `None of these is one of the ${exactly(known.length)} codes given, such as ${known[0]}. Are they of another year?`,
  })
}
