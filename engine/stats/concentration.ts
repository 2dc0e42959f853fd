import { EngineError } from '../error.js'
import { random } from '../random.js'
import { checkAmounts } from './columns.js'
import { type Runs, runsOf, scatterEvenly } from './scatterEvenly.js'

/** Percent of all crime whose share of units is asked for. */
const HELD = [25, 50, 80] as const

/** What chance alone gives: the mean over the draws, and the interval that holds 95 % of them. */
export interface ChanceValue {
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface HeldBy {
  /** Of all crime: 25, 50, 80. */
  readonly percent: number
  /** The fewest units that hold it, and their share of all units. */
  readonly units: number
  readonly share: number
}

export type NoConcentration = 'no-units' | 'no-events' | 'one-unit' | 'one-event' | 'not-counts' | 'no-draws'

export interface Concentration {
  /** All units, those without crime too; the total of their values. */
  readonly units: number
  readonly total: number
  /** 0: all units alike; (n - 1)/n: all in one unit. NaN without units or events. */
  readonly gini: number
  /** gini n/(n - 1): 1 where all is in one unit. NaN also of one unit. */
  readonly giniUnbiased: number
  /** G': against the most even spread that whole crimes allow. Null of values that are no counts. */
  readonly generalised: number | null
  /** G' min(n, c)/(min(n, c) - 1), c crimes. Null as G'; NaN also of one unit or one event. */
  readonly generalisedUnbiased: number | null
  /** Empty where gini is NaN. */
  readonly heldBy: readonly HeldBy[]
  /** The same of as many crimes thrown at random; null where `undefinedBecause.chance` says so. */
  readonly chance: {
    readonly gini: ChanceValue
    readonly generalised: ChanceValue
    readonly heldBy: readonly ChanceValue[]
  } | null
  /** Why a figure is NaN, null or empty. */
  readonly undefinedBecause: {
    readonly gini?: NoConcentration
    readonly giniUnbiased?: NoConcentration
    readonly generalised?: NoConcentration
    readonly generalisedUnbiased?: NoConcentration
    readonly chance?: NoConcentration
  }
}

export interface ConcentrationOptions {
  readonly seed: number
  /** Maps thrown at random; 0: none, no chance values. */
  readonly draws: number
}

/**
 * How concentrated crime is: Gini, generalised Gini, and the fewest units holding 25, 50 and 80 %, each beside the value that chance
 * alone gives.
 *
 *   G = 2 sum i x_(i) / (n sum x) - (n + 1)/n, x ascending      G' = max(1, n/c)(G - 1) + 1
 *
 * With c crimes in n > c units most units are empty however even the pattern: G is then at least 1 - c/n, and G' takes that off. Chance:
 * c crimes thrown at random on n units, each as likely, 999 times (Philox, keyed by the seed alone).
 *
 * @param values Float64Array[n], 0 and up, every unit of the study area, those without crime too. Whole numbers are counts; other values
 *               (harm, rates) have a plain Gini only: one event is not one unit of harm, so what chance gives is not known
 * @throws       EngineError 'value-not-finite', 'value-out-of-range'
 *
 * Misleads when units are left out because they are empty, when units differ in size (a large one holds more), and when two figures of
 * different n or c are compared; the chance value is for units of one size. A Gini near its chance value is no pattern at all.
 * Bernasco & Steenbeek (2017), J. Quantitative Criminology 33(3), as their lorenzgini (whose caption says 0.58 where its code and this
 * give 0.56). Work O(n log n), and a draw O(sqrt(c)) and the number of distinct counts.
 */
export function concentration(values: Float64Array, { seed, draws }: ConcentrationOptions): Concentration {
  checkAmounts('values', values)
  if (!Number.isInteger(draws) || draws < 0)
    throw new EngineError('value-out-of-range', { column: 'draws', value: String(draws), hint: 'Give a whole number from 0 up.' })
  const units = values.length
  const runs = runsOf(values)
  const total = runs.value.reduce((sum, value, k) => sum + value * runs.times[k], 0)
  const counts = values.every(Number.isInteger)
  const none: NoConcentration | undefined = units === 0 ? 'no-units' : total === 0 ? 'no-events' : undefined
  if (none !== undefined) {
    const undefinedBecause = { gini: none, giniUnbiased: none, generalised: none, generalisedUnbiased: none, chance: none }
    const [gini, giniUnbiased] = [Number.NaN, Number.NaN]
    return {
      units,
      total,
      gini,
      giniUnbiased,
      generalised: null,
      generalisedUnbiased: null,
      heldBy: [],
      chance: null,
      undefinedBecause,
    }
  }
  const gini = giniOf(runs, units, total)
  const generalised = counts ? generalise(gini, units, total) : null
  const places = Math.min(units, total)
  const noSecond = units === 1 ? 'one-unit' : counts && total === 1 ? 'one-event' : undefined
  const chanceBecause = !counts ? 'not-counts' : draws === 0 ? 'no-draws' : undefined
  return {
    units,
    total,
    gini,
    giniUnbiased: units === 1 ? Number.NaN : (gini * units) / (units - 1),
    generalised,
    generalisedUnbiased: generalised === null ? null : places === 1 ? Number.NaN : (generalised * places) / (places - 1),
    heldBy: HELD.map((percent) => heldBy(runs, units, total, percent)),
    chance: chanceBecause === undefined ? chanceOf(units, total, draws, seed) : null,
    undefinedBecause: {
      ...(units === 1 ? { giniUnbiased: 'one-unit' as const } : {}),
      ...(!counts
        ? { generalised: 'not-counts' as const, generalisedUnbiased: 'not-counts' as const }
        : noSecond === undefined
          ? {}
          : { generalisedUnbiased: noSecond }),
      ...(chanceBecause === undefined ? {} : { chance: chanceBecause }),
    },
  }
}

/**
 * Lorenz curve: share of the total in the k units with least, k = 0..n. The n - k busiest hold 1 - lorenz[k].
 *
 * @param values Float64Array[n], 0 and up
 * @returns      Float64Array[n + 1], 0 to 1, ascending, convex; all NaN where the total is 0: there is nothing to share
 * @throws       EngineError 'value-not-finite', 'value-out-of-range'
 */
export function lorenz(values: Float64Array): Float64Array {
  checkAmounts('values', values)
  const sorted = values.slice().sort()
  const curve = new Float64Array(values.length + 1)
  for (let k = 0; k < sorted.length; k++) curve[k + 1] = curve[k] + sorted[k]
  const total = curve[sorted.length]
  return curve.map((sum) => sum / total)
}

function giniOf({ value, times }: Runs, units: number, total: number): number {
  let below = 0
  let weighted = 0
  for (let k = 0; k < value.length; k++) {
    // ranks below + 1 .. below + times
    weighted += value[k] * times[k] * (below + (times[k] + 1) / 2)
    below += times[k]
  }
  return (2 * weighted) / (units * total) - (units + 1) / units
}

function generalise(gini: number, units: number, events: number): number {
  return Math.max(1, units / events) * (gini - 1) + 1
}

function heldBy({ value, times }: Runs, all: number, total: number, percent: number): HeldBy {
  // in hundredths, so that counts stay whole numbers
  let need = percent * total
  let units = 0
  for (let k = value.length - 1; k >= 0 && need > 0; k--) {
    const taken = Math.min(times[k], Math.ceil(need / (100 * value[k])))
    units += taken
    need -= 100 * value[k] * taken
  }
  return { percent, units, share: units / all }
}

function chanceOf(units: number, events: number, draws: number, seed: number): Concentration['chance'] {
  const stream = random(seed, 'concentration')
  const gini = new Float64Array(draws)
  const shares = HELD.map(() => new Float64Array(draws))
  for (let draw = 0; draw < draws; draw++) {
    const runs = scatterEvenly(events, units, stream)
    gini[draw] = giniOf(runs, units, events)
    HELD.forEach((percent, k) => {
      shares[k][draw] = heldBy(runs, units, events, percent).share
    })
  }
  return {
    gini: chanceValue(gini),
    generalised: chanceValue(gini.map((value) => generalise(value, units, events))),
    heldBy: shares.map(chanceValue),
  }
}

function chanceValue(drawn: Float64Array): ChanceValue {
  const sorted = drawn.slice().sort()
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]
  return { mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length, low: at(0.025), high: at(0.975) }
}
