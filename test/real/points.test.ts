import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../engine/shape.js'
import { kde } from '../../engine/stats/kde.js'
import type { Kernel } from '../../engine/stats/kernel.js'
import { type KnoxOptions, knox } from '../../engine/stats/knox.js'
import { nearestNeighbour } from '../../engine/stats/nearestNeighbour.js'
import { sharedShare } from '../../engine/stats/planePoints.js'
import { convexHull } from '../helpers/convexHull.js'
import { referenceTable, worstRelative } from '../helpers/referenceTable.js'
import { SHARED } from '../helpers/shared.js'

const title = SHARED === null ? 'points golden (skipped: no ../shared beside the project)' : 'points golden'

describe.skipIf(SHARED === null)(title, () => {
  const points = () => {
    const table = referenceTable(`${SHARED}/golden/points.csv.gz`)
    return { x: table.numbers('x'), y: table.numbers('y'), day: table.numbers('day') }
  }
  const published = () => JSON.parse(readFileSync(`${SHARED}/golden/points_stats.json`, 'utf8'))

  it.each<[Kernel, number, string]>([
    ['quartic', 400, 'quartic_h400_per_m2'],
    ['quartic', 1000, 'quartic_h1000_per_m2'],
    ['epanechnikov', 1000, 'epan_h1000_per_m2'],
    ['gaussian', 300, 'gauss_sigma300_per_m2'],
  ])('equals the exact density of spatstat: %s, %d m, to 1e-12', (kernel, bandwidth, column) => {
    const { x, y } = points()
    const cells = referenceTable(`${SHARED}/golden/cells_r9.csv.gz`)
    const spatstat = referenceTable(`${SHARED}/golden/kde_r9.csv.gz`)
    expect(spatstat.text('cell')).toEqual(cells.text('cell'))
    const at = { x: cells.numbers('x'), y: cells.numbers('y') }
    const { density, reason } = kde({ x, y, weight: null }, at, { kernel, bandwidth, edge: null })
    expect(worstRelative(density, spatstat.numbers(column))).toBeLessThan(1e-12)
    expect(reason.every((of) => of === 0)).toBe(true)
  })

  it('equals the Clark-Evans index of spatstat on the convex hull, to 1e-12', () => {
    const { nni } = published()
    const events = points()
    const hull = convexHull(events)
    const area = shapeOf(hull, Uint32Array.of(0, hull.length / 2), Uint8Array.of(1), 0, 1)
    const found = nearestNeighbour(events, area, { draws: 0, seed: 1 })
    expect(found).toMatchObject({ n: nni.n, outside: 0, simulated: null })
    const relative = (ours: number, theirs: number) => Math.abs(ours / theirs - 1)
    expect(relative(found.areaM2, nni.area_m2_convex_hull)).toBeLessThan(1e-12)
    expect(relative(found.perimeterM, nni.perimeter_m)).toBeLessThan(1e-12)
    expect(relative(found.mean, nni.mean_nn_m)).toBeLessThan(1e-12)
    expect(relative(found.expected, nni.expected_nn_m)).toBeLessThan(1e-12)
    expect(relative(found.ratio, nni.spatstat_test_R)).toBeLessThan(1e-12)
    expect(relative(found.z, nni.z_from_formula)).toBeLessThan(1e-12)
    expect(sharedShare(events)).toBe(nni.zero_nn / nni.n)
  })

  const subset = () => {
    const { x, y, day } = points()
    return { x: x.slice(0, 2000), y: y.slice(0, 2000), time: day.slice(0, 2000) }
  }
  const options = (space: number[], time: number[], permutations: number): KnoxOptions => ({
    space,
    time,
    permutations,
    seed: 1,
    stratum: null,
    allowSnapped: false,
  })

  it('equals surveillance::knox: the count, its expectation, and the moments of its 999 permutations', () => {
    const golden = published().knox
    // it closes its bands: up to and with 200 m and 14 days
    const { observed, expected, sd, simulated } = knox(subset(), options([0, 200 + 1e-9], [0, 15], 999))
    expect(observed[0]).toBe(golden.observed)
    expect(Math.abs(expected[0] / golden.expected_poisson - 1)).toBeLessThan(1e-12)
    expect(Math.abs(expected[0] - golden.mc_mean)).toBeLessThan((4 * sd[0]) / Math.sqrt(999))
    expect(Math.abs(sd[0] / golden.mc_sd - 1)).toBeLessThan(4 / Math.sqrt(2 * 999))
    expect(simulated?.p[0]).toBe(golden.p_mc999)
    expect(Math.abs((simulated?.mean[0] ?? 0) - expected[0])).toBeLessThan((4 * sd[0]) / Math.sqrt(999))
    expect(Math.abs((simulated?.sd[0] ?? 0) / sd[0] - 1)).toBeLessThan(4 / Math.sqrt(2 * 999))
  })

  it('equals NearRepeat: counts exactly, ratios and p within the error of its 199 simulations', () => {
    const golden = published().near_repeat
    const { observed, expected, sd, ratio, simulated, timeBands } = knox(subset(), options(golden.sds, golden.tds, 999))
    golden.observed.flat().forEach((count: number, cell: number) => {
      expect(observed[cell]).toBe(count)
      if (Math.floor(cell / timeBands) === 0) {
        // no pair lies within 0.1 m: nothing is expected, and the ratio is 0/0
        expect(expected[cell]).toBe(0)
        expect(ratio[cell]).toBeNaN()
        return
      }
      const theirMean = count / golden.knox_ratio_mean.flat()[cell]
      expect(Math.abs(theirMean - expected[cell])).toBeLessThan((4 * sd[cell]) / Math.sqrt(199))
      const p = simulated?.p[cell] ?? Number.NaN
      expect(Math.abs(p - golden.pvalues.flat()[cell])).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 199) + 0.006)
    })
  })
})
