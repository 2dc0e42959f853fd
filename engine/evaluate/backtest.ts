import { EngineError } from '../error.js'
import { checkLength, checkPositive } from '../stats/columns.js'
import { ended } from '../step.js'
import { type Budgets, budgets, type HotspotBuilder, SHARES } from './budget.js'
import { type Calibration, calibration } from './calibration.js'
import type { Expectation, History } from './expectation.js'
import { LEAST_EXPECTED, poissonDeviance } from './poissonDeviance.js'
import { sum } from './pooledRatio.js'
import { type Scored, type ScoredMethod, scoringMethods } from './scored.js'
import { LEAST_TRAINING, type TestedMonth, testableMonths } from './testedMonths.js'

export interface BacktestOptions {
  /** Months before the origin that are not known at it: 2 of police.uk, 0 or 1 of a force's own data. */
  readonly delay: number
  /** Ground of the hotspots that can be staffed; null where that is not known. */
  readonly staffedKm2: number | null
  /** Hotspots drawn from expected, and in hindsight from observed offences: one more budget, the last; null without. */
  readonly hotspots: TestedHotspots | null
  readonly seed: number
}

/** Points of the same offences as the units of the back-test, and how hotspots are drawn from what each method expects of them. */
export interface TestedHotspots {
  readonly history: History
  /** The plain count first; of the rivals those to draw hotspots by. */
  readonly methods: readonly Expectation[]
  readonly draw: HotspotBuilder
}

export interface BacktestMethod extends ScoredMethod {
  /** How well the number of offences was expected, all units and windows. */
  readonly quantity: Quantity
}

export interface Quantity {
  readonly deviance: number
  readonly expected: number
  readonly observed: number
  /** Offences in units where less than one in a hundred months was expected. */
  readonly unexpected: number
  readonly tenths: Calibration
}

export interface Backtest extends Scored {
  /** The plain count first. */
  readonly methods: readonly BacktestMethod[]
}

/**
 * How well methods chose the ground where the next month's offences fell: a rolling-origin back-test.
 *
 * Of every month with data that has 12 months known before it (its origin t knows the months before t - delay) each method says what to
 * expect; units are taken by expected offences per km2 inside the area up to each budget; what that ground then held is counted. Months
 * that are missing are no windows; months without crime are, and add nothing to either side of a ratio. The record to report is that
 * of `chosen`, in which no window had a say in its own method.
 *
 * @param plain  the count of the last 12 months, which rivals must beat
 * @param rivals may be none
 * @throws       EngineError 'series-too-short' (no month can be tested), 'option-invalid' (delay, staffedKm2, two methods of one id),
 *               'units-too-few' (none), 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'count-invalid' (counts, ground
 *               and what a method returns)
 *
 * Misleads on snapped points (it then scores map points, not places), over a break in recording (the windows after it are judged on what
 * was recorded before), and as a promise: it says where recorded crime was, not what a patrol would prevent. Cost: windows x methods x
 * what a method costs, and a sort of the units for each.
 * Chainey, Tompson & Uhlig (2008); Hunt (2016); Mohler & Porter (2018); Kuensch (1989). Checked against a plain count:
 * test/property/backtest.test.ts
 */
export function backtest(
  history: History,
  plain: Expectation,
  rivals: readonly Expectation[],
  options: BacktestOptions,
): Backtest {
  return ended(backtesting(history, plain, rivals, options))
}

/** The same, with a rest after each month tested. @yields share of the months */
export function* backtesting(
  history: History,
  plain: Expectation,
  rivals: readonly Expectation[],
  { delay, staffedKm2, hotspots, seed }: BacktestOptions,
): Generator<number, Backtest, undefined> {
  checkHistory(history)
  const methods = [plain, ...rivals]
  checkOptions(delay, methods)
  const windows = testableMonths(history.months, delay)
  if (windows.length === 0)
    throw new EngineError('series-too-short', {
      column: 'months',
      value: String(history.months.length),
      hint: `Give ${LEAST_TRAINING} months with data, and one that comes at least ${delay + 1} after them to test.`,
    })
  const taking = budgets(history.areaKm2, SHARES, staffedKm2, null)
  const beside = hotspots === null ? null : { ...hotspots, taking: hotspotsOnly(hotspots, sum(history.areaKm2)) }
  const quantities = methods.map((): Quantity[] => [])
  const see = ({ expected, observed }: TestedMonth) => {
    expected.forEach((own, row) => {
      quantities[row].push(quantityOf(own, observed))
    })
  }
  const scored = yield* scoringMethods(history, windows, methods, taking, { delay, seed }, beside, see)
  return {
    ...scored,
    methods: scored.methods.map((method, row) => ({ ...method, quantity: quantities[row].reduce(addQuantity) })),
  }
}

function hotspotsOnly({ history: { areaKm2 }, draw }: TestedHotspots, km2: number): Budgets {
  return budgets(areaKm2, [], null, draw, km2)
}

function quantityOf(expected: Float64Array, observed: Float64Array): Quantity {
  return {
    deviance: poissonDeviance(observed, expected),
    expected: sum(expected),
    observed: sum(observed),
    unexpected: observed.reduce((total, count, unit) => (expected[unit] < LEAST_EXPECTED ? total + count : total), 0),
    tenths: calibration(expected, observed),
  }
}

function addQuantity(a: Quantity, b: Quantity): Quantity {
  return {
    deviance: a.deviance + b.deviance,
    expected: a.expected + b.expected,
    observed: a.observed + b.observed,
    unexpected: a.unexpected + b.unexpected,
    tenths: {
      expected: a.tenths.expected.map((value, k) => value + b.tenths.expected[k]),
      observed: a.tenths.observed.map((value, k) => value + b.tenths.observed[k]),
    },
  }
}

function checkHistory({ units, areaKm2 }: History): void {
  if (units === 0) throw new EngineError('units-too-few', { value: '0', hint: 'Give the cells of the study area.' })
  checkLength('areaKm2', areaKm2.length, units)
  for (const km2 of areaKm2) checkPositive('areaKm2', km2)
}

function checkOptions(delay: number, methods: readonly Expectation[]): void {
  if (!Number.isInteger(delay) || delay < 0)
    throw new EngineError('option-invalid', { column: 'delay', value: String(delay), hint: 'Give whole months from 0 up.' })
  const ids = methods.map(({ id }) => id)
  const repeated = ids.find((id, row) => ids.indexOf(id) !== row)
  if (repeated !== undefined)
    throw new EngineError('option-invalid', { column: 'methods', value: repeated, hint: 'Give every method once.' })
}
