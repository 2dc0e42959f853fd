import { EngineError, type NamedPriorities, type TextTable } from '../../engine/index.js'
import { namedColumn } from './namedColumn.js'

const COLUMNS = ['area', 'priority', 'rank'] as const

/**
 * What residents or partners named, from a table `area,priority,rank`: code or name of the area, the priority in their own words, and its
 * rank there, 1 first. Whether the areas exist is for `localPriorities` to say, which knows the layer.
 *
 * @throws EngineError 'column-missing'; 'table-invalid' for an empty area or priority, a rank that is not a whole number from 1, or the
 *         same priority twice in one area
 */
export function readNamedPriorities(table: TextTable): NamedPriorities {
  const [areaColumn, priorityColumn, rankColumn] = COLUMNS.map((name) =>
    namedColumn(table, name, `table of priorities is ${COLUMNS.join(',')}`),
  )
  const met = new Set<string>()
  const rows = table.rows.map((row, r) => {
    const refuse = (column: string, value: string, hint: string) =>
      new EngineError('table-invalid', { file: table.file, line: table.line[r], column, value, hint })
    const [area, priority, rank] = [areaColumn, priorityColumn, rankColumn].map((column) => row[column].trim())
    if (area === '') throw refuse('area', area, 'Write the code or the name of the area.')
    if (priority === '') throw refuse('priority', priority, 'Write what was named.')
    if (!/^[1-9]\d{0,5}$/.test(rank)) throw refuse('rank', rank, 'Write a whole number, 1 for the first priority.')
    const key = JSON.stringify([area.toLowerCase(), priority.toLowerCase()])
    if (met.has(key)) throw refuse('priority', priority, 'This area has it twice: keep one of the rows.')
    met.add(key)
    return { area, priority, rank: Number(rank), line: table.line[r] }
  })
  return { file: table.file, rows }
}
