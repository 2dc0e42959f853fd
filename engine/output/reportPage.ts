import type { AnalysisDocument } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { monthName, periodWords } from './wording.js'

/** One part of the report, which starts a new page when printed. */
export interface ReportPage {
  /** Address inside the report. */
  readonly id: string
  readonly title: string
  readonly content: Html
}

/** What stands on every page: marking, period, how new the data is, what it is of. */
export interface RunningWords {
  readonly marking: string
  /** '' for real data. */
  readonly synthetic: string
  readonly period: string
  readonly source: string
}

/** The part of analysis.json that stands on every page. */
export type RunningDocument = Pick<AnalysisDocument, 'marking' | 'synthetic' | 'force' | 'version'>

export function runningWords({ period }: Pick<Analysis, 'period'>, document: RunningDocument): RunningWords {
  return {
    marking: document.marking,
    synthetic: document.synthetic ? 'Synthetic data: a made-up force. No real place, person or crime.' : '',
    period: `Period ${periodWords(period)} · Data to ${monthName(period.dataTo)}`,
    source: `Source: ${sourceWords(document)} · hexbeat ${document.version}`,
  }
}

function sourceWords({ synthetic, force }: Pick<AnalysisDocument, 'synthetic' | 'force'>): string {
  const of = force === '' ? '' : `, ${force}`
  return synthetic ? `made-up records${of}` : `police recorded crime and ASB incidents${of}`
}

/** The page between its running head and foot. */
export function pageArticle(running: RunningWords, { id, title, content }: ReportPage, level: 1 | 2): Html {
  const { marking, synthetic, period, source } = running
  const banner = synthetic === '' ? html`` : html`<p class="synthetic">${synthetic}</p>`
  const head = level === 1 ? html`<h1 id="${id}-title">${title}</h1>` : html`<h2 id="${id}-title">${title}</h2>`
  return html`<article id="${id}" aria-labelledby="${id}-title">
<header class="running"><p class="marking">${marking}</p>${banner}<p class="about">${period} · ${source}</p></header>
<div class="content">
${head}
${content}
</div>
<footer class="closing"><p class="marking">${marking}</p></footer>
</article>
`
}
