import { monthText } from '../input/month.js'
import { counted, exactly } from '../input/thousands.js'
import type { HarmScheme } from '../inputTables.js'
import type { Period } from '../score/period.js'
import type { KindTable, Measure } from '../types.js'
import type { Analysis } from './analysis.js'
import { layerLabel } from './layerTable.js'

export { counted, exactly }

/** An estimate to two figures, never in exponents: 3,600, 43, 0.25. */
export function roughly(value: number): string {
  const rounded = Number(value.toPrecision(2))
  return Math.abs(rounded) >= 10 ? exactly(rounded) : String(rounded)
}

/** A share as a percentage to two figures that never rounds something to nothing: 57 %, 2.9 %, 0.31 %. */
export function percent(share: number): string {
  const value = 100 * share
  if (Number.isNaN(value)) return 'unknown'
  if (value > 0 && value < 0.01) return 'under 0.01 %'
  if (value < 100 && value > 99.5) return 'over 99 %'
  return `${value >= 10 || value === 0 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)} %`
}

/** "1 row carries", "12 rows carry": the verb that goes with a count. */
export function verb(n: number, one: string, many: string): string {
  return n === 1 ? one : many
}

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Jan 2024" of months since 2000-01. */
export function monthName(month: number): string {
  return `${MONTHS[month % 12]} ${2000 + Math.floor(month / 12)}`
}

/** "Jan 2024 to Apr 2024 (4 months; seasonal: not annual)". */
export function periodWords(period: Period): string {
  const span = period.from === period.to ? monthName(period.from) : `${monthName(period.from)} to ${monthName(period.to)}`
  const missing = period.missing.length === 0 ? '' : `, ${period.missing.length} missing`
  return `${span} (${counted(period.present.length, 'month')}${missing}${period.seasonal ? '; seasonal: not annual' : ''})`
}

/** "2019-07, 2019-09"; runs of three and more as "2019-07 to 2019-10". */
export function monthRuns(months: readonly number[]): string {
  const runs: string[] = []
  for (let start = 0; start < months.length; ) {
    let end = start
    while (end + 1 < months.length && months[end + 1] === months[end] + 1) end++
    if (end - start >= 2) runs.push(`${monthText(months[start])} to ${monthText(months[end])}`)
    else for (let at = start; at <= end; at++) runs.push(monthText(months[at]))
    start = end + 1
  }
  return runs.join(', ')
}

/** What a mixed count is called: "crimes and ASB incidents", or the one of the two that there is. */
export function volumeWords(kinds: KindTable): string {
  const asb = kinds.asb.some((flag) => flag === 1)
  const crimes = kinds.asb.some((flag) => flag === 0)
  return asb && crimes ? 'crimes and ASB incidents' : asb ? 'ASB incidents' : 'crimes'
}

/** The scheme's label; on category averages always "average ...". */
export function harmLabel(kinds: KindTable, scheme: HarmScheme): string {
  return usesAverages(kinds) ? `average ${scheme.label}` : scheme.label
}

/** Whether any kind's harm is the average of its category. */
export function usesAverages(kinds: KindTable): boolean {
  return kinds.basis.includes('category average')
}

/** What a measure is called where it is compared: "volume", "average severity (ONS CSS 2020-21)", "crimes per 1,000 residents". */
export function measureWords({ measure, kinds, scheme }: Pick<Analysis, 'measure' | 'kinds' | 'scheme'>): string {
  const words: Readonly<Record<Measure, string>> = {
    volume: 'volume',
    rate: `${volumeWords(kinds)} per 1,000 residents`,
    harm: harmLabel(kinds, scheme),
  }
  return words[measure]
}

/** Evidence of heat by class. */
export const EVIDENCE: Readonly<Record<number, { readonly words: string; readonly falseAlarms: string }>> = {
  3: { words: 'strong evidence', falseAlarms: 'under 1 %' },
  2: { words: 'good evidence', falseAlarms: 'under 5 %' },
  1: { words: 'some evidence', falseAlarms: 'under 10 %' },
}

/** Evidence of cells together: "strong evidence", or "some to strong evidence" from the weakest to the strongest. */
export function evidenceRange(weakest: number, strongest: number): string {
  const words = EVIDENCE[strongest].words
  return weakest === strongest ? words : `${EVIDENCE[weakest].words.split(' ')[0]} to ${words}`
}

const ONE: Readonly<Record<string, string>> = {
  beat: 'beat',
  lpa: 'local policing area',
  lsoa: 'LSOA',
  sector: 'sector',
  ward: 'ward',
}

/** What areas of a kind are called: "wards", "LSOAs"; a kind without a word of its own: `areas of kind "la"`. */
export function areasWords(kind: string): string {
  if (kind === 'cell') return 'cells'
  return ONE[kind] === undefined ? `areas of kind "${kind}"` : layerLabel(kind)
}

/** What hot is hotter than: "the whole study area"; of one cell "its own beat", of several "their own beat". */
export function referenceWords(within: string, whose: 'its' | 'their'): string {
  return within === 'force' ? 'the whole study area' : `${whose} own ${ONE[within] ?? `area of kind "${within}"`}`
}

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** How many factors weigh in the score, in words up to ten: "five". */
export function factorCount(factors: Analysis['factors']): string {
  const used = factors.filter(({ weight }) => weight > 0).length
  return SMALL[used] ?? String(used)
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
