import type { LocalPrioritiesReview } from '../priority/localPrioritiesReview.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { localPrioritiesTable } from './localPrioritiesTable.js'
import { areasInOrder, LISTS, type PriorityList, reviewNotes, topWords } from './localPrioritiesWords.js'
import { paragraph } from './paragraph.js'
import { periodCaption, reportTable, wordsColumn } from './reportTable.js'
import type { Section } from './section.js'
import { areasWords, capital, counted, exactly, periodWords } from './wording.js'

const MOST_ON_PAGE = 30
const MOST_IN_TEXT = 12

const HEADS: Readonly<Record<PriorityList, string>> = {
  volume: 'Volume',
  harm: 'Harm',
  distinctive: 'Distinctive',
  residents: 'Residents and partners',
}

/** Top three local priorities of each area in four columns: a long table, a page with a block for each area, and what is printed. */
export function localPrioritiesSection(analysis: Analysis, review: LocalPrioritiesReview): Section {
  const notes = reviewNotes(analysis, review)
  const { kind, code, name, priorities, assumed, proactive, outside } = review
  return {
    id: 'local-priorities',
    maps: [],
    tables: [{ file: 'local-priorities', label: 'Local priorities', table: localPrioritiesTable(review) }],
    pages: () => [
      { id: 'local-priorities', title: `Local priorities of ${areasWords(kind)}`, content: page(analysis, review, notes) },
    ],
    document: {
      kind,
      areas: areasInOrder(review).map((area) => ({
        code: code[area],
        name: name[area],
        ...Object.fromEntries(LISTS.map((list) => [list, topWords(review, list, area).items])),
      })),
      falseShare: priorities.falseShare,
      dispersionAssumed: assumed,
      proactive,
      outside,
      notes,
    },
    text: text(analysis, review, notes),
  }
}

function page(analysis: Analysis, review: LocalPrioritiesReview, notes: readonly string[]): Html {
  const { kind, name, code } = review
  const order = areasInOrder(review)
  const shown = Math.min(MOST_ON_PAGE, order.length)
  const all = shown === order.length ? `all ${exactly(shown)}` : `the first ${exactly(shown)} of ${exactly(order.length)}`
  // a column without a table to fill it would only take room
  const lists = LISTS.filter((list) => list !== 'residents' || review.named !== null)
  const table = reportTable({
    id: 'local-priorities-first-three',
    caption: html`<b>${capital(areasWords(kind))}</b>, most crime first: ${all}. The first three of each column; local-priorities.csv has all.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn(
        'Area',
        'area',
        (row) => `${name[order[row]]} (${code[order[row]]})`,
        (row) => html`<b>${name[order[row]]}</b>`,
      ),
      ...lists.map((list) =>
        wordsColumn(
          HEADS[list],
          list,
          (row) => wordsOf(review, list, order[row]),
          (row) => block(review, list, order[row]),
        ),
      ),
    ],
    length: order.length,
    shown,
  })
  return html`${table}<ul class="note">${notes.map((line) => html`<li>${line}</li>`)}</ul>`
}

function block(review: LocalPrioritiesReview, list: PriorityList, area: number): Html {
  const { items, rest } = topWords(review, list, area)
  const lines = items.map((item, k) => html`${k === 0 ? html`` : html`<br>`}${k + 1}. ${item}`)
  const ended = rest === '' ? html`` : html`${lines.length === 0 ? html`` : html`<br>`}<em>${rest}</em>`
  return html`<small>${lines}${ended}</small>`
}

function wordsOf(review: LocalPrioritiesReview, list: PriorityList, area: number): string {
  const { items, rest } = topWords(review, list, area)
  return [...items, ...(rest === '' ? [] : [rest])].join('; ')
}

function text(analysis: Analysis, review: LocalPrioritiesReview, notes: readonly string[]): string {
  const { kind, code, name } = review
  const order = areasInOrder(review).slice(0, MOST_IN_TEXT)
  const blocks = order.map((area) =>
    [
      `${name[area]} (${code[area]})`,
      ...LISTS.map((list) => paragraph(`${list.padEnd(11)} ${wordsOf(review, list, area)}`, 2)),
    ].join('\n'),
  )
  const title = `Local priorities, first three of each column: ${exactly(order.length)} of ${counted(code.length, 'area')} (${areasWords(kind)}), most crime first. ${periodWords(analysis.period)}`
  return `${[paragraph(title), ...blocks, ...notes.map((line) => paragraph(line))].join('\n')}\n`
}
