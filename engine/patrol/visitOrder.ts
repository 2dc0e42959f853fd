import type { Random } from '../random.js'
import type { PlanProblem } from './planProblem.js'
import { lateMinutes, MINUTES_EPS, type Route, routeMinutes } from './visitProblem.js'

/** Swaps tried for each visit of a crew. */
const SWAPS = 30

/** How far an order is from one that keeps to the times. */
interface Misfit {
  /** Minutes visits end after their windows, were each made as early as it can be. */
  readonly late: number
  /** Pairs of visits of one window of the crew that are not in the order of the times asked for. */
  readonly turned: number
}

/**
 * A route with the visits of each window in an order drawn among those that keep to the times: every visit can be made in its window after
 * the ones before it, what is asked for at a time stands in the order of time, and the crew's time holds the ways. Random swaps within
 * windows: in the long run every order they lead to is as likely as every other. Where no order keeps to all times, one of the least late.
 */
export function drawOrder(problem: PlanProblem, crew: number, route: Route, draw: Random): Route {
  const { slots } = route
  if (slots.length < 2) return route
  let places = mendedOrder(problem, crew, route)
  let misfit = misfitOf(problem, crew, { places, slots })
  for (let swap = 0; swap < SWAPS * places.length; swap++) {
    const a = draw.integer(places.length)
    const b = draw.integer(places.length)
    if (a === b || slots[a] !== slots[b]) continue
    const other = swapped(places, a, b)
    const otherMisfit = misfitOf(problem, crew, { places: other, slots })
    if (isWorse(otherMisfit, misfit) || !routeMinutes(problem, crew, { places: other, slots }).fits) continue
    places = other
    misfit = otherMisfit
  }
  return { places, slots }
}

function misfitOf(problem: PlanProblem, crew: number, route: Route): Misfit {
  const { places, slots } = route
  const times = places.map((place, k) => {
    const cell = slots[k] * problem.places + place
    const [from, to] = [problem.earliest[cell], problem.latest[cell]]
    const whole = problem.times[cell] ?? problem.slots[slots[k]]
    return { middle: (from + to) / 2, asked: from > whole.from || to < whole.to }
  })
  let turned = 0
  times.forEach((early, k) => {
    for (let later = k + 1; later < slots.length && slots[later] === slots[k]; later++) {
      if ((early.asked || times[later].asked) && early.middle > times[later].middle + MINUTES_EPS) turned++
    }
  })
  return { late: lateMinutes(problem, crew, route), turned }
}

function isWorse(a: Misfit, b: Misfit): boolean {
  return a.late > b.late + MINUTES_EPS || (a.late > b.late - MINUTES_EPS && a.turned > b.turned)
}

/** Moves single visits within their windows as long as that keeps better to the times. */
function mendedOrder(problem: PlanProblem, crew: number, { places, slots }: Route): readonly number[] {
  let best = places
  let least = misfitOf(problem, crew, { places, slots })
  for (;;) {
    if (least.late === 0 && least.turned === 0) return best
    let found: { order: readonly number[]; misfit: Misfit } | null = null
    for (let from = 0; from < best.length; from++) {
      for (let to = slots.indexOf(slots[from]); to <= slots.lastIndexOf(slots[from]); to++) {
        const order = best.toSpliced(from, 1).toSpliced(to, 0, best[from])
        const misfit = misfitOf(problem, crew, { places: order, slots })
        if (!isWorse(found?.misfit ?? least, misfit) || !routeMinutes(problem, crew, { places: order, slots }).fits) continue
        found = { order, misfit }
      }
    }
    if (found === null) return best
    best = found.order
    least = found.misfit
  }
}

function swapped(places: readonly number[], a: number, b: number): number[] {
  return places.with(a, places[b]).with(b, places[a])
}
