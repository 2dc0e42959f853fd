import { EngineError } from '../error.js'
import { WEEK_HOURS } from '../londonTime.js'
import type { WalkableHotspot } from '../types.js'
import { windowWeight } from './busiestWindow.js'
import type { HotspotPeak } from './hotspotPeak.js'
import { sum } from './pooledRatio.js'

/** Hours of the week that are compared together: single hours of places with tens of records are mostly 0. */
const BLOCK = 4
const BLOCKS = WEEK_HOURS / BLOCK

/**
 * How many records the hours of the force count for beside a place's own. From how far places differ from the force beyond the chance of
 * their numbers: (X2 - 41) / (41 (n - 1)) over 42 blocks of 4 hours is what two records of a place have in common, whose inverse less 1
 * is the answer.
 *
 * @param places weight of each of the 168 hours of the week at each place, together the records with a time
 * @param force  the same of all records of the problem, above 0 in every block
 * @returns 0 where places have nothing in common with the force; Infinity where they differ no more than by chance
 * @throws EngineError 'length-mismatch'
 *
 * Moments of the Dirichlet-multinomial: Mosimann (1962), Biometrika 49. Misleads where few places are given, where records of a night come
 * in strings (too few), and where spans are shared out over hours (too many).
 */
export function recordsOfForce(places: readonly Float64Array[], force: Float64Array): number {
  if ([force, ...places].some(({ length }) => length !== WEEK_HOURS))
    throw new EngineError('length-mismatch', { column: 'hours', hint: `Give all ${WEEK_HOURS} hours of the week.` })
  const shares = blocksOf(force)
  let beyond = 0
  let pairs = 0
  for (const hours of places) {
    const { all, blocks } = blocksOf(hours)
    if (!(all > 1)) continue
    const x2 = blocks.reduce((sum, value, block) => {
      const expected = (all * shares.blocks[block]) / shares.all
      return sum + (value - expected) ** 2 / expected
    }, 0)
    beyond += x2 - (BLOCKS - 1)
    pairs += (BLOCKS - 1) * (all - 1)
  }
  return beyond > 0 ? Math.max(0, pairs / beyond - 1) : Infinity
}

/**
 * Peaks of the hotspots of a problem with the share to plan by: its own, drawn to that of the force in the same window.
 *
 * @param force weight of each hour of the week of the problem in the force; null: no time is known
 * @param months how many the records are from
 */
export function drawnPeaks(
  found: readonly HotspotPeak[],
  force: Float64Array | null,
  months: number,
): Pick<WalkableHotspot, 'peak' | 'noPeak'>[] {
  if (force === null || found.every(({ peak }) => peak === null)) return found.map(({ noPeak }) => ({ peak: null, noPeak }))
  const weight = recordsOfForce(
    found.flatMap(({ profile }) => (profile === null ? [] : [profile])),
    force,
  )
  const all = sum(force)
  return found.map(({ peak, noPeak }) => {
    if (peak === null) return { peak, noPeak }
    const { start, hours, share, timed } = peak
    const forceShare = windowWeight(force, start, hours) / all
    return { peak: { ...peak, months, drawnShare: drawnShare(share, timed, forceShare, weight) }, noPeak }
  })
}

/**
 * Share of a place inside a window, drawn to that of the force there: by its own records against those the force counts for.
 *
 * @param own     its share, 0 to 1
 * @param records of the place with a time
 * @param force   share of the force in the same window
 * @param weight  `recordsOfForce`
 */
export function drawnShare(own: number, records: number, force: number, weight: number): number {
  return weight === Infinity ? force : (records * own + weight * force) / (records + weight)
}

function blocksOf(hours: Float64Array): { all: number; blocks: Float64Array } {
  const blocks = new Float64Array(BLOCKS)
  let all = 0
  hours.forEach((value, hour) => {
    blocks[Math.floor(hour / BLOCK)] += value
    all += value
  })
  return { all, blocks }
}
