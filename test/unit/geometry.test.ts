import { describe, expect, it } from 'vitest'
import {
  distanceM,
  distanceToArea,
  equalArea,
  insideRing,
  insideRings,
  ringArea,
  segmentDistance,
  vertexIds,
} from '../../engine/geometry.js'
import { ringCrossing } from '../../engine/ringCrossings.js'
import { coveredArea, insideShape, intersectionArea, type Shape, shapeOf } from '../../engine/shape.js'
import { box, layerOf, type Ring } from '../helpers/layer.js'

const flat = (...rings: readonly Ring[]) => Float64Array.from(rings.flat(2))
const starts = (rings: readonly Ring[]) => Uint32Array.from([0, ...rings.map((_, k) => rings.slice(0, k + 1).flat().length)])

/** First ring outer, the others holes. */
const shape = (...rings: readonly Ring[]): Shape =>
  shapeOf(
    flat(...rings),
    starts(rings),
    Uint8Array.from(rings, (_, k) => (k === 0 ? 1 : 0)),
    0,
    rings.length,
  )

describe('distance', () => {
  it('is a quarter of a great circle from pole to equator', () => {
    expect(distanceM(10, 90, -50, 0)).toBeCloseTo((Math.PI / 2) * 6371007.180918475, 6)
  })
  it('is 111.19 km for one degree of latitude', () => {
    expect(distanceM(-1, 52, -1, 53)).toBeCloseTo(111195.05, 1)
  })
  it('of a point to a segment is to the nearer end beyond the ends, and at right angles between them', () => {
    expect(segmentDistance(5, 3, 0, 0, 10, 0)).toBe(3)
    expect(segmentDistance(13, 4, 0, 0, 10, 0)).toBe(5)
    expect(segmentDistance(3, 4, 0, 0, 0, 0)).toBe(5)
  })
  it('of a point to an area is 0 inside it and in metres outside, the same in both directions', () => {
    const layer = layerOf({ A: [[box(-1, 52, -0.9, 52.1)]] })
    expect(distanceToArea(-0.95, 52.05, layer, 0)).toBe(0)
    expect(distanceToArea(-0.95, 52.11, layer, 0)).toBeCloseTo(distanceM(-0.95, 52.11, -0.95, 52.1), 0)
    expect(Math.abs(distanceToArea(-0.88, 52.05, layer, 0) / distanceM(-0.88, 52.05, -0.9, 52.05) - 1)).toBeLessThan(1e-6)
  })
})

describe('areas in the equal-area plane', () => {
  it('are those of the sphere: one degree square at the equator and at 60 north', () => {
    const area = (south: number) => ringArea(equalArea(flat(box(0, south, 1, south + 1))), 0, 4)
    const zone = (south: number) =>
      6371007.180918475 ** 2 * (Math.PI / 180) * (Math.sin(((south + 1) * Math.PI) / 180) - Math.sin((south * Math.PI) / 180))
    expect(area(0)).toBeCloseTo(zone(0), -1)
    expect(area(60)).toBeCloseTo(zone(60), -1)
  })
  it('are positive anticlockwise and negative clockwise', () => {
    expect(ringArea(flat(box(0, 0, 2, 3)), 0, 4)).toBe(6)
    expect(ringArea(flat([...box(0, 0, 2, 3)].reverse()), 0, 4)).toBe(-6)
  })
})

describe('ray cast', () => {
  it('gives each point on a shared border to one side only', () => {
    const xy = flat(box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2))
    for (const [x, y] of [
      [1, 0.5],
      [0.5, 1],
      [1, 1],
      [1.5, 1],
    ]) {
      const holders = [0, 4, 8, 12].filter((from) => insideRing(x, y, xy, from, from + 4))
      expect(holders).toHaveLength(1)
    }
  })
  it('leaves out a hole and takes an island in it', () => {
    const rings = [box(0, 0, 10, 10), box(2, 2, 8, 8), box(4, 4, 6, 6)]
    const inside = (x: number, y: number) => insideRings(x, y, flat(...rings), starts(rings), 0, 3)
    expect([inside(1, 1), inside(3, 3), inside(5, 5), inside(11, 5)]).toEqual([true, false, true, false])
  })
})

