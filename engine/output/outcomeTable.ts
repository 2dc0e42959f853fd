import { monthText } from '../input/month.js'
import type { OutcomeJoin } from '../input/outcomeJoin.js'
import { number, type Table, text } from './table.js'

/** outcomes.csv: `category,outcome,month,count` of the outcomes joined to their crimes; the month is that of the outcome. */
export function outcomeTable({ rows }: OutcomeJoin): Table {
  return {
    length: rows.length,
    columns: [
      text('category', (row) => rows[row].category),
      text('outcome', (row) => rows[row].outcome),
      text('month', (row) => monthText(rows[row].month)),
      number('count', (row) => rows[row].count),
    ],
  }
}
