import { type Random, random } from '../random.js'
import {
  LATE_EPS,
  lateMinutes,
  MINUTES_EPS,
  type Route,
  routeMinutes,
  type Visit,
  type VisitProblem,
  type VisitSlot,
  visitAllowed,
  worthOfVisits,
  worthOfWishes,
} from './visitProblem.js'

/** Visits chosen so far. */
interface Choice {
  /** By crew. */
  readonly routes: { places: number[]; slots: number[] }[]
  readonly minutes: Float64Array
  /** By place: slots of its visits, held ones too. */
  readonly visits: number[][]
  /** Worth of visits and wishes. */
  worth: number
  /** Slot by place: what a further visit would add, the minutes it would take, and where in the route it would be. */
  readonly gain: Float64Array
  readonly cost: Float64Array
  readonly position: Uint32Array
  /** Places and crews that have changed since these were worked out. */
  readonly changedPlaces: Set<number>
  readonly changedCrews: Set<number>
}

/** A visit that takes less counts as taking so much where worth is by the minute: without the triangle inequality one may save minutes. */
const LEAST_COST = 1
/** Rounds of taking out and putting back. */
const ROUNDS = 1000
/** Visits taken out at once. */
const MOST_OUT = 8
/** Up to how much the choice of a visit is shaken, as a share of its score. */
const SHAKES = [0.1, 0.5, 4]
/** Worth a round may lose and still be gone on from, of all there is; falls to 0. */
const SLACK = 0.02
/** What crews may lose together so that their loads are even. */
const EVEN_LOSS = 0.01

/**
 * Chooses visits of most worth within the time of every crew: greedy insertion by worth per minute, then rounds of taking some visits out
 * and putting others in (large neighbourhood search), then moves from the fullest crew to others where at most 1 % of the worth is lost.
 *
 * @returns routes by crew, each window's visits in an order of little travel
 *
 * Not proven best: measured against all choices of small cases in test/property/visitSearch.test.ts.
 * Shaw (1998), Large neighbourhood search, CP98; on the problem Vansteenwegen, Souffriau & Van Oudheusden (2011), EJOR 209(1).
 */
export function visitSearch(problem: VisitProblem, seed: number): Route[] {
  const draw = random(seed, 'patrol visits')
  let now = empty(problem)
  fill(problem, now, 1, null)
  let best = now
  const all = problem.wishes.reduce((sum, wish) => sum - wish.worth, 0)
  for (let round = 0; round < ROUNDS; round++) {
    const next = copy(now)
    if (!takeOut(problem, next, draw)) continue
    fill(problem, next, draw.integer(3) / 2, draw)
    // of the worth without wishes, so that granting one is never given up for the search
    const slack = SLACK * (1 - round / ROUNDS) * Math.max(0, best.worth + all)
    if (next.worth >= now.worth - slack) now = next
    if (better(next, best)) best = next
  }
  return level(problem, best).routes
}

function better(a: Choice, b: Choice): boolean {
  const scale = 1e-12 * Math.max(1, Math.abs(b.worth))
  return a.worth > b.worth + scale || (a.worth > b.worth - scale && total(a.minutes) < total(b.minutes) - MINUTES_EPS)
}

function total(minutes: Float64Array): number {
  return minutes.reduce((sum, value) => sum + value, 0)
}

function empty(problem: VisitProblem): Choice {
  const visits: number[][] = Array.from({ length: problem.places }, () => [])
  for (const { slot, place } of problem.held) visits[place].push(slot)
  return {
    routes: problem.crews.map(() => ({ places: [], slots: [] })),
    minutes: new Float64Array(problem.crews.length),
    visits,
    worth: visits.reduce((sum, slots, place) => sum + worthAt(problem, place, slots), 0),
    gain: new Float64Array(problem.slots.length * problem.places),
    cost: new Float64Array(problem.slots.length * problem.places),
    position: new Uint32Array(problem.slots.length * problem.places),
    changedPlaces: new Set(visits.keys()),
    changedCrews: new Set(problem.crews.keys()),
  }
}

function copy(choice: Choice): Choice {
  return {
    routes: choice.routes.map(({ places, slots }) => ({ places: places.slice(), slots: slots.slice() })),
    minutes: choice.minutes.slice(),
    visits: choice.visits.map((slots) => slots.slice()),
    worth: choice.worth,
    gain: choice.gain.slice(),
    cost: choice.cost.slice(),
    position: choice.position.slice(),
    changedPlaces: new Set(choice.changedPlaces),
    changedCrews: new Set(choice.changedCrews),
  }
}

function worthAt(problem: VisitProblem, place: number, slots: readonly number[]): number {
  return worthOfVisits(problem, place, slots) + worthOfWishes(problem, place, slots)
}

/**
 * Puts visits in until none fits that is worth anything.
 *
 * @param power of the minutes a visit costs in what it is chosen by: 0 worth alone, 1 worth per minute
 * @param draw  shakes the choice; null: not shaken
 */
