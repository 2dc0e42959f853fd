import { EngineError } from '../error.js'
import type { TextTable } from '../inputTables.js'
import { plainHeader } from './areaCode.js'

/** Group of each type of call, types in lower case; group '' is left out (test calls, transfers). */
export type CallTypes = ReadonlyMap<string, string>

/**
 * A force's own map of call types: a CSV of `call_type,group`, such as `ASB - Nuisance,asb`. Types are compared without regard to case.
 *
 * @throws EngineError 'column-missing'; 'table-invalid' where a type is blank or stands in two groups
 */
export function readCallTypes(table: TextTable): CallTypes {
  const headers = table.header.map(plainHeader)
  const columnOf = (pattern: RegExp, name: string): number => {
    const column = headers.findIndex((header) => pattern.test(header))
    if (column !== -1) return column
    throw new EngineError('column-missing', {
      file: table.file,
      line: 1,
      column: name,
      hint: `Write a table of call_type,group. It has: ${table.header.join(', ')}.`,
    })
  }
  const typeAt = columnOf(/^(call|incident) ?type$|^type$/, 'call_type')
  const groupAt = columnOf(/^group$/, 'group')
  const groups = new Map<string, string>()
  table.rows.forEach((row, r) => {
    const type = callType(row[typeAt])
    const group = row[groupAt].trim()
    const before = groups.get(type)
    if (type === '' || (before !== undefined && before !== group)) {
      throw new EngineError('table-invalid', {
        file: table.file,
        line: table.line[r],
        column: table.header[typeAt],
        value: row[typeAt],
        hint: type === '' ? 'Every row needs a type.' : `The type is in the group ${before} already.`,
      })
    }
    groups.set(type, group)
  })
  return groups
}

/** A type of call as it is compared. */
export function callType(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}
