import type { ChangeReview } from '../evaluate/change/changeReview.js'
import { monthText } from '../input/month.js'
import { number, type Table, text } from './table.js'

/** change.csv: the force by group, then every layer. `low` and `high` are the 95 % interval of `change_pct`; an empty `high` has no end. */
export function changeTable({ rows, periods }: Pick<ChangeReview, 'rows' | 'periods'>): Table {
  return {
    length: rows.length,
    columns: [
      text('geography', (row) => rows[row].geography),
      text('unit', (row) => rows[row].code),
      text('name', (row) => rows[row].name),
      text('group', (row) => rows[row].group.id),
      number('before', (row) => rows[row].before),
      number('after', (row) => rows[row].after),
      number('days_before', () => periods.before.days),
      number('days_after', () => periods.after.days),
      number('change_pct', (row) => rows[row].percent),
      number('low', (row) => rows[row].low),
      number('high', (row) => ended(rows[row].high)),
      number('p', (row) => rows[row].p),
      number('q', (row) => rows[row].q),
      text('verdict', (row) => rows[row].verdict),
      number('phi', (row) => rows[row].phi),
      text('why_too_few', (row) => rows[row].whyTooFew),
      number('n0', (row) => rows[row].least.published),
      number('n0_phi', (row) => rows[row].least.shown),
      number('n0_power_80', (row) => rows[row].least.power),
    ],
  }
}

/** control-chart.csv: a row for each area, group and month; months that are not judged have a count only. */
export function chartTable({ charts }: ChangeReview): Table {
  const rows = charts.flatMap((chart) => chart.months.map((month) => ({ chart, month })))
  return {
    length: rows.length,
    columns: [
      text('geography', (row) => rows[row].chart.geography),
      text('unit', (row) => rows[row].chart.code),
      text('name', (row) => rows[row].chart.name),
      text('group', (row) => rows[row].chart.group.id),
      text('month', (row) => monthText(rows[row].month.month)),
      number('days', (row) => rows[row].month.days),
      number('count', (row) => rows[row].month.count),
      number('expected', (row) => rows[row].month.expected),
      number('low_95', (row) => rows[row].month.low95),
      number('high_95', (row) => rows[row].month.high95),
      number('low_998', (row) => rows[row].month.low998),
      number('high_998', (row) => rows[row].month.high998),
      number('earlier_years', (row) => rows[row].month.earlierYears),
      number('run', (row) => rows[row].month.run),
      text('signal', (row) => rows[row].month.signal),
      number('phi', (row) => rows[row].chart.phi),
      text('not_called', (row) => rows[row].chart.notCalled),
    ],
  }
}

function ended(high: number): number {
  return high === Infinity ? Number.NaN : high
}
