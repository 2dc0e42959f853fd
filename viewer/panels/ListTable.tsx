import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Unit } from '../load/results.js'
import { select } from '../state/actions.js'
import { compareWith } from '../state/compare.js'
import { PHONE } from '../state/sheet.js'
import { useStore } from '../state/store.js'
import { counted } from '../words.js'
import { SparkLine } from './SparkLine.js'
import { type Spark, useSparks } from './useSparks.js'
import './lists.css'

/** Rows drawn at first; a click, or a selection beyond them, draws the rest. */
const FIRST_ROWS = 150

interface ListTableProps {
  /** Id of the list. */
  readonly list: string
  /** In the order of the table. */
  readonly rows: readonly Unit[]
  readonly head: ReactNode
  /** Whether rows show their months. */
  readonly months?: boolean
  /** The row of a unit. */
  readonly row: (unit: Unit, chosen: boolean, reachable: boolean, spark: Spark | null) => ReactNode
}

/** A list that can be walked and picked from: the rows that are drawn, and what is said when there are none. */
export function ListTable({ list, rows, head, months = false, row }: ListTableProps) {
  const selection = useStore((state) => state.settings.selection)
  const search = useStore((state) => state.search)
  const [allRows, setAllRows] = useState<string | null>(null)
  const chosen = selection?.list === list ? selection.id : null
  // what is selected may be searched away, or lie beyond the rows: the first is then the way in
  const unreached = chosen === null || !rows.some((unit) => unit.id === chosen)
  const beyond = chosen !== null && rows.findIndex((unit) => unit.id === chosen) >= FIRST_ROWS
  const drawn = allRows === list || beyond ? rows : rows.slice(0, FIRST_ROWS)
  const spark = useSparks(list, months ? drawn.map(({ id }) => id) : [])
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>
          {drawn.map((unit, at) => row(unit, unit.id === chosen, unit.id === chosen || (at === 0 && unreached), spark(unit.id)))}
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
  /** Months, where the results hold them. */
  readonly spark?: Spark | null
  /** Cells after the name. */
  readonly children: ReactNode
}

/** One row, selected by a click anywhere in it; the button is the keyboard's way. */
export function ListRow({ unit, list, rank, below, chosen, reachable, spark = null, children }: ListRowProps) {
  const row = useRef<HTMLTableRowElement>(null)
  const kept = useStore(({ settings: { beside } }) => beside?.list === list && beside.id === unit.id)
  // months that come later make every row above higher
  const lined = spark !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (chosen && row.current !== null) showRow(row.current)
  }, [chosen, lined])
  useEffect(() => {
    if (!chosen) return
    // walking with the arrows keeps the focus on the row walked to
    if (document.activeElement?.closest('tbody') !== null) row.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [chosen])
  return (
    <tr
      ref={row}
      data-chosen={chosen}
      data-beside={kept}
      onClick={(event) => (event.shiftKey ? compareWith({ list, id: unit.id }, 'list') : select({ list, id: unit.id }, 'list'))}
      // a click with Shift marks text from the last one to here
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      {rank !== null && <td className="number rank">{rank}</td>}
      <th scope="row">
        <button
          type="button"
          tabIndex={reachable ? 0 : -1}
          aria-pressed={chosen}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.shiftKey) return
            event.preventDefault()
            compareWith({ list, id: unit.id }, 'list')
          }}
        >
          {unit.name}
        </button>
        {kept && !chosen && <span className="unseen"> (compared with)</span>}
        {below !== '' && <span className="sub">{below}</span>}
        {spark !== null && <SparkLine {...spark} />}
      </th>
      {children}
    </tr>
  )
}

/** Scrolls the list to a row; on a phone the sheet tells what is chosen at its top and stays there. */
function showRow(row: HTMLElement) {
  const list = row.closest<HTMLElement>('.scroll')
  if (list === null || matchMedia(PHONE).matches) return
  if (getComputedStyle(list).overflowY === 'visible') return row.scrollIntoView({ block: 'nearest' })
  const { top, bottom } = list.getBoundingClientRect()
  const head = list.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const at = row.getBoundingClientRect()
  if (at.top < top + head) list.scrollTop -= top + head - at.top
  else if (at.bottom > bottom) list.scrollTop += at.bottom - bottom
}
