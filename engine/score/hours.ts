import { monthStart } from '../londonTime.js'
import type { AreaTable, EventTable, HourTable, PlaceTable } from '../types.js'
import { type HourAccount, hourProfile, weekProfile } from './hourProfile.js'
import type { Period } from './period.js'

/** When the located crimes of the period happened. */
export interface Hours {
  readonly layers: readonly { readonly kind: string; readonly code: readonly string[]; readonly hours: HourTable }[]
  /** All of them together: weight of each of the 168 hours of London's week. */
  readonly profile: Float64Array
  readonly account: HourAccount
}

/**
 * Hours of the week by area and kind, of the crimes recorded in the period. LSOAs and cells are left out: they hold too few events an
 * hour to say anything.
 *
 * @returns null where no event of the period has a start
 */
export function hoursOf(
  events: EventTable,
  places: PlaceTable,
  layers: readonly { readonly areas: AreaTable; readonly unitOfPlace: Uint32Array }[],
  period: Period,
): Hours | null {
  const own = recordedWithin(events, period)
  const started = own.from.some((minutes, row) => !Number.isNaN(minutes) && !Number.isNaN(places.lng[own.place[row]]))
  if (!started) return null
  const includes = (place: number) => !Number.isNaN(places.lng[place])
  const whole = hourProfile(own, new Uint32Array(places.length), { includes })
  return {
    layers: layers
      .filter(({ areas }) => areas.kind !== 'lsoa')
      .map(({ areas, unitOfPlace }) => ({
        kind: areas.kind,
        code: areas.code,
        hours: hourProfile(own, unitOfPlace, { includes }).hours,
      })),
    profile: weekProfile(whole.hours, () => true),
    account: whole.account,
  }
}

/** Events recorded from the first to the last month of the period, London time. */
export function recordedWithin(events: EventTable, { from, to }: Period): EventTable {
  const [first, end] = [monthStart(from), monthStart(to + 1)]
  return eventsWhere(events, (row) => events.recorded[row] >= first && events.recorded[row] < end)
}

/** Some rows of a table of events, in its order. */
export function eventsWhere(events: EventTable, includes: (row: number) => boolean): EventTable {
  return eventRows(events, Uint32Array.from(events.recorded.keys()).filter(includes))
}

/** These rows of a table of events, in their order. */
export function eventRows(events: EventTable, rows: Uint32Array): EventTable {
  return {
    length: rows.length,
    place: rows.map((row) => events.place[row]),
    kind: Uint16Array.from(rows, (row) => events.kind[row]),
    from: Float64Array.from(rows, (row) => events.from[row]),
    to: Float64Array.from(rows, (row) => events.to[row]),
    recorded: Float64Array.from(rows, (row) => events.recorded[row]),
    count: rows.map((row) => events.count[row]),
  }
}
