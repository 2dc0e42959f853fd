import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Unit } from '../load/results.js'
import { select } from '../state/actions.js'
import { useStore } from '../state/store.js'
import { counted } from '../words.js'

/** Rows drawn at first; a click, or a selection beyond them, draws the rest. */
const FIRST_ROWS = 150

interface ListTableProps {
  /** Id of the list. */
  readonly list: string
  /** In the order of the table. */
  readonly rows: readonly Unit[]
  readonly head: ReactNode
  /** The row of a unit. */
  readonly row: (unit: Unit, chosen: boolean, reachable: boolean) => ReactNode
}

/** A list that can be walked and picked from: the rows that are drawn, and what is said when there are none. */
export function ListTable({ list, rows, head, row }: ListTableProps) {
  const selection = useStore((state) => state.settings.selection)
  const search = useStore((state) => state.search)
  const [allRows, setAllRows] = useState<string | null>(null)
  const chosen = selection?.list === list ? selection.id : null
  const beyond = chosen !== null && rows.findIndex((unit) => unit.id === chosen) >= FIRST_ROWS
  const drawn = allRows === list || beyond ? rows : rows.slice(0, FIRST_ROWS)
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>
          {drawn.map((unit, at) => row(unit, unit.id === chosen, unit.id === chosen || (at === 0 && chosen === null)))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p className="quiet none">{search === '' ? 'There are none in these results.' : `Nothing is called “${search}”.`}</p>
      )}
      {drawn.length < rows.length && (
        <button type="button" className="more" onClick={() => setAllRows(list)}>
          Show all {counted(rows.length, 'row', 'rows')}
        </button>
      )}
    </div>
  )
}

interface ListRowProps {
  readonly unit: Unit
  readonly list: string
  readonly rank: ReactNode
  /** Under the name, where there is something. */
  readonly below: string
  readonly chosen: boolean
  readonly reachable: boolean
  /** Cells after the name. */
  readonly children: ReactNode
}

/** One row, selected by a click anywhere in it; the button is the keyboard's way. */
export function ListRow({ unit, list, rank, below, chosen, reachable, children }: ListRowProps) {
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (!chosen) return
    row.current?.scrollIntoView({ block: 'nearest' })
    // walking with the arrows keeps the focus on the row walked to
    if (document.activeElement?.closest('tbody') !== null) row.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [chosen])
  return (
    <tr ref={row} data-chosen={chosen} onClick={() => select({ list, id: unit.id }, 'list')}>
      {rank !== null && <td className="number rank">{rank}</td>}
      <th scope="row">
        <button type="button" tabIndex={reachable ? 0 : -1} aria-pressed={chosen}>
          {unit.name}
        </button>
        {below !== '' && <span className="sub">{below}</span>}
      </th>
      {children}
    </tr>
  )
}
