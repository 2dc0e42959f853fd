import { memo } from 'react'
import type { Results, Unit, UnitList } from '../load/results.js'
import { chooseProblem, showList, sortBy } from '../state/actions.js'
import { areaName, defaultSort, listOf, numberOf, problemOf, problemsOf, tableRows } from '../state/select.js'
import { useStore } from '../state/store.js'
import { codeWords, exactly, harmTitle, inMonths, WHOLE_PERIOD } from '../words.js'
import { ContributionBar } from './ContributionBar.js'
import { ListRow, ListTable } from './ListTable.js'
import { SearchField } from './SearchField.js'

interface Column {
  readonly name: string
  readonly title: string
  readonly long: string
  readonly print: (value: number) => string
}

function columnsOf(list: UnitList, results: Results): readonly Column[] {
  const { period } = results.document
  const inPeriod = results.under === null ? inMonths(period) : 'in the whole period'
  const harm = { name: 'harm', title: 'Harm', long: harmTitle(results.document.harm), print: exactly }
  const volume = { name: 'volume', title: 'Volume', long: 'Crimes and ASB incidents', print: exactly }
  const wanted: Record<UnitList['kind'], readonly Column[]> = {
    area: [volume, harm, { name: 'score', title: 'Score', long: 'Need score, 0 to 100', print: (value) => value.toFixed(1) }],
    cluster: [
      volume,
      harm,
      { name: 'peak_z', title: 'Peak', long: 'Highest Gi* z of its cells', print: (value) => value.toFixed(1) },
    ],
    hotspot: [
      { name: 'offences_12m', title: 'Count', long: `Records of this problem ${inPeriod}`, print: exactly },
      {
        name: 'months_active',
        title: 'Active',
        long: `Months with at least one ${inPeriod}`,
        print: exactly,
      },
    ],
  }
  const has = (name: string) => list.units.some((unit) => numberOf(unit, name) !== null)
  return wanted[list.kind].filter((column) => has(column.name))
}

/** The ranked lists: the accessible equal of the map. */
export function RankedTable({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const search = useStore((state) => state.search)
  const list = listOf(settings, results)
  if (list === null) return <section className="lists quiet none">The results hold no areas.</section>
  const columns = columnsOf(list, results)
  const sort = settings.sort ?? defaultSort(list)
  const ranked = list.units.some((unit) => numberOf(unit, 'rank') !== null)
  return (
    <section className="lists" aria-label={list.label}>
      <div className="list-tabs" role="tablist" aria-label="Lists">
        {results.lists.map((one) => (
          <button key={one.id} type="button" role="tab" aria-selected={one.id === list.id} onClick={() => showList(one.id)}>
            {one.label}
          </button>
        ))}
      </div>
      <div className="list-tools">
        <SearchField of={list.label} />
        {list.kind === 'hotspot' && problemsOf(list).length > 1 && (
          <select
            aria-label="Problem"
            value={problemOf(settings, list) ?? ''}
            onChange={(event) => chooseProblem(event.target.value)}
          >
            {problemsOf(list).map((problem) => (
              <option key={problem} value={problem}>
                {problem === 'asb' ? 'ASB' : codeWords(problem)}
              </option>
            ))}
          </select>
        )}
      </div>
      {results.under !== null && (
        <p className="note list-note">
          {list.kind === 'area' ? 'Rank and score are' : 'This list is'} {WHOLE_PERIOD}.
        </p>
      )}
      <ListTable
        list={list.id}
        rows={tableRows(list, settings, search)}
        head={
          <>
            {ranked && <SortHeader column="rank" title="#" long="Rank: 1 is the highest" sort={sort} numeric />}
            <SortHeader column="name" title={list.kind === 'hotspot' ? 'Place' : 'Name'} long="Name" sort={sort} />
            {columns.map((column) => (
              <SortHeader key={column.name} column={column.name} title={column.title} long={column.long} sort={sort} numeric />
            ))}
          </>
        }
        row={(unit, chosen, reachable) => (
          <Row
            key={unit.id}
            unit={unit}
            list={list.id}
            columns={columns}
            below={subtitle(unit, list, results)}
            ranked={ranked}
            chosen={chosen}
            reachable={reachable}
          />
        )}
      />
    </section>
  )
}

interface SortHeaderProps {
  readonly column: string
  readonly title: string
  readonly long: string
  readonly sort: string
  readonly numeric?: boolean
}

function SortHeader({ column, title, long, sort, numeric = false }: SortHeaderProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none'
  // ranks and names start with the first, counts with the most
  const rises = column === 'rank' || column === 'name'
  const next = direction === 'none' ? (rises ? column : `-${column}`) : direction === 'ascending' ? `-${column}` : column
  return (
    <th scope="col" aria-sort={direction} className={numeric ? 'number' : ''}>
      <button type="button" title={long} onClick={() => sortBy(next)}>
        {title}
        {title === '#' && <span className="unseen">Rank</span>}
        <span className="arrow" aria-hidden="true">
          {direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}
        </span>
      </button>
    </th>
  )
}

interface RowProps {
  readonly unit: Unit
  readonly list: string
  readonly columns: readonly Column[]
  readonly below: string
  readonly ranked: boolean
  readonly chosen: boolean
  readonly reachable: boolean
}

const Row = memo(function Row({ unit, columns, ranked, ...row }: RowProps) {
  const rank = numberOf(unit, 'rank')
  return (
    <ListRow unit={unit} rank={ranked ? (rank === null ? '–' : exactly(rank)) : null} {...row}>
      {columns.map((column) => {
        const value = numberOf(unit, column.name)
        return (
          <td key={column.name} className="number">
            {value === null ? '–' : column.print(value)}
            {column.name === 'score' && value !== null && <ContributionBar unit={unit} />}
          </td>
        )
      })}
    </ListRow>
  )
})

/** Second line of a row: the ward, what kind of cluster, and whether premises stand behind a hotspot. */
function subtitle(unit: Unit, list: UnitList, results: Results): string {
  if (list.kind === 'area') return ''
  const { type, zone, premises_note: premises, ward } = unit.properties
  const what = list.kind === 'hotspot' ? '' : `${type === 'zone' ? 'Hot zone' : 'Cluster'} ${unit.id}${zone ? ` in ${zone}` : ''}`
  const parts = [what, areaName(results, 'ward', String(ward ?? '')), premises ? 'premises' : '']
  return parts.filter((part) => part !== '').join(' · ')
}
