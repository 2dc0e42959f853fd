import { EngineError } from '../error.js'
import type { Weights } from '../types.js'
import { checkAmounts, checkLength, checkPositive } from './columns.js'

export interface RateOptions {
  /**
   * Variance of a unit's events over their mean: 1 is Poisson (Marshall's paper), above 1 for crime (`dispersion`). Of harm: that times
   * sum(n d^2)/sum(n d) over the offences, n events of harm d each.
   */
  readonly phi: number
}

export interface EmpiricalBayes {
  /** Events per unit of exposure, shrunk; NaN exactly where the exposure is 0. */
  readonly rate: Float64Array
  /** C: the share of a unit's own rate in it, 0 (all the mean) to 1 (all its own); NaN as the rate. */
  readonly shrinkage: Float64Array
  /** m: events over exposure, of the units with exposure. */
  readonly mean: number
  /** s2: variance of the true rates between units, estimated; 0 where the rates differ no more than chance lets them. */
  readonly between: number
  /** Units with exposure. */
  readonly units: number
  /** Events in units without exposure: in none of the figures. */
  readonly eventsWithoutExposure: number
  /** Why every rate is NaN, or why all rates are the mean; null if they are neither. */
  readonly because: 'no-exposure' | 'no-detectable-difference' | null
}

/**
 * Empirical-Bayes rates: each unit's rate drawn towards the mean of all units, the more the less it has to show for itself.
 *
 *   rate_i = m + C_i (r_i - m),  C_i = s2 / (s2 + phi m / P_i),  r_i = y_i / P_i,  m = sum y / sum P
 *   s2 = max(0, sum P_i (r_i - m)^2 / sum P - phi m n / sum P)
 *
 * @param events   Float64Array[n], counts or harm, 0 and up
 * @param exposure Float64Array[n], 0 and up: people x months, or ground x months
 * @throws         EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range'
 *
 * Misleads as a ranking (a small unit can hardly come first or last) and in Gi* and other maps of clusters, which need raw rates;
 * and with phi left at 1, where over-dispersion passes for difference.
 * Marshall (1991), Applied Statistics 40(2). esda's Empirical_Bayes is the same at phi = 1 but lets s2 fall below 0, which throws rates
 * to the far side of the mean.
 */
export function empiricalBayes(events: Float64Array, exposure: Float64Array, { phi }: RateOptions = { phi: 1 }): EmpiricalBayes {
  checkRates(events, exposure, phi)
  const length = events.length
  // not in an object, where each step would go to memory: back-tests ask this hundreds of times of thousands of units
  let all = 0
  let exposed = 0
  let units = 0
  let eventsWithoutExposure = 0
  for (let unit = 0; unit < length; unit++) {
    if (exposure[unit] === 0) {
      eventsWithoutExposure += events[unit]
      continue
    }
    all += events[unit]
    exposed += exposure[unit]
    units++
  }
  const mean = all / exposed
  let squares = 0
  for (let unit = 0; unit < length; unit++) if (exposure[unit] > 0) squares += squareOf(mean, events[unit], exposure[unit])
  const between = variance({ events: all, exposure: exposed, units, squares }, mean, phi)

  const rate = new Float64Array(length)
  const shrinkage = new Float64Array(length)
  for (let unit = 0; unit < length; unit++) {
    shrinkage[unit] = exposure[unit] === 0 ? Number.NaN : ownShare(between, (phi * mean) / exposure[unit])
    rate[unit] = mean + shrinkage[unit] * (events[unit] / exposure[unit] - mean)
  }
  const because = units === 0 ? 'no-exposure' : between === 0 ? 'no-detectable-difference' : null
  return { rate, shrinkage, mean, between, units, eventsWithoutExposure, because }
}

export interface SpatialEmpiricalBayes {
  readonly rate: Float64Array
  readonly shrinkage: Float64Array
  /** m and s2 of each unit's neighbourhood; NaN as the rate. */
  readonly mean: Float64Array
  readonly between: Float64Array
}

