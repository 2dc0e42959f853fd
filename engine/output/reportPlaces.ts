import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { evidenceOf, type LeadingCluster, whereabouts } from './leadingClusters.js'
import { pointNoun } from './publishedPoints.js'
import { fewResidents } from './reportBand.js'
import { countColumn, numberColumn, periodCaption, reportTable, wordsColumn } from './reportTable.js'
import { counted, measureWords, percent, referenceWords } from './wording.js'

/** Above this share at one point the place is that point. */
const ONE_POINT = 0.5
const NOTED_INSTITUTIONS = 0.05

/** The leading hot zones and clusters, one row each: where, counts, how steadily, evidence, what to know before going there. */
export function placesTable(analysis: Analysis, places: readonly LeadingCluster[]): Html {
  if (places.length === 0) return html`<p>No place stands clearly above the average.</p>`
  const { period, cells } = analysis
  const few = places.map(({ cluster }) => fewResidents(analysis, cluster.cells))
  const reasons = places.map((place, k) => reason(analysis, place, few[k]))
  const months = period.present.length
  const where = (row: number) => whereabouts(places[row].about, pointNoun(analysis))
  const area = (row: number) => whereabouts({ ...places[row].about, name: '' }, pointNoun(analysis))
  return reportTable({
    id: 'places',
    caption: html`<b>Above the average of ${referenceWords(cells.heat.within, 'their')} by ${measureWords(analysis)}.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn(
        'Place and reason',
        'place',
        where,
        (row) =>
          html`<b class="number">${row + 1}</b><b>${known(places[row]) ? area(row) : where(row)}</b><br><small>${known(places[row]) ? pointWords(analysis, places[row]) : ''}${reasons[row]}</small>`,
      ),
      countColumn(
        'Crimes',
        'crimes',
        (row) => places[row].about.crimes,
        (row) => few[row],
      ),
      countColumn(
        'ASB',
        'asb',
        (row) => places[row].about.asb,
        (row) => few[row],
      ),
      numberColumn(
        'Months active',
        'months_active',
        (row) => places[row].about.monthsActive,
        (active) => `${active} of ${months}`,
      ),
      numberColumn(
        'Ground',
        'area_km2',
        (row) => places[row].cluster.areaKm2,
        (km2) => `${km2.toFixed(2)} km²`,
      ),
    ],
    length: places.length,
  })
}

/** Whether it lies in an area that has a name for it. */
function known({ about }: LeadingCluster): boolean {
  return ['ward', 'beat'].some((kind) => (about.areas[kind]?.name ?? '') !== '')
}

function pointWords(analysis: Analysis, { about }: LeadingCluster): string {
  return about.name === '' ? '' : `Busiest ${pointNoun(analysis)}: ${about.name}. `
}

/** Nothing here says which offence it is: below ward level that is for the analyst's own screen. */
function reason(analysis: Analysis, { cluster, about }: LeadingCluster, few: boolean): string {
  const inside = analysis.clusters.filter(({ zone }) => zone === cluster.id).length
  const kind =
    cluster.type === 'zone'
      ? `Hot zone, ${counted(cluster.cells.length, 'cell')}, ${counted(inside, 'cluster')} inside`
      : `Cluster, ${counted(cluster.cells.length, 'cell')}`
  const point =
    about.topPointShare > ONE_POINT
      ? few
        ? `; most of it at one ${pointNoun(analysis)}: look at the point first`
        : `; ${percent(about.topPointShare)} of it at one ${pointNoun(analysis)}: look at the point first`
      : ''
  const institutions =
    about.institutionShare >= NOTED_INSTITUTIONS
      ? `; ${few ? 'part' : percent(about.institutionShare)} of it at a police station, prison or hospital`
      : ''
  return `${kind}; hot: ${evidenceOf(analysis, cluster)}${point}${institutions}.`
}
