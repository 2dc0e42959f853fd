import { checkNames } from '../checkOption.js'
import { EngineError } from '../error.js'
import type { TravelMode } from '../input/crews.js'
import { hourOfWeek, londonOf, WEEK_HOURS } from '../londonTime.js'
import { daysVisited } from './daysVisited.js'
import { type DistinctVisit, distinctVisits, type VisitOfStays } from './distinctVisits.js'
import type { DoseHotspot, Stay, Stays } from './stays.js'

export interface DoseOptions {
  /** Instants the time is counted from and up to, minutes since 1970-01-01 UTC. */
  readonly from: number
  readonly to: number
  /** Officers by call sign; a call sign that is not in it counts as one. */
  readonly officers: ReadonlyMap<string, number>
  /** How a call sign patrols, where its stays do not tell: of a log. */
  readonly modes: ReadonlyMap<string, TravelMode>
  /** Minutes planned in each hotspot between `from` and `to`; NaN none. Null: there is no plan. */
  readonly planned: Float64Array | null
  /** A crew that is away for less comes back to the same visit. */
  readonly visitGapMinutes: number
  /** A visit of so many minutes counts as one of the length asked for. */
  readonly leastVisit: number
  readonly mostVisit: number
}

export const DOSE_DEFAULTS: Omit<DoseOptions, 'from' | 'to'> = {
  officers: new Map(),
  modes: new Map(),
  planned: null,
  visitGapMinutes: 5,
  leastVisit: 10,
  mostVisit: 20,
}

/** Stays of one crew in one hotspot that are one visit. */
export interface CrewVisit {
  readonly hotspot: number
  readonly callSign: string
  readonly arrive: number
  readonly leave: number
  /** In the hotspot, without the time away in between. */
  readonly minutes: number
  readonly errorMinutes: number
  /** Of `minutes`; what is neither is unknown. */
  readonly footMinutes: number
  readonly vehicleMinutes: number
}

/** Amounts of time in a hotspot. */
export interface DoseAmounts {
  /** While at least one crew was there. */
  readonly minutes: number
  /** Summed over crews, and over officers. */
  readonly crewMinutes: number
  readonly officerMinutes: number
  /** Of `officerMinutes`; what is neither is unknown. */
  readonly footMinutes: number
  readonly vehicleMinutes: number
  /** The true crew-minutes lie within so many, as far as the pings can tell. */
  readonly errorMinutes: number
  readonly visits: number
  /** Of the length asked for (10 to 20 minutes), and shorter; the rest were longer. */
  readonly visitsInRange: number
  readonly visitsShort: number
}

export interface HotspotDose extends DoseAmounts {
  readonly hotspot: number
  /** From the last moment a crew was there to `to`; NaN: never in this data. */
  readonly hoursSince: number
  /** Minutes between pings, too far apart to tell, that begin or end in it. */
  readonly unknownMinutes: number
  readonly plannedMinutes: number
  /** Crew-minutes below the plan; `perhaps`: within what the pings cannot tell. */
  readonly underVisited: 'yes' | 'perhaps' | 'no' | 'no-plan'
}

/** A hotspot in one month of London's calendar, as a monthly return lists it. */
export interface MonthlyDose extends DoseAmounts {
  readonly hotspot: number
  /** `YYYY-MM`. */
  readonly month: string
  /** Days with a visit. */
  readonly days: number
}

export interface Dose {
  /** Each by itself: ground that hotspots share counts in every one of them. */
  readonly hotspots: readonly HotspotDose[]
  /** Together: every minute of a crew once (`distinctVisits`). Of its crew-minutes those in hotspots of the plan; NaN without a plan. */
  readonly all: DoseAmounts
  readonly inPlanMinutes: number
  /** Those below the plan, `yes` first, most minutes short first. */
  readonly underVisited: readonly number[]
  /** Hotspot by hour of London's week: crew-minutes. */
  readonly byHour: Float64Array
  /** By month and hotspot; only where there was a visit. */
  readonly months: readonly MonthlyDose[]
  readonly visits: readonly CrewVisit[]
  /** The same with every minute of a crew once, by call sign and arrival. */
  readonly distinct: readonly (CrewVisit & Pick<DistinctVisit, 'inPlanMinutes'>)[]
  /** Call signs without a number of officers: each counts as one. */
  readonly officersAssumed: readonly string[]
  /** Of pings, as of `Stays`. */
  readonly knownMinutes: number
  readonly unknownMinutes: number
  readonly pingMinutes: number
}

const HOUR = 60

