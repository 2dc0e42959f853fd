import { type Html, html } from './html.js'
import { tenth } from './reportMapFrame.js'
import { type PictureWords, picture, swatch } from './reportPicture.js'
import { clock, WEEKDAYS } from './reportTimes.js'
import { exactly } from './wording.js'

/** Light to dark, one hue: readable in grey and by the colour-blind. */
const COLOURS = ['#eef2f6', '#c3d3e3', '#8fafcc', '#5582ad', '#254f7d']
/** Class from which a dot has to be light to be seen. */
const DARK_FROM = 3
const INK = '#1a1a1a'
const PAPER = '#ffffff'
const WIDTH = 700
const LEFT = 34
const TOP = 14
const STEP = (WIDTH - LEFT) / 24
const ROW = 20

/**
 * The week as a map: a row for each weekday, a column for each hour of the day, in five classes of equal width from nothing to the most.
 *
 * @param profile weights of the 168 hours of the week
 * @param above 1 for hours above the average beyond chance, which get a dot; null: nothing is said of that
 */
export function weekMap(words: PictureWords, profile: Float64Array, above: Uint8Array | null): Html {
  const most = profile.reduce((high, weight) => Math.max(high, weight), 0)
  const classOf = (weight: number) => Math.min(COLOURS.length - 1, Math.floor((COLOURS.length * weight) / most))
  const cells = Array.from(profile, (weight, hour) => {
    const x = LEFT + (hour % 24) * STEP
    const y = TOP + Math.floor(hour / 24) * ROW
    const own = classOf(weight)
    const dot =
      above?.[hour] === 1
        ? html`<circle cx="${tenth(x + (STEP - 1) / 2)}" cy="${tenth(y + (ROW - 1) / 2)}" r="2.5" fill="${own < DARK_FROM ? INK : PAPER}"/>`
        : html``
    return html`<rect x="${tenth(x)}" y="${y}" width="${tenth(STEP - 1)}" height="${ROW - 1}" fill="${COLOURS[own]}"/>${dot}`
  })
  const days = WEEKDAYS.map((name, day) => html`<text x="0" y="${TOP + day * ROW + 14}">${name}</text>`)
  const hours = Array.from({ length: 12 }, (_, k) => html`<text x="${tenth(LEFT + 2 * k * STEP)}" y="9">${clock(2 * k)}</text>`)
  const size = { kind: 'week', width: WIDTH, height: TOP + WEEKDAYS.length * ROW }
  return html`${picture(words, size, html`${cells}${days}${hours}`)}<p class="legend">${COLOURS.map((colour, k) => html`<span>${swatch(colour, '#6e6e68')}${classWords(most, k)}</span>`)}<span>records in an hour of the week, all weeks together</span>${above === null ? html`` : html`<span>● 90 % interval above the average hour</span>`}</p>`
}

/** "under 20", "20 to 40", the last with what is highest. */
function classWords(most: number, k: number): string {
  const limit = (at: number) => {
    const value = (most * at) / COLOURS.length
    return most < 10 * COLOURS.length ? tenth(value) : exactly(value)
  }
  return k === 0 ? `under ${limit(1)}` : `${limit(k)} to ${limit(k + 1)}`
}
