import type { Tasking } from '../patrol/tasking.js'
import { gridColumns } from './gridColumns.js'
import type { PatrolRun } from './patrolRun.js'
import { marked, unmetRows, visitsTable } from './patrolTables.js'
import { type Column, type Table, text } from './table.js'

/** A plan as one table: the columns of patrol-visits, one row a visit, then one for each thing asked for that is not met. */
export function planTable(run: PatrolRun, tasking: Tasking): Table {
  const { table: visits } = visitsTable(run, tasking)
  const unmet = unmetRows(tasking)
  const columns = [
    text('id', (row) => unmet[row].id),
    text('name', (row) => unmet[row].name),
    text('beat', (row) => unmet[row].hotspot?.beat ?? ''),
    ...gridColumns(
      unmet.map(({ lng }) => lng),
      unmet.map(({ lat }) => lat),
    ),
    text('why', (row) => marked(tasking, `${unmet[row].kind}: ${unmet[row].why}`)),
  ]
  return {
    length: visits.length + unmet.length,
    columns: [
      ...visits.columns.map((column) =>
        below(
          column,
          columns.find(({ name }) => name === column.name),
          visits.length,
        ),
      ),
      text('status', (row) => (row < visits.length ? 'planned' : 'not met')),
    ],
  }
}

/** A column, from a row on that of another table; blank where the other has none. */
function below(column: Column, other: Column | undefined, from: number): Column {
  if (column.type === 'text')
    return { ...column, at: (row) => (row < from ? column.at(row) : other?.type === 'text' ? other.at(row - from) : '') }
  return {
    ...column,
    at: (row) => (row < from ? column.at(row) : other?.type === 'number' ? other.at(row - from) : Number.NaN),
  }
}
