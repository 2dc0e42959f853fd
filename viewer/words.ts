import type { Document } from './load/document.js'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** First letter large. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Counts in full with thousands separators. */
export const exactly = (value: number) => whole.format(value)

/** An estimate to two figures, so that it does not look more certain than it is. */
export const about = (value: number) => toFigures(value, 2)

/** What is measured and must be told from its neighbours, such as a limit or a mark of an axis: to three figures. */
export const measured = (value: number) => toFigures(value, 3)

/** Whole numbers stay whole. */
function toFigures(value: number, figures: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, figures - 1 - Math.floor(Math.log10(Math.abs(value))))
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: Math.min(digits, 4) }).format(value)
}

/** A share as a percentage that never rounds something to nothing, or a part to all. */
export function percent(share: number): string {
  const value = share * 100
  if (value < 100 && value >= 99.5) return 'over 99\u00a0%'
  if (value > 0 && value < 0.1) return 'under 0.1\u00a0%'
  return `${value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1)}\u00a0%`
}

/** A sentence of the results for the screen: a number and its percent sign stay on one line. */
export const prose = (text: string) => text.replace(/(\d) %/g, '$1\u00a0%')

/** "Jan 2024" of "2024-01"; other text as it came. */
export function monthName(text: string): string {
  // British English alone abbreviates one month to four letters
  return /^\d{4}-\d{2}$/.test(text) ? month.format(new Date(`${text}-01T00:00:00Z`)).replace('Sept', 'Sep') : text
}

/** "1 crime", "214 crimes". */
export const counted = (n: number, one: string, many: string) => `${exactly(n)} ${n === 1 ? one : many}`

export const ordinal = (n: number) => {
  const rest = n % 100
  const end = rest >= 11 && rest <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${exactly(n)}${end}`
}

type Period = Document['period']

/** "Jan 2024 to Apr 2024 · 4 months, seasonal: not annual". */
export function periodWords(period: Period): string {
  const months = counted(period.months.length, 'month', 'months')
  const span = period.from === period.to ? monthName(period.from) : `${monthName(period.from)} to ${monthName(period.to)}`
  return `${span} · ${months}${period.seasonal ? ', seasonal: not annual' : ''}`
}

/** "in 12 months". */
export const inMonths = (period: Period) => `in ${counted(period.months.length, 'month', 'months')}`

/** "214 crimes and 61 ASB incidents in 12 months"; parts the file does not have are left out. */
export function countWords(crimes: number | null, asb: number | null, period: Period): string {
  const parts = [
    crimes === null ? '' : counted(crimes, 'crime', 'crimes'),
    asb === null ? '' : counted(asb, 'ASB incident', 'ASB incidents'),
  ]
  return `${parts.filter((part) => part !== '').join(' and ')} ${inMonths(period)}`
}

/** "burglary and robbery", "5 categories"; '' where none is left out. */
export function categoryWords(labels: readonly string[]): string {
  if (labels.length === 0) return ''
  if (labels.length > 2) return `${labels.length} categories`
  return labels.map(inSentence).join(' and ')
}

/** "Crimes: burglary and robbery"; the title alone where no category is left out. */
export function titleUnder(title: string, categories: readonly string[]): string {
  const of = categoryWords(categories)
  return of === '' ? title : `${title}: ${of}`
}

/** What stays of the whole period while a filter is on. */
export const WHOLE_PERIOD = 'of the whole period and all categories, whatever the filter'

type Harm = Document['harm']

/** "Average severity (ONS CSS 2020-21)", as a title. */
export function harmTitle(harm: Harm): string {
  const text = harm.average && !/^average /i.test(harm.label) ? `average ${harm.label}` : harm.label
  return capital(text)
}

/** "Average severity": the head of a column, whose scheme is said in full beside it. */
export const harmHead = (harm: Harm) => harmTitle(harm).replace(/\s*\([^)]*\)$/, '')

/** "average severity 12,430 (ONS CSS 2020-21)". */
export function harmWords(value: number, harm: Harm): string {
  const title = harmTitle(harm)
  const named = /^(.*?)\s*(\([^)]*\))$/.exec(title)
  const number = exactly(value)
  const text = named === null ? `${title} ${number}` : `${named[1]} ${number} ${named[2]}`
  return text.charAt(0).toLowerCase() + text.slice(1)
}

export const ONE_EVENT_UNSEEN = 'A single very serious crime cannot be seen in this data.'

/** Gi* classes in the words of the field's users: class 3 hot ... -3 cold. */
export const HEAT: Readonly<Record<string, { readonly words: string; readonly falseAlarms: string }>> = {
  '3': { words: 'Hot: strong evidence', falseAlarms: 'under 1\u00a0%' },
  '2': { words: 'Hot: good evidence', falseAlarms: 'under 5\u00a0%' },
  '1': { words: 'Hot: some evidence', falseAlarms: 'under 10\u00a0%' },
  '0': { words: 'No clear difference', falseAlarms: '' },
  '-1': { words: 'Cold: some evidence', falseAlarms: 'under 10\u00a0%' },
  '-2': { words: 'Cold: good evidence', falseAlarms: 'under 5\u00a0%' },
  '-3': { words: 'Cold: strong evidence', falseAlarms: 'under 1\u00a0%' },
}

/** What hot is hotter than. */
export function withinWords(within: string): string {
  if (within === 'force') return 'the whole area'
  return `its own ${within === 'lpa' ? 'local policing area' : within}`
}

/** "Hot: strong evidence (above the average of the whole area)". */
export function heatWords(hotClass: number, within: string): string {
  const heat = HEAT[String(hotClass)]
  if (heat === undefined) return 'Evidence of heat: not in the statistics'
  if (hotClass === 0) return `No clear difference from the average of ${withinWords(within)}`
  return `${heat.words} (${hotClass > 0 ? 'above' : 'below'} the average of ${withinWords(within)})`
}

/** "57 ASB incidents", "14 offences": what a hotspot of a problem counts. */
export const problemCount = (n: number, problem: string) =>
  problem === 'asb' ? counted(n, 'ASB incident', 'ASB incidents') : counted(n, 'offence', 'offences')

/** "active in 11 of 12 months". */
export const activeWords = (months: number, period: Period) =>
  `active in ${months} of ${counted(period.months.length, 'month', 'months')}`

/** "Wards" to "wards" inside a sentence; "LSOAs" stays. */
export const inSentence = (label: string) => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)

/** "Busiest published point: Nightclub" of a cluster; '' where no place is named. */
export function busiestWords({ name, id }: Readonly<Record<string, unknown>>, snapped: boolean): string {
  const place = String(name ?? '').trim()
  return place === '' || place === id ? '' : `Busiest ${snapped ? 'published point' : 'place'}: ${place}`
}

/** Set-aside reasons and other codes as plain words. */
export const codeWords = (code: string) => capital(code.replaceAll('-', ' '))
