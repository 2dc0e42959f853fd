import { type BacktestRecord, backtestRecord, type HeldSeries } from './backtestRecord.js'
import { blockLength, blockResamples } from './blockBootstrap.js'
import type { Budget, Budgets } from './budget.js'
import type { Expectation, History } from './expectation.js'
import { methodChoice, prequentialChoices } from './methodChoice.js'
import { type OracleCeiling, oracleCeiling } from './oracleCeiling.js'
import { type SpreadBasis, spreadBasis, sum } from './pooledRatio.js'
import type { RivalVerdict } from './rivalVerdict.js'
import { missingBetween, offencesOf, type TestedMonth, testMonth } from './testedMonths.js'

export interface ScoredMethod {
  readonly id: string
  readonly label: string
  /** By budget: what it held in each window, and its record. */
  readonly series: readonly HeldSeries[]
  readonly records: readonly BacktestRecord[]
}

/** A back-test but for how well the number of offences was expected. */
export interface Scored {
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
  readonly methods: readonly ScoredMethod[]
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
 * What methods held month by month, which of them would have been used, and what an oracle would have held.
 *
 * @param windows months to test, ascending, each with months known at its origin
 * @param methods the plain count first
 * @param see     is shown each window as it is tested, with what was expected; nothing of it is kept
 * @throws        EngineError as `testMonth`
 */
export function scoreMethods(
  history: History,
  windows: readonly number[],
  methods: readonly Expectation[],
  taking: Budgets,
  { delay, seed }: { readonly delay: number; readonly seed: number },
  see: (tested: TestedMonth) => void = () => undefined,
): Scored {
  const tested = windows.map((month): Held => {
    const one = testMonth(history, month, methods, delay, taking)
    see(one)
    return { crimes: one.crimes, hindsight: one.hindsight, taken: one.taken }
  })
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
  return {
    delay,
    units: history.units,
    areaKm2: sum(history.areaKm2),
    windows,
    missing: missingBetween(windows),
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
    })),
    verdicts,
    chosen: { method: chosen, series: chosenSeries, records: recordsOf(chosenSeries) },
    next,
    oracle: oracleCeiling(offencesOf(history), history.areaKm2, history.months.length, crimes, taking, seed),
  }
}

type Held = Pick<TestedMonth, 'crimes' | 'hindsight' | 'taken'>

function seriesOf(tested: readonly Held[], methodOf: (window: number) => number, budget: number): HeldSeries {
  const taken = tested.map((one, window) => one.taken[methodOf(window)])
  return {
    held: Float64Array.from(taken, ({ held }) => held[budget]),
    areaShare: Float64Array.from(taken, ({ areaShare }) => areaShare[budget]),
  }
}