function fill(problem: VisitProblem, choice: Choice, power: number, draw: Random | null): void {
  const { places } = problem
  const { gain, cost } = choice
  const strength = draw === null ? 0 : SHAKES[draw.integer(SHAKES.length)]
  const shake = Float64Array.from(cost, () => (draw === null ? 1 : 1 + strength * draw.uniform()))
  for (;;) {
    workOut(problem, choice)
    let pick = -1
    let most = 0
    for (let at = 0; at < gain.length; at++) {
      if (!(gain[at] > 0) || cost[at] === Infinity) continue
      const score = (gain[at] / Math.max(LEAST_COST, cost[at]) ** power) * shake[at]
      if (score > most) {
        most = score
        pick = at
      }
    }
    if (pick < 0) return
    insert(problem, choice, Math.floor(pick / places), pick % places)
  }
}

/** Brings what further visits add and take up to date. */
function workOut(problem: VisitProblem, choice: Choice): void {
  const { places, slots } = problem
  for (const place of choice.changedPlaces) {
    const own = choice.visits[place]
    const before = worthAt(problem, place, own)
    for (let slot = 0; slot < slots.length; slot++) {
      const allowed = visitAllowed(problem, place, slot, own)
      choice.gain[slot * places + place] = allowed ? worthAt(problem, place, [...own, slot]) - before : 0
    }
  }
  for (let slot = 0; slot < slots.length; slot++) {
    if (choice.changedCrews.has(slots[slot].crew)) cheapest(problem, choice, slot)
  }
  choice.changedPlaces.clear()
  choice.changedCrews.clear()
}

/** Makes a visit that has been worked out. */
function insert(problem: VisitProblem, choice: Choice, slot: number, place: number): void {
  const at = slot * problem.places + place
  const { crew } = problem.slots[slot]
  const before = worthAt(problem, place, choice.visits[place])
  choice.routes[crew].places.splice(choice.position[at], 0, place)
  choice.routes[crew].slots.splice(choice.position[at], 0, slot)
  choice.minutes[crew] += choice.cost[at]
  choice.visits[place].push(slot)
  choice.worth += worthAt(problem, place, choice.visits[place]) - before
  choice.changedPlaces.add(place)
  choice.changedCrews.add(crew)
}

/** Fewest further minutes of each place in a slot of the crew's route, and where in the route; Infinity where it does not fit. */
function cheapest(problem: VisitProblem, choice: Choice, slot: number): void {
  const { nodes, visitMinutes } = problem
  const { cost, position } = choice
  const { crew, mostMinutes, minutesToEnd } = problem.slots[slot]
  const { setsOut, start, travel, usefulMinutes } = problem.crews[crew]
  const route = choice.routes[crew]
  const length = route.places.length
  const spare = usefulMinutes + MINUTES_EPS - choice.minutes[crew]
  let low = 0
  while (low < length && route.slots[low] < slot) low++
  let high = low
  while (high < length && route.slots[high] === slot) high++
  const way = (from: number, to: number) => travel[from * nodes + to]
  const node = (k: number) => (k < 0 ? setsOut : k >= length ? start : route.places[k])
  const loadFrom = (from: number) => {
    let load = 0
    for (let k = from; k < length && route.slots[k] === route.slots[from]; k++) load += way(node(k - 1), node(k)) + visitMinutes
    return load
  }
  const home = length === 0 ? 0 : way(node(length - 1), start)
  const load = high > low ? loadFrom(low) : 0
  const room = mostMinutes + MINUTES_EPS - load
  // with the way back, where no window with visits comes after
  const roomToEnd = high === length ? minutesToEnd + MINUTES_EPS - load : Infinity
  const roomAfter = high < length ? roomOf(problem.slots[route.slots[high]], loadFrom(high), high) : Infinity
  function roomOf(after: VisitSlot, load: number, at: number): number {
    const toEnd = route.slots[length - 1] === route.slots[at] ? after.minutesToEnd - home : Infinity
    return Math.min(after.mostMinutes, toEnd) + MINUTES_EPS - load
  }
  const onTime = createOnTime(problem, crew, route)
  for (let place = 0; place < problem.places; place++) {
    const at = slot * problem.places + place
    cost[at] = Infinity
    if (problem.open[at] === 0) continue
    for (let k = low; k <= high; k++) {
      const [before, after] = [node(k - 1), node(k)]
      const into = way(before, place)
      const onward = way(place, after)
      // an empty route has no way to leave out, nor home
      const old = length === 0 ? 0 : way(before, after)
      const further = into + onward - old + visitMinutes
      if (!(further <= spare) || further >= cost[at]) continue
      // the way onward is of this window, of the next, or the way back
      const own = k < high ? further : into + visitMinutes
      if (
        own > room ||
        own + (k < length ? home : onward) > roomToEnd ||
        (k === high && high < length && onward - old > roomAfter)
      )
        continue
      if (!onTime(slot, place, k)) continue
      cost[at] = further
      position[at] = k
    }
  }
}

/**
 * Whether a further visit can be made in its time and leaves those after it no later than they are, were each made as early as it can be:
 * times that are asked for, and the minutes lost where a time was rounded, are in no sum of minutes.
 */
