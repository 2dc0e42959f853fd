import type { Issue } from '../types.js'
import { paragraph } from './paragraph.js'
import { counted } from './wording.js'

/** Warnings of nearly every run, or told by the account of the rows: they change no ranking. */
const ROUTINE: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'average-harm',
  'date-only',
  'factors-alike',
  'helmert-precision',
  'no-location',
  'one-address-dominates',
  'outside-study-area',
  'reference-area-changes',
  'repeat-location',
  'repeated-ids',
  'seasonal-period',
  'simulated-p',
])

/** Warnings of a run that may change what is ranked first, for the screen; '' where there are none. */
export function warningsText(issues: readonly Issue[]): string {
  const told = issues.filter(({ code }) => !ROUTINE.has(code))
  if (told.length === 0) return ''
  const all = `All ${counted(issues.length, 'warning')} in report.html, "Data quality"; examples in analysis.json.`
  return [...told.map(({ message }) => paragraph(`Warning: ${message}`)), ...(issues.length > told.length ? [all] : []), ''].join(
    '\n',
  )
}
