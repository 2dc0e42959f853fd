import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { dayWords } from './patrolClock.js'
import { patrolGround } from './patrolMap.js'
import { type PatrolRun, patrolRun } from './patrolRun.js'
import { crewSheets } from './patrolSheetCrew.js'
import { leadSheet } from './patrolSheetLead.js'
import { PATROL_SHEET_STYLE } from './patrolSheetStyle.js'
import { areaOf, DEMONSTRATION, dataToWords, OLD_DAYS, PLACES_NOT_PEOPLE } from './patrolWords.js'
import { areaMiddles } from './reportMapGround.js'
import { type RunningDocument, runningWords } from './reportPage.js'
import type { RunDocument } from './resultFiles.js'
import { capital } from './wording.js'

/** One page of a sheet, between its head and foot. */
export interface SheetPage {
  readonly id: string
  readonly title: string
  /** What is known of it beside what every page says: shift, crew. */
  readonly facts: readonly Html[]
  readonly content: Html
  /** What it shows and does not, at its foot. */
  readonly caution: string
}

/**
 * patrol-sheet.html: stands alone (no script, no request) and prints on A4 in one colour. First the supervisor's page, then one page for
 * each crew, more where it has over eight visits. Every page carries marking, shift, data to, version, seed and what the sheet is no
 * ground for; a demonstration says so across every page. All text from the data and the user's files is escaped.
 *
 * @param document the run's analysis.json
 */
export function patrolSheet(analysis: Analysis, tasking: Tasking, document: RunDocument): string {
  return sheetOfRun(patrolRun(analysis), tasking, document)
}

type SheetDocument = RunningDocument & Pick<RunDocument, 'attribution'>

/** The same of what is kept of a run. */
export function sheetOfRun(run: PatrolRun, tasking: Tasking, document: SheetDocument): string {
  const ground = patrolGround(run, tasking, areaMiddles(run.layers))
  const pages = [
    leadSheet(run, tasking, ground),
    ...tasking.crews.flatMap((_, crew) => crewSheets(run, tasking, crew, ground, document.synthetic)),
  ]
  const title = `${tasking.demo ? `${DEMONSTRATION}: ` : ''}Patrol sheet, ${areaOf(tasking)}, ${dayWords(tasking.plan.date)}`
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${PATROL_SHEET_STYLE}</style></head>
<body>
<main>
${pages.map((page, k) => sheetArticle(run, tasking, document, page, `Sheet ${k + 1} of ${pages.length}`))}</main>
</body></html>
`.markup
}

function sheetArticle(run: PatrolRun, tasking: Tasking, document: SheetDocument, page: SheetPage, sheet: string): Html {
  const { marking, attribution } = document
  const { synthetic, period, source } = runningWords(run, document)
  const { id, title, facts, content, caution } = page
  const old = tasking.ageDays > OLD_DAYS
  const data = dataToWords(tasking)
  const all = [
    ...facts,
    html`${capital(run.problem(tasking.problem))}`,
    html`${period.split(' · ')[0]}`,
    html`${old ? html`<b>${data}</b>` : data}`,
    html`Seed ${tasking.plan.options.seed}`,
  ]
  return html`<article id="${id}" aria-labelledby="${id}-title">
<header><p class="sheet">${sheet}</p><p class="marking">${marking}</p>${synthetic === '' ? html`` : html`<p class="synthetic">${synthetic}</p>`}
<h1 id="${id}-title">${tasking.demo ? html`${DEMONSTRATION}: ` : html``}${title}</h1>
<p class="facts">${all.map((fact) => html`<span>${fact}</span> `)}</p></header>
${content}
<footer><p><b>${PLACES_NOT_PEOPLE}</b> ${caution}</p><p class="source">${source}. ${attribution.join(' ')}</p><p class="marking">${marking}</p></footer>
${tasking.demo ? acrossThePage() : html``}</article>
`
}

/** Hollow letters from corner to corner: the text below stays readable, and the words survive a copy in black and white. */
function acrossThePage(): Html {
  return html`<svg class="demo" viewBox="0 0 700 1000" aria-hidden="true"><text transform="translate(350 500) rotate(-54)" y="42" textLength="1080" lengthAdjust="spacingAndGlyphs">${DEMONSTRATION}</text></svg>`
}
