import { memo, useEffect, useRef, useState } from 'react'
import type { Results, Unit, UnitList } from '../load/results.js'
import { searchFor, select } from '../state/actions.js'
import { numberOf, tableRows } from '../state/select.js'
import { useStore } from '../state/store.js'
import { capital, counted, exactly, inSentence, ordinal, WHOLE_PERIOD } from '../words.js'
import { ContributionBar } from './ContributionBar.js'

/** Rows drawn at first; a click, or a selection beyond them, draws the rest. */
const FIRST_ROWS = 150

interface PriorityListProps {
  readonly results: Results
  readonly list: UnitList
  /** Whether the files say how firm the ranks are. */
  readonly firm: boolean
}

/** Areas by need, highest first, with what the score is made of and how firm the rank is. */
export function PriorityList({ results, list, firm }: PriorityListProps) {
  const settings = useStore((state) => state.settings)
  const search = useStore((state) => state.search)
  const [allRows, setAllRows] = useState<string | null>(null)
  const rows = tableRows(list, { ...settings, sort: 'rank' }, search)
  const chosen = settings.selection?.list === list.id ? settings.selection.id : null
  const beyond = chosen !== null && rows.findIndex((unit) => unit.id === chosen) >= FIRST_ROWS
  const drawn = allRows === list.id || beyond ? rows : rows.slice(0, FIRST_ROWS)
  const own = list.units.some((unit) => unit.properties.your_weights === true)
  return (
    <section className="lists" aria-label={list.label}>
      <div className="list-tools">
        <input
          id="search"
          type="search"
          placeholder={`Search ${inSentence(list.label)}`}
          aria-label={`Search ${inSentence(list.label)}`}
          aria-keyshortcuts="/"
          value={search}
          onChange={(event) => searchFor(event.target.value)}
        />
        {own && <span className="badge own">your weights</span>}
      </div>
      {results.under !== null && <p className="note list-note">Rank and score are {WHOLE_PERIOD}.</p>}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <Head title="#" long="Rank: 1 is the highest need" numeric />
              <Head title={list.label} long={standingTitle(list)} />
              {firm && (
                <Head
                  title="Ranks 5–95 %"
                  long="Ranks of nine re-runs in ten, on data and choices together; drawn wider towards the first"
                />
              )}
              <Head title="Score" long="Need score, 0 to 100, and its parts" numeric />
            </tr>
          </thead>
          <tbody>
            {drawn.map((unit, at) => (
              <Row
                key={unit.id}
                unit={unit}
                list={list.id}
                of={list.units.length}
                firm={firm}
                chosen={unit.id === chosen}
                reachable={unit.id === chosen || (at === 0 && chosen === null)}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="quiet none">Nothing is called “{search}”.</p>}
        {drawn.length < rows.length && (
          <button type="button" className="more" onClick={() => setAllRows(list.id)}>
            Show all {counted(rows.length, 'row', 'rows')}
          </button>
        )}
      </div>
    </section>
  )
}

/** A place among the first of the run, or of one re-run in twenty: of others standing says nothing. */
function contends(unit: Unit): boolean {
  const [rank, top, share] = [
    numberOf(unit, unit.properties.your_weights === true ? 'run_rank' : 'rank'),
    numberOf(unit, 'top_k'),
    numberOf(unit, 'top_share'),
  ]
  return top !== null && ((rank !== null && rank <= top) || (share ?? 0) >= 0.05)
}

function standingTitle({ units }: UnitList): string {
  const top = units.map((unit) => numberOf(unit, 'top_k')).find((many) => many !== null)
  return top === undefined || top === null ? 'Name' : `Name, and the standing of its place among the first ${exactly(top)}`
}

function Head({ title, long, numeric = false }: { title: string; long: string; numeric?: boolean }) {
  return (
    <th scope="col" title={long} className={numeric ? 'head number' : 'head'}>
      {title}
      {title === '#' && <span className="unseen">Rank</span>}
    </th>
  )
}

interface RowProps {
  readonly unit: Unit
  readonly list: string
  /** How many there are. */
  readonly of: number
  readonly firm: boolean
  readonly chosen: boolean
  readonly reachable: boolean
}

const Row = memo(function Row({ unit, list, of, firm, chosen, reachable }: RowProps) {
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (!chosen) return
    row.current?.scrollIntoView({ block: 'nearest' })
    // walking with the arrows keeps the focus on the row walked to
    if (document.activeElement?.closest('tbody') !== null) row.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [chosen])
  const rank = numberOf(unit, 'rank')
  const score = numberOf(unit, 'score')
  const standing = contends(unit) ? String(unit.properties.standing ?? '') : ''
  return (
    // a click anywhere in the row; the button in it is the keyboard's way
    <tr ref={row} data-chosen={chosen} onClick={() => select({ list, id: unit.id }, 'list')}>
      <td className="number rank">
        {rank === null ? '–' : exactly(rank)}
        {unit.properties.your_weights === true && <RunRank rank={rank} run={numberOf(unit, 'run_rank')} />}
      </td>
      <th scope="row">
        <button type="button" tabIndex={reachable ? 0 : -1} aria-pressed={chosen}>
          {unit.name}
        </button>
        {standing !== '' && <span className="sub">{capital(standing)}</span>}
      </th>
      {firm && (
        <td>
          <Whisker unit={unit} of={of} />
        </td>
      )}
      <td className="number">
        {score === null ? '–' : score.toFixed(1)}
        {score !== null && <ContributionBar unit={unit} />}
      </td>
    </tr>
  )
})

function RunRank({ rank, run }: { rank: number | null; run: number | null }) {
  if (run === null) return null
  const moved = rank === null || rank === run ? '' : rank < run ? ' ▲' : ' ▼'
  return (
    <span className="sub">
      <span className="unseen">in the </span>run {exactly(run)}
      <span aria-hidden="true">{moved}</span>
    </span>
  )
}

/** Ranks of nine re-runs in ten as a line, the run's own as a dot. The whole width is first to last by the logarithm: the top is what counts. */
function Whisker({ unit, of }: { unit: Unit; of: number }) {
  const low = numberOf(unit, 'rank_low')
  const high = numberOf(unit, 'rank_high')
  const at = numberOf(unit, unit.properties.your_weights === true ? 'run_rank' : 'rank')
  if (low === null || high === null) return <span className="quiet">–</span>
  const across = (rank: number) => `${(100 * Math.log(rank)) / Math.log(Math.max(of, 2))}%`
  return (
    <>
      <svg className="whisker" aria-hidden="true">
        <line className="base" x1="0" x2="100%" y1="5" y2="5" />
        <line x1={across(low)} x2={across(high)} y1="5" y2="5" />
        {at !== null && <circle cx={across(at)} cy="5" r="3" />}
      </svg>
      <span className="sub">{low === high ? ordinal(low) : `${ordinal(low)} to ${ordinal(high)}`}</span>
    </>
  )
}
