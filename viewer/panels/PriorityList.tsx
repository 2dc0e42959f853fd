import { memo, useMemo } from 'react'
import type { Results, Unit, UnitList } from '../load/results.js'
import { numberOf, tableRows } from '../state/select.js'
import { useStore } from '../state/store.js'
import { capital, exactly, ordinal, WHOLE_PERIOD } from '../words.js'
import type { WeightsCompared } from '../worker/protocol.js'
import { ContributionBar } from './ContributionBar.js'
import { ListRow, ListTable } from './ListTable.js'
import { SearchField } from './SearchField.js'

interface PriorityListProps {
  readonly results: Results
  readonly list: UnitList
  /** Whether the files say how firm the ranks are. */
  readonly firm: boolean
  /** Ranks under another weighting; null: none is compared. */
  readonly against: WeightsCompared | null
  /** What the other weighting is: the run's, or one that was kept. */
  readonly otherName: string
}

/** Areas by need, highest first, with what the score is made of and how firm the rank is. */
export function PriorityList({ results, list, firm: told, against, otherName }: PriorityListProps) {
  const settings = useStore((state) => state.settings)
  const search = useStore((state) => state.search)
  const rowOf = useMemo(() => new Map(list.units.map(({ id }, row) => [id, row])), [list])
  // ranges are of the run's weights alone: two weightings are told by their ranks
  const firm = told && against === null
  const own = list.units.some((unit) => unit.properties.your_weights === true)
  return (
    <section className="lists" aria-label={list.label}>
      <div className="list-tools">
        <SearchField of={list.label} />
        {own && <span className="badge own">your weights</span>}
      </div>
      {results.under !== null && <p className="note list-note">Rank and score are {WHOLE_PERIOD}.</p>}
      <ListTable
        list={list.id}
        rows={tableRows(list, { ...settings, sort: 'rank' }, search)}
        head={
          <>
            <Head title="#" long="Rank: 1 is the highest need" numeric />
            <Head title={list.label} long={standingTitle(list)} />
            {against !== null && (
              <Head
                title={otherName}
                long={`Rank under ${otherName === 'Run' ? "the run's weights" : 'the weights kept'}`}
                numeric
              />
            )}
            {firm && (
              <Head
                title="Ranks 5–95 %"
                long="Ranks of nine re-runs in ten, on data and choices together; drawn wider towards the first"
              />
            )}
            <Head title="Score" long="Need score, 0 to 100, and its parts" numeric />
          </>
        }
        row={(unit, chosen, reachable) => (
          <Row
            key={unit.id}
            unit={unit}
            list={list.id}
            of={list.units.length}
            firm={firm}
            other={against === null ? null : otherOf(against, rowOf.get(unit.id) ?? -1)}
            chosen={chosen}
            reachable={reachable}
          />
        )}
      />
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
  readonly other: Other | null
  readonly chosen: boolean
  readonly reachable: boolean
}

const Row = memo(function Row({ unit, of, firm, other, ...row }: RowProps) {
  const rank = numberOf(unit, 'rank')
  const score = numberOf(unit, 'score')
  const place = (
    <>
      {rank === null ? '–' : exactly(rank)}
      {unit.properties.your_weights === true && other === null && <RunRank rank={rank} run={numberOf(unit, 'run_rank')} />}
    </>
  )
  return (
    <ListRow unit={unit} rank={place} below={contends(unit) ? capital(String(unit.properties.standing ?? '')) : ''} {...row}>
      {other !== null && (
        <td className="number" data-change={other.change}>
          {other.rank === 0 ? '–' : exactly(other.rank)}
          {other.change !== '' && (
            <span className={`sub ${other.change}`}>{other.change === 'enters' ? 'comes in' : 'drops out'}</span>
          )}
        </td>
      )}
      {firm && (
        <td>
          <Whisker unit={unit} of={of} />
        </td>
      )}
      <td className="number">
        {score === null ? '–' : score.toFixed(1)}
        {score !== null && <ContributionBar unit={unit} />}
      </td>
    </ListRow>
  )
})

/** Rank under the other weights; whether the area is among the first under these alone, or under those alone. */
interface Other {
  readonly rank: number
  readonly change: '' | 'enters' | 'leaves'
}

const otherOf = ({ against, enter, leave }: WeightsCompared, row: number): Other => ({
  rank: against[row] ?? 0,
  change: enter.includes(row) ? 'enters' : leave.includes(row) ? 'leaves' : '',
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
