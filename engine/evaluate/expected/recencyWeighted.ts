import { empiricalBayes } from '../../stats/empiricalBayes.js'
import { daysOf } from '../../stats/monthDays.js'
import type { Expectation, History } from '../expectation.js'

/** Months in which an offence comes to count half; the longest is tried first and kept on a tie. */
export const HALF_LIVES = [48, 24, 12, 6, 3] as const
/** Taken where there is no past to tune on. */
const UNTUNED = 12
/** Months of the past that the half-life is tuned on, and those each of them has to have behind it. */
const TESTS = 12
const LEAST_BEHIND = 12

/**
 * A rate in which newer months count more, a unit's own record drawn to the mean of all as far as chance explains it:
 *
 *   w_m = 2^(-(last - m) / h);  rate_i = m + C_i (sum_m w_m y_im / sum_m w_m days_m - m),  C_i of `empiricalBayes`, where the variance
 *   of a weighted count over its mean is sum w^2 days / sum w days
 *
 * The half-life h is the one of 48, 24, 12, 6 and 3 months under which the offences of the last 12 months of the history are likeliest to
 * lie where they did, each month expected from those as long before it as the target is after the history.
 *
 * Misleads where all places changed at once, by a new way of recording: it takes months to forget.
 */
export const recencyWeighted: Expectation = {
  id: 'recency-weighted',
  label: 'Recency-weighted count',
  expect(history, target) {
    const last = history.months.at(-1)
    if (last === undefined) return new Float64Array(history.units)
    const rates = decayingRates(history, tunedHalfLife(history, target - last))
    return rates(last, target).expected
  },
}

/**
 * The half-life that expects the newest months of the history best.
 *
 * @param ahead months from the last known to the one expected, 1 or more
 */
export function tunedHalfLife(history: History, ahead: number): number {
  const { months, count } = history
  const tests = months.filter((month) => month - ahead - months[0] >= LEAST_BEHIND - 1).slice(-TESTS)
  if (tests.length === 0) return UNTUNED
  const observed = tests.map((month) => count(month))
  const likelihoods = HALF_LIVES.map((halfLife) => {
    const rates = decayingRates(history, halfLife)
    return tests.reduce((sum, month, test) => sum + shareLikelihood(observed[test], rates(month - ahead, month)), 0)
  })
  return HALF_LIVES[likelihoods.indexOf(Math.max(...likelihoods))]
}

/**
 * Log-likelihood of where offences happened, given how many there were: a season of all units does not pass for forgetting. Units without
 * any before are left out: points are listed because something happened there, be it later.
 */
function shareLikelihood(observed: Float64Array, { expected, before }: Forecast): number {
  let total = 0
  for (let unit = 0; unit < before.length; unit++) if (before[unit] > 0) total += expected[unit]
  let sum = 0
  for (let unit = 0; unit < before.length; unit++)
    if (before[unit] > 0 && observed[unit] > 0) sum += observed[unit] * Math.log(expected[unit] / total)
  return sum
}

interface Forecast {
  readonly expected: Float64Array
  /** Weighted count so far; overwritten by the next forecast. */
  readonly before: Float64Array
}

/** Expected offences by unit in a month, from those up to a last one; the last ones must be asked for in ascending order. */
function decayingRates({ units, months, count }: History, halfLife: number): (last: number, target: number) => Forecast {
  const weighted = new Float64Array(units)
  let days = 0
  let squares = 0
  let next = 0
  return (last, target) => {
    for (; next < months.length && months[next] <= last; next++) {
      const decay = next === 0 ? 0 : 2 ** (-(months[next] - months[next - 1]) / halfLife)
      const counts = count(months[next])
      for (let unit = 0; unit < units; unit++) weighted[unit] = weighted[unit] * decay + counts[unit]
      days = days * decay + daysOf(months[next])
      squares = squares * decay * decay + daysOf(months[next])
    }
    const { rate } = empiricalBayes(weighted, new Float64Array(units).fill(days), { phi: squares / days })
    return { expected: rate.map((perDay) => perDay * daysOf(target)), before: weighted }
  }
}
