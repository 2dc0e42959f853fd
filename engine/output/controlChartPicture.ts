import type { AreaChart } from '../evaluate/change/changeReview.js'
import { type ChartMonth, isCalled } from '../evaluate/change/controlChart.js'
import { chartTitle } from './changeWords.js'
import { type Html, html } from './html.js'
import { tenth } from './reportMapFrame.js'
import { picture } from './reportPicture.js'
import { exactly, monthName } from './wording.js'

const WIDTH = 700
const HEIGHT = 200
const LEFT = 46
const RIGHT = 8
const TOP = 12
const BASE = 166
const LINES = 4
/** Of a step of the axis, below the lowest count: a number stands there. */
const ROOM = 0.35
/** More months than this carry every second name. */
const NAMED = 24
const WIDE = '#e3e8ec'
const NARROW = '#c3cfd8'

/** Counts by month; over those judged what was expected and the bands of 95 and 99.8 %. Called months are filled and named. */
export function controlChartPicture(chart: AreaChart): Html {
  const { months } = chart
  const [first, last] = [months[0].month, months[months.length - 1].month]
  const span = last - first + 1
  const step = (WIDTH - LEFT - RIGHT) / span
  const values = months.flatMap(({ count, low998, high998 }) => [count, low998, high998]).filter((value) => !Number.isNaN(value))
  const [least, most] = [Math.min(...values), Math.max(1, ...values)]
  const unit = stepOf(most - (least > most / 2 ? least : 0))
  // an axis from nothing would flatten the chart of a whole force; it says where it begins
  const bottom = least > most / 2 ? Math.floor((least - ROOM * unit) / unit) * unit : 0
  const top = Math.max(bottom + unit, Math.ceil(most / unit) * unit)
  const x = (month: number) => LEFT + (month - first + 0.5) * step
  const y = (value: number) => BASE - ((BASE - TOP) * (value - bottom)) / (top - bottom)

  const grid = Array.from({ length: Math.round((top - bottom) / unit) + 1 }, (_, k) => {
    const value = bottom + k * unit
    return html`<path d="M${LEFT} ${tenth(y(value))}H${WIDTH - RIGHT}" stroke="${k === 0 ? '#1a1a1a' : '#d8d8d2'}" stroke-width="0.8"/><text x="${LEFT / 2}" y="${tenth(y(value) + 3)}">${exactly(value)}</text>`
  })
  const limited = months.filter(({ high95 }) => !Number.isNaN(high95))
  const bands = limited.map((month) => {
    const box = (low: number, high: number, fill: string) =>
      html`<rect x="${tenth(x(month.month) - step / 2)}" y="${tenth(y(high))}" width="${tenth(step)}" height="${tenth(Math.max(0.5, y(low) - y(high)))}" fill="${fill}"/>`
    return html`${box(month.low998, month.high998, WIDE)}${box(month.low95, month.high95, NARROW)}<path d="M${tenth(x(month.month) - step / 2)} ${tenth(y(month.expected))}h${tenth(step)}" stroke="#1f4e79" stroke-width="1.3"/>`
  })
  const line = pathOf(months, x, y)
  const dots = months.map((month, row) => {
    const beside = row > 0 && isOutside(months[row - 1]) && Math.abs(y(month.count) - y(months[row - 1].count)) < LABEL
    return dot(month, x(month.month), y(month.count), isOutside(month) && !beside)
  })
  const every = span > NAMED ? Math.ceil(span / NAMED) : 1
  const present = new Set(months.map(({ month }) => month))
  const names = Array.from({ length: span }, (_, k) => {
    const month = first + k
    const at = tenth(x(month))
    const name = k % every === 0 ? html`<text x="${at}" y="${BASE + 12}">${monthName(month).slice(0, 3)}</text>` : html``
    const year = k === 0 || month % 12 === 0 ? html`<text x="${at}" y="${BASE + 24}">${monthName(month).slice(4)}</text>` : html``
    return html`${name}${year}${present.has(month) ? html`` : html`<text x="${at}" y="${BASE - 5}" class="count">?</text>`}`
  })
  const words = {
    id: 'change-chart',
    title: `Control chart: ${chartTitle(chart)}`,
    description: described(chart),
  }
  const drawing = html`${bands}${grid}<path d="${line}" fill="none" stroke="#1a1a1a" stroke-width="1"/>${dots}${names}`
  return html`<figure>${picture(words, { kind: 'months', width: WIDTH, height: HEIGHT }, drawing)}${legend(limited.length > 0, bottom)}</figure>`
}

/** Numbers nearer to each other than this would touch. */
const LABEL = 11

function isOutside({ signal }: ChartMonth): boolean {
  return signal.endsWith('99.8 %')
}

function dot(month: ChartMonth, x: number, y: number, numbered: boolean): Html {
  if (!isCalled(month))
    return html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="2.4" fill="${month.signal === '' ? '#1a1a1a' : '#ffffff'}" stroke="#1a1a1a"/>`
  const above = month.count > month.expected
  const label = numbered
    ? html`<text x="${tenth(x)}" y="${tenth(y + (above ? -7 : 13))}" class="count">${exactly(month.count)}</text>`
    : html``
  return html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="4.4" fill="#a11227" stroke="#ffffff"/>${label}`
}

function pathOf(months: readonly ChartMonth[], x: (month: number) => number, y: (count: number) => number): string {
  return months
    .map(({ month, count }, row) => {
      const pen = row > 0 && months[row - 1].month === month - 1 ? 'L' : 'M'
      return `${pen}${tenth(x(month))} ${tenth(y(count))}`
    })
    .join('')
}

/** 1, 2 or 5 times a power of ten, the least that gives up to five lines. */
function stepOf(range: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, range / LINES)))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => range / step <= LINES) ?? 10 * power
}

function described({ months, notCalled }: AreaChart): string {
  const said = months.map(({ month, count, expected, low95, high95, signal }) => {
    const against = Number.isNaN(high95)
      ? ''
      : ` (expected ${exactly(Math.round(expected))}, 95 %: ${exactly(low95)} to ${exactly(high95)}${signal === '' ? '' : `; ${signal}`})`
    return `${monthName(month)}: ${exactly(count)}${against}`
  })
  return `${said.join('; ')}.${notCalled === '' ? '' : ' No month is called.'}`
}

function legend(judged: boolean, bottom: number): Html {
  const box = (fill: string) =>
    html`<svg class="swatch" width="14" height="10" aria-hidden="true"><rect width="14" height="10" fill="${fill}"/></svg>`
  const disc = (r: number, fill: string, stroke: string) =>
    html`<svg class="swatch" width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="${r}" fill="${fill}" stroke="${stroke}"/></svg>`
  const limits = judged
    ? html`<span><svg class="swatch" width="14" height="8" aria-hidden="true"><path d="M0 4H14" stroke="#1f4e79" stroke-width="1.3"/></svg>expected</span> <span>${box(NARROW)}95 %</span> <span>${box(WIDE)}99.8 %</span> <span>${disc(2.4, '#ffffff', '#1a1a1a')}outside 95 %: one month in 20 is</span> <span>${disc(4.4, '#a11227', '#ffffff')}called</span>`
    : html``
  return html`<p class="legend">${limits} ${bottom > 0 ? html`<span>The scale begins at ${exactly(bottom)}.</span>` : html``}</p>`
}
