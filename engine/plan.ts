import { EngineError } from './error.js'
import type { Crew } from './input/crews.js'
import type { ListedHotspot } from './input/hotspotList.js'
import type { PatrolRequest } from './input/patrolRequests.js'
import type { Pings } from './input/pings.js'
import type { PlannedMinutes } from './input/plannedMinutes.js'
import type { TravelRows } from './input/travelTimes.js'
import type { VisitLog } from './input/visitLog.js'
import { londonOf, londonOffset, WEEK_HOURS } from './londonTime.js'
import type { Analysis } from './output/analysis.js'
import { runSource } from './output/runSource.js'
import { instantOn } from './patrol/crewShift.js'
import { expectedByHour } from './patrol/expectedByHour.js'
import { lastWeekOf } from './patrol/lastWeek.js'
import { patrolTravel, type SpeedOptions } from './patrol/patrolTravel.js'
import { type PlanInput, type PlanOptions, travelPlaces } from './patrol/planInput.js'
import { type PatrolPlan, planPatrols } from './patrol/planPatrols.js'
import { recast, type TimeLost } from './patrol/recast.js'
import type { ShiftSource } from './patrol/shiftSource.js'
import { type Stays, staysOfLog, staysOfPings } from './patrol/stays.js'
import type { TaskedHotspot, Tasking } from './patrol/tasking.js'
import { refuseUntaskable } from './refuseUntaskable.js'
import { areaName, type Chosen, counted, type HotspotRequest, shiftHotspots, someOf } from './shiftHotspots.js'
import { firstDay } from './stats/monthDays.js'

/** What a shift is planned with, beside the analysis. */
export interface ShiftInput {
  readonly crews: readonly Crew[]
  readonly requests: readonly PatrolRequest[]
  /** Plan for these and no others; null: for what the run found. */
  readonly list: readonly ListedHotspot[] | null
  /** Times between places by mode; null: straight lines. */
  readonly travel: Readonly<Record<'foot' | 'vehicle', TravelRows | null>>
  /** Last week's time in hotspots, one of the two or neither. */
  readonly log: VisitLog | null
  readonly pings: Pings | null
  readonly planned: PlannedMinutes | null
}

export interface PlanShiftOptions extends Omit<HotspotRequest, 'requested'> {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Time crews may lose, each answered by itself; minutes of the clock from midnight. */
  readonly lost: readonly { readonly callSign: string; readonly atMinute: number; readonly minutes: number }[]
  readonly speeds: SpeedOptions
  readonly plan: Partial<PlanOptions>
}

export const PLAN_SHIFT_HOTSPOTS = 20

/** Share of useful time that may be left without a word. */
const TIME_LEFT = 0.25
const DAY = 1440
const HOUR = 60

/**
 * Plans a shift in one area: chooses its hotspots of one problem, works out what is expected in each by the hour of the week, and sends
 * crews (`planPatrols`); answers what still matters where time is lost.
 *
 * What is expected in a week is what the run expects in the next month, over the weeks of a month. Where a peak window of the place is told,
 * its share falls in that, drawn to the share of the force by how many records have a time (`drawnPeaks`); the rest, and all of other places,
 * at the hours the problem has in the force over all months of the data. Hours a place has beside its peak window are not used: they are
 * too few to tell from chance. It is harm where the run measures harm and all offences of
 * the problem have a weight by code: then times the mean harm of an offence there, drawn to that of the force (`harmPerOffence`).
 *
 * @throws EngineError 'needs-force-extract' without exact places and times, unless `demo`; 'hotspots-missing', 'option-invalid' (area,
 *         must-do, crew of lost time, a date before the data ends), 'table-invalid' (travel, log), and as `planPatrols`
 *
 * Misleads as hotspots do: it is recorded crime of earlier months, with the patrols of those months in it.
 */
export function planShift(analysis: Analysis, input: ShiftInput, options: PlanShiftOptions): Tasking {
  if (!options.demo) refuseUntaskable(analysis, input.list)
  return planFrom(runSource(analysis), input, options)
}

