import { kde } from '../../stats/kde.js'
import { kthNearest, pointGrid } from '../../stats/pointGrid.js'
import type { Expectation, History } from '../expectation.js'
import { yearRate } from './lastYear.js'

/** Reach of a patrol's area around it; METHODS J. */
const BANDWIDTH_M = 200
/** So many times as far as units lie apart: a neighbour weighs (1 - 1/1.5^2)^2 = 0.31 of the unit itself, and those behind it nothing. */
const SPACINGS = 1.5

/**
 * Quartic kernel density of the last 12 months, each unit's offences at its centre: density there times the unit's ground, scaled so that
 * all units together expect what the 12 months had. The bandwidth is 200 m, or 1.5 times as far as units lie apart where that is more:
 * about 500 m for cells of resolution 9, whose centres are 330 m apart, so that neighbours are reached.
 *
 * Misleads on cells, where it knows no more of an offence than its cell: with exact points and 200 m it would see hot ground across their
 * edges.
 */
export const kernelDensity: Expectation = {
  id: 'kernel-density',
  label: 'Kernel density, 200 m or 1.5 cells',
  expect(history, target) {
    const counts = yearRate(history, target)
    const rows = Uint32Array.from(counts.keys()).filter((unit) => counts[unit] > 0)
    const of = (column: Float64Array) => Float64Array.from(rows, (unit) => column[unit])
    const events = { x: of(history.x), y: of(history.y), weight: of(counts) }
    const bandwidth = Math.max(BANDWIDTH_M, SPACINGS * spacingOf(history))
    const { density } = kde(events, history, { kernel: 'quartic', bandwidth, edge: null })
    const raw = density.map((perM2, unit) => perM2 * history.areaKm2[unit])
    const scale = total(counts) / total(raw)
    return raw.map((value) => (value > 0 ? value * scale : 0))
  },
}

/** Median distance of a unit's centre from the nearest other, metres; 0 of a single unit. */
function spacingOf({ units, x, y }: History): number {
  if (units < 2) return 0
  const grid = pointGrid({ x, y }, null, BANDWIDTH_M)
  const scratch = new Float64Array(units)
  const nearest = x.map((east, unit) => kthNearest(grid, east, y[unit], 2, scratch)).sort()
  return nearest[Math.floor((units - 1) / 2)]
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
