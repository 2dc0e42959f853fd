import type { Camera } from '../state/url.js'
import type { Box } from '../worker/protocol.js'

/** Pixels of the world's width at zoom 0. */
const TILE = 512

/** The part of the world a map of so many pixels shows: web Mercator, north up. */
export function boxOf({ longitude, latitude, zoom }: Camera, { width, height }: { width: number; height: number }): Box {
  const world = TILE * 2 ** zoom
  const half = (180 * width) / world
  const middle = Math.asinh(Math.tan((latitude * Math.PI) / 180))
  const up = (Math.PI * height) / world
  const degrees = (y: number) => (Math.atan(Math.sinh(y)) * 180) / Math.PI
  return [longitude - half, degrees(middle - up), longitude + half, degrees(middle + up)]
}
