import { useRef, useState } from 'react'
import type { Results } from '../load/results.js'
import { filterBy, showTrend } from '../state/actions.js'
import { unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { categoryWords, counted, exactly, monthName } from '../words.js'
import type { Series } from '../worker/protocol.js'

/** Months along the foot of the map: how many records each has, and which of them count. */
export function TrendStrip({ results }: { results: Results }) {
  const whole = useStore((state) => state.results)
  const cube = useStore((state) => state.cube)
  const open = useStore((state) => state.trend)
  const { selection, categories } = useStore((state) => state.settings)
  const asked = cube !== null && open
  const all = useTask('series', asked ? { of: null, categories } : null, whole)
  const one = useTask('series', asked && selection !== null ? { of: selection, categories } : null, whole)
  if (cube === null) return null
  // a cluster or a hotspot has no months of its own in the results
  const chosen = one !== null && one.result !== null ? one.result : null
  const series = selection !== null && chosen !== null ? chosen : (all?.result ?? null)
  const name =
    selection === null || chosen === null ? 'All located records' : (unitOf(selection, results)?.unit.name ?? 'The selected cell')
  const of = categoryWords(results.under?.categories ?? [])
  return (
    <section className="trend" aria-label="Months" data-open={open}>
      <header>
        <button type="button" className="fold" aria-expanded={open} onClick={() => showTrend(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> Months
        </button>
        {open && (
          <p className="quiet">
            {name}
            {of !== '' && `, ${of}`}
            <span className="key-crimes">crimes</span>
            <span className="key-asb">ASB</span>
            {series !== null && <span className="busiest">busiest month {exactly(busiest(series))}</span>}
          </p>
        )}
      </header>
      {open && series !== null && <Bars series={series} results={results} period={whole?.document.period ?? null} />}
    </section>
  )
}

const busiest = ({ crimes, asb }: Series) => Math.max(...crimes.map((count, k) => count + asb[k]))

type Range = readonly [number, number]

interface BarsProps {
  readonly series: Series
  readonly results: Results
  readonly period: { readonly from: string; readonly to: string } | null
}

function Bars({ series, results, period }: BarsProps) {
  const { months, present, crimes, asb } = series
  const plot = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ start: number; range: Range } | null>(null)
  const set = useStore((state) => state.settings.months) ?? period ?? results.document.period
  const first = months.findIndex((month) => month >= set.from)
  const last = months.findLastIndex((month) => month <= set.to)
  const [from, to] = drag?.range ?? [Math.max(0, first), last < 0 ? months.length - 1 : last]
  const most = Math.max(1, busiest(series))
  const monthAt = (x: number) => {
    const box = plot.current?.getBoundingClientRect()
    const share = box === undefined || box.width === 0 ? 0 : (x - box.left) / box.width
    return Math.min(months.length - 1, Math.max(0, Math.floor(share * months.length)))
  }
  const choose = ([a, b]: Range) => filterBy({ months: { from: months[Math.min(a, b)], to: months[Math.max(a, b)] } })
  return (
    <div className="bars">
      <div
        className="plot"
        ref={plot}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('[role=slider]') !== null) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const start = monthAt(event.clientX)
          setDrag({ start, range: [start, start] })
        }}
        onPointerMove={(event) => {
          if (drag === null) return
          const now = monthAt(event.clientX)
          setDrag({ start: drag.start, range: [Math.min(drag.start, now), Math.max(drag.start, now)] })
        }}
        onPointerUp={() => {
          if (drag !== null) choose(drag.range)
          setDrag(null)
        }}
        onPointerCancel={() => setDrag(null)}
      >
        {months.map((month, k) => (
          <div
            key={month}
            className="month-bar"
            data-in={k >= from && k <= to}
            data-missing={!present[k]}
            title={
              present[k]
                ? `${monthName(month)}: ${counted(crimes[k], 'crime', 'crimes')}, ${exactly(asb[k])} ASB`
                : `${monthName(month)}: not in the data`
            }
          >
            <span className="asb" style={{ height: `${(100 * asb[k]) / most}%` }} />
            <span className="crimes" style={{ height: `${(100 * crimes[k]) / most}%` }} />
            {(month.endsWith('-01') || k === 0) && <span className="year">{month.slice(0, 4)}</span>}
          </div>
        ))}
        <Handle label="First month" at={from} months={months} edge="left" onMove={(k) => choose([Math.min(k, to), to])} />
        <Handle label="Last month" at={to} months={months} edge="right" onMove={(k) => choose([from, Math.max(k, from)])} />
      </div>
    </div>
  )
}

interface HandleProps {
  readonly label: string
  readonly at: number
  readonly months: readonly string[]
  readonly edge: 'left' | 'right'
  readonly onMove: (month: number) => void
}

/** One end of the range; arrows move it a month, Page Up and Down a year. */
function Handle({ label, at, months, edge, onMove }: HandleProps) {
  const last = months.length - 1
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 12,
    PageUp: at + 12,
    Home: 0,
    End: last,
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      className="handle"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={monthName(months[at])}
      style={{ left: `${(100 * (edge === 'left' ? at : at + 1)) / months.length}%` }}
      onKeyDown={(event) => {
        const to = steps[event.key]
        if (to === undefined) return
        event.preventDefault()
        onMove(Math.min(last, Math.max(0, to)))
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        const box = event.currentTarget.parentElement?.getBoundingClientRect()
        if (box === undefined) return
        const month = Math.floor(((event.clientX - box.left) / box.width) * months.length + (edge === 'left' ? 0.5 : -0.5))
        if (month !== at) onMove(Math.min(last, Math.max(0, month)))
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
    />
  )
}
