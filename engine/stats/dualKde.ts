import { EngineError } from '../error.js'
import { kde } from './kde.js'
import type { Kernel } from './kernel.js'
import type { PlaneEvents, PlanePoints } from './planePoints.js'

export interface DualKdeOptions {
  readonly kernel: Kernel
  /** Metres, the same for both: unequal ones make rings of high ratio round every peak. */
  readonly bandwidth: number
  /**
   * Base there must be around a place: base density x pi x bandwidth^2, in units of the base (residents, premises, crimes of all kinds).
   * For the Gaussian 4 pi x bandwidth^2, the disc of twice its standard deviation.
   */
  readonly leastBase: number
}

export interface DualKde {
  /** Events per unit of base; NaN where the base is too thin. */
  readonly ratio: Float64Array
  /** Per square metre. */
  readonly eventDensity: Float64Array
  readonly baseDensity: Float64Array
  /** Events per unit of base over everything: ratio / overall is the relative risk. */
  readonly overall: number
  /** Places without a ratio because there is less base around them than `leastBase`. */
  readonly tooThin: number
}

/**
 * Dual kernel density: events per unit of base (crimes per resident, robberies per crime) around each place, the density of one over that
 * of the other, both with the same kernel and bandwidth.
 *
 * ratio(s) = f_events(s) / f_base(s). An edge correction would divide both by the same mass and so is not needed. No constant is added
 * below: that would pull thin places towards 0; instead they have no ratio.
 *
 * Complexity twice that of `kde`.
 *
 * @throws EngineError 'option-invalid' (leastBase not above 0), 'points-too-few' (no base at all), and those of `kde`
 *
 * Misleads where the base is not who is there: residents are few where a town centre's crime happens. The ratio's error
 * grows as the base thins out; it says nothing of significance.
 * Bithell (1990), Statistics in Medicine 9; Kelsall & Diggle (1995). Peers: CrimeStat and sfhotspot divide likewise, without a limit below.
 */
export function dualKde(
  events: PlaneEvents,
  base: PlaneEvents,
  at: PlanePoints,
  { kernel, bandwidth, leastBase }: DualKdeOptions,
): DualKde {
  if (!(leastBase > 0 && leastBase < Infinity)) {
    throw new EngineError('option-invalid', {
      column: 'leastBase',
      value: String(leastBase),
      hint: 'The base a ratio needs around a place, above 0.',
    })
  }
  const above = kde(events, at, { kernel, bandwidth, edge: null })
  const below = kde(base, at, { kernel, bandwidth, edge: null })
  if (!(below.total > 0)) {
    throw new EngineError('points-too-few', { hint: 'The base has no weight at all: there is nothing to divide by.' })
  }
  const radius = kernel === 'gaussian' ? 2 * bandwidth : bandwidth
  const discM2 = Math.PI * radius * radius
  const ratio = new Float64Array(at.x.length).fill(Number.NaN)
  let tooThin = 0
  for (let row = 0; row < ratio.length; row++) {
    if (below.density[row] * discM2 >= leastBase) ratio[row] = above.density[row] / below.density[row]
    else tooThin++
  }
  return { ratio, eventDensity: above.density, baseDensity: below.density, overall: above.total / below.total, tooThin }
}