/** The same from what is kept of a run that may be tasked. */
export function planFrom(source: ShiftSource, input: ShiftInput, options: PlanShiftOptions): Tasking {
  const { demo, problem, area, date } = options
  const { dataTo } = source
  const ageDays = ageOf(dataTo, date)
  const notes: string[] = []
  const [first, ...others] = source.asked
  if (problem === first && others.length > 0)
    notes.push(
      `Planned for ${problem}, the first problem of the run; also run: ${others.join(', ')}. Another is chosen with --problem.`,
    )
  const requested = input.requests.map(({ hotspot }) => hotspot)
  const { choices, beyond } = shiftHotspots(source, input.list, { ...options, requested }, notes)
  const start = shiftStart(input.crews, date)
  const measured = measuredTime(input, choices, notes)
  const planned = input.planned === null ? null : ofChoices(input.planned, choices, notes)
  const lastWeek = measured === null ? null : lastWeekOf(measured, choices, planned, date, start)
  const { measure, hours: profile } = source.problem(problem)
  if (profile === null && !demo) notes.push('Every hour of the week counts alike: the data holds no times of this problem.')
  const beatOf = source.codes('beat', choices)
  const hotspots = choices.map((choice, row): TaskedHotspot => {
    const { id, name, lng, lat, radiusM, perWeek, found, excluded, reasonChanged } = choice
    const peak = found?.peak ?? null
    const busy = peak === null ? null : { hours: windowHours(peak), share: peak.drawnShare }
    const last = lastWeek === null ? null : lastWeek[row]
    return {
      ...{ id, name, lng, lat, radiusM, perWeek, found, excluded, reasonChanged },
      expected: expectedByHour(perWeek || 0, busy, profile),
      mustDo: options.mustDo.some((asked) => choice.ids.includes(asked)),
      lastWeekMinutes: last === null ? Number.NaN : last.crewMinutes,
      lastWeek: last,
      beat: beatOf[row],
    }
  })
  const idOf = idsOf(choices)
  const requests = input.requests.map((request) => ({ ...request, hotspot: idOf.get(request.hotspot) ?? request.hotspot }))
  const { crews } = input
  const places = travelPlaces({ hotspots, crews, requests })
  const plannedInput: PlanInput = {
    ...{ date, hotspots, crews, requests },
    travel: patrolTravel(places, options.speeds, input.travel),
  }
  const plan = planPatrols(plannedInput, { ...options.plan, seed: source.seed })
  notes.push(
    ...overMidnight(requests, crews),
    ...clashes(plan, requests.length > 0),
    ...timeLeft(plan, beyond > 0),
    ...clockChange(plan),
  )
  const recasts = options.lost.map((lost) => recast(plannedInput, plan, lostTime(lost, crews, date)))
  return {
    areaKind: area?.kind ?? '',
    areaCode: area?.code ?? '',
    areaName: area === null ? '' : areaName(source, area),
    ...{ problem, measure, demo, dataTo, ageDays, crews, requests, hotspots, plan, recasts, notes },
  }
}

/** Requests for a time that ends before it begins, where no shift runs into the next day: perhaps the two are exchanged. */
function overMidnight(requests: readonly PatrolRequest[], crews: readonly Crew[]): string[] {
  if (crews.some(({ startMinute, endMinute }) => endMinute <= startMinute)) return []
  return requests
    .filter(({ fromMinute, toMinute }) => toMinute <= fromMinute)
    .map(
      ({ id, fromMinute, toMinute }) =>
        `Request ${id}, from ${clock(fromMinute)} to ${clock(toMinute)}, is read as over midnight, and no shift is: are the two exchanged?`,
    )
}

/** Crews whose visits cannot all be made in their windows: several are asked for at about the same time, or rounding takes the room. */
function clashes({ crews }: PatrolPlan, asked: boolean): string[] {
  return crews
    .filter(({ lateMinutes }) => lateMinutes > 0)
    .map(
      ({ callSign, lateMinutes }) =>
        `${callSign} cannot make all its visits in their windows: ${counted(Math.ceil(lateMinutes), 'minute')} too late together. ${asked ? 'Ask for one of them at another time, or of another crew' : 'Windows are rounded to 5 minutes: a visit may end that much after its own'}.`,
    )
}

/**
 * Useful time that visits to these hotspots cannot fill.
 *
 * @param more whether the area has hotspots that are not planned for
 */
function timeLeft({ crews, visits, unserved, options: { mostVisits, gapMinutes } }: PatrolPlan, more: boolean): string[] {
  const useful = crews.reduce((sum, { usefulMinutes }) => sum + usefulMinutes, 0)
  const left = 1 - crews.reduce((sum, { visitMinutes, travelMinutes }) => sum + visitMinutes + travelMinutes, 0) / useful
  if (!(left > TIME_LEFT) || visits.length === 0 || unserved.some(({ why }) => why === 'no-time')) return []
  const help = more ? 'More hotspots (--most-hotspots) or a wider area' : 'A wider area or places of your own (--hotspots)'
  return [
    `${Math.round(100 * left)} % of useful time is left over: a hotspot has at most ${counted(mostVisits, 'visit')} (--most-visits), the middles of their windows ${gapMinutes} minutes apart or more (--gap-minutes). ${help} would fill more of it.`,
  ]
}

/** The night the clocks change, said once for all times of the plan. */
function clockChange({ crews }: PatrolPlan): string[] {
  const before = londonOffset(Math.min(...crews.map(({ from }) => from)))
  const after = londonOffset(Math.max(...crews.map(({ to }) => to)))
  if (before === after) return []
  return [
    before > after
      ? 'The clocks go back in this night, from 02:00 BST to 01:00 GMT: times say which of the two they are.'
      : 'The clocks go forward in this night, from 01:00 GMT to 02:00 BST: times say which of the two they are.',
  ]
}

