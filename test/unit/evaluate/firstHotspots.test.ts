import { describe, expect, it } from 'vitest'
import { firstHotspots } from '../../../engine/evaluate/firstHotspots.js'
import { planePoints } from '../../helpers/planePoints.js'

describe('firstHotspots', () => {
  it('counts whole the points with anything inside the discs, on their ground: radii of 80 m and of 50, the least', () => {
    const draw = firstHotspots(
      planePoints([
        [0, 0],
        [160, 0],
        [80, 20],
        [80, 0],
        [2000, 0],
      ]),
    )
    const { inside, km2 } = draw(Float64Array.of(2, 1, 1, 0, 0.01))
    expect([...inside]).toEqual([1, 1, 1, 0, 1])
    expect(km2).toBeCloseTo(Math.PI * (0.08 ** 2 + 0.05 ** 2), 8)
  })

  it('draws the 20 with most of 22, one offence or many', () => {
    const spots = Array.from({ length: 22 }, (_, k) => k)
    const draw = firstHotspots(planePoints(spots.map((k) => [500 * k, 0])))
    const { inside, km2 } = draw(Float64Array.from(spots, (k) => (k % 2 === 0 ? 22 - k : 1 / (k + 1))))
    // the last two odd ones have least
    expect(spots.filter((k) => inside[k] === 0)).toEqual([19, 21])
    expect(km2).toBeCloseTo(20 * Math.PI * 0.05 ** 2, 10)
    expect([...inside].every((value) => value === 0 || value === 1)).toBe(true)
  })

  it('draws none of nothing', () => {
    expect(firstHotspots(planePoints([[0, 0]]))(Float64Array.of(0))).toEqual({ inside: Float64Array.of(0), km2: 0 })
  })
})
