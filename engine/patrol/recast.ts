import { EngineError } from '../error.js'
import { crewShift, shiftAfterLoss } from './crewShift.js'
import { checkPlan, type PlanInput } from './planInput.js'
import { orderedRoutes, type PatrolPlan, type PlannedVisit, plannedVisits } from './planPatrols.js'
import { type PlanProblem, planProblem, planSlots } from './planProblem.js'
import { MINUTES_EPS, type Route, routeMinutes, type Visit } from './visitProblem.js'
import { visitSearch } from './visitSearch.js'

/** Time a crew loses. */
export interface TimeLost {
  readonly callSign: string
  /** Instant it is lost from, minutes since 1970-01-01 UTC; the shift's start or earlier: the whole plan is open. */
  readonly from: number
  /** On the clock. */
  readonly minutes: number
}

/** What still matters of a crew's visits. */
export interface Recast {
  readonly lost: TimeLost
  /** Useful minutes left, and those the visits below need. */
  readonly usefulMinutes: number
  readonly plannedMinutes: number
  /** Still to be made, in order; those in another window than before are `moved`. */
  readonly visits: readonly PlannedVisit[]
  readonly moved: readonly PlannedVisit[]
  /** As planned before, most worth first. */
  readonly dropped: readonly PlannedVisit[]
}

/**
 * What still matters when a crew loses time. Its windows that have ended are done; of the rest the lost time is taken away, and the visits
 * that are left are chosen again among those it had: kept, moved to a later window, or dropped. What was asked for stays longest.
 * Nothing is added, and other crews' plans stand. The crew sets out from its start place.
 *
 * @param input as the plan was made of
 * @throws EngineError 'option-invalid': an unknown crew, lost minutes below 0
 */
export function recast(input: PlanInput, plan: PatrolPlan, lost: TimeLost): Recast {
  const { options } = plan
  checkPlan(input, options)
  const crew = input.crews.findIndex(({ callSign }) => callSign === lost.callSign)
  if (crew < 0) {
    const hint = `Known: ${input.crews.map(({ callSign }) => callSign).join(', ')}.`
    throw new EngineError('option-invalid', { column: 'crew', value: lost.callSign, hint })
  }
  if (!(lost.minutes >= 0))
    throw new EngineError('option-invalid', { column: 'lost', value: String(lost.minutes), hint: 'Minutes lost: 0 or more.' })
  const whole = input.crews.map((one) => crewShift(one, input.date, options))
  const shifts = whole.map((shift, row) =>
    row === crew ? shiftAfterLoss(shift, lost.from, lost.minutes, options) : { ...shift, usefulMinutes: 0 },
  )
  const slots = planSlots(whole)
  const slotOf = (visit: PlannedVisit) => slots.findIndex((slot) => slot.crew === visit.crew && slot.window === visit.window)
  const open = plan.visits.filter((visit) => visit.crew === crew && slots[slotOf(visit)].to > lost.from)
  const problem = planProblem(input, shifts, options)
  const placeOf = (visit: PlannedVisit) => problem.list.findIndex(({ id }) => id === visit.id)
  const held: Visit[] = plan.visits
    .filter((visit) => !open.includes(visit))
    .map((visit) => ({ slot: slotOf(visit), place: placeOf(visit) }))
  const left: PlanProblem = { ...problem, held, ...onlyOf(problem, crew, open.map(placeOf), held) }
  const before = routeOf(open, placeOf, slotOf)
  // nothing is turned over where the plan still fits
  const fits = routeMinutes(left, crew, before).fits
  const routes: Route[] = fits
    ? input.crews.map((_, row) => (row === crew ? before : { places: [], slots: [] }))
    : orderedRoutes(input, left, visitSearch(left, options.seed), options.seed)
  const visits = plannedVisits(left, routes)
  const stays = (visit: PlannedVisit, of: readonly PlannedVisit[]) =>
    of.some(({ id, window }) => id === visit.id && window === visit.window)
  const movedTo = visits.filter((visit) => !stays(visit, open))
  const unmatched = open.filter((visit) => !stays(visit, visits))
  const goneTo = new Map<string, number>()
  for (const { id } of movedTo) goneTo.set(id, (goneTo.get(id) ?? 0) + 1)
  const dropped = unmatched
    .toSorted((a, b) => a.worth - b.worth)
    .toReversed()
    .filter(({ id }) => {
      const moved = goneTo.get(id) ?? 0
      goneTo.set(id, moved - 1)
      return moved <= 0
    })
  return {
    lost,
    usefulMinutes: shifts[crew].usefulMinutes,
    plannedMinutes: routeMinutes(left, crew, routes[crew]).minutes,
    visits,
    moved: movedTo,
    dropped,
  }
}

/** The crew's visits only, each place as often as it was planned. */
function onlyOf(
  problem: PlanProblem,
  crew: number,
  planned: readonly number[],
  held: readonly Visit[],
): Pick<PlanProblem, 'open' | 'mostVisits'> {
  const open = problem.open.map((value, at) => {
    const slot = problem.slots[Math.floor(at / problem.places)]
    const own = slot.crew === crew && slot.mostMinutes > MINUTES_EPS && planned.includes(at % problem.places)
    return own ? value : 0
  })
  const count = (list: readonly number[], place: number) => list.reduce((sum, one) => sum + Number(one === place), 0)
  const heldPlaces = held.map(({ place }) => place)
  return { open, mostVisits: problem.mostVisits.map((_, place) => count(planned, place) + count(heldPlaces, place)) }
}

function routeOf(
  visits: readonly PlannedVisit[],
  placeOf: (visit: PlannedVisit) => number,
  slotOf: (visit: PlannedVisit) => number,
): Route {
  return { places: visits.map(placeOf), slots: visits.map(slotOf) }
}
