import { type ByteWriter, createByteWriter, encodeUtf8 } from './byteWriter.js'
import type { Table } from './table.js'

const COMMA = encodeUtf8(',')

/**
 * A table as CSV: UTF-8, LF, header in snake_case, numbers with at most 12 significant digits, undefined numbers empty. Text that a
 * spreadsheet would run as a formula gets an apostrophe.
 *
 * @param excel BOM and CRLF, so that Excel opens accented names on a double click
 */
export function csv(table: Table, excel: boolean): Uint8Array {
  const writer = createByteWriter()
  writeCsv(writer, table, excel)
  return writer.bytes()
}

/** The same, written on. */
export function writeCsv(writer: ByteWriter, table: Table, excel: boolean): void {
  const { columns } = table
  const end = excel ? '\r\n' : '\n'
  if (excel) writer.text('\ufeff')
  writer.text(columns.map(({ name }) => name).join(',') + end)
  writer.rows(table.length, (row) => {
    for (let c = 0; c < columns.length; c++) {
      if (c > 0) writer.raw(COMMA)
      const column = columns[c]
      if (column.type === 'text') writer.text(csvText(column.at(row)))
      else numberOrNothing(writer, column.at(row))
    }
    writer.text(end)
  })
}

function numberOrNothing(writer: ByteWriter, value: number): void {
  if (!Number.isNaN(value)) writer.number(value)
}

/** A number below 0 is none. */
const FORMULA = /^([=+@\t\r]|-(?!\d+(\.\d+)?$))/
const NEEDS_QUOTES = /[",\r\n]/

/** One text cell: quoted where it must be, defused where a spreadsheet would run it. */
export function csvText(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