/**
 * Time in hotspots: minutes, crew-minutes and officer-minutes, visits, what is below plan, and the monthly return.
 *
 * A stay that crosses `from` or `to` counts with the part between them. A visit and its minutes are of the month of London's calendar it
 * begins in, so months sum to the whole. Where hotspots share ground a crew there is in each of them; in `all`, and in the monthly return,
 * it counts once.
 *
 * @throws EngineError 'option-unknown', 'value-out-of-range' (`to` before `from`, lengths of a visit), 'length-mismatch' (plan)
 *
 * Minutes are presence, not work done: what was seen and said is on the sheet. Koper (1995) on visits of 10 to 15 minutes; 10 to 20
 * are the parameters here.
 */
export function dose(
  measured: Stays,
  hotspots: readonly DoseHotspot[],
  given: Pick<DoseOptions, 'from' | 'to'> & Partial<DoseOptions>,
): Dose {
  checkNames(given, ['from', 'to', ...Object.keys(DOSE_DEFAULTS)])
  const options = { ...DOSE_DEFAULTS, ...given }
  const { from, to, planned, officers } = options
  if (!(from < to)) throw new EngineError('value-out-of-range', { column: 'to', hint: 'The end must lie after the start.' })
  if (!(options.leastVisit >= 0 && options.leastVisit <= options.mostVisit))
    throw new EngineError('value-out-of-range', {
      column: 'visit',
      hint: 'Give the shortest and the longest visit in this order.',
    })
  if (planned !== null && planned.length !== hotspots.length)
    throw new EngineError('length-mismatch', {
      column: 'planned',
      hint: `Give the plan of each of the ${hotspots.length} hotspots.`,
    })
  const within = measured.stays.flatMap((stay) => {
    const cut = cutStay(stay, from, to)
    return cut.to > cut.from ? [cut] : []
  })
  const ofHotspots = visitsOf(within, options.visitGapMinutes)
  const visits = ofHotspots.map((visit) => withMode(visit, options.modes))
  const distinct = distinctVisits(ofHotspots, (hotspot) => planned !== null && !Number.isNaN(planned[hotspot])).map((visit) =>
    withMode(visit, options.modes),
  )
  const doses = hotspots.map((_, hotspot): HotspotDose => {
    const own = visits.filter((visit) => visit.hotspot === hotspot)
    const amounts = amountsOf(own, options)
    const last = own.reduce((latest, { leave }) => Math.max(latest, leave), -Infinity)
    const plannedMinutes = planned === null ? Number.NaN : planned[hotspot]
    return {
      hotspot,
      ...amounts,
      hoursSince: own.length === 0 ? Number.NaN : (to - last) / HOUR,
      unknownMinutes: measured.unknownAt[hotspot],
      plannedMinutes,
      underVisited: underVisited(amounts, plannedMinutes),
    }
  })
  const short = ({ plannedMinutes, crewMinutes }: HotspotDose) => plannedMinutes - crewMinutes
  return {
    hotspots: doses,
    all: amountsOf(distinct, options),
    inPlanMinutes: planned === null ? Number.NaN : distinct.reduce((sum, { inPlanMinutes }) => sum + inPlanMinutes, 0),
    underVisited: doses
      .filter((row) => row.underVisited === 'yes' || row.underVisited === 'perhaps')
      .sort(
        (a, b) =>
          Number(a.underVisited === 'perhaps') - Number(b.underVisited === 'perhaps') ||
          short(b) - short(a) ||
          a.hotspot - b.hotspot,
      )
      .map(({ hotspot }) => hotspot),
    byHour: byHour(within, hotspots.length),
    months: monthsOf(visits, options),
    visits: visits.map(({ stays: _, ...visit }) => visit),
    distinct: distinct.map(({ stays: _, ...visit }) => visit),
    officersAssumed: [...new Set(within.map(({ callSign }) => callSign))].filter((callSign) => !officers.has(callSign)).sort(),
    knownMinutes: measured.knownMinutes,
    unknownMinutes: measured.unknownMinutes,
    pingMinutes: measured.pingMinutes,
  }
}

/** The part between two instants; on foot and by vehicle in the proportion of the whole. */
function cutStay(stay: Stay, from: number, to: number): Stay {
  const [start, end] = [Math.max(from, stay.from), Math.min(to, stay.to)]
  const part = (end - start) / (stay.to - stay.from)
  return {
    ...stay,
    from: start,
    to: end,
    footMinutes: part < 1 ? part * stay.footMinutes : stay.footMinutes,
    vehicleMinutes: part < 1 ? part * stay.vehicleMinutes : stay.vehicleMinutes,
  }
}

