import { checkNames } from '../checkOption.js'
import type { PatrolRequest } from '../input/patrolRequests.js'
import { random } from '../random.js'
import { type CrewShift, crewShift } from './crewShift.js'
import { checkPlan, PLAN_DEFAULTS, type PlanInput, type PlanOptions } from './planInput.js'
import { meanRate, type PlanProblem, type PlanWish, planProblem } from './planProblem.js'
import { drawOrder } from './visitOrder.js'
import { lateMinutes, MINUTES_EPS, type Route, routeMinutes, type Visit, visitAllowed, worthOfVisits } from './visitProblem.js'
import { visitSearch } from './visitSearch.js'

/** One visit of a plan. Instants are minutes since 1970-01-01 UTC. */
export interface PlannedVisit {
  /** Row of the crews. */
  readonly crew: number
  /** From 1, in the order it is planned in. */
  readonly order: number
  /** Id and name of the hotspot, or of the request for a place of its own. */
  readonly id: string
  readonly name: string
  /** Row of the hotspots; null at a requested place. */
  readonly hotspot: number | null
  readonly lng: number
  readonly lat: number
  /** The visit is made some time between these two. */
  readonly from: number
  readonly to: number
  /** Number of the window in the crew's shift, from 0. */
  readonly window: number
  readonly minutes: number
  /** From the place before, or from the start. */
  readonly travelMinutes: number
  /** Asked for (must-do, fixed request), or among the third of the crew's visits that are worth most. */
  readonly mustDo: 'asked' | 'worth' | ''
  /** Requests it grants. */
  readonly requests: readonly string[]
  /** Expected harm or volume the plan would lose without it; 0 at a requested place. */
  readonly worth: number
}

/** What a crew does in its shift. usefulMinutes >= visitMinutes + travelMinutes. */
export interface CrewPlan {
  readonly callSign: string
  readonly from: number
  readonly to: number
  readonly usefulMinutes: number
  readonly visits: number
  readonly visitMinutes: number
  /** The way back to the start too. */
  readonly travelMinutes: number
  /** Of these, the way back. */
  readonly backMinutes: number
  /** By which its visits end after their windows, were each made as early as it can be: above 0 where times asked for clash. */
  readonly lateMinutes: number
}

/**
 * Why something has no visit. `excluded`: by a person; `quiet`: nothing is expected there in the hours of these shifts; `too-far`: no crew
 * can go, stay and be back in its time; `off-the-way`: one can, but one window does not leave the time to go there from the start, only from
 * another visit near it; `outside-shifts`: no window meets the time, or the crew, that is asked for; `too-short`: the time asked for is
 * shorter than a visit; `clash`: it must be, and so must others that leave no room for it; `no-time`: other visits are worth more of the time
 * there is.
 */
export type Unserved = 'excluded' | 'quiet' | 'too-far' | 'off-the-way' | 'outside-shifts' | 'too-short' | 'clash' | 'no-time'

export interface PatrolPlan {
  readonly date: string
  readonly options: PlanOptions
  /** By crew and order. */
  readonly visits: readonly PlannedVisit[]
  readonly crews: readonly CrewPlan[]
  /** Hotspots nobody is sent to; `worth` is what a first visit would be worth at its best. */
  readonly unserved: readonly {
    readonly hotspot: number
    readonly why: Unserved
    readonly reason: string
    readonly worth: number
  }[]
  /** Must-do hotspots and requests that are not met. */
  readonly unmet: readonly { readonly id: string; readonly kind: 'must-do' | 'fixed' | 'preferred'; readonly why: Unserved }[]
  /** Expected harm or volume at the hotspots while somebody is there, further visits counted at their lower worth. */
  readonly worth: number
  /** Useful hours of all officers, and worth by each of them. */
  readonly officerHours: number
  readonly worthPerOfficerHour: number
  /** What is expected at the places while somebody is there, every visit in full: minutes x rate of its hour. */
  readonly expected: number
  readonly travelBasis: Readonly<Record<'foot' | 'vehicle', string>>
}

/** Of a crew's visits, those marked as to be done first. */
const MUST_DO_SHARE = 1 / 3
const DAY = 1440

/**
 * Plans the visits of a shift (RULES 16): which crew goes to which hotspot in which window, in random order within the windows.
 *
 * The choice is of most expected harm or volume for the useful officer-hours there are, what is asked for first; see `planProblem` on
 * what a visit is worth, `visitSearch` on how it is chosen, `crewShift` on windows and useful time. Crews start from and go back to
 * their start place, and are back when the shift ends. The order within a window is then drawn by the seed among orders that keep to the times (`drawOrder`), so a crew is not seen to
 * come at the same hour each day.
 *
 * @throws EngineError 'hotspots-missing', 'argument-missing' (no crews), 'shift-too-short', 'length-mismatch' (travel or hours),
 *         'option-unknown', 'option-invalid' (options out of range, a name twice, a request for an unknown hotspot or crew, a date that is none)
 *
 * Misleads as its inputs do: what is expected is recorded crime of earlier months, and that a visit prevents some of it is not said.
 * Visits of 10 to 20 minutes: Koper (1995), Justice Quarterly 12(4); every two hours and in random order is practice, not measured.
 */
