import { type ComparedSpans, comparedSpans, defaultCompare, monthNumber } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import type { Settings } from './url.js'

/** Periods compared where none were chosen and the months allow it. */
export const COMPARE = 'r12'

/** Whether the analyst's view of change is open; sergeant mode has none. */
export const isChange = ({ view, mode }: Pick<Settings, 'view' | 'mode'>) => view === 'change' && mode !== 'sergeant'

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
