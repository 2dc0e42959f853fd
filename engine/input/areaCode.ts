import { EngineError } from '../error.js'
import type { LsoaVintage, TextTable } from '../inputTables.js'

/** A header as people vary it: lower case, one blank for any run of blanks and underscores. */
export function plainHeader(header: string): string {
  return header
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
}

/** LSOA vintage a code column says it holds (`LSOA code (2011)`, `lsoa21_code`, `LSOA01CD`), null for any other column. */
export function lsoaVintage(header: string): LsoaVintage | null {
  const found = /^lsoa ?(\d\d)? ?(code|cd)(?: \(20(\d\d)\))?$/.exec(plainHeader(header))
  const year = found?.[1] ?? found?.[3]
  return year === '01' ? 2001 : year === '11' ? 2011 : year === '21' ? 2021 : null
}

/**
 * Rows of a table by area code: the code of each row, none empty, none twice.
 *
 * @throws EngineError 'table-invalid' with line and column; 'file-empty' where there is no row
 */
export function uniqueCodes(table: TextTable, column: number): string[] {
  if (table.rows.length === 0)
    throw new EngineError('file-empty', { file: table.file, hint: 'It has a header and no rows. Was the download finished?' })
  const lineOf = new Map<string, number>()
  return table.rows.map((row, k) => {
    const code = (row[column] ?? '').trim()
    const earlier = lineOf.get(code)
    if (code === '' || earlier !== undefined) {
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[k],
        column: table.header[column],
        value: code,
        hint: code === '' ? 'Every row needs a code.' : `The code is already on line ${earlier}; each area may have one row.`,
      })
    }
    lineOf.set(code, table.line[k])
    return code
  })
}

/**
 * A number as tables write it (`1944`, `1,944`, `0.013`), NaN for an empty field.
 *
 * @throws EngineError 'table-invalid' with line and column for anything else
 */
export function tableNumber(table: TextTable, row: number, column: number): number {
  const text = (table.rows[row][column] ?? '').trim()
  if (text === '') return Number.NaN
  const whole = wholeNumber(text)
  if (whole !== null) return whole
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  // one way only to match digits: a huge field of them is told at once
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
  if (Number.isFinite(value)) return value
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: text,
    hint: 'Write a number, or leave the field empty where it is unknown.',
  })
}

/** Digits only, as most numbers of national tables are: without the patterns; null for anything else. */
function wholeNumber(text: string): number | null {
  if (text.length > 15) return null
  let whole = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return null
    whole = whole * 10 + digit
  }
  return whole
}
