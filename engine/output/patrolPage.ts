import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { dayWords, localIso, visitWindow } from './patrolClock.js'
import { mapKey, overviewMap, patrolGround } from './patrolMap.js'
import { patrolRun } from './patrolRun.js'
import { marked, unmetRows, unservedRows } from './patrolTables.js'
import { whyVisit } from './patrolWhy.js'
import {
  areaOf,
  crewWords,
  DEMONSTRATION,
  dataToWords,
  fairnessSentence,
  OLD_DAYS,
  PLACES_NOT_PEOPLE,
  problemOf,
  recastSentence,
  unservedSentence,
  worthSentences,
} from './patrolWords.js'
import type { Ground } from './reportMapGround.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { exactly } from './wording.js'

const MUST = { asked: 'must, asked', worth: 'must', '': '' } as const

/** Page of the plan: sentences, map, visits, crews, what is not visited and why. The sheets to print are a file of their own. */
export function patrolPages(analysis: Analysis, tasking: Tasking, ground: Ground): ReportPage[] {
  const { plan, recasts, notes, ageDays, demo } = tasking
  const own = patrolGround(analysis, tasking, ground)
  const fair = fairnessSentence(tasking)
  const sentences = [...worthSentences(patrolRun(analysis), tasking), ...(fair === '' ? [] : [fair]), unservedSentence(tasking)]
  const data = dataToWords(tasking)
  const content = html`<p>For ${problemOf(analysis, tasking)}. ${ageDays > OLD_DAYS ? html`<b>${data}.</b>` : html`${data}.`} Seed ${plan.options.seed}. The sheets to print are patrol-sheet.html.</p>
<ol class="findings">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ol>
<figure>${overviewMap(patrolRun(analysis), tasking, own, 'patrol-map')}<p class="legend">${mapKey(own, tasking)} Numbers: crews, at their first visit.</p></figure>
${visitTable(analysis, tasking)}
${crewTable(analysis, tasking)}
${unservedPart(analysis, tasking)}
${recasts.length === 0 ? html`` : html`<h3>If time is lost</h3><ul>${recasts.map((one) => html`<li>${recastSentence(tasking, one)}</li>`)}</ul>`}
${notes.map((note) => html`<p class="note">${note}</p>`)}
<p class="not-people">${PLACES_NOT_PEOPLE} Who lives in these places, against the force: not assessed.</p>`
  const title = `Patrol plan: ${areaOf(tasking)}, ${dayWords(plan.date)}`
  return [{ id: 'patrol', title: demo ? `${DEMONSTRATION}: ${title}` : title, content }]
}

function visitTable(analysis: Analysis, tasking: Tasking): Html {
  const { visits, crews, date } = tasking.plan
  const why = (row: number) => marked(tasking, whyVisit(patrolRun(analysis), tasking, visits[row]))
  return reportTable({
    id: 'patrol-visit-list',
    caption: html`<b>Visits</b> by crew, in order; any time inside the window.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Place', 'place', (row) => visits[row].name),
      wordsColumn('Crew', 'crew', (row) => crews[visits[row].crew].callSign),
      numberColumn('No.', 'order', (row) => visits[row].order),
      wordsColumn(
        'Window',
        'window_from',
        (row) => localIso(visits[row].from),
        (row) => html`<span style="white-space:nowrap">${visitWindow(visits[row], date)}</span>`,
      ),
      numberColumn('Minutes', 'minutes', (row) => visits[row].minutes),
      wordsColumn(
        'Must-do',
        'must_do',
        (row) => visits[row].mustDo,
        (row) => MUST[visits[row].mustDo],
      ),
      wordsColumn('Why here', 'why', why, (row) => {
        const first = visits.findIndex(({ id }) => id === visits[row].id)
        return why(first) === why(row) && first < row ? 'as above' : why(row)
      }),
    ],
    length: visits.length,
  })
}

function crewTable({ period }: Analysis, { plan, crews }: Tasking): Html {
  const of = (row: number) => plan.crews[row]
  return reportTable({
    id: 'patrol-crew-list',
    caption: html`<b>Crews,</b> numbered as on the map.`,
    months: periodCaption(period),
    columns: [
      wordsColumn(
        'Crew',
        'crew',
        (row) => crews[row].callSign,
        (row) => html`<b class="number">${row + 1}</b>${crews[row].callSign}`,
      ),
      wordsColumn('Who', 'who', (row) => crewWords(crews[row])),
      wordsColumn('Shift', 'shift', (row) => visitWindow(of(row), plan.date)),
      numberColumn('Useful minutes', 'useful_minutes', (row) => of(row).usefulMinutes),
      numberColumn('Visits', 'visits', (row) => of(row).visits),
      numberColumn('Visit minutes', 'visit_minutes', (row) => of(row).visitMinutes),
      numberColumn('Travel minutes', 'travel_minutes', (row) => of(row).travelMinutes, exactly),
      numberColumn('Of these the way back', 'back_minutes', (row) => of(row).backMinutes, exactly),
    ],
    length: crews.length,
  })
}

function unservedPart({ period }: Analysis, tasking: Tasking): Html {
  const rows = [...unservedRows(tasking), ...unmetRows(tasking)]
  if (rows.length === 0) return html``
  return reportTable({
    id: 'patrol-unserved',
    caption: html`<b>Not visited,</b> and what was asked for and is not met.`,
    months: periodCaption(period),
    columns: [
      wordsColumn('Place', 'place', (row) => rows[row].name),
      wordsColumn('Kind', 'kind', (row) => rows[row].kind),
      wordsColumn('Why', 'why', (row) => rows[row].why),
    ],
    length: rows.length,
  })
}
