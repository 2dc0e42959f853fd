import type { Period } from '../score/period.js'
import { type Html, html } from './html.js'
import { tenth } from './reportMapFrame.js'
import { picture } from './reportPicture.js'
import { exactly, monthName } from './wording.js'

const WIDTH = 340
const HEIGHT = 112
const BASE = 84
const TOP = 14
/** More bars than this carry no numbers and every second name. */
const NUMBERED = 14

/**
 * A bar for each month of the period; a month without data has a question mark, since missing is unknown and not zero.
 *
 * @param counts by month of `period.present`, in its order
 */
export function monthBars(id: string, what: string, period: Period, counts: readonly number[]): Html {
  const months = Array.from({ length: period.to - period.from + 1 }, (_, k) => period.from + k)
  const of = new Map(period.present.map((month, k) => [month, counts[k]]))
  const step = WIDTH / months.length
  const most = Math.max(1, ...counts)
  const sparse = months.length > NUMBERED ? Math.ceil(months.length / NUMBERED) : 1
  const bars = months.map((month, k) => {
    const count = of.get(month)
    const middle = tenth((k + 0.5) * step)
    const name = k % sparse === 0 ? html`<text x="${middle}" y="${BASE + 11}">${monthName(month).slice(0, 3)}</text>` : html``
    const year =
      k === 0 || month % 12 === 0 ? html`<text x="${middle}" y="${BASE + 23}">${monthName(month).slice(4)}</text>` : html``
    if (count === undefined) return html`<text x="${middle}" y="${BASE - 4}" class="count">?</text>${name}${year}`
    const height = ((BASE - TOP) * count) / most
    const width = Math.min(step * 0.72, 40)
    const value =
      sparse === 1 ? html`<text x="${middle}" y="${tenth(BASE - height - 3)}" class="count">${exactly(count)}</text>` : html``
    return html`<rect x="${tenth((k + 0.5) * step - width / 2)}" y="${tenth(BASE - height)}" width="${tenth(width)}" height="${tenth(height)}" fill="#4a5a68"/>${value}${name}${year}`
  })
  const said = months.map((month) => {
    const count = of.get(month)
    return `${monthName(month)}: ${count === undefined ? 'no data' : exactly(count)}`
  })
  const words = { id, title: `${what} by month`, description: `${said.join('; ')}.` }
  const base = html`<path d="M0 ${BASE}H${WIDTH}" stroke="#1a1a1a" stroke-width="0.8"/>`
  return html`<figure>${picture(words, { kind: 'months', width: WIDTH, height: HEIGHT }, html`${bars}${base}`)}</figure>`
}

/** "most in Mar 2024 (31), fewest in Jan 2024 (12)"; the earliest of equals. */
export function monthRange(period: Period, counts: readonly number[]): string {
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)]
  if (most === fewest) return `${exactly(most)} in every month`
  const named = (count: number) => `${monthName(period.present[counts.indexOf(count)])} (${exactly(count)})`
  return `most in ${named(most)}, fewest in ${named(fewest)}`
}