/**
 * The same with m and s2 of each unit's neighbourhood, itself included: rates drawn towards those around, not to the force's.
 *
 * @param weights binary, each unit its own neighbour
 * @returns       NaN exactly where a unit's own exposure is 0; shrinkage 0 where the neighbourhood's rates differ no more than chance
 *                lets them (a unit without neighbours too: nothing to compare it with, so its rate is its own)
 * @throws        EngineError as `empiricalBayes`, and 'weights-without-self', 'weights-not-binary'
 *
 * Misleads in that s2 of seven units is itself mostly noise, and that it smooths over real borders: a town's edge, a river.
 * Marshall (1991), local version; neighbourhood with the unit itself, as esda's Spatial_Empirical_Bayes at phi = 1.
 */
export function spatialEmpiricalBayes(
  events: Float64Array,
  exposure: Float64Array,
  weights: Weights,
  { phi }: RateOptions = { phi: 1 },
): SpatialEmpiricalBayes {
  checkRates(events, exposure, phi)
  checkNeighbourhoods(weights, events.length)
  const { offset, neighbour } = weights
  const column = () => new Float64Array(events.length).fill(Number.NaN)
  const out = { rate: column(), shrinkage: column(), mean: column(), between: column() }
  const sums = newSums()
  for (let unit = 0; unit < events.length; unit++) {
    if (exposure[unit] === 0) continue
    sums.events = sums.exposure = sums.squares = sums.units = 0
    for (let k = offset[unit]; k < offset[unit + 1]; k++) addTotals(sums, events[neighbour[k]], exposure[neighbour[k]])
    const mean = sums.events / sums.exposure
    for (let k = offset[unit]; k < offset[unit + 1]; k++) addSquare(sums, mean, events[neighbour[k]], exposure[neighbour[k]])
    const between = variance(sums, mean, phi)
    const share = ownShare(between, (phi * mean) / exposure[unit])
    out.mean[unit] = mean
    out.between[unit] = between
    out.shrinkage[unit] = share
    out.rate[unit] = mean + share * (events[unit] / exposure[unit] - mean)
  }
  return out
}

/** @throws EngineError 'weights-without-self', 'weights-not-binary', 'length-mismatch' */
export function checkNeighbourhoods(weights: Weights, length: number): void {
  checkLength('weights', weights.length, length)
  if (!weights.self)
    throw new EngineError('weights-without-self', {
      hint: 'A neighbourhood holds the unit itself: make the weights with self: true.',
    })
  if (weights.value !== null)
    throw new EngineError('weights-not-binary', { hint: 'A neighbourhood is a set of units: use ring weights.' })
}

function checkRates(events: Float64Array, exposure: Float64Array, phi: number): void {
  checkLength('exposure', exposure.length, events.length)
  checkAmounts('events', events)
  checkAmounts('exposure', exposure)
  checkPositive('phi', phi)
}

/** Sums over units with exposure. */
interface Sums {
  events: number
  exposure: number
  units: number
  /** P (r - m)^2 */
  squares: number
}

function newSums(): Sums {
  return { events: 0, exposure: 0, units: 0, squares: 0 }
}

function addTotals(sums: Sums, events: number, exposure: number): void {
  if (exposure === 0) return
  sums.events += events
  sums.exposure += exposure
  sums.units++
}

function addSquare(sums: Sums, mean: number, events: number, exposure: number): void {
  if (exposure > 0) sums.squares += squareOf(mean, events, exposure)
}

function squareOf(mean: number, events: number, exposure: number): number {
  return exposure * (events / exposure - mean) ** 2
}

function variance({ squares, exposure, units }: Sums, mean: number, phi: number): number {
  return units === 0 ? Number.NaN : Math.max(0, (squares - phi * mean * units) / exposure)
}

/** No difference between units and no events at all: nothing of its own, rather than 0/0. */
function ownShare(between: number, noise: number): number {
  return between === 0 ? 0 : between / (between + noise)
}
