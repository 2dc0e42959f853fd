import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { bandwidth } from '../../../engine/stats/bandwidth.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeEvents } from '../../helpers/planeEvents.js'

/** Variances with divisor n - 1: x 4000/3 (twice -20, 20), y 400/3 (-10, 10). */
const four = planeEvents(
  [
    [-20, -10],
    [-20, 10],
    [20, -10],
    [20, 10],
  ].map(([x, y]) => [400_000 + Math.sqrt(2.5) * x, y]),
)
const sigma = Math.sqrt((4000 / 3 + 400 / 3) / 2)

/** Standard normal cloud times 1000 m. */
function cloud(n: number): number[][] {
  const stream = random(3, 'cloud')
  return Array.from({ length: n }, () => {
    const angle = 2 * Math.PI * stream.uniform()
    const far = 1000 * Math.sqrt(-2 * Math.log(1 - stream.uniform()))
    return [far * Math.cos(angle), far * Math.sin(angle)]
  })
}

describe('bandwidth', () => {
  it.each([
    ['quartic', 2.78],
    ['epanechnikov', 2.4],
    ['gaussian', 1],
  ] as const)('normal: %s is %d sigma n^(-1/6)', (kernel, times) => {
    expect(bandwidth(four, kernel, 'normal')).toBeCloseTo(times * sigma * 4 ** (-1 / 6), 10)
  })

  it('normal: a weight of 2 for all changes nothing; unequal weights count by the effective number', () => {
    const twice = { ...four, weight: new Float64Array(4).fill(2) }
    expect(bandwidth(twice, 'quartic', 'normal')).toBeCloseTo(bandwidth(four, 'quartic', 'normal'), 10)
    // (1 + 1 + 4)^2 / (1 + 1 + 16) = 2; mean 2/3, weighted squares 4/9 x 4 + 1/9 ... by hand below
    const line = planeEvents([
      [0, 0, 1],
      [2, 0, 1],
      [1, 0, 4],
    ])
    const variance = (1 + 1) / 6 / (1 - 1 / 2)
    expect(bandwidth(line, 'gaussian', 'normal')).toBeCloseTo(Math.sqrt(variance / 2) * 2 ** (-1 / 6), 12)
  })

  it('esri: the lesser of standard distance and 1.2011 median distances, with n or the sum of weights', () => {
    const events = planeEvents([
      [-3, 0],
      [3, 0],
      [0, 4],
      [0, -4],
      [0, 0],
    ])
    // squares 9 9 16 16 0: standard distance sqrt 10; median distance 3, times 1.2011 = 3.6
    expect(bandwidth(events, 'quartic', 'esri')).toBeCloseTo(0.9 * Math.sqrt(10) * 5 ** -0.2, 12)
    const tight = planeEvents([
      [-3, 0],
      [3, 0],
      [0, 0],
      [0, 0],
      [0, 1],
      [0, -1],
      [0, 0],
      [0, 0],
    ])
    // median of 0 0 0 0 1 1 3 3
    expect(bandwidth(tight, 'quartic', 'esri')).toBeCloseTo((0.9 * 0.5 * 8 ** -0.2) / Math.sqrt(Math.LN2), 12)
    const weighted = { ...events, weight: new Float64Array(5).fill(3) }
    expect(bandwidth(weighted, 'quartic', 'esri')).toBeCloseTo(0.9 * Math.sqrt(10) * 15 ** -0.2, 12)
  })

  it('patrol: 200 m whatever the events', () => {
    expect(bandwidth(planeEvents([]), 'quartic', 'patrol')).toBe(200)
    expect(bandwidth(four, 'epanechnikov', 'patrol')).toBe(200)
  })

  it('cross-validation: near the normal rule on a normal cloud, far under it on two small towns', () => {
    const one = planeEvents(cloud(200))
    const ratio = bandwidth(one, 'gaussian', 'cross-validation') / bandwidth(one, 'gaussian', 'normal')
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(1.5)
    const towns = planeEvents(cloud(200).map(([x, y], at) => [x / 10 + (at % 2) * 20_000, y / 10]))
    expect(bandwidth(towns, 'gaussian', 'cross-validation')).toBeLessThan(0.1 * bandwidth(towns, 'gaussian', 'normal'))
  })

  it('cross-validation: has the greatest leave-one-out likelihood of all, three events by hand', () => {
    // each of an equilateral triangle (side 1 m) sees the two others: the score is that of exp(-1/2h^2)/h^2, greatest at h = sqrt(1/2);
    // the normal rule: sigma = sqrt(1/4), 3^(-1/6)
    const triangle = planeEvents([
      [0, 0],
      [1, 0],
      [0.5, Math.sqrt(3) / 2],
    ])
    const normal = 0.5 * 3 ** (-1 / 6)
    expect(bandwidth(triangle, 'gaussian', 'normal')).toBeCloseTo(normal, 12)
    const chosen = bandwidth(triangle, 'gaussian', 'cross-validation')
    expect(chosen).toBeGreaterThan(1.49 * normal)
    // of four events in two pairs 1 m apart, 10 m from each other: sigma 4.1, so the optimum lies inside what is tried
    const pairs = planeEvents([
      [0, 0],
      [1, 0],
      [10, 0],
      [11, 0],
    ])
    expect(bandwidth(pairs, 'gaussian', 'cross-validation') / Math.SQRT1_2).toBeCloseTo(1, 2)
  })

  it('refuses one place, too few events, snapped and too many for cross-validation, and rules of another kernel', () => {
    expect(codeOf(() => bandwidth(planeEvents([[1, 1]]), 'quartic', 'normal'))).toBe('points-too-few')
    expect(codeOf(() => bandwidth(planeEvents([]), 'quartic', 'normal'))).toBe('points-too-few')
    expect(
      codeOf(() =>
        bandwidth(
          planeEvents([
            [1, 1, 0],
            [2, 2, 0],
          ]),
          'quartic',
          'normal',
        ),
      ),
    ).toBe('points-too-few')
    expect(
      codeOf(() =>
        bandwidth(
          planeEvents([
            [400_000.1, 0.1],
            [400_000.1, 0.1],
            [400_000.1, 0.1],
          ]),
          'quartic',
          'esri',
        ),
      ),
    ).toBe('points-too-few')
    expect(
      codeOf(() =>
        bandwidth(
          planeEvents([
            [0, 0],
            [0, 0],
            [1, 0],
          ]),
          'quartic',
          'cross-validation',
        ),
      ),
    ).toBe('points-snapped')
    const many = { x: Float64Array.from(Array(20_001).keys()), y: new Float64Array(20_001), weight: null }
    expect(codeOf(() => bandwidth(many, 'quartic', 'cross-validation'))).toBe('too-many-pairs')
    expect(codeOf(() => bandwidth(four, 'gaussian', 'esri'))).toBe('option-invalid')
    expect(codeOf(() => bandwidth(four, 'gaussian', 'patrol'))).toBe('option-invalid')
  })
})
