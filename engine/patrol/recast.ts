import { EngineError } from '../error.js'
import { crewShift, shiftAfterLoss } from './crewShift.js'
import { checkPlan, type PlanInput } from './planInput.js'
import { orderedRoutes, type PatrolPlan, type PlannedVisit, plannedVisits } from './planPatrols.js'
import { type PlanProblem, planProblem, planSlots } from './planProblem.js'
import { lateMinutes, MINUTES_EPS, type Route, routeMinutes, type Visit, type VisitWish } from './visitProblem.js'
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
  /** Id of the place it sets out from: the last whose time had passed when it lost time; null: its start. */
  readonly setsOut: string | null
  /** Still to be made, in order; those in another window than before are `moved`. */
  readonly visits: readonly PlannedVisit[]
  readonly moved: readonly PlannedVisit[]
  /** As planned before, most worth first. */
  readonly dropped: readonly PlannedVisit[]
}

/**
 * What still matters when a crew loses time. Its visits up to the last whose time has passed are done, and it sets out again from there; of
 * the rest the lost time is taken away, and the visits that are left are chosen again among those it had: kept, moved to a later window,
 * or dropped. What was asked for stays longest, then places that were to be done first. Nothing is added, and other crews' plans stand.
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
  const own = plan.visits.filter((visit) => visit.crew === crew)
  const done = own.findLastIndex(({ to }) => to <= lost.from) + 1
  const open = own.slice(done)
  const setsOut = done === 0 ? null : own[done - 1].id
  const outs = input.crews.map(({ start }, row) => (row === crew && setsOut !== null ? setsOut : start))
  const asPlanned = planProblem(input, whole, options)
  const afterLoss = planProblem(input, shifts, options, [], outs)
  // visits that were made before the loss keep their time, for the gap to the next
  const middle = afterLoss.middle.map((instant, at) => (Number.isNaN(instant) ? asPlanned.middle[at] : instant))
  const problem: PlanProblem = { ...afterLoss, middle }
  const placeOf = (visit: PlannedVisit) => problem.list.findIndex(({ id }) => id === visit.id)
  const held: Visit[] = plan.visits
    .filter((visit) => !open.includes(visit))
    .map((visit) => ({ slot: slotOf(visit), place: placeOf(visit) }))
  const left: PlanProblem = { ...problem, held, ...onlyOf(problem, crew, open.map(placeOf), held) }
  const before = routeOf(open, placeOf, slotOf)
  // nothing is turned over where the plan still fits
  // a window in which no visit may be made any more has no time
  const stands = routeMinutes(left, crew, before).fits && !Number.isNaN(lateMinutes(left, crew, before))
  const chosen: Route[] = stands
    ? input.crews.map((_, row) => (row === crew ? before : { places: [], slots: [] }))
    : visitSearch({ ...left, wishes: withMarked(left, open, placeOf) }, options.seed)
  const keeps = chosen[crew] === before && lateMinutes(left, crew, before) === 0
  const routes = keeps ? chosen : orderedRoutes(input, left, chosen, options.seed)
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
    setsOut,
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

/** With a wish for each place that was to be done first: worth more than all that is not, and less than what was asked for. */
function withMarked(
  { wishes, worth, open: isOpen, places, mostVisits, slots, held }: PlanProblem,
  open: readonly PlannedVisit[],
  placeOf: (visit: PlannedVisit) => number,
): VisitWish[] {
  const marked = [...new Set(open.filter(({ mustDo }) => mustDo === 'worth').map(placeOf))]
  const best = Array.from(mostVisits, (_, place) =>
    slots.reduce((most, _slot, slot) => Math.max(most, worth[slot * places + place] * isOpen[slot * places + place]), 0),
  )
  const preferred = wishes.reduce((sum, wish) => sum + (wish.kind === 'preferred' ? wish.worth : 0), 0)
  const first = 1 + preferred + best.reduce((sum, value, place) => sum + mostVisits[place] * value, 0)
  return [
    ...wishes.map((wish) => (wish.kind === 'preferred' ? wish : { ...wish, worth: (1 + marked.length) * (first + wish.worth) })),
    ...marked.map((place) => {
      const stands = (at: number) => held.some((visit) => visit.place === place && visit.slot === at)
      return { place, slots: Uint8Array.from(slots, (_slot, at) => Number(!stands(at))), worth: first }
    }),
  ]
}

function routeOf(
  visits: readonly PlannedVisit[],
  placeOf: (visit: PlannedVisit) => number,
  slotOf: (visit: PlannedVisit) => number,
): Route {
  return { places: visits.map(placeOf), slots: visits.map(slotOf) }
}
