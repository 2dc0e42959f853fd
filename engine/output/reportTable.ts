import type { Period } from '../score/period.js'
import { csv } from './csv.js'
import { type Html, html } from './html.js'
import { band } from './reportBand.js'
import { type Column, number, text } from './table.js'
import { exactly, monthName, periodWords } from './wording.js'

/** One column of a table of the report: what the page shows, and what the download holds. */
export interface ReportColumn {
  readonly head: string
  readonly column: Column
  readonly shown: (row: number) => string | Html
  /** Of words that stand for a number. */
  readonly align?: 'right'
}

/** A table with caption and download. The page may show fewer rows than the download holds. */
export interface ReportTable {
  /** Name of the downloaded file without `.csv`; once in a report. */
  readonly id: string
  readonly caption: string | Html
  /** What the numbers are of: `periodCaption`, or the months in words. */
  readonly months: string
  /** The first column names the row. */
  readonly columns: readonly ReportColumn[]
  readonly length: number
  /** Rows on the page; all where left out. */
  readonly shown?: number
  /** The last row adds up those above. */
  readonly sum?: true
}

/** A count that may have to be a band: words in the download, aligned as the number it is. */
export function countColumn(
  head: string,
  name: string,
  at: (row: number) => number,
  banded: (row: number) => boolean,
): ReportColumn {
  const words = (row: number, exact: (count: number) => string) => (banded(row) ? band : exact)(at(row))
  return { head, column: text(name, (row) => words(row, String)), shown: (row) => words(row, exactly), align: 'right' }
}

/** What stands where a number is unknown. */
export const UNKNOWN = '–'

/** A column of words; `shown` where the page says more than the download. */
export function wordsColumn(
  head: string,
  name: string,
  at: (row: number) => string,
  shown: (row: number) => string | Html = at,
): ReportColumn {
  return { head, column: text(name, at), shown }
}

/** A column of numbers, whole ones unless `format` says otherwise. */
export function numberColumn(
  head: string,
  name: string,
  at: (row: number) => number,
  format: (value: number) => string | Html = exactly,
): ReportColumn {
  return { head, column: number(name, at), shown: (row) => (Number.isNaN(at(row)) ? UNKNOWN : format(at(row))) }
}

/** "Jan 2024 to Apr 2024 (4 months; seasonal: not annual); data to Apr 2024". */
export function periodCaption(period: Period): string {
  return `${periodWords(period)}; data to ${monthName(period.dataTo)}`
}

/** The table as markup: caption with its months and a link that holds the whole table as CSV, heads of columns and of rows. */
export function reportTable({ id, caption, months, columns, length, shown = length, sum }: ReportTable): Html {
  const side = ({ column, align }: ReportColumn) => align ?? (column.type === 'text' ? 'left' : 'right')
  const [first, ...rest] = columns
  const rows = Array.from({ length: Math.min(shown, length) }, (_, row) => {
    const total = sum === true && row === length - 1 ? html` class="sum"` : html``
    return html`<tr${total}><th scope="row" class="${side(first)}">${first.shown(row)}</th>${rest.map((column) => html`<td class="${side(column)}">${column.shown(row)}</td>`)}</tr>`
  })
  const table = { length, columns: columns.map(({ column }) => column) }
  return html`<table><caption>${caption} <span class="when">${months}.</span> <a class="download" download="${id}.csv" href="${csvLink(csv(table, true))}">CSV<span class="unseen"> download: ${id}</span></a></caption><thead><tr>${columns.map((column) => html`<th scope="col" class="${side(column)}">${column.head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`
}

/** Bytes that mean themselves in an address. */
const PLAIN = /[A-Za-z0-9,._~-]/

function csvLink(bytes: Uint8Array): string {
  let link = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    link += PLAIN.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`
  }
  return `data:text/csv;charset=utf-8,${link}`
}
