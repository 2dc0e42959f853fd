import { EngineError } from '../error.js'
import { checkCounts, checkLength } from '../stats/columns.js'
import { empiricalBayes } from '../stats/empiricalBayes.js'
import { type Deviates, deviatesByRow, dirichletDraw } from './deviates.js'

/** The weight of the force's own mix of offences in a unit's, as a number of events. */
const MIX_PRIOR = 20
/** Half of what a count rounded to 5 can hide. */
const HALF_OF_5 = 2.5

/** What the counts of a unit say of its rate: gamma with a shape and a rate each. */
export interface RatePosterior {
  /** NaN where the exposure is 0; Infinity throughout where all rates are the mean. */
  readonly shape: Float64Array
  readonly rate: Float64Array
  /** m, events per unit of exposure over all units. */
  readonly mean: number
  /** `no-detectable-difference`: rates differ no more than chance lets them, and every draw is the mean. */
  readonly because: 'no-exposure' | 'no-detectable-difference' | null
}

/**
 * Gamma posterior of each unit's rate, its prior fitted to the rates of all units:
 *
 *   lambda_i ~ Gamma(a + y_i / phi, rate b + P_i / phi),  a = m^2 / s2,  b = m / s2,  m and s2 of `empiricalBayes`
 *
 * @param count    n counts, 0 and up
 * @param exposure n, 0 and up: people x months, or ground x months
 * @param phi      over-dispersion of the counts (`dispersion`), 1 and up
 * @throws         EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range'
 *
 * Misleads with phi left at 1: intervals of crime counts are then far too narrow (test/reference/rankCoverage.csv). One town centre
 * stretches the prior for all.
 * Marshall (1991), Applied Statistics 40(2); phi divides counts and exposure as in a power prior (Ibrahim & Chen 2000).
 */
export function ratePosterior(count: Float64Array, exposure: Float64Array, phi: number): RatePosterior {
  const { mean, between, because } = empiricalBayes(count, exposure, { phi })
  const known = (value: (i: number) => number) => Float64Array.from(count, (_, i) => (exposure[i] > 0 ? value(i) : Number.NaN))
  if (because !== null) return { shape: known(() => Infinity), rate: known(() => Infinity), mean, because }
  return {
    shape: known((i) => (mean * mean) / between + count[i] / phi),
    rate: known((i) => mean / between + exposure[i] / phi),
    mean,
    because,
  }
}

/** What does not change from draw to draw, by unit and posterior: unit after unit, so that a unit's lie together. */
interface RateDraws {
  /** Shape less 1/3, of 1 + shape below 1; Infinity: every draw is the mean. */
  readonly d: Float64Array
  /** 1 / sqrt(9 d). */
  readonly c: Float64Array
  /** Power of the uniform that brings a shape below 1 down again; 0 from 1 up. */
  readonly power: Float64Array
  /** What a gamma number, or else 1, is multiplied by. */
  readonly scale: Float64Array
}

/** @param times what rates are multiplied by, by unit */
function rateDraws(posteriors: readonly RatePosterior[], times: Float64Array): RateDraws {
  const each = posteriors.length
  const column = (value: (posterior: RatePosterior, unit: number) => number) =>
    Float64Array.from({ length: times.length * each }, (_, at) => value(posteriors[at % each], Math.floor(at / each)))
  const d = column(({ shape }, unit) => (shape[unit] < 1 ? shape[unit] + 1 : shape[unit]) - 1 / 3)
  return {
    d,
    c: d.map((value) => 1 / Math.sqrt(9 * value)),
    power: column(({ shape }, unit) => (shape[unit] < 1 ? 1 / shape[unit] : 0)),
    scale: column(({ rate, mean }, unit) => (rate[unit] === Infinity ? mean : 1 / rate[unit]) * times[unit]),
  }
}

function rateDraw({ d, c, power, scale }: RateDraws, at: number, { uniform, gammaOf }: Deviates): number {
  if (d[at] === Infinity) return scale[at]
  const drawn = gammaOf(d[at], c[at]) * scale[at]
  return power[at] === 0 ? drawn : drawn * uniform() ** power[at]
}

