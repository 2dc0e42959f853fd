import type { Weights } from '../types.js'
import { checkNeighbourhoods, empiricalBayes, type RateOptions } from './empiricalBayes.js'
import { gammaTail } from './gammaTail.js'

/** The rate to exceed, in rates of the force. */
const TIMES = 2
/** Hot where the probability is above. */
const HOT = 0.95

export interface Exceedance {
  /** P(rate > 2 x force rate | data); NaN exactly where a cell's own exposure is 0, or everywhere (`because`). */
  readonly probability: Float64Array
  /** 1 where it is above 0.95. */
  readonly hot: Uint8Array
  /** Expected share of the hot cells that are not above twice the force's rate: mean of 1 - probability; NaN where none is hot. */
  readonly falseShare: number
  /** Force rate: events over exposure. */
  readonly mean: number
  /** Prior Gamma(shape, rate) of the rates: m^2/s2 and m/s2; infinite where nothing differs. */
  readonly shape: number
  readonly rate: number
  readonly eventsWithoutExposure: number
  /** 'no-exposure', 'no-events': all NaN. 'no-detectable-difference': the rates differ no more than chance lets them, all 0. */
  readonly because: 'no-exposure' | 'no-events' | 'no-detectable-difference' | null
}

/**
 * Probability that the rate in and around a cell is more than twice the force's (`exceed2`), in closed form.
 *
 * The rates are taken as Gamma(a, b) with the mean m and variance s2 of `empiricalBayes`: a = m^2/s2, b = m/s2. Given the events Y and the
 * exposure E of the cell and its neighbours together, theirs is Gamma(a + Y/phi, b + E/phi), of which this is the tail beyond 2 m.
 *
 * @param events   Float64Array[n], counts 0 and up
 * @param exposure Float64Array[n], 0 and up: people x months, or ground x months
 * @param weights  binary, each cell its own neighbour: ring 1
 * @param options  phi, from `dispersion`
 * @throws         EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'weights-without-self', 'weights-not-binary'
 *
 * Unlike Gi*, it does not depend on how many cells without exposure were added, and it says how much, not only how surely.
 * Misleads beside one very busy cell: the pooled rate of its neighbours is high too. The prior is that of single cells, wider than
 * pooled rates are, so it shrinks a little less than it could. Where few live and many visit, people are the wrong exposure.
 * Method: Clayton & Kaldor (1987), Biometrics 43(3), gamma-Poisson; moments by Marshall (1991). Work O(n + edges), times
 * sqrt(a + Y/phi).
 */
export function exceedance(events: Float64Array, exposure: Float64Array, weights: Weights, options: RateOptions): Exceedance {
  const { mean, between, eventsWithoutExposure, because: fit } = empiricalBayes(events, exposure, options)
  checkNeighbourhoods(weights, events.length)
  const { phi } = options
  const { offset, neighbour } = weights
  const because = fit !== 'no-exposure' && mean === 0 ? 'no-events' : fit
  const [shape, rate] = [mean ** 2 / between, mean / between]
  const probability = new Float64Array(events.length).fill(Number.NaN)
  const hot = new Uint8Array(events.length)
  let hotCells = 0
  let falseOnes = 0
  if (because === null || because === 'no-detectable-difference') {
    for (let cell = 0; cell < events.length; cell++) {
      if (exposure[cell] === 0) continue
      let y = 0
      let e = 0
      for (let k = offset[cell]; k < offset[cell + 1]; k++) {
        if (exposure[neighbour[k]] === 0) continue
        y += events[neighbour[k]]
        e += exposure[neighbour[k]]
      }
      probability[cell] = because === null ? gammaTail(TIMES * mean * (rate + e / phi), shape + y / phi) : 0
      if (probability[cell] <= HOT) continue
      hot[cell] = 1
      hotCells++
      falseOnes += 1 - probability[cell]
    }
  }
  return { probability, hot, falseShare: falseOnes / hotCells, mean, shape, rate, eventsWithoutExposure, because }
}
