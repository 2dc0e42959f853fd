import type { ProblemProfile } from '../inputTables.js'
import { monthStart } from '../londonTime.js'
import { pointGrid } from '../stats/pointGrid.js'
import { type EventTable, type ExactHotspot, type KindTable, NONE, PLACE_FLAG, type PlaceTable } from '../types.js'
import { hotspotTrend } from './hotspotTrend.js'
import { monthFinder } from './monthFinder.js'
import { nearestNamed } from './nearestNamed.js'
import { committed, type PointHistory, type PointInput, pointHistory } from './pointHistory.js'
import { forPointsWithin, pointsWithin } from './pointsWithin.js'
import { problemKinds } from './problem.js'
import { type DiscPoints, RADIUS_M, RIM_M, type WalkableDisc, walkableDiscs } from './walkableDiscs.js'

/** Offences of the period, and months of it with any, that a place of the list has at least. */
export const ENTRY_RULE = { offences: 5, active: 4 }
const LAST_DAYS = 28
const DAY = 1440
/** A hotspot's harm is one event's when that has more than this share of it. */
const ONE_EVENT_SHARE = 0.5
const REACH_M = RADIUS_M + RIM_M

export interface ExactHotspotInput extends PointInput {
  /** Months present in the data up to the end of the period, ascending; a missing month is not among them. */
  readonly months: readonly number[]
  /** Months of the period that are present: 12 of a whole year. */
  readonly period: readonly number[]
}

/**
 * Hotspots of one problem from exact places: at most 120 m in radius (150 is the rule's limit), cells of resolution 10 touching, centres at least 400 m
 * apart, at least 5 offences in the period in at least 4 of its months; as many as there are, in every part of the force.
 *
 * They are found and ranked by the offences expected in them in the next month, which `expected` says of each point: what a patrol sent
 * there is going to meet. An expectation that uses two or three years, newer months more, and shrinks a point's own record finds places
 * that stay busy; last month's pins, or a single year's, also find those that were unlucky once (test/property/hotspotRecovery.test.ts).
 * The same builder on what did happen gives the hindsight a back-test compares with.
 *
 * @param expected offences next month by point of the history
 * @throws EngineError as `pointHistory`
 *
 * Misleads in that a place chosen for a high count had some luck: expect fewer, as `expected` says. Circles are drawn round places
 * where offences were recorded, not round the streets between them.
 */
export function exactHotspots(
  input: ExactHotspotInput,
  problem: ProblemProfile,
  expected: (history: PointHistory) => Float64Array,
): ExactHotspot[] {
  const history = pointHistory(input, problem, input.months)
  return hotspotsOfHistory(input, problem, history, expected(history))
}

/** The same of a history that is known already, made of the same input, problem and months. */
export function hotspotsOfHistory(
  input: ExactHotspotInput,
  problem: ProblemProfile,
  history: PointHistory,
  expected: Float64Array,
): ExactHotspot[] {
  const counts = input.months.map((month) => history.count(month))
  const inPeriod = rowsOf(input.months, input.period)
  const byMonth = (points: Uint32Array) =>
    Float64Array.from(counts, (count) => points.reduce((sum, point) => sum + count[point], 0))
  const ofPeriod = (months: Float64Array) => inPeriod.map((row) => months[row])
  const discs = placedDiscs(history, input.period, expected)
  const { events, places, kinds } = input
  if (events === null || discs.length === 0) return []
  const told = eventsInside(events, discs, history, input, problem)
  return discs.map((disc, at) => {
    const [lng, lat] = history.toDegrees(disc.x, disc.y)
    const months = byMonth(disc.points)
    const period = ofPeriod(months)
    const named = nearestNamed(places, lng, lat)
    return {
      id: `${problem.id}@${lng.toFixed(5)}_${lat.toFixed(5)}`,
      problem: problem.id,
      rank: discs.findIndex(({ value }) => value === disc.value) + 1,
      lng,
      lat,
      radiusM: disc.radius,
      places: told.places[at],
      expectedMonthly: disc.value,
      offences12m: sum(period),
      beside12m: told.beside[at],
      last28d: told.last28d[at],
      monthsActive: period.filter((count) => count > 0).length,
      months: input.months,
      byMonth: months,
      trend: hotspotTrend(input.months, months),
      name: named?.name ?? '',
      nameM: named?.metres ?? Number.NaN,
      ...premisesOf(told.ofPlace, told.places[at], places),
      oneEvent: isOneEvent(kinds, told.harm[at], told.topHarm[at]),
    }
  })
}

/**
 * The discs of a list: with the offences in the months of the period that a place must have, of a record that lacks some of these in
 * proportion fewer.
 *
 * @param expected by point; points of 0 are in no disc
 */
export function placedDiscs(
  history: DiscPoints & Pick<PointHistory, 'months' | 'count'>,
  period: readonly number[],
  expected: Float64Array,
): WalkableDisc[] {
  const counts = rowsOf(history.months, period).map((row) => history.count(history.months[row]))
  return walkableDiscs(history, expected, enoughIn(counts, counts.length / period.length))
}