function createOnTime(problem: VisitProblem, crew: number, { places, slots }: Route) {
  const { setsOut, travel } = problem.crews[crew]
  const done = new Float64Array(places.length + 1)
  done[0] = problem.setsOutAt[crew]
  for (let k = 0; k < places.length; k++) done[k + 1] = doneAt(done[k], k === 0 ? setsOut : places[k - 1], slots[k], places[k])

  function doneAt(leaves: number, from: number, slot: number, place: number): number {
    const there = leaves + travel[from * problem.nodes + place]
    return Math.max(problem.earliest[slot * problem.places + place], there) + problem.visitMinutes
  }

  return (slot: number, place: number, position: number): boolean => {
    let at = doneAt(done[position], position === 0 ? setsOut : places[position - 1], slot, place)
    if (at > problem.latest[slot * problem.places + place] + LATE_EPS) return false
    let from = place
    for (let k = position; k < places.length; k++) {
      at = doneAt(at, from, slots[k], places[k])
      // no later than before: nor is any after it
      if (at <= done[k + 1] + LATE_EPS) return true
      if (at > problem.latest[slots[k] * problem.places + places[k]] + LATE_EPS) return false
      from = places[k]
    }
    return true
  }
}

/** Takes out some visits of one kind: of all, those of a window, of a crew, or of some places. False where none can go. */
function takeOut(problem: VisitProblem, choice: Choice, draw: Random): boolean {
  const { routes } = choice
  const all: Visit[] = routes.flatMap(({ places, slots }) => places.map((place, k) => ({ place, slot: slots[k] })))
  if (all.length === 0) return false
  const some = all[draw.integer(all.length)]
  const other = all[draw.integer(all.length)]
  const kind = draw.integer(4)
  let out: Visit[]
  if (kind === 0) out = shuffled(all, draw).slice(0, 1 + draw.integer(Math.min(MOST_OUT, all.length)))
  else if (kind === 1) out = all.filter(({ slot }) => slot === some.slot || slot === other.slot)
  else if (kind === 2) out = all.filter(({ place }) => place === some.place || place === other.place)
  else
    out = shuffled(
      all.filter(({ slot }) => problem.slots[slot].crew === problem.slots[some.slot].crew),
      draw,
    ).slice(0, MOST_OUT)
  return out.reduce((removed, visit) => remove(problem, choice, visit) || removed, false)
}

function shuffled<T>(list: readonly T[], draw: Random): T[] {
  const result = [...list]
  for (let k = result.length - 1; k > 0; k--) {
    const other = draw.integer(k + 1)
    const kept = result[k]
    result[k] = result[other]
    result[other] = kept
  }
  return result
}

/** False, and nothing changes, where a window after would no longer hold its longer way. */
function remove(problem: VisitProblem, choice: Choice, { slot, place }: Visit): boolean {
  const { crew } = problem.slots[slot]
  const route = choice.routes[crew]
  const at = route.places.findIndex((other, k) => other === place && route.slots[k] === slot)
  const without = {
    places: route.places.filter((_, k) => k !== at),
    slots: route.slots.filter((_, k) => k !== at),
  }
  const { minutes, fits } = routeMinutes(problem, crew, without)
  if (!fits || lateMinutes(problem, crew, without) > lateMinutes(problem, crew, route)) return false
  const own = choice.visits[place]
  const left = own.filter((other) => other !== slot)
  choice.worth += worthAt(problem, place, left) - worthAt(problem, place, own)
  choice.visits[place] = left
  choice.routes[crew] = without
  choice.minutes[crew] = minutes
  choice.changedPlaces.add(place)
  choice.changedCrews.add(crew)
  return true
}

/** Moves visits from the fullest crew to others while that makes the loads more even and costs little. */
function level(problem: VisitProblem, best: Choice): Choice {
  // a crew without time left is as full as one that has nothing to do
  const shares = (choice: Choice) =>
    problem.crews.map(({ usefulMinutes }, crew) => (usefulMinutes > 0 ? choice.minutes[crew] / usefulMinutes : 0))
  const spread = (choice: Choice) => Math.max(...shares(choice)) - Math.min(...shares(choice))
  const wishes = problem.wishes.reduce((sum, wish) => sum + wish.worth, 0)
  const least = best.worth - EVEN_LOSS * Math.max(0, best.worth - wishes)
  let now = best
  for (;;) {
    const share = shares(now)
    const fullest = share.indexOf(Math.max(...share))
    let found: Choice | null = null
    now.routes[fullest].places.forEach((place, k) => {
      const without = copy(now)
      if (!remove(problem, without, { place, slot: now.routes[fullest].slots[k] })) return
      workOut(problem, without)
      problem.slots.forEach(({ crew }, slot) => {
        const allowed = crew !== fullest && visitAllowed(problem, place, slot, without.visits[place])
        if (!allowed || without.cost[slot * problem.places + place] === Infinity) return
        const moved = copy(without)
        insert(problem, moved, slot, place)
        if (moved.worth >= least && spread(moved) < spread(found ?? now) - MINUTES_EPS) found = moved
      })
    })
    if (found === null) return now
    now = found
  }
}
