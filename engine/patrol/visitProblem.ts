/** A window of a crew, by row. */
export interface VisitSlot {
  readonly crew: number
  readonly mostMinutes: number
  /** Most minutes of its visits, the ways to them and the way back, where it is the crew's last with visits. */
  readonly minutesToEnd: number
}

interface VisitCrew {
  /** Rows among the nodes of `travel`, where places come first: where it sets out, and where it starts and ends its shift. */
  readonly setsOut: number
  readonly start: number
  /** Node by node. */
  readonly travel: Float64Array
  readonly usefulMinutes: number
}

/** A visit somebody wants in one of some slots, and what granting it is worth. */
export interface VisitWish {
  readonly place: number
  /** By slot: 1 where it would be granted. */
  readonly slots: Uint8Array
  readonly worth: number
}

export interface Visit {
  readonly slot: number
  readonly place: number
}

/** Which visits to make, when and by whom: an orienteering problem with repeats, in rows and minutes. */
export interface VisitProblem {
  readonly places: number
  /** Nodes of every travel table. */
  readonly nodes: number
  /** By crew, and by time within a crew. */
  readonly slots: readonly VisitSlot[]
  readonly crews: readonly VisitCrew[]
  /** Slot by place: worth of a visit there and then, were it the only one. */
  readonly worth: Float64Array
  /** Slot by place: 1 where a visit may be. */
  readonly open: Uint8Array
  /** Slot by place: instant in the middle of the time a visit may be made in; NaN where none may be. */
  readonly middle: Float64Array
  /** By place. */
  readonly mostVisits: Uint32Array
  /** Slot by place: instants a visit is to be made from and up to, the part that is asked for where one is; NaN where none may be. */
  readonly earliest: Float64Array
  readonly latest: Float64Array
  /** By crew: instant it can set out from. */
  readonly setsOutAt: readonly number[]
  readonly wishes: readonly VisitWish[]
  /** Visits that stand whatever is chosen: made, or in the hands of others. They cost nothing here. */
  readonly held: readonly Visit[]
  readonly visitMinutes: number
  /** Between the middles of two visits to one place. */
  readonly gapMinutes: number
  /** A second visit is worth this share of a first, a third this share of a second ... */
  readonly repeatWorth: number
}

/** Visits of one crew in order; slots never fall. */
export interface Route {
  readonly places: readonly number[]
  readonly slots: readonly number[]
}

/** Rounding of sums of minutes. */
export const MINUTES_EPS = 1e-9
/** Of instants, which are sums of millions of minutes. */
export const LATE_EPS = 1e-6

/**
 * Minutes of visits and travel of a route with the way back, and whether it fits the crew's useful time and every window. A way belongs to
 * the window it leads into; the way back to the shift as a whole, and on the clock to the last window: it ends before the shift does.
 */
export function routeMinutes(
  problem: VisitProblem,
  crew: number,
  { places, slots }: Route,
): { readonly minutes: number; readonly fits: boolean } {
  const { setsOut, start, travel, usefulMinutes } = problem.crews[crew]
  if (places.length === 0) return { minutes: 0, fits: true }
  const back = travel[places[places.length - 1] * problem.nodes + start]
  let minutes = back
  let inSlot = 0
  let fits = true
  for (let k = 0; k < places.length; k++) {
    if (k > 0 && slots[k] !== slots[k - 1]) inSlot = 0
    const step = travel[(k === 0 ? setsOut : places[k - 1]) * problem.nodes + places[k]] + problem.visitMinutes
    inSlot += step
    minutes += step
    if (!(inSlot <= problem.slots[slots[k]].mostMinutes + MINUTES_EPS)) fits = false
  }
  const home = inSlot + back <= problem.slots[slots[slots.length - 1]].minutesToEnd + MINUTES_EPS
  return { minutes, fits: fits && home && minutes <= usefulMinutes + MINUTES_EPS }
}

/** Minutes by which visits of a route end after they are to be made, were each made as early as it can be. */
export function lateMinutes(problem: VisitProblem, crew: number, { places, slots }: Route): number {
  const { setsOut, travel } = problem.crews[crew]
  let at = problem.setsOutAt[crew]
  let late = 0
  for (let k = 0; k < places.length; k++) {
    const cell = slots[k] * problem.places + places[k]
    const there = at + travel[(k === 0 ? setsOut : places[k - 1]) * problem.nodes + places[k]]
    at = Math.max(problem.earliest[cell], there) + problem.visitMinutes
    late += Math.max(0, at - problem.latest[cell])
  }
  return late < LATE_EPS ? 0 : late
}

/**
 * Worth of the visits to one place: the most worth counts whole, each further one `repeatWorth` of the step before.
 *
 * @param slots of the visits
 */
export function worthOfVisits(problem: VisitProblem, place: number, slots: readonly number[]): number {
  const single = slots.map((slot) => problem.worth[slot * problem.places + place]).sort((a, b) => b - a)
  let sum = 0
  for (let k = single.length - 1; k >= 0; k--) sum = single[k] + problem.repeatWorth * sum
  return sum
}

/** Worth of the wishes some visits to a place grant. */
export function worthOfWishes(problem: VisitProblem, place: number, slots: readonly number[]): number {
  return problem.wishes.reduce(
    (sum, wish) => (wish.place === place && slots.some((slot) => wish.slots[slot] === 1) ? sum + wish.worth : sum),
    0,
  )
}

/** Whether a further visit to a place may be made in a slot: allowed there, under the most, and far enough from the others. */
export function visitAllowed(problem: VisitProblem, place: number, slot: number, others: readonly number[]): boolean {
  if (problem.open[slot * problem.places + place] === 0 || others.length >= problem.mostVisits[place]) return false
  const middle = (of: number) => problem.middle[of * problem.places + place]
  return others.every((other) => other !== slot && Math.abs(middle(other) - middle(slot)) >= problem.gapMinutes - MINUTES_EPS)
}
