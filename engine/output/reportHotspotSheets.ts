import { type Hotspot, PLACE_FLAG, type PlaceTable, type TallyTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { besideWords, heatWords, kindsOf, sheetWords, volumeInside, whereWords } from './hotspotSheetWords.js'
import { hotspotTable, premisesNote } from './hotspotTable.js'
import { html } from './html.js'
import { peaksOfProblem } from './peakTimes.js'
import { pointNoun } from './publishedPoints.js'
import { recordSentence } from './recordWords.js'
import { band, fewResidents } from './reportBand.js'
import type { Ground } from './reportMapGround.js'
import { monthBars, monthRange } from './reportMonths.js'
import type { ReportPage } from './reportPage.js'
import { pointMap } from './reportPlaceMap.js'
import { baselineWords, scanPage, whenWords } from './reportScan.js'
import { hoursKnown, hoursWords } from './reportTimes.js'
import { capital, counted, exactly, percent } from './wording.js'

const SHEETS = 10
/**
 * A scanning sheet for each of the leading hotspots, the problems taking turns so that each has its first. Hotspots a person has left
 * out of the list get none.
 */
export function hotspotSheets(analysis: Analysis, ground: Ground): ReportPage[] {
  const { hotspots, options } = analysis
  const list = hotspotTable(analysis)
  const included = list.columns.find(({ name }) => name === 'include')
  const order = hotspots
    .map((hotspot, row) => ({ hotspot, row, turn: options.problems.indexOf(hotspot.problem) }))
    .filter(({ row }) => included?.at(row) !== 'no')
    .sort((a, b) => a.hotspot.rank - b.hotspot.rank || a.turn - b.turn)
  return order.slice(0, SHEETS).map(({ hotspot, row }, k) => {
    const at = (name: string) => String(list.columns.find((column) => column.name === name)?.at(row) ?? '')
    return hotspotSheet(analysis, ground, hotspot, k + 1, at)
  })
}

function hotspotSheet(
  analysis: Analysis,
  ground: Ground,
  hotspot: Hotspot,
  number: number,
  at: (column: string) => string,
): ReportPage {
  const { period, crimes, cells, hotspots } = analysis
  const wanted = kindsOf(analysis, hotspot.problem)
  const { label, note, ranked, beside } = sheetWords(analysis, hotspot.problem, wanted)
  const name = placeName(hotspot.name) || 'a point without a name'
  const cell = cells.unitOfPlace[hotspot.place]
  const few = fewResidents(analysis, [cell])
  const count = few ? band : exactly
  const months = hotspotMonths(analysis, hotspot, wanted.rankBy)
  const id = `hotspot-${number}`
  const place = { ward: at('ward'), beat: at('beat'), sector: at('sector') }
  const hours = peaksOfProblem(analysis, wanted.rankBy, (place) => samePoint(crimes.places, place, hotspot))
  const picture = {
    id: `${id}-map`,
    title: `Map of the surroundings of ${name}`,
    description: `The ${pointNoun(analysis)} in the middle, inside a ring, about 2 km of ground around it, with hot cells and outlines of areas. It lies in ${whereWords(place)}.`,
  }
  const inList = hotspots.filter(({ problem }) => problem === hotspot.problem).length
  const all = volumeInside(analysis).reduce((sum, volume, kind) => sum + wanted.rankBy[kind] * volume, 0)
  const others = crimes.places.distinctTexts[hotspot.place]
  const generic = (crimes.places.flags[hotspot.place] & PLACE_FLAG.generic) !== 0
  const premises = premisesNote(hotspot.premises, name)
  return scanPage(analysis, {
    id,
    title: `Scanning sheet ${number}, hotspot: ${name}, ${label.toLowerCase()}`,
    map: pointMap(analysis, ground, picture, { lng: hotspot.lng, lat: hotspot.lat, number }),
    months: few ? html`` : monthBars(`${id}-months`, capital(ranked), period, months),
    problem: `${label} at one ${pointNoun(analysis)}.${note === '' ? '' : ` ${note}`}`,
    what: `${count(hotspot.offences12m)} recorded as ${ranked}.${besideWords(hotspot, beside, count)}`,
    when: whenWords(
      hoursWords(hours),
      few ? '' : monthRange(period, months),
      `Recorded in ${hotspot.monthsActive} of ${counted(period.present.length, 'month')}`,
    ),
    where: `${capital(whereWords(place))}.${at('easting') === 'NaN' ? '' : ` Easting ${at('easting')}, northing ${at('northing')}.`}`,
    target: hotspot.premises
      ? `Premises ${premises}.`
      : `Not in this data: ${generic ? `"${name}" says what is there, and ` : ''}the point stands for the addresses around it.`,
    evidence: [
      `Rank ${hotspot.rank} of ${counted(inList, pointNoun(analysis))} for ${label.toLowerCase()}, 400 m or more apart, most offences first.`,
      ...(few || all === 0
        ? []
        : [`${percent(hotspot.offences12m / all)} of all ${exactly(all)} located in the study area are at this one point.`]),
      heatWords(analysis, cell),
      ...(others > 1 ? [`The point carries ${exactly(others)} different names: it may stand for more than one place.`] : []),
      ...(few ? ['Fewer than 20 people live in its cell: bands instead of counts.'] : []),
      ...[recordSentence(analysis, hotspot.problem)].filter((words) => words !== ''),
    ],
    hoursKnown: hoursKnown(hours),
    gaps: hotspot.premises ? ['The premises: what do their own records and staff say?'] : [],
    success: `less ${ranked}`,
    baseline: baselineWords(analysis, `${count(hotspot.offences12m)} recorded as ${ranked}`, few ? null : hotspot.offences12m),
  })
}

function samePoint({ lng, lat }: PlaceTable, place: number, point: Hotspot): boolean {
  return lng[place] === point.lng && lat[place] === point.lat
}

/** Offences of the problem at the hotspot's point by month of the period; their sum is the hotspot's own count. */
function hotspotMonths({ crimes, period }: Analysis, hotspot: Hotspot, wanted: Uint8Array): number[] {
  const { places, tallies } = crimes
  const position = new Map(period.present.map((month, k) => [month, k]))
  const counts = period.present.map(() => 0)
  // places of one point follow each other, and tallies are sorted by place
  for (let row = firstTally(tallies, hotspot.place); row < tallies.length; row++) {
    const at = tallies.place[row]
    if (!samePoint(places, at, hotspot)) break
    const k = position.get(tallies.month[row])
    if (k !== undefined) counts[k] += wanted[tallies.kind[row]] * tallies.count[row]
  }
  return counts
}

function firstTally({ place: of, length }: TallyTable, place: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (of[middle] < place) low = middle + 1
    else high = middle
  }
  return low
}
