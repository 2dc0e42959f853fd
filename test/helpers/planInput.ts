import type { Crew } from '../../engine/input/crews.js'
import type { PatrolRequest } from '../../engine/input/patrolRequests.js'
import { patrolTravel, SPEED_DEFAULTS } from '../../engine/patrol/patrolTravel.js'
import { type PlanHotspot, type PlanInput, travelPlaces } from '../../engine/patrol/planInput.js'

/** A hotspot so many kilometres east and north of the station, with one offence expected in each hour of the week. */
export function hotspotAt(id: string, eastKm: number, northKm: number, more: Partial<PlanHotspot> = {}): PlanHotspot {
  const [lng, lat] = kmFrom(eastKm, northKm)
  const expected = new Float64Array(168).fill(1)
  return { id, name: `Name of ${id}`, lng, lat, expected, mustDo: false, lastWeekMinutes: 0, excluded: '', ...more }
}

/** A PC on foot from 14:00 to 22:00. */
export function crewOf(callSign: string, more: Partial<Crew> = {}): Crew {
  const [lng, lat] = kmFrom(0, 0)
  const shift = { startMinute: 840, endMinute: 1320 }
  return { callSign, kind: 'PC', mode: 'foot', officers: 1, start: 'Station', lng, lat, ...shift, ...more }
}

export function requestOf(id: string, more: Partial<PatrolRequest> = {}): PatrolRequest {
  const any = { lng: Number.NaN, lat: Number.NaN, fromMinute: Number.NaN, toMinute: Number.NaN }
  return { id, name: id, hotspot: '', fixed: true, crew: '', why: '', ...any, ...more }
}

/** Friday 1 May 2026, straight lines. */
export function planInput(
  hotspots: readonly PlanHotspot[],
  crews: readonly Crew[],
  requests: readonly PatrolRequest[] = [],
): PlanInput {
  const travel = patrolTravel(travelPlaces({ hotspots, crews, requests }), SPEED_DEFAULTS, { foot: null, vehicle: null })
  return { date: '2026-05-01', hotspots, crews, requests, travel }
}

function kmFrom(eastKm: number, northKm: number): [number, number] {
  return [-1.9 + eastKm / 67.8, 52.48 + northKm / 111.2]
}
