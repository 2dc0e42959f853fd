import { describe, expect, it } from 'vitest'
import { centrography } from '../../../engine/stats/centrography.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeEvents } from '../../helpers/planeEvents.js'

describe('centrography', () => {
  it('has the centres, distance and ellipse of a cross, by hand', () => {
    // 40 m east and west, 10 m north and south of a point of the National Grid
    const { mean, median, standardDistance, ellipse, n, total } = centrography(
      planeEvents([
        [400_040, 300_000],
        [399_960, 300_000],
        [400_000, 300_010],
        [400_000, 299_990],
      ]),
    )
    expect([n, total]).toEqual([4, 4])
    expect([mean.x, mean.y]).toEqual([400_000, 300_000])
    expect([median.x, median.y]).toEqual([400_000, 300_000])
    expect(standardDistance).toBeCloseTo(Math.sqrt(3400 / 4), 10)
    // variances 800 and 50, times 2
    expect(ellipse.major).toBeCloseTo(40, 10)
    expect(ellipse.minor).toBeCloseTo(10, 10)
    expect(ellipse.bearing).toBeCloseTo(90, 10)
  })

  it.each([0, 30, 90, 135, 179])('gives the bearing of a line: %d degrees clockwise from north', (bearing) => {
    const radians = (bearing * Math.PI) / 180
    const line = [-3, -1, 0, 4].map((far) => [500 * far * Math.sin(radians), 500 * far * Math.cos(radians)])
    const { ellipse } = centrography(planeEvents(line))
    expect(ellipse.bearing).toBeCloseTo(bearing, 9)
    expect(ellipse.minor).toBeLessThan(1e-4)
    expect(ellipse.undefinedBecause).toBeNull()
  })

  it('counts an event of weight 3 as three', () => {
    const weighted = centrography(
      planeEvents([
        [0, 0, 3],
        [10, 0, 1],
        [0, 20, 1],
        [7, 7, 0],
      ]),
    )
    const each = centrography(
      planeEvents([
        [0, 0],
        [0, 0],
        [0, 0],
        [10, 0],
        [0, 20],
      ]),
    )
    expect([weighted.n, weighted.total]).toEqual([4, 5])
    expect(weighted.mean).toEqual(each.mean)
    expect(weighted.standardDistance).toBeCloseTo(each.standardDistance, 12)
    expect(weighted.ellipse.bearing).toBeCloseTo(each.ellipse.bearing, 12)
    // half of the events lie on one place: no other can be the median
    expect(weighted.median.x).toBeCloseTo(0, 9)
    expect(weighted.median.y).toBeCloseTo(0, 9)
  })

  it('finds the median centre of a triangle: every side is seen under 120 degrees', () => {
    const corners = [
      [0, 0],
      [100, 0],
      [20, 70],
    ]
    const { median } = centrography(planeEvents(corners))
    const bearings = corners.map(([x, y]) => Math.atan2(y - median.y, x - median.x)).sort((a, b) => a - b)
    expect(bearings[1] - bearings[0]).toBeCloseTo((2 * Math.PI) / 3, 8)
    expect(bearings[2] - bearings[1]).toBeCloseTo((2 * Math.PI) / 3, 8)
  })

  it('leaves a median that starts on an event which does not hold it', () => {
    // the mean is the event at (0, 0); the three in the west pull the median off it
    const { mean, median } = centrography(
      planeEvents([
        [0, 0],
        [-1, 1],
        [-1, -1],
        [-2, 0],
        [4, 0],
      ]),
    )
    expect([mean.x, mean.y]).toEqual([0, 0])
    // on the line of symmetry: 2 u/sqrt(u^2 + 1) + 1 = 2, u the distance from x = -1
    expect(median.x).toBeCloseTo(1 / Math.sqrt(3) - 1, 9)
  })

  it('hardly moves the median for one far event', () => {
    const town = [
      [0, 0],
      [10, 0],
      [0, 10],
      [10, 10],
      [5, 5],
    ]
    const { mean, median } = centrography(planeEvents([...town, [10_000, 5]]))
    expect(mean.x).toBeGreaterThan(1000)
    expect(Math.hypot(median.x - 5, median.y - 5)).toBeLessThan(5)
  })

  it('says why an ellipse has no direction', () => {
    const one = centrography(
      planeEvents([
        [400_000.1, 300_000.1],
        [400_000.1, 300_000.1],
        [400_000.1, 300_000.1],
      ]),
    )
    expect(one.standardDistance).toBeCloseTo(0, 9)
    expect(one.ellipse).toMatchObject({ bearing: Number.NaN, undefinedBecause: 'one-place' })
    const round = centrography(
      planeEvents([
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ]),
    )
    expect(round.ellipse).toMatchObject({ bearing: Number.NaN, undefinedBecause: 'round' })
    expect(round.ellipse.major).toBeCloseTo(1, 12)
  })

  it('refuses no events, no weight, and values that are not numbers', () => {
    expect(codeOf(() => centrography(planeEvents([])))).toBe('points-too-few')
    expect(codeOf(() => centrography(planeEvents([[1, 1, 0]])))).toBe('points-too-few')
    expect(codeOf(() => centrography(planeEvents([[1, 1, -2]])))).toBe('value-negative')
    expect(codeOf(() => centrography(planeEvents([[1, Number.NaN]])))).toBe('value-not-finite')
  })
})
