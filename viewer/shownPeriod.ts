import { monthText } from '../engine/index.js'
import { againstWords } from './changeWords.js'
import type { Document } from './load/document.js'
import { comparedIn, isChange } from './state/compareOf.js'
import type { Settings } from './state/url.js'
import { periodWords } from './words.js'

type Shown = Pick<Settings, 'view' | 'mode' | 'compare'>

/** Months a view is of: in Change the two periods compared, elsewhere those counted. */
export function shownPeriod(settings: Shown, period: Document['period']): string {
  return isChange(settings) ? againstWords(comparedIn(settings.compare, period)) : periodWords(period)
}

/** The same for the name of a file: "2024-01-to-2024-12", in Change "2023-01-to-2023-12-against-2022-01-to-2022-12". */
export function periodSlug(settings: Shown, period: Document['period']): string {
  const span = (from: string, to: string) => (from === to ? from : `${from}-to-${to}`)
  if (!isChange(settings)) return span(period.from, period.to)
  const [a, b, c, d] = comparedIn(settings.compare, period).map(monthText)
  return `${span(c, d)}-against-${span(a, b)}`
}
