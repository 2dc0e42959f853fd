import { EngineError } from '../error.js'
import { pointsOf } from '../grid/pointsOf.js'
import type { ProblemProfile } from '../inputTables.js'
import { type EventTable, type KindTable, NONE, PLACE_FLAG, type PlaceTable } from '../types.js'
import { type LocalPlane, localPlane } from './localPlane.js'
import { monthFinder } from './monthFinder.js'
import { problemKinds } from './problem.js'

export interface PointInput {
  readonly places: PlaceTable
  /** Null of published data. */
  readonly events: EventTable | null
  readonly kinds: KindTable
  /** 1 where the place lies inside the study area. */
  readonly inside: Uint8Array
  /** Coordinates are points of a map: `arePublished`. */
  readonly snapped: boolean
  /** Keep police stations, prisons and hospitals. */
  readonly institutions: boolean
}

/**
 * The exact points offences of a problem happened at, and how many in each month they were committed in. Fits where a method expects
 * the history of units.
 */
export interface PointHistory {
  readonly units: number
  /** Since 2000-01, ascending, as they were asked for. */
  readonly months: readonly number[]
  /** By point; of a month in `months`. */
  readonly count: (month: number) => Float64Array
  /** A point has no ground: 1, so that densities are counts. */
  readonly areaKm2: Float64Array
  /** Metres; the plane's `toDegrees` leads back. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly toDegrees: LocalPlane['toDegrees']
  readonly toMetres: LocalPlane['toMetres']
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** By place: 1 where it may be inside a hotspot. */
  readonly eligible: Uint8Array
  /** 1 where the kind ranks the places of the problem, is reported to police rather than found by them, and a patrol can meet it. */
  readonly counted: Uint8Array
}

/**
 * Offences of the problem that a patrol can meet, by point and month. Left out: places without location or outside the study area, where
 * records without a place are put, institutions unless they are kept. Committed on the start of the span, its end where there is no
 * start, else the day it was recorded.
 *
 * @param months present in the data; a month of another is not counted, and a place where there was nothing but in others is no point
 * @throws EngineError 'needs-force-extract' without events; 'points-snapped' where locations are points of a public map
 *
 * Misleads in the newest months: what is reported late is not there yet. One address written as two coordinates is two points.
 */
export function pointHistory(input: PointInput, problem: ProblemProfile, months: readonly number[]): PointHistory {
  const { places, events, kinds } = input
  if (events === null)
    throw new EngineError('needs-force-extract', {
      hint: "Hotspots need exact places and dates: give the force's own extract in place of police.uk files.",
    })
  if (input.snapped)
    throw new EngineError('points-snapped', {
      hint: "Locations are points of a map: use the list of published points, or the force's own extract.",
    })
  const { counted } = problemKinds(problem, kinds)
  const monthRow = new Map(months.map((month, row) => [month, row]))
  const leftOut = PLACE_FLAG.byDefault | (input.institutions ? 0 : PLACE_FLAG.institution)
  const eligible = Uint8Array.from(places.flags, (flags, place) =>
    Number(input.inside[place] === 1 && (flags & leftOut) === 0 && !Number.isNaN(places.lng[place])),
  )

  const met = new Uint8Array(places.length)
  const monthOf = monthFinder(months[0] ?? 0, months.at(-1) ?? -1)
  for (let row = 0; row < events.length; row++)
    if (counted[events.kind[row]] === 1 && monthRow.has(monthOf(committed(events, row)))) met[events.place[row]] = 1
  const { first, ofPlace: pointOfPlace } = pointsOf(places, (place) => met[place] === 1 && eligible[place] === 1)

  const counts = months.map(() => new Float64Array(first.length))
  for (let row = 0; row < events.length; row++) {
    const point = pointOfPlace[events.place[row]]
    if (counted[events.kind[row]] === 0 || point === NONE) continue
    const month = monthRow.get(monthOf(committed(events, row)))
    if (month !== undefined) counts[month][point] += events.count[row]
  }
  const lng = Float64Array.from(first, (place) => places.lng[place])
  const lat = Float64Array.from(first, (place) => places.lat[place])
  return {
    units: first.length,
    months,
    count: (month) => counts[monthRow.get(month) ?? -1],
    areaKm2: new Float64Array(first.length).fill(1),
    ...localPlane(lng, lat),
    lng,
    lat,
    eligible,
    counted,
  }
}

/** Minutes since 1970 UTC at which an event counts as committed; NaN where no time is known. */
export function committed({ from, to, recorded }: EventTable, row: number): number {
  if (!Number.isNaN(from[row])) return from[row]
  return Number.isNaN(to[row]) ? recorded[row] : to[row]
}
