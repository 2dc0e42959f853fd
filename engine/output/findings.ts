import { TOWN_CENTRE } from '../priority/townCentreRanking.js'
import type { Analysis, LayerResult } from './analysis.js'
import { clustersAbout, leadingClusters, mostlyInstitution, whereabouts } from './leadingClusters.js'
import { peakTimes } from './peakTimes.js'
import { pointNoun } from './publishedPoints.js'
import { hoursWords } from './reportTimes.js'
import {
  areasWords,
  counted,
  exactly,
  factorCount,
  harmLabel,
  listed,
  measureWords,
  percent,
  referenceWords,
  roughly,
  volumeWords,
} from './wording.js'

/**
 * Findings in sentences: how concentrated the volume is, where it stands above the average, which areas rank highest and why; where times
 * are known, when.
 * Counts are of the period and of the study area.
 */
export function findings(analysis: Analysis): string[] {
  return [concentration(analysis), heat(analysis), ranking(analysis), ...times(analysis)]
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
  const where = `${percent(km2 / allKm2)} of the study area's ground`
  return total === 1
    ? `The one record of the period lies in ${where} (1 of ${counted(study.length, 'cell')}).${thin}`
    : `Half of the ${exactly(total)} ${volumeWords(kinds)} lie in ${where} (the busiest ${exactly(count)} of ${counted(study.length, 'cell')}).${thin}`
}

function heat(analysis: Analysis): string {
  const { cells, clusters } = analysis
  const above = (whose: 'its' | 'their') => `above the average of ${referenceWords(cells.heat.within, whose)}`
  const by = measureWords(analysis)
  if (clusters.length === 0)
    return `No cell stands clearly ${above('its')} by ${by}: at this size and period chance could have made the pattern.`
  const zones = clusters.filter(({ type }) => type === 'zone').length
  const parts = clusters.filter(({ zone }) => zone !== '').length
  const alone = clusters.length - zones - parts
  const named = [
    ...(zones === 0 ? [] : [`${counted(zones, 'hot zone')} over 0.5 km² (${counted(parts, 'cluster')} inside)`]),
    ...(alone === 0 ? [] : [zones === 0 ? counted(alone, 'cluster') : counted(alone, 'further cluster')]),
  ]
  const hot = Array.from(cells.heat.hotClass.keys()).filter((cell) => cells.heat.hotClass[cell] > 0)
  const strongest = leadingClusters(analysis).at(0)
  const where = strongest === undefined ? '' : ` The strongest is in ${whereabouts(strongest.about, pointNoun(analysis))}.`
  const one = zones + alone === 1
  const [stand, whose, hold] = [one ? 'stands' : 'stand', one ? 'its' : 'their', hot.length === 1 ? 'holds' : 'hold'] as const
  return `${listed(named)} ${stand} ${above(whose)} by ${by}; ${whose} ${counted(hot.length, 'cell')} ${hold} ${held(analysis, cells.columns, cells.residents, hot)}.${institutions(analysis, one)}${where}`
}

/** The hot zones and clusters counted above that stand for the records made at one place. */
function institutions(analysis: Analysis, one: boolean): string {
  const about = clustersAbout(analysis)
  const count = analysis.clusters.filter(({ zone }, row) => zone === '' && mostlyInstitution(about[row])).length
  if (count === 0) return ''
  const who = one ? 'It' : exactly(count)
  return one || count === 1
    ? ` ${one ? who : `${who} of them`} is mostly an institution (police station, prison or hospital).`
    : ` ${who} of them are mostly institutions (police stations, prisons or hospitals).`
}

/** The share of what was measured that some units hold: of the harm, of the volume, or of the volume and of the residents it was divided by. */
function held(
  { measure, kinds, scheme }: Analysis,
  { volume, harm }: LayerResult['columns'],
  residents: Float64Array,
  units: readonly number[],
): string {
  const share = (column: Float64Array) => {
    // columns end with `outside`, which is no part of the whole; residents may be unknown here and there
    const known = (unit: number) => (Number.isNaN(column[unit]) ? 0 : column[unit])
    const whole = residents.reduce((sum, _, unit) => sum + known(unit), 0)
    return percent(units.reduce((sum, unit) => sum + known(unit), 0) / whole)
  }
  if (measure === 'harm') return `${share(harm)} of the ${harmLabel(kinds, scheme)}`
  const ofVolume = `${share(volume)} of the volume`
  return measure === 'rate' ? `${ofVolume} and ${share(residents)} of the residents` : ofVolume
}

