import type { PlannedMinutes } from '../input/plannedMinutes.js'
import { dose } from './dose.js'
import type { DoseHotspot, Stays } from './stays.js'
import type { LastWeek } from './tasking.js'

const WEEK = 7 * 1440

/**
 * Time in each hotspot over the seven days before a shift.
 *
 * @param measured as of these hotspots
 * @param planned  minutes by id, of these seven days; null: no plan is known
 * @param start    of the shift, minutes since 1970-01-01 UTC
 */
export function lastWeekOf(
  measured: Stays,
  hotspots: readonly DoseHotspot[],
  planned: PlannedMinutes | null,
  start: number,
): LastWeek[] {
  const amounts = dose(measured, hotspots, { from: start - WEEK, to: start }).hotspots
  return hotspots.map(({ id }, row) => {
    const last = measured.stays.reduce(
      (latest, { hotspot, from, to }) => (hotspot === row && from < start ? Math.max(latest, Math.min(to, start)) : latest),
      -Infinity,
    )
    return {
      crewMinutes: amounts[row].crewMinutes,
      visits: amounts[row].visits,
      plannedMinutes: planned?.minutes.get(id) ?? Number.NaN,
      hoursSince: last === -Infinity ? Number.NaN : (start - last) / 60,
    }
  })
}
