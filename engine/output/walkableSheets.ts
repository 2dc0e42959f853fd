import type { WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import { gridColumns } from './gridColumns.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { besideWords, heatWords, kindsOf, sheetWords, volumeInside, whereWords } from './hotspotSheetWords.js'
import { html } from './html.js'
import { ONE_EVENT } from './patrolWhy.js'
import { band } from './reportBand.js'
import type { Ground } from './reportMapGround.js'
import { monthBars, monthRange } from './reportMonths.js'
import type { ReportPage } from './reportPage.js'
import { pointMap } from './reportPlaceMap.js'
import { baselineWords, scanPage, whenWords } from './reportScan.js'
import { NOT_TOLD, shareRange, windowWords } from './reportTimes.js'
import { fewLiveIn } from './walkablePage.js'
import { walkableWhereabouts } from './walkableTable.js'
import { hotspotName, peakCaution, premisesWords, printedRadius } from './walkableWords.js'
import { capital, counted, exactly, listed, percent, roughly } from './wording.js'

const SHEETS = 10

const NO_HOURS: Readonly<Record<WalkableHotspot['noPeak'], string>> = {
  '': '',
  'too-few-events': 'Too few records with complete times to tell busy hours from chance.',
  'few-short-spans': NOT_TOLD['few-short-spans'],
  'no-peak': NOT_TOLD['not-above-chance'],
  'no-times': 'Times are not known.',
}

/**
 * A scanning sheet for each of the leading hotspots, the problems taking turns so that each has its first. Hotspots a person has left
 * out of the list get none.
 */
export function walkableSheets(analysis: Analysis, ground: Ground): ReportPage[] {
  const { walkable, options } = analysis
  const decisions = hotspotDecisions(analysis)
  return Array.from(walkable.keys())
    .filter((row) => decisions.of(walkable[row].id, 'include') !== 'no')
    .sort(
      (a, b) =>
        walkable[a].rank - walkable[b].rank ||
        options.problems.indexOf(walkable[a].problem) - options.problems.indexOf(walkable[b].problem),
    )
    .slice(0, SHEETS)
    .map((row, k) => sheetOf(analysis, ground, row, k + 1))
}

function sheetOf(analysis: Analysis, ground: Ground, row: number, number: number): ReportPage {
  const { period, cells, walkable } = analysis
  const hotspot = walkable[row]
  const { problem, offences12m, last28d, monthsActive, trend, standing, heldShare, rank, oneEvent } = hotspot
  const radiusM = printedRadius(hotspot)
  const wanted = kindsOf(analysis, problem)
  const { label, note, ranked, beside } = sheetWords(analysis, problem, wanted)
  const name = hotspotName(hotspot)
  const few = fewLiveIn(analysis, hotspot)
  const count = few ? band : exactly
  const inMonth = new Map(hotspot.months.map((month, at) => [month, hotspot.byMonth[at]]))
  const months = period.present.map((month) => inMonth.get(month) ?? 0)
  const id = `hotspot-${number}`
  const where = walkableWhereabouts(analysis)[row]
  const place = whereWords({ ...where, beat: where.beatName || where.beat })
  const [, , easting, northing] = gridColumns([hotspot.lng], [hotspot.lat]).map((column) => String(column.at(0)))
  const picture = {
    id: `${id}-map`,
    title: `Map of the surroundings of ${name}`,
    description: `The hotspot in the middle as a circle of ${radiusM} m, about 2 km of ground around it, with hot cells and outlines of areas. It lies in ${place}.`,
  }
  const inList = walkable.filter((other) => other.problem === problem).length
  const all = volumeInside(analysis).reduce((sum, volume, kind) => sum + wanted.rankBy[kind] * volume, 0)
  const premises = few ? '' : premisesWords(analysis, hotspot)
  return scanPage(analysis, {
    id,
    title: `Scanning sheet ${number}, hotspot: ${name}, ${label.toLowerCase()}`,
    map: pointMap(analysis, ground, picture, { lng: hotspot.lng, lat: hotspot.lat, number, radiusM }),
    months: few ? html`` : monthBars(`${id}-months`, capital(ranked), period, months),
    problem: `${label} within ${radiusM} m of ${name}.${note === '' ? '' : ` ${note}`}`,
    what: `${count(offences12m)} recorded as ${ranked}; ${count(last28d)} in the last 28 days. Trend over all years: ${trend}.${besideWords(hotspot, beside, count)}`,
    when: whenWords(
      hoursOf(hotspot),
      few ? '' : monthRange(period, months),
      `Committed in ${monthsActive} of ${counted(period.present.length, 'month')}`,
    ),
    where: `${capital(place)}.${streetWords(hotspot)}${easting === 'NaN' ? '' : ` Easting ${easting}, northing ${northing}.`}`,
    target: premises === '' ? 'Addresses and streets; the data names no premises here.' : `${capital(premises)}.`,
    evidence: [
      ...(oneEvent ? [ONE_EVENT] : []),
      `Rank ${rank} for ${label.toLowerCase()} in the force, ${inList} listed; standing: ${standing}, in the list in ${percent(heldShare)} of 1,000 redraws of the counts.`,
      ...(few ? [] : [`${roughly(hotspot.expectedMonthly)} expected in the next month, newer months counting more.`]),
      ...(few || all === 0 ? [] : [`${percent(offences12m / all)} of all ${exactly(all)} located in the study area are here.`]),
      heatWords(analysis, cells.unitOfPlace[hotspot.busiest.place]),
      ...(few ? ['Fewer than 20 people live in its cells: bands instead of counts.'] : []),
    ],
    hoursKnown: hotspot.noPeak === '' || hotspot.noPeak === 'no-peak',
    gaps: premises === '' ? [] : ['The premises: what do their own records and staff say?'],
    success: `less ${ranked}`,
    baseline: baselineWords(analysis, `${count(offences12m)} recorded as ${ranked}`, few ? null : offences12m),
  })
}

function hoursOf(hotspot: WalkableHotspot): string {
  const { peak, noPeak } = hotspot
  if (peak === null) return NO_HOURS[noPeak]
  return `Busiest ${peak.hours} hours of the week: ${windowWords(peak)}, ${percent(peak.share)} (${shareRange(peak)}), ${peakCaution(hotspot)}.`
}

function streetWords({ streets }: WalkableHotspot): string {
  return streets.length === 0 ? '' : ` Streets: ${listed(streets)}.`
}
