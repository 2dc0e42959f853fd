import { checkChoice, checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { type Crew, TRAVEL_MODES } from '../input/crews.js'
import type { PatrolRequest } from '../input/patrolRequests.js'
import { WEEK_HOURS } from '../londonTime.js'
import type { ShiftOptions } from './crewShift.js'
import type { PatrolTravel, TravelPlace } from './patrolTravel.js'

/** A hotspot as a plan needs it. */
export interface PlanHotspot extends TravelPlace {
  readonly name: string
  /** Expected harm or volume of the problem in each hour of London's week (`expectedByHour`). */
  readonly expected: Float64Array
  /** At least one visit, before anything that is not asked for. */
  readonly mustDo: boolean
  /** Crew-minutes in it last week; NaN not known, which counts as none. */
  readonly lastWeekMinutes: number
  /** Why nobody is to be sent; '' where it is in. */
  readonly excluded: string
}

export interface PlanInput {
  /** Shift date, `YYYY-MM-DD`. */
  readonly date: string
  readonly hotspots: readonly PlanHotspot[]
  readonly crews: readonly Crew[]
  readonly requests: readonly PatrolRequest[]
  /** Between `travelPlaces` of the three above. */
  readonly travel: PatrolTravel
}

export interface PlanOptions extends ShiftOptions {
  /** Between the middles of the windows of two visits to one hotspot, whoever makes them. */
  readonly gapMinutes: number
  /** To one hotspot in the plan. */
  readonly mostVisits: number
  /** A second visit to a hotspot is worth this share of a first, a third this share of a second ... */
  readonly repeatWorth: number
  readonly seed: number
}

export const PLAN_DEFAULTS: PlanOptions = {
  briefingMinutes: 30,
  breakMinutes: 45,
  available: 0.6, // share of the rest that calls leave free
  visitMinutes: 15, // 10 to 20 (Koper 1995: best at 11 to 15)
  gapMinutes: 120,
  mostVisits: 3,
  windowMinutes: 90,
  repeatWorth: 0.7, // an assumption: what a visit adds falls with each one before it
  seed: 1,
}

/** Places of a plan in the order its travel times have them: hotspots, requested places that are none, then starts, each once. */
export function travelPlaces({ hotspots, crews, requests }: Pick<PlanInput, 'hotspots' | 'crews' | 'requests'>): TravelPlace[] {
  const starts = new Map(crews.map(({ start, lng, lat }) => [start, { id: start, lng, lat }]))
  return [
    ...hotspots.map(({ id, lng, lat }) => ({ id, lng, lat })),
    ...requests.filter(({ hotspot }) => hotspot === '').map(({ id, lng, lat }) => ({ id, lng, lat })),
    ...starts.values(),
  ]
}

/** @throws EngineError as `planPatrols` says */
export function checkPlan({ hotspots, crews, requests, travel }: PlanInput, options: PlanOptions): void {
  if (hotspots.length === 0)
    throw new EngineError('hotspots-missing', {
      hint: 'There is none in this area for this problem. Choose a wider area or another problem.',
    })
  if (crews.length === 0) throw new EngineError('argument-missing', { column: 'crews', hint: 'Give at least one crew.' })
  checkOptions(options)
  const places = travelPlaces({ hotspots, crews, requests })
  refuseTwice('place', places)
  refuseTwice(
    'call_sign',
    crews.map(({ callSign }) => ({ id: callSign })),
  )
  for (const { start, lng, lat, callSign, mode, officers, startMinute, endMinute } of crews) {
    checkChoice('mode', mode, TRAVEL_MODES)
    if (!(Number.isInteger(officers) && officers >= 1))
      throw invalid('officers', String(officers), `${callSign}: a whole number from 1 up.`)
    for (const minute of [startMinute, endMinute]) {
      if (!(Number.isInteger(minute) && minute >= 0 && minute <= 1440))
        throw invalid('shift', String(minute), `${callSign}: minutes of the day, whole, from 0 to 1440.`)
    }
    if (crews.some((other) => other.start === start && (other.lng !== lng || other.lat !== lat)))
      throw invalid(
        'start',
        start,
        `Crews that start here do not agree where it is; ${callSign} is one of them. Give it one location.`,
      )
  }
  if (travel.length !== places.length)
    throw new EngineError('length-mismatch', {
      column: 'travel',
      value: String(travel.length),
      hint: `The plan has ${places.length} places: give times between all of them.`,
    })
  for (const { id, expected } of hotspots) {
    if (expected.length !== WEEK_HOURS)
      throw new EngineError('length-mismatch', {
        column: 'expected',
        value: id,
        hint: `Give all ${WEEK_HOURS} hours of the week.`,
      })
    if (!expected.every((value) => value >= 0 && value < Infinity))
      throw invalid('expected', id, 'What is expected must be 0 or more in every hour.')
  }
  for (const { id, hotspot, crew } of requests) {
    if (hotspot !== '' && !hotspots.some((one) => one.id === hotspot))
      throw invalid(
        'hotspot',
        hotspot,
        `Request ${id} names a hotspot that is not in the list. ${known(hotspots.map((one) => one.id))}`,
      )
    if (crew !== '' && !crews.some(({ callSign }) => callSign === crew))
      throw invalid('crew', crew, `Request ${id} names a crew that is not on. ${known(crews.map(({ callSign }) => callSign))}`)
  }
}

/** Defaults filled in. @throws EngineError 'option-invalid' for an option out of its range */
export function resolvePlanOptions(given: Partial<PlanOptions>): PlanOptions {
  const options = { ...PLAN_DEFAULTS, ...given }
  checkOptions(options)
  return options
}

function checkOptions(options: PlanOptions): void {
  const { visitMinutes, available, repeatWorth, gapMinutes, mostVisits, windowMinutes, briefingMinutes, breakMinutes } = options
  const within = (column: string, value: number, low: number, high: number, hint: string) => {
    if (!(Number.isFinite(value) && value >= low && value <= high)) throw invalid(column, String(value), hint)
  }
  within('visitMinutes', visitMinutes, 10, 20, 'A visit lasts 10 to 20 minutes.')
  within('windowMinutes', windowMinutes, 30, 240, 'A window lasts 30 to 240 minutes.')
  within('gapMinutes', gapMinutes, 0, 1440, 'Minutes between visits to one hotspot: 0 to 1440.')
  within('available', available, Number.MIN_VALUE, 1, 'The share of time that is free: above 0, at most 1.')
  within('repeatWorth', repeatWorth, 0, 1, 'What a further visit is worth, as a share of the one before: 0 to 1.')
  within('briefingMinutes', briefingMinutes, 0, 480, 'Minutes of briefing: 0 to 480.')
  within('breakMinutes', breakMinutes, 0, 480, 'Minutes of breaks: 0 to 480.')
  checkSeed(options.seed)
  if (!(Number.isInteger(mostVisits) && mostVisits >= 1))
    throw invalid('mostVisits', String(mostVisits), 'A whole number of visits from 1 up.')
}

function refuseTwice(column: string, list: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of list) {
    if (seen.has(id)) throw invalid(column, id, 'This name is given twice. Places and crews of a plan each need their own.')
    seen.add(id)
  }
}

function known(names: readonly string[]): string {
  return `Known: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' ...' : ''}.`
}

function invalid(column: string, value: string, hint: string): EngineError {
  return new EngineError('option-invalid', { column, value, hint })
}
