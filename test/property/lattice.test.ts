import fc from 'fast-check'
import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { areaShapes } from '../../engine/grid/cellCover.js'
import { cellToText, pointsToCells } from '../../engine/grid/h3.js'
import { outline, tiles } from '../../engine/grid/outline.js'
import { studyArea } from '../../engine/grid/studyArea.js'
import { intersectionArea } from '../../engine/shape.js'
import { layerOf, type Ring } from '../helpers/layer.js'

describe('cell of a point', () => {
  it('is the library’s for any place at any resolution, whatever the points before it, and none beyond a pole', () => {
    const point = fc.tuple(fc.double({ min: -400, max: 400, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 15 }), (points, resolution) => {
        const { high, low } = pointsToCells(
          Float64Array.from(points, ([lng]) => lng),
          Float64Array.from(points, ([, lat]) => lat),
          resolution,
        )
        expect(Array.from(high, (half, k) => cellToText(half, low[k]))).toEqual(
          points.map(([lng, lat]) => (Math.abs(lat) > 90 ? cellToText(0, 0) : latLngToCell(lat, lng, resolution))),
        )
      }),
      { numRuns: 500 },
    )
  })
})

/** Boxes on a lattice of 0.004 degrees, so that they tile, touch and overlap. */
const boxes = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 6 }),
      y: fc.integer({ min: 0, max: 6 }),
      width: fc.integer({ min: 1, max: 4 }),
      height: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    list.map(({ x, y, width, height }): Ring => {
      const at = (i: number, j: number): [number, number] => [-1 + 0.004 * i, 52.2 + 0.004 * j]
      // every step is a vertex, so that neighbours share whole edges
      return [
        ...Array.from({ length: width }, (_, k) => at(x + k, y)),
        ...Array.from({ length: height }, (_, k) => at(x + width, y + k)),
        ...Array.from({ length: width }, (_, k) => at(x + width - k, y + height)),
        ...Array.from({ length: height }, (_, k) => at(x, y + height - k)),
      ]
    }),
  )
const layerOfRings = (rings: readonly Ring[]) => layerOf(Object.fromEntries(rings.map((ring, k) => [`A${k}`, [[ring]]])))

describe('outline of a layer', () => {
  it('has the ground of all areas, and tells whether any two of them overlap', () => {
    fc.assert(
      fc.property(boxes, (rings) => {
        const layer = layerOfRings(rings)
        const shapes = areaShapes(layer)
        const whole = outline(layer)
        const ground = shapes.reduce((sum, { area }) => sum + area, 0)
        expect(Math.abs(whole.area - ground)).toBeLessThan(1e-9 * ground)
        const overlap = shapes.some((shape, k) => shapes.slice(0, k).some((other) => intersectionArea(shape, other) > 1))
        expect(tiles(whole)).toBe(!overlap)
      }),
      { numRuns: 200 },
    )
  })

  it('gives the study area that the areas give one by one as layers of their own', () => {
    fc.assert(
      fc.property(boxes, (rings) => {
        const together = studyArea([layerOfRings(rings)], 9)
        const apart = studyArea(
          rings.map((ring) => layerOfRings([ring])),
          9,
        )
        expect(together.cellLow).toEqual(apart.cellLow)
        expect(together.edge).toEqual(apart.edge)
        for (let row = 0; row < together.length; row++)
          expect(Math.abs(together.insideShare[row] - apart.insideShare[row])).toBeLessThan(1e-11)
      }),
      { numRuns: 40 },
    )
  })
})
