import { EngineError } from '../error.js'
import type { LsoaVintage, TextTable } from '../types.js'

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
 * @throws EngineError 'table-invalid' with line and column
 */
export function uniqueCodes(table: TextTable, column: number): string[] {
  const lineOf = new Map<string, number>()
  return table.rows.map((row, k) => {
    const code = (row[column] ?? '').trim()
    const place = { file: table.file, line: table.line[k], column: table.header[column], value: code }
    if (code === '') throw new EngineError('table-invalid', { ...place, hint: 'Every row needs a code.' })
    const earlier = lineOf.get(code)
    if (earlier !== undefined)
      throw new EngineError('table-invalid', {
        ...place,
        hint: `The code is already on line ${earlier}; each area may have one row.`,
      })
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
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return Number(plain)
  throw new EngineError('table-invalid', {
    file: table.file,
    line: table.line[row],
    column: table.header[column],
    value: text,
    hint: 'Write a number, or leave the field empty where it is unknown.',
  })
}
