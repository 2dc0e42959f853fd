import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { nearestNeighbour } from '../../../engine/stats/nearestNeighbour.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeArea, rectangle } from '../../helpers/planeArea.js'
import { planeEvents } from '../../helpers/planeEvents.js'

const NONE = { draws: 0, seed: 1 }
const square = planeArea(rectangle(0, 0, 100, 100))

describe('nearestNeighbour', () => {
  it('has the mean, the index and both z of four events in 100 m x 100 m, by hand', () => {
    // nearest distances 5, 5, 50, 50 (of which one reaches across)
    const events = planeEvents([
      [0, 0],
      [3, 4],
      [50, 4 + Math.sqrt(50 ** 2 - 47 ** 2)],
      [100, 4 + Math.sqrt(50 ** 2 - 47 ** 2)],
    ])
    const found = nearestNeighbour(events, square, NONE)
    expect(found).toMatchObject({ n: 4, outside: 0, areaM2: 10_000, perimeterM: 400, simulated: null })
    expect(found.mean).toBeCloseTo(27.5, 12)
    expect(found.expected).toBe(25)
    expect(found.ratio).toBeCloseTo(1.1, 12)
    expect(found.z).toBeCloseTo(2.5 / (0.26136 / Math.sqrt(16 / 10_000)), 12)
    // 25 + (0.0514 + 0.0206) 400/4; sqrt(0.0703 10^4/16 + 0.037 400 sqrt(10^4/4^5))
    expect(found.donnelly.expected).toBeCloseTo(32.2, 12)
    expect(found.donnelly.ratio).toBeCloseTo(27.5 / 32.2, 12)
    expect(found.donnelly.z).toBeCloseTo((27.5 - 32.2) / Math.sqrt(43.9375 + 14.8 * 3.125), 10)
  })

  it('keeps events on the border, and counts those outside', () => {
    const events = planeEvents([
      [0, 50],
      [100, 100],
      [100.0005, 20],
      [101, 50],
      [-30, 4],
      [50, 50],
    ])
    expect(nearestNeighbour(events, square, NONE)).toMatchObject({ n: 4, outside: 2 })
  })

  it('is measured against random points in the area itself', () => {
    const stream = random(2, 'grid')
    const spread = planeEvents(
      Array.from({ length: 100 }, (_, at) => [5 + 10 * (at % 10) + stream.uniform(), 5 + 10 * Math.floor(at / 10)]),
    )
    const clumped = planeEvents(Array.from({ length: 100 }, () => [40 + 5 * stream.uniform(), 40 + 5 * stream.uniform()]))
    const options = { draws: 99, seed: 1 }
    expect(nearestNeighbour(spread, square, options).simulated).toMatchObject({ pClustered: 1, pDispersed: 0.01, p: 0.02 })
    expect(nearestNeighbour(clumped, square, options).simulated).toMatchObject({ pClustered: 0.01, pDispersed: 1, p: 0.02 })
    // Donnelly's expectation is within 2 % of the simulated one for a square
    const { simulated, donnelly, expected } = nearestNeighbour(spread, square, options)
    expect(Math.abs((simulated?.expected ?? 0) / donnelly.expected - 1)).toBeLessThan(0.02)
    expect(simulated?.expected).toBeGreaterThan(1.03 * expected)
    expect(nearestNeighbour(spread, square, options)).toEqual(nearestNeighbour(spread, square, options))
  })

  it('does not reject on random points more often than it says', () => {
    let small = 0
    for (let map = 0; map < 60; map++) {
      const stream = random(map, 'null')
      const events = planeEvents(Array.from({ length: 30 }, () => [100 * stream.uniform(), 100 * stream.uniform()]))
      const p = nearestNeighbour(events, square, { draws: 19, seed: 100 + map }).simulated?.p ?? 0
      if (p <= 0.2) small++
    }
    // 12 expected of 60, standard deviation 3.1
    expect(small).toBeGreaterThan(1)
    expect(small).toBeLessThan(25)
  })

  it('refuses snapped points, too few, no ground and impossible draws', () => {
    expect(
      codeOf(() =>
        nearestNeighbour(
          planeEvents([
            [1, 1],
            [1, 1],
            [2, 2],
            [3, 3],
          ]),
          square,
          NONE,
        ),
      ),
    ).toBe('points-snapped')
    expect(
      codeOf(() =>
        nearestNeighbour(
          planeEvents([
            [1, 1],
            [500, 1],
          ]),
          square,
          NONE,
        ),
      ),
    ).toBe('points-too-few')
    expect(codeOf(() => nearestNeighbour(planeEvents([]), square, NONE))).toBe('points-too-few')
    expect(
      codeOf(() =>
        nearestNeighbour(
          planeEvents([
            [1, 1],
            [2, 1],
          ]),
          planeArea([0, 0, 5, 0, 9, 0]),
          NONE,
        ),
      ),
    ).toBe('areas-invalid')
    for (const draws of [-1, 0.5, Number.NaN]) {
      expect(
        codeOf(() =>
          nearestNeighbour(
            planeEvents([
              [1, 1],
              [2, 1],
            ]),
            square,
            { draws, seed: 1 },
          ),
        ),
      ).toBe('option-invalid')
    }
    expect(
      codeOf(() =>
        nearestNeighbour(
          planeEvents([
            [1, Number.NaN],
            [2, 1],
          ]),
          square,
          NONE,
        ),
      ),
    ).toBe('value-not-finite')
  })
})
