import type { PointGrid } from '../stats/pointGrid.js'
import type { Circle } from './smallestCircle.js'

/** Turns in order of angle: what a disc gains (or loses, below 0) and how many centres too near it comes to (or leaves). */
interface Turn {
  readonly angle: number
  readonly gain: number
  readonly blocked: number
}

/**
 * The disc of a radius with a given point on its rim that holds the most value: as its centre turns round the point, every other point
 * within two radii is inside over one arc. Of discs alike the first, anticlockwise from due west; its centre is in the middle of the
 * arc over which the same points are inside.
 *
 * @param grid  of all points; its bucket is at least two radii wide
 * @param value by point
 * @param taken circles whose centres the disc's must keep away from, by `apart`
 * @returns     null where every disc through the point comes too near
 */
export function bestDisc(
  grid: PointGrid,
  value: Float64Array,
  point: { readonly x: number; readonly y: number },
  radius: number,
  taken: readonly Circle[],
  apart: number,
): { readonly value: number; readonly x: number; readonly y: number } | null {
  const turns: Turn[] = []
  // at due west, where the turn starts
  let held = 0
  let blocked = 0
  const addArc = (middle: number, half: number, gain: number, block: number) => {
    const from = wrapped(middle - half)
    const to = wrapped(middle + half)
    if (from > to) {
      held += gain
      blocked += block
    }
    turns.push({ angle: from, gain, blocked: block }, { angle: to, gain: -gain, blocked: -block })
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
      const away = Math.hypot(dx, dy)
      if (away >= 2 * radius) continue
      if (away === 0) held += value[grid.row[at]]
      else addArc(Math.atan2(dy, dx), Math.acos(away / (2 * radius)), value[grid.row[at]], 0)
    }
  }
  for (const other of taken) {
    const dx = other.x - point.x
    const dy = other.y - point.y
    const away = Math.hypot(dx, dy)
    if (away >= apart + radius) continue
    if (away <= apart - radius) return null
    addArc(Math.atan2(dy, dx), Math.acos((away * away + radius * radius - apart * apart) / (2 * away * radius)), 0, 1)
  }
  // arcs that open come before arcs that close at the same angle
  turns.sort((a, b) => a.angle - b.angle || b.gain - a.gain || b.blocked - a.blocked)

  let most = Number.NEGATIVE_INFINITY
  let angle = 0
  for (let k = -1; k < turns.length; k++) {
    if (k >= 0) {
      held += turns[k].gain
      blocked += turns[k].blocked
    }
    if (blocked > 0 || held <= most) continue
    most = held
    angle = ((k < 0 ? -Math.PI : turns[k].angle) + (k + 1 < turns.length ? turns[k + 1].angle : Math.PI)) / 2
  }
  if (most === Number.NEGATIVE_INFINITY) return null
  return { value: most, x: point.x + radius * Math.cos(angle), y: point.y + radius * Math.sin(angle) }
}

/** Into -pi .. pi. */
function wrapped(angle: number): number {
  if (angle < -Math.PI) return angle + 2 * Math.PI
  return angle > Math.PI ? angle - 2 * Math.PI : angle
}
