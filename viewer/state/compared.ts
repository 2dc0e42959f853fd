import { rangeWords } from '../inspectorWords.js'
import type { Results } from '../load/results.js'
import { about, exactly, harmTitle, heatWords, ordinal } from '../words.js'

/** One of two things that are compared. */
export interface Compared {
  readonly name: string
  /** "Ward", "Cell", "Hotspot". */
  readonly what: string
  readonly number: (column: string) => number | null
  readonly text: (column: string) => string
  /** "3rd of 12 by need"; '' where it has no rank. */
  readonly rank: string
}

/** One line of the comparison; shares of the larger, for bars on one scale: null where one is not known. */
export interface ComparedRow {
  readonly label: string
  readonly a: string
  readonly b: string
  readonly bars: readonly [number, number] | null
}

const NONE = '–'

/** What both are, line by line: what neither has is left out. */
export function comparedRows(a: Compared, b: Compared, { document }: Results): readonly ComparedRow[] {
  const months = document.period.months.length
  const numbers: readonly [label: string, column: string, print: (value: number) => string][] = [
    ['Crimes', 'crimes', exactly],
    ['ASB incidents', 'asb', exactly],
    ['Records of the problem', 'offences_12m', exactly],
    [harmTitle(document.harm), 'harm', exactly],
    ['Crimes and ASB incidents per km²', 'volume_per_km2', about],
    ['Per 1,000 residents', 'volume_per_1000', about],
    [`Months active, of ${months}`, 'months_active', exactly],
    ['Need score, of 100', 'score', (value) => value.toFixed(1)],
    ['Residents', 'residents', exactly],
    ['Ground, km²', 'area_km2', about],
  ]
  const counted = numbers.flatMap(([label, column, print]): ComparedRow[] => {
    const [of, other] = [a.number(column), b.number(column)]
    if (of === null && other === null) return []
    const most = Math.max(of ?? 0, other ?? 0)
    const bars = of === null || other === null || most <= 0 ? null : ([of / most, other / most] as const)
    return [{ label, a: of === null ? NONE : print(of), b: other === null ? NONE : print(other), bars }]
  })
  const said = (label: string, of: (one: Compared) => string): ComparedRow[] => {
    const [left, right] = [of(a), of(b)]
    return left === '' && right === '' ? [] : [{ label, a: left || NONE, b: right || NONE, bars: null }]
  }
  const heat = (one: Compared) => {
    const found = one.number('gistar_class') ?? one.number('hot_class')
    return found === null ? '' : heatWords(found, document.statistics.within).replace(/ \(.*$/, '')
  }
  return [
    ...counted,
    ...said('Rank', ({ rank }) => rank),
    ...said('Likely rank', ({ number }) => rangeWords(number('rank_low'), number('rank_high')).replace(/^likely /, '')),
    ...said('Standing', ({ text }) => text('standing')),
    ...said('Evidence of heat', heat),
  ]
}

/** "3rd of 12 by need". */
export const rankedWords = (rank: number | null, of: number, by: string) =>
  rank === null ? '' : `${ordinal(rank)} of ${exactly(of)} by ${by}`
