import type { FactorSummary } from '../resultsDocument.js'
import { number, type Table, text } from './table.js'

/** factors.csv: what the score is made of, and which factors are proxies. */
export function factorTable(factors: readonly FactorSummary[]): Table {
  const column = (name: 'id' | 'label' | 'source' | 'year' | 'unit' | 'geography' | 'frame' | 'note') =>
    text(name, (row) => factors[row][name])
  return {
    length: factors.length,
    columns: [
      column('id'),
      column('label'),
      number('weight', (row) => factors[row].weight),
      column('source'),
      column('year'),
      column('unit'),
      column('geography'),
      column('frame'),
      text('proxy', (row) => (factors[row].proxy ? 'yes' : 'no')),
      column('note'),
    ],
  }
}
