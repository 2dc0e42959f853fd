import type { AnalysisDocument } from '../types.js'
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

/**
 * report.html: a report that stands alone (no script, no request) and prints on A4. Page one: three findings, a map, five places with
 * reasons, what the data cannot say, a box for the decision. Then beats and wards; what else was asked; hours of the week where times are known; scanning sheets of hotspots and areas, each a page;
 * method; data quality. Every table carries period and data to and is downloaded by a link that holds it. All text from the data is
 * escaped.
 *
 * @param document the run's analysis.json; its list of files is not used
 */
export function reportHtml(analysis: Analysis, document: AnalysisDocument): string {
  const places = leadingClusters(analysis).slice(0, PLACES)
  const ground = mapGround(analysis)
  const title = `${document.force === '' ? 'Crime analysis' : document.force}: where crime and ASB concentrate`
  const running = runningWords(analysis, document)
  const pages: readonly ReportPage[] = [
    { id: 'summary', title, content: summary(analysis, document, ground, places) },
    { id: 'areas', title: areasTitle(analysis), content: html`${areaTables(analysis)}${harmUnderSchemes(analysis)}` },
    ...sectionsOf(analysis).flatMap(({ pages: own }) => own(ground)),
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

function summary(analysis: Analysis, document: AnalysisDocument, ground: Ground, places: readonly LeadingCluster[]): Html {
  return html`<ol class="findings">${document.findings.map((finding) => html`<li>${finding}</li>`)}</ol>
<figure class="page-map">${reportMap(analysis, ground, places)}</figure>
<h2 class="minor">${places.length === 0 ? 'Places' : `The ${WORDS[places.length - 1]} that stand out, strongest first`}</h2>
${placesTable(analysis, places)}
<h2 class="minor">What this cannot say</h2>
<ul class="limits">${document.limits.map((limit) => html`<li>${limit}</li>`)}</ul>
<div class="decision"><p><b>Decision</b></p><p class="blank">Chosen by</p><p class="blank">Date</p><p class="blank">Accepted or changed</p><p class="blank">Why</p><p class="people"><b>Who lives inside these places, against the force:</b> not assessed. <b>Places, not people: this page is no ground for a stop.</b></p></div>`
}
