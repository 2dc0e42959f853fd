import type { Pings } from '../../engine/input/pings.js'
import { londonToUtc } from '../../engine/londonTime.js'

/** Where and when tracks start: 1 May 2026, 14:00 in London. */
export const TRACK_START = londonToUtc(2026, 5, 1, 14, 0).minutes
export const TRACK_LNG = -1.9
export const TRACK_LAT = 52.48
/** Degrees of longitude in a metre at this latitude. */
const METRE = 1 / (111_320 * Math.cos((TRACK_LAT * Math.PI) / 180))

/** A crew on a line east, `metres` from its start at a minute. */
export function alongTrack(minutes: readonly number[], metres: (minute: number) => number, crew = minutes.map(() => 0)): Pings {
  return {
    length: minutes.length,
    file: 'track.csv',
    callSigns: ['A', 'B'],
    crew: Uint32Array.from(crew),
    minutes: Float64Array.from(minutes, (minute) => TRACK_START + minute),
    lng: Float64Array.from(minutes, (minute) => TRACK_LNG + METRE * metres(minute)),
    lat: new Float64Array(minutes.length).fill(TRACK_LAT),
    issues: [],
  }
}

/** Minutes of a ping every so many seconds, 0 among them. */
export const every = (seconds: number, minutes: number) =>
  Array.from({ length: Math.floor((60 * minutes) / seconds) + 1 }, (_, k) => (k * seconds) / 60)
