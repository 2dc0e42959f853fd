import type { AnalysisDocument } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { type LeadingCluster, leadingClusters } from './leadingClusters.js'
import { findsWalkable } from './publishedPoints.js'
import { areaSheets } from './reportAreaSheets.js'
import { areasTitle, areaTables } from './reportAreas.js'
import { harmUnderSchemes } from './reportHarm.js'
import { hotspotSheets } from './reportHotspotSheets.js'
import { reportMap } from './reportMap.js'
import { type Ground, mapGround } from './reportMapGround.js'
import { method } from './reportMethod.js'
import { pageArticle, type ReportPage, runningWords } from './reportPage.js'
import { placesTable } from './reportPlaces.js'
import { dataQuality } from './reportQuality.js'
import { reportStyle } from './reportStyle.js'
import { whenPages } from './reportWhen.js'
import { sectionsOf } from './sections.js'
import { walkablePages } from './walkablePage.js'
import { walkableSheets } from './walkableSheets.js'

const PLACES = 5
/** Findings on page one where a question was asked: its answers first. */
const FINDINGS = 3

/**
 * report.html: a report that stands alone (no script, no request) and prints on A4. Page one: three findings (four where times are known), the answers to what was asked first, a map, five places with
 * reasons, what the data cannot say, a box for the decision. Then beats and wards; what else was asked; hours of the week where times are known; scanning sheets of hotspots and areas, each a page;
 * method; data quality. Every table carries period and data to and is downloaded by a link that holds it. All text from the data is
 * escaped.
 *
 * @param document the run's analysis.json; its list of files is not used
 */
export function reportHtml(analysis: Analysis, document: AnalysisDocument): string {
  const places = leadingClusters(analysis).slice(0, PLACES)
  const ground = mapGround(analysis)
  const asked = sectionsOf(analysis).map(({ findings = [], pages: own }) => ({ findings, pages: own(ground) }))
  const question = asked.at(0)?.pages.at(0)?.title ?? 'where crime and ASB concentrate'
  const title = `${document.force === '' ? 'Crime analysis' : document.force}: ${inSentence(question)}`
  const running = runningWords(analysis, document)
  const pages: readonly ReportPage[] = [
    { id: 'summary', title, content: summary(analysis, document, ground, places, asked.flatMap(answers)) },
    { id: 'areas', title: areasTitle(analysis), content: html`${areaTables(analysis)}${harmUnderSchemes(analysis)}` },
    ...asked.flatMap(({ pages: own }) => own),
    ...whenPages(analysis),
    ...(findsWalkable(analysis)
      ? [...walkablePages(analysis), ...walkableSheets(analysis, ground)]
      : hotspotSheets(analysis, ground)),
    ...areaSheets(analysis, ground, places),
    { id: 'method', title: 'What was done', content: method(analysis, document) },
    { id: 'quality', title: 'Data quality', content: dataQuality(analysis, document) },
  ]
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${reportStyle(running)}</style></head>
<body>
<a class="skip" href="#summary">Skip to the findings</a>
<nav aria-label="In this report"><ul>${pages.map(({ id, title: words }, k) => html`<li><a href="#${id}">${k === 0 ? 'Findings' : words}</a></li>`)}</ul></nav>
<main>
${pages.map((page, k) => pageArticle(running, page, k === 0 ? 1 : 2))}</main>
</body></html>
`.markup
}

const WORDS = ['one place', 'two places', 'three places', 'four places', 'five places']

/** The answers to one question; the last says where its page is. */
function answers({ findings, pages }: { readonly findings: readonly string[]; readonly pages: readonly ReportPage[] }): Html[] {
  const page = pages.at(0)
  const link = page === undefined ? html`` : html` See <a href="#${page.id}">${page.title}</a>.`
  return findings.map((finding, k) => html`${finding}${k === findings.length - 1 ? link : html``}`)
}

/** A title as the end of a sentence; one that starts with capitals keeps them. */
function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title
}

function summary(
  analysis: Analysis,
  document: AnalysisDocument,
  ground: Ground,
  places: readonly LeadingCluster[],
  answered: readonly Html[],
): Html {
  const others = answered.length === 0 ? document.findings : document.findings.slice(0, Math.max(1, FINDINGS - answered.length))
  const lines = [...answered, ...others.map((finding) => html`${finding}`)]
  return html`<ol class="findings">${lines.map((line) => html`<li>${line}</li>`)}</ol>
<figure class="page-map">${reportMap(analysis, ground, places)}</figure>
<h2 class="minor">${places.length === 0 ? 'Places' : `The ${WORDS[places.length - 1]} that stand out, strongest first`}</h2>
${placesTable(analysis, places)}
<h2 class="minor">What this cannot say</h2>
<ul class="limits">${document.limits.map((limit) => html`<li>${limit}</li>`)}</ul>
<div class="decision"><p><b>Decision</b></p><p class="blank">Chosen by</p><p class="blank">Date</p><p class="blank">Accepted or changed</p><p class="blank">Why</p><p class="people"><b>Who lives inside these places, against the force:</b> not assessed. <b>Places, not people: this page is no ground for a stop.</b></p></div>`
}
