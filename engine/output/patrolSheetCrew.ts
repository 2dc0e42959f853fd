import type { PlannedVisit } from '../patrol/planPatrols.js'
import type { Tasking } from '../patrol/tasking.js'
import { type Html, html } from './html.js'
import { dayWords, visitWindow, weekBeforeWords } from './patrolClock.js'
import { crewMap, mapKey, type PatrolGround } from './patrolMap.js'
import type { PatrolRun } from './patrolRun.js'
import type { SheetPage } from './patrolSheet.js'
import { hotspotOf, type NotVisited, unmetRows, unservedRows } from './patrolTables.js'
import { taskOf, whyVisit } from './patrolWhy.js'
import { areaOf, crewWords, lastWeekWords, shortened, travelWords, WHAT_IT_SHOWS_SHORT } from './patrolWords.js'
import { printedRadius } from './walkableWords.js'
import { exactly } from './wording.js'

/** Visits on a page with the map, with a lower map, and on one without: nine to eleven make the map lower, more go on. */
const WITH_MAP = 8
const WITH_LOW_MAP = 11
const WITHOUT_MAP = 14
/** Millimetres: the map, and what each visit beyond eight takes of it; room for visits under the head, less where a banner stands there. */
const MAP_HIGH = 110
const MAP_FOR_VISIT = 12
const ROOM_WITH_MAP = 122
const ROOM_WITHOUT_MAP = 231
/** Millimetres: a banner, a second line of the title; a line of a visit, what is around its lines. */
const BANNER = 6
const TITLE_LINE = 5
const LINE = 2.8
const AROUND = 1.5
/** Millimetres to write in below each visit: as much as the page leaves. */
const [LEAST_RETURN, MOST_RETURN] = [4.4, 11]
/** Of a visit's text; and letters that surely fit on one: of the title, of the reason, of the name of the place. */
const [LEAST_LINES, MOST_LINES] = [3, 5]
const TITLE_LETTERS = 64
const WHY_LETTERS = 48
const NAME_LETTERS = 16
const REASON_LENGTH = 60
const SIDE_NAME = 24
const CALL_SIGN = 16
const SIDE_ROWS = { unserved: 7, unmet: 3, lastWeek: 8 }
const LOW_SIDE_ROWS = { unserved: 3, unmet: 2, lastWeek: 5 }

/** A crew's page: map, what it is beside, visits with room to write; of over eleven visits those beyond eight go on pages of their own. */
export function crewSheets(run: PatrolRun, tasking: Tasking, crew: number, ground: PatrolGround, banner: boolean): SheetPage[] {
  const { crews, plan } = tasking
  const { start } = crews[crew]
  const callSign = shortened(crews[crew].callSign, CALL_SIGN)
  const { from, to } = plan.crews[crew]
  const visits = plan.visits.filter((visit) => visit.crew === crew)
  const facts = [
    html`<b>${dayWords(plan.date)}</b>`,
    html`Shift <b>${visitWindow({ from, to }, plan.date)}</b>`,
    html`Crew <b>${callSign}</b>: ${crewWords(crews[crew])}`,
    html`From ${shortened(start, SIDE_NAME)}`,
  ]
  const title = `Patrol sheet ${callSign}: ${areaOf(tasking)}`
  const taken = (banner ? BANNER : 0) + (title.length > TITLE_LETTERS ? TITLE_LINE : 0)
  const onFirst = visits.length <= WITH_LOW_MAP ? visits.length : WITH_MAP
  const first = visits.slice(0, onFirst)
  const rest = pagesOf(visits.slice(onFirst), WITHOUT_MAP)
  const lower = MAP_FOR_VISIT * Math.max(0, onFirst - WITH_MAP)
  const high = MAP_HIGH - lower
  const map = html`<div class="beside" style="height:${high}mm">${crewMap(run, tasking, crew, ground, high)}<div class="side">${side(tasking, crew, ground, first)}</div></div>`
  return [
    {
      id: `crew-${crew + 1}`,
      title,
      facts,
      caution: WHAT_IT_SHOWS_SHORT,
      content: html`${map}
${visitTable(run, tasking, first, ROOM_WITH_MAP + lower - taken)}`,
    },
    ...rest.map((more, k) => ({
      id: `crew-${crew + 1}-${k + 2}`,
      title: `${title}, continued`,
      facts,
      caution: WHAT_IT_SHOWS_SHORT,
      content: visitTable(run, tasking, more, ROOM_WITHOUT_MAP - taken),
    })),
  ]
}

/** As few pages as hold them, about as many on each. */
function pagesOf(visits: readonly PlannedVisit[], most: number): PlannedVisit[][] {
  const pages = Math.ceil(visits.length / most)
  const size = Math.ceil(visits.length / pages)
  return Array.from({ length: pages }, (_, k) => visits.slice(k * size, (k + 1) * size))
}

