import type { PlannedMinutes } from '../input/plannedMinutes.js'
import { instantOn } from './crewShift.js'
import { dose } from './dose.js'
import type { DoseHotspot, Stays } from './stays.js'
import type { LastWeek } from './tasking.js'

const WEEK = 7 * 1440 // minutes of London's clocks

/** The seven days of the calendar before a date, from midnight to midnight: minutes since 1970-01-01 UTC. */
export function weekBefore(date: string): { from: number; to: number } {
  return { from: instantOn(date, -WEEK, ''), to: instantOn(date, 0, '') }
}

/**
 * Time in each hotspot over the seven days of the calendar before the date of a shift (`weekBefore`).
 *
 * @param measured as of these hotspots
 * @param planned  minutes by id, of these seven days; null: no plan is known
 * @param date     `YYYY-MM-DD`
 * @param start    of the first crew's shift, minutes since 1970-01-01 UTC: nothing after it is known
 */
export function lastWeekOf(
  measured: Stays,
  hotspots: readonly DoseHotspot[],
  planned: PlannedMinutes | null,
  date: string,
  start: number,
): LastWeek[] {
  const amounts = dose(measured, hotspots, weekBefore(date)).hotspots
  return hotspots.map(({ id }, row) => {
    const last = measured.stays.reduce(
      (latest, { hotspot, from, to }) => (hotspot === row && from < start ? Math.max(latest, Math.min(to, start)) : latest),
      -Infinity,
    )
    return {
      crewMinutes: amounts[row].crewMinutes,
      visits: amounts[row].visits,
      plannedMinutes: planned?.minutes.get(id) ?? Number.NaN,
      lastLeft: last === -Infinity ? Number.NaN : last,
    }
  })
}
