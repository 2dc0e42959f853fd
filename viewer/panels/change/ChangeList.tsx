import { memo, useEffect, useMemo } from 'react'
import { stands } from '../../../engine/index.js'
import { verdictLine } from '../../changeWords.js'
import type { Results, Unit, UnitList } from '../../load/results.js'
import { cellId } from '../../state/cells.js'
import { useChange } from '../../state/changeActions.js'
import { useStore } from '../../state/store.js'
import { exactly, inSentence } from '../../words.js'
import type { ChangeAnswer } from '../../worker/changeAnswer.js'
import { cellPlace } from '../cellPlace.js'
import { ListRow, ListTable } from '../ListTable.js'
import { SearchField } from '../SearchField.js'
import { ChangeNumbers } from './ChangeNumbers.js'

/** Cells listed; the rest have fewer records and less to say. */
const CELLS_LISTED = 1000

interface ChangeListProps {
  readonly results: Results
  readonly list: UnitList | 'cells'
  readonly answer: ChangeAnswer
}

/** Areas by how clear their change is: those that stand first, the accessible equal of the map. */
export function ChangeList({ results, list, answer }: ChangeListProps) {
  const search = useStore((state) => state.search)
  const id = list === 'cells' ? 'cells' : list.id
  const label = list === 'cells' ? 'Cells' : list.label
  const units = useMemo(() => unitsOf(results, list, answer), [results, list, answer])
  const rowOf = useMemo(() => new Map(units.map(({ unit, row }) => [unit.id, row])), [units])
  const rows = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase('en-GB')
    return units
      .map(({ unit }) => unit)
      .filter(({ name, id: code }) => [name, code].some((text) => text.toLocaleLowerCase('en-GB').includes(wanted)))
  }, [units, search])
  useEffect(() => useChange.setState({ rows: rows.map((unit) => unit.id) }), [rows])
  const sure = answer.changes.filter((change, row) => stands({ verdict: change.verdict, q: answer.q[row] })).length
  return (
    <>
      <div className="list-tools">
        <SearchField of={label} />
      </div>
      <p className="quiet list-note">
        {label} by {inSentence(answer.group.label)}:{' '}
        {sure === 0 ? 'no change is clear among all looked at.' : `the first ${exactly(sure)} changed clearly and are painted.`}
      </p>
      <ListTable
        list={id}
        rows={rows}
        head={
          <>
            <th scope="col" className="head">
              {label}
            </th>
            <th scope="col" className="head number">
              Before
            </th>
            <th scope="col" className="head number">
              After
            </th>
            <th scope="col" className="head number" title="Change of the number a day, and its 95 % interval">
              Change
            </th>
          </>
        }
        row={(unit, chosen, reachable) => (
          <Row
            key={unit.id}
            unit={unit}
            list={id}
            change={answer.changes[rowOf.get(unit.id) ?? 0]}
            q={answer.q[rowOf.get(unit.id) ?? 0]}
            chosen={chosen}
            reachable={reachable}
          />
        )}
      />
    </>
  )
}

/** Areas in the order of the answer, with their rows in it. */
function unitsOf(results: Results, list: UnitList | 'cells', { order }: ChangeAnswer): { unit: Unit; row: number }[] {
  const { cells } = results
  if (list !== 'cells') return Array.from(order, (row) => ({ unit: list.units[row], row }))
  return Array.from(order.subarray(0, CELLS_LISTED), (row) => ({
    row,
    unit: {
      id: cellId(cells, row),
      name: cellPlace(results, { cells, row }),
      properties: {},
      polygons: [],
      point: [cells.lng[row], cells.lat[row]],
    },
  }))
}

interface RowProps {
  readonly unit: Unit
  readonly list: string
  readonly change: ChangeAnswer['changes'][number]
  readonly q: number
  readonly chosen: boolean
  readonly reachable: boolean
}

const Row = memo(function Row({ unit, list, change, q, chosen, reachable }: RowProps) {
  return (
    <ListRow unit={unit} list={list} rank={null} below={verdictLine(change, q)} chosen={chosen} reachable={reachable}>
      <ChangeNumbers change={change} />
    </ListRow>
  )
})
