import type { Analysis } from './analysis.js'
import { type Html, html, htmlTable } from './html.js'
import { evidenceOf, type LeadingCluster, whereabouts } from './leadingClusters.js'
import { counted, exactly, percent } from './wording.js'

/** Fewer residents than this: bands instead of counts. */
const FEW_RESIDENTS = 20
const BANDS = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
/** Above this share at one published point the place is that point. */
const ONE_POINT = 0.5
const NOTED_INSTITUTIONS = 0.05

/** The leading hot zones and clusters, one row each: where, counts, how steadily, evidence, what to know before going there. */
export function placesTable(analysis: Analysis, places: readonly LeadingCluster[]): Html {
  if (places.length === 0) return html`<p>No place stands clearly above the average.</p>`
  const { period } = analysis
  const rows = places.map(({ cluster, about }, k) => {
    const few = fewResidents(analysis, cluster.cells)
    const count = few ? band : exactly
    return [
      html`<b class="number">${k + 1}</b>`,
      html`<b>${whereabouts(about)}</b><br><small>${reason(analysis, { cluster, about }, few)}</small>`,
      count(about.crimes),
      count(about.asb),
      `${about.monthsActive} of ${period.present.length}`,
      `${cluster.areaKm2.toFixed(2)} km²`,
    ]
  })
  return htmlTable(['', 'Place and reason', 'Crimes', 'ASB', 'Months active', 'Ground'], rows, 2)
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
        ? '; most of it at one published point: look at the point first'
        : `; ${percent(about.topPointShare)} of it at one published point: look at the point first`
      : ''
  const institutions =
    about.institutionShare >= NOTED_INSTITUTIONS
      ? `; ${few ? 'part' : percent(about.institutionShare)} of it at a police station, prison or hospital`
      : ''
  return `${kind}; hot: ${evidenceOf(analysis, cluster)}${point}${institutions}.`
}

function fewResidents({ cells }: Analysis, own: Uint32Array): boolean {
  const people = own.reduce((sum, cell) => sum + cells.residents[cell], 0)
  return people < FEW_RESIDENTS
}

/** "200 to 499". */
function band(count: number): string {
  const at = BANDS.findLastIndex((least) => least <= count)
  if (at < 0) return '0'
  return at === BANDS.length - 1 ? `${exactly(BANDS[at])} or more` : `${exactly(BANDS[at])} to ${exactly(BANDS[at + 1] - 1)}`
}
