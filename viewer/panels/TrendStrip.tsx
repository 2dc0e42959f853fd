import { monthNumber, monthText } from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { filterBy, showTrend } from '../state/actions.js'
import { unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'
import { categoryWords, counted, exactly, monthName } from '../words.js'
import type { Series } from '../worker/protocol.js'
import { MonthHandle } from './MonthHandle.js'
import { useSweep } from './useSweep.js'

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
            <span className="month-key key-crimes">crimes</span>
            <span className="month-key key-asb">ASB</span>
            {series !== null && <span className="busiest">busiest month {exactly(busiest(series))}</span>}
          </p>
        )}
      </header>
      {open && series !== null && <Bars series={series} results={results} period={whole?.document.period ?? null} />}
    </section>
  )
}

const busiest = ({ crimes, asb }: Series) => Math.max(...crimes.map((count, k) => count + asb[k]))

interface BarsProps {
  readonly series: Series
  readonly results: Results
  readonly period: { readonly from: string; readonly to: string } | null
}

function Bars({ series, results, period }: BarsProps) {
  const { months, present, crimes, asb } = series
  const axis = { first: monthNumber(months[0]), length: months.length }
  const last = axis.first + axis.length - 1
  const choose = (a: number, b: number) =>
    filterBy({ months: { from: monthText(Math.min(a, b)), to: monthText(Math.max(a, b)) } })
  const { sweep, plot } = useSweep(axis, ({ start, now }) => choose(start, now))
  const set = useStore((state) => state.settings.months) ?? period ?? results.document.period
  // months of an address may lie outside the data
  const within = (month: string) => Math.min(last, Math.max(axis.first, monthNumber(month)))
  const from = sweep === null ? within(set.from) : Math.min(sweep.start, sweep.now)
  const to = sweep === null ? within(set.to) : Math.max(sweep.start, sweep.now)
  const most = Math.max(1, busiest(series))
  return (
    <div className="bars">
      <div className="plot" {...plot}>
        {months.map((month, k) => (
          <div
            key={month}
            className="month-bar"
            data-in={axis.first + k >= from && axis.first + k <= to}
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
        <MonthHandle
          label="First month"
          edge="left"
          axis={axis}
          at={from}
          from={axis.first}
          to={to}
          onMove={(month) => choose(month, to)}
        />
        <MonthHandle
          label="Last month"
          edge="right"
          axis={axis}
          at={to}
          from={from}
          to={last}
          onMove={(month) => choose(from, month)}
        />
      </div>
    </div>
  )
}
