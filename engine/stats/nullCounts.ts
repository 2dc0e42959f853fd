import type { Random } from '../random.js'
import { binomialQuantile } from './binomialMass.js'

/**
 * A random map of `total` events when no place is special: writes one count per cell over `out`; they add up to `total`.
 *
 * phi = 1: multinomial, what independent Poisson counts are given their total. phi > 1: negative binomial counts of variance
 * phi x mean (all of one p), given their total: Dirichlet-multinomial with alpha_i = share_i x total/(phi - 1). Its variances are
 * share (1 - share) total x (total + A)/(1 + A), A = total/(phi - 1): phi times the multinomial where total is large.
 *
 * @param share Float64Array[n], adding up to 1; a cell of share 0 gets no event
 * @param phi   variance over mean of a cell's count, at least 1
 */
export function drawCounts(stream: Random, share: Float64Array, total: number, phi: number, out: Float64Array): void {
  if (phi === 1) spread(stream, share, 1, total, out)
  else spread(stream, out, drawShares(stream, share, total / (phi - 1), out), total, out)
}

/** Multinomial as binomials, one cell after the other: each takes its part of what is left. `weight` may be `out`. */
function spread(stream: Random, weight: Float64Array, sum: number, total: number, out: Float64Array): void {
  let left = total
  let rest = sum
  let last = weight.length - 1
  while (weight[last] === 0) last--
  for (let i = 0; i < weight.length; i++) {
    const own = weight[i]
    // the last takes all: `rest` has gathered rounding by then
    const all = i === last || own >= rest
    const taken = own === 0 || left === 0 ? 0 : all ? left : binomialQuantile(stream.uniform(), left, own / rest)
    rest -= own
    left -= taken
    out[i] = taken
  }
}

/** Gamma draws of shape share x total, over the largest; returns their sum. In logarithms, as small shapes give numbers below any double. */
function drawShares(stream: Random, share: Float64Array, total: number, out: Float64Array): number {
  let most = -Infinity
  for (let i = 0; i < share.length; i++) {
    out[i] = share[i] === 0 ? -Infinity : logGammaDraw(stream, share[i] * total)
    if (out[i] > most) most = out[i]
  }
  let sum = 0
  for (let i = 0; i < share.length; i++) {
    out[i] = Math.exp(out[i] - most)
    sum += out[i]
  }
  return sum
}

/** ln of a gamma variate of scale 1. Marsaglia & Tsang (2000); shapes under 1 by one uniform more. */
function logGammaDraw(stream: Random, shape: number): number {
  if (shape < 1) return logGammaDraw(stream, shape + 1) + Math.log(1 - stream.uniform()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(stream)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    const u = 1 - stream.uniform()
    if (Math.log(u) < (x * x) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v)
  }
}

/** Box & Muller (1958), the cosine only: nothing is kept between draws. */
function drawNormal(stream: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - stream.uniform()))
  return radius * Math.cos(2 * Math.PI * stream.uniform())
}

/**
 * The smallest count that is high for a cell by itself: least y whose mid-p P(Y > y) + P(Y = y)/2 is below `level`, for
 * Y Poisson (phi = 1) or negative binomial of the given mean and variance phi x mean. 1 where the mean is 0.
 */
export function highCount(mean: number, phi: number, level: number): number {
  if (mean === 0) return 1
  const size = mean / (phi - 1)
  // in logarithms: P(0) is below any double for a mean over 745
  let logTerm = phi === 1 ? -mean : -size * Math.log(phi)
  let below = 0
  for (let y = 0; ; y++) {
    const term = Math.exp(logTerm)
    if (below + term / 2 > 1 - level) return y
    below += term
    logTerm += Math.log(phi === 1 ? mean / (y + 1) : ((size + y) / (y + 1)) * ((phi - 1) / phi))
  }
}
