import type { Activity, RowAccount, TallyTable } from '../types.js'
import { monthsPresent, type Period } from './period.js'

/**
 * What police did or were asked for in each unit over the period, by role; one more number than units, the last for `outside`. All NaN
 * where the activity has no row of the period's months: unknown, not zero.
 */
export type ActivityCounts = readonly { readonly role: Activity['role']; readonly count: Float64Array }[]

/** What was read of one activity, and how it meets the period. */
export interface ActivityAccount {
  readonly role: Activity['role']
  readonly rows: RowAccount
  /** Months with rows, in the period or not, ascending; counted from 2000-01. */
  readonly months: readonly number[]
  /** Those of them that are not of the period, and the rows used that they hold, located or not. */
  readonly monthsOutsidePeriod: readonly number[]
  readonly rowsOutsidePeriod: number
}

/**
 * Searches, outcomes and calls of each unit over the period. Beside crimes, never among them: activity follows where police are and
 * what is reported, and is no effect of it.
 *
 * Misleads where the activity has some of the period's months only: the others count as nothing. The accounts give its months.
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
    count: monthsPresent(activity.tallies).some((month) => months.has(month))
      ? countsOf(activity.tallies, activity.places.lng, unitsOf(activity), units, months)
      : new Float64Array(units + 1).fill(Number.NaN),
  }))
}

/** One account per activity, in their order. */
export function activityAccounts(activities: readonly Activity[], { present }: Period): ActivityAccount[] {
  const inPeriod = new Set(present)
  return activities.map(({ role, rows, tallies }) => {
    const months = monthsPresent(tallies)
    let rowsOutsidePeriod = 0
    for (let row = 0; row < tallies.length; row++) if (!inPeriod.has(tallies.month[row])) rowsOutsidePeriod += tallies.count[row]
    return { role, rows, months, monthsOutsidePeriod: months.filter((month) => !inPeriod.has(month)), rowsOutsidePeriod }
  })
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
