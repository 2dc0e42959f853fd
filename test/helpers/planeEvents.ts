import type { PlaneEvents } from '../../engine/stats/planePoints.js'

/** Events from `[x, y]` or `[x, y, weight]`. */
export function planeEvents(points: readonly (readonly number[])[]): PlaneEvents {
  return {
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    weight: points.some((point) => point.length > 2) ? Float64Array.from(points, ([, , weight]) => weight) : null,
  }
}
