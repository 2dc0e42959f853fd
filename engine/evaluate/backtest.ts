import { EngineError } from '../error.js'
import { checkAmounts, checkCounts, checkLength, checkPositive } from '../stats/columns.js'
import { type BacktestRecord, backtestRecord, type HeldSeries } from './backtestRecord.js'
import { blockLength, blockResamples } from './blockBootstrap.js'
import { type Budget, type Budgets, budgets, type HotspotBuilder, type Taken } from './budget.js'
import { type Calibration, calibration } from './calibration.js'
import type { Expectation, History } from './expectation.js'
import { historyBefore } from './historyBefore.js'
import { methodChoice, prequentialChoices } from './methodChoice.js'
import { type OracleCeiling, oracleCeiling } from './oracleCeiling.js'
import { LEAST_EXPECTED, poissonDeviance } from './poissonDeviance.js'
import { type SpreadBasis, spreadBasis, sum } from './pooledRatio.js'
import type { RivalVerdict } from './rivalVerdict.js'

/** The plain count adds up 12 months, so no origin has fewer behind it. */
const LEAST_TRAINING = 12

export interface BacktestOptions {
  /** Months before the origin that are not known at it: 2 of police.uk, 0 or 1 of a force's own data. */
  readonly delay: number
  /** Ground of the hotspots that can be staffed; null where that is not known. */
  readonly staffedKm2: number | null
  /** How hotspots are drawn, from expected and in hindsight from observed offences; null without. */
  readonly hotspots: HotspotBuilder | null
  readonly seed: number
}

export interface BacktestMethod {
  readonly id: string
  readonly label: string
  /** By budget: what it held in each window, and its record. */
  readonly series: readonly HeldSeries[]
  readonly records: readonly BacktestRecord[]
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

export interface Backtest {
  readonly delay: number
  readonly units: number
  readonly areaKm2: number
  /** Months tested, ascending; and those between the first and the last that are missing. */
  readonly windows: readonly number[]
  readonly missing: readonly number[]
  readonly basis: SpreadBasis
  /** Months in a block of the bootstrap; 0 without one. */
  readonly blockLength: number
  /** N of each window. */
  readonly crimes: Float64Array
  readonly budgets: readonly Budget[]
  /** Row of the budget by which methods are chosen. */
  readonly primary: number
  /** n* by budget, of each window: the most that so much ground held; for hotspots, what those drawn in hindsight held. */
  readonly most: readonly Float64Array[]
  /** The plain count first. */
  readonly methods: readonly BacktestMethod[]
  /** Of each rival, methods 1 and up, over all windows at the primary budget. */
  readonly verdicts: readonly RivalVerdict[]
  /** What is reported: each window by the method chosen on earlier windows. */
  readonly chosen: {
    /** Row of the method of each window. */
    readonly method: Uint8Array
    /** By budget. */
    readonly series: readonly HeldSeries[]
    readonly records: readonly BacktestRecord[]
  }
  /** Row of the method that all windows speak for: the one to use next. */
  readonly next: number
  readonly oracle: OracleCeiling
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
  { delay, staffedKm2, hotspots, seed }: BacktestOptions,
): Backtest {
  checkHistory(history)
  const methods = [plain, ...rivals]
  checkOptions(delay, methods)
  const taking = budgets(history.areaKm2, staffedKm2, hotspots)
  const windows = origins(history.months, delay)
  const tested = windows.map((month) => testMonth(history, month, methods, delay, taking))

  const crimes = Float64Array.from(tested, (one) => one.crimes)
  const byBudget = <T>(of: (budget: number) => T): T[] => taking.list.map((_, budget) => of(budget))
  const most = byBudget((budget) => Float64Array.from(tested, ({ hindsight }) => hindsight.held[budget]))
  const series = methods.map((_, row) => byBudget((budget) => seriesOf(tested, () => row, budget)))
  const atPrimary = series.map((own) => own[taking.primary].held)
  const chosen = prequentialChoices(atPrimary, crimes, windows, delay, seed)
  const chosenSeries = byBudget((budget) => seriesOf(tested, (window) => chosen[window], budget))
  const resamples =
    spreadBasis(windows.length) === 'bootstrap'
      ? blockResamples(windows.length, blockLength(windows.length), seed, 'back-test')
      : null
  const recordsOf = (own: readonly HeldSeries[]) =>
    own.map((one, budget) => backtestRecord(one, crimes, most[budget], series[0][budget].held, resamples))
  const { method: next, verdicts } = methodChoice(atPrimary, crimes, windows.length, seed)
  const present = new Set(windows)
  return {
    delay,
    units: history.units,
    areaKm2: sum(history.areaKm2),
    windows,
    missing: Array.from({ length: windows[windows.length - 1] - windows[0] }, (_, k) => windows[0] + k).filter(
      (month) => !present.has(month),
    ),
    basis: spreadBasis(windows.length),
    blockLength: resamples?.blockLength ?? 0,
    crimes,
    budgets: taking.list,
    primary: taking.primary,
    most,
    methods: methods.map(({ id, label }, row) => ({
      id,
      label,
      series: series[row],
      records: recordsOf(series[row]),
      quantity: tested.map(({ quantities }) => quantities[row]).reduce(addQuantity),
    })),
    verdicts,
    chosen: { method: chosen, series: chosenSeries, records: recordsOf(chosenSeries) },
    next,
    oracle: oracleCeiling(offencesOf(history), history.areaKm2, history.months.length, crimes, taking, seed),
  }
}

/** One window: what happened, and what each method chose. */
interface Tested {
  readonly crimes: number
  readonly hindsight: Taken
  readonly taken: readonly Taken[]
  readonly quantities: readonly Quantity[]
}

function testMonth(history: History, month: number, methods: readonly Expectation[], delay: number, { take }: Budgets): Tested {
  const known = historyBefore(history, month - delay)
  const observed = countsOf(history, month)
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
    quantities: expected.map((own) => quantityOf(own, observed)),
  }
}

function seriesOf(tested: readonly Tested[], methodOf: (window: number) => number, budget: number): HeldSeries {
  const taken = tested.map((one, window) => one.taken[methodOf(window)])
  return {
    held: Float64Array.from(taken, ({ held }) => held[budget]),
    areaShare: Float64Array.from(taken, ({ areaShare }) => areaShare[budget]),
  }
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

/** Months that can be tested: 12 with data are known at their origin. */
function origins(months: readonly number[], delay: number): number[] {
  const windows = months.filter((month) => months.filter((known) => known < month - delay).length >= LEAST_TRAINING)
  if (windows.length === 0)
    throw new EngineError('series-too-short', {
      column: 'months',
      value: String(months.length),
      hint: `Give ${LEAST_TRAINING} months with data, and one that comes at least ${delay + 1} after them to test.`,
    })
  return windows
}

function countsOf(history: History, month: number): Float64Array {
  const counts = history.count(month)
  checkLength('counts', counts.length, history.units)
  checkCounts('counts', counts)
  return counts
}

function offencesOf(history: History): Float64Array {
  const offences = new Float64Array(history.units)
  for (const month of history.months) {
    const counts = countsOf(history, month)
    for (let unit = 0; unit < offences.length; unit++) offences[unit] += counts[unit]
  }
  return offences
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
