import { EngineError, type TextTable } from '../../engine/index.js'

/**
 * Where a column of this name is in a table, whatever its capitals.
 *
 * @param layout what the table is and its columns: "table of workday people is code,workday"
 * @throws EngineError 'column-missing'
 */
export function namedColumn({ file, header }: TextTable, name: string, layout: string): number {
  const found = header.findIndex((one) => one.trim().toLowerCase() === name)
  if (found >= 0) return found
  throw new EngineError('column-missing', {
    file,
    line: 1,
    column: name,
    hint: `The ${layout}. The file has: ${header.join(', ')}.`,
  })
}
