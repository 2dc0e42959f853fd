import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locate } from '../../engine/grid/locate.js'
import { type AreaTable, NONE } from '../../engine/types.js'
import { layerOf, type Ring } from '../helpers/layer.js'

/** Whether the point is in the area, by the side of each edge it lies on; exact on a lattice of quarters. */
function holds(layer: AreaTable, area: number, x: number, y: number): boolean {
  let inside = false
  for (let ring = layer.areaRing[area]; ring < layer.areaRing[area + 1]; ring++) {
    const from = layer.ringStart[ring]
    const to = layer.ringStart[ring + 1]
    for (let k = from; k < to; k++) {
      const j = k + 1 === to ? from : k + 1
      const lowFirst = layer.xy[2 * k + 1] < layer.xy[2 * j + 1]
      const [low, high] = lowFirst ? [k, j] : [j, k]
      const [ax, ay, bx, by] = [layer.xy[2 * low], layer.xy[2 * low + 1], layer.xy[2 * high], layer.xy[2 * high + 1]]
      if (ay <= y && y < by && (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) inside = !inside
    }
  }
  return inside
}

const bruteForce = (layer: AreaTable, x: number, y: number) => {
  for (let area = 0; area < layer.length; area++) if (holds(layer, area, x, y)) return area
  return NONE
}

/** Rings with vertices on whole numbers, so that test points fall on vertices and edges. */
const polygon = fc
  .record({
    x: fc.integer({ min: -8, max: 8 }),
    y: fc.integer({ min: -8, max: 8 }),
    width: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 2, max: 6 }),
    dent: fc.integer({ min: 1, max: 5 }),
    shape: fc.constantFrom('box', 'triangle', 'dented', 'diamond'),
  })
  .map(({ x, y, width, height, dent, shape }): Ring => {
    if (shape === 'triangle')
      return [
        [x, y],
        [x + width, y],
        [x, y + height],
      ]
    if (shape === 'diamond')
      return [
        [x, y - height],
        [x + width, y],
        [x, y + height],
        [x - width, y],
      ]
    if (shape === 'dented')
      return [
        [x, y],
        [x + width + 6, y],
        [x + Math.min(dent, width), y + 1],
        [x + width + 6, y + height],
        [x, y + height],
      ]
    return [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ]
  })

/** Least and most of both coordinates. */
const boxOf = (ring: Ring) =>
  [ring.map(([x]) => x), ring.map(([, y]) => y)].map((values) => [Math.min(...values), Math.max(...values)])
/** Parts of one area beside each other: readAreas refuses others. */
const area = fc
  .tuple(polygon, polygon)
  .map(([first, second]) =>
    boxOf(first).some(([from, to], axis) => boxOf(second)[axis][0] >= to || boxOf(second)[axis][1] <= from)
      ? [first, second]
      : [first],
  )

const lattice: Ring = Array.from({ length: 81 * 81 }, (_, k) => [(k % 81) / 2 - 20, Math.floor(k / 81) / 2 - 20])

describe('locate', () => {
  it('equals asking every area in turn, on vertices, on edges and between', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 12 }), (areas) => {
        const layer = layerOf(
          Object.fromEntries(areas.map((rings, k) => [`A${String(k).padStart(2, '0')}`, rings.map((ring) => [ring])])),
        )
        const rows = locate(
          Float64Array.from(lattice, ([x]) => x),
          Float64Array.from(lattice, ([, y]) => y),
          layer,
        )
        for (let k = 0; k < lattice.length; k++) {
          const [x, y] = lattice[k]
          if (rows[k] !== bruteForce(layer, x, y)) expect([x, y, rows[k]]).toEqual([x, y, bruteForce(layer, x, y)])
        }
      }),
      { numRuns: 25 },
    )
  })
  it('gives every point of a tiled square to exactly one tile', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 6 }), fc.integer({ min: -2, max: 6 }), (x, y) => {
        // four triangles that meet at an inner point, wherever it is
        const [cx, cy] = [2 + x / 8, 2 + y / 8]
        const corners: Ring = [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
        ]
        const layer = layerOf(
          Object.fromEntries(corners.map((corner, k) => [`T${k}`, [[[corner, corners[(k + 1) % 4], [cx, cy]]]]])),
        )
        const inner = lattice.filter(([px, py]) => px > 0 && px < 4 && py > 0 && py < 4)
        for (const [px, py] of inner) expect([0, 1, 2, 3].filter((area) => holds(layer, area, px, py))).toHaveLength(1)
        const rows = locate(
          Float64Array.from(inner, ([px]) => px),
          Float64Array.from(inner, ([, py]) => py),
          layer,
        )
        expect(rows.includes(NONE)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })
})
