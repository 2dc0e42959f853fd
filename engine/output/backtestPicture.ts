import type { Appraisal } from '../evaluate/appraised.js'
import { monthNumber } from '../input/month.js'
import type { RecordingBreak } from '../inputTables.js'
import { shownCeiling } from './backtestWords.js'
import { type Html, html } from './html.js'
import { tenth } from './reportMapFrame.js'
import { picture } from './reportPicture.js'
import { monthName, percent } from './wording.js'

const WIDTH = 700
const HEIGHT = 190
const LEFT = 36
const RIGHT = 8
const TOP = 10
const BASE = 158
/** Of the share axis: steps that read well, the least that gives up to five lines. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2]
const MOST_LINES = 5
/** More months than this carry every second or third name. */
const NAMED = 24

const LINES = {
  chosen: { width: 2.2, dash: '', colour: '#1a1a1a' },
  plain: { width: 1.4, dash: '4 3', colour: '#1f4e79' },
  most: { width: 1, dash: '1 2.5', colour: '#3f3f3a' },
} as const

/**
 * Share held in each month tested: the series that is reported, the plain count where it differs, and what one who knew every cell's true
 * rate would have (one level). Months without data break the lines; shaded months are those of a recording break.
 */
export function backtestPicture({ backtest }: Appraisal, what: string, ground: string, breaks: readonly RecordingBreak[]): Html {
  const { windows, crimes, primary, chosen, methods } = backtest
  const first = windows[0]
  const months = windows[windows.length - 1] - first + 1
  const step = (WIDTH - LEFT - RIGHT) / months
  const share = (held: Float64Array) => held.map((count, window) => count / crimes[window])
  const series = { chosen: share(chosen.series[primary].held), plain: share(methods[0].series[primary].held) }
  const ceiling = shownCeiling(backtest, primary)
  const known = [...series.chosen, ...series.plain, ceiling].filter((value) => !Number.isNaN(value))
  const highest = Math.max(0.01, ...known)
  const unit = STEPS.find((one) => highest / one <= MOST_LINES) ?? STEPS[STEPS.length - 1]
  const top = Math.ceil(highest / unit) * unit
  const x = (month: number) => tenth(LEFT + (month - first + 0.5) * step)
  const y = (value: number) => tenth(BASE - ((BASE - TOP) * value) / top)
  const line = (id: keyof typeof LINES, path: string) =>
    html`<path d="${path}" fill="none" stroke="${LINES[id].colour}" stroke-width="${LINES[id].width}" stroke-dasharray="${LINES[id].dash}"/>`
  const alone = chosen.method.every((method) => method === 0)

  const grid = Array.from({ length: Math.round(top / unit) + 1 }, (_, k) => {
    const value = k * unit
    return html`<path d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}" stroke="${k === 0 ? '#1a1a1a' : '#d8d8d2'}" stroke-width="0.8"/><text x="${LEFT / 2}" y="${tenth(Number(y(value)) + 3)}">${Math.round(100 * value)} %</text>`
  })
  const shaded = breaks.map(({ from, to }) => {
    const [start, end] = [Math.max(monthNumber(from), first), Math.min(monthNumber(to), first + months - 1)]
    if (start > end) return html``
    return html`<rect x="${tenth(LEFT + (start - first) * step)}" y="${TOP}" width="${tenth((end - start + 1) * step)}" height="${BASE - TOP}" fill="#ecebe5"/>`
  })
  const every = Math.ceil(months / NAMED)
  const present = new Set(windows)
  const names = Array.from({ length: months }, (_, k) => {
    const month = first + k
    const name = k % every === 0 ? html`<text x="${x(month)}" y="${BASE + 12}">${monthName(month).slice(0, 3)}</text>` : html``
    const year =
      k === 0 || month % 12 === 0 ? html`<text x="${x(month)}" y="${BASE + 24}">${monthName(month).slice(4)}</text>` : html``
    const gap = present.has(month) ? html`` : html`<text x="${x(month)}" y="${BASE - 5}" class="count">?</text>`
    return html`${name}${year}${gap}`
  })
  const dots = windows.map((month, window) =>
    Number.isNaN(series.chosen[window])
      ? html``
      : html`<circle cx="${x(month)}" cy="${y(series.chosen[window])}" r="2.2" fill="${LINES.chosen.colour}"/>`,
  )
  const said = windows.map((month, window) => {
    const plain = alone ? '' : `, plain count ${percent(series.plain[window])}`
    return `${monthName(month)}: ${percent(series.chosen[window])}${plain}`
  })
  const words = {
    id: 'backtest-months',
    title: `Share of each month's recorded ${what} inside the cells chosen before it, on ${ground}`,
    description: `${said.join('; ')}.${Number.isNaN(ceiling) ? '' : ` With every cell's true rate known: ${percent(ceiling)}.`}`,
  }
  const lines = html`${Number.isNaN(ceiling) ? html`` : line('most', `M${LEFT} ${y(ceiling)}H${WIDTH - RIGHT}`)}${alone ? html`` : line('plain', pathOf(windows, series.plain, x, y))}${line('chosen', pathOf(windows, series.chosen, x, y))}`
  const legend = [
    key(
      'chosen',
      alone ? 'chosen on earlier months: the plain count of the last 12 months throughout' : 'method chosen on earlier months',
    ),
    ...(alone ? [] : [key('plain', 'plain count of the last 12 months')]),
    ...(Number.isNaN(ceiling) ? [] : [key('most', `if every cell's true rate were known: ${percent(ceiling)}`)]),
    ...(shaded.some(({ markup }) => markup !== '')
      ? [
          html`<span><svg width="22" height="10" aria-hidden="true"><rect width="22" height="10" fill="#ecebe5" stroke="#bbb"/></svg> recording break</span>`,
        ]
      : []),
  ]
  return html`<figure>${picture(words, { kind: 'months', width: WIDTH, height: HEIGHT }, html`${shaded}${grid}${lines}${dots}${names}`)}<p class="legend">${legend}</p></figure>`
}

function key(id: keyof typeof LINES, words: string): Html {
  const { colour, width, dash } = LINES[id]
  return html`<span><svg width="22" height="8" aria-hidden="true"><path d="M0 4H22" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash}"/></svg> ${words}</span>`
}

/** A line through the months that have a share; one that has none, or no data, lifts the pen. */
function pathOf(
  windows: readonly number[],
  shares: Float64Array,
  x: (month: number) => string,
  y: (value: number) => string,
): string {
  let before = Number.NaN
  return windows
    .map((month, window) => {
      if (Number.isNaN(shares[window])) return ''
      const pen = month - 1 === before ? 'L' : 'M'
      before = month
      return `${pen}${x(month)} ${y(shares[window])}`
    })
    .join('')
}