/** Crimes of one kind of category, whose rate is drawn as one. */
export interface CrimeGroup {
  readonly id: string
  /** Events in the period, by unit. */
  readonly count: Float64Array
  /** Of `dispersion`. */
  readonly phi: number
  /** Mean harm of an event under each scheme, the same everywhere; or the mix of offences each unit has. */
  readonly harm: readonly number[] | OffenceMix
}

/** Offences of a group by code: what a unit's mean harm comes from. */
export interface OffenceMix {
  /** By offence, events by unit; they add up to the group's. */
  readonly count: readonly Float64Array[]
  /** By scheme, harm of each offence. */
  readonly harm: readonly (readonly number[])[]
}

/** Recorded crime by unit, and what it is out of: volume and harm come from the same rates. */
export interface CrimeCounts {
  /** People x months, or ground x months; a unit with 0 has neither volume nor harm. */
  readonly exposure: Float64Array
  readonly groups: readonly CrimeGroup[]
  /** How many harm schemes every group has. */
  readonly schemes: number
  /** Volume and harm come out as counts unless rates are asked: divided by exposure. */
  readonly as?: 'counts' | 'rates'
}

/** Volume and harm of one draw, by unit; harm by scheme. */
export interface CrimeColumns {
  readonly volume: Float64Array
  readonly harm: readonly Float64Array[]
}

/**
 * Volume and harm as they were recorded, over the period.
 *
 * @throws EngineError 'length-mismatch', 'value-not-finite', 'count-invalid'
 */
export function recordedCrime(crime: CrimeCounts): CrimeColumns {
  const columns = emptyColumns(crime)
  for (const group of crime.groups) {
    checkGroup(group, crime)
    const { count, harm } = group
    add(columns.volume, count, 1)
    columns.harm.forEach((column, s) => {
      if ('count' in harm) {
        harm.count.forEach((events, c) => {
          add(column, events, harm.harm[s][c])
        })
      } else add(column, count, harm[s])
    })
  }
  if (crime.as === 'rates') for (const column of [columns.volume, ...columns.harm]) divide(column, crime.exposure)
  return columns
}

function divide(column: Float64Array, by: Float64Array): void {
  for (let i = 0; i < column.length; i++) column[i] /= by[i]
}

function add(column: Float64Array, count: Float64Array, each: number): void {
  for (let i = 0; i < column.length; i++) column[i] += count[i] * each
}

/**
 * Draws of volume and harm as they might be in another period like this one, each call overwriting the columns of the call before:
 * a rate for each group and, where offences are known, a mix for its mean harm,
 *
 *   pi ~ Dirichlet(20 q_c + n_ic / phi),  q the force's mix of the group
 *
 * Numbers come from a stream of each unit's own, so order and number of the units change nothing for one of them but through the prior.
 *
 * @param ids area codes
 * @throws EngineError as `ratePosterior` and `recordedCrime`
 * Misleads where the mean harm is a category's average: what a single very serious crime does is not in it.
 */
export function crimeDraws(crime: CrimeCounts, ids: readonly string[], seed: number): () => CrimeColumns {
  const columns = emptyColumns(crime)
  const { exposure } = crime
  for (const group of crime.groups) checkGroup(group, crime)
  const groups = crime.groups.length
  const rates = rateDraws(
    crime.groups.map(({ count, phi }) => ratePosterior(count, exposure, phi)),
    crime.as === 'rates' ? new Float64Array(ids.length).fill(1) : exposure,
  )
  const average = crime.groups.map(({ harm }) => ('count' in harm ? null : harm))
  const severity = crime.groups.map(severityDraws)
  const stream = deviatesByRow(
    seed,
    ids.map((id) => `crime of ${id}`),
    groups,
  )
  const harm = new Float64Array(crime.schemes)
  let draw = 0
  return () => {
    for (let i = 0; i < exposure.length; i++) {
      if (!(exposure[i] > 0)) continue
      stream.at(i, draw)
      let volume = 0
      harm.fill(0)
      for (let g = 0; g < groups; g++) {
        const events = rateDraw(rates, i * groups + g, stream)
        const each = average[g] ?? severity[g](i, stream)
        volume += events
        for (let s = 0; s < harm.length; s++) harm[s] += events * each[s]
      }
      columns.volume[i] = volume
      for (let s = 0; s < harm.length; s++) columns.harm[s][i] = harm[s]
    }
    draw++
    return columns
  }
}

