import { ENTRY_RULE } from '../hotspot/exactHotspots.js'
import type { WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { type Html, html } from './html.js'
import { problemWords } from './problemWords.js'
import { recordSentence } from './recordWords.js'
import { band, fewResidents } from './reportBand.js'
import type { ReportPage } from './reportPage.js'
import { countColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { walkableWhereabouts } from './walkableTable.js'
import { hotspotName, peakNote, peakWindowText, premisesWords } from './walkableWords.js'
import { counted, percent, roughly } from './wording.js'

/** As many as stand on one page beside what is said of them. */
const SHOWN = 20

/** A page for the list of each problem that has one: the first 20 of the force; the download holds those of every beat. */
export function walkablePages(analysis: Analysis): ReportPage[] {
  return analysis.options.problems
    .filter((problem) => analysis.walkable.some((hotspot) => hotspot.problem === problem))
    .map((problem) => {
      const { label, note } = problemWords(analysis, problem)
      const record = recordSentence(analysis, problem)
      return {
        id: `hotspots-${problem.replace(/[^a-z0-9-]/gi, '-')}`,
        title: `Hotspots: ${label.toLowerCase()}`,
        content: html`${list(analysis, problem)}
<ul class="limits">${[
          'A hotspot is a place a crew can walk, about 120 m in radius at most, 400 m or more from the next. Expected: offences of the problem in the next month, newer months counting more and a place of few drawn to the mean.',
          `Standing says how firmly a place keeps its place when the counts are drawn again: whether it still has ${ENTRY_RULE.offences} offences in ${ENTRY_RULE.active} months, without which it is not listed, and is among the first 20; of those listed for their beat, among its first 5. Clear in 80 % of draws or more, close call from 50 %.`,
          ...[peakNote(analysis, problem), record, note].filter((words) => words !== ''),
        ].map((words) => html`<li>${words}</li>`)}</ul>
<p class="not-people">Places, not people: this page is no ground for a stop.</p>`,
      }
    })
}

/** RULES 26: whether so few live in its cells that a report gives bands. */
export function fewLiveIn(analysis: Analysis, { places }: WalkableHotspot): boolean {
  return fewResidents(analysis, new Set(Array.from(places, (place) => analysis.cells.unitOfPlace[place])))
}

function list(analysis: Analysis, problem: string): Html {
  const { walkable, period } = analysis
  const decisions = hotspotDecisions(analysis)
  const where = walkableWhereabouts(analysis)
  const own = Array.from(walkable.keys()).filter((row) => walkable[row].problem === problem)
  const few = own.map((row) => fewLiveIn(analysis, walkable[row]))
  const at = (row: number) => walkable[own[row]]
  const leftOut = (row: number) => decisions.of(at(row).id, 'include') === 'no'
  const areas = (row: number) => where[own[row]].beatName || where[own[row]].beat || where[own[row]].ward
  const remarks = (row: number) => {
    const hotspot = at(row)
    const by = decisions.of(hotspot.id, 'decided_by')
    return [
      ...(leftOut(row)
        ? [`Left out: ${decisions.of(hotspot.id, 'reason_changed') || 'no reason given'}${by === '' ? '' : ` (${by})`}`]
        : []),
      ...(hotspot.oneEvent ? ['Dominated by one incident: check the record before tasking'] : []),
      ...(few[row] ? [] : [premisesWords(analysis, hotspot)].filter((words) => words !== '')),
    ].join('. ')
  }
  const grey = (row: number, words: string) => (leftOut(row) ? html`<span class="when">${words}</span>` : words)
  return reportTable({
    id: `hotspots-${problem}`,
    caption: html`<b>${Math.min(SHOWN, own.length)} of ${counted(own.length, 'place')}, most expected next month first.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn(
        'Place',
        'place',
        (row) => hotspotName(at(row)),
        (row) =>
          html`<b class="number">${at(row).rank}</b>${leftOut(row) ? grey(row, hotspotName(at(row))) : html`<b>${hotspotName(at(row))}</b>`}<br><small>${[areas(row), remarks(row)].filter((words) => words !== '').join('. ')}</small>`,
      ),
      countColumn(
        'Offences',
        'offences_12m',
        (row) => at(row).offences12m,
        (row) => few[row],
      ),
      countColumn(
        'Last 28 days',
        'last_28d',
        (row) => at(row).last28d,
        (row) => few[row],
      ),
      {
        ...wordsColumn('Expected', 'expected_monthly', (row) =>
          few[row] ? band(Math.round(at(row).expectedMonthly)) : roughly(at(row).expectedMonthly),
        ),
        align: 'right',
      },
      wordsColumn('Trend', 'trend', (row) => at(row).trend),
      wordsColumn('Busiest', 'peak_window', (row) => peakWindowText(at(row))),
      wordsColumn(
        'Standing',
        'standing',
        (row) => at(row).standing,
        (row) => html`${at(row).standing}<br><small>${percent(at(row).heldShare)}</small>`,
      ),
    ],
    length: own.length,
    shown: SHOWN,
  })
}
