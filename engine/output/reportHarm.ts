import type { Analysis } from './analysis.js'
import { reportedLayer } from './findings.js'
import { firstFive, harmSchemes } from './harmSchemes.js'
import { type Html, html } from './html.js'
import { numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { areasWords, capital, exactly, listed } from './wording.js'

const TOP = 10

/** RULES 9: harm under every scheme, where more than one is loaded; empty otherwise and where there are no areas. */
export function harmUnderSchemes(analysis: Analysis): Html {
  const layer = reportedLayer(analysis.layers)
  if (analysis.tables.harm.length < 2 || layer === undefined) return html``
  const schemes = harmSchemes(analysis, layer)
  const [chosen, ...others] = schemes
  const { areas } = layer
  const order = Array.from(areas.code.keys())
    .filter((area) => chosen.rank[area] > 0)
    .sort((a, b) => chosen.rank[a] - chosen.rank[b] || a - b)
  const shown = Math.min(TOP, order.length)
  const noWeight = analysis.kinds.asb.some((flag) => flag === 1) ? ' ASB has no weight.' : ''
  return html`<section><h3>Harm under ${schemes.length === 2 ? 'both' : 'all'} schemes</h3>
${reportTable({
  id: 'harm-schemes',
  caption: html`<b>${capital(areasWords(areas.kind))} by ${chosen.label}</b>, the scheme in use, the first ${exactly(shown)} of ${exactly(areas.length)}; beside it the same crimes under ${listed(others.map(({ label }) => label))}.`,
  months: periodCaption(analysis.period),
  columns: [
    wordsColumn('Area', 'name', (row) => areas.name[order[row]]),
    ...schemes.flatMap(({ label, scheme, harm, rank }) => [
      numberColumn(capital(label), `harm_${scheme.id}`, (row) => harm[order[row]]),
      numberColumn('Rank', `rank_${scheme.id}`, (row) => rank[order[row]]),
    ]),
    wordsColumn('Code', 'code', (row) => areas.code[order[row]]),
  ],
  length: order.length,
  shown,
})}
<p class="note">The units differ: compare ranks, not values.${noWeight}</p>
${others.map((other) => html`<p>${firstFive(chosen, other, areas.name)}</p>`)}</section>`
}
