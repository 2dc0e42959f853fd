import {
  type Column,
  type Dose,
  type DoseAmounts,
  type DoseOptions,
  dayText,
  type ListedHotspot,
  type MonthlyReturn,
  type PatrolTime,
  RETURN_KINDS,
  RETURN_MODES,
  type RosterCrew,
  type Table,
} from '../../engine/index.js'
import type { DoseSource } from './doseSource.js'
import { WEEKDAYS } from './londonDay.js'

/** Time in hotspots with what it was measured from. */
export interface MeasuredDose {
  readonly hotspots: readonly ListedHotspot[]
  readonly marking: string
  readonly source: DoseSource
  readonly options: Pick<DoseOptions, 'from' | 'to' | 'planned' | 'leastVisit' | 'mostVisit'>
  /** Officers in a crew; null: nobody said, so one. */
  readonly officersGiven: number | null
  /** Who is behind the call signs; null: nobody said. */
  readonly roster: ReadonlyMap<string, RosterCrew> | null
  /** Minutes of the plan at places of requests, which are no hotspots. */
  readonly plannedElsewhere: number
  /** Visits of the plan on other days. */
  readonly plannedOtherDays: number
  readonly dose: Dose
  readonly returns: readonly MonthlyReturn[]
  /** With the buffer; null of a visit log. */
  readonly buffered: Dose | null
}

const WEEK_HOURS = 168
const DAY_HOURS = 24
const HOUR = 60

/** Share of the minutes planned that crews were there; NaN without a plan, and for a plan of none. */
export function shareOfPlan({ crewMinutes, plannedMinutes }: Dose['hotspots'][number]): number {
  return plannedMinutes > 0 ? crewMinutes / plannedMinutes : Number.NaN
}

/**
 * The tables that are written: `hotspots` (a row each), `months` (a row for each month and hotspot with a visit), `hours` (168 rows a
 * hotspot, 0 among them) and `returns` (the monthly return: a row a month, in the shape a hotspot fund asks for, hours of officers).
 */
export function doseTables(measured: MeasuredDose): {
  hotspots: Table
  months: Table
  hours: Table
  returns: Table
} {
  const { hotspots, dose, returns, buffered, options, source } = measured
  const text = (name: string, at: (row: number) => string): Column => ({ name, type: 'text', at })
  const number = (name: string, at: (row: number) => number): Column => ({ name, type: 'number', at })
  const amounts = (of: (row: number) => DoseAmounts): Column[] => [
    number('visits', (row) => of(row).visits),
    number('visits_in_range', (row) => of(row).visitsInRange),
    number('visits_short', (row) => of(row).visitsShort),
    number('minutes', (row) => of(row).minutes),
    number('crew_minutes', (row) => of(row).crewMinutes),
    number('error_minutes', (row) => of(row).errorMinutes),
    number('officer_minutes', (row) => of(row).officerMinutes),
    number('officer_minutes_foot', (row) => of(row).footMinutes),
    number('officer_minutes_vehicle', (row) => of(row).vehicleMinutes),
  ]
  const withBuffer =
    buffered === null
      ? []
      : [
          number(`visits_with_${source.bufferM}m`, (row) => buffered.hotspots[row].visits),
          number(`crew_minutes_with_${source.bufferM}m`, (row) => buffered.hotspots[row].crewMinutes),
        ]
  const own = (row: number) => dose.hotspots[row]
  const month = (row: number) => dose.months[row]
  const hoursOf = (row: number, includes: (time: PatrolTime) => boolean) =>
    returns[row].patrol.reduce((sum, time) => sum + (includes(time) ? time.officerMinutes : 0), 0) / HOUR
  const hotspotOfHour = (row: number) => hotspots[Math.floor(row / WEEK_HOURS)]
  const hourOfWeek = (row: number) => row % WEEK_HOURS
  return {
    hotspots: {
      length: hotspots.length,
      columns: [
        text('hotspot', (row) => hotspots[row].id),
        text('name', (row) => hotspots[row].name),
        text('beat', (row) => hotspots[row].beat),
        text('include', (row) => (hotspots[row].include ? 'yes' : 'no')),
        text('from', () => dayText(options.from)),
        text('to', () => dayText(options.to - 1)),
        ...amounts(own),
        ...withBuffer,
        number('hours_since_last_visit', (row) => own(row).hoursSince),
        number('unknown_minutes', (row) => own(row).unknownMinutes),
        number('planned_minutes', (row) => own(row).plannedMinutes),
        number('share_of_plan', (row) => shareOfPlan(own(row))),
        text('under_visited', (row) => own(row).underVisited),
      ],
    },
    months: {
      length: dose.months.length,
      columns: [
        text('month', (row) => month(row).month),
        text('hotspot', (row) => hotspots[month(row).hotspot].id),
        text('name', (row) => hotspots[month(row).hotspot].name),
        text('beat', (row) => hotspots[month(row).hotspot].beat),
        number('days_visited', (row) => month(row).days),
        ...amounts(month),
      ],
    },
    hours: {
      length: dose.byHour.length,
      columns: [
        text('hotspot', (row) => hotspotOfHour(row).id),
        text('weekday', (row) => WEEKDAYS[Math.floor(hourOfWeek(row) / DAY_HOURS)]),
        number('hour', (row) => hourOfWeek(row) % DAY_HOURS),
        number('crew_minutes', (row) => dose.byHour[row]),
      ],
    },
    returns: {
      length: returns.length,
      columns: [
        text('month', (row) => returns[row].month),
        number('hotspots', () => hotspots.length),
        number('hotspots_patrolled', (row) => returns[row].hotspotsPatrolled),
        number('days_patrolled', (row) => returns[row].daysPatrolled),
        number('visits', (row) => returns[row].visits),
        number('visits_in_range', (row) => returns[row].visitsInRange),
        number('patrol_hours', (row) => hoursOf(row, () => true)),
        ...RETURN_MODES.map((mode) => number(`patrol_hours_${mode}`, (row) => hoursOf(row, (time) => time.mode === mode))),
        ...RETURN_KINDS.flatMap((kind) =>
          RETURN_MODES.map((mode) =>
            number(`${kind.toLowerCase()}_hours_${mode}`, (row) =>
              hoursOf(row, (time) => time.kind === kind && time.mode === mode),
            ),
          ),
        ),
        number('crew_hours', (row) => returns[row].crewMinutes / HOUR),
        number('crew_hours_in_plan', (row) => returns[row].inPlanMinutes / HOUR),
        number('planned_crew_hours', (row) => returns[row].plannedMinutes / HOUR),
        number('share_of_plan', (row) =>
          returns[row].plannedMinutes > 0 ? returns[row].inPlanMinutes / returns[row].plannedMinutes : Number.NaN,
        ),
      ],
    },
  }
}
