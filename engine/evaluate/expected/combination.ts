import type { Expectation, History } from '../expectation.js'
import { historyBefore } from '../historyBefore.js'

/** Months of the past the weights are fitted on, and what each must have behind it. */
const TESTS = 3
const LEAST_BEHIND = 12
const STEPS = 200
const CLOSE_ENOUGH = 1e-7

/**
 * A weighted sum of other expectations. The weights are those that would have expected the last three months of the history best,
 * each from the months as long before it as the target is after the history: the largest Poisson likelihood, weights 0 and up
 * (Richardson and Lucy's iteration, which keeps the total of the months fitted). Equal weights where there is no such past.
 *
 * Misleads where methods are nearly alike: their weights then say nothing of which is better.
 */
export function combination(members: readonly Expectation[]): Expectation {
  return {
    id: 'combination',
    label: `Combination of ${members.length}`,
    expect(history, target) {
      const last = history.months.at(-1)
      if (last === undefined) return new Float64Array(history.units)
      const weights = pastWeights(members, history, target - last)
      return blend(
        members.map((member) => member.expect(history, target)),
        weights,
      )
    },
  }
}

/** @param ahead months from the last known to the one expected */
function pastWeights(members: readonly Expectation[], history: History, ahead: number): number[] {
  const { months } = history
  const tests = months.filter((month) => month - ahead - months[0] >= LEAST_BEHIND - 1).slice(-TESTS)
  const past = tests.map((month) => {
    const known = historyBefore(history, month - ahead + 1)
    return { observed: history.count(month), expected: members.map((member) => member.expect(known, month)) }
  })
  return fitWeights(past, members.length)
}

/** What was observed by unit, and what each method expected. */
export interface PastMonth {
  readonly observed: Float64Array
  readonly expected: readonly Float64Array[]
}

/** Weights of methods, 0 and up, that make the observed counts most likely; equal ones of nothing. */
export function fitWeights(past: readonly PastMonth[], methods: number): number[] {
  let weights = Array.from({ length: methods }, () => 1 / methods)
  const totals = weights.map((_, k) => past.reduce((sum, { expected }) => sum + total(expected[k]), 0))
  if (totals.every((value) => value === 0)) return weights
  for (let step = 0; step < STEPS; step++) {
    const gain = weights.map(() => 0)
    for (const { observed, expected } of past) {
      const mean = blend(expected, weights)
      for (let unit = 0; unit < observed.length; unit++) {
        if (observed[unit] === 0 || mean[unit] === 0) continue
        const times = observed[unit] / mean[unit]
        for (let k = 0; k < methods; k++) gain[k] += times * expected[k][unit]
      }
    }
    const next = weights.map((weight, k) => (totals[k] > 0 ? (weight * gain[k]) / totals[k] : 0))
    const moved = next.reduce((sum, weight, k) => sum + Math.abs(weight - weights[k]), 0)
    weights = next
    if (moved < CLOSE_ENOUGH) break
  }
  return weights
}

function blend(expected: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return expected[0].map((_, unit) => expected.reduce((sum, of, k) => sum + weights[k] * of[unit], 0))
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
