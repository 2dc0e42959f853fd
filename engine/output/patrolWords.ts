import type { PatrolPlan, Unserved } from '../patrol/planPatrols.js'
import type { Recast } from '../patrol/recast.js'
import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { clockTime, dateWords, visitWindow } from './patrolClock.js'
import type { PatrolRun } from './patrolRun.js'
import { problemWords } from './problemWords.js'
import { capital, counted, exactly, listed, percent, roughly, verb } from './wording.js'

/** Said across what was planned on published or month-only data. */
export const DEMONSTRATION = 'DEMONSTRATION'

/** RULES 29. */
export const PLACES_NOT_PEOPLE = 'Places, not people: this sheet is no ground for a stop.'

/** RULES 28; a crew's page has the short form. */
export const WHAT_IT_SHOWS =
  'It shows recorded crime, which depends on who reports and where police look; not what a patrol would prevent, who is responsible, or whether people feel safe. Who lives inside these places, against the force: not assessed. Rankings support a decision; they do not make it.'
export const WHAT_IT_SHOWS_SHORT =
  'Recorded crime depends on who reports and where police look. Rankings support a decision; they do not make it.'

/** Over this many days at the shift date the age of the data is shown in bold (RULES 15). */
export const OLD_DAYS = 28

/** Offences that are named nowhere below ward level (RULES 26), in the words of a problem's label. */
const UNNAMED = /sexual|rape|indecen|domestic|child|slavery|traffick|exploitation/i

/** Longest name of an area in a title. */
const AREA_NAME = 40

