import type { Analysis } from './analysis.js'
import { areaBriefing, briefingArea, briefingStamp } from './briefing.js'
import type { Section } from './section.js'

/** What `patrol --briefing` adds to a results folder: one page on an area, from data that plans no shift. */
export function briefingSection(analysis: Analysis, area: { readonly kind: string; readonly code: string }): Section {
  const { kind, code, name } = briefingArea(analysis, area)
  return {
    id: 'briefing',
    maps: [],
    tables: [],
    files: (document) => [{ name: 'briefing.html', content: areaBriefing(analysis, area, document) }],
    pages: () => [],
    document: { area: { kind, code, name }, stamp: briefingStamp(analysis) },
    text: `Area briefing of ${name} (${kind} ${code}): briefing.html. ${briefingStamp(analysis)}.\n`,
  }
}
