import { random } from '../../engine/random.js'
import type { TimedPoints } from '../../engine/stats/knox.js'

/** Events about three towns 900 m apart, on whole metres, so that distances fall exactly on the edges of bands; times from 0. */
export function scattered(events: number, times: number): TimedPoints {
  const stream = random(8, 'scattered')
  const along = () => stream.integer(3) * 900 + stream.integer(200) + stream.integer(200)
  return {
    x: Float64Array.from({ length: events }, along),
    y: Float64Array.from({ length: events }, along),
    time: Float64Array.from({ length: events }, () => stream.integer(times)),
  }
}
