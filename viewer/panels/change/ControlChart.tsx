import { type AreaChart, type ChartMonth, isCalled, monthText } from '../../../engine/index.js'
import { chartMonthWords } from '../../changeWords.js'
import { exactly, monthName } from '../../words.js'

const WIDTH = 368
const HEIGHT = 168
const LEFT = 50
const RIGHT = 4
const TOP = 10
const BASE = 132
const LINES = 4

/** 1, 2 or 5 times a power of ten, the least that gives up to four lines. */
function axisStep(range: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, range / LINES)))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => range / step <= LINES) ?? 10 * power
}

interface ControlChartProps {
  readonly chart: AreaChart
  readonly title: string
  readonly sentence: string
}

/** Counts by month; over those judged what was expected and the bands of 95 and 99.8 %. Called months are filled and larger. */
export function ControlChart({ chart, title, sentence }: ControlChartProps) {
  const { months } = chart
  if (months.length === 0) return null
  const first = months[0].month
  const span = months[months.length - 1].month - first + 1
  const step = (WIDTH - LEFT - RIGHT) / span
  const values = months.flatMap(({ count, low998, high998 }) => [count, low998, high998]).filter((value) => !Number.isNaN(value))
  const [least, most] = [Math.min(...values), Math.max(1, ...values)]
  const unit = axisStep(most - (least > most / 2 ? least : 0))
  // an axis from nothing would flatten the chart of a whole force; it says where it begins
  const bottom = least > most / 2 ? Math.floor(least / unit) * unit : 0
  const top = Math.max(bottom + unit, Math.ceil(most / unit) * unit)
  const x = (month: number) => LEFT + (month - first + 0.5) * step
  const y = (value: number) => BASE - ((BASE - TOP) * (value - bottom)) / (top - bottom)
  const judged = months.filter(({ high95 }) => !Number.isNaN(high95))
  const path = months
    .map(({ month, count }, row) => `${row > 0 && months[row - 1].month === month - 1 ? 'L' : 'M'}${x(month)} ${y(count)}`)
    .join('')
  const present = new Set(months.map(({ month }) => month))
  return (
    <figure className="control-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Control chart: ${title}. ${sentence}`}>
        {judged.map((month) => (
          <g key={month.month}>
            {band(month, month.low998, month.high998, 'wide')}
            {band(month, month.low95, month.high95, 'narrow')}
            <path className="expected" d={`M${x(month.month) - step / 2} ${y(month.expected)}h${step}`} />
          </g>
        ))}
        {Array.from({ length: Math.round((top - bottom) / unit) + 1 }, (_, k) => bottom + k * unit).map((value) => (
          <g key={value}>
            <path className={value === bottom ? 'axis' : 'grid'} d={`M${LEFT} ${y(value)}H${WIDTH - RIGHT}`} />
            <text x={LEFT - 6} y={y(value) + 4} className="value">
              {exactly(value)}
            </text>
          </g>
        ))}
        <path className="counts" d={path} />
        {months.map((month) => (
          <circle
            key={month.month}
            cx={x(month.month)}
            cy={y(month.count)}
            r={isCalled(month) ? 4.5 : 2.4}
            className={isCalled(month) ? 'called' : month.signal === '' ? 'dot' : 'outside'}
          >
            <title>{chartMonthWords(month)}</title>
          </circle>
        ))}
        {Array.from({ length: span }, (_, k) => first + k).map((month, k) => (
          <g key={month}>
            {(k === 0 || month % 12 === 0) && (
              <>
                <path className="grid" d={`M${x(month) - step / 2} ${BASE}v6`} />
                <text x={x(month) - step / 2 + 2} y={BASE + 16} className="year">
                  {k === 0 && month % 12 > 7 ? '' : 2000 + Math.floor(month / 12)}
                </text>
              </>
            )}
            {!present.has(month) && (
              <text x={x(month)} y={BASE - 4} className="missing">
                ?<title>{monthName(monthText(month))}: not in the data</title>
              </text>
            )}
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 3} className="year">
          {bottom > 0 ? `Records a month; the scale begins at ${exactly(bottom)}` : 'Records a month'}
        </text>
      </svg>
      {judged.length > 0 && (
        <figcaption className="chart-key">
          <span className="key-expected">expected</span>
          <span className="key-narrow">95 of 100 months</span>
          <span className="key-wide">998 of 1,000</span>
          <span className="key-called">called</span>
        </figcaption>
      )}
      <details>
        <summary>Months in numbers</summary>
        <ul className="chart-months">
          {months.toReversed().map((month) => (
            <li key={month.month}>{chartMonthWords(month)}</li>
          ))}
        </ul>
      </details>
    </figure>
  )

  function band(month: ChartMonth, low: number, high: number, kind: 'wide' | 'narrow') {
    return (
      <rect
        className={`band-${kind}`}
        x={x(month.month) - step / 2}
        y={y(high)}
        width={step}
        height={Math.max(0.5, y(low) - y(high))}
      />
    )
  }
}
