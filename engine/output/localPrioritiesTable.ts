import type { LocalPrioritiesReview } from '../priority/localPrioritiesReview.js'
import { groupsByRank, LISTS, type PriorityList } from './localPrioritiesWords.js'
import { number, type Table, text } from './table.js'

interface Row {
  readonly area: number
  readonly list: PriorityList
  /** NaN of a group that is not distinctive. */
  readonly rank: number
  /** -1 of what residents and partners named. */
  readonly group: number
  readonly priority: string
}

/**
 * local-priorities.csv, long: a row for each area, column (`list`) and priority. `distinctive` lists every category of the area, those
 * without a rank being not distinctive; `value` is crimes, harm, or the shrunken location quotient, and empty of what people named.
 */
export function localPrioritiesTable(review: LocalPrioritiesReview): Table {
  const { code, name, groups, count, harm, priorities } = review
  const rows = code.flatMap((_, area) => LISTS.flatMap((list) => rowsOf(review, area, list)))
  const at = ({ area, group }: Row) => area * groups.length + group
  const ofGroup = (column: Float64Array, row: Row) => (row.group < 0 ? Number.NaN : column[at(row)])
  const quotient = (column: Float64Array) => (row: number) =>
    rows[row].list === 'distinctive' ? column[at(rows[row])] : Number.NaN
  const values: Readonly<Record<PriorityList, (row: Row) => number>> = {
    volume: (row) => count[at(row)],
    harm: (row) => harm[at(row)],
    distinctive: (row) => priorities.shrunk[at(row)],
    residents: () => Number.NaN,
  }
  return {
    length: rows.length,
    columns: [
      text('code', (row) => code[rows[row].area]),
      text('name', (row) => name[rows[row].area]),
      text('list', (row) => rows[row].list),
      number('rank', (row) => rows[row].rank),
      text('priority', (row) => rows[row].priority),
      text('category', (row) => (rows[row].group < 0 ? '' : groups[rows[row].group].id)),
      number('value', (row) => values[rows[row].list](rows[row])),
      number('volume', (row) => ofGroup(count, rows[row])),
      number('quotient', quotient(priorities.quotient)),
      number('quotient_low', quotient(priorities.low)),
      number('quotient_high', quotient(priorities.high)),
      number('probability', quotient(priorities.probability)),
      text('distinctive', (row) =>
        rows[row].list !== 'distinctive' ? '' : priorities.distinctive[at(rows[row])] === 1 ? 'yes' : 'no',
      ),
    ],
  }
}

function rowsOf(review: LocalPrioritiesReview, area: number, list: PriorityList): Row[] {
  const { groups, priorities, named } = review
  if (list === 'residents') return (named?.[area] ?? []).map(({ priority, rank }) => ({ area, list, rank, group: -1, priority }))
  const rank = { volume: priorities.volumeRank, harm: priorities.harmRank, distinctive: priorities.distinctiveRank }[list]
  const ranked = groupsByRank(review, list, area)
  const { shrunk } = priorities
  const of = (column: ArrayLike<number>, group: number) => column[area * groups.length + group]
  const others =
    list === 'distinctive'
      ? Array.from(groups.keys())
          .filter((group) => of(rank, group) === 0 && !Number.isNaN(of(shrunk, group)))
          .sort((a, b) => of(shrunk, b) - of(shrunk, a) || a - b)
      : []
  return [...ranked, ...others].map((group) => ({
    area,
    list,
    rank: of(rank, group) || Number.NaN,
    group,
    priority: groups[group].label,
  }))
}
