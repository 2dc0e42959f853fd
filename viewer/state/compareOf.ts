import { type ComparedSpans, comparedSpans, monthNumber, monthText } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import type { Settings } from './url.js'

/** Periods compared where none were chosen and both have data. */
export const COMPARE = 'r12'

const YEAR = 12

/** Two spans as the engine takes them. */
export const compareText = ([a, b, c, d]: ComparedSpans) => `${monthText(a)}..${monthText(b)}:${monthText(c)}..${monthText(d)}`

/** Whether the analyst's view of change is open; sergeant mode has none. */
export const isChange = ({ view, mode }: Pick<Settings, 'view' | 'mode'>) => view === 'change' && mode !== 'sergeant'

/**
 * Periods compared where none were chosen: the last 12 months with the 12 before; where one of them has no data, the longest run of the
 * last 12 months with data that an earlier year has too, of the latest such year. Where there is none, what cannot be compared stays.
 *
 * @param present months with data since 2000-01
 */
export function defaultCompare(present: readonly number[], last: number): string {
  const known = new Set(present)
  const [a, b, c, d] = comparedSpans(COMPARE, last)
  const has = (from: number, to: number) => present.some((month) => month >= from && month <= to)
  if (has(a, b) && has(c, d)) return COMPARE
  for (let back = YEAR; back <= d - Math.min(d, ...present); back += YEAR) {
    const run = longestRun(Array.from({ length: YEAR }, (_, k) => c + k).filter((m) => known.has(m) && known.has(m - back)))
    if (run !== null) return compareText([run[0] - back, run[1] - back, ...run])
  }
  return COMPARE
}

/** The later of two as long. */
function longestRun(months: readonly number[]): readonly [from: number, to: number] | null {
  let best: readonly [number, number] | null = null
  let from = 0
  months.forEach((month, k) => {
    if (k === 0 || months[k - 1] !== month - 1) from = month
    if (best === null || month - from >= best[1] - best[0]) best = [from, month]
  })
  return best
}

type Read = Pick<Document, 'sources'> & { readonly period: Pick<Document['period'], 'to'> }

/** Periods compared, as the engine takes them. Months read before the period of the analysis count too: they are in the cube. */
export const compareOf = (compare: string | null, { sources, period }: Read): string =>
  compare ??
  defaultCompare(
    sources.flatMap(({ months }) => months.map(monthNumber)),
    monthNumber(period.to),
  )

/** Months of the two periods; those of `r12` where the address has others than the engine reads. */
export function spansOf(compare: string | null, last: number): ComparedSpans {
  try {
    return comparedSpans(compare ?? COMPARE, last)
  } catch {
    return comparedSpans(COMPARE, last)
  }
}

/** Months of the two periods that are compared in results. */
export const comparedIn = (compare: string | null, document: Read): ComparedSpans =>
  spansOf(compareOf(compare, document), monthNumber(document.period.to))
