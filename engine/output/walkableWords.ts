import { monthText } from '../input/month.js'
import { toNationalGrid } from '../input/nationalGrid.js'
import { NONE, PLACE_FLAG, type WalkableHotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { problemWords, rankedWords } from './problemWords.js'
import { clock, WEEKDAYS } from './reportTimes.js'
import { counted, exactly, percent, roughly, verb } from './wording.js'

/** Why no window is told, short. */
const NO_PEAK: Readonly<Record<WalkableHotspot['noPeak'], string>> = {
  '': '',
  'too-few-events': 'too few',
  'few-short-spans': 'times too wide',
  'no-peak': 'no hours stand out',
  'no-times': 'times unknown',
}

/** "Fri 20:00-00:00 (31 %, 24-38 %)", or why no window is told. */
export function peakWindowText({ peak, noPeak }: Pick<WalkableHotspot, 'peak' | 'noPeak'>): string {
  if (peak === null) return NO_PEAK[noPeak]
  const { share, low, high } = peak
  return `${windowText(peak)} (${percent(share)}, ${percent(low).replace(' %', '')}-${percent(high)})`
}

/** The same with the months it is from, which are more than those of the counts beside it: "... (31 %, 24-38 %; 2023-10 to 2026-09)". */
export function peakWindowOfMonths(hotspot: WalkableHotspot): string {
  const text = peakWindowText(hotspot)
  return hotspot.peak === null ? text : text.replace(/\)$/, `; ${monthsText(hotspot)})`)
}

function monthsText({ months }: Pick<WalkableHotspot, 'months'>): string {
  return `${monthText(months[0])} to ${monthText(months[months.length - 1])}`
}

/**
 * What the busy hours of a problem's list rest on: which months, and how many places would have some by chance; '' where no place has
 * enough times. Whether a place has is asked at 1 in 20.
 */
export function peakNote({ walkable }: Pick<Analysis, 'walkable'>, problem: string): string {
  const tested = walkable.filter((one) => one.problem === problem && (one.noPeak === '' || one.noPeak === 'no-peak'))
  if (tested.length === 0) return ''
  const told = tested.filter(({ peak }) => peak !== null).length
  const byChance = Math.max(1, Math.round(tested.length / 20))
  const few = told > 0 && told <= 2 * byChance ? ': do not rely on one by itself' : ''
  return `Busiest hours are of ${counted(tested[0].months.length, 'month')}, ${monthsText(tested[0])}. ${exactly(told)} of the ${counted(tested.length, 'place')} with enough times ${verb(told, 'has', 'have')} some; about ${exactly(byChance)} would by chance${few}.`
}

/** Beside the busy hours of one place. */
export function peakCaution(hotspot: Pick<WalkableHotspot, 'months'>): string {
  return `from ${monthsText(hotspot)}; of places without a favourite time about 1 in 20 would show one`
}

/** "Fri 20:00-00:00 31 %", or why no window is told. */
export function peakShort({ peak, noPeak }: Pick<WalkableHotspot, 'peak' | 'noPeak'>): string {
  return peak === null ? NO_PEAK[noPeak] : `${windowText(peak)} ${percent(peak.share)}`
}

function windowText({ start, hours }: Pick<NonNullable<WalkableHotspot['peak']>, 'start' | 'hours'>): string {
  return `${WEEKDAYS[Math.floor(start / 24)]} ${clock(start % 24)}-${clock((start + hours) % 24)}`
}

/**
 * What a hotspot is called: its name, "near" one that is not inside; without any, where it is on the National Grid.
 */
export function hotspotName({ name, nameM, radiusM, lng, lat }: WalkableHotspot): string {
  if (name === '') {
    const [easting, northing] = toNationalGrid(lng, lat)
    return `at ${easting.toFixed(0)}, ${northing.toFixed(0)}`
  }
  return nameM > radiusM ? `near ${placeName(name)}` : placeName(name)
}

/** The sphere that distances are measured on falls this much short of the ground, east to west in Britain. */
const GROUND_OVER_SPHERE = 1.0035
/** Of a centre in whole metres, to its corner. */
const CENTRE_OFF_M = Math.SQRT1_2

/**
 * Radius as it is printed, whole metres: rounded up so that every place counted lies inside, on the National Grid and from the centre in
 * whole metres too.
 */
export function printedRadius({ radiusM }: Pick<WalkableHotspot, 'radiusM'>): number {
  return Math.ceil(radiusM * GROUND_OVER_SPHERE + CENTRE_OFF_M)
}

/** "36 recorded as serious violence, in 11 of 12 months; 1.0 expected in the next; beside: 14 as ...". */
export function whyListed(analysis: Analysis, hotspot: WalkableHotspot): string {
  const { problem, offences12m, beside12m, monthsActive, expectedMonthly } = hotspot
  const words = problemWords(analysis, problem)
  const months = analysis.period.present.length
  const ranked = `${exactly(offences12m)} recorded as ${rankedWords(words)}, in ${monthsActive} of ${counted(months, 'month')}`
  return `${ranked}; ${roughly(expectedMonthly)} expected in the next${beside12m === 0 ? '' : `; beside: ${exactly(beside12m)} as ${words.beside}`}`
}

/** RULES 1: what one address or premises has of it; '' for nothing worth a word. */
export function premisesWords({ crimes: { places } }: Analysis, hotspot: WalkableHotspot): string {
  const { busiest, atPremises, offences12m } = hotspot
  const premises = (places.flags[busiest.place] & PLACE_FLAG.premises) !== 0
  const called = places.text[busiest.place]
  const name = called === NONE || !premises ? '' : ` (${placeName(places.texts[called])})`
  if (2 * busiest.offences > offences12m) {
    const share = `${exactly(busiest.offences)} of ${exactly(offences12m)} at one`
    return premises
      ? `${share} premises${name}: problem-solve with the premises first`
      : `${share} address: problem-solve there first`
  }
  return atPremises === 0 ? '' : `${exactly(atPremises)} of ${exactly(offences12m)} at shops, stations or venues`
}
