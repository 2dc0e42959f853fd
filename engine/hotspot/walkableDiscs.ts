import { pointsToCells } from '../grid/h3.js'
import { pointGrid } from '../stats/pointGrid.js'
import { discFinder } from './discFinder.js'
import { largestPart } from './largestPart.js'
import { forPointsWithin, pointsWithin } from './pointsWithin.js'
import { type Circle, smallestCircle } from './smallestCircle.js'

/**
 * Longest radius of a hotspot, inside the 150 m a crew can walk: a wider disc that holds the most often straddles two streets, its centre
 * between them. And the least distance between the centres of two.
 */
export const RADIUS_M = 120
const APART_M = 400
const RESOLUTION = 10
/** A crew's place is not an address: its surroundings and the error of a radio's position take this much. */
const LEAST_RADIUS_M = 50
/** Rounding of a point that lies on the rim. */
export const RIM_M = 1e-6
/**
 * Farther than this from the centre of a disc there is no point of the circle drawn in: a circle of radius r round points of a disc of
 * radius R has its centre within sqrt(R^2 - r^2) of the disc's, so that it ends within sqrt(2) R, or R and the least radius.
 */
const DRAWN_M = Math.max(Math.SQRT2 * RADIUS_M, RADIUS_M + LEAST_RADIUS_M) + 1
/** Of sums, in another order. */
const ROUNDING = 1e-9

/** Points of a plane, metres, and where they are on the globe. */
export interface DiscPoints {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** Circle round the points of one place a crew can walk. */
export interface WalkableDisc extends Circle {
  /** Sum over its points. */
  readonly value: number
  /** Rows of the points inside, ascending. */
  readonly points: Uint32Array
}

/**
 * Discs of at most 120 m radius that hold the most value, the best first, centres at least 400 m apart: each time the best disc that
 * is left (one point on its rim; all of them are looked at), cut to those of its points whose cells of resolution 10 touch one another,
 * then drawn in to the smallest circle round these, 50 m in radius at least; all points in that circle count.
 *
 * Taking the best again and again need not give the highest total of all choices: a disc between two others can keep out both. And of
 * the discs through a point only the best is cut: where points are few, another that loses nothing by it may hold a little more (of 300
 * random sparse maps in two, by 4.5 % at most).
 *
 * @param value     by point; points of 0 are in no disc
 * @param qualifies whether points together may be a place of the list; what may not keeps nothing else away. Of more points never less so; null: all may
 * @param most      stops when so many are chosen
 * @returns         values descending
 * Chazelle & Lee (1986), Computing 36: the best disc through a point by its arcs in order of angle, n k log k.
 */
export function walkableDiscs(
  { x, y, lng, lat }: DiscPoints,
  value: Float64Array,
  qualifies: ((points: Uint32Array) => boolean) | null,
  most = Number.POSITIVE_INFINITY,
): WalkableDisc[] {
  const rows = Uint32Array.from(value.keys()).filter((row) => value[row] > 0)
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row])
  const own = { x: of(x), y: of(y), value: of(value), cells: pointsToCells(of(lng), of(lat), RESOLUTION) }
  const grid = pointGrid(own, null, 2 * RADIUS_M)
  const chosen: WalkableDisc[] = []

  const bestThrough = discFinder(grid, own.value, { radius: RADIUS_M, apart: APART_M })
  const found = (point: number): Candidate | null => {
    const best = bestThrough({ x: own.x[point], y: own.y[point] }, chosen)
    return best === null ? null : { point, value: best.value, seen: chosen.length, centre: best, disc: null }
  }
  const drawnIn = (x: number, y: number): WalkableDisc => {
    const part = largestPart(pointsWithin(grid, x, y, RADIUS_M + RIM_M), own.value, own.cells)
    const round = smallestCircle(own.x, own.y, part)
    const circle = { ...round, radius: Math.max(LEAST_RADIUS_M, round.radius) }
    const members = pointsWithin(grid, circle.x, circle.y, circle.radius + RIM_M)
    return {
      ...circle,
      value: members.reduce((sum, member) => sum + own.value[member], 0),
      points: members.map((member) => rows[member]),
    }
  }
  const isNear = (point: number, from: number) => {
    for (let k = from; k < chosen.length; k++) {
      const dx = chosen[k].x - own.x[point]
      const dy = chosen[k].y - own.y[point]
      if (dx * dx + dy * dy < (APART_M + 2 * RADIUS_M) ** 2) return true
    }
    return false
  }
  const mayQualify = (x: number, y: number, reach: number) =>
    qualifies === null || qualifies(pointsWithin(grid, x, y, reach).map((member) => rows[member]))

  // a disc only loses value as others are chosen, so one looked at again and still on top is the best
  const queue: Candidate[] = []
  for (let point = 0; point < rows.length; point++) {
    // all that any disc through the point can reach: most points are kept away before a closer look is due
    let reached = 0
    forPointsWithin(grid, own.x[point], own.y[point], 2 * RADIUS_M, (row) => {
      reached += own.value[row]
    })
    pushTo(queue, { point, value: reached * (1 + ROUNDING), seen: 0, centre: null, disc: null })
  }
  for (let top = popFrom(queue); top !== undefined; top = popFrom(queue)) {
    const { point, seen, centre, disc } = top
    if (centre === null) {
      if (mayQualify(own.x[point], own.y[point], RADIUS_M + DRAWN_M)) pushTo(queue, found(point))
    } else if (isNear(point, seen)) pushTo(queue, found(point))
    else if (disc === null) {
      if (!mayQualify(centre.x, centre.y, DRAWN_M)) continue
      const drawn = drawnIn(centre.x, centre.y)
      const clear = chosen.every((other) => Math.hypot(other.x - drawn.x, other.y - drawn.y) >= APART_M)
      if (clear && (qualifies === null || qualifies(drawn.points)))
        pushTo(queue, { ...top, value: drawn.value, disc: drawn, seen: chosen.length })
    } else if (chosen.push(disc) === most) break
  }
  // a circle drawn out to 50 m may hold more than its disc did
  return chosen.sort((a, b) => b.value - a.value)
}

interface Candidate {
  readonly point: number
  readonly value: number
  /** How many discs were chosen when it was found. */
  readonly seen: number
  /** Null where `value` is only what it cannot be above. */
  readonly centre: { readonly x: number; readonly y: number } | null
  readonly disc: WalkableDisc | null
}

/** Onto a binary heap: highest value first, then lowest point. */
function pushTo(heap: Candidate[], candidate: Candidate | null): void {
  if (candidate === null) return
  let at = heap.length
  for (let parent = (at - 1) >> 1; at > 0 && before(candidate, heap[parent]); parent = (at - 1) >> 1) {
    heap[at] = heap[parent]
    at = parent
  }
  heap[at] = candidate
}

/** Off its top; undefined when it is empty. */
function popFrom(heap: Candidate[]): Candidate | undefined {
  const [top] = heap
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++
    if (child >= heap.length || !before(heap[child], last)) break
    heap[at] = heap[child]
    at = child
  }
  heap[at] = last
  return top
}

function before(a: Candidate, b: Candidate): boolean {
  return a.value > b.value || (a.value === b.value && a.point < b.point)
}
