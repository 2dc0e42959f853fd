import { standing } from '../priority/standing.js'
import { TOWN_CENTRE, type TownCentreRanking } from '../priority/townCentreRanking.js'
import type { AreaTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { gridColumns } from './gridColumns.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { band, FEW_RESIDENTS } from './reportBand.js'
import type { Ground } from './reportMapGround.js'
import { numberColumn, periodCaption, reportTable, UNKNOWN, wordsColumn } from './reportTable.js'
import { areaPolygons } from './resultTables.js'
import type { Section } from './section.js'
import type { Table } from './table.js'
import { textTable } from './textTable.js'
import { townCentresMap } from './townCentresMap.js'
import { townCentresTable } from './townCentresTable.js'
import { centreNotes, centresInOrder, centreWords, leaderWords, measuresOf, rankingNotes } from './townCentresWords.js'
import { exactly, periodWords } from './wording.js'

/** Centres on the page; the table in the results folder holds all. */
const MOST_ON_PAGE = 30
const MOST_IN_TEXT = 20

/** Town centres side by side: table and map, a page with a sentence on each, and what the command line prints. */
export function townCentresSection(analysis: Analysis, ranking: TownCentreRanking): Section {
  const layers = analysis.layers.filter(({ areas }) => areas.kind === TOWN_CENTRE)
  const leaders = leaderWords(analysis, ranking)
  const notes = rankingNotes(analysis, ranking)
  const order = centresInOrder(ranking)
  const table = townCentresTable(analysis, ranking)
  const { code, name, measures, draws, seed, months, overlapKm2, calls, alike, assumed } = ranking
  return {
    id: 'town-centres',
    maps: layers.map(({ areas }) => ({
      file: 'town-centres',
      label: 'Town centres',
      table: withPoints(table, areas),
      shape: { type: 'multipolygon', length: areas.length, at: (row) => areaPolygons(areas, row) },
    })),
    tables: [],
    pages: (ground) =>
      layers.map(({ areas }) => ({
        id: 'town-centres',
        title: 'Town centres',
        content: page(analysis, ranking, areas, ground, leaders, notes),
      })),
    document: {
      draws,
      seed,
      months,
      overlapKm2,
      callMonths: calls?.months ?? null,
      centres: order.map((centre) => ({
        code: code[centre],
        name: name[centre],
        tier: measures.tier[centre] || null,
        tier1Share: measures.tier[centre] === 0 ? null : measures.firstTier[centre],
        words: centreWords(analysis, ranking, centre),
      })),
      alike,
      dispersionAssumed: assumed,
      findings: leaders,
      notes,
    },
    findings: [`Town centres, ${leaders[0].charAt(0).toLowerCase()}${leaders[0].slice(1)} ${leaders[1]}`],
    text: text(analysis, ranking, leaders, notes),
  }
}

/** With the point that stands for each centre. */
function withPoints(table: Table, areas: AreaTable): Table {
  const { lng, lat } = insidePoints(areas)
  return { length: table.length, columns: [...table.columns, ...gridColumns(lng, lat)] }
}

function page(
  analysis: Analysis,
  ranking: TownCentreRanking,
  areas: AreaTable,
  ground: Ground,
  leaders: readonly string[],
  notes: readonly string[],
): Html {
  const order = centresInOrder(ranking)
  const shown = order.slice(0, MOST_ON_PAGE)
  const sentences = shown.map(
    (centre) => html`<li><b>${ranking.name[centre]}</b>: ${centreWords(analysis, ranking, centre)}</li>`,
  )
  const rest =
    order.length > shown.length
      ? html`<p class="note">The other ${exactly(order.length - shown.length)} are in town-centres.csv.</p>`
      : html``
  return html`<ul>${leaders.map((line) => html`<li>${line}</li>`)}</ul>${townCentresMap(analysis, ground, areas, ranking)}${centresTable(analysis, ranking, areas, order, shown.length)}
<h3>Each centre</h3><ol>${sentences}</ol>${rest}<ul class="note">${notes.map((line) => html`<li>${line}</li>`)}</ul>`
}

function centresTable(
  analysis: Analysis,
  ranking: TownCentreRanking,
  areas: AreaTable,
  order: readonly number[],
  shown: number,
): Html {
  const { name, km2, measures, calls, draws } = ranking
  const { tier, firstTier } = measures
  /** RULES 26: where so few live, a count is a band and what it makes is not given. */
  const few = (row: number) => areas.residents[order[row]] < FEW_RESIDENTS
  const columns = measuresOf(analysis, ranking).map(({ id, head, measure, format }) => {
    const { value, rank, reruns } = measure
    const amount = (row: number) => {
      const given = value[order[row]]
      if (!few(row)) return format(given)
      // no crime, no harm: the band of the count says so already
      return id === 'volume' ? band(Math.round(given)) : given === 0 ? format(given) : 'not given'
    }
    const places = (row: number) => `${rank[order[row]]} (${range(reruns.low[order[row]], reruns.high[order[row]])})`
    const known = (row: number) => rank[order[row]] > 0
    return {
      ...wordsColumn(
        head,
        id,
        (row) => (known(row) ? `${amount(row)}; rank ${places(row)}` : UNKNOWN),
        (row) => (known(row) ? html`${amount(row)}<br><small>${places(row)}</small>` : UNKNOWN),
      ),
      align: 'right',
    } as const
  })
  return reportTable({
    id: 'town-centres-ranked',
    caption: html`<b>Town centres</b>, by tier, in a tier by harm per km²; a year. Under each figure its rank, in brackets the ranks of nine re-runs in ten; <i>in tier 1</i> counts re-runs of ${exactly(draws)}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn(
        'Centre',
        'name',
        (row) => name[order[row]],
        (row) => html`<span class="number">${row + 1}</span>${name[order[row]]}`,
      ),
      numberColumn('Tier', 'tier', (row) => tier[order[row]] || Number.NaN),
      wordsColumn('In tier 1', 'tier_1_reruns', (row) => {
        const centre = order[row]
        if (tier[centre] === 0) return UNKNOWN
        const share = exactly(Math.round(firstTier[centre] * draws))
        return tier[centre] === 1 ? `${share}: ${standing(firstTier[centre])}` : share
      }),
      numberColumn(
        'km²',
        'area_km2',
        (row) => km2[order[row]],
        (value) => value.toFixed(2),
      ),
      ...columns,
      ...(calls === null
        ? []
        : [{ ...wordsColumn('Calls', 'calls', (row) => callWords(calls.value[order[row]], few(row))), align: 'right' } as const]),
    ],
    length: order.length,
    shown,
  })
}

function callWords(count: number, few: boolean): string {
  if (Number.isNaN(count)) return UNKNOWN
  return few ? band(Math.round(count)) : exactly(Math.round(count))
}

function range(low: number, high: number): string {
  return low === high ? String(low) : `${low}–${high}`
}

function text(analysis: Analysis, ranking: TownCentreRanking, leaders: readonly string[], notes: readonly string[]): string {
  const { name, measures, code, draws, calls } = ranking
  const { tier, firstTier } = measures
  const order = centresInOrder(ranking).slice(0, MOST_IN_TEXT)
  const own = measuresOf(analysis, ranking)
  const heads = {
    harm_per_km2: 'harm per km2',
    volume: 'volume',
    rate_per_1000: 'per 1,000',
  }
  const rows = order.map((centre) => [
    tier[centre] === 0 ? '-' : String(tier[centre]),
    name[centre],
    tier[centre] === 0 ? '-' : exactly(Math.round(firstTier[centre] * draws)),
    ...own.flatMap(({ measure: { value, rank, reruns }, format }) =>
      rank[centre] === 0
        ? ['-', '-']
        : [format(value[centre]), `${rank[centre]} (${range(reruns.low[centre], reruns.high[centre])})`],
    ),
    ...(calls === null ? [] : [Number.isNaN(calls.value[centre]) ? '-' : exactly(Math.round(calls.value[centre]))]),
  ])
  const columns = [
    { head: 'tier', align: 'right' } as const,
    { head: 'town centre', align: 'left', flexible: true } as const,
    { head: 'in tier 1', align: 'right' } as const,
    ...own.flatMap(({ id }) => [{ head: heads[id], align: 'right' } as const, { head: 'rank', align: 'left' } as const]),
    ...(calls === null ? [] : [{ head: 'calls', align: 'right' } as const]),
  ]
  const title = `Town centres: ${order.length} of ${exactly(code.length)}, by tier; a year; in brackets the ranks of nine re-runs in ten; re-runs in tier 1 of ${exactly(draws)}. ${periodWords(analysis.period)}`
  return `${[
    paragraph(title),
    textTable(columns, rows, SCREEN_WIDTH),
    ...leaders.map((line) => paragraph(`- ${line}`)),
    ...order.flatMap((centre) => centreNotes(analysis, ranking, centre).map((note) => paragraph(`- ${name[centre]}: ${note}.`))),
    ...notes.map((line) => paragraph(line)),
  ].join('\n')}\n`
}
