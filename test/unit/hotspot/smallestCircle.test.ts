import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallestCircle } from '../../../engine/hotspot/smallestCircle.js'

const circle = (points: readonly (readonly [number, number])[]) =>
  smallestCircle(
    Float64Array.from(points, ([x]) => x),
    Float64Array.from(points, ([, y]) => y),
    points.map((_, row) => row),
  )

describe('smallestCircle', () => {
  it('is the point itself, or over two points', () => {
    expect(circle([[3, 4]])).toEqual({ x: 3, y: 4, radius: 0 })
    expect(
      circle([
        [0, 0],
        [6, 8],
      ]),
    ).toEqual({ x: 3, y: 4, radius: 5 })
  })

  it('goes through the corners of a sharp triangle, and over the long side of a blunt one', () => {
    const { x, y, radius } = circle([
      [-3, 0],
      [3, 0],
      [0, 9],
    ])
    expect([x, y, radius].map((value) => value.toFixed(9))).toEqual(['0.000000000', '4.000000000', '5.000000000'])
    expect(
      circle([
        [-3, 0],
        [3, 0],
        [0, 1],
      ]),
    ).toEqual({ x: 0, y: 0, radius: 3 })
  })

  it('takes the outermost of points on a line', () => {
    expect(
      circle([
        [2, 2],
        [0, 0],
        [8, 8],
        [4, 4],
      ]),
    ).toMatchObject({ x: 4, y: 4 })
  })

  it('holds every point, and no smaller circle over two or three of them does', () => {
    const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 7 }), (points) => {
        const found = circle(points)
        const inside = ({ x, y, radius }: typeof found) => points.every(([px, py]) => Math.hypot(px - x, py - y) <= radius + 1e-6)
        expect(inside(found)).toBe(true)
        for (const a of points)
          for (const b of points)
            for (const c of points) {
              const other = circle([a, b, c])
              if (inside(other)) expect(found.radius).toBeLessThanOrEqual(other.radius + 1e-6)
            }
      }),
    )
  })
})
