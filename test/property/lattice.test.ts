import fc from 'fast-check'
import { cellToLatLng, getPentagons, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { equalArea } from '../../engine/geometry.js'
import { areaShapes } from '../../engine/grid/cellCover.js'
import { cellRings } from '../../engine/grid/cellRings.js'
import { cellFromText, cellRing, cellToText, pointsToCells } from '../../engine/grid/h3.js'
import { outlineShape, outlineTours, tiles } from '../../engine/grid/outline.js'
import { studyArea } from '../../engine/grid/studyArea.js'
import { ringWeights } from '../../engine/grid/weights.js'
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

/** Some cells of a disk in any order, at times with a few from the other end of the country: in Britain, anywhere, round a pentagon. */
const someCells = fc
  .record({
    resolution: fc.integer({ min: 1, max: 15 }),
    place: fc.oneof(
      fc.tuple(fc.double({ min: 50, max: 59, noNaN: true }), fc.double({ min: -6, max: 1, noNaN: true })),
      fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true })),
      fc.integer({ min: 0, max: 11 }),
    ),
    reach: fc.integer({ min: 0, max: 6 }),
    apart: fc.boolean(),
    draw: fc.array(fc.nat(), { minLength: 130, maxLength: 130 }),
  })
  .map(({ resolution, place, reach, apart, draw }) => {
    const centre = typeof place === 'number' ? getPentagons(resolution)[place] : latLngToCell(...place, resolution)
    const disk = gridDisk(centre, reach)
    const [lat, lng] = cellToLatLng(centre)
    const all = apart ? [...new Set([...disk, ...gridDisk(latLngToCell(0.9 * lat, lng, resolution), 1)])] : disk
    const order = all.map((cell, k) => ({ cell, by: draw[k % draw.length] })).sort((a, b) => a.by - b.by)
    const cells = order.map(({ cell }) => cell).slice(0, Math.max(1, Math.ceil(0.8 * order.length)))
    const halves = cells.map((cell) => cellFromText(cell))
    const [cellHigh, cellLow] = [0, 1].map((half) => Uint32Array.from(halves, (both) => both[half]))
    return { cells, table: { length: cells.length, cellHigh, cellLow } }
  })

describe('cells of a table', () => {
  it('have the library’s neighbours, ascending by row, wherever they lie', () => {
    fc.assert(
      fc.property(someCells, fc.integer({ min: 1, max: 3 }), ({ cells, table }, ring) => {
        const rowOf = new Map(cells.map((cell, row) => [cell, row]))
        const { offset, neighbour } = ringWeights(table, ring, { self: true, group: null })
        cells.forEach((cell, row) => {
          const expected = gridDisk(cell, ring).flatMap((other) => rowOf.get(other) ?? [])
          expect([...neighbour.subarray(offset[row], offset[row + 1])]).toEqual(expected.sort((a, b) => a - b))
        })
      }),
      { numRuns: 300 },
    )
  })

  it('have the outlines they have one by one, but for rounding', () => {
    fc.assert(
      fc.property(someCells, ({ table }) => {
        const { xy, start } = cellRings(table)
        for (let row = 0; row < table.length; row++) {
          const ring = cellRing(table.cellHigh[row], table.cellLow[row])
          expect(2 * (start[row + 1] - start[row])).toBe(ring.length)
          for (let k = 0; k < ring.length; k++) expect(Math.abs(xy[2 * start[row] + k] - ring[k])).toBeLessThan(1e-11)
        }
      }),
      { numRuns: 200 },
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
        const plane = equalArea(layer.xy)
        const whole = outlineShape(plane, outlineTours(layer, plane))
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
