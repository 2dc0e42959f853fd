import { checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { type Random, random } from '../random.js'
import { checkAmounts, checkLength } from './columns.js'
import { type Runs, runsOf, scatterEvenly } from './scatterEvenly.js'

/** Percent of all crime whose share of units is asked for. */
const HELD = [25, 50, 80] as const

/** What chance alone gives: the mean over the draws, and the draws at 5 and 95 % of them in order; nine in ten lie between. */
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
  /** Their share of the ground; of units with equally many, a part of which is enough, the average. Null without km2. */
  readonly km2Share: number | null
}

type NoConcentration = 'no-units' | 'no-events' | 'one-unit' | 'one-event' | 'not-counts' | 'no-draws'

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
  /** The same of as many crimes thrown at random; null where `undefinedBecause.chance` says so, a figure null where it has no value. */
  readonly chance: {
    readonly gini: ChanceValue
    readonly giniUnbiased: ChanceValue | null
    readonly generalised: ChanceValue
    readonly generalisedUnbiased: ChanceValue | null
    readonly heldBy: readonly {
      readonly units: ChanceValue
      readonly share: ChanceValue
      readonly km2Share: ChanceValue | null
    }[]
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

/** Rows are points of the curve: where the values change, and both ends. */
export interface Lorenz {
  /** Share of units, those with least first: 0 to 1, ascending. */
  readonly units: Float64Array
  /** Share of the total that they hold: 0 to 1, ascending, convex. */
  readonly held: Float64Array
  /** The same share of as many crimes thrown at random, mean of the draws; null where `undefinedBecause.chance` says so. */
  readonly chance: Float64Array | null
  readonly undefinedBecause: { readonly curve?: NoConcentration; readonly chance?: NoConcentration }
}

export interface LorenzOptions {
  readonly seed: number
  /** Maps thrown at random; 0: none, no chance values. */
  readonly draws: number
}

export interface ConcentrationOptions extends LorenzOptions {
  /** Float64Array[n], ground of each unit, 0 and up, not all 0. */
  readonly km2?: Float64Array
}

/**
 * How concentrated crime is: Gini, generalised Gini, and the fewest units holding 25, 50 and 80 %, each beside the value that chance
 * alone gives.
 *
 *   G = 2 sum i x_(i) / (n sum x) - (n + 1)/n, x ascending      G' = max(1, n/c)(G - 1) + 1
 *
 * With c crimes in n > c units most units are empty however even the pattern: G is then at least 1 - c/n, and G' takes that off. Chance:
 * c crimes thrown at random on n units, each as likely, 999 times (Philox, keyed by the seed alone); which unit has which count, for
 * km2, from a stream of its own. Means are sums of whole numbers, divided once.
 *
 * @param values Float64Array[n], 0 and up, every unit of the study area, those without crime too. Whole numbers are counts; other values
 *               (harm, rates) have a plain Gini only: one event is not one unit of harm, so what chance gives is not known
 * @throws       EngineError 'value-not-finite', 'value-out-of-range', 'length-mismatch' (km2), 'option-invalid' (seed)
 *
 * Misleads when weights are whole numbers (days of harm), for they are taken as counts; when units are left out because they are empty, when units differ in size (a large one holds more, and chance is for units of
 * one size, also beside shares of km2), where units cannot hold crime (no published point lies in them: chance is then too even), and
 * when two figures of different n or c are compared, as at two resolutions. A Gini near its chance value is no pattern at all.
 * Bernasco & Steenbeek (2017), J. Quantitative Criminology 33(3), as their lorenzgini (whose caption says 0.58 where its code and this
 * give 0.56). Work O(n log n), and a draw O(sqrt(c)) and the number of distinct counts; with km2 O(occupied units).
 */
export function concentration(values: Float64Array, { seed, draws, km2 }: ConcentrationOptions): Concentration {
  checkSeed(seed)
  const { runs, units, total, counts, none } = checked(values, draws)
  const ground = km2 === undefined ? null : { km2, total: checkedGround(km2, units) }
  if (none !== undefined) {
    const undefinedBecause = { gini: none, giniUnbiased: none, generalised: none, generalisedUnbiased: none, chance: none }
    return {
      units,
      total,
      gini: Number.NaN,
      giniUnbiased: Number.NaN,
      generalised: null,
      generalisedUnbiased: null,
      heldBy: [],
      chance: null,
      undefinedBecause,
    }
  }
  const ratios = ratiosOf(units, total)
  const unevenness = unevennessOf(runs, units)
  const figure = (of: Ratio) => (unevenness + of.shift) / of.over
  const groundOfRuns = ground === null ? null : groundOf(runs, values, ground.km2)
  const noSecond = units === 1 ? 'one-unit' : counts && total === 1 ? 'one-event' : undefined
  const noChance = chanceless(counts, draws)
  return {
    units,
    total,
    gini: figure(ratios.gini),
    giniUnbiased: figure(ratios.giniUnbiased),
    generalised: counts ? figure(ratios.generalised) : null,
    generalisedUnbiased: counts ? figure(ratios.generalisedUnbiased) : null,
    heldBy: HELD.map((percent) => {
      const held = holding(runs, total, percent, counts)
      const km2Share = ground === null || groundOfRuns === null ? null : groundHolding(held, runs, groundOfRuns) / ground.total
      return { percent, units: held.units, share: held.units / units, km2Share }
    }),
    chance: noChance === undefined ? chanceOf(units, total, draws, seed, ground) : null,
    undefinedBecause: {
      ...(units === 1 ? { giniUnbiased: 'one-unit' as const } : {}),
      ...(!counts
        ? { generalised: 'not-counts' as const, generalisedUnbiased: 'not-counts' as const }
        : noSecond === undefined
          ? {}
          : { generalisedUnbiased: noSecond }),
      ...(noChance === undefined ? {} : { chance: noChance }),
    },
  }
}

/**
 * Lorenz curve: the share of the total in a share of the units, those with least first, beside that of as many crimes thrown at random
 * (the maps of `concentration` of the same seed). One point for each distinct value, where the last unit with it is counted, and 0, 0;
 * the curve is straight between them, so none is lost. The busiest 1 - units hold 1 - held.
 *
 * @param values Float64Array[n], 0 and up, every unit of the study area, those without crime too
 * @returns      from exactly 0, 0 to exactly 1, 1; no rows where `undefinedBecause.curve` says so
 * @throws       EngineError 'value-not-finite', 'value-out-of-range', 'option-invalid' (seed)
 *
 * Misleads as `concentration` does: with fewer crimes than units it lies far below the diagonal however even the pattern. Compare it with
 * `chance`, not with the diagonal.
 */
export function lorenz(values: Float64Array, { seed, draws }: LorenzOptions): Lorenz {
  checkSeed(seed)
  const { runs, units, total, counts, none } = checked(values, draws)
  if (none !== undefined)
    return { units: new Float64Array(), held: new Float64Array(), chance: null, undefinedBecause: { curve: none, chance: none } }
  const counted = new Float64Array(runs.value.length + 1)
  const held = new Float64Array(runs.value.length + 1)
  runs.times.forEach((times, k) => {
    counted[k + 1] = counted[k] + times
    held[k + 1] = held[k] + runs.value[k] * times
  })
  const shares = { units: counted.map((sum) => sum / units), held: held.map((sum) => sum / held[runs.value.length]) }
  const chance = chanceless(counts, draws)
  if (chance !== undefined) return { ...shares, chance: null, undefinedBecause: { chance } }
  const sums = new Float64Array(counted.length)
  for (const drawn of maps(units, total, draws, seed)) addHeld(sums, counted, drawn)
  return { ...shares, chance: sums.map((sum) => sum / (draws * total)), undefinedBecause: {} }
}

interface Checked {
  readonly runs: Runs
  readonly units: number
  readonly total: number
  readonly counts: boolean
  readonly none: NoConcentration | undefined
}

function checked(values: Float64Array, draws: number): Checked {
  checkAmounts('values', values)
  if (!Number.isInteger(draws) || draws < 0)
    throw new EngineError('value-out-of-range', { column: 'draws', value: String(draws), hint: 'Give a whole number from 0 up.' })
  const runs = runsOf(values)
  const total = runs.value.reduce((sum, value, k) => sum + value * runs.times[k], 0)
  const none = values.length === 0 ? 'no-units' : total === 0 ? 'no-events' : undefined
  return { runs, units: values.length, total, counts: values.every(Number.isInteger), none }
}

function checkedGround(km2: Float64Array, units: number): number {
  checkLength('km2', km2.length, units)
  checkAmounts('km2', km2)
  const total = km2.reduce((sum, value) => sum + value, 0)
  if (total > 0 || units === 0) return total
  throw new EngineError('value-out-of-range', {
    column: 'km2',
    value: '0',
    hint: 'Give the ground of the units: all of it is 0.',
  })
}

function chanceless(counts: boolean, draws: number): NoConcentration | undefined {
  return !counts ? 'not-counts' : draws === 0 ? 'no-draws' : undefined
}

/** G n sum x: a whole number for counts. */
function unevennessOf({ value, times }: Runs, units: number): number {
  let below = 0
  let sum = 0
  for (let k = 0; k < value.length; k++) {
    // twice the ranks below + 1 .. below + times, less n + 1 for each
    sum += value[k] * times[k] * (2 * below + times[k] - units)
    below += times[k]
  }
  return sum
}

/** A figure is (G n c + shift)/over; over 0 where it has no value. */
interface Ratio {
  readonly shift: number
  readonly over: number
}

function ratiosOf(n: number, c: number) {
  const gini: Ratio = { shift: 0, over: n * c }
  const giniUnbiased: Ratio = { shift: 0, over: (n - 1) * c }
  if (n <= c) return { gini, giniUnbiased, generalised: gini, generalisedUnbiased: giniUnbiased }
  const shift = c * (c - n)
  return { gini, giniUnbiased, generalised: { shift, over: c * c }, generalisedUnbiased: { shift, over: c * (c - 1) } }
}

/** The fewest units that hold so much: all of the runs after `last`, and `taken` units of it. */
interface Holding {
  readonly units: number
  readonly last: number
  readonly taken: number
}

function holding({ value, times }: Runs, total: number, percent: number, counts: boolean): Holding {
  // in hundredths, so that counts stay whole numbers; sums of other values may be a rounding too large
  let need = counts ? percent * total : percent * total * (1 - 1e-12)
  let last = value.length
  let taken = 0
  let units = 0
  while (need > 0 && last > 0) {
    last--
    taken = Math.min(times[last], Math.ceil(need / (100 * value[last])))
    units += taken
    need -= 100 * value[last] * taken
  }
  return { units, last, taken }
}

/** Ground of each run of units with one value. */
function groundOf({ value }: Runs, values: Float64Array, km2: Float64Array): Float64Array {
  const runOf = new Map(value.map((each, k) => [each, k]))
  const ground = new Float64Array(value.length)
  values.forEach((each, unit) => {
    ground[runOf.get(each) ?? 0] += km2[unit]
  })
  return ground
}

function groundHolding({ last, taken }: Holding, { times }: Runs, groundOfRuns: Float64Array): number {
  return groundOfRuns.subarray(last + 1).reduce((sum, ground) => sum + ground, (groundOfRuns[last] * taken) / times[last])
}

/** Which units the busiest runs are is at random: takes them from `pool`, whose order it changes. */
function groundAtRandom({ times }: Runs, lowest: number, pool: Float64Array, stream: Random): Float64Array {
  const ground = new Float64Array(times.length)
  let left = pool.length
  for (let run = times.length - 1; run >= lowest; run--) {
    for (let unit = 0; unit < times[run]; unit++) {
      const pick = stream.integer(left--)
      const km2 = pool[pick]
      ground[run] += km2
      pool[pick] = pool[left]
      pool[left] = km2
    }
  }
  return ground
}

function* maps(units: number, events: number, draws: number, seed: number): Generator<Runs> {
  const stream = random(seed, 'concentration')
  for (let draw = 0; draw < draws; draw++) yield scatterEvenly(events, units, stream)
}

type Ground = { readonly km2: Float64Array; readonly total: number } | null

function chanceOf(units: number, events: number, draws: number, seed: number, ground: Ground): Concentration['chance'] {
  const uneven = new Float64Array(draws)
  const held = HELD.map(() => ({ units: new Float64Array(draws), km2: new Float64Array(draws) }))
  const pool = ground?.km2.slice()
  const places = random(seed, 'concentration of ground')
  let draw = 0
  for (const runs of maps(units, events, draws, seed)) {
    uneven[draw] = unevennessOf(runs, units)
    const found = HELD.map((percent) => holding(runs, events, percent, true))
    const drawn = pool && groundAtRandom(runs, found[HELD.length - 1].last, pool, places)
    found.forEach((one, k) => {
      held[k].units[draw] = one.units
      if (drawn !== undefined) held[k].km2[draw] = groundHolding(one, runs, drawn)
    })
    draw++
  }
  uneven.sort()
  const { gini, giniUnbiased, generalised, generalisedUnbiased } = ratiosOf(units, events)
  return {
    gini: chanceValue(uneven, gini),
    giniUnbiased: giniUnbiased.over === 0 ? null : chanceValue(uneven, giniUnbiased),
    generalised: chanceValue(uneven, generalised),
    generalisedUnbiased: generalisedUnbiased.over === 0 ? null : chanceValue(uneven, generalisedUnbiased),
    heldBy: held.map((one) => {
      const sorted = one.units.sort()
      return {
        units: chanceValue(sorted, { shift: 0, over: 1 }),
        share: chanceValue(sorted, { shift: 0, over: units }),
        km2Share: ground === null ? null : chanceValue(one.km2.sort(), { shift: 0, over: ground.total }),
      }
    }),
  }
}

/** @param sorted whole numbers where they can be: their sum is exact, and divided once */
function chanceValue(sorted: Float64Array, { shift, over }: Ratio): ChanceValue {
  const draws = sorted.length
  const sum = sorted.reduce((before, each) => before + each, 0)
  const at = (percent: number) => (sorted[Math.ceil((percent * draws) / 100) - 1] + shift) / over
  return { mean: (sum + draws * shift) / (draws * over), low: at(5), high: at(95) }
}

/** Adds what the first units of one map hold, at each number of units. */
function addHeld(sums: Float64Array, counted: Float64Array, { value, times }: Runs): void {
  let run = 0
  let below = 0
  let held = 0
  for (let row = 0; row < counted.length; row++) {
    for (; below + times[run] < counted[row]; run++) {
      held += value[run] * times[run]
      below += times[run]
    }
    sums[row] += held + value[run] * (counted[row] - below)
  }
}
