import type { PointGrid } from '../stats/pointGrid.js'
import type { Circle } from './smallestCircle.js'

/** A disc of the asked radius: its centre, and the value inside. */
export interface BestDisc {
  readonly x: number
  readonly y: number
  readonly value: number
}

export interface DiscOptions {
  readonly radius: number
  /** Least distance to the centres of circles already taken. */
  readonly apart: number
}

/** Parts of a turn angles are rounded to: a tenth of a micrometre on a rim of 120 m. */
const PARTS = 2 ** 33
/** Opening arcs are numbered from 0, closing ones from CLOSE; both below NUMBERS. */
const CLOSE = 2 ** 19
const NUMBERS = 2 ** 20
const TURN = 2 * Math.PI

/**
 * Finds the disc with a given point on its rim that holds the most value: as its centre turns round the point, every other point within
 * two radii is inside over one arc. Of discs alike the first, anticlockwise from due east; its centre is in the middle of the arc over
 * which the same points are inside (cut at due east).
 *
 * @param grid  of all points; its bucket is at least two radii wide
 * @param value by point
 * @returns     a function of the point and of the circles taken so far; null where every disc through the point comes too near to these
 */
export function discFinder(
  grid: PointGrid,
  value: Float64Array,
  { radius, apart }: DiscOptions,
): (point: { readonly x: number; readonly y: number }, taken: readonly Circle[]) => BestDisc | null {
  const keys = new Float64Array(2 * grid.x.length + 64)
  const gains: number[] = []
  let arcs = 0
  let held = 0
  let blocked = 0

  /** What is inside (gain above 0), or what blocks (gain 0), while the centre is within `half` of the direction `middle`. */
  const addArc = (middle: number, half: number, gain: number) => {
    const from = fraction(middle - half)
    const to = fraction(middle + half)
    if (from > to) {
      held += gain
      blocked += Number(gain === 0)
    }
    gains[arcs] = gain
    // angle and number in one, so that they sort as numbers: arcs that open before those that close at the same angle
    keys[2 * arcs] = Math.floor(from * PARTS) * NUMBERS + arcs
    keys[2 * arcs + 1] = Math.floor(to * PARTS) * NUMBERS + CLOSE + arcs
    arcs++
  }

  return (point, taken) => {
    arcs = 0
    held = 0
    blocked = 0
    for (const other of taken) {
      const dx = other.x - point.x
      const dy = other.y - point.y
      const away = Math.hypot(dx, dy)
      if (away >= apart + radius) continue
      if (away <= apart - radius) return null
      addArc(Math.atan2(dy, dx), Math.acos((away * away + radius * radius - apart * apart) / (2 * away * radius)), 0)
    }
    const px = point.x - grid.west
    const py = point.y - grid.south
    const column = Math.floor(px / grid.side)
    const row = Math.floor(py / grid.side)
    for (let r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); r++) {
      const to = grid.start[r * grid.columns + Math.min(grid.columns - 1, column + 1) + 1]
      for (let at = grid.start[r * grid.columns + Math.max(0, column - 1)]; at < to; at++) {
        const dx = grid.x[at] - px
        const dy = grid.y[at] - py
        const square = dx * dx + dy * dy
        if (square >= 4 * radius * radius) continue
        if (square === 0) held += value[grid.row[at]]
        else addArc(Math.atan2(dy, dx), Math.acos(Math.sqrt(square) / (2 * radius)), value[grid.row[at]])
      }
    }
    const turns = keys.subarray(0, 2 * arcs).sort()

    let most = Number.NEGATIVE_INFINITY
    let angle = 0
    for (let k = -1; k < turns.length; k++) {
      if (k >= 0) {
        const number = turns[k] % NUMBERS
        const sign = number < CLOSE ? 1 : -1
        const gain = gains[number % CLOSE]
        held += sign * gain
        if (gain === 0) blocked += sign
      }
      if (blocked > 0 || held <= most) continue
      most = held
      angle = (TURN * (angleOf(turns, k, 0) + angleOf(turns, k + 1, 1))) / 2
    }
    if (most === Number.NEGATIVE_INFINITY) return null
    return { value: most, x: point.x + radius * Math.cos(angle), y: point.y + radius * Math.sin(angle) }
  }
}

/** Share of a turn, 0 up to 1. */
function fraction(angle: number): number {
  const share = angle / TURN
  return share - Math.floor(share)
}

/** Share of a turn at which the k-th turn is; `none` off either end. */
function angleOf(turns: Float64Array, k: number, none: number): number {
  return k < 0 || k >= turns.length ? none : Math.floor(turns[k] / NUMBERS) / PARTS
}
