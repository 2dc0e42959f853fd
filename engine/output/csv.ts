import { encodeUtf8 } from './bytes.js'
import { rounded, type Table } from './table.js'

/**
 * A table as CSV: UTF-8, LF, header in snake_case, numbers with at most 12 significant digits, undefined numbers empty. Text that a
 * spreadsheet would run as a formula gets an apostrophe.
 *
 * @param excel BOM and CRLF, so that Excel opens accented names on a double click
 */
export function csv(table: Table, excel: boolean): Uint8Array {
  const end = excel ? '\r\n' : '\n'
  const lines = [table.columns.map(({ name }) => name).join(',')]
  for (let row = 0; row < table.length; row++) {
    let line = ''
    for (let c = 0; c < table.columns.length; c++) {
      const column = table.columns[c]
      if (c > 0) line += ','
      if (column.type === 'text') line += csvText(column.at(row))
      else {
        const value = column.at(row)
        if (!Number.isNaN(value)) line += rounded(value)
      }
    }
    lines.push(line)
  }
  return encodeUtf8(`${excel ? '\ufeff' : ''}${lines.join(end)}${end}`)
}

const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]/

/** One text cell: quoted where it must be, defused where a spreadsheet would run it. */
export function csvText(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
