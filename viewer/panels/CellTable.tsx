import { useEffect, useMemo } from 'react'
import { countedWords } from '../inspectorWords.js'
import type { Results } from '../load/results.js'
import { CELL_COLUMNS, cellSort, cellUnits, listCells } from '../state/cellRows.js'
import { measureOf, numberOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { about, counted, exactly, harmHead, harmTitle, inMonths } from '../words.js'
import { SortHeader } from './ListHeaders.js'
import { ListRow, ListTable } from './ListTable.js'
import { useSettled } from './useSettled.js'
import { useShownFilter } from './useShownFilter.js'

/** Rows asked for: all of a county's cells are too many to read, and those after these are of a few records. */
const ROWS = 150

/** The cells with most of what is counted, found by the worker among all of them. */
export function CellTable({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const search = useSettled(useStore((state) => state.search))
  const whole = useStore((state) => state.results)
  const column = cellSort(settings.sort, measureOf(settings, results), results)
  // of the counts that are shown, so that a row's rank and its numbers are of one filter
  const filter = useShownFilter(results)
  const found = useTask('topCells', column === null ? null : { column, filter, search, many: ROWS }, whole)
  const top = found?.result ?? null
  const units = useMemo(() => (top === null ? [] : cellUnits(top, results)), [top, results])
  useEffect(() => listCells(units.map(({ id }) => id)), [units])
  const columns = CELL_COLUMNS.filter((name) => name !== 'volume' && results.cells.numbers[name] !== undefined)
  if (column === null) return <p className="quiet none">Cells have no counts in these results.</p>
  return (
    <>
      {top !== null && (
        <p className="quiet list-note">
          {top.found > units.length ? `The first ${exactly(units.length)} of ` : ''}
          {counted(top.found, 'cell', 'cells')} with any {countedWords(TITLES[column]?.long ?? column, column, results)}{' '}
          {inMonths(results.document.period)}
          {search.trim() === '' ? '' : ', of those searched for'}.
        </p>
      )}
      <ListTable
        list="cells"
        rows={units}
        months
        head={
          <>
            <th scope="col" className="head number" title="Rank among all cells: 1 has the most; equal cells share one">
              #<span className="unseen">Rank</span>
            </th>
            <th scope="col" className="head">
              Near
            </th>
            {columns.map((name) => (
              <SortHeader
                key={name}
                column={name}
                title={name === 'harm' ? harmHead(results.document.harm) : (TITLES[name]?.title ?? name)}
                long={name === 'harm' ? harmTitle(results.document.harm) : (TITLES[name]?.long ?? name)}
                sort={`-${column}`}
                numeric
                falls
              />
            ))}
          </>
        }
        row={(unit, chosen, reachable, spark) => (
          <ListRow
            key={unit.id}
            unit={unit}
            list="cells"
            rank={exactly(numberOf(unit, 'rank') ?? 0)}
            below={String(unit.properties.about ?? '')}
            chosen={chosen}
            reachable={reachable}
            spark={spark}
          >
            {columns.map((name) => {
              const value = numberOf(unit, name)
              return (
                <td key={name} className="number">
                  {value === null ? '–' : name === 'harm' && value < 100 ? about(value) : exactly(value)}
                </td>
              )
            })}
          </ListRow>
        )}
      />
    </>
  )
}

const TITLES: Readonly<Record<string, { readonly title: string; readonly long: string }>> = {
  crimes: { title: 'Crimes', long: 'crimes' },
  asb: { title: 'ASB', long: 'ASB incidents' },
  harm: { title: '', long: 'harm' },
  volume: { title: 'Both', long: 'crimes or ASB incidents' },
}