/** What the plan is for, in plain words: "anti-social behaviour". A problem of offences that are not named here is "the chosen problem". */
export function problemOf(analysis: Analysis, { problem }: Pick<Tasking, 'problem'>): string {
  const { label } = problemWords(analysis, problem)
  if (UNNAMED.test(label)) return 'the chosen problem'
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

/** "Castle (beat C1)", "the whole force". */
export function areaOf({ areaKind, areaCode, areaName }: Tasking): string {
  if (areaKind === '') return 'the whole force'
  const name = shortened(areaName, AREA_NAME)
  return name === '' || name === areaCode ? `${areaKind} ${areaCode}` : `${name} (${areaKind} ${areaCode})`
}

/** "Data to 30 Apr 2026, 1 day before the shift". */
export function dataToWords({ dataTo, ageDays }: Tasking): string {
  return `Data to ${dateWords(dataTo)}, ${counted(ageDays, 'day')} ${ageDays > OLD_DAYS ? 'old at' : 'before'} the shift`
}

/** Text cut to so many characters, with an ellipsis; the whole stands in the tables. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text)
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

/** Why a hotspot has no visit. */
export function noVisitWords({ hotspots }: Tasking, { hotspot, why, reason }: PatrolPlan['unserved'][number]): string {
  const unknown = why === 'quiet' && Number.isNaN(hotspots[hotspot].perWeek)
  return unknown ? 'what to expect there is not known: offences_12m is blank' : unservedWords(why, reason)
}

export function unservedWords(why: Unserved, reason: string): string {
  const words: Readonly<Record<Unserved, string>> = {
    'excluded': reason === '' ? 'left out by a person' : reason.startsWith('left out') ? reason : `left out: ${reason}`,
    'quiet': 'nothing is expected there in these hours',
    'too-far': 'too far to go, stay and be back in time',
    'off-the-way': 'one window leaves no time to go there from the start, and it is on the way of no visit worth more',
    'outside-shifts': 'no crew can be there at the time asked for',
    'too-short': 'the time asked for is shorter than a visit',
    'clash': 'what else is asked for leaves no room for it',
    'no-time': 'other visits are worth more of the time there is',
  }
  return words[why]
}

/** "Who asked for what was not met": id or name of the place, and of what kind the request was. */
export function unmetName({ requests, hotspots }: Tasking, { id, kind }: Tasking['plan']['unmet'][number]): string {
  if (kind === 'must-do') return hotspots.find((hotspot) => hotspot.id === id)?.name || id
  const request = requests.find((one) => one.id === id)
  return request === undefined || request.name === id ? id : `${request.name} (${id})`
}

export const UNMET_KINDS: Readonly<Record<Tasking['plan']['unmet'][number]['kind'], string>> = {
  'must-do': 'must-do',
  'fixed': 'fixed request',
  'preferred': 'preferred request',
}

/**
 * Time of crews in a hotspot over the seven days before, against the plan.
 *
 * @param start of the crew that reads it
 */
export function lastWeekWords({ lastWeek }: TaskedHotspot, start: number): string {
  if (lastWeek === null) return 'not recorded'
  const { crewMinutes, visits, plannedMinutes, lastLeft } = lastWeek
  const minutes = exactly(Math.round(crewMinutes))
  const of = Number.isNaN(plannedMinutes) ? `${minutes} min` : `${minutes} of ${exactly(Math.round(plannedMinutes))} min`
  const since = Number.isNaN(lastLeft) ? '' : `, last ${exactly(Math.round((start - lastLeft) / 60))} h before`
  return `${of}, ${counted(visits, 'visit')}${since}`
}

/** What the plan is worth, in words that promise nothing. */
export function worthSentences(run: PatrolRun, tasking: Tasking): string[] {
  const { plan, measure } = tasking
  const { expected, officerHours, options } = plan
  const what =
    measure === 'harm' ? `${capital(run.harm)} of ${run.problem(tasking.problem)}` : `Offences of ${run.problem(tasking.problem)}`
  const each = officerHours > 0 ? `, ${roughly(expected / officerHours)} for each useful officer-hour` : ''
  return [
    `${what} expected at these places while somebody is there: ${roughly(expected)}${each} (${officerHours.toFixed(1)} officer-hours). What the visits prevent is not known.`,
    `A further visit to one place counts ${percent(options.repeatWorth)} of the one before, so the worth of a visit in the tables, what the plan would lose without it, differs less by the hour than what is expected there; ${gapWords(plan)}; ${options.mostVisits} at most.`,
  ]
}

/** The gap is between the middles of windows; what that leaves between visits is read off the plan. */
function gapWords({ visits, options }: PatrolPlan): string {
  const least = visits.reduce((minutes, { id, from }, k) => {
    const before = visits.filter((other, row) => row !== k && other.id === id && other.from <= from).map(({ to }) => from - to)
    return Math.min(minutes, ...before)
  }, Infinity)
  const rule = `the middles of its windows are planned ${options.gapMinutes} minutes apart or more`
  if (least === Infinity) return rule
  return `${rule}, so ${least > 0 ? `at least ${least} minutes lie` : 'a short time may lie'} between two visits here`
}

/** How even the plan is between crews. */
export function fairnessSentence({ plan }: Tasking): string {
  const { crews } = plan
  if (crews.length < 2) return ''
  const range = (values: readonly number[], words: (value: number) => string) => {
    const [least, most] = [Math.min(...values), Math.max(...values)]
    return least === most ? words(least) : `${words(least)} to ${words(most)}`
  }
  const visits = range(
    crews.map((crew) => crew.visits),
    exactly,
  )
  const share = range(
    crews.map((crew) => (crew.visitMinutes + crew.travelMinutes) / crew.usefulMinutes),
    percent,
  )
  const minutes = range(
    crews.map((crew) => crew.visitMinutes),
    exactly,
  )
  return `Between crews: ${visits} visits, ${minutes} minutes of visits, ${share} of useful time planned.`
}

/** "If T12 loses 2 hours from 18:00, going on from Mill Lane, its last visit: still ...; moved ...; dropped ...". */
export function recastSentence({ plan, crews }: Tasking, { lost, setsOut, visits, moved, dropped }: Recast): string {
  const one = (visit: Recast['visits'][number]) => `${visit.name} ${visitWindow(visit, plan.date)}`
  const kept = visits.filter((visit) => !moved.includes(visit))
  const gone = dropped.filter(({ id }) => !moved.some((visit) => visit.id === id))
  const movedOne = (visit: Recast['visits'][number]) => {
    const fewer = dropped.filter(({ id }) => id === visit.id).length
    return fewer === 0 ? one(visit) : `${one(visit)} (in place of ${counted(fewer + 1, 'visit')})`
  }
  const parts = [
    ...(kept.length === 0 ? [] : [`still ${listed(kept.map(one))}`]),
    ...(moved.length === 0 ? [] : [`moved: ${listed(moved.map(movedOne))}`]),
    ...(dropped.length === 0 ? ['nothing is dropped'] : []),
    ...(gone.length === 0 ? [] : [`dropped: ${listed(gone.map(one))}`]),
  ]
  const from =
    setsOut === null
      ? `setting out from ${crews.find(({ callSign }) => callSign === lost.callSign)?.start ?? 'its start'}`
      : `going on from ${plan.visits.find(({ id }) => id === setsOut)?.name ?? setsOut}, its last visit planned by then`
  return `If ${lost.callSign} loses ${lostWords(lost.minutes)} from ${clockTime(lost.from)}, ${from}: ${parts.join('; ')}.`
}

function lostWords(minutes: number): string {
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute')
}

/** "101 min, 44 of them the way back". */
export function travelWords({ travelMinutes, backMinutes }: PatrolPlan['crews'][number]): string {
  const travel = `${exactly(travelMinutes)} min`
  return travelMinutes > 0 ? `${travel}, ${exactly(backMinutes)} of them the way back` : travel
}

/** "T12: PC, on foot, 2 officers". */
export function crewWords({ kind, mode, officers }: Tasking['crews'][number]): string {
  return `${kind}, ${mode === 'foot' ? 'on foot' : 'by vehicle'}, ${counted(officers, 'officer')}`
}

/** "3 hotspots have no visit." */
export function unservedSentence({ plan, hotspots }: Tasking): string {
  const n = plan.unserved.length
  if (n === 0) return hotspots.length === 1 ? 'The one hotspot has a visit.' : `All ${hotspots.length} hotspots have a visit.`
  return `${exactly(n)} of ${counted(hotspots.length, 'hotspot')} ${verb(n, 'has', 'have')} no visit.`
}
