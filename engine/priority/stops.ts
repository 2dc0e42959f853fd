import { EngineError } from '../error.js'
import { type Coverage, coverage } from './coverage.js'
import type { Travel } from './travel.js'

export interface StopOptions {
  /** How many stops a mobile station makes in a round. */
  readonly stops: number
  /** People count as served within this many minutes. */
  readonly withinMinutes: number
  /** Share of the people of every district that must be served, 0 to 1. */
  readonly floor: number
}

export interface Stops extends Coverage {
  /** The districts, in code-point order, with their people and those within reach of a stop. */
  readonly districts: readonly {
    readonly code: string
    readonly people: number
    readonly served: number
    readonly share: number
  }[]
}

/**
 * Where a mobile police station should stop: most people within reach, and no district left with less than the floor.
 *
 * @param people   Float64Array[settlements], 0 and up
 * @param district code of the district each settlement lies in
 * @param travel   minutes from candidate stops to settlements
 * @throws         EngineError as `coverage`
 *
 * Misleads in that it knows where people live, not where they spend the day.
 */
export function stops(people: Float64Array, district: readonly string[], travel: Travel, options: StopOptions): Stops {
  if (district.length !== people.length)
    throw new EngineError('length-mismatch', { column: 'district', hint: 'Give the district of every settlement.' })
  const codes = [...new Set(district)].sort((a, b) => (a < b ? -1 : 1))
  const rowOf = new Map(codes.map((code, row) => [code, row]))
  const group = Uint32Array.from(district, (code) => rowOf.get(code) ?? 0)
  const best = coverage(people, travel, {
    hubs: options.stops,
    withinMinutes: options.withinMinutes,
    today: null,
    floor: { group, groups: codes.length, share: options.floor },
  })
  const sum = (row: number, counts: (place: number) => boolean) =>
    people.reduce((total, value, place) => (group[place] === row && counts(place) ? total + value : total), 0)
  const districts = codes.map((code, row) => {
    const all = sum(row, () => true)
    const served = sum(row, (place) => best.reachedBy[place] > 0)
    return { code, people: all, served, share: served / all }
  })
  return { ...best, districts }
}
