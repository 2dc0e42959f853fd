import { checkAmounts, checkCounts, checkLength } from '../stats/columns.js'
import type { Budgets, Taken } from './budget.js'
import type { Expectation, History } from './expectation.js'
import { historyBefore } from './historyBefore.js'
import { sum } from './pooledRatio.js'

/** The plain count adds up 12 months, so no origin has fewer behind it. */
export const LEAST_TRAINING = 12

/** One window: what happened, and what each method expected and chose. */
export interface TestedMonth {
  readonly crimes: number
  /** What so much ground held at most. */
  readonly hindsight: Taken
  /** By method. */
  readonly taken: readonly Taken[]
  readonly expected: readonly Float64Array[]
  readonly observed: Float64Array
}

/** Months that can be tested: 12 with data are known at their origin. */
export function testableMonths(months: readonly number[], delay: number): number[] {
  return months.filter((month) => months.filter((known) => known < month - delay).length >= LEAST_TRAINING)
}

/** Months between the first window and the last that are missing. */
export function missingBetween(windows: readonly number[]): number[] {
  const present = new Set(windows)
  return Array.from({ length: windows[windows.length - 1] - windows[0] }, (_, k) => windows[0] + k).filter(
    (month) => !present.has(month),
  )
}

/**
 * What each method expects of one month from those before its origin, and what the ground it chooses then held.
 *
 * @throws EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'count-invalid' (counts and what a method returns)
 */
export function testMonth(
  history: History,
  month: number,
  methods: readonly Expectation[],
  delay: number,
  { take }: Budgets,
): TestedMonth {
  const known = historyBefore(history, month - delay)
  const observed = checkedCounts(history, month)
  const expected = methods.map((method) => {
    const own = method.expect(known, month)
    checkLength(method.id, own.length, history.units)
    checkAmounts(method.id, own)
    return own
  })
  return {
    crimes: sum(observed),
    hindsight: take(observed, observed),
    taken: expected.map((own) => take(own, observed)),
    expected,
    observed,
  }
}

/** Offences of all months by unit. */
export function offencesOf(history: History): Float64Array {
  const offences = new Float64Array(history.units)
  for (const month of history.months) {
    const counts = checkedCounts(history, month)
    for (let unit = 0; unit < offences.length; unit++) offences[unit] += counts[unit]
  }
  return offences
}

function checkedCounts(history: History, month: number): Float64Array {
  const counts = history.count(month)
  checkLength('counts', counts.length, history.units)
  checkCounts('counts', counts)
  return counts
}
