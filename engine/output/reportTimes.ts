import { LEAST_IN_HALF, LEAST_SHORT_SPANS, type PeakWindow, type PeakWindows } from '../evaluate/peakWindow.js'
import { WEEK_HOURS } from '../londonTime.js'
import { type HourAccount, hourShares } from '../score/hourProfile.js'
import { percent } from './wording.js'

/** Whether enough times are short spans for any hours to be called busiest. */
export function mayNamePeak(account: HourAccount): boolean {
  return hourShares(account).under4h >= LEAST_SHORT_SPANS
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** "22:00" of an hour of the day. */
export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/** "Fri 18:00 to 22:00", "Fri 22:00 to Sat 02:00". */
export function windowWords({ start, hours }: Pick<PeakWindow, 'start' | 'hours'>): string {
  const last = (start + hours - 1) % WEEK_HOURS
  const [day, lastDay] = [Math.floor(start / 24), Math.floor(last / 24)]
  const end = clock((last % 24) + 1)
  return `${WEEKDAYS[day]} ${clock(start % 24)} to ${day === lastDay ? end : `${WEEKDAYS[lastDay]} ${end}`}`
}

/** "9.1 to 14 %", "over 99 to 100 %". */
export function shareRange({ low, high }: Pick<PeakWindow, 'low' | 'high'>): string {
  return `${percent(low).replace(' %', '')} to ${percent(high)}`
}

/** Why no hours are told. */
export const NOT_TOLD = {
  'months-only': 'Months only: no hours or days in this report.',
  'few-short-spans': 'Times of most records span more than four hours: no busiest hours are told.',
  'too-few-events': `Too few records with complete times to tell busy hours from chance (under ${LEAST_IN_HALF} in half of the weeks): none are told.`,
  'not-above-chance': 'No hours of the week stand out from chance.',
} as const

/** Whether the data answers when it happens, be it that no hours stand out. */
export function hoursKnown(found: PeakWindows | null): boolean {
  return found !== null && found.refusedBecause === null
}

/** Four hours are what a shift can be there for; else eight, else two. */
const NAMED_FIRST: readonly number[] = [4, 8, 2]

/** The busiest hours as a sentence or two, or why none are told. */
export function hoursWords(found: PeakWindows | null): string {
  if (found === null) return NOT_TOLD['months-only']
  if (found.refusedBecause !== null) return NOT_TOLD[found.refusedBecause]
  const peaks = found.windows.filter(({ peak }) => peak)
  const window = NAMED_FIRST.flatMap((hours) => peaks.filter((peak) => peak.hours === hours)).at(0)
  if (window === undefined) return NOT_TOLD['not-above-chance']
  const { hours, share, evenShare, halves, steady } = window
  const chosen = steady
    ? 'Chosen on half of the weeks, measured on the rest.'
    : `Measured on the weeks that did not choose: half of them chose ${windowWords({ start: halves[0], hours })}, the others ${windowWords({ start: halves[1], hours })}, so rely on neither day nor hour.`
  return `Busiest ${hours} hours of the week: ${windowWords(window)}, with ${percent(share)} of the records (${shareRange(window)}); ${percent(evenShare)} if all hours were alike. ${chosen}`
}
