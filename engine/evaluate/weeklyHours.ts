import { londonOffset, WEEK_HOURS } from '../londonTime.js'
import { type HourAccount, type HourOptions, hourProfile } from '../score/hourProfile.js'
import { type EventTable, NONE } from '../types.js'

/** When events happened, each week by itself: what halves and resamples of whole weeks are made of. */
export interface WeeklyHours {
  /** Weeks with an event, ascending: weeks from Monday 00:00 London, 0 is that of 1 January 1970. */
  readonly number: Float64Array
  /** Float64Array[weeks x 168]: aoristic weight of the events of each of these weeks. */
  readonly weight: Float64Array
  readonly account: HourAccount
}

/**
 * The profile of `hourProfile` week by week. An event belongs as a whole to the week of its start, however long its span.
 *
 * @throws EngineError 'needs-force-extract' as `hourProfile`
 */
export function weeklyHours(events: EventTable, options: Partial<HourOptions>): WeeklyHours {
  const { includes } = options
  const weekOf = Array.from(events.from, weekNumber)
  const present = Float64Array.from(new Set(weekOf.filter((week) => !Number.isNaN(week)))).sort()
  const rowOf = new Map(Array.from(present, (week, row) => [week, row]))
  // the table groups by place and kind: for it, an event's place is its row, the unit there the week, and all are of one kind
  const { hours, account } = hourProfile(
    { ...events, place: Uint32Array.from(weekOf.keys()), kind: new Uint16Array(events.length) },
    Uint32Array.from(weekOf, (week) => rowOf.get(week) ?? NONE),
    { ...options, ...(includes && { includes: (row: number) => includes(events.place[row], events.kind[row]) }) },
  )
  // sorted by week: those whose events were all left out are not among them
  const used = [...new Set(hours.unit)]
  const weight = new Float64Array(used.length * WEEK_HOURS)
  let week = 0
  for (let at = 0; at < hours.length; at++) {
    if (hours.unit[at] !== used[week]) week++
    weight[week * WEEK_HOURS + hours.hourOfWeek[at]] += hours.weight[at]
  }
  return { number: Float64Array.from(used, (unit) => present[unit]), weight, account }
}

/** NaN of an unknown time. */
function weekNumber(minutes: number): number {
  return Math.floor((minutes + londonOffset(minutes) + 3 * 1440) / (WEEK_HOURS * 60))
}

/** Profile of one of these weeks; not a copy. */
export function profileOfWeek({ weight }: WeeklyHours, week: number): Float64Array {
  return weight.subarray(week * WEEK_HOURS, (week + 1) * WEEK_HOURS)
}
