import type { CrewVisit } from './dose.js'
import type { Stay } from './stays.js'

/** A visit with what it is made of. */
export interface VisitOfStays extends CrewVisit {
  readonly stays: readonly Stay[]
}

/** A visit of a crew, to one hotspot or to several that share the ground. */
export interface DistinctVisit extends VisitOfStays {
  /** Of `minutes`, in hotspots of the plan. */
  readonly inPlanMinutes: number
}

interface Interval {
  readonly from: number
  readonly to: number
}

/** Sums of fractions of minutes: less than this is nothing. */
const ROUNDING = 1e-6

/**
 * Visits with every minute of a crew once, however many hotspots share the ground it stood on. Visits of a crew to several hotspots are one
 * where they overlap for half of the shorter one or more; of others that overlap, hotspots of the plan have the shared minutes, else the
 * visit that began first. A visit is of the hotspot in the plan, else of the one with most minutes, else of the first in the list.
 *
 * @param visits of any order
 * @param inPlan whether a hotspot is in the plan
 * @returns by call sign and arrival
 *
 * Misleads in a log where a crew writes two places down for the same time.
 */
export function distinctVisits(visits: readonly VisitOfStays[], inPlan: (hotspot: number) => boolean): DistinctVisit[] {
  const byCrew = new Map<string, VisitOfStays[]>()
  for (const visit of visits) {
    const own = byCrew.get(visit.callSign)
    if (own === undefined) byCrew.set(visit.callSign, [visit])
    else own.push(visit)
  }
  const crews = [...byCrew].sort(([a], [b]) => (a < b ? -1 : 1))
  return crews.flatMap(([, own]) => {
    const planned = (group: readonly VisitOfStays[]) => Number(group.some(({ hotspot }) => inPlan(hotspot)))
    const groups = groupsOf(own).sort((a, b) => planned(b) - planned(a) || a[0].arrive - b[0].arrive)
    const taken: Interval[] = []
    return groups
      .flatMap((group) => {
        const visit = visitOf(group, taken, inPlan)
        taken.push(...group.flatMap(({ stays }) => stays))
        return visit.minutes > ROUNDING ? [visit] : []
      })
      .sort((a, b) => a.arrive - b.arrive || a.hotspot - b.hotspot)
  })
}

/** Visits of a crew that are one, each group by arrival. */
function groupsOf(visits: readonly VisitOfStays[]): VisitOfStays[][] {
  const ordered = visits.toSorted((a, b) => a.arrive - b.arrive || a.hotspot - b.hotspot)
  const times = ordered.map(({ stays }) => union(stays))
  const groupOf = ordered.map((_, row) => row)
  ordered.forEach((early, row) => {
    for (let later = row + 1; later < ordered.length && ordered[later].arrive < early.leave; later++) {
      const shared = sharedMinutes(times[row], times[later])
      if (ordered[later].hotspot === early.hotspot || shared < Math.min(early.minutes, ordered[later].minutes) / 2) continue
      const [from, to] = [groupOf[later], groupOf[row]]
      groupOf.forEach((group, other) => {
        if (group === from) groupOf[other] = to
      })
    }
  })
  return [...new Set(groupOf)].map((group) => ordered.filter((_, row) => groupOf[row] === group))
}

/** @param taken minutes of the crew that are counted elsewhere */
function visitOf(
  group: readonly VisitOfStays[],
  taken: readonly Interval[],
  inPlan: (hotspot: number) => boolean,
): DistinctVisit {
  const first = group.toSorted(
    (a, b) => Number(inPlan(b.hotspot)) - Number(inPlan(a.hotspot)) || b.minutes - a.minutes || a.hotspot - b.hotspot,
  )
  const pieces: Interval[] = []
  const [start, end] = [Math.min(...group.map(({ arrive }) => arrive)), Math.max(...group.map(({ leave }) => leave))]
  let gone = union(taken.filter(({ from, to }) => from < end && to > start))
  const sums = { minutes: 0, errorMinutes: 0, footMinutes: 0, vehicleMinutes: 0, inPlanMinutes: 0 }
  for (const { hotspot, stays } of first) {
    for (const stay of stays) {
      const free = without(stay, gone)
      const minutes = free.reduce((sum, { from, to }) => sum + to - from, 0)
      const part = minutes / (stay.to - stay.from)
      sums.minutes += minutes
      sums.errorMinutes += part * stay.errorMinutes
      sums.footMinutes += part * stay.footMinutes
      sums.vehicleMinutes += part * stay.vehicleMinutes
      if (inPlan(hotspot)) sums.inPlanMinutes += minutes
      pieces.push(...free)
      gone = union([...gone, stay])
    }
  }
  return {
    ...first[0],
    ...sums,
    arrive: Math.min(...pieces.map(({ from }) => from)),
    leave: Math.max(...pieces.map(({ to }) => to)),
    stays: group.flatMap(({ stays }) => stays),
  }
}

/** Disjoint, in order of time. */
function union(list: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const { from, to } of list.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else merged.push({ from, to })
  }
  return merged
}

/** @param taken disjoint, in order of time */
function without({ from, to }: Interval, taken: readonly Interval[]): Interval[] {
  const free: Interval[] = []
  let at = from
  for (const other of taken) {
    if (other.to <= at) continue
    if (other.from >= to) break
    if (other.from > at) free.push({ from: at, to: other.from })
    at = other.to
  }
  if (at < to) free.push({ from: at, to })
  return free
}

/** @param a disjoint, in order of time, as `b` */
function sharedMinutes(a: readonly Interval[], b: readonly Interval[]): number {
  return a.reduce(
    (sum, one) =>
      sum + b.reduce((own, other) => own + Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from)), 0),
    0,
  )
}