function withMode<T extends VisitOfStays>(visit: T, modes: ReadonlyMap<string, TravelMode>): T {
  const mode = modes.get(visit.callSign)
  if (mode === undefined || visit.footMinutes + visit.vehicleMinutes > 0) return visit
  return { ...visit, [mode === 'foot' ? 'footMinutes' : 'vehicleMinutes']: visit.minutes }
}

/** @param stays by hotspot, call sign and time */
function visitsOf(stays: readonly Stay[], gapMinutes: number): VisitOfStays[] {
  const visits: VisitOfStays[] = []
  for (const stay of stays) {
    const { hotspot, callSign, from, to, errorMinutes, footMinutes, vehicleMinutes } = stay
    const last = visits.at(-1)
    if (last !== undefined && last.hotspot === hotspot && last.callSign === callSign && from - last.leave < gapMinutes) {
      visits[visits.length - 1] = {
        ...last,
        leave: Math.max(last.leave, to),
        // stays of a log may overlap
        minutes: last.minutes + Math.max(0, to - Math.max(from, last.leave)),
        errorMinutes: last.errorMinutes + errorMinutes,
        footMinutes: last.footMinutes + footMinutes,
        vehicleMinutes: last.vehicleMinutes + vehicleMinutes,
        stays: [...last.stays, stay],
      }
    } else {
      const minutes = to - from
      visits.push({
        hotspot,
        callSign,
        arrive: from,
        leave: to,
        minutes,
        errorMinutes,
        footMinutes,
        vehicleMinutes,
        stays: [stay],
      })
    }
  }
  return visits
}

function amountsOf(
  visits: readonly VisitOfStays[],
  { officers, leastVisit, mostVisit }: Pick<DoseOptions, 'officers' | 'leastVisit' | 'mostVisit'>,
): DoseAmounts {
  const sum = (value: (visit: VisitOfStays) => number) => visits.reduce((all, visit) => all + value(visit), 0)
  return {
    minutes: unionMinutes(visits.flatMap(({ stays }) => stays)),
    crewMinutes: sum(({ minutes }) => minutes),
    officerMinutes: sum(({ minutes, callSign }) => minutes * (officers.get(callSign) ?? 1)),
    footMinutes: sum(({ footMinutes, callSign }) => footMinutes * (officers.get(callSign) ?? 1)),
    vehicleMinutes: sum(({ vehicleMinutes, callSign }) => vehicleMinutes * (officers.get(callSign) ?? 1)),
    errorMinutes: sum(({ errorMinutes }) => errorMinutes),
    visits: visits.length,
    visitsInRange: visits.filter(({ minutes }) => minutes >= leastVisit && minutes <= mostVisit).length,
    visitsShort: visits.filter(({ minutes }) => minutes < leastVisit).length,
  }
}

/** Minutes in at least one of the stays. */
function unionMinutes(stays: readonly Stay[]): number {
  let sum = 0
  let reached = -Infinity
  for (const { from, to } of stays.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return sum
}

function underVisited({ crewMinutes, errorMinutes }: DoseAmounts, plannedMinutes: number): HotspotDose['underVisited'] {
  if (Number.isNaN(plannedMinutes)) return 'no-plan'
  if (crewMinutes >= plannedMinutes) return 'no'
  return crewMinutes + errorMinutes >= plannedMinutes ? 'perhaps' : 'yes'
}

function byHour(stays: readonly Stay[], hotspots: number): Float64Array {
  const minutes = new Float64Array(hotspots * WEEK_HOURS)
  for (const { hotspot, from, to } of stays) {
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / HOUR) + 1) * HOUR)
      minutes[hotspot * WEEK_HOURS + hourOfWeek(at)] += next - at
      at = next
    }
  }
  return minutes
}

function monthsOf(visits: readonly VisitOfStays[], options: DoseOptions): MonthlyDose[] {
  const groups = new Map<string, VisitOfStays[]>()
  for (const visit of visits) {
    const { year, month } = londonOf(visit.arrive)
    const key = `${year}-${String(month).padStart(2, '0')} ${visit.hotspot}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [visit])
    else group.push(visit)
  }
  return [...groups]
    .map(([key, own]): MonthlyDose => {
      const month = key.slice(0, 7)
      return { hotspot: own[0].hotspot, month, days: daysVisited(own, month), ...amountsOf(own, options) }
    })
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.hotspot - b.hotspot))
}
