import { describe, expect, it } from 'vitest'
import { discFinder } from '../../../engine/hotspot/discFinder.js'
import { pointGrid } from '../../../engine/stats/pointGrid.js'

function finder(points: readonly (readonly [x: number, y: number, value: number])[]) {
  const columns = { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) }
  const value = Float64Array.from(points, ([, , worth]) => worth)
  return discFinder(pointGrid(columns, null, 300), value, { radius: 150, apart: 400 })
}

describe('discFinder', () => {
  it('holds the point alone where no other is within two radii', () => {
    const best = finder([
      [0, 0, 3],
      [301, 0, 9],
    ])({ x: 0, y: 0 }, [])
    expect(best?.value).toBe(3)
    expect(Math.hypot(best?.x ?? 0, best?.y ?? 0)).toBeCloseTo(150)
  })

  it('turns to the side that holds most: 1 + 4 to the west, not 1 + 3 to the east', () => {
    const best = finder([
      [0, 0, 1],
      [200, 0, 3],
      [-200, 0, 4],
    ])({ x: 0, y: 0 }, [])
    expect(best?.value).toBe(5)
    expect(best?.x).toBeLessThan(-100)
  })

  it('holds both over the whole overlap of their arcs, its centre in the middle of it', () => {
    const best = finder([
      [0, 0, 1],
      [-200, 10, 1],
      [-200, -10, 1],
    ])({ x: 0, y: 0 }, [])
    expect(best?.value).toBe(3)
    expect(best?.y).toBeCloseTo(0, 4)
  })

  it('keeps its centre away from those taken, and finds none within their reach', () => {
    const bestThrough = finder([
      [0, 0, 1],
      [200, 0, 3],
      [-200, 0, 2],
    ])
    const taken = { x: 450, y: 0, radius: 150 }
    const best = bestThrough({ x: 0, y: 0 }, [taken])
    expect(best?.value).toBe(3)
    expect(Math.hypot((best?.x ?? 0) - 450, best?.y ?? 0)).toBeGreaterThanOrEqual(400)
    expect(bestThrough({ x: 200, y: 0 }, [taken])).toBeNull()
  })
})
