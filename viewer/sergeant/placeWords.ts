import { band, gridReference } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import type { Properties, Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import { about, capital, counted, exactly, heatWords, monthName, ordinal } from '../words.js'
import type { PlaceAbout, ProblemAbout } from '../worker/protocol.js'

/** What a crew is told of one place: no category of a single event, no household, bands where few people live (RULES 26). */
export interface PlaceWords {
  readonly what: string
  readonly when: string
  readonly target: string
  readonly why: string
  readonly premises: string
}

const DAYS: Readonly<Record<string, string>> = {
  Mon: 'Mondays',
  Tue: 'Tuesdays',
  Wed: 'Wednesdays',
  Thu: 'Thursdays',
  Fri: 'Fridays',
  Sat: 'Saturdays',
  Sun: 'Sundays',
}

/** Why no hours are told, by what the list says of them. */
const NO_HOURS: Readonly<Record<string, string>> = {
  'no hours stand out': 'No hours stand out.',
  'too few': 'Hours: too few to say.',
  'times too wide': 'Hours: the times recorded are too wide to say.',
  'times unknown': 'Hours: not recorded.',
}

const TREND: Readonly<Record<string, string>> = {
  'fell': 'It fell.',
  'rose': 'It rose.',
  'no clear change': 'No clear change.',
  'too few to say': 'Change: too few to say.',
}

const STANDING: Readonly<Record<string, string>> = {
  'clear': 'clear: it stays in the list when the counts are drawn again',
  'close call': 'a close call: it often drops out of the list when the counts are drawn again',
  'no clear leader': 'no clear leader: it mostly drops out of the list when the counts are drawn again',
}

/** What a place is called that the data has no name for: its metres east and north. */
const BY_GRID = /^at (\d{6}), (\d{6,7})$/
/** Digits each way of a grid reference: a square of 100 m, about the size of a place. */
const DIGITS = 3

/**
 * What a place is called in the list: one without a name by its area and its grid reference, as maps and radios have it.
 *
 * @param area "Castle ward"; '' not known
 */
export function placeTitle(name: string, area: string): string {
  const [, easting, northing] = BY_GRID.exec(name) ?? []
  if (easting === undefined) return capital(name)
  const reference = gridReference(Number(easting), Number(northing), DIGITS)
  return area === '' ? `Grid reference ${reference}` : `In ${area}, grid reference ${reference}`
}

/** A count as it may be told. */
export const countOf = (few: boolean) => (few ? band : exactly)

/**
 * What happens, when, to what kind of target and why here, from the row of the list and its cell.
 *
 * @param of how many places the list of the problem has, over the whole force
 */
export function placeWords(
  { properties }: Pick<Unit, 'properties'>,
  about: PlaceAbout,
  problem: ProblemAbout,
  document: Document,
  of: number,
): PlaceWords {
  const { period, resolution, statistics } = document
  const unit = { properties } as Unit
  const text = (name: string) => String(properties[name] ?? '')
  const count = countOf(about.few)
  const months = period.months.length
  const offences = numberOf(unit, 'offences_12m')
  const active = numberOf(unit, 'months_active')
  const recent = numberOf(unit, 'last_28d')
  const rank = numberOf(unit, 'rank')
  const heat = about.hotClass !== null && about.hotClass > 0 ? heatWords(about.hotClass, statistics.within) : ''
  return {
    what: sentences([
      offences === null ? '' : `${count(offences)} recorded as ${problem.counted} in ${counted(months, 'month', 'months')}`,
      active === null ? '' : active >= months ? 'in every month' : `in ${exactly(active)} of them`,
    ])
      .concat(recent === null ? [] : [recent === 0 ? 'None in the last 28 days.' : `${count(recent)} in the last 28 days.`])
      .concat(TREND[text('trend')] ?? [])
      .join(' '),
    when: whenWords(properties),
    target: targetWords(properties, about.few, resolution.snapped),
    why: [
      rank === null
        ? ''
        : `${ordinal(rank)} of the ${exactly(of)} places listed for ${problem.label.toLowerCase()}${standingWords(text('standing'))}.`,
      expectedWords(numberOf(unit, 'expected_monthly'), about.few),
      heat === '' ? '' : `Its cell is ${heat.charAt(0).toLowerCase()}${heat.slice(1)}.`,
    ]
      .filter((part) => part !== '')
      .join(' '),
    premises: premisesWords(text('premises_note')),
  }
}

const sentences = (parts: readonly string[]): string[] => {
  const told = parts.filter((part) => part !== '')
  return told.length === 0 ? [] : [`${capital(told.join(', '))}.`]
}

const standingWords = (standing: string) => (STANDING[standing] === undefined ? '' : `, ${STANDING[standing]}`)

const expectedWords = (expected: number | null, few: boolean) =>
  expected === null || few ? '' : `About ${about(expected)} expected in the next month.`

/** "Busiest on Fridays, 15:00 to 23:00 (11 % of them, likely 7.6 to 16 %).", or why no hours are told. */
export function whenWords(properties: Properties): string {
  const window = properties.peak_window
  if (window === undefined || window === null || window === '') return 'Months only: times of day are not in these results.'
  const text = String(window)
  const found = /^(\w{3}) (\d\d:\d\d)-(\d\d:\d\d) \(([\d.]+) %, ([\d.]+)-([\d.]+) %/.exec(text)
  if (found === null) return NO_HOURS[text] ?? capital(`${text}.`)
  const [, day, from, to, share, low, high] = found
  return `Busiest on ${DAYS[day] ?? day}, ${from} to ${to} (${share}\u00a0% of them, likely ${low} to ${high}\u00a0%).`
}

/** What is there: of a force's own places what the records say, of a published point nothing beyond its name. Of one address no count. */
export function targetWords(properties: Properties, few: boolean, snapped: boolean): string {
  const [note] = String(properties.premises_note ?? '').split(': ', 1)
  if (note.startsWith('published as ')) return 'Premises.'
  if (note.endsWith(' at one address')) return 'One address has over half of it.'
  if (note !== '' && !few) return `${capital(note)}.`
  if (note.endsWith(' at shops, stations or venues')) return 'Some of it at shops, stations or venues.'
  if (note !== '') return 'One of the premises there has over half of it.'
  return snapped
    ? 'Not in this data: a published point stands for the places around it, and not for one of them.'
    : 'None of it at shops, stations or venues, as far as the records say.'
}

/** What to do first where premises or an address stand out; '' where none do. */
export function premisesWords(note: string): string {
  if (note.startsWith('published as ')) return `${capital(note)}.`
  const [, advice] = /: (.+)$/.exec(note) ?? []
  return advice === undefined ? '' : `${capital(advice)}.`
}

/** Days after the end of a month, `YYYY-MM`; 0 while it lasts. */
export function daysSince(month: string, now: Date): number {
  const [year, number] = month.split('-').map(Number)
  return Math.max(0, Math.floor((now.getTime() - Date.UTC(year, number, 1)) / 86_400_000))
}

/** Days from which the age of data is said in bold (RULES 15). */
const OLD_DAYS = 28

/** "Data to Sep 2026, 52 days ago"; of a public map, that it tasks nobody (RULES 15). */
export function dataWords({ period, resolution }: Document, now: Date): { readonly words: string; readonly old: boolean } {
  const days = daysSince(period.dataTo, now)
  const ago = days === 0 ? '' : `, ${counted(days, 'day', 'days')} ago`
  const to = `ata to ${monthName(period.dataTo)}${ago}`
  return { words: resolution.snapped ? `Published d${to}: background, not tasking` : `D${to}`, old: days > OLD_DAYS }
}

/** "3rd of 36 beats by need, likely 2nd to 6th". */
export function rankWords(unit: Unit, of: number, label: string, by: string): string {
  const [rank, low, high] = ['rank', 'rank_low', 'rank_high'].map((name) => numberOf(unit, name))
  if (rank === null) return ''
  const range =
    low === null || high === null ? '' : `, likely ${low === high ? ordinal(low) : `${ordinal(low)} to ${ordinal(high)}`}`
  return `${ordinal(rank)} of ${exactly(of)} ${label} by ${by}${range}`
}

export const PLACES_NOT_PEOPLE = 'Places, not people: this list is no ground for a stop.'
export const WHAT_IT_SHOWS =
  'It shows recorded crime, which depends on who reports and where police look; not what a patrol would prevent, who is responsible, or whether people feel safe. Who lives inside these places, against the force: not assessed. Rankings support a decision; they do not make it.'
