import { checkChoice } from '../checkOption.js'
import type { Weights } from '../types.js'
import { centred, kurtosis, othersSquares } from './centred.js'
import { groupRows } from './gistar.js'
import { checkWithoutSelf, ROUNDING, reasonCode, reasonsOf } from './undefinedBecause.js'

export interface LocalMoranOptions {
  /** 'conditional': the cell's own value stays where it is; 'total': all values of the group reshuffled. */
  readonly moments: 'conditional' | 'total'
  /** Of the variance I is measured in: n as Anselin and spdep, n - 1 as esda, GeoDa and spdep's mlvar = FALSE. */
  readonly divisor: 'n' | 'n-1'
  /** The cell's reference area, -1 = not in the statistics; null: one group of all cells. */
  readonly group: Int32Array | null
}

/** Names of the quadrants, by the numbers esda gives them: own value, then the neighbours', High or Low; '' where undefined. */
export const QUADRANTS = ['', 'HH', 'LH', 'LL', 'HL'] as const

/** Columns of length cells. */
export interface LocalMoran {
  readonly i: Float64Array
  readonly expected: Float64Array
  readonly variance: Float64Array
  /** (i - expected)/sqrt(variance); its normal p is `normalTail`. */
  readonly z: Float64Array
  /** Position in `QUADRANTS`. */
  readonly quadrant: Uint8Array
  /**
   * Position in `UNDEFINED_BECAUSE`, 0 where there is a z. With 'others-constant', 'all-neighbours', 'at-the-mean' and
   * 'no-variance' the other columns stand and the variance is 0; with the rest all are NaN.
   */
  readonly undefinedBecause: Uint8Array
}

/** Reasons that leave I and its moments standing and only z without a value. */
const ONLY_Z = new Set(
  (['others-constant', 'all-neighbours', 'at-the-mean', 'no-variance'] as const).map((reason) => reasonCode(reason)),
)
const TOO_FEW_CELLS = reasonCode('too-few-cells')
const AT_THE_MEAN = reasonCode('at-the-mean')
const NO_VARIANCE = reasonCode('no-variance')
/** Two units in the last place: further than this from the rounded mean is off the mean. */
const LAST_PLACES = 2 ** -51

/**
 * Local Moran's I per cell: whether a cell and its neighbours lie on the same side of the mean, and how far.
 *
 *     I_i = (d_i/m2) sum_j w_ij d_j,    d = x - mean,    m2 = sum d^2/n  (divisor n - 1: sum d^2/(n - 1))
 *
 * Moments, with W_i = sum_j w_ij, S1_i = sum_j w_ij^2, b2 = m4/m2^2, here for divisor n:
 *
 *     conditional  E = -d_i^2 W_i/((n - 1) m2)
 *                  V = (d_i/m2)^2 n/(n - 2) (S1_i - W_i^2/(n - 1)) (m2 - d_i^2/(n - 1))
 *     total        E = -W_i/(n - 1)
 *                  V = S1_i (n - b2)/(n - 1) + (W_i^2 - S1_i)(2 b2 - n)/((n - 1)(n - 2)) - E^2
 *
 * Quadrant by the signs of d_i and of the lag of d, 0 counting as low.
 *
 * @param y       Float64Array[n], a measure per cell; finite in every cell that is in the statistics
 * @param weights n rows, `self: false`, cut at group borders; style W (`rowStandardised`) as usual, or B
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-with-self', 'weights-across-groups', 'option-invalid'
 *
 * O(n + edges). Misleads: on counts z is far from normal (use the conditional p of `exactNull` on the binary weights: with the
 * own value held, I is monotone in the lag; under 'total' it is not, and their p are of the lag alone); "low-low" of cells without crime is mostly parks and fields; a quadrant is a label, no finding, until
 * p is corrected for the number of cells. A cell without neighbours is NaN (esda says 0).
 * Anselin (1995), Geographical Analysis 27(2); moments: Sokal, Oden & Thomson (1998), 30(4), A3-A4 and A7-A8. spdep agrees,
 * but labels by lag above the mean of the lags; esda 2.5.1 has I and conditional moments alike, total V not.
 */
export function localMoran(y: Float64Array, weights: Weights, options: LocalMoranOptions): LocalMoran {
  checkWithoutSelf(weights)
  const { group, moments, divisor } = options
  checkChoice('moments', moments, ['conditional', 'total'])
  checkChoice('divisor', divisor, ['n', 'n-1'])
  const groups = groupRows(y, weights, group)
  const column = () => new Float64Array(y.length).fill(Number.NaN)
  const out: LocalMoran = {
    i: column(),
    expected: column(),
    variance: column(),
    z: column(),
    quadrant: new Uint8Array(y.length),
    undefinedBecause: reasonsOf(y, weights, groups, { permute: moments, group }),
  }
  for (const members of groups) ofGroup(y, weights, members, options, out)
  return out
}

function ofGroup(
  y: Float64Array,
  { offset, neighbour, value }: Weights,
  members: Uint32Array,
  { moments, divisor }: LocalMoranOptions,
  out: LocalMoran,
): void {
  const n = members.length
  const { i, expected, variance, z, quadrant, undefinedBecause: reason } = out
  if (n < 3) {
    for (const row of members) reason[row] = TOO_FEW_CELLS
    return
  }
  const about = centred(y, members)
  const { deviation, mean } = about
  const m2 = about.squares / n
  const b2 = moments === 'total' ? kurtosis(about, members) : Number.NaN
  const scale = divisor === 'n' ? 1 : (n - 1) / n
  const [lastPlaces, rounding] = [LAST_PLACES, ROUNDING]
  for (let at = 0; at < n; at++) {
    const row = members[at]
    if (reason[row] !== 0 && !ONLY_Z.has(reason[row])) continue
    const atMean = Math.abs(deviation[row]) <= lastPlaces * Math.max(Math.abs(mean), Math.abs(y[row]))
    const own = atMean ? 0 : deviation[row]
    const end = offset[row + 1]
    let lag = 0
    let size = 0
    let sum = 0
    let squares = 0
    for (let k = offset[row]; k < end; k++) {
      const weight = value === null ? 1 : value[k]
      const term = weight * deviation[neighbour[k]]
      lag += term
      size += Math.abs(term)
      sum += weight
      squares += weight * weight
    }
    // neighbours that balance about the mean must not be high by rounding
    const high = lag > rounding * size
    quadrant[row] = own > 0 ? (high ? 1 : 4) : high ? 2 : 3
    let e: number
    let v: number
    if (moments === 'conditional') {
      e = (-own * own * sum) / ((n - 1) * m2)
      if (atMean && reason[row] === 0) reason[row] = AT_THE_MEAN
      // m2 - d^2/(n - 1) is the squares of the others about their mean, over n
      const others = reason[row] === 0 ? othersSquares(about, members, row) / n : 0
      v = (own / m2) ** 2 * (n / (n - 2)) * (squares - (sum * sum) / (n - 1)) * others
    } else {
      e = -sum / (n - 1)
      const raw = (squares * (n - b2)) / (n - 1) + ((sum * sum - squares) * (2 * b2 - n)) / ((n - 1) * (n - 2))
      v = raw - e * e
      if (v <= rounding * raw) {
        v = 0
        reason[row] = NO_VARIANCE
      }
    }
    i[row] = scale * (own / m2) * lag
    expected[row] = scale * e
    variance[row] = scale * scale * v
    if (reason[row] === 0) z[row] = ((own / m2) * lag - e) / Math.sqrt(v)
  }
}
