import { areaOfCode } from '../input/areaGiven.js'
import type { Analysis, LayerResult } from './analysis.js'
import { briefingCounts } from './briefingCounts.js'
import { briefingMap, briefingPoints, pointTable } from './briefingPoints.js'
import { type Html, html } from './html.js'
import { PATROL_SHEET_STYLE } from './patrolSheetStyle.js'
import { PLACES_NOT_PEOPLE, WHAT_IT_SHOWS } from './patrolWords.js'
import { publishedMap } from './publishedPoints.js'
import { mapGround } from './reportMapGround.js'
import { runningWords } from './reportPage.js'
import type { RunDocument } from './resultFiles.js'
import { exactly, listed, monthName } from './wording.js'

/** An area of one of the layers. */
export interface BriefingArea {
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly layer: LayerResult
  readonly row: number
}

/** @throws EngineError 'option-invalid' for a kind or code that is none of the analysis */
export function briefingArea({ layers }: Analysis, wanted: { readonly kind: string; readonly code: string }): BriefingArea {
  const { layer: at, row } = areaOfCode(
    layers.map(({ areas }) => areas),
    wanted,
  )
  const layer = layers[at]
  return { ...wanted, name: layer.areas.name[row], layer, row }
}

/** Where words take more of the page the map takes less, down to a third of it, so that no source line stands alone on a second. */
const ONE_PAGE: Html = {
  markup: '#briefing>.map{flex:0 1 auto;min-height:72mm}@media print{#briefing{max-height:279mm}}\n',
}

/** RULES 15. */
export function briefingStamp(analysis: Analysis): string {
  const { dataTo } = analysis.period
  return `${publishedMap(analysis) ? 'Published data' : 'Data'} to ${monthName(dataTo)}: background, not tasking`
}

/**
 * briefing.html: one A4 page on a ward or a beat from months of recorded crime, for data that no shift can be planned on. It stands
 * alone (no script, no request), tells months and no times of day, and says across its top what it is not. Below ward level no category
 * is named (RULES 26).
 *
 * @param document the run's analysis.json
 * @throws EngineError 'option-invalid' for a kind or code that is none of the analysis
 */
export function areaBriefing(
  analysis: Analysis,
  wanted: { readonly kind: string; readonly code: string },
  document: RunDocument,
): string {
  const area = briefingArea(analysis, wanted)
  const { marking, attribution } = document
  const { synthetic, period, source } = runningWords(analysis, document)
  const points = briefingPoints(analysis, area)
  const title = `Area briefing: ${area.name} (${area.kind} ${area.code})`
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${PATROL_SHEET_STYLE}${ONE_PAGE}</style></head>
<body>
<main>
<article id="briefing" aria-labelledby="briefing-title">
<header><p class="marking">${marking}</p>${synthetic === '' ? html`` : html`<p class="synthetic">${synthetic}</p>`}
<h1 id="briefing-title">${title}</h1>
<p class="age">${briefingStamp(analysis)}</p>
<p class="facts"><span>${period}</span> <span>${groundWords(area)}</span></p></header>
${briefingMap(analysis, area, points, mapGround(analysis))}
${pointTable(analysis, area, points)}
${briefingCounts(analysis, area)}
${questions()}
<footer><p><b>${PLACES_NOT_PEOPLE}</b> ${WHAT_IT_SHOWS}</p><p class="source">${source}. ${attribution.join(' ')}</p><p class="marking">${marking}</p></footer>
</article>
</main>
</body></html>
`.markup
}

function groundWords({ layer, row }: BriefingArea): string {
  const { areaKm2, residents } = layer.areas
  const people = residents[row] >= 0 ? [`${exactly(Math.round(residents[row]))} residents`] : []
  return listed([`${areaKm2[row].toFixed(2)} km²`, ...people])
}

/** What months cannot tell. */
function questions(): Html {
  const asked = ['Days and hours', 'Who or what is harmed', 'What draws it here', 'What has been tried']
  return html`<h2>To ask before any patrol is planned</h2><table class="plain"><tbody>${asked.map((words) => html`<tr><th scope="row" style="width:45mm;height:7mm">${words}</th><td></td></tr>`)}</tbody></table>`
}
