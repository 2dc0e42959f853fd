import { monthText } from '../engine/index.js'
import { againstWords } from './changeWords.js'
import type { Document } from './load/document.js'
import { comparedIn, isChange } from './state/compareOf.js'
import type { Settings } from './state/url.js'
import { periodWords } from './words.js'

type Shown = Pick<Settings, 'view' | 'mode' | 'compare'>
type Read = Pick<Document, 'period' | 'sources'>

/** Months a view is of: in Change the two periods compared, elsewhere those counted. */
export function shownPeriod(settings: Shown, document: Read): string {
  return isChange(settings) ? againstWords(comparedIn(settings.compare, document)) : periodWords(document.period)
}

/** The same for the name of a file: "2024-01-to-2024-12", in Change "2023-01-to-2023-12-against-2022-01-to-2022-12". */
export function periodSlug(settings: Shown, document: Read): string {
  const { period } = document
  const span = (from: string, to: string) => (from === to ? from : `${from}-to-${to}`)
  if (!isChange(settings)) return span(period.from, period.to)
  const [a, b, c, d] = comparedIn(settings.compare, document).map(monthText)
  return `${span(c, d)}-against-${span(a, b)}`
}
