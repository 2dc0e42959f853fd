import { type ComparedSpans, compareText, monthNumber, monthText } from '../../../engine/index.js'
import { spanName } from '../../changeWords.js'
import type { Results } from '../../load/results.js'
import { showTrend } from '../../state/actions.js'
import { comparePeriods, useChange } from '../../state/changeActions.js'
import { comparedIn } from '../../state/compareOf.js'
import { useStore } from '../../state/store.js'
import { useTask } from '../../useTask.js'
import { exactly, inSentence, monthName } from '../../words.js'
import type { ChangeAnswer } from '../../worker/changeAnswer.js'
import type { Series } from '../../worker/protocol.js'
import { MonthHandle } from '../MonthHandle.js'
import { type Sweep, useSweep } from '../useSweep.js'

/** Months along the foot of the map with the two periods compared: each drawn anew by a drag, its ends moved by handles. */
export function PeriodStrip({ results }: { results: Results }) {
  const cube = useStore((state) => state.cube)
  const open = useStore((state) => state.trend)
  const compare = useStore((state) => state.settings.compare)
  const answer = useChange((state) => state.answer)
  const categories = useStore((state) => state.settings.categories)
  const opened = useStore((state) => state.results)
  // until periods can be compared, all located records stand in for those of the group
  const stand = useTask('series', cube !== null && open && answer === null ? { of: null, categories } : null, opened)
  if (cube === null) return null
  const spans = comparedIn(compare, results.document)
  return (
    <section className="trend periods" aria-label="Periods compared" data-open={open}>
      <header>
        <button type="button" className="fold" aria-expanded={open} onClick={() => showTrend(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> Periods
        </button>
        <p className="quiet">
          <span className="month-key key-before">before: {spanName(spans[0], spans[1])}</span>
          <span className="month-key key-after">after: {spanName(spans[2], spans[3])}</span>
          {open && answer !== null && <span className="of-group">{inSentence(answer.group.label)}, all records, by month</span>}
        </p>
      </header>
      {open && <Months months={cube.months} spans={spans} answer={answer} stand={stand?.result ?? null} />}
    </section>
  )
}

interface MonthsProps {
  readonly months: readonly string[]
  readonly spans: ComparedSpans
  readonly answer: ChangeAnswer | null
  /** Counts where there is no answer yet. */
  readonly stand: Series | null
}

/** Counts of the months with data, since 2000-01. */
function countsOf({ answer, stand }: Pick<MonthsProps, 'answer' | 'stand'>): ReadonlyMap<number, number> {
  if (answer !== null) return new Map(answer.monthly.months.map((month, row) => [month, answer.monthly.counts[row]]))
  const { months, present, crimes, asb } = stand ?? { months: [], present: [], crimes: [], asb: [] }
  return new Map(months.flatMap((month, k) => (present[k] ? [[monthNumber(month), crimes[k] + asb[k]] as const] : [])))
}

function Months({ months, spans, answer, stand }: MonthsProps) {
  // a period may lie outside the data: the axis shows it, without months
  const first = Math.min(monthNumber(months[0]), spans[0])
  const last = Math.max(monthNumber(months[months.length - 1]), spans[3])
  const axis = { first, length: last - first + 1 }
  const choose = (wanted: ComparedSpans) => comparePeriods(compareText(wanted))
  const { sweep, plot } = useSweep(axis, (done) => choose(drawn(spans, done)))
  const [a, b, c, d] = sweep === null ? spans : drawn(spans, sweep)
  const countOf = countsOf({ answer, stand })
  const most = Math.max(1, ...countOf.values())
  const handles = [
    { label: 'Before: first month', edge: 'left', at: a, from: first, to: b, moved: (k: number) => [k, b, c, d] },
    { label: 'Before: last month', edge: 'right', at: b, from: a, to: c - 1, moved: (k: number) => [a, k, c, d] },
    { label: 'After: first month', edge: 'left', at: c, from: b + 1, to: d, moved: (k: number) => [a, b, k, d] },
    { label: 'After: last month', edge: 'right', at: d, from: c, to: last, moved: (k: number) => [a, b, c, k] },
  ] as const
  return (
    <div className="bars">
      <div className="plot" {...plot}>
        {Array.from({ length: axis.length }, (_, k) => {
          const month = first + k
          const count = countOf.get(month)
          const marks = answer?.breaks.filter(({ from, to }) => month >= monthNumber(from) && month <= monthNumber(to)) ?? []
          const name = monthName(monthText(month))
          const notes = marks.map(({ note }) => `; recording changed: ${note}`).join('')
          return (
            <div
              key={month}
              className="month-bar"
              data-in={month >= a && month <= b ? 'before' : month >= c && month <= d ? 'after' : 'none'}
              data-missing={countOf.size > 0 && count === undefined}
              data-break={marks.length > 0}
              title={`${name}: ${count === undefined ? 'not in the data' : exactly(count)}${notes}`}
            >
              <span className="count" style={{ height: `${(100 * (count ?? 0)) / most}%` }} />
              {(month % 12 === 0 || k === 0) && <span className="year">{2000 + Math.floor(month / 12)}</span>}
            </div>
          )
        })}
        {handles.map(({ moved, ...end }) => (
          <MonthHandle
            key={end.label}
            {...end}
            axis={axis}
            onMove={(month) => {
              const [w, x, y, z] = moved(month)
              choose([w, x, y, z])
            }}
          />
        ))}
      </div>
    </div>
  )
}

/** The period whose months are nearer is drawn anew by a drag, and ends where the other begins. */
function drawn([a, b, c, d]: ComparedSpans, { start, now }: Sweep): ComparedSpans {
  const [low, high] = [Math.min(start, now), Math.max(start, now)]
  return 2 * start < b + c
    ? [Math.min(low, c - 1), Math.min(high, c - 1), c, d]
    : [a, b, Math.max(low, b + 1), Math.max(high, b + 1)]
}