/** Rows of all points of the history inside each disc, ascending: those that had no say in placing it too. */
export function pointsInside({ x, y }: DiscPoints, discs: readonly WalkableDisc[]): Uint32Array[] {
  const grid = pointGrid({ x, y }, null, REACH_M)
  return discs.map((disc) => pointsWithin(grid, disc.x, disc.y, disc.radius + RIM_M))
}

function rowsOf(months: readonly number[], period: readonly number[]): number[] {
  return months.flatMap((month, row) => (period.includes(month) ? [row] : []))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Whether points together have enough offences of the period, in enough of its months; of a share of it, in proportion. */
function enoughIn(counts: readonly Float64Array[], share: number): (points: Uint32Array) => boolean {
  const leastOffences = ENTRY_RULE.offences * share
  const leastMonths = Math.ceil(ENTRY_RULE.active * share)
  const total = new Float64Array(counts[0]?.length ?? 0)
  for (const month of counts) for (let point = 0; point < total.length; point++) total[point] += month[point]
  return (points) => {
    let offences = 0
    for (const point of points) offences += total[point]
    if (offences < leastOffences) return false
    let months = 0
    for (const month of counts) if (points.some((point) => month[point] > 0) && ++months === leastMonths) return true
    return false
  }
}

/** What single events say of each disc. */
interface Told {
  /** Rows of the place table, ascending. */
  readonly places: readonly Uint32Array[]
  readonly beside: Float64Array
  readonly last28d: Float64Array
  /** Of offences of the period with a weight of their own: all, and the largest. */
  readonly harm: Float64Array
  readonly topHarm: Float64Array
  /** Offences of the period by place of the table. */
  readonly ofPlace: Float64Array
}

function eventsInside(
  events: EventTable,
  discs: readonly WalkableDisc[],
  history: PointHistory,
  { places, kinds, period }: ExactHotspotInput,
  problem: ProblemProfile,
): Told {
  const discOf = discOfPlaces(discs, history, places)
  const inside: number[][] = discs.map(() => [])
  for (let place = 0; place < places.length; place++) if (discOf[place] !== NONE) inside[discOf[place]].push(place)
  const column = () => new Float64Array(discs.length)
  const told = {
    beside: column(),
    last28d: column(),
    harm: column(),
    topHarm: column(),
    ofPlace: new Float64Array(places.length),
  }
  const { beside } = problemKinds(problem, kinds)
  const last = Math.max(...period)
  const monthOf = monthFinder(Math.min(...period), last)
  const asked = new Set(period)
  const end = monthStart(last + 1)
  for (let row = 0; row < events.length; row++) {
    const disc = discOf[events.place[row]]
    if (disc === NONE) continue
    const kind = events.kind[row]
    const count = events.count[row]
    const minute = committed(events, row)
    if (!asked.has(monthOf(minute))) continue
    if (beside[kind] === 1) told.beside[disc] += count
    if (history.counted[kind] === 0) continue
    told.ofPlace[events.place[row]] += count
    if (minute >= end - LAST_DAYS * DAY) told.last28d[disc] += count
    if (kinds.basis[kind] !== 'offence') continue
    told.harm[disc] += count * kinds.harm[kind]
    told.topHarm[disc] = Math.max(told.topHarm[disc], kinds.harm[kind])
  }
  return { ...told, places: inside.map((rows) => Uint32Array.from(rows)) }
}

/** Disc of each place of the table, whatever was recorded there; NONE. Centres are 400 m apart, so no place is in two. */
function discOfPlaces(discs: readonly WalkableDisc[], history: PointHistory, places: PlaceTable): Uint32Array {
  const centres = { x: Float64Array.from(discs, ({ x }) => x), y: Float64Array.from(discs, ({ y }) => y) }
  const grid = pointGrid(centres, null, REACH_M)
  const discOf = new Uint32Array(places.length).fill(NONE)
  for (let place = 0; place < places.length; place++) {
    if (history.eligible[place] === 0) continue
    const [x, y] = history.toMetres(places.lng[place], places.lat[place])
    forPointsWithin(grid, x, y, REACH_M, (disc) => {
      if (Math.hypot(x - discs[disc].x, y - discs[disc].y) <= discs[disc].radius + RIM_M) discOf[place] = disc
    })
  }
  return discOf
}

function isOneEvent({ basis }: KindTable, harm: number, top: number): boolean {
  return basis.includes('offence') && top > ONE_EVENT_SHARE * harm
}

/** The point with most offences of the period: over half of them at one address is a case for its owner first. */
function premisesOf(
  ofPlace: Float64Array,
  inside: Uint32Array,
  places: PlaceTable,
): Pick<ExactHotspot, 'busiest' | 'atPremises'> {
  let busiest = { place: inside[0], offences: 0 }
  let atPremises = 0
  for (let at = 0; at < inside.length; ) {
    const start = inside[at]
    let offences = 0
    let premises = false
    for (
      ;
      at < inside.length && places.lng[inside[at]] === places.lng[start] && places.lat[inside[at]] === places.lat[start];
      at++
    ) {
      offences += ofPlace[inside[at]]
      premises ||= (places.flags[inside[at]] & PLACE_FLAG.premises) !== 0
    }
    if (premises) atPremises += offences
    if (offences > busiest.offences) busiest = { place: start, offences }
  }
  return { busiest, atPremises }
}
