import { EngineError } from '../error.js'
import { distanceM } from '../geometry.js'
import { TRAVEL_MODES, type TravelMode } from '../input/crews.js'
import type { TravelRows } from '../input/travelTimes.js'

/** Minutes between places: minutes[from * length + to]; Infinity where there is no way. */
export interface PatrolTravel {
  readonly length: number
  readonly minutes: Readonly<Record<TravelMode, Float64Array>>
  /** How they were found, as printed. */
  readonly basis: Readonly<Record<TravelMode, string>>
}

/** A place that is travelled to or from. */
export interface TravelPlace {
  readonly id: string
  readonly lng: number
  readonly lat: number
}

export interface SpeedOptions {
  /** Length of the way over that of the straight line, 1 and up. */
  readonly factor: number
  readonly kmh: Readonly<Record<TravelMode, number>>
}

export const SPEED_DEFAULTS: SpeedOptions = {
  factor: 1.3, // way over straight line
  kmh: { foot: 4.5, vehicle: 25 }, // a walk; driving in town with getting in and out
}

/**
 * Travel times between all places, by foot and by vehicle: the user's table where there is one, else the straight line times a stated
 * factor at a stated speed. The times of a table stand as they are given, also where a way over a third place would be shorter.
 *
 * @param places hotspots, requested places and starts; none twice
 * @param given  table by mode, null without; `from` and `to` are ids of places, and every way between two of them is needed
 * @throws EngineError 'value-out-of-range' (factor, speed); 'table-invalid' with the line for a way twice or a time that is not 0 or
 *         more, and for one that is missing
 *
 * Misleads across rivers, railways and fenced ground: give a table where it matters.
 */
export function patrolTravel(
  places: readonly TravelPlace[],
  { factor, kmh }: SpeedOptions,
  given: Readonly<Record<TravelMode, TravelRows | null>>,
): PatrolTravel {
  if (!(factor >= 1 && factor < Infinity)) throw outOfRange('factor', factor, 'Way over straight line: 1 or more.')
  const ofMode = (mode: TravelMode) => {
    const rows = given[mode]
    if (rows !== null) return { minutes: givenMinutes(rows, places), basis: `times of ${rows.file}` }
    if (!(kmh[mode] > 0 && kmh[mode] < Infinity)) throw outOfRange('kmh', kmh[mode], `Give a speed above 0 by ${mode}.`)
    const pace = (factor * 60) / (1000 * kmh[mode])
    return { minutes: straight(places, pace), basis: `straight line x ${factor}, ${kmh[mode]} km/h` }
  }
  const [foot, vehicle] = TRAVEL_MODES.map(ofMode)
  return {
    length: places.length,
    minutes: { foot: foot.minutes, vehicle: vehicle.minutes },
    basis: { foot: foot.basis, vehicle: vehicle.basis },
  }
}

function straight(places: readonly TravelPlace[], pace: number): Float64Array {
  const minutes = new Float64Array(places.length ** 2)
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      minutes[i * places.length + j] = pace * distanceM(from.lng, from.lat, to.lng, to.lat)
    })
  })
  return minutes
}

function givenMinutes(rows: TravelRows, places: readonly TravelPlace[]): Float64Array {
  const rowOf = new Map(places.map(({ id }, row) => [id, row]))
  const minutes = new Float64Array(places.length ** 2).fill(Number.NaN)
  rows.from.forEach((from, row) => {
    const [i, j] = [rowOf.get(from), rowOf.get(rows.to[row])]
    if (i === undefined || j === undefined || i === j) return
    const refused = (column: string, value: string, hint: string) =>
      new EngineError('table-invalid', { file: rows.file, line: rows.line[row], column, value, hint })
    const value = rows.minutes[row]
    if (!(value >= 0)) throw refused('minutes', String(value), 'Give minutes, 0 or more.')
    if (!Number.isNaN(minutes[i * places.length + j]))
      throw refused('to', `${from} to ${rows.to[row]}`, 'This way is in the table twice. Keep one.')
    minutes[i * places.length + j] = value
  })
  for (let i = 0; i < places.length; i++) minutes[i * places.length + i] = 0
  const missing = minutes.reduce((count, value) => count + Number(Number.isNaN(value)), 0)
  if (missing === 0) return minutes
  const gap = minutes.findIndex(Number.isNaN)
  const ways = places.length * (places.length - 1)
  throw new EngineError('table-invalid', {
    file: rows.file,
    value: `${places[Math.floor(gap / places.length)].id} to ${places[gap % places.length].id}`,
    hint: `${missing} of the ${ways} ways between ${places.length} places are missing, this one first. Give a time for each way and direction, or leave the table out for straight lines.`,
  })
}

function outOfRange(column: string, value: number, hint: string): EngineError {
  return new EngineError('value-out-of-range', { column, value: String(value), hint })
}
