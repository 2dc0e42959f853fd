import type { RosterCrew } from '../input/crewRoster.js'
import { CREW_KINDS, type CrewKind, TRAVEL_MODES, type TravelMode } from '../input/crews.js'
import { monthText } from '../input/month.js'
import { londonOf, monthStart } from '../londonTime.js'
import { daysVisited } from './daysVisited.js'
import type { CrewVisit, Dose, DoseOptions } from './dose.js'

export const RETURN_KINDS = [...CREW_KINDS, 'unknown'] as const
export const RETURN_MODES = [...TRAVEL_MODES, 'unknown'] as const

/** Patrol time by who and how. */
export interface PatrolTime {
  readonly kind: CrewKind | 'unknown'
  readonly mode: TravelMode | 'unknown'
  readonly officerMinutes: number
}

/** What a month's return of a hotspot fund asks for. */
export interface MonthlyReturn {
  /** `YYYY-MM` of London's calendar. */
  readonly month: string
  /** With a visit; of hotspots that share the ground of it one. */
  readonly hotspotsPatrolled: number
  readonly daysPatrolled: number
  readonly visits: number
  readonly visitsInRange: number
  readonly crewMinutes: number
  /** Of these, in hotspots of the plan; NaN: there is no plan. */
  readonly inPlanMinutes: number
  /** Every kind with every mode, 0 among them. */
  readonly patrol: readonly PatrolTime[]
  /** The plan of the whole period shared out by time; NaN: there is no plan. */
  readonly plannedMinutes: number
}

/** Minutes of stays are sums of fractions: less than this of a visit is nothing. */
const ROUNDING = 1e-6

type ReturnOptions = Pick<DoseOptions, 'from' | 'to' | 'planned' | 'officers' | 'leastVisit' | 'mostVisit'>

/**
 * The monthly return, a row for each month the period touches, also those without a visit. A visit is of the month it begins in.
 *
 * @param visits as `dose` gives them, cut to the period, every minute of a crew once: `distinct`
 * @param roster who is behind a call sign; one that is not in it is `unknown`
 *
 * Misleads as `dose`, and where an officer of one kind parades under a call sign of another.
 */
export function monthlyReturns(
  visits: Dose['distinct'],
  roster: ReadonlyMap<string, RosterCrew>,
  { from, to, planned, officers, leastVisit, mostVisit }: ReturnOptions,
): MonthlyReturn[] {
  const plannedInAll = planned?.reduce((sum, minutes) => sum + (Number.isNaN(minutes) ? 0 : minutes), 0) ?? Number.NaN
  return monthsBetween(from, to).map(({ month, start, end }) => {
    const own = visits.filter(({ arrive }) => arrive >= start && arrive < end)
    const patrol = RETURN_KINDS.flatMap((kind) =>
      RETURN_MODES.map((mode): PatrolTime => {
        const time = (visit: CrewVisit) =>
          (roster.get(visit.callSign)?.kind ?? 'unknown') === kind
            ? minutesBy(visit, mode) * (officers.get(visit.callSign) ?? 1)
            : 0
        return { kind, mode, officerMinutes: own.reduce((sum, visit) => sum + time(visit), 0) }
      }),
    )
    return {
      month,
      hotspotsPatrolled: new Set(own.map(({ hotspot }) => hotspot)).size,
      daysPatrolled: daysVisited(own, month),
      visits: own.length,
      visitsInRange: own.filter(({ minutes }) => minutes >= leastVisit && minutes <= mostVisit).length,
      crewMinutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
      inPlanMinutes: planned === null ? Number.NaN : own.reduce((sum, { inPlanMinutes }) => sum + inPlanMinutes, 0),
      patrol,
      plannedMinutes: (plannedInAll * (Math.min(end, to) - Math.max(start, from))) / (to - from),
    }
  })
}

function minutesBy({ minutes, footMinutes, vehicleMinutes }: CrewVisit, mode: PatrolTime['mode']): number {
  if (mode === 'foot') return footMinutes
  if (mode === 'vehicle') return vehicleMinutes
  const rest = minutes - footMinutes - vehicleMinutes
  return rest > ROUNDING ? rest : 0
}

function monthsBetween(from: number, to: number): { month: string; start: number; end: number }[] {
  const months = []
  const first = londonOf(from)
  for (let month = 12 * (first.year - 2000) + first.month - 1; monthStart(month) < to; month++)
    months.push({ month: monthText(month), start: monthStart(month), end: monthStart(month + 1) })
  return months
}
