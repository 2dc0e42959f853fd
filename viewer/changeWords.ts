import {
  type Change,
  type ChangeRow,
  type ChartMonth,
  type ComparedPeriods,
  type ComparedSpans,
  changeClause,
  type EngineError,
  isCalled,
  monthText,
  stands,
  verdictWords,
} from '../engine/index.js'
import { capital, counted, exactly, inSentence, monthName } from './words.js'

/** A choice of two periods by one click. */
export interface Preset {
  readonly label: string
  readonly compare: string
}

const span = (from: number, to: number) => `${monthText(from)}..${monthText(to)}`

/** Comparisons people ask for most, up to the last month of the analysis. */
export function presets(last: number): readonly Preset[] {
  const year = last % 12 === 11 ? [] : [{ label: 'This year so far, against the same months of the last', compare: 'ytd' }]
  return [
    { label: 'Last 12 months, against the 12 before', compare: 'r12' },
    {
      label: 'Last 3 months, against the same 3 a year before',
      compare: `${span(last - 14, last - 12)}:${span(last - 2, last)}`,
    },
    ...year,
  ]
}

/** "Jan 2023 to Dec 2023"; one month by its name alone. */
export function spanName(from: number, to: number): string {
  const [first, last] = [monthName(monthText(from)), monthName(monthText(to))]
  return from === to ? first : `${first} to ${last}`
}

/** "Before" and "after" of the head of every table. */
export const spanNames = ([a, b, c, d]: ComparedSpans) => ({ before: spanName(a, b), after: spanName(c, d) })

/** "Jan 2024 to Dec 2024 against Jan 2023 to Dec 2023". */
export const againstWords = ([a, b, c, d]: ComparedSpans) => `${spanName(c, d)} against ${spanName(a, b)}`

/** What must be known of the periods before any number is read. */
export function periodNotes({ before, after, seasonal }: ComparedPeriods): readonly string[] {
  const missing = (which: string, months: readonly number[]) =>
    months.length === 0
      ? []
      : [
          `${capital(which)}: ${counted(months.length, 'month is', 'months are')} missing (${namesOf(months)}), which is less time counted, not fewer crimes.`,
        ]
  return [
    ...(seasonal ? ['Seasonal: not the same months of the year, so part of a change is the season.'] : []),
    ...missing('before', before.missing),
    ...missing('after', after.missing),
  ]
}

/** A sentence of the engine with its months by name: "2020-03" as "Mar 2020", "2018-01..2019-06" as "Jan 2018 to Jun 2019". */
export const monthsInWords = (sentence: string) =>
  sentence.replace(/(\d{4}-\d{2})\.\.(?=\d{4}-\d{2})/g, '$1 to ').replace(/\b\d{4}-(?:0[1-9]|1[0-2])\b/g, monthName)

/** Why two periods, or these categories, cannot be compared. */
export function refusedWords({ code, hint = '' }: Pick<EngineError, 'code' | 'hint'>): string {
  const why = code === 'no-data-in-period' ? 'one of the two periods has no month with data' : 'there is nothing to count'
  return monthsInWords(`These cannot be compared: ${why}. ${hint}`.trim())
}

const NAMED = 4

function namesOf(months: readonly number[]): string {
  const names = months.slice(0, NAMED).map((month) => monthName(monthText(month)))
  return `${names.join(', ')}${months.length > NAMED ? ` and ${months.length - NAMED} more` : ''}`
}

/** "Fell 62 % (95 %: −71 to −51 %), from 192 to 72.": one area in the words of the engine. */
export const changeSentence = (change: Change) => `${capital(changeClause(change))}.`

/** Up or down, where a change shows. */
export const verdictMark = (verdict: string) => (verdict === 'rose' ? '▲ ' : verdict === 'fell' ? '▼ ' : '')

/** The verdict of one row of a table, and whether it may be chance among so many rows. */
export function verdictLine(change: Change, q: number): string {
  const { verdict } = change
  const chance = (verdict === 'rose' || verdict === 'fell') && !stands({ verdict, q })
  return `${verdictMark(verdict)}${verdictWords(change)}${chance ? ', may be chance' : ''}`
}

/** How firm a change of one area is among all that were looked at; '' where none shows. */
export function firmness(row: Pick<ChangeRow, 'verdict' | 'q'>, areas: number, label: string): string {
  if (row.verdict !== 'rose' && row.verdict !== 'fell') return ''
  const among = `${exactly(areas)} ${inSentence(label)}`
  if (stands(row)) return `It stands when it is allowed for that ${among} were looked at (q under 0.05).`
  return `By itself this would be a change; among ${among} looked at it may well be chance, so the map leaves it bare.`
}

/** A month of a control chart for the pointer and for screen readers. */
export function chartMonthWords(month: ChartMonth): string {
  const name = monthName(monthText(month.month))
  if (Number.isNaN(month.high95)) return `${name}: ${exactly(month.count)}`
  const expected = `expected ${exactly(Math.round(month.expected))}, 95 of 100 such months ${exactly(month.low95)} to ${exactly(month.high95)}`
  return `${name}: ${exactly(month.count)} (${expected}${signalWords(month)})`
}

function signalWords(month: ChartMonth): string {
  const { signal } = month
  if (signal === '') return ''
  if (signal.startsWith('run')) return `; ${signal.slice(4)} expected for 8 months or more`
  return isCalled(month) ? `; out of what is expected: ${signal} limit` : `; ${signal} limit, as one month in 20 is by chance`
}
