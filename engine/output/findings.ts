import type { Analysis, LayerResult } from './analysis.js'
import { describeClusters } from './clusterTable.js'
import { layerLabel } from './layerTable.js'
import { leadingClusters, whereabouts } from './leadingClusters.js'
import { counted, exactly, harmLabel, listed, percent, referenceWords, volumeWords } from './wording.js'

/**
 * Three findings in sentences: how concentrated the volume is, where it stands above the average, which areas rank highest and why.
 * Counts are of the period and of the study area.
 */
export function findings(analysis: Analysis): string[] {
  return [concentration(analysis), heat(analysis), ranking(analysis)]
}

/**
 * The fewest cells that hold half of the volume, and their ground. Misleads when there are hardly more crimes than cells: chance alone
 * then leaves most cells empty, which the sentence says.
 */
function concentration({ cells, kinds }: Analysis): string {
  const { study, columns } = cells
  const volume = columns.volume.subarray(0, study.length)
  const total = volume.reduce((sum, value) => sum + value, 0)
  const ground = (cell: number) => study.areaKm2[cell] * study.insideShare[cell]
  const busiest = Array.from(volume.keys()).sort((a, b) => volume[b] - volume[a] || a - b)
  let held = 0
  let km2 = 0
  let count = 0
  while (held < total / 2) {
    held += volume[busiest[count]]
    km2 += ground(busiest[count++])
  }
  const allKm2 = busiest.reduce((sum, cell) => sum + ground(cell), 0)
  const thin = total < study.length ? ' There are fewer of them than cells, so part of this is chance.' : ''
  return `Half of the ${exactly(total)} ${volumeWords(kinds)} lie in ${percent(km2 / allKm2)} of the study area's ground (the busiest ${exactly(count)} of ${counted(study.length, 'cell')}).${thin}`
}

function heat(analysis: Analysis): string {
  const { cells, clusters, measure, kinds, scheme } = analysis
  const above = `above the average of ${referenceWords(cells.heat.within)}`
  const by = measure === 'harm' ? harmLabel(kinds, scheme) : measure
  if (clusters.length === 0)
    return `No cell stands clearly ${above} by ${by}: at this size and period chance could have made the pattern.`
  const zones = clusters.filter(({ type }) => type === 'zone').length
  const parts = clusters.filter(({ zone }) => zone !== '').length
  const alone = clusters.length - zones - parts
  const named = [
    ...(zones === 0 ? [] : [`${counted(zones, 'hot zone')} over 0.5 km² (${counted(parts, 'cluster')} inside)`]),
    ...(alone === 0 ? [] : [zones === 0 ? counted(alone, 'cluster') : counted(alone, 'further cluster')]),
  ]
  const hot = Array.from(cells.heat.hotClass.keys()).filter((cell) => cells.heat.hotClass[cell] > 0)
  const inHot = hot.reduce((sum, cell) => sum + cells.columns.volume[cell], 0)
  const inside = cells.columns.volume.subarray(0, cells.study.length).reduce((sum, value) => sum + value, 0)
  const strongest = leadingClusters(analysis, describeClusters(analysis)).at(0)
  const where = strongest === undefined ? '' : ` The strongest is in ${whereabouts(strongest.about)}.`
  const verb = zones + alone === 1 ? 'stands' : 'stand'
  return `${listed(named)} ${verb} ${above} by ${by}; ${clusters.length === 1 ? 'its' : 'their'} ${counted(hot.length, 'cell')} hold ${percent(inHot / inside)} of the volume.${where}`
}

function ranking(analysis: Analysis): string {
  const layer = reportedLayer(analysis.layers)
  if (layer === undefined) return 'No areas were given, so none is ranked.'
  const { areas, rank, score } = layer
  const first = Array.from(rank.keys())
    .filter((area) => rank[area] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
    .slice(0, 3)
  if (first.length === 0) return `No ${layerLabel(areas.kind)} could be ranked.`
  if (score === null) return byMeasure(analysis, layer, first)
  const named = first.map((area) => `${areas.name[area]} (${score.score[area].toFixed(0)})`)
  return `Highest need among ${exactly(areas.length)} ${layerLabel(areas.kind)}, by the five-factor score from 0 to 100: ${listed(named)}. ${drivers(analysis, layer, first[0])}`
}

/** The two factors that give the first area most of its points, and those level with them. */
function drivers({ factors }: Analysis, { areas, score }: LayerResult, area: number): string {
  const parts = factors
    .map(({ label, weight }, k) => ({ label, most: 100 * weight, points: score?.contributions[k][area] ?? 0 }))
    .sort((a, b) => b.points - a.points)
    .filter(({ points }, _, all) => points.toFixed(1) === all[0].points.toFixed(1) || points >= all[1].points)
    .map(({ label, most, points }) => `${label.toLowerCase()} (${points.toFixed(1)} of ${most.toFixed(0)} points)`)
  return `In ${areas.name[area]} most comes from ${listed(parts)}; the score says where need is high, not why.`
}

function byMeasure({ measure, kinds, scheme }: Analysis, { areas, columns }: LayerResult, first: readonly number[]): string {
  const value = (area: number) =>
    measure === 'rate'
      ? `${((1000 * columns.volume[area]) / areas.residents[area]).toPrecision(2)} per 1,000 residents`
      : exactly(measure === 'harm' ? columns.harm[area] : columns.volume[area])
  const by =
    measure === 'harm'
      ? harmLabel(kinds, scheme)
      : measure === 'rate'
        ? `${volumeWords(kinds)} per 1,000 residents`
        : volumeWords(kinds)
  const total = columns.volume.subarray(0, areas.length).reduce((sum, count) => sum + count, 0)
  const share = first.reduce((sum, area) => sum + columns.volume[area], 0) / total
  return `Of ${exactly(areas.length)} ${layerLabel(areas.kind)}, those with most ${by} are ${listed(first.map((area) => `${areas.name[area]} (${value(area)})`))}: together ${percent(share)} of the volume. A count says nothing of how many people live or pass there.`
}

/** The layer people know best: wards, else beats, else the first that is given; LSOAs last. */
export function reportedLayer(layers: readonly LayerResult[]): LayerResult | undefined {
  const of = (kind: string) => layers.find(({ areas }) => areas.kind === kind)
  return of('ward') ?? of('beat') ?? layers.find(({ areas }) => areas.kind !== 'lsoa') ?? layers.at(0)
}

export { limits } from './limits.js'
export { busiest } from './publishedPoints.js'
export { runIssues } from './runIssues.js'
