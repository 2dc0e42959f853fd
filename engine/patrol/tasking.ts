import type { Crew } from '../input/crews.js'
import type { PatrolRequest } from '../input/patrolRequests.js'
import type { PlanHotspot } from './planInput.js'
import type { PatrolPlan } from './planPatrols.js'
import type { Recast } from './recast.js'
import type { FoundHotspot } from './shiftSource.js'

/** Time in a hotspot over the seven days of the calendar before the date of a shift, against what was planned; NaN where no plan is known. */
export interface LastWeek {
  readonly crewMinutes: number
  readonly visits: number
  readonly plannedMinutes: number
  /** End of the last visit before the first crew's start, whenever that was, minutes since 1970-01-01 UTC; NaN: none is known. */
  readonly lastLeft: number
}

/** A hotspot of a tasking: what the plan was made of, and what its sheet says. */
export interface TaskedHotspot extends PlanHotspot {
  /** As the run found it; null where it is only in the user's list. */
  readonly found: FoundHotspot | null
  /** Code of the beat its centre lies in; '' outside all. */
  readonly beat: string
  readonly radiusM: number
  /** Offences, or harm, of the problem expected there in a week; NaN where nobody said what to expect. */
  readonly perWeek: number
  /** Null where no log or pings were given. */
  readonly lastWeek: LastWeek | null
  /** What a person wrote beside it in the list. */
  readonly reasonChanged: string
}

/** A shift planned for one area: what its sheet, files and page are made of. */
export interface Tasking {
  /** Kind, code and name of the area; '' the whole force. */
  readonly areaKind: string
  readonly areaCode: string
  readonly areaName: string
  readonly problem: string
  /** What `expected`, `perWeek` and `worth` are: offences of the problem, or harm. */
  readonly measure: 'volume' | 'harm'
  /** A plan on published or month-only data, for showing only: DEMONSTRATION goes across every sheet. */
  readonly demo: boolean
  /** Last day with a record, `YYYY-MM-DD`; and whole days from it to the shift date. Over 28 its age is shown in bold (RULES 15). */
  readonly dataTo: string
  readonly ageDays: number
  readonly crews: readonly Crew[]
  readonly requests: readonly PatrolRequest[]
  /** In the order of the plan's rows. */
  readonly hotspots: readonly TaskedHotspot[]
  readonly plan: PatrolPlan
  readonly recasts: readonly Recast[]
  /** What the reader must know of what it was made of, one sentence each: printed beside the plan. */
  readonly notes: readonly string[]
}
