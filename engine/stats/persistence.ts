import { EngineError } from '../error.js'

/** `Persistence.pattern` is a row of this list. */
export const PERSISTENCE_PATTERNS = [
  'no pattern',
  'persistent hot',
  'emerging hot',
  'former hot',
  'intermittent hot',
  'persistent cold',
  'emerging cold',
  'former cold',
  'intermittent cold',
  'mixed',
] as const

/** Hot rows of the list; the cold one of the same name comes this many after. */
const COLD = 4
const [NONE, PERSISTENT, EMERGING, FORMER, INTERMITTENT] = PERSISTENCE_PATTERNS.keys()
const MIXED = PERSISTENCE_PATTERNS.length - 1

/** Columns by cell. */
export interface Persistence {
  /** Row of PERSISTENCE_PATTERNS. */
  readonly pattern: Uint8Array
  /** Shares of all steps. */
  readonly hotShare: Float64Array
  readonly coldShare: Float64Array
}

/**
 * How lastingly a cell was hot or cold: the classes of Chainey and sfhotspot, without a trend test.
 *
 * Hot in at least 0.8 of the steps: persistent; in under 0.1 of the older and at least 0.1 of the recent: emerging; the reverse:
 * former; else in at least 0.1 of all: intermittent. Recent are the last fifth of the steps, rounded down, at least one. The same for
 * cold; a pattern of both is 'mixed'.
 *
 * @param significant Int8Array[cells x steps], above 0 significantly hot, below 0 cold, in order of time; 0 too where z has no value
 * @throws            EngineError 'option-invalid' (steps no whole number), 'series-too-short' (under 2), 'length-mismatch'
 *
 * Misleads when the steps overlap (moving windows: every hot month is counted many times), and with under about 10 steps, when one
 * step is over a tenth, so that a single chance finding is a pattern.
 * Cost cells x steps.
 * Chainey (2021), Understanding Crime; Ashby, sfhotspot's hotspot_classify, which takes one step more than it divides by for "recent".
 */
export function persistence(significant: Int8Array, steps: number): Persistence {
  if (!Number.isInteger(steps)) {
    throw new EngineError('option-invalid', { column: 'steps', value: String(steps), hint: 'Give a whole number.' })
  }
  if (steps < 2)
    throw new EngineError('series-too-short', { value: String(steps), hint: 'Give an older and a recent step at least.' })
  if (significant.length % steps !== 0) {
    throw new EngineError('length-mismatch', {
      column: 'significant',
      value: String(significant.length),
      hint: `It must be a multiple of the ${steps} steps.`,
    })
  }
  const cells = significant.length / steps
  const pattern = new Uint8Array(cells)
  const hotShare = new Float64Array(cells)
  const coldShare = new Float64Array(cells)
  const recent = Math.max(1, Math.floor(steps / 5))
  for (let cell = 0; cell < cells; cell++) {
    const start = cell * steps
    const middle = start + steps - recent
    const [oldHot, newHot] = [count(significant, start, middle, 1), count(significant, middle, start + steps, 1)]
    const [oldCold, newCold] = [count(significant, start, middle, -1), count(significant, middle, start + steps, -1)]
    const hot = patternOf(oldHot, steps - recent, newHot, recent)
    const cold = patternOf(oldCold, steps - recent, newCold, recent)
    pattern[cell] = cold === NONE ? hot : hot === NONE ? cold + COLD : MIXED
    hotShare[cell] = (oldHot + newHot) / steps
    coldShare[cell] = (oldCold + newCold) / steps
  }
  return { pattern, hotShare, coldShare }
}

function count(significant: Int8Array, from: number, to: number, sign: 1 | -1): number {
  let on = 0
  for (let at = from; at < to; at++) if (significant[at] * sign > 0) on++
  return on
}

/** Hot row of the list; shares are compared in whole numbers, as 0.1 and 0.8 have no exact double. */
function patternOf(oldOn: number, oldSteps: number, newOn: number, newSteps: number): number {
  const [on, steps] = [oldOn + newOn, oldSteps + newSteps]
  const wasHot = 10 * oldOn >= oldSteps
  const isHot = 10 * newOn >= newSteps
  if (10 * on >= 8 * steps) return PERSISTENT
  if (isHot && !wasHot) return EMERGING
  if (wasHot && !isHot) return FORMER
  return 10 * on >= steps ? INTERMITTENT : NONE
}
