import type { Tasking } from '../patrol/tasking.js'
import { type Html, html } from './html.js'
import { dayWords, visitWindow } from './patrolClock.js'
import { mapKey, overviewMap, type PatrolGround } from './patrolMap.js'
import type { PatrolRun } from './patrolRun.js'
import type { SheetPage } from './patrolSheet.js'
import { type NotVisited, unmetRows, unservedRows } from './patrolTables.js'
import {
  areaOf,
  crewWords,
  fairnessSentence,
  recastSentence,
  shortened,
  unservedSentence,
  WHAT_IT_SHOWS,
  worthSentences,
} from './patrolWords.js'
import { counted, exactly, percent } from './wording.js'

/** Lines the page has for crews, notes, what is not visited and lost time together, and what a crew and a recast take of them. */
const LINES = 32
/** Letters of a note that fill a line. */
const NOTE_LETTERS = 150
const CREW_LINES = 1.5
const RECAST_LINES = 3
const LEAST_ROWS = 4
const NAME_LENGTH = 60
const REASON_LENGTH = 90
const RECAST_LENGTH = 420

/** The supervisor's page: what the crews do, how even it is, what it is worth, what is left and why, what still matters if time is lost. */
export function leadSheet(run: PatrolRun, tasking: Tasking, ground: PatrolGround): SheetPage {
  const { plan, recasts, notes, crews } = tasking
  const officers = crews.reduce((sum, crew) => sum + crew.officers, 0)
  const fair = fairnessSentence(tasking)
  const sentences = [...worthSentences(run, tasking), ...(fair === '' ? [] : [fair]), unservedSentence(tasking), ...notes]
  const noteLines = notes.reduce((sum, note) => sum + Math.ceil(note.length / NOTE_LETTERS), 0)
  const room = Math.max(LEAST_ROWS, LINES - CREW_LINES * crews.length - noteLines - RECAST_LINES * recasts.length)
  const unmet = unmetRows(tasking)
  const unserved = unservedRows(tasking)
  return {
    id: 'plan',
    title: `Patrol plan: ${areaOf(tasking)}`,
    facts: [
      html`<b>${dayWords(plan.date)}</b>`,
      html`${counted(crews.length, 'crew')}, ${counted(officers, 'officer')}`,
      html`${counted(plan.visits.length, 'visit')}`,
    ],
    caution: WHAT_IT_SHOWS,
    content: html`${overviewMap(run, tasking, ground, 'plan-map')}
<p class="small">${mapKey(ground, tasking)} Numbers: crews, at their first visit.</p>
${crewTable(tasking)}
<h2>How even, and what for</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>
${notVisited('Nobody is sent to', unserved, Math.max(LEAST_ROWS, Math.floor(room) - unmet.length))}
${notVisited('Asked for, not met', unmet, LEAST_ROWS)}
${recasts.length === 0 ? html`` : html`<h2>If time is lost</h2><ul>${recasts.map((one) => html`<li>${shortened(recastSentence(tasking, one), RECAST_LENGTH)}</li>`)}</ul>`}
<div class="decision"><p>Chosen by</p><p>Date</p><p>Accepted or changed</p><p>Why</p></div>`,
  }
}

function crewTable({ crews, plan }: Tasking): Html {
  const rows = crews.map((crew, row) => {
    const { from, to, usefulMinutes, visits, visitMinutes, travelMinutes, backMinutes } = plan.crews[row]
    const numbers = [exactly(usefulMinutes), exactly(visits), exactly(visitMinutes), exactly(travelMinutes), exactly(backMinutes)]
    const share = percent((visitMinutes + travelMinutes) / usefulMinutes)
    return html`<tr><th scope="row"><b class="number">${row + 1}</b> ${crew.callSign}</th><td>${crewWords(crew)}</td><td>${visitWindow({ from, to }, plan.date)}</td><td>${shortened(crew.start, NAME_LENGTH)}</td>${[...numbers, share].map((value) => html`<td class="right">${value}</td>`)}</tr>`
  })
  const heads = ['Useful min', 'Visits', 'Visit min', 'Travel min', 'of it back', 'Planned']
  return html`<table class="plain"><thead><tr><th scope="col">Crew</th><th scope="col">Who</th><th scope="col">Shift</th><th scope="col">From</th>${heads.map((head) => html`<th scope="col" class="right">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`
}

function notVisited(head: string, rows: readonly NotVisited[], most: number): Html {
  if (rows.length === 0) return html``
  const shown = rows.length <= most ? rows : rows.slice(0, most - 1)
  const more = rows.length - shown.length
  return html`<h2>${head}</h2><ul>${shown.map(({ name, why }) => html`<li><b>${shortened(name, NAME_LENGTH)}</b>: ${shortened(why, REASON_LENGTH)}</li>`)}${more === 0 ? html`` : html`<li>${exactly(more)} more: unserved.csv</li>`}</ul>`
}
