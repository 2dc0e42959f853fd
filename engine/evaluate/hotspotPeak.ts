import type { EventTable, WalkableHotspot } from '../types.js'
import { type PeakWindow, peakWindows } from './peakWindow.js'
import { sum } from './pooledRatio.js'

/** Where more of the events with a start than this have no end, their times are one time each. */
const ONE_TIME_SHARE = 0.5

/** When a hotspot is busy by its own records. */
export interface HotspotPeak extends Pick<WalkableHotspot, 'noPeak'> {
  readonly peak: Omit<NonNullable<WalkableHotspot['peak']>, 'months' | 'drawnShare'> | null
  /** Weight of each hour of the week; null where no event has a time that says when. */
  readonly profile: Float64Array | null
}

/**
 * Whether a problem's events are recorded with one time: a call for ASB has no end, and is when it happened. Said of all events of the
 * problem, not of one place's.
 *
 * @param includes by row of the events
 */
export function haveOneTime({ length, from, to, count }: EventTable, includes: (row: number) => boolean): boolean {
  let started = 0
  let open = 0
  for (let row = 0; row < length; row++) {
    if (Number.isNaN(from[row]) || !includes(row)) continue
    started += count[row]
    if (Number.isNaN(to[row])) open += count[row]
  }
  return open > ONE_TIME_SHARE * started
}

/**
 * The window of the week a crew is best sent in: of those of 2, 4 and 8 hours that are a peak and that both halves of the weeks agree
 * on, the one whose share stands out most from that of an even week, (share - even) / sqrt(even (1 - even)).
 *
 * @param events of one place
 * @param oneTime what `haveOneTime` says of the problem
 * @param turns   behind the chance of each window: 999, or 199 where hundreds of places are looked at
 * Misleads as `peakWindows`; and where many places are looked at, one in 20 without a favourite time gets a window.
 */
export function hotspotPeak(events: EventTable, oneTime: boolean, turns: number, seed: number): HotspotPeak {
  const found = foundIn(events, oneTime, turns, seed)
  if (found === null) return { peak: null, noPeak: 'no-times', profile: null }
  const { profile } = found
  if (found.refusedBecause !== null) return { peak: null, noPeak: found.refusedBecause, profile }
  const [best] = found.windows.filter(({ steady }) => steady).sort((a, b) => standsOut(b) - standsOut(a))
  if (best === undefined) return { peak: null, noPeak: 'no-peak', profile }
  const { start, hours, share, low, high } = best
  return { peak: { start, hours, share, low, high, timed: sum(profile) }, noPeak: '', profile }
}

/** Null where no event has a time that says when. */
function foundIn(events: EventTable, oneTime: boolean, turns: number, seed: number) {
  if (!events.from.some((minutes) => !Number.isNaN(minutes))) return null
  return peakWindows(events, { hours: { noEnd: oneTime ? 'atStart' : 'exclude' }, turns, peaksOnly: true, seed })
}

function standsOut({ share, evenShare }: PeakWindow): number {
  return (share - evenShare) / Math.sqrt(evenShare * (1 - evenShare))
}
