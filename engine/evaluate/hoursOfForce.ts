import { committed } from '../hotspot/pointHistory.js'
import { hourProfile, weekProfile } from '../score/hourProfile.js'
import { eventsWhere } from '../score/hours.js'
import type { EventTable, PlaceTable } from '../types.js'
import { haveOneTime } from './hotspotPeak.js'

/**
 * Weight of each hour of the week of a problem in the whole force, over all months up to an end; null where no time is known. One event is
 * added to every hour, so that hours differ little where there are few.
 *
 * @param counted 1 by kind of the problem
 * @param end     instant events were committed before, minutes since 1970-01-01 UTC
 */
export function hoursOfForce(
  events: EventTable,
  { length, lng }: Pick<PlaceTable, 'length' | 'lng'>,
  counted: Uint8Array,
  end: number,
): Float64Array | null {
  const own = eventsWhere(
    events,
    (row) => counted[events.kind[row]] === 1 && !Number.isNaN(lng[events.place[row]]) && committed(events, row) < end,
  )
  if (!own.from.some((minutes) => !Number.isNaN(minutes))) return null
  const { hours } = hourProfile(own, new Uint32Array(length), { noEnd: haveOneTime(own, () => true) ? 'atStart' : 'exclude' })
  return weekProfile(hours, () => true).map((weight) => weight + 1)
}