/** Mean harm of an event by scheme, of a unit: a draw. */
function severityDraws({ count, phi, harm }: CrimeGroup): (unit: number, stream: Deviates) => readonly number[] {
  if (!('count' in harm)) return () => harm
  const all = count.reduce((sum, events) => sum + events, 0)
  const prior = harm.count.map((events) => (all > 0 ? (MIX_PRIOR * events.reduce((sum, n) => sum + n, 0)) / all : 0))
  const shapes = new Float64Array(prior.length)
  const mix = new Float64Array(prior.length)
  const each = harm.harm.map(() => 0)
  return (unit, stream) => {
    // no such crime anywhere: its rate is 0 and no draw is needed
    if (all === 0) return each
    for (let c = 0; c < shapes.length; c++) shapes[c] = prior[c] + harm.count[c][unit] / phi
    dirichletDraw(stream, shapes, mix)
    for (let s = 0; s < each.length; s++) {
      each[s] = 0
      for (let c = 0; c < mix.length; c++) each[s] += mix[c] * harm.harm[s][c]
    }
    return each
  }
}

/** A count of something else that has sampling error: claimants. */
export interface CountedFactor {
  /** NaN where it is missing or held back. */
  readonly count: Float64Array
  /** What it is out of: residents of working age; NaN where they are not known. */
  readonly exposure: Float64Array
  readonly phi: number
  /** The publisher rounds to 5. */
  readonly roundedTo5: boolean
}

/**
 * Draws of the rate of a counted factor, each call overwriting the column of the call before; U(-2.5, 2.5) is added to the drawn count
 * where counts are rounded to 5.
 *
 * @param factor names the stream, beside the area code
 * @throws EngineError as `ratePosterior`
 */
export function countDraws(
  { count, exposure, phi, roundedTo5 }: CountedFactor,
  factor: string,
  ids: readonly string[],
  seed: number,
): () => Float64Array {
  checkLength(factor, count.length, ids.length)
  const known = exposure.map((amount, i) => (Number.isNaN(count[i]) || Number.isNaN(amount) ? 0 : amount))
  const filled = count.map((value, i) => (known[i] > 0 ? value : 0))
  const rates = rateDraws([ratePosterior(filled, known, phi)], new Float64Array(ids.length).fill(1))
  const stream = deviatesByRow(
    seed,
    ids.map((id) => `${factor} of ${id}`),
    1,
  )
  const column = new Float64Array(ids.length).fill(Number.NaN)
  let draw = 0
  return () => {
    for (let i = 0; i < column.length; i++) {
      if (!(known[i] > 0)) continue
      stream.at(i, draw)
      const hidden = roundedTo5 ? HALF_OF_5 * (2 * stream.uniform() - 1) : 0
      column[i] = Math.max(0, rateDraw(rates, i, stream) + hidden / exposure[i])
    }
    draw++
    return column
  }
}

function emptyColumns({ exposure, schemes }: CrimeCounts): CrimeColumns {
  const column = () => Float64Array.from(exposure, (amount) => (amount > 0 ? 0 : Number.NaN))
  return { volume: column(), harm: Array.from({ length: schemes }, column) }
}

function checkGroup({ id, count, harm }: CrimeGroup, { exposure, schemes }: CrimeCounts): void {
  checkLength(id, count.length, exposure.length)
  checkCounts(id, count)
  checkLength(`harm of ${id}`, 'count' in harm ? harm.harm.length : harm.length, schemes)
  if (!('count' in harm)) return
  for (const row of harm.harm) checkLength(`harm of ${id}`, row.length, harm.count.length)
  for (const events of harm.count) checkLength(`offences of ${id}`, events.length, exposure.length)
  const off = count.findIndex((events, i) => harm.count.reduce((sum, of) => sum + of[i], 0) !== events)
  if (off < 0) return
  throw new EngineError('count-invalid', {
    column: id,
    value: String(count[off]),
    hint: `Row ${off}: the events by offence must add up to those of the group.`,
  })
}
