import type { Analysis, LayerResult } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { visitorPlaces } from './layerTable.js'
import { tenth } from './reportMapFrame.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, UNKNOWN, wordsColumn } from './reportTable.js'
import {
  areasWords,
  capital,
  counted,
  exactly,
  factorCount,
  harmLabel,
  listed,
  measureWords,
  roughly,
  verb,
  volumeWords,
} from './wording.js'

/** Rows on the page of one table alone, and of each of two; the download holds all. */
const ROWS_ALONE = 40
const ROWS_EACH = 18

/** Beats and wards; where there is neither, the layer people know best. */
function listedLayers({ layers }: Analysis): LayerResult[] {
  const of = (kind: string) => layers.filter(({ areas }) => areas.kind === kind)
  const known = [...of('beat'), ...of('ward')]
  const best = reportedLayer(layers)
  return known.length > 0 || best === undefined ? known : [best]
}

/** "Beats and wards", or what there is of them. */
export function areasTitle(analysis: Analysis): string {
  const words = listedLayers(analysis).map(({ areas }) => areasWords(areas.kind))
  return words.length === 0 ? 'Areas' : capital(listed(words))
}

/** A table for each layer listed, highest need first. */
export function areaTables(analysis: Analysis): Html {
  const shown = listedLayers(analysis)
  if (shown.length === 0) return html`<p>No areas were given, so none is listed.</p>`
  const rows = shown.length === 1 ? ROWS_ALONE : ROWS_EACH
  return html`<p>${notes(analysis)}</p>${shown.map((layer) => areaTable(analysis, layer, rows))}`
}

function notes({ kinds, scheme }: Analysis): string {
  const noWeight = kinds.asb.some((flag) => flag === 1) ? ' ASB has no weight in it.' : ''
  return `Volume is ${volumeWords(kinds)}; harm is ${harmLabel(kinds, scheme)}.${noWeight} Counts are of the period, not of a year, and a rate per 1,000 residents does not rank. Neighbours in the order may differ by chance alone.`
}

function areaTable(analysis: Analysis, layer: LayerResult, most: number): Html {
  const { areas, columns, rank, score } = layer
  const order = Array.from(rank.keys()).sort((a, b) => (rank[a] || Infinity) - (rank[b] || Infinity) || a - b)
  const visitors = visitorPlaces(layer)
  const shown = Math.min(most, order.length)
  const of = (column: Float64Array) => (row: number) => column[order[row]]
  const perKm2 = (row: number) => columns.volume[order[row]] / areas.areaKm2[order[row]]
  const per1000 = (row: number) => {
    const people = areas.residents[order[row]]
    return people > 0 ? (1000 * columns.volume[order[row]]) / people : Number.NaN
  }
  const value: ReportColumn[] =
    score === null
      ? []
      : [numberColumn('Score', 'score', of(score.score), (points) => html`${points.toFixed(1)} ${bar(points / 100)}`)]
  const table = reportTable({
    id: areasWords(areas.kind).replace(/[^A-Za-z0-9]+/g, '-'),
    caption: html`<b>${capital(areasWords(areas.kind))}</b>, ${byWords(analysis, layer)}: ${shown === order.length ? html`all ${exactly(shown)}` : html`the first ${exactly(shown)} of ${exactly(order.length)}`}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn(
        'Name',
        'name',
        (row) => areas.name[order[row]],
        (row) => (visitors[order[row]] === 1 ? html`${areas.name[order[row]]} <em>visitor place</em>` : areas.name[order[row]]),
      ),
      {
        ...numberColumn('Rank', 'rank', (row) => rank[order[row]] || Number.NaN),
        shown: (row) => (rank[order[row]] === 0 ? UNKNOWN : String(rank[order[row]])),
      },
      ...value,
      numberColumn('Volume', 'volume', of(columns.volume)),
      numberColumn('Crimes', 'crimes', of(columns.crimes)),
      numberColumn('ASB', 'asb', of(columns.asb)),
      numberColumn('Harm', 'harm', of(columns.harm)),
      numberColumn('Per km²', 'volume_per_km2', perKm2, roughly),
      ...(areas.residents.some((people) => people > 0) ? [numberColumn('Per 1,000', 'volume_per_1000', per1000, roughly)] : []),
      wordsColumn('Code', 'code', (row) => areas.code[order[row]]),
    ],
    length: order.length,
    shown,
  })
  const outside = columns.volume[areas.length]
  const visited = visitors.some((flag) => flag === 1)
    ? ' A visitor place has many crimes for each of few residents: its rate says nothing of those who live there.'
    : ''
  return html`${table}<p class="note">${exactly(outside)} more of the period ${verb(outside, 'was', 'were')} located in none of the ${counted(areas.length, 'area')}.${visited}</p>`
}

function byWords(analysis: Analysis, { score }: LayerResult): string {
  if (score !== null) return `highest need first, by the ${factorCount(analysis.factors)}-factor score from 0 to 100`
  return `${analysis.measure === 'volume' ? 'most' : 'highest'} ${measureWords(analysis)} first`
}

/** A share as a bar beside its number. */
function bar(share: number): Html {
  return html`<svg class="inbar" width="36" height="7" aria-hidden="true"><rect width="36" height="7" fill="#e4e1ee"/><rect width="${tenth(36 * share)}" height="7" fill="#5b4a8a"/></svg>`
}