/** Start of the first crew's shift, minutes since 1970-01-01 UTC. @throws EngineError as `planPatrols`: no crews, a date that is none */
export function shiftStart(crews: readonly Crew[], date: string): number {
  if (crews.length === 0) throw new EngineError('argument-missing', { column: 'crews', hint: 'Give at least one crew.' })
  return Math.min(...crews.map(({ startMinute, callSign }) => instantOn(date, startMinute, callSign)))
}

/** Days from the last day with a record to the shift. */
function ageOf(dataTo: string, date: string): number {
  const ageDays = dayNumber(date) - dayNumber(dataTo)
  if (ageDays >= 0) return ageDays
  throw new EngineError('option-invalid', {
    column: 'date',
    value: date,
    hint: `The data goes to ${dataTo}: a plan for an earlier day would know what happened after it. Give a later date, or an earlier last month with --to.`,
  })
}

/** Days since 2000-01-01. @throws EngineError 'option-invalid' for a date that is none */
function dayNumber(date: string): number {
  const noon = instantOn(date, DAY / 2, '')
  const { year, month, day } = londonOf(noon)
  return firstDay(12 * (year - 2000) + month - 1) + day - 1
}

function windowHours({ start, hours }: { start: number; hours: number }): number[] {
  return Array.from({ length: hours }, (_, hour) => (start + hour) % WEEK_HOURS)
}

/** The id in the plan of every id its hotspots go by. */
const idsOf = (choices: readonly Chosen[]) => new Map(choices.flatMap(({ id, ids }) => ids.map((other) => [other, id] as const)))

/** Stays in the chosen hotspots; what was at other places is counted. */
function measuredTime({ log, pings }: ShiftInput, choices: readonly Chosen[], notes: string[]): Stays | null {
  if (pings !== null) {
    notes.push(...pings.issues.map(({ message }) => `${message}.`))
    return staysOfPings(pings, choices)
  }
  if (log === null) return null
  notes.push(...log.issues.map(({ message }) => `${message}.`))
  const idOf = idsOf(choices)
  const rows = log.hotspot.flatMap((id, row) => (idOf.has(id) ? [row] : []))
  // of none known the first is refused, with its line
  const kept = rows.length === 0 ? [...log.hotspot.keys()] : rows
  const others = log.length - kept.length
  if (others > 0) notes.push(`${counted(others, 'visit')} of ${log.file} at places that are not in this plan: left out.`)
  const own: VisitLog = {
    ...log,
    length: kept.length,
    line: kept.map((row) => log.line[row]),
    hotspot: kept.map((row) => idOf.get(log.hotspot[row]) ?? log.hotspot[row]),
    callSign: kept.map((row) => log.callSign[row]),
    arrive: Float64Array.from(kept, (row) => log.arrive[row]),
    leave: Float64Array.from(kept, (row) => log.leave[row]),
  }
  return staysOfLog(own, choices)
}

/** Planned minutes under the ids of the plan; what is at other places is counted. */
function ofChoices({ minutes, ...plan }: PlannedMinutes, choices: readonly Chosen[], notes: string[]): PlannedMinutes {
  const idOf = idsOf(choices)
  const own = new Map<string, number>()
  for (const [id, value] of minutes) {
    const known = idOf.get(id)
    if (known !== undefined) own.set(known, (own.get(known) ?? 0) + value)
  }
  const others = [...minutes.keys()].filter((id) => !idOf.has(id)).length
  const { file, otherDays } = plan
  if (others > 0) notes.push(`${counted(others, 'place')} of ${file} not in this plan: left out.`)
  if (otherDays > 0) notes.push(`${counted(otherDays, 'visit')} of ${file} on other days than the week before: left out.`)
  return { ...plan, minutes: own }
}

/** @throws EngineError 'option-invalid' for a crew that is not on, or a time outside its shift */
function lostTime(
  { callSign, atMinute, minutes }: PlanShiftOptions['lost'][number],
  crews: readonly Crew[],
  date: string,
): TimeLost {
  const refused = (hint: string) => new EngineError('option-invalid', { column: 'lost', value: callSign, hint })
  const crew = crews.find((one) => one.callSign === callSign)
  if (crew === undefined) throw refused(`No such crew is on. ${someOf(crews.map((one) => one.callSign))}`)
  const { startMinute, endMinute } = crew
  const until = endMinute <= startMinute ? endMinute + DAY : endMinute
  const at = atMinute < startMinute ? atMinute + DAY : atMinute
  if (at >= until) throw refused(`Its shift runs from ${clock(startMinute)} to ${clock(endMinute)}: lose time within it.`)
  return { callSign, from: instantOn(date, at, callSign), minutes }
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / HOUR)).padStart(2, '0')}:${String(minute % HOUR).padStart(2, '0')}`
}
