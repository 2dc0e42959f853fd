import type { Analysis } from '../../engine/output/analysis.js'
import { analysisDocument } from '../../engine/output/document.js'
import { reportHtml } from '../../engine/output/report.js'

/** The report of an analysis and the ids of its pages, in their order. */
export function reportPages(analysis: Analysis): { readonly ids: readonly string[]; readonly markup: string } {
  const document = analysisDocument(analysis, { version: '0', marking: 'OFFICIAL-SENSITIVE', inputs: [] })
  const markup = reportHtml(analysis, { ...document, files: [] })
  return { ids: Array.from(markup.matchAll(/<article id="([^"]+)"/g), ([, id]) => id), markup }
}
