import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellCentres, diskCells, pointsToCells } from '../../../engine/grid/h3.js'
import { smallestCircle } from '../../../engine/hotspot/smallestCircle.js'
import { RADIUS_M, walkableDiscs } from '../../../engine/hotspot/walkableDiscs.js'
import { planePoints, townPlane } from '../../helpers/planePoints.js'

const any = () => true
const halves = ({ high, low }: { high: Uint32Array; low: Uint32Array }) => [high, low] as const

describe('walkableDiscs', () => {
  it('draws the smallest circle round the points, 50 m at least', () => {
    const discs = walkableDiscs(
      planePoints([
        [0, 0],
        [160, 0],
        [80, 20],
        [2000, 0],
      ]),
      Float64Array.of(2, 1, 1, 3),
      any,
    )
    expect(discs.map(({ value, radius, points: inside }) => [value, radius, [...inside]])).toEqual([
      [4, expect.closeTo(80), [0, 1, 2]],
      [3, 50, [3]],
    ])
  })

  it('leaves a disc out that does not qualify, and keeps nothing away from it', () => {
    const spots = planePoints([
      [0, 0],
      [300.5, 0],
    ])
    const value = Float64Array.of(9, 4)
    expect(walkableDiscs(spots, value, any).map((disc) => disc.value)).toEqual([9])
    expect(walkableDiscs(spots, value, (inside) => inside.includes(1)).map((disc) => disc.value)).toEqual([4])
  })

  it('does not join points with an empty cell between them, however near', () => {
    const own = pointsToCells(Float64Array.of(-1.5), Float64Array.of(52.5), 10)
    const { lng, lat } = cellCentres(...halves(diskCells(own.high[0], own.low[0], 2)))
    const middle = cellCentres(own.high, own.low)
    const [x0, y0] = townPlane.toMetres(middle.lng[0], middle.lat[0])
    const [near, beyond] = [100, 200].map((least) => {
      const row = lng.findIndex((value, cell) => {
        const [x, y] = townPlane.toMetres(value, lat[cell])
        return Math.hypot(x - x0, y - y0) > least && Math.hypot(x - x0, y - y0) < least + 35
      })
      return townPlane.toMetres(lng[row], lat[row])
    })
    const first = (other: readonly [number, number]) =>
      walkableDiscs(planePoints([[x0, y0], other]), Float64Array.of(2, 1), any)[0].value
    expect([first(near), first(beyond)]).toEqual([3, 2])
  })

  it('gives no point value 0', () => {
    expect(walkableDiscs(planePoints([[0, 0]]), Float64Array.of(0), any)).toEqual([])
  })

  const spot = fc.record({
    x: fc.integer({ min: 0, max: 900 }),
    y: fc.integer({ min: 0, max: 900 }),
    value: fc.integer({ min: 1, max: 9 }),
  })

  it('keeps to radius and distance, counts every point inside, and puts the most valuable first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(spot, { minLength: 1, maxLength: 40, selector: ({ x, y }) => 1000 * x + y }), (spots) => {
        const columns = planePoints(spots.map(({ x, y }) => [x, y]))
        const discs = walkableDiscs(
          columns,
          Float64Array.from(spots, ({ value }) => value),
          any,
        )
        discs.forEach((disc, at) => {
          expect(disc.radius).toBeGreaterThanOrEqual(50)
          expect(disc.radius).toBeLessThanOrEqual(RADIUS_M + 1e-6)
          if (at > 0) expect(disc.value).toBeLessThanOrEqual(discs[at - 1].value)
          for (const other of discs.slice(0, at))
            expect(Math.hypot(disc.x - other.x, disc.y - other.y)).toBeGreaterThanOrEqual(400)
          const inside = spots.flatMap(({ x, y }, row) => (Math.hypot(x - disc.x, y - disc.y) <= disc.radius + 1e-6 ? [row] : []))
          expect([...disc.points]).toEqual(inside)
          expect(disc.value).toBe(inside.reduce((sum, row) => sum + spots[row].value, 0))
        })
      }),
    )
  })

  it('starts with the best disc there is, where all cells touch', () => {
    const near = fc.record({
      x: fc.integer({ min: 0, max: 60 }),
      y: fc.integer({ min: 0, max: 60 }),
      value: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(near, { minLength: 1, maxLength: 9, selector: ({ x, y }) => 100 * x + y }), (spots) => {
        // every sixth metre: 360 m across, so that not all fit in one disc, and a lattice so close that cells touch
        const scaled = spots.map(({ x, y, value }) => ({ x: 6 * x, y: 6 * y, value }))
        const lattice = Array.from({ length: 169 }, (_, k) => ({ x: 30 * (k % 13), y: 30 * Math.floor(k / 13), value: 1e-9 }))
        const all = [...scaled.map(({ x, y, value }) => ({ x: x + 0.5, y, value })), ...lattice]
        const columns = planePoints(all.map(({ x, y }) => [x, y]))
        const [best] = walkableDiscs(
          columns,
          Float64Array.from(all, ({ value }) => value),
          any,
        )
        const most = subsets(scaled.length).reduce((highest, rows) => {
          const x = Float64Array.from(scaled, (of) => of.x)
          const y = Float64Array.from(scaled, (of) => of.y)
          const fits = smallestCircle(x, y, rows).radius < RADIUS_M - 1e-6
          return fits
            ? Math.max(
                highest,
                rows.reduce((sum, row) => sum + scaled[row].value, 0),
              )
            : highest
        }, 0)
        expect(best.value).toBeGreaterThanOrEqual(most)
      }),
      { numRuns: 40 },
    )
  })
})

/** All subsets of so many rows but the empty one. */
function subsets(n: number): number[][] {
  return Array.from({ length: 2 ** n - 1 }, (_, k) =>
    Array.from({ length: n }, (_, row) => row).filter((row) => ((k + 1) >> row) & 1),
  )
}
