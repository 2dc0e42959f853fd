import { empiricalBayes } from '../../stats/empiricalBayes.js'
import { daysOf } from '../../stats/monthDays.js'
import type { Expectation, History } from '../expectation.js'

/** Months in which an offence comes to count half; the longest is tried first and kept on a tie. */
const HALF_LIVES = [48, 24, 12, 6, 3] as const
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
    return expectedAtHalfLife(history, target, tunedHalfLife(history, target - last))
  },
}

/**
 * The same numbers for one history asked again and again, up to later and later months: what was worked out for an earlier origin is
 * kept, and a new one costs the months since.
 */
export function recencyWeightedInOrder(): Expectation {
  const rates = new Map<number, Rates>()
  const tests = new Map<number, TestLikelihood>()
  return {
    ...recencyWeighted,
    expect(history, target) {
      const last = history.months.at(-1)
      if (last === undefined) return new Float64Array(history.units)
      const ahead = target - last
      const halfLife = tunedHalfLife(history, ahead, kept(tests, ahead, testLikelihood))
      return kept(rates, halfLife, decayingRates)(history, last, target).expected
    },
  }
}

function kept<T>(all: Map<number, T>, key: number, make: (key: number) => T): T {
  const found = all.get(key) ?? make(key)
  all.set(key, found)
  return found
}

/** What `recencyWeighted` expects, its half-life given; of a history with a month at least. */
export function expectedAtHalfLife(history: History, target: number, halfLife: number): Float64Array {
  const last = history.months[history.months.length - 1]
  return decayingRates(halfLife)(history, last, target).expected
}

/**
 * The half-life that expects the newest months of the history best.
 *
 * @param ahead      months from the last known to the one expected, 1 or more
 * @param likelihood of so many months ahead; one that remembers earlier origins of the same history saves work
 */
export function tunedHalfLife(history: History, ahead: number, likelihood: TestLikelihood = testLikelihood(ahead)): number {
  const { months } = history
  const tests = months.filter((month) => month - ahead - months[0] >= LEAST_BEHIND - 1).slice(-TESTS)
  if (tests.length === 0) return UNTUNED
  const likelihoods = HALF_LIVES.map((_, row) => tests.reduce((sum, month) => sum + likelihood(history, row, month), 0))
  return HALF_LIVES[likelihoods.indexOf(Math.max(...likelihoods))]
}

/** How likely a month of the history lay where it did, by the row of a half-life; the months of one row in ascending order. */
type TestLikelihood = (history: History, row: number, month: number) => number

function testLikelihood(ahead: number): TestLikelihood {
  const tested = HALF_LIVES.map((halfLife) => ({ rates: decayingRates(halfLife), known: new Map<number, number>() }))
  return (history, row, month) => {
    const { rates, known } = tested[row]
    return kept(known, month, () => shareLikelihood(history.count(month), rates(history, month - ahead, month)))
  }
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

/** Expected offences by unit in a month, from those up to a last one; of one history, grown or not. */
type Rates = (history: History, last: number, target: number) => Forecast

/** Cheap as long as the last ones are asked for in ascending order. */
function decayingRates(halfLife: number): Rates {
  let weighted = new Float64Array(0)
  let days = 0
  let squares = 0
  let next = 0
  let reached = Number.POSITIVE_INFINITY
  return ({ units, months, count }, last, target) => {
    if (reached > last) {
      weighted = new Float64Array(units)
      days = squares = next = 0
    }
    reached = last
    for (; next < months.length && months[next] <= last; next++) {
      const decay = next === 0 ? 0 : 2 ** (-(months[next] - months[next - 1]) / halfLife)
      addDecaying(weighted, decay, count(months[next]))
      days = days * decay + daysOf(months[next])
      squares = squares * decay * decay + daysOf(months[next])
    }
    const { rate } = empiricalBayes(weighted, new Float64Array(units).fill(days), { phi: squares / days })
    return { expected: times(rate, daysOf(target)), before: weighted }
  }
}

function addDecaying(weighted: Float64Array, decay: number, counts: Float64Array): void {
  for (let unit = 0; unit < weighted.length; unit++) weighted[unit] = weighted[unit] * decay + counts[unit]
}

function times(values: Float64Array, factor: number): Float64Array {
  const product = new Float64Array(values.length)
  for (let row = 0; row < product.length; row++) product[row] = values[row] * factor
  return product
}
