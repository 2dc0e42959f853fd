import { type ChangeReview, type ChangeRow, FORCE } from '../evaluate/change/changeReview.js'
import type { TrendWord } from '../types.js'
import type { Analysis } from './analysis.js'
import { areaWord } from './areaWord.js'
import { changeMap } from './changeMap.js'
import {
  changeLimits,
  changeMethod,
  changeSentences,
  changeWords,
  chartTitle,
  comparedWords,
  intervalWords,
  layerVerdicts,
  needsWords,
  PAINTED_Q,
  rowsOf,
  verdictWords,
} from './changeWords.js'
import { controlChartPicture } from './controlChartPicture.js'
import { type Html, html } from './html.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, exactly, monthName } from './wording.js'

const AREAS_SHOWN = 15
const NO_BREAK = '\u00a0'
const VERDICTS: readonly TrendWord[] = ['rose', 'fell', 'no clear change', 'too few to say']

/** Two pages: what changed by offence group and on the map; the areas, the control chart, how it was done and what it cannot say. */
export function changePages(analysis: Analysis, review: ChangeReview): ReportPage[] {
  const items = (sentences: readonly string[]) => sentences.map((sentence) => html`<li>${sentence}</li>`)
  return [
    {
      id: 'change',
      title: `Change: ${comparedWords(review)}`,
      content: html`<ul>${items(changeSentences(review))}</ul>${groupTable(analysis, review)}${map(analysis, review)}`,
    },
    {
      id: 'change-areas',
      title: 'Change by area, and month by month',
      content: html`${areaTable(analysis, review)}${layerTable(analysis, review)}
<h3>Control chart: ${chartTitle(review.charts[review.drawn])}</h3>${controlChartPicture(review.charts[review.drawn])}
<h3>How it was worked out</h3><ul class="note">${items(changeMethod(review))}</ul>
<h3>What this cannot say</h3><ul class="limits">${items(changeLimits(analysis, review))}</ul>`,
    },
  ]
}

function map({ layers }: Analysis, review: ChangeReview): Html {
  const layer = layers.find(({ areas }) => areas.kind === review.map?.kind)
  if (layer === undefined || review.map === null) {
    const why = layers.length === 0 ? 'No areas were given' : 'Groups of offences are told by ward, and no wards were given'
    return html`<p class="note">${why}: there is no map.</p>`
  }
  return html`<h3>${capital(areasWords(layer.areas.kind))} by ${review.map.group.label.toLowerCase()}</h3>${changeMap(review, layer, review.map.group.id)}`
}

/** "...; data to Oct 2021". */
function monthsWords(analysis: Analysis, review: ChangeReview): string {
  return `${comparedWords(review)}; data to ${monthName(analysis.period.dataTo)}`
}

function changeColumns(row: (k: number) => ChangeRow): ReportColumn[] {
  return [
    numberColumn('Before', 'before', (k) => row(k).before),
    numberColumn('After', 'after', (k) => row(k).after),
    { ...numberColumn('Change', 'change_pct', (k) => row(k).percent), shown: (k) => changeWords(row(k)) },
    { ...wordsColumn('95 % interval', 'interval', (k) => intervalWords(row(k))), align: 'right' },
    wordsColumn(
      'Verdict',
      'verdict',
      (k) => verdictWords(row(k)),
      (k) => verdictWords(row(k)).replaceAll(' ', NO_BREAK),
    ),
    numberColumn('q', 'q', (k) => row(k).q, qWords),
  ]
}

function qWords(q: number): string {
  return q < 0.001 ? '< 0.001' : q.toFixed(3)
}

function groupTable(analysis: Analysis, review: ChangeReview): Html {
  const rows = rowsOf(review, FORCE)
  return reportTable({
    id: 'change-groups',
    caption: html`<b>All records by group</b>, Home Office tree. Needs: the smallest number before at which such a percentage excludes no change.`,
    months: monthsWords(analysis, review),
    columns: [
      wordsColumn(
        'Group',
        'group',
        (k) => rows[k].group.id,
        (k) =>
          rows[k].group.level === 0
            ? html`<b>${rows[k].group.label}</b>`
            : `${NO_BREAK.repeat(4 * (rows[k].group.level - 1))}${rows[k].group.label}`,
      ),
      ...changeColumns((k) => rows[k]),
      { ...numberColumn('Needs', 'n0_phi', (k) => rows[k].least.shown), shown: (k) => needsWords(rows[k]) },
    ],
    length: rows.length,
  })
}

function areaTable(analysis: Analysis, review: ChangeReview): Html {
  if (review.map === null) return html``
  const { kind, group } = review.map
  const rows = rowsOf(review, kind, group.id).toSorted((a, b) => orderOf(a) - orderOf(b) || a.unit - b.unit)
  const shown = Math.min(AREAS_SHOWN, rows.length)
  return reportTable({
    id: 'change-areas-list',
    caption: html`<b>${capital(areasWords(kind))} by ${group.label.toLowerCase()}</b>, the clearest change first: ${shown === rows.length ? 'all' : 'the first'} ${exactly(shown)} of ${exactly(rows.length)}.`,
    months: monthsWords(analysis, review),
    columns: [
      wordsColumn(
        capital(areaWord(kind)),
        'name',
        (k) => `${rows[k].name} (${rows[k].code})`,
        (k) => rows[k].name,
      ),
      ...changeColumns((k) => rows[k]),
    ],
    length: rows.length,
    shown,
  })
}

/** By p, those without one last. */
function orderOf({ p }: ChangeRow): number {
  return Number.isNaN(p) ? 2 : p
}

function layerTable(analysis: Analysis, review: ChangeReview): Html {
  const rows = layerVerdicts(review)
  if (rows.length === 0) return html``
  return reportTable({
    id: 'change-layers',
    caption: html`<b>How many areas</b>. Stand: rose or fell with q under ${PAINTED_Q}.`,
    months: monthsWords(analysis, review),
    columns: [
      wordsColumn(
        'Layer',
        'layer',
        (k) => `${rows[k].kind} ${rows[k].group.id}`,
        (k) => `${capital(areasWords(rows[k].kind))}, ${rows[k].group.label.toLowerCase()}`,
      ),
      numberColumn('Areas', 'areas', (k) => rows[k].areas),
      ...VERDICTS.map((word) => numberColumn(capital(word), word.replaceAll(' ', '_'), (k) => rows[k].count[word])),
      numberColumn('Stand', 'stand', (k) => rows[k].stand),
    ],
    length: rows.length,
  })
}
