import type { AnalysisDocument } from '../types.js'
import type { Analysis } from './analysis.js'
import { harmTable } from './harmSchemes.js'
import { type Html, html } from './html.js'
import { leadingClusters } from './leadingClusters.js'
import { reportMap } from './reportMap.js'
import { placesTable } from './reportPlaces.js'
import { dataQuality } from './reportQuality.js'
import { STYLE } from './reportStyle.js'
import { monthName, periodWords } from './wording.js'

const PLACES = 5

/**
 * report.html: one page that stands alone (no script, no request) and prints on A4. Page one: three findings, a map, five places with
 * reasons, what the data cannot say, a box for the decision. Page two: harm under every scheme where more than one is loaded, then data
 * quality. All text from the data is escaped.
 *
 * @param document the run's analysis.json; its list of files is not used
 */
export function reportHtml(analysis: Analysis, document: AnalysisDocument): string {
  const places = leadingClusters(analysis).slice(0, PLACES)
  const title = `${document.force === '' ? 'Crime analysis' : document.force}: where crime and ASB concentrate`
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body>
<article>
${running(analysis, document)}
<h1>${title}</h1>
<ol class="findings">${document.findings.map((finding) => html`<li>${finding}</li>`)}</ol>
<figure>${reportMap(analysis, places)}</figure>
<h2>${places.length === 0 ? 'Places' : `The ${WORDS[places.length - 1]} above the average, strongest first`}</h2>
${placesTable(analysis, places)}
<h2>What this cannot say</h2>
<ul class="limits">${document.limits.map((limit) => html`<li>${limit}</li>`)}</ul>
<p class="places-not-people">Places, not people: this page is no ground for a stop.</p>
<p class="decision"><b>Decision</b><span>Chosen by</span><span>Date</span><span>Accepted or changed</span><span>Why</span></p>
${closing(document)}
</article>
<article>
${running(analysis, document)}
${harmTable(analysis)}
${dataQuality(analysis, document)}
${closing(document)}
</article>
</body></html>
`.markup
}

const WORDS = ['one place', 'two places', 'three places', 'four places', 'five places']

/** Head of every page: marking, period, how new the data is, what it is of. */
function running({ period }: Analysis, document: AnalysisDocument): Html {
  const synthetic = document.synthetic
    ? html`<p class="synthetic">Synthetic data: a made-up force. No real place, person or crime.</p>`
    : html``
  return html`<p class="marking">${document.marking}</p>${synthetic}
<p class="running">Period ${periodWords(period)} · Data to ${monthName(period.dataTo)} · Source: ${sourceWords(document)} · hexbeat ${document.version}</p>`
}

function sourceWords({ synthetic, force }: AnalysisDocument): string {
  const of = force === '' ? '' : `, ${force}`
  return synthetic ? `made-up records${of}` : `police recorded crime and ASB incidents (data.police.uk layout)${of}`
}

function closing({ marking, attribution }: AnalysisDocument): Html {
  return html`<footer><p>${attribution.join(' ')}</p><p class="marking">${marking}</p></footer>`
}
