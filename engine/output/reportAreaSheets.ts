import { PLACE_FLAG } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { reportedLayer } from './findings.js'
import type { LeadingCluster } from './leadingClusters.js'
import { peaksOfArea } from './peakTimes.js'
import { rankSentence } from './priorityWords.js'
import { type PublishedPoint, pointNoun, pointsOfPeriod, publishedMap } from './publishedPoints.js'
import { band, fewResidents } from './reportBand.js'
import type { Ground } from './reportMapGround.js'
import { monthBars, monthRange } from './reportMonths.js'
import type { ReportPage } from './reportPage.js'
import { areaMap } from './reportPlaceMap.js'
import { baselineWords, scanPage, whenWords } from './reportScan.js'
import { hoursKnown, hoursWords } from './reportTimes.js'
import {
  areasWords,
  capital,
  counted,
  exactly,
  factorCount,
  harmLabel,
  listed,
  measureWords,
  percent,
  volumeWords,
} from './wording.js'

const SHEETS = 5
const TOP = 3
/** Offence codes that belong to no category we know. */
const OTHER = 'offences of no known category'
/** RULES 26: below these nothing in a report says which offences lead. */
export const MAY_NAME_CATEGORIES: readonly string[] = ['ward', 'sector', 'lpa']

/** A scanning sheet for each of the areas that rank first on the layer people know best. */
export function areaSheets(analysis: Analysis, ground: Ground, places: readonly LeadingCluster[]): ReportPage[] {
  const layer = reportedLayer(analysis.layers)
  if (layer === undefined) return []
  const { rank } = layer
  return Array.from(rank.keys())
    .filter((area) => rank[area] > 0)
    .sort((a, b) => rank[a] - rank[b] || a - b)
    .slice(0, SHEETS)
    .map((area, k) => areaSheet(analysis, ground, layer, area, k + 1, places))
}

function areaSheet(
  analysis: Analysis,
  ground: Ground,
  layer: LayerResult,
  area: number,
  number: number,
  places: readonly LeadingCluster[],
): ReportPage {
  const { kinds, period, scheme } = analysis
  const { areas, columns } = layer
  const name = areas.name[area]
  const months = areaMonths(analysis, layer, area)
  const points = pointsOfPeriod(analysis).filter(({ place }) => layer.unitOfPlace[place] === area)
  const volume = columns.volume[area]
  const hours = peaksOfArea(analysis, layer, area)
  const id = `area-${number}`
  const picture = {
    id: `${id}-map`,
    title: `Map of ${name}`,
    description: `${name} inside a heavy line, with its hot cells and what lies around it.`,
  }
  return scanPage(analysis, {
    id,
    title: `Scanning sheet, ${kindWords(areas.kind)} ${number}: ${name}`,
    map: areaMap(analysis, ground, picture, layer, area),
    months: monthBars(`${id}-months`, capital(volumeWords(kinds)), period, months),
    problem: problemWords(analysis, layer, area),
    what: `${counted(columns.crimes[area], 'crime')} and ${counted(columns.asb[area], 'ASB incident')}; ${harmLabel(kinds, scheme)} ${exactly(columns.harm[area])}.${topCategories(analysis, layer, area)}`,
    when: whenWords(
      hoursWords(hours),
      monthRange(period, months),
      `Recorded in ${columns.monthsActive[area]} of ${counted(period.present.length, 'month')}`,
    ),
    where: whereWords(analysis, layer, area, points),
    target: targetWords(analysis, points, volume),
    evidence: evidence(analysis, layer, area, places),
    hoursKnown: hoursKnown(hours),
    gaps: [],
    success: `fewer ${volumeWords(kinds)}`,
    baseline: baselineWords(analysis, `${exactly(volume)} ${volumeWords(kinds)}`, volume),
  })
}

/** "ward", "beat", "LSOA", "area". */
function kindWords(kind: string): string {
  const many = areasWords(kind)
  return many.startsWith('areas') ? 'area' : many.replace(/s$/, '')
}

function problemWords(analysis: Analysis, { areas, score, rank }: LayerResult, area: number): string {
  const of = `of ${exactly(areas.length)} ${areasWords(areas.kind)}`
  return score === null
    ? `Rank ${rank[area]} ${of} by ${measureWords(analysis)}.`
    : `Rank ${rank[area]} ${of} for need: a ${factorCount(analysis.factors)}-factor score of ${score.score[area].toFixed(1)} out of 100. It says where need is high, not why.`
}

