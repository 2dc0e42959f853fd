import { kde } from '../../stats/kde.js'
import type { Expectation } from '../expectation.js'
import { yearRate } from './lastYear.js'

/** Reach of a patrol's area around it; METHODS J. */
const BANDWIDTH_M = 200

/**
 * Quartic kernel density, 200 m, of the last 12 months, each unit's offences at its centre: density there times the unit's ground,
 * scaled so that all units together expect what the 12 months had.
 *
 * Misleads on units wider than the bandwidth (cells of resolution 9 are 330 m apart): nothing of a neighbour reaches the centre, and it
 * is the plain count.
 */
export const kernelDensity: Expectation = {
  id: 'kernel-density',
  label: 'Kernel density, 200 m',
  expect(history, target) {
    const counts = yearRate(history, target)
    const rows = Uint32Array.from(counts.keys()).filter((unit) => counts[unit] > 0)
    const of = (column: Float64Array) => Float64Array.from(rows, (unit) => column[unit])
    const events = { x: of(history.x), y: of(history.y), weight: of(counts) }
    const { density } = kde(events, history, { kernel: 'quartic', bandwidth: BANDWIDTH_M, edge: null })
    const raw = density.map((perM2, unit) => perM2 * history.areaKm2[unit])
    const scale = total(counts) / total(raw)
    return raw.map((value) => (value > 0 ? value * scale : 0))
  },
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
