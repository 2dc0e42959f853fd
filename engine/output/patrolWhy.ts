import { londonOf } from '../londonTime.js'
import type { PlannedVisit } from '../patrol/planPatrols.js'
import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import type { PatrolRun } from './patrolRun.js'
import { problemOf } from './patrolWords.js'
import { band, fewResidents } from './reportBand.js'
import { windowWords } from './reportTimes.js'
import { capital, counted, exactly, percent, roughly } from './wording.js'

const NO_PEAK: Readonly<Record<WalkableHotspot['noPeak'], string>> = {
  '': '',
  'too-few-events': 'Hours: too few to say.',
  'few-short-spans': 'Hours: too few short spans to say.',
  'no-peak': 'No hours stand out.',
  'no-times': 'Hours unknown.',
}

const TREND: Readonly<Record<WalkableHotspot['trend'], string>> = {
  'fell': 'Fell.',
  'rose': 'Rose.',
  'no clear change': 'No clear change.',
  'too few to say': 'Change: too few to say.',
}

/** RULES 26. */
export const ONE_EVENT = 'Dominated by one incident: check the record before tasking.'

/** Why a crew is sent to a hotspot: what happens, when, to what kind of target. Counts are bands where few live (RULES 26). */
export function whyHotspot(
  analysis: Analysis,
  tasking: Pick<Tasking, 'problem' | 'measure' | 'demo'>,
  hotspot: Pick<TaskedHotspot, 'found' | 'perWeek' | 'reasonChanged'>,
): string {
  const { found, reasonChanged } = hotspot
  const changed = reasonChanged === '' ? '' : ` Note: ${reasonChanged}.`
  if (found === null) {
    const about = ` About ${roughly(hotspot.perWeek)} a week of ${problemOf(analysis, tasking)} expected.`
    const week = Number.isNaN(hotspot.perWeek) ? ' What to expect was not given.' : tasking.measure === 'volume' ? about : ''
    const what = tasking.demo ? 'A published point, its circle made up.' : 'In the list given, not found by this run.'
    return `${what}${week}${changed}`
  }
  const { offences12m, monthsActive, last28d, trend, atPremises, oneEvent } = found
  const banded = fewResidents(analysis, new Set(Array.from(found.places, (place) => analysis.cells.unitOfPlace[place])))
  const count = (value: number) => (banded ? band(value) : exactly(value))
  const months = analysis.period.present.length
  const what = `${capital(problemOf(analysis, tasking))}: ${count(offences12m)} in ${counted(months, 'month')}, in ${monthsActive} of them; last 28 days ${count(last28d)}.`
  const target = `${atPremises === 0 ? 'None' : count(atPremises)} at premises.`
  // what a short space cuts off is least
  return `${oneEvent ? `${ONE_EVENT} ` : ''}${what} ${peakWords(found, count)} ${TREND[trend]} ${target}${changed}`
}

/**
 * "Busiest Fri 20:00 to 24:00 (31 %, 24-38 %, of 51 in 36 months).", or why no window is told.
 *
 * @param count how a number of records is written
 */
export function peakWords({ peak, noPeak }: Pick<WalkableHotspot, 'peak' | 'noPeak'>, count: (value: number) => string): string {
  if (peak === null) return NO_PEAK[noPeak]
  const { share, low, high, timed, months } = peak
  const range = `${percent(low).replace(' %', '')}-${percent(high)}`
  return `Busiest ${windowWords(peak)} (${percent(share)}, ${range}, of ${count(Math.round(timed))} in ${counted(months, 'month')}).`
}

/** Why a visit is in the plan: of a hotspot as above, of a place that was asked for what was asked. */
export function whyVisit(run: PatrolRun, tasking: Tasking, visit: PlannedVisit): string {
  const asked = tasking.requests
    .filter(({ id, why }) => why !== '' && (visit.requests.includes(id) || (visit.hotspot === null && id === visit.id)))
    .map(({ why }) => `Asked for: ${why}.`)
  const place = visit.hotspot === null ? [] : [run.why(tasking, tasking.hotspots[visit.hotspot])]
  const words = [...asked, ...place]
  return words.length === 0 ? 'Asked for.' : words.join(' ')
}

export interface VisitTask {
  readonly task: string
  readonly look: string
}

/**
 * What a crew does at a place of a problem: at any hour; where there are premises, at hours they may be open; elsewhere, at hours people
 * are about; '' as at any hour. And what it looks for. About the place, never about who is there; three lines of a sheet at most.
 */
interface ProblemTask {
  readonly anyHour: string
  readonly staff: string
  readonly people: string
  readonly look: string
}

/** Clock hours, from and up to. Door staff of the night-time economy are there late. */
const STAFF_HOURS = [7, 22] as const
const PEOPLE_HOURS = [8, 21] as const
const DOOR_STAFF_HOURS = [18, 4] as const

const TASKS: Readonly<Record<string, ProblemTask>> = {
  'asb': {
    anyHour: 'Be seen on foot.',
    staff: 'Be seen on foot; ask staff where open.',
    people: 'Be seen on foot; ask people there what bothers them.',
    look: 'damage, litter, lights out.',
  },
  'serious-violence': {
    anyHour: 'Be seen where people wait and leave.',
    staff: '',
    people: '',
    look: 'dark corners, CCTV out, loose glass.',
  },
  'neighbourhood-crime': {
    anyHour: 'Walk front and back.',
    staff: 'Walk front and back; speak to residents.',
    people: 'Walk front and back; speak to residents.',
    look: 'open gates, goods on view.',
  },
  'retail': {
    anyHour: 'Walk past the fronts.',
    staff: 'Go in, speak with staff.',
    people: '',
    look: 'goods by doors, blind aisles, unwatched exits.',
  },
  'night-time-economy': {
    anyHour: 'Be seen at venues and ranks.',
    staff: 'Be seen at venues and ranks; speak with door staff.',
    people: '',
    look: 'pinch points, glass.',
  },
  'rural': {
    anyHour: 'Stop at yards and car parks.',
    staff: 'Stop at yards and car parks; speak with keepers.',
    people: 'Stop at yards and car parks; speak with keepers.',
    look: 'open gates, cut fences.',
  },
}

const ANY_TASK: ProblemTask = {
  anyHour: 'Be seen on foot.',
  staff: 'Be seen on foot; ask staff where open.',
  people: '',
  look: 'lights, locks, sight lines, access.',
}

/** What is done and looked for at a place of a problem at any hour, where no plan says when. */
export function taskAtAnyHour(problem: string): VisitTask {
  const { anyHour, look } = TASKS[problem] ?? ANY_TASK
  return { task: anyHour, look }
}

/** By problem, whether the place has premises, and the hour in the middle of the window. */
export function taskOf({ problem, hotspots }: Tasking, { hotspot, from, to }: PlannedVisit): VisitTask {
  const { anyHour, staff, people, look } = TASKS[problem] ?? ANY_TASK
  const { hour } = londonOf((from + to) / 2)
  const found = hotspot === null ? null : hotspots[hotspot].found
  const within = ([first, end]: readonly [number, number]) =>
    first < end ? hour >= first && hour < end : hour >= first || hour < end
  // of a place of the user's own nothing is known
  const premises = found === null || found.atPremises > 0
  const staffHours = problem === 'night-time-economy' ? DOOR_STAFF_HOURS : STAFF_HOURS
  const task = premises && within(staffHours) ? staff : !premises && within(PEOPLE_HOURS) ? people : ''
  return { task: task || anyHour, look }
}
