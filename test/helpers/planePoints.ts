import { localPlane } from '../../engine/hotspot/localPlane.js'

/** A plane round a made-up town. */
export const townPlane = localPlane([-1.5], [52.5])

/** Points by metres in that plane, as columns with their degrees. */
export function planePoints(metres: readonly (readonly [number, number])[]) {
  const degrees = metres.map(([x, y]) => townPlane.toDegrees(x, y))
  return {
    x: Float64Array.from(metres, ([x]) => x),
    y: Float64Array.from(metres, ([, y]) => y),
    lng: Float64Array.from(degrees, ([lng]) => lng),
    lat: Float64Array.from(degrees, ([, lat]) => lat),
  }
}