describe('ring crossing', () => {
  it('finds where a bow tie crosses itself', () => {
    const bow = flat([
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
    ])
    expect(ringCrossing(bow, 0, 4).crossing).toEqual([1, 1])
  })
  it('accepts and counts a ring that touches itself at a vertex', () => {
    const pinched = flat([
      [0, 0],
      [2, 0],
      [1, 1],
      [2, 2],
      [0, 2],
      [1, 1],
    ])
    expect(ringCrossing(pinched, 0, 6)).toEqual({ crossing: null, touches: 1 })
  })
  it('accepts a vertex lying on another edge, and edges that run back along themselves', () => {
    const onEdge = flat([
      [0, 0],
      [4, 0],
      [4, 2],
      [2, 0],
      [0, 2],
    ])
    const spike = flat([
      [0, 0],
      [4, 0],
      [4, 2],
      [6, 2],
      [4, 2],
      [0, 2],
    ])
    expect(ringCrossing(onEdge, 0, 5).crossing).toBeNull()
    expect(ringCrossing(spike, 0, 6).crossing).toBeNull()
  })
})

describe('shared area', () => {
  it('of two overlapping boxes is their common box', () => {
    expect(intersectionArea(shape(box(0, 0, 4, 4)), shape(box(3, 1, 9, 2)))).toBeCloseTo(1, 12)
  })
  it('of boxes that only share a border is 0', () => {
    expect(intersectionArea(shape(box(0, 0, 1, 1)), shape(box(1, 0, 2, 1)))).toBe(0)
    expect(intersectionArea(shape(box(0, 0, 1, 1)), shape(box(0, 1, 1, 2)))).toBe(0)
  })
  it('leaves out holes whichever way the rings run', () => {
    const hole = box(1, 1, 3, 3)
    const window = shape(box(0, 0, 2, 2))
    expect(intersectionArea(shape(box(0, 0, 4, 4), hole), window)).toBeCloseTo(3, 12)
    expect(intersectionArea(shape([...box(0, 0, 4, 4)].reverse(), hole), window)).toBeCloseTo(3, 12)
    expect(intersectionArea(shape(box(0, 0, 4, 4), [...hole].reverse()), window)).toBeCloseTo(3, 12)
  })
  it('of a shape with itself is its area', () => {
    const star = shape([
      [0, 0],
      [5, 1],
      [9, -2],
      [7, 4],
      [8, 9],
      [4, 6],
      [-1, 8],
      [2, 3],
    ])
    expect(intersectionArea(star, star)).toBeCloseTo(star.area, 10)
  })
  it('says inside for the points a ray cast says inside', () => {
    const ring: Ring = [
      [0, 0],
      [5, 1],
      [9, -2],
      [7, 4],
      [8, 9],
      [4, 6],
      [-1, 8],
      [2, 3],
    ]
    const star = shape(ring)
    for (let x = -2.05; x < 10; x += 0.7) {
      for (let y = -3.05; y < 10; y += 0.7) expect(insideShape(star, x, y)).toBe(insideRing(x, y, flat(ring), 0, 8))
    }
  })
})

describe('covered area', () => {
  const window = shape(box(0, 0, 4, 4))
  it('counts ground under two shapes once', () => {
    expect(coveredArea(window, [shape(box(0, 0, 2, 4)), shape(box(1, 0, 3, 4))])).toBeCloseTo(12, 12)
  })
  it('is nothing without shapes and the window under a shape that holds it', () => {
    expect(coveredArea(window, [])).toBe(0)
    expect(coveredArea(window, [shape(box(-9, -9, 9, 9))])).toBeCloseTo(16, 12)
  })
  it('joins triangles that cross', () => {
    const up = shape([
      [0, 0],
      [4, 0],
      [2, 4],
    ])
    const down = shape([
      [0, 4],
      [2, 0],
      [4, 4],
    ])
    // 8 + 8 less the rhombus they share: width 2, height 4
    expect(intersectionArea(up, down)).toBeCloseTo(4, 12)
    expect(coveredArea(window, [up, down])).toBeCloseTo(12, 12)
  })
})

describe('vertexIds', () => {
  it('names each vertex by the first at its coordinates, in a part of a table as in the whole', () => {
    const xy = Float64Array.of(9, 9, 1, 2, 3, 4, 1, 2, 1, 3, 3, 4)
    expect([...vertexIds(xy.subarray(2))]).toEqual([0, 1, 0, 3, 1])
  })
})
