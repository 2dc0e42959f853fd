import { type BacktestRecord, backtestRecord, type HeldSeries } from './backtestRecord.js'
import { blockLength, blockResamples } from './blockBootstrap.js'
import type { Budget, Budgets, Taken } from './budget.js'
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
    /** Row of the method of each window, and of those whose hotspots are reported; null without hotspots. */
    readonly method: Uint8Array
    readonly hotspots: Uint8Array | null
    /** By budget. */
    readonly series: readonly HeldSeries[]
    readonly records: readonly BacktestRecord[]
  }
  /** Row of the method that all windows speak for: the one to use next. */
  readonly next: number
  readonly oracle: OracleCeiling
}

/** Units of another kind that some of the methods are asked of: a budget of their own, of the same offences. */
export interface ScoredBeside {
  readonly history: History
  /** The plain count first; the rest of the methods, by id, has no figures at its budget. */
  readonly methods: readonly Expectation[]
  readonly taking: Budgets
}

/**
 * What methods held month by month, which of them would have been used, and what an oracle would have held.
 *
 * @param windows months to test, ascending, each with months known at its origin
 * @param methods the plain count first
 * @param beside  its budgets come last, have no oracle, and no say in the choice of a method
 * @param see     is shown each window as it is tested, with what was expected; nothing of it is kept
 * @yields        share of the windows tested, after each
 * @throws        EngineError as `testMonth`
 */
export function* scoringMethods(
  history: History,
  windows: readonly number[],
  methods: readonly Expectation[],
  taking: Budgets,
  { delay, seed }: { readonly delay: number; readonly seed: number },
  beside: ScoredBeside | null = null,
  see: (tested: TestedMonth) => void = () => undefined,
): Generator<number, Scored, undefined> {
  const asked = (beside?.methods ?? []).map(({ id }) => methods.findIndex((method) => method.id === id))
  const held = (month: number): Held => {
    const one = testMonth(history, month, methods, delay, taking)
    see(one)
    const { crimes, hindsight, taken } = one
    if (beside === null) return { crimes, hindsight, taken }
    const other = testMonth(beside.history, month, beside.methods, delay, beside.taking)
    const unasked = notAsked(beside.taking)
    return {
      crimes,
      hindsight: joined(hindsight, other.hindsight),
      taken: taken.map((own, row) => joined(own, other.taken[asked.indexOf(row)] ?? unasked)),
    }
  }
  const tested: Held[] = []
  for (const month of windows) {
    tested.push(held(month))
    yield tested.length / windows.length
  }
  const crimes = Float64Array.from(tested, (one) => one.crimes)
  const list = [...taking.list, ...(beside?.taking.list ?? [])]
  const byBudget = <T>(of: (budget: number) => T): T[] => list.map((_, budget) => of(budget))
  const most = byBudget((budget) => Float64Array.from(tested, ({ hindsight }) => hindsight.held[budget]))
  const series = methods.map((_, row) => byBudget((budget) => seriesOf(tested, () => row, budget)))
  const atPrimary = series.map((own) => own[taking.primary].held)
  const chosen = prequentialChoices(atPrimary, crimes, windows, delay, seed)
  // hotspots by what held more in hotspots
  const atLast = asked.map((row) => series[row][list.length - 1].held)
  const chosenBeside =
    beside === null ? null : prequentialChoices(atLast, crimes, windows, delay, seed).map((method) => asked[method])
  const chosenAt = (budget: number) => (budget < taking.list.length || chosenBeside === null ? chosen : chosenBeside)
  const chosenSeries = byBudget((budget) => seriesOf(tested, (window) => chosenAt(budget)[window], budget))
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
    budgets: list.map((budget, row) => ofGround(budget, chosenSeries[row], sum(history.areaKm2))),
    primary: taking.primary,
    most,
    methods: methods.map(({ id, label }, row) => ({
      id,
      label,
      series: series[row],
      records: recordsOf(series[row]),
    })),
    verdicts,
    chosen: { method: chosen, hotspots: chosenBeside, series: chosenSeries, records: recordsOf(chosenSeries) },
    next,
    oracle: withNone(
      oracleCeiling(offencesOf(history), history.areaKm2, history.months.length, crimes, taking, seed),
      list.length,
    ),
  }
}

type Held = Pick<TestedMonth, 'crimes' | 'hindsight' | 'taken'>

/** What a method that was not asked has. */
function notAsked({ list }: Budgets): Taken {
  const none = new Float64Array(list.length).fill(Number.NaN)
  return { held: none, areaShare: none }
}

function joined(first: Taken, last: Taken): Taken {
  const both = (of: (taken: Taken) => Float64Array) => Float64Array.of(...of(first), ...of(last))
  return { held: both(({ held }) => held), areaShare: both(({ areaShare }) => areaShare) }
}

/** A budget that differs from month to month has the mean ground of what is reported. */
function ofGround(budget: Budget, { areaShare }: HeldSeries, km2: number): Budget {
  if (!Number.isNaN(budget.share)) return budget
  const share = sum(areaShare) / areaShare.length
  return { ...budget, share, km2: share * km2 }
}

/** NaN for the budgets that have none: of single points too little is known to say what their true rates are. */
function withNone({ hit, pai, pei }: OracleCeiling, budgets: number): OracleCeiling {
  const filled = (known: Float64Array) => Float64Array.from({ length: budgets }, (_, row) => known[row] ?? Number.NaN)
  return { hit: filled(hit), pai: filled(pai), pei: filled(pei) }
}

function seriesOf(tested: readonly Held[], methodOf: (window: number) => number, budget: number): HeldSeries {
  const taken = tested.map((one, window) => one.taken[methodOf(window)])
  return {
    held: Float64Array.from(taken, ({ held }) => held[budget]),
    areaShare: Float64Array.from(taken, ({ areaShare }) => areaShare[budget]),
  }
}