function ranking(analysis: Analysis): string {
  const layer = reportedLayer(analysis.layers)
  if (layer === undefined) return 'No areas were given, so none is ranked.'
  const { areas, rank, score } = layer
  const first = Array.from(rank.keys())
    .filter((area) => rank[area] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
    .slice(0, 3)
  if (first.length === 0) return `No ${areasWords(areas.kind)} could be ranked.`
  if (score === null) return byMeasure(analysis, layer, first)
  const named = first.map((area) => `${areas.name[area]} (${score.score[area].toFixed(0)})`)
  return `Highest need among ${exactly(areas.length)} ${areasWords(areas.kind)}, by the ${factorCount(analysis.factors)}-factor score from 0 to 100: ${listed(named)}. ${drivers(analysis, layer, first[0])}`
}

/** The two factors that give the first area most of its points, and those level with them. */
function drivers({ factors }: Analysis, { areas, score }: LayerResult, area: number): string {
  const parts = factors
    .map(({ label, weight }, k) => ({ label, most: 100 * weight, points: score?.contributions[k][area] ?? 0 }))
    .filter(({ most }) => most > 0)
    .sort((a, b) => b.points - a.points)
    .filter(({ points }, _, all) => points.toFixed(1) === all[0].points.toFixed(1) || points >= all[1].points)
    .map(({ label, most, points }) => `${label.toLowerCase()} (${points.toFixed(1)} of ${most.toFixed(0)} points)`)
  return `In ${areas.name[area]} most comes from ${listed(parts)}; the score says where need is high, not why.`
}

/** What a ranking by one measure leaves out. */
const MEASURE_MISSES = {
  volume: 'A count says nothing of how many people live or pass there.',
  harm: 'A sum says nothing of how many people live or pass there.',
  rate: 'A rate counts residents only: where few live and many pass, as in a centre, it is high for that alone.',
} as const

function byMeasure(analysis: Analysis, { areas, columns }: LayerResult, first: readonly number[]): string {
  const { measure } = analysis
  const value = (area: number) =>
    measure === 'rate'
      ? roughly((1000 * columns.volume[area]) / areas.residents[area])
      : exactly(measure === 'harm' ? columns.harm[area] : columns.volume[area])
  const by = measure === 'volume' ? `most ${volumeWords(analysis.kinds)}` : `the highest ${measureWords(analysis)}`
  const named = listed(first.map((area) => `${areas.name[area]} (${value(area)})`))
  const together = first.length === 1 ? '' : 'together '
  return `Of ${exactly(areas.length)} ${areasWords(areas.kind)}, ${first.length === 1 ? 'the one' : 'those'} with ${by} ${first.length === 1 ? 'is' : 'are'} ${named}: ${together}${held(analysis, columns, areas.residents, first)}. ${MEASURE_MISSES[measure]}`
}

/** The layer people know best: wards, else beats, else the first that is given; LSOAs and then town centres, which tile nothing, last. */
export function reportedLayer<Layer extends Pick<LayerResult, 'areas'>>(layers: readonly Layer[]): Layer | undefined {
  const of = (kind: string) => layers.find(({ areas }) => areas.kind === kind)
  const other = layers.find(({ areas }) => areas.kind !== 'lsoa' && areas.kind !== TOWN_CENTRE)
  return of('ward') ?? of('beat') ?? other ?? of('lsoa') ?? layers.at(0)
}

/** The busiest hours of the whole force; that they are not told is said with the limits. */
function times(analysis: Analysis): string[] {
  const force = peakTimes(analysis).at(0)
  return force === undefined || force.found.refusedBecause !== null ? [] : [hoursWords(force.found)]
}

export { limits } from './limits.js'
export { busiest } from './publishedPoints.js'
export { runIssues } from './runIssues.js'
