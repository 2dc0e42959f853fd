import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ringArea } from '../../engine/geometry.js'
import { areaOverlap, carry, cellOverlap } from '../../engine/grid/overlap.js'
import { studyArea } from '../../engine/grid/studyArea.js'
import { coveredArea, intersectionArea, type Shape, shapeOf } from '../../engine/shape.js'
import { box, layerOf } from '../helpers/layer.js'

type Pairs = [number, number][]
const shape = (...rings: readonly Pairs[]): Shape =>
  shapeOf(
    Float64Array.from(rings.flat(2)),
    Uint32Array.from([0, ...rings.map((_, k) => rings.slice(0, k + 1).flat().length)]),
    Uint8Array.from(rings, (_, k) => (k === 0 ? 1 : 0)),
    0,
    rings.length,
  )

/** A star-shaped ring: never crosses itself, seldom convex, and always with half a unit clear around its centre. */
const star = (least: number) =>
  fc
    .record({
      x: fc.integer({ min: -6, max: 6 }),
      y: fc.integer({ min: -6, max: 6 }),
      radii: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: least, maxLength: 24 }),
      backwards: fc.boolean(),
    })
    .map(({ x, y, radii, backwards }) => {
      const ring = radii.map((radius, k): [number, number] => {
        const angle = (2 * Math.PI * k) / radii.length
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
      })
      return { centre: [x, y] as const, ring: backwards ? ring.reverse() : ring }
    })

/** The other way to the shared area, for a convex anticlockwise window: cut the ring by one edge after the other (Sutherland and Hodgman). */
function cutByConvex(subject: Pairs, window: Pairs): number {
  let ring = subject
  for (let k = 0; k < window.length; k++) {
    const [ax, ay] = window[k]
    const [bx, by] = window[(k + 1) % window.length]
    const side = ([x, y]: [number, number]) => (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    ring = ring.flatMap((from, j) => {
      const to = ring[(j + 1) % ring.length]
      const s0 = side(from)
      const s1 = side(to)
      const t = s0 / (s0 - s1)
      const cut: Pairs = s0 > 0 !== s1 > 0 ? [[from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]] : []
      return s0 > 0 ? [from, ...cut] : cut
    })
  }
  return Math.abs(ringArea(Float64Array.from(ring.flat()), 0, ring.length))
}

const hexagon = (x: number, y: number, radius: number): Pairs =>
  Array.from({ length: 6 }, (_, k) => [x + radius * Math.cos((k * Math.PI) / 3), y + radius * Math.sin((k * Math.PI) / 3)])

describe('shared area', () => {
  it('equals cutting the ring by each edge of a hexagon', () => {
    fc.assert(
      fc.property(
        star(3),
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        ({ ring }, x, y, radius) => {
          const window = hexagon(x, y, radius)
          expect(intersectionArea(shape(ring), shape(window))).toBeCloseTo(cutByConvex(ring, window), 9)
        },
      ),
      { numRuns: 300 },
    )
  })
  it('is the same both ways round and whether a hole is cut out before or after', () => {
    fc.assert(
      fc.property(star(3), star(3), ({ ring: a }, { ring: b, centre }) => {
        const hole = hexagon(centre[0], centre[1], 0.4)
        const shared = intersectionArea(shape(a), shape(b))
        expect(intersectionArea(shape(b), shape(a))).toBeCloseTo(shared, 9)
        expect(intersectionArea(shape(b, hole), shape(a))).toBeCloseTo(shared - intersectionArea(shape(hole), shape(a)), 9)
      }),
      { numRuns: 300 },
    )
  })
  it('of all tiles of a plane sums to the area of the shape', () => {
    fc.assert(
      fc.property(star(3), fc.integer({ min: 2, max: 7 }), ({ ring }, size) => {
        const whole = shape(ring)
        let sum = 0
        for (let x = -21; x < 21; x += size) {
          for (let y = -21; y < 21; y += size) {
            const tile: Pairs = [
              [x, y],
              [x + size, y],
              [x + size, y + size],
              [x, y + size],
            ]
            sum += intersectionArea(whole, shape(tile))
          }
        }
        expect(sum).toBeCloseTo(whole.area, 9)
      }),
      { numRuns: 100 },
    )
  })
})

describe('covered area', () => {
  it('of two shapes is what each covers less what both cover', () => {
    const window: Pairs = [
      [-20, -20],
      [20, -20],
      [20, 20],
      [-20, 20],
    ]
    fc.assert(
      fc.property(star(3), star(3), ({ ring: a }, { ring: b }) => {
        const [one, two] = [shape(a), shape(b)]
        const expected = one.area + two.area - intersectionArea(one, two)
        expect(coveredArea(shape(window), [one, two])).toBeCloseTo(expected, 8)
        expect(coveredArea(shape(window), [one, two, one])).toBeCloseTo(expected, 8)
      }),
      { numRuns: 100 },
    )
  })
})

describe('totals carried across', () => {
  // a row of areas side by side, cut at these steps of 0.003 degrees
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: 19 }), { minLength: 1, maxLength: 6 })
    .map((steps) => [0, ...steps.sort((a, b) => a - b), 20])
  const strip = (steps: readonly number[], code: string) =>
    layerOf(
      Object.fromEntries(
        steps.slice(1).map((step, k) => [`${code}${k}`, [[box(-1 + 0.003 * steps[k], 52.2, -1 + 0.003 * step, 52.22)]]] as const),
      ),
    )
  it('from areas to areas and to cells are kept to 1e-9', () => {
    fc.assert(
      fc.property(cuts, cuts, fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 7, maxLength: 7 }), (a, b, people) => {
        const [from, to] = [strip(a, 'A'), strip(b, 'B')]
        const values = Float64Array.from(people.slice(0, from.length))
        const total = values.reduce((sum, value) => sum + value, 0)
        const study = studyArea([to], 8)
        for (const { values: carried, outside } of [
          carry(values, areaOverlap(from, to), to.length),
          carry(values, cellOverlap(from, study), study.length),
        ]) {
          expect(Math.abs(carried.reduce((sum, value) => sum + value, 0) - total)).toBeLessThanOrEqual(1e-9 * total)
          expect(Math.abs(outside)).toBeLessThanOrEqual(1e-9 * total)
        }
      }),
      { numRuns: 20 },
    )
  })
})