/** The categories that lead, where the area is large enough to name them. */
function topCategories({ kinds, period, tables }: Analysis, { areas, cube, columns }: LayerResult, area: number): string {
  if (!MAY_NAME_CATEGORIES.includes(areas.kind)) return ''
  const present = new Set(period.present)
  const counts = new Map<string, number>()
  for (let row = 0; row < cube.length; row++) {
    if (cube.unit[row] !== area || !present.has(cube.month[row])) continue
    const category = kinds.category[cube.kind[row]]
    counts.set(category, (counts.get(category) ?? 0) + cube.count[row])
  }
  const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, TOP)
  const label = (id: string) => tables.categories.find((row) => row.id === id)?.label.toLowerCase() ?? OTHER
  const named = top.map(([id, count]) => `${label(id)} (${percent(count / columns.volume[area])})`)
  return top.length === 0 ? '' : ` Led by ${listed(named)}.`
}

function whereWords(analysis: Analysis, { areas }: LayerResult, area: number, points: readonly PublishedPoint[]): string {
  const people = areas.residents[area]
  const lived = people >= 0 ? `, ${exactly(Math.round(people))} residents` : ''
  const ground = `${areas.areaKm2[area].toFixed(2)} km²${lived}, code ${areas.code[area]}.`
  const byDefault = (place: number) => (analysis.crimes.places.flags[place] & PLACE_FLAG.byDefault) !== 0
  const named = points.filter(({ name, flag, place }) => name !== '' && flag !== 'institution' && !byDefault(place)).slice(0, TOP)
  if (named.length === 0) return ground
  const busiest = named.map(({ name, count, place }) => {
    const few = fewResidents(analysis, [analysis.cells.unitOfPlace[place]])
    return `${name} (${few ? band(count) : exactly(count)})`
  })
  return `${ground} Busiest ${pointNoun(analysis)}s: ${listed(busiest)}.`
}

function targetWords(analysis: Analysis, points: readonly PublishedPoint[], volume: number): string {
  const share = (flag: number) =>
    points.reduce((sum, { place, count }) => sum + ((analysis.crimes.places.flags[place] & flag) === 0 ? 0 : count), 0) / volume
  const premises = share(PLACE_FLAG.premises)
  const institutions = share(PLACE_FLAG.institution)
  const byDefault = share(PLACE_FLAG.byDefault)
  const unplaced = byDefault === 0 ? '' : ` ${percent(byDefault)} lies where records without a place are put.`
  const seen = [
    ...(premises > 0 ? [`${percent(premises)} at premises such as shops, stations or nightclubs`] : []),
    ...(institutions > 0 ? [`${percent(institutions)} at police stations, prisons or hospitals`] : []),
  ]
  return seen.length === 0
    ? `Not in this data.${unplaced}`
    : `By ${publishedMap(analysis) ? 'the names' : 'the names and types'} of its points, ${listed(seen)}; for the rest this data does not say.${unplaced}`
}

function evidence(analysis: Analysis, layer: LayerResult, area: number, places: readonly LeadingCluster[]): string[] {
  const { factors } = analysis
  const { areas, score } = layer
  const inside = places.flatMap(({ about }, k) => (about.areas[areas.kind]?.code === areas.code[area] ? [String(k + 1)] : []))
  const parts = factors.flatMap(({ label, weight }, k) => {
    const points = score?.contributions[k][area] ?? Number.NaN
    if (weight === 0) return []
    return [`${label.toLowerCase()} ${Number.isNaN(points) ? 'unknown' : points.toFixed(1)} of ${(100 * weight).toFixed(0)}`]
  })
  const ranked = analysis.asked.priority?.layers[analysis.layers.indexOf(layer)] ?? null
  return [
    ...(ranked === null ? [] : [`Rank: ${rankSentence(analysis, layer, ranked, area)}.`]),
    ...(score === null ? [] : [`Points by factor: ${listed(parts)}.`]),
    inside.length === 0
      ? 'None of the leading places of page one is centred here.'
      : `${inside.length === 1 ? 'Place' : 'Places'} ${listed(inside)} of page one ${inside.length === 1 ? 'is' : 'are'} centred here.`,
    'Areas next to it in the order may differ by chance alone.',
  ]
}

/** Volume of one area by month of the period. */
function areaMonths({ period }: Analysis, { cube }: LayerResult, area: number): number[] {
  const position = new Map(period.present.map((month, k) => [month, k]))
  const counts = period.present.map(() => 0)
  for (let row = 0; row < cube.length; row++) {
    const k = cube.unit[row] === area ? position.get(cube.month[row]) : undefined
    if (k !== undefined) counts[k] += cube.count[row]
  }
  return counts
}
