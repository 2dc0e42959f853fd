import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import { fdr } from './fdr.js'
import { mannKendall } from './mannKendall.js'
import { countSeries } from './series.js'

/** Under ten steps nine tenths of them would be all of them. */
const LEAST_STEPS = 10
/** A trend counts where its q is below this. */
const TREND_LEVEL = 0.05

/** The 17 patterns of emerging hot spot analysis; `Emerging.pattern` is a row of this list. */
export const EMERGING_PATTERNS = [
  'no pattern',
  'new hot',
  'consecutive hot',
  'intensifying hot',
  'persistent hot',
  'diminishing hot',
  'sporadic hot',
  'oscillating hot',
  'historical hot',
  'new cold',
  'consecutive cold',
  'intensifying cold',
  'persistent cold',
  'diminishing cold',
  'sporadic cold',
  'oscillating cold',
  'historical cold',
] as const

/** Hot rows of the list; the cold one of the same name comes this many after. */
const COLD = 8
const [NONE, NEW, CONSECUTIVE, INTENSIFYING, PERSISTENT, DIMINISHING, SPORADIC, OSCILLATING, HISTORICAL] =
  EMERGING_PATTERNS.keys()

export interface EmergingOptions {
  /** Wording of the rules: of ArcGIS Pro 3, or of its 2.x (a sporadic hot spot need not be hot in the last step). */
  readonly rules: 'esri-3' | 'esri-2'
  /** Correct the trends for autocorrelation (Hamed-Rao) where that makes their variance larger. At least 24 steps. */
  readonly hamedRao: boolean
}

/** Columns by cell. */
export interface Emerging {
  /** Row of EMERGING_PATTERNS; -1 where a step of the cell has no z. */
  readonly pattern: Int8Array
  /** Mann-Kendall of z over the steps, of the plain and the corrected one the weaker; NaN where pattern is -1, or Hamed-Rao left no variance (then no trend is seen). */
  readonly trendZ: Float64Array
  readonly trendP: Float64Array
  /** Benjamini-Hochberg over the cells that have a p. */
  readonly trendQ: Float64Array
}

/**
 * Emerging hot spot analysis: the pattern of a cell's hot and cold steps and of the trend of its z.
 *
 * With N steps, H the number hot, "last" the newest; the first that applies, for hot and then, mirrored and with the trend's sign
 * turned, for cold (`up` and `down`: trend q < 0.05):
 *   H >= 0.9 N: last hot and up: intensifying; last hot and down: diminishing; last not hot: historical; else persistent.
 *   Last hot: oscillating if cold before; new if hot never before; consecutive if its hot steps are one run; else sporadic.
 *   Rules of esri-2: also sporadic where last is not hot, some step was, and none was cold.
 *
 * @param z           Float64Array[cells x steps], Gi* of each cell in order of time; NaN where it has none
 * @param significant Int8Array[cells x steps], above 0 significantly hot, below 0 cold (`hotClass` of q): which level, and whether q
 *                    runs over the cells of a step or of all steps, is the caller's choice to state
 * @throws            EngineError 'option-invalid', 'series-too-short' (under 10 steps; Hamed-Rao under 24), 'series-too-long',
 *                    'length-mismatch', 'value-not-finite'
 *
 * Misleads when the last step is incomplete (drop it), when the length of the steps shows in them, when z of moving windows share
 * their months (Hamed-Rao mends only part of it: of 24 steps of 12 months 45 % of cells without trend have p < 0.05, 60 % without it;
 * take windows that do not overlap), and on sparse counts, where a step's hot cells are chance.
 * Cost cells x steps^2.
 * Esri, How Emerging Hot Spot Analysis works; its trend is by p at 90, 95 and 99 %, ours by q over all cells, so ours finds fewer.
 * Esri lets a step count as hot from 90 %. sfdep calls historical by the sign of the last z; geolibre tries oscillating first.
 */
export function emerging(z: Float64Array, significant: Int8Array, steps: number, { rules, hamedRao }: EmergingOptions): Emerging {
  checkChoice('rules', rules, ['esri-3', 'esri-2'])
  const cells = countSeries(z, steps)
  if (significant.length !== z.length) {
    throw new EngineError('length-mismatch', {
      column: 'significant',
      value: String(significant.length),
      hint: `It must have one row per z: ${z.length}.`,
    })
  }
  if (steps < LEAST_STEPS) {
    throw new EngineError('series-too-short', { value: String(steps), hint: `Give at least ${LEAST_STEPS} steps.` })
  }
  const plain = mannKendall(z, steps, { hamedRao: false })
  const trend = hamedRao ? mannKendall(z, steps, { hamedRao }) : plain
  const complete = trend.n.map((measured) => (measured === steps ? 1 : 0))
  // by chance alone the correction shrinks the variance as often as not: of 300 cells of independent steps some would always have a trend
  const ofComplete = (name: 'z' | 'p') =>
    trend[name].map((value, cell) => {
      if (complete[cell] === 0) return Number.NaN
      return Math.abs(trend.z[cell]) > Math.abs(plain.z[cell]) ? plain[name][cell] : value
    })
  const [trendZ, trendP] = [ofComplete('z'), ofComplete('p')]
  const trendQ = fdr(trendP)
  const pattern = new Int8Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    const direction = trendQ[cell] < TREND_LEVEL ? Math.sign(trendZ[cell]) : 0
    const side = (sign: 1 | -1) => patternOf(significant, cell * steps, steps, sign, direction * sign, rules)
    const hot = side(1)
    const cold = hot === NONE ? side(-1) : NONE
    pattern[cell] = complete[cell] === 0 ? -1 : cold === NONE ? hot : cold + COLD
  }
  return { pattern, trendZ, trendP, trendQ }
}

/** Hot row of the list for the steps of this sign; direction 1: the trend goes further that way. */
function patternOf(
  significant: Int8Array,
  from: number,
  steps: number,
  sign: 1 | -1,
  direction: number,
  rules: EmergingOptions['rules'],
): number {
  let on = 0
  let opposite = 0
  let runs = 0
  let before = false
  for (let at = from; at < from + steps; at++) {
    const here = significant[at] * sign > 0
    if (here) on++
    if (here && !before) runs++
    if (significant[at] * sign < 0) opposite++
    before = here
  }
  const last = before
  // in whole numbers: 0.9 has no exact double
  if (10 * on >= 9 * steps) {
    if (!last) return HISTORICAL
    return direction > 0 ? INTENSIFYING : direction < 0 ? DIMINISHING : PERSISTENT
  }
  if (last) {
    if (opposite > 0) return OSCILLATING
    if (on === 1) return NEW
    return runs === 1 ? CONSECUTIVE : SPORADIC
  }
  return rules === 'esri-2' && on > 0 && opposite === 0 ? SPORADIC : NONE
}
