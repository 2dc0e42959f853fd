import { memo, type ReactNode } from 'react'
import type { Results, Unit, UnitList } from '../load/results.js'
import { chooseProblem, select, showList } from '../state/actions.js'
import { areaName, defaultSort, foundElsewhere, listOf, numberOf, problemOf, problemsOf, tableRows } from '../state/select.js'
import { useStore } from '../state/store.js'
import { busiestWords, codeWords, exactly, harmHead, harmTitle, inMonths, inSentence, WHOLE_PERIOD } from '../words.js'
import { CellTable } from './CellTable.js'
import { ContributionBar } from './ContributionBar.js'
import { SortHeader } from './ListHeaders.js'
import { ListRow, ListTable } from './ListTable.js'
import { ListTabs, tabId } from './ListTabs.js'
import { SearchField } from './SearchField.js'
import type { Spark } from './useSparks.js'

interface Column {
  readonly name: string
  readonly title: string
  readonly long: string
  readonly print: (value: number) => string
}

function columnsOf(list: UnitList, results: Results): readonly Column[] {
  const { period } = results.document
  const inPeriod = results.under === null ? inMonths(period) : 'in the whole period'
  const harm = { name: 'harm', title: harmHead(results.document.harm), long: harmTitle(results.document.harm), print: exactly }
  const counts = [
    { name: 'crimes', title: 'Crimes', long: 'Crimes', print: exactly },
    { name: 'asb', title: 'ASB', long: 'ASB incidents', print: exactly },
  ]
  const wanted: Record<UnitList['kind'], readonly Column[]> = {
    area: [...counts, harm, { name: 'score', title: 'Score', long: 'Need score, 0 to 100', print: (value) => value.toFixed(1) }],
    cluster: [
      ...counts,
      harm,
      {
        name: 'peak_z',
        title: 'Peak heat (z)',
        long: 'Highest Gi* z of its cells: standard deviations above what is expected',
        print: (value) => value.toFixed(1),
      },
    ],
    hotspot: [
      { name: 'offences_12m', title: 'Records', long: `Records of this problem ${inPeriod}`, print: exactly },
      {
        name: 'months_active',
        title: 'Months active',
        long: `Number of months with at least one record ${inPeriod}`,
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
  if (settings.list === 'cells' || list === null)
    return (
      <section className="lists" aria-label="Cells">
        <Tabbed results={results} shown="cells">
          <div className="list-tools">
            <SearchField of="cells by place, area or id" />
          </div>
          <CellTable results={results} />
          <Elsewhere results={results} list="cells" search={search} />
        </Tabbed>
      </section>
    )
  const columns = columnsOf(list, results)
  const sort = settings.sort ?? defaultSort(list)
  const ranked = list.units.some((unit) => numberOf(unit, 'rank') !== null)
  return (
    <section className="lists" aria-label={list.label}>
      <Tabbed results={results} shown={list.id}>
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
          months={list.kind === 'area'}
          head={
            <>
              {ranked && <SortHeader column="rank" title="#" long="Rank: 1 is the highest" sort={sort} numeric />}
              <SortHeader column="name" title={list.kind === 'hotspot' ? 'Place' : 'Name'} long="Name" sort={sort} />
              {columns.map((column) => (
                <SortHeader key={column.name} column={column.name} title={column.title} long={column.long} sort={sort} numeric />
              ))}
            </>
          }
          row={(unit, chosen, reachable, spark) => (
            <Row
              key={unit.id}
              unit={unit}
              list={list.id}
              columns={columns}
              below={subtitle(unit, list, results)}
              ranked={ranked}
              chosen={chosen}
              reachable={reachable}
              spark={spark}
            />
          )}
        />
        <Elsewhere results={results} list={list.id} search={search} />
      </Tabbed>
    </section>
  )
}

interface TabbedProps {
  readonly results: Results
  readonly shown: string
  readonly children: ReactNode
}

/** The tabs of all lists, and the one that is chosen. */
function Tabbed({ results, shown, children }: TabbedProps) {
  const tabs = [{ id: 'cells', label: 'Cells' }, ...results.lists]
  return (
    <>
      <ListTabs label="Lists" tabs={tabs} shown={shown} panel={PANEL} onShow={showList} />
      <div className="list-panel" role="tabpanel" id={PANEL} aria-labelledby={tabId(PANEL, shown)}>
        {children}
      </div>
    </>
  )
}

const PANEL = 'list-panel'

/** What the words searched for are called in the other lists. */
function Elsewhere({ results, list, search }: { results: Results; list: string; search: string }) {
  const found = foundElsewhere(results, list, search)
  if (found.length === 0) return null
  return (
    <section className="elsewhere" aria-label="In other lists">
      <ul>
        {found.map(({ list: other, unit }) => (
          <li key={`${other.id} ${unit.id}`}>
            <button type="button" onClick={() => select({ list: other.id, id: unit.id }, 'search')}>
              {unit.name} <span className="quiet">in {inSentence(other.label)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
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
  readonly spark: Spark | null
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

/** Second line of a row: of a hotspot its ward and whether premises stand behind it, of a cluster its busiest point. */
function subtitle(unit: Unit, list: UnitList, results: Results): string {
  if (list.kind === 'area') return ''
  const { zone, premises_note: premises, ward } = unit.properties
  if (list.kind === 'cluster')
    return [zone ? `In ${zone}` : '', busiestWords(unit.properties, results.document.resolution.snapped)]
      .filter((part) => part !== '')
      .join(' · ')
  const parts = [areaName(results, 'ward', String(ward ?? '')), premises ? 'premises' : '']
  return parts.filter((part) => part !== '').join(' · ')
}