export function planPatrols(input: PlanInput, given: Partial<PlanOptions> = {}): PatrolPlan {
  checkNames(given, Object.keys(PLAN_DEFAULTS))
  const options = { ...PLAN_DEFAULTS, ...given }
  checkPlan(input, options)
  const shifts = input.crews.map((crew) => crewShift(crew, input.date, options))
  const problem = planProblem(input, shifts, options)
  const routes = orderedRoutes(input, problem, visitSearch(problem, options.seed), options.seed)
  return describePlan(input, problem, shifts, routes, options)
}

/** Routes with the visits of each window in an order drawn among those that fit. */
export function orderedRoutes(input: PlanInput, problem: PlanProblem, routes: readonly Route[], seed: number): Route[] {
  return routes.map((route, crew) =>
    drawOrder(problem, crew, route, random(seed, `patrol order ${input.date} ${input.crews[crew].callSign}`)),
  )
}

function describePlan(
  input: PlanInput,
  problem: PlanProblem,
  shifts: readonly CrewShift[],
  routes: readonly Route[],
  options: PlanOptions,
): PatrolPlan {
  const visits = plannedVisits(problem, routes)
  const slotsOf = visitedSlots(problem, routes)
  const worth = slotsOf.reduce((sum, slots, place) => sum + worthOfVisits(problem, place, slots), 0)
  const officerHours = input.crews.reduce((sum, { officers }, crew) => sum + (officers * shifts[crew].usefulMinutes) / 60, 0)
  return {
    date: input.date,
    options,
    visits,
    crews: input.crews.map(({ callSign }, crew) => {
      const { from, to, usefulMinutes } = shifts[crew]
      const count = routes[crew].places.length
      const visitMinutes = count * options.visitMinutes
      const travelMinutes = routeMinutes(problem, crew, routes[crew]).minutes - visitMinutes
      const { start, travel } = problem.crews[crew]
      const backMinutes = count === 0 ? 0 : travel[routes[crew].places[count - 1] * problem.nodes + start]
      const late = lateMinutes(problem, crew, routes[crew])
      return { callSign, from, to, usefulMinutes, visits: count, visitMinutes, travelMinutes, backMinutes, lateMinutes: late }
    }),
    unserved: input.hotspots.flatMap(({ excluded }, hotspot) =>
      slotsOf[hotspot].length > 0
        ? []
        : [{ hotspot, why: whyUnserved(problem, hotspot, null), reason: excluded, worth: bestWorth(problem, hotspot) }],
    ),
    unmet: problem.wishes.flatMap((wish) =>
      slotsOf[wish.place].some((slot) => wish.slots[slot] === 1)
        ? []
        : [{ id: wish.id, kind: wish.kind, why: whyUnmet(input, problem, wish) }],
    ),
    expected: expectedAt(input, problem, slotsOf),
    worth,
    officerHours,
    worthPerOfficerHour: officerHours > 0 ? worth / officerHours : Number.NaN,
    travelBasis: input.travel.basis,
  }
}

function expectedAt(
  { hotspots }: PlanInput,
  { list, slots, times, places, visitMinutes }: PlanProblem,
  slotsOf: number[][],
): number {
  let sum = 0
  list.forEach(({ hotspot }, place) => {
    if (hotspot === null) return
    for (const slot of slotsOf[place]) {
      const { from, to } = times[slot * places + place] ?? slots[slot]
      sum += (meanRate(hotspots[hotspot].expected, from, to) * visitMinutes) / 60
    }
  })
  return sum
}

/** Slots of the visits to each place, held ones too. */
function visitedSlots(problem: PlanProblem, routes: readonly Route[]): number[][] {
  const slotsOf: number[][] = problem.list.map(() => [])
  for (const { place, slot } of problem.held) slotsOf[place].push(slot)
  for (const { places, slots } of routes) {
    for (const [k, place] of places.entries()) slotsOf[place].push(slots[k])
  }
  return slotsOf
}

