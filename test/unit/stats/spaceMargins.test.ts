import { describe, expect, it } from 'vitest'
import { pointGrid } from '../../../engine/stats/pointGrid.js'
import { spaceMargins } from '../../../engine/stats/spaceMargins.js'
import { scattered } from '../../helpers/scattered.js'

describe('spaceMargins', () => {
  it('adds up bands by hand: three events in a row', () => {
    const grid = pointGrid({ x: Float64Array.of(0, 10, 20), y: new Float64Array(3) }, null, 5)
    // the middle one has two neighbours at 10 m: two ordered pairs of pairs share it; the ends are 20 m apart
    expect(spaceMargins(grid, [0, 10, 20, 20.5])).toEqual([
      { pairs: 0, sharing: 0 },
      { pairs: 2, sharing: 2 },
      { pairs: 1, sharing: 0 },
    ])
  })

  it.each([1, 20, 90, 400, 5000])('counts what all distances one by one give, with buckets of %d m', (side) => {
    const points = scattered(400, 1)
    for (const space of [
      [0, 0.1, 100, 250, 500, 1300],
      [5, 13, 400],
      [0, 1e200],
    ]) {
      const bands = space.slice(1).map((to, band) => {
        let pairs = 0
        let sharing = 0
        points.x.forEach((x, i) => {
          let degree = 0
          points.x.forEach((u, j) => {
            const metres = Math.sqrt((x - u) ** 2 + (points.y[i] - points.y[j]) ** 2)
            if (i !== j && metres >= space[band] && metres < to) degree++
          })
          pairs += degree / 2
          sharing += degree * (degree - 1)
        })
        return { pairs, sharing }
      })
      expect(spaceMargins(pointGrid(points, null, side), space)).toEqual(bands)
    }
  })
})
