import { useRef, useState } from 'react'
import { type ComparedSpans, monthNumber, monthText } from '../../../engine/index.js'
import { spanName } from '../../changeWords.js'
import type { Results } from '../../load/results.js'
import { showTrend } from '../../state/actions.js'
import { comparePeriods, useChange } from '../../state/changeActions.js'
import { comparedIn, compareText } from '../../state/compareOf.js'
import { useStore } from '../../state/store.js'
import { useTask } from '../../useTask.js'
import { exactly, inSentence, monthName } from '../../words.js'
import type { ChangeAnswer } from '../../worker/changeAnswer.js'
import type { Series } from '../../worker/protocol.js'

type Which = 'before' | 'after'

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
  const spans = comparedIn(compare, results.document.period)
  return (
    <section className="trend periods" aria-label="Periods compared" data-open={open}>
      <header>
        <button type="button" className="fold" aria-expanded={open} onClick={() => showTrend(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> Periods
        </button>
        <p className="quiet">
          <span className="key-before">before: {spanName(spans[0], spans[1])}</span>
          <span className="key-after">after: {spanName(spans[2], spans[3])}</span>
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
  const plot = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ which: Which; start: number; spans: ComparedSpans } | null>(null)
  const [a, b, c, d] = drag?.spans ?? spans
  // a period may lie outside the data: the axis shows it, without months
  const first = Math.min(monthNumber(months[0]), spans[0])
  const last = Math.max(monthNumber(months[months.length - 1]), spans[3])
  const length = last - first + 1
  const countOf = countsOf({ answer, stand })
  const most = Math.max(1, ...countOf.values())
  const monthAt = (x: number) => {
    const box = plot.current?.getBoundingClientRect()
    const share = box === undefined || box.width === 0 ? 0 : (x - box.left) / box.width
    return first + Math.min(length - 1, Math.max(0, Math.floor(share * length)))
  }
  const choose = (wanted: ComparedSpans) => comparePeriods(compareText(wanted))
  const handles = [
    { label: 'Before: first month', edge: 'left', at: a, from: first, to: b, moved: (k: number) => [k, b, c, d] },
    { label: 'Before: last month', edge: 'right', at: b, from: a, to: c - 1, moved: (k: number) => [a, k, c, d] },
    { label: 'After: first month', edge: 'left', at: c, from: b + 1, to: d, moved: (k: number) => [a, b, k, d] },
    { label: 'After: last month', edge: 'right', at: d, from: c, to: last, moved: (k: number) => [a, b, c, k] },
  ] as const
  return (
    <div className="bars">
      <div
        className="plot"
        ref={plot}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('[role=slider]') !== null) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const start = monthAt(event.clientX)
          const which = 2 * start < b + c ? 'before' : 'after'
          setDrag({ which, start, spans: drawn(which, start, start) })
        }}
        onPointerMove={(event) => {
          if (drag !== null) setDrag({ ...drag, spans: drawn(drag.which, drag.start, monthAt(event.clientX)) })
        }}
        onPointerUp={() => {
          if (drag !== null) choose(drag.spans)
          setDrag(null)
        }}
        onPointerCancel={() => setDrag(null)}
      >
        {Array.from({ length }, (_, k) => {
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
        {handles.map(({ label, edge, at, from, to, moved }) => (
          <Handle
            key={label}
            label={label}
            edge={edge}
            at={at}
            from={from}
            to={to}
            share={(at + (edge === 'left' ? 0 : 1) - first) / length}
            monthAt={(x) => monthAt(x)}
            onMove={(k) => {
              const [w, x, y, z] = moved(k)
              choose([w, x, y, z])
            }}
          />
        ))}
      </div>
    </div>
  )

  /** The period drawn ends where the other begins. */
  function drawn(which: Which, from: number, to: number): ComparedSpans {
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    return which === 'before'
      ? [Math.min(low, spans[2] - 1), Math.min(high, spans[2] - 1), spans[2], spans[3]]
      : [spans[0], spans[1], Math.max(low, spans[1] + 1), Math.max(high, spans[1] + 1)]
  }
}

interface HandleProps {
  readonly label: string
  readonly edge: 'left' | 'right'
  readonly at: number
  readonly from: number
  readonly to: number
  /** Where along the plot it stands, 0 to 1. */
  readonly share: number
  readonly monthAt: (x: number) => number
  readonly onMove: (month: number) => void
}

/** One end of a period; arrows move it a month, Page Up and Down a year, never into the other period. */
function Handle({ label, edge, at, from, to, share, monthAt, onMove }: HandleProps) {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 12,
    PageUp: at + 12,
    Home: from,
    End: to,
  }
  const move = (month: number) => {
    const kept = Math.min(to, Math.max(from, month))
    if (kept !== at) onMove(kept)
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      className="handle"
      data-edge={edge}
      aria-label={label}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={at}
      aria-valuetext={monthName(monthText(at))}
      style={{ left: `${100 * share}%` }}
      onKeyDown={(event) => {
        const wanted = steps[event.key]
        if (wanted === undefined) return
        event.preventDefault()
        move(wanted)
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) move(monthAt(event.clientX))
      }}
    />
  )
}