/** Visits by crew and order, with what each is worth beside the others. */
export function plannedVisits(problem: PlanProblem, routes: readonly Route[]): PlannedVisit[] {
  const slotsOf = visitedSlots(problem, routes)
  const askedFor = askedVisits(problem, routes)
  return routes.flatMap((route, crew) => {
    const { setsOut, travel } = problem.crews[crew]
    const worths = route.places.map((place, k) => {
      const left = slotsOf[place].filter((slot) => slot !== route.slots[k])
      return worthOfVisits(problem, place, slotsOf[place]) - worthOfVisits(problem, place, left)
    })
    const asked = route.places.map((place, k) => askedFor.has(visitKey(route.slots[k], place)))
    const marked = mustDoRows(worths, asked)
    return route.places.map((place, k): PlannedVisit => {
      const { id, name, hotspot, lng, lat } = problem.list[place]
      const slot = route.slots[k]
      return {
        crew,
        order: k + 1,
        id,
        name,
        hotspot,
        lng,
        lat,
        from: problem.earliest[slot * problem.places + place],
        to: problem.latest[slot * problem.places + place],
        window: problem.slots[slot].window,
        minutes: problem.visitMinutes,
        travelMinutes: travel[(k === 0 ? setsOut : route.places[k - 1]) * problem.nodes + place],
        mustDo: asked[k] ? 'asked' : marked.has(k) ? 'worth' : '',
        requests: problem.wishes
          .filter((wish) => wish.kind !== 'must-do' && wish.place === place && wish.slots[slot] === 1)
          .map((wish) => wish.id),
        worth: worths[k],
      }
    })
  })
}

function visitKey(slot: number, place: number): string {
  return `${slot} ${place}`
}

/** Of the visits that grant a must-do or a fixed request the earliest, unless one of them is marked for another already. */
function askedVisits(problem: PlanProblem, routes: readonly Route[]): Set<string> {
  const made = routes.flatMap(({ places, slots }) => places.map((place, k) => ({ place, slot: slots[k] })))
  const grants = problem.wishes.flatMap((wish) => {
    const granted = ({ place, slot }: Visit) => place === wish.place && wish.slots[slot] === 1
    return wish.kind === 'preferred' || problem.held.some(granted) ? [] : [made.filter(granted)]
  })
  const marked = new Set<string>()
  for (const visits of grants.sort((a, b) => a.length - b.length)) {
    const [first] = visits.toSorted((a, b) => problem.slots[a.slot].from - problem.slots[b.slot].from || a.slot - b.slot)
    const done = visits.some(({ slot, place }) => marked.has(visitKey(slot, place)))
    if (first !== undefined && !done) marked.add(visitKey(first.slot, first.place))
  }
  return marked
}

/** Those asked for, and as many of most worth as make a third of all. */
function mustDoRows(worths: readonly number[], asked: readonly boolean[]): Set<number> {
  const most = Math.ceil(MUST_DO_SHARE * worths.length)
  const order = [...worths.keys()].sort((a, b) => Number(asked[b]) - Number(asked[a]) || worths[b] - worths[a] || a - b)
  return new Set(order.slice(0, most))
}

function bestWorth({ worth, places, slots }: PlanProblem, place: number): number {
  return Math.max(...slots.map((_, slot) => worth[slot * places + place]))
}

function whyUnmet({ requests }: PlanInput, problem: PlanProblem, { id, kind, place, slots }: PlanWish): Unserved {
  const why = whyUnserved(problem, place, slots)
  const request = kind === 'must-do' ? undefined : requests.find((one) => one.id === id)
  if (request !== undefined && why === 'outside-shifts' && askedMinutes(request) < problem.visitMinutes) return 'too-short'
  // what must be is worth more than all that need not be
  return kind !== 'preferred' && why === 'no-time' ? 'clash' : why
}

/** Infinity where no time is asked for. */
function askedMinutes({ fromMinute, toMinute }: PatrolRequest): number {
  if (Number.isNaN(fromMinute)) return Infinity
  return toMinute > fromMinute ? toMinute - fromMinute : toMinute + DAY - fromMinute
}

/** @param asked by slot, where a visit would grant a wish; null: anywhere */
function whyUnserved(problem: PlanProblem, place: number, asked: Uint8Array | null): Unserved {
  const { list, slots, times, crews, nodes, visitMinutes, places } = problem
  const rows = slots.map((_, slot) => slot).filter((slot) => asked === null || asked[slot] === 1)
  if (list[place].excluded) return 'excluded'
  if (slots.every((_, slot) => times[slot * places + place] === null)) return 'too-far'
  if (rows.length === 0) return 'outside-shifts'
  if (asked === null && bestWorth(problem, place) === 0) return 'quiet'
  const fitting = rows.filter((slot) => {
    const { setsOut, start, travel, usefulMinutes } = crews[slots[slot].crew]
    const minutes = travel[setsOut * nodes + place] + visitMinutes + travel[place * nodes + start]
    return minutes <= usefulMinutes + MINUTES_EPS && visitAllowed(problem, place, slot, [])
  })
  if (fitting.length === 0) return 'too-far'
  const direct = fitting.some((slot) => {
    const { crew, mostMinutes } = slots[slot]
    return crews[crew].travel[crews[crew].setsOut * nodes + place] + visitMinutes <= mostMinutes + MINUTES_EPS
  })
  return direct ? 'no-time' : 'off-the-way'
}
