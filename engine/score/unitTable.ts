import type { Cube } from '../types.js'
import type { KindWeights } from './kinds.js'
import type { Period } from './period.js'

/** Sums of one geography over the period. Every column has one entry per unit and, last, one for `outside`. */
export interface UnitColumns {
  readonly crimes: Float64Array
  readonly asb: Float64Array
  readonly volume: Float64Array
  readonly harm: Float64Array
  readonly harmReactive: Float64Array
  readonly volumeReactive: Float64Array
  /** Crimes weighed by the average of their category. */
  readonly averaged: Float64Array
  /** Harm of the largest single event with a weight of its own, 0 without one. */
  readonly topEvent: Float64Array
  /** Volume of the 12 months before; all NaN unless both years are whole. */
  readonly previous12m: Float64Array
  /** Months of the period with any crime or incident. */
  readonly monthsActive: Float64Array
  /** Volume in all months of the data, whatever the period. */
  readonly volumeAllMonths: Float64Array
}

/** One pass over a cube (sorted by unit, kind, month): every column of a table. */
export function unitColumns(cube: Cube, weights: KindWeights, period: Period): UnitColumns {
  const column = (value = 0) => new Float64Array(cube.units + 1).fill(value)
  const columns = {
    crimes: column(),
    asb: column(),
    volume: column(),
    harm: column(),
    harmReactive: column(),
    volumeReactive: column(),
    averaged: column(),
    topEvent: column(),
    previous12m: column(period.previous ? 0 : Number.NaN),
    monthsActive: column(),
    volumeAllMonths: column(),
  }
  const months = period.present.length
  const positionOf = new Int32Array(65536).fill(-1)
  period.present.forEach((month, at) => {
    positionOf[month] = at
  })
  const { crimes, asb, volume, harm, harmReactive, volumeReactive, averaged, topEvent } = columns
  const { previous12m, monthsActive, volumeAllMonths } = columns
  const metIn = new Uint8Array((cube.units + 1) * months)
  for (let row = 0; row < cube.length; row++) {
    const unit = Math.min(cube.unit[row], cube.units)
    const kind = cube.kind[row]
    const count = cube.count[row]
    const month = cube.month[row]
    volumeAllMonths[unit] += count
    if (period.previous && month >= period.from - 12 && month < period.from) previous12m[unit] += count
    if (positionOf[month] < 0) continue
    crimes[unit] += count * weights.crimes[kind]
    asb[unit] += count * weights.asb[kind]
    volume[unit] += count
    harm[unit] += count * weights.harm[kind]
    harmReactive[unit] += count * weights.harmReactive[kind]
    volumeReactive[unit] += count * weights.volumeReactive[kind]
    averaged[unit] += count * weights.averaged[kind]
    topEvent[unit] = Math.max(topEvent[unit], weights.event[kind])
    const at = unit * months + positionOf[month]
    if (metIn[at] === 0) monthsActive[unit]++
    metIn[at] = 1
  }
  return columns
}

/**
 * Harm of the largest single event as a share of a unit's harm: near 1, one event is all there is. NaN without harm, and where category
 * averages are among it: what a single event did is unknown there.
 */
export function topEventShare({ harm, averaged, topEvent }: UnitColumns, unit: number): number {
  return averaged[unit] > 0 || harm[unit] === 0 ? Number.NaN : topEvent[unit] / harm[unit]
}
