import { orderOf } from './order.js'

/** Widths of the window tried, as a share of all ranks. */
const WIDTHS = [0.1, 0.2, 0.4, 0.8, 1.6]
/** Fewer units than this cannot show how a score follows a factor. */
const LEAST_UNITS = 10

export interface EffectiveWeights {
  /** Squared correlation ratio by factor: share of the variance of the score that its level explains, 0 to 1; NaN under 10 units or without variance. */
  readonly ratio: readonly number[]
  /** The ratios over their sum: to be read beside the weights given. */
  readonly share: readonly number[]
}

/**
 * What each factor weighs in effect: the variance of the mean score at each level of the factor over the variance of the score,
 * S = Var(E[score | factor]) / Var(score). Factors that go with others weigh more than the weights given, lone ones less.
 *
 * The mean at each level is a local line over the factor's ranks (Epanechnikov window), its width of 0.1 to 1.6 of all ranks by
 * leave-one-out cross-validation. Ranks make it the same for any unit of measurement.
 *
 * @param values factors x units, NaN missing (left out, for that factor)
 * @param score  by unit, NaN none
 * Misleads where factors are correlated: the ratios then sum to over 1, and a factor of weight 0 has one too.
 * Paruolo, Saisana & Saltelli (2013), JRSS A 176(3).
 */
export function effectiveWeights(values: readonly Float64Array[], score: Float64Array): EffectiveWeights {
  const ratio = values.map((column) => correlationRatio(column, score))
  const sum = ratio.reduce((total, one) => total + one, 0)
  return { ratio, share: ratio.map((one) => one / sum) }
}

function correlationRatio(column: Float64Array, score: Float64Array): number {
  const units = Array.from(column.keys()).filter((i) => !Number.isNaN(column[i]) && !Number.isNaN(score[i]))
  const n = units.length
  if (n < LEAST_UNITS) return Number.NaN
  const { lower, tied } = orderOf(n)(Float64Array.from(units, (i) => column[i]))
  // mid-ranks about their mean, in [-1/2, 1/2]: sums of powers stay small
  const x = Float64Array.from(units, (_, at) => (lower[at] + tied[lower[at]] / 2) / n - 0.5)
  const order = Array.from(units.keys()).sort((a, b) => x[a] - x[b])
  const xs = Float64Array.from(order, (at) => x[at])
  const raw = Float64Array.from(order, (at) => score[units[at]])
  const mean = raw.reduce((sum, value) => sum + value, 0) / n
  const ys = raw.map((value) => value - mean)
  const variance = ys.reduce((sum, value) => sum + value * value, 0)
  if (!(variance > 0) || xs[0] === xs[n - 1]) return Number.NaN

  let least = Infinity
  let explained = Number.NaN
  for (const width of WIDTHS) {
    const { fitted, error } = localLine(xs, ys, width / 2)
    if (error >= least) continue
    least = error
    const middle = fitted.reduce((sum, value) => sum + value, 0) / n
    explained = fitted.reduce((sum, value) => sum + (value - middle) ** 2, 0) / variance
  }
  return Math.min(1, explained)
}

/** Local lines at each x (ascending), and the sum of squared leave-one-out errors; Infinity where a window is too small for a line. */
function localLine(xs: Float64Array, ys: Float64Array, half: number): { fitted: Float64Array; error: number } {
  const fitted = new Float64Array(xs.length)
  let error = 0
  let from = 0
  let to = 0
  for (let at = 0; at < xs.length; at++) {
    while (xs[from] < xs[at] - half) from++
    while (to < xs.length && xs[to] <= xs[at] + half) to++
    let [w0, w1, w2, y0, y1] = [0, 0, 0, 0, 0]
    for (let k = from; k < to; k++) {
      const u = xs[k] - xs[at]
      const weight = 1 - (u / half) ** 2
      w0 += weight
      w1 += weight * u
      w2 += weight * u * u
      y0 += weight * ys[k]
      y1 += weight * u * ys[k]
    }
    const determinant = w0 * w2 - w1 * w1
    if (!(determinant > 1e-12 * w0 * w0)) return { fitted, error: Infinity }
    fitted[at] = (w2 * y0 - w1 * y1) / determinant
    // the unit's own share in its fitted value
    const own = w2 / determinant
    error += ((ys[at] - fitted[at]) / (1 - own)) ** 2
  }
  return { fitted, error }
}