function visitTable(run: PatrolRun, tasking: Tasking, visits: readonly PlannedVisit[], room: number): Html {
  if (visits.length === 0) return html`<h2>No visit is planned for this crew.</h2>`
  const each = room / visits.length
  const most = Math.max(LEAST_LINES, Math.min(MOST_LINES, Math.floor((each - LEAST_RETURN - AROUND) / LINE)))
  const reasons = visits.map((visit) => shortened(whyVisit(run, tasking, visit), most * WHY_LETTERS))
  const lines = Math.max(LEAST_LINES, ...reasons.map((words) => Math.min(most, Math.ceil(words.length / WHY_LETTERS))))
  const write = Math.min(MOST_RETURN, each - AROUND - lines * LINE)
  const rows = visits.map((visit, k) => visitRows(tasking, visit, { why: reasons[k], lines, write }))
  return html`<table class="visits"><colgroup><col style="width:6mm"><col style="width:33mm"><col style="width:28mm"><col style="width:64mm"><col style="width:40mm"><col></colgroup><thead><tr><th scope="col">No.</th><th scope="col">Place</th><th scope="col">Window, minutes</th><th scope="col">Why here</th><th scope="col">Task; look for</th><th scope="col">Problem owner</th></tr></thead><tbody>${rows}</tbody></table>`
}

/** What is said of a visit, in how many lines, and the millimetres to write in. */
interface VisitSpace {
  readonly why: string
  readonly lines: number
  readonly write: number
}

function visitRows(tasking: Tasking, visit: PlannedVisit, { why, lines, write }: VisitSpace): Html {
  const { order, name, id, minutes, mustDo } = visit
  const hotspot = hotspotOf(tasking, visit)
  const { task, look } = taskOf(tasking, visit)
  const must = mustDo === '' ? html`` : html` <span class="must">${mustDo === 'asked' ? 'MUST, asked' : 'MUST'}</span>`
  const beat = hotspot === undefined || hotspot.beat === '' ? '' : `Beat ${hotspot.beat}. `
  const about = hotspot === undefined ? '' : `${beat}${printedRadius(hotspot)} m round it`
  return html`<tr><th scope="row"><b class="number">${order}</b></th><td><span class="place">${shortened(name === '' ? id : name, (lines - 1) * NAME_LETTERS)}</span><br><span class="small">${about}</span></td><td><span class="window">${visitWindow(visit, tasking.plan.date)}</span><br>${minutes} min${must}</td><td>${why}</td><td>${task} <b>Look for:</b> ${look}</td><td><span class="blank"></span></td></tr>
<tr class="return"><td colspan="6" style="height:${write.toFixed(1)}mm"><div style="height:${write.toFixed(1)}mm"><span>Arrived</span><span>Left</span><span>Seen</span><span>Problems</span></div></td></tr>
`
}

/** What stands beside the map. */
function side(tasking: Tasking, crew: number, ground: PatrolGround, visits: readonly PlannedVisit[]): Html {
  const { usefulMinutes, visits: count, visitMinutes } = tasking.plan.crews[crew]
  const rows = visits.length > WITH_MAP ? LOW_SIDE_ROWS : SIDE_ROWS
  const shift = `${exactly(usefulMinutes)} useful minutes: ${exactly(count)} visits, ${exactly(visitMinutes)} min; travel ${travelWords(tasking.plan.crews[crew])}. MUST first if time is lost; within a window any order, but keep times asked for.`
  return html`<h2>This shift</h2><p>${shift}</p>
${lastWeek(tasking, crew, visits, rows.lastWeek)}
${notVisited('Nobody is sent to', unservedRows(tasking), rows.unserved)}
${notVisited('Asked for, not met', unmetRows(tasking), rows.unmet)}
<p class="small">${mapKey(ground, tasking)}</p>`
}

function lastWeek(tasking: Tasking, crew: number, visits: readonly PlannedVisit[], most: number): Html {
  const { date, crews } = tasking.plan
  const firsts = visits.filter(({ id }, k) => visits.findIndex((other) => other.id === id) === k)
  const known = firsts.flatMap((visit) => {
    const hotspot = hotspotOf(tasking, visit)
    return hotspot === undefined || hotspot.lastWeek === null
      ? []
      : [{ order: visit.order, words: lastWeekWords(hotspot, crews[crew].from) }]
  })
  const planned = tasking.hotspots.some((hotspot) => !Number.isNaN(hotspot.lastWeek?.plannedMinutes ?? Number.NaN))
  const head = html`<h2>In the hotspot ${weekBeforeWords(date)}${planned ? ', of planned' : ''}</h2>`
  if (known.length === 0) return html`${head}<p>No record was given.</p>`
  return html`${head}${known.slice(0, most).map(({ order, words }) => html`<p><b>${order}</b> ${words}</p>`)}`
}

/** One line each, as many as there is room for. */
function notVisited(head: string, rows: readonly NotVisited[], most: number): Html {
  if (rows.length === 0) return html``
  const shown = rows.length <= most ? rows : rows.slice(0, most - 1)
  const lines = shown.map(({ name, why }) => html`<p><b>${shortened(name, SIDE_NAME)}</b>: ${shortened(why, REASON_LENGTH)}</p>`)
  const more = rows.length - shown.length
  return html`<h2>${head}</h2>${lines}${more === 0 ? html`` : html`<p>${exactly(more)} more: unserved.csv</p>`}`
}
