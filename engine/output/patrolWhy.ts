import type { PlannedVisit } from '../patrol/planPatrols.js'
import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
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
  'fell': 'fell',
  'rose': 'rose',
  'no clear change': 'no clear change',
  'too few to say': 'change: too few to say',
}

/** RULES 26. */
export const ONE_EVENT = 'Dominated by one incident: check the record before tasking.'

/** Why a crew is sent to a hotspot: what happens, when, to what kind of target. Counts are bands where few live (RULES 26). */
export function whyHotspot(analysis: Analysis, tasking: Tasking, hotspot: TaskedHotspot): string {
  const { found, reasonChanged } = hotspot
  const changed = reasonChanged === '' ? '' : ` Note: ${reasonChanged}.`
  if (found === null) {
    const week =
      tasking.measure === 'volume' ? ` About ${roughly(hotspot.perWeek)} a week of ${problemOf(analysis, tasking)} expected.` : ''
    const what = tasking.demo ? 'A published point, its circle made up.' : 'In the list given, not found by this run.'
    return `${what}${week}${changed}`
  }
  const { offences12m, monthsActive, last28d, trend, atPremises, oneEvent } = found
  const banded = fewResidents(analysis, new Set(Array.from(found.places, (place) => analysis.cells.unitOfPlace[place])))
  const count = (value: number) => (banded ? band(value) : exactly(value))
  const months = analysis.period.present.length
  const what = `${capital(problemOf(analysis, tasking))}: ${count(offences12m)} in ${counted(months, 'month')}, in ${monthsActive} of them; last 28 days ${count(last28d)}; ${TREND[trend]}.`
  const target = `${atPremises === 0 ? 'None' : count(atPremises)} at premises.`
  return `${oneEvent ? `${ONE_EVENT} ` : ''}${what} ${peakWords(found)} ${target}${changed}`
}

/** "Busiest Fri 20:00 to 24:00 (31 %).", or why no window is told. */
export function peakWords({ peak, noPeak }: WalkableHotspot): string {
  return peak === null ? NO_PEAK[noPeak] : `Busiest ${windowWords(peak)} (${percent(peak.share)}).`
}

/** Why a visit is in the plan: of a hotspot as above, of a place that was asked for what was asked. */
export function whyVisit(analysis: Analysis, tasking: Tasking, visit: PlannedVisit): string {
  const asked = tasking.requests
    .filter(({ id, why }) => why !== '' && (visit.requests.includes(id) || (visit.hotspot === null && id === visit.id)))
    .map(({ why }) => `Asked for: ${why}.`)
  const place = visit.hotspot === null ? [] : [whyHotspot(analysis, tasking, tasking.hotspots[visit.hotspot])]
  const words = [...asked, ...place]
  return words.length === 0 ? 'Asked for.' : words.join(' ')
}

export interface VisitTask {
  readonly task: string
  readonly look: string
}

/** What a crew does at a place and looks for, by problem: about the place, never about who is there. */
const TASKS: Readonly<Record<string, VisitTask>> = {
  'asb': { task: 'Be seen on foot; ask staff what bothers them.', look: 'damage, litter, lights out.' },
  'serious-violence': { task: 'Be seen where people wait and leave.', look: 'dark corners, CCTV out, loose glass.' },
  'neighbourhood-crime': { task: 'Walk front and back; speak to residents.', look: 'open gates, goods on view.' },
  'retail': { task: 'Go in, speak with staff.', look: 'goods by doors, blind aisles, unwatched exits.' },
  'night-time-economy': { task: 'Be seen at venues and ranks; speak with door staff.', look: 'pinch points, glass.' },
  'rural': { task: 'Stop at yards and car parks; speak with keepers.', look: 'open gates, cut fences.' },
}

const ANY_TASK: VisitTask = { task: 'Be seen on foot; speak with staff.', look: 'lights, locks, sight lines, access.' }

export function taskOf({ problem }: Tasking): VisitTask {
  return TASKS[problem] ?? ANY_TASK
}
