import { median } from 'simple-statistics'
import { EngineError } from '../error.js'
import { monthNumber, monthText } from '../input/month.js'
import type { TallyTable } from '../types.js'
import { monthsPresent } from './period.js'

/** Months at the end, after a gap, with fewer rows together than this share of a usual month are taken for slips of the pen. */
const FEW = 0.01

/**
 * Months that hold data, ascending, without such at the end as stand alone behind a gap with hardly a row: a year written wrong would
 * otherwise end the period, and all that is shown would be of one record. They are left out only where the last month was named.
 *
 * @param to the last month asked for, `YYYY-MM`
 * @throws EngineError 'month-unlikely' where there are such, and nobody has said where the period ends
 */
export function believableMonths(tallies: TallyTable, to: string | null): number[] {
  const present = monthsPresent(tallies)
  const rows = new Map(present.map((month) => [month, 0]))
  for (let row = 0; row < tallies.length; row++)
    rows.set(tallies.month[row], (rows.get(tallies.month[row]) ?? 0) + tallies.count[row])
  const usual = present.length === 0 ? 0 : median([...rows.values()])
  let kept = present.length
  let behind = 0
  for (let at = present.length - 1; at > 0; at--) {
    behind += rows.get(present[at]) ?? 0
    if (behind >= FEW * usual) break
    if (present[at] - present[at - 1] > 1) kept = at
  }
  if (kept === present.length || (to !== null && monthNumber(to) >= present[kept])) return present
  if (to !== null) return present.slice(0, kept)
  const [last, next] = [monthText(present[kept - 1]), monthText(present[kept])]
  const few = present.slice(kept).reduce((sum, month) => sum + (rows.get(month) ?? 0), 0)
  throw new EngineError('month-unlikely', {
    column: 'Month',
    value: next,
    hint: `The data run to ${last}; then come ${few === 1 ? '1 row' : `${few} rows`} from ${next} on, far fewer than in other months. Correct the dates, or end the period with --to ${last}.`,
  })
}
