import { WEEK_HOURS } from '../londonTime.js'
import { type HourAccount, hourProfile, hourShares, weekProfile } from '../score/hourProfile.js'
import { eventsWhere, recordedWithin } from '../score/hours.js'
import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { percent } from './wording.js'

/** Share of spans under four hours; with fewer, the hours with most weight are not to be called busiest. */
export const LEAST_SHORT_SPANS = 0.3

export function mayNamePeak(account: HourAccount): boolean {
  return hourShares(account).under4h >= LEAST_SHORT_SPANS
}

/** Hours in a row. */
const WINDOW = 4
const DAY_HOURS = 24
const LEAST_EVENTS = 200
const WEEK_MINUTES = 60 * WEEK_HOURS
/** 1970-01-01 was a Thursday. */
const MONDAY_MINUTES = 3 * 24 * 60

/** Hours in a row; `share` is of the events of the weeks they were not chosen on. */
interface Window {
  readonly from: number
  readonly share: number
}

/** The busiest hours of some located crimes of the period, or why none are named. */
export type BusiestHours =
  | { readonly named: true; readonly day: Window | null; readonly week: Window | null }
  | { readonly named: false; readonly because: 'months-only' | 'spans-long' | 'too-few' | 'none-stand-out' }

/**
 * The four hours in a row that hold most, of London's day and of its week, chosen on every second week and measured on the others: the
 * share of hours chosen and measured on the same weeks is too high by the choice alone. None is named below 200 events, where under
 * 30 % of spans are under four hours, or where the other weeks do not hold two standard deviations (Poisson) more than if all hours
 * were alike.
 *
 * Misleads where police find crimes rather than hear of them, and where times are rounded: read with the account of the hours.
 *
 * @returns `day.from` is an hour of the day, `week.from` of the week, 0 Monday 00:00
 */
export function busiestHours(analysis: Analysis, includes: (place: number, kind: number) => boolean): BusiestHours {
  const found = timedEvents(analysis)
  if (found === null) return { named: false, because: 'months-only' }
  const profileOf = (weeks: typeof found.all) => {
    const { hours, account } = hourProfile(weeks, found.oneUnit, { includes })
    return { profile: weekProfile(hours, () => true), account }
  }
  const { account } = profileOf(found.all)
  if (account.used < LEAST_EVENTS) return { named: false, because: 'too-few' }
  if (!mayNamePeak(account)) return { named: false, because: 'spans-long' }
  const [choose, measure] = found.halves.map(profileOf)
  const day = standsOut(ofDay(choose.profile), ofDay(measure.profile), measure.account.used)
  const week = standsOut(choose.profile, measure.profile, measure.account.used)
  return day === null && week === null ? { named: false, because: 'none-stand-out' } : { named: true, day, week }
}

/** Located events of the period that have a start, whole and by every second week; null where there are none. */
const timedEvents = oncePerRun(({ crimes, hours, period }) => {
  const { events, places } = crimes
  if (events === null || hours === null) return null
  const own = recordedWithin(events, period)
  const all = eventsWhere(own, (row) => !Number.isNaN(own.from[row]) && !Number.isNaN(places.lng[own.place[row]]))
  const week = (row: number) => Math.floor((all.from[row] + MONDAY_MINUTES) / WEEK_MINUTES)
  return {
    all,
    halves: [0, 1].map((half) => eventsWhere(all, (row) => Math.abs(week(row) % 2) === half)),
    oneUnit: new Uint32Array(places.length),
  }
})

/** A week's hours as those of one day. */
function ofDay(week: Float64Array): Float64Array {
  return Float64Array.from({ length: DAY_HOURS }, (_, hour) =>
    WEEKDAYS.reduce((sum, _name, day) => sum + week[day * DAY_HOURS + hour], 0),
  )
}

/** The window that holds most of `choose`, if `measure`, of `events` events, holds more there than chance would put. */
function standsOut(choose: Float64Array, measure: Float64Array, events: number): Window | null {
  const from = strongest(choose)
  const expected = (events * WINDOW) / measure.length
  const inside = windowWeight(measure, from)
  return inside - expected > 2 * Math.sqrt(expected) ? { from, share: inside / events } : null
}

/** First hour of the window that holds most; the earliest of equals. */
function strongest(profile: Float64Array): number {
  let best = 0
  for (let from = 1; from < profile.length; from++) if (windowWeight(profile, from) > windowWeight(profile, best)) best = from
  return best
}

function windowWeight(profile: Float64Array, from: number): number {
  let sum = 0
  for (let k = 0; k < WINDOW; k++) sum += profile[(from + k) % profile.length]
  return sum
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** "22:00" of an hour of the day. */
export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

const NOT_NAMED = {
  'months-only': 'Months only: no hours or days in this report.',
  'spans-long': 'No hours are named: too few of the times are spans under 4 hours.',
  'too-few': `No hours are named: fewer than ${LEAST_EVENTS} records here have complete times.`,
  'none-stand-out': 'No four hours of the day or of the week clearly stand out.',
} as const

/** Whether the data answers when it happens, be it that no hours stand out. */
export function hoursKnown(found: BusiestHours): boolean {
  return found.named || found.because === 'none-stand-out'
}

/** The busiest hours as a sentence or two. */
export function hoursWords(found: BusiestHours): string {
  if (!found.named) return NOT_NAMED[found.because]
  const { day, week } = found
  const parts = [
    ...(day === null
      ? []
      : [`between ${dayWindow(day.from)} (${percent(day.share)}; ${percent(WINDOW / DAY_HOURS)} if all hours were alike)`]),
    ...(week === null
      ? []
      : [
          `${day === null ? '' : 'in the week '}on ${weekWindow(week.from)} (${percent(week.share)}; ${percent(WINDOW / WEEK_HOURS)} if all were alike)`,
        ]),
  ]
  return `Most ${parts.join(', ')}: four hours in a row, chosen on every second week; shares are of the other weeks.`
}

/** "16:00 and 20:00". */
function dayWindow(from: number): string {
  return `${clock(from)} and ${clock((from + WINDOW) % DAY_HOURS)}`
}

/** "Fri 18:00 to 22:00", "Fri 22:00 to Sat 02:00". */
function weekWindow(from: number): string {
  const last = (from + WINDOW - 1) % WEEK_HOURS
  const [day, lastDay] = [Math.floor(from / 24), Math.floor(last / 24)]
  const end = clock((last % 24) + 1)
  return `${WEEKDAYS[day]} ${clock(from % 24)} to ${day === lastDay ? end : `${WEEKDAYS[lastDay]} ${end}`}`
}
