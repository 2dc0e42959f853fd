import type { Activity, TallyTable } from '../types.js'
import type { Period } from './period.js'

/** What police did or were asked for in each unit over the period, by role; one more number than units, the last for `outside`. */
export type ActivityCounts = readonly { readonly role: Activity['role']; readonly count: Float64Array }[]

/**
 * Searches, outcomes and calls of each unit over the period. Beside crimes, never among them: activity follows where police are and
 * what is reported, and is no effect of it.
 *
 * @param unitsOf row of the unit of each place of an activity, NONE for none
 */
export function activityCounts(
  activities: readonly Activity[],
  unitsOf: (activity: Activity) => Uint32Array,
  units: number,
  { present }: Period,
): ActivityCounts {
  const months = new Set(present)
  return activities.map((activity) => ({
    role: activity.role,
    count: countsOf(activity.tallies, activity.places.lng, unitsOf(activity), units, months),
  }))
}

function countsOf(
  { length, place, month, count }: TallyTable,
  lng: Float64Array,
  unitOfPlace: Uint32Array,
  units: number,
  months: ReadonlySet<number>,
): Float64Array {
  const total = new Float64Array(units + 1)
  for (let row = 0; row < length; row++) {
    if (!months.has(month[row]) || Number.isNaN(lng[place[row]])) continue
    total[Math.min(unitOfPlace[place[row]], units)] += count[row]
  }
  return total
}
