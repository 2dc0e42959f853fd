import { WebMercatorViewport } from '@deck.gl/core'
import { describe, expect, it } from 'vitest'
import { type Frame, fitAll, placesOf } from '../../../viewer/layers/camera.js'
import type { Position } from '../../../viewer/load/labelPoint.js'
import type { Results } from '../../../viewer/load/results.js'

/** A county: a disk of places, so that its corners are bare. */
const COUNTY: readonly Position[] = Array.from({ length: 400 }, (_, k) => {
  const [turn, out] = [k * 2.4, Math.sqrt(k / 399)]
  return [-0.84 + 0.5 * out * Math.cos(turn), 52.3 + 0.33 * out * Math.sin(turn)]
})

/** Legend on the left of the foot, credits on its right, buttons on the right of the head. */
const furniture = (width: number, height: number): readonly Frame[] => [
  { left: 12, top: height - 230, right: 240, bottom: height - 12 },
  { left: width - 300, top: height - 60, right: width - 12, bottom: height - 8 },
  { left: width - 44, top: 12, right: width - 12, bottom: 110 },
]

function seen(places: readonly Position[], width: number, height: number, over: readonly Frame[]) {
  const viewport = new WebMercatorViewport({ ...fitAll(places, { width, height }, over), width, height })
  return places.map((place) => viewport.project([place[0], place[1]]))
}
const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values)

describe('the map when it opens', () => {
  it.each([
    ['a computer', 756, 740],
    ['a tablet', 1024, 576],
    ['a phone', 390, 620],
  ])('shows all of the force with a margin, and none of it under what lies over the map, on %s', (_, width, height) => {
    const over = furniture(width, height)
    const points = seen(COUNTY, width, height, over)
    for (const [x, y] of points) {
      expect(Math.min(x, y, width - x, height - y)).toBeGreaterThan(15)
      expect(over.filter(({ left, right, top, bottom }) => x > left && x < right && y > top && y < bottom)).toEqual([])
    }
    // no smaller than it need be: the disk fits beside the legend's corner
    expect(spread(points.map(([, y]) => y))).toBeGreaterThan(0.6 * Math.min(width, height))
  })
  it('stands in the middle, as large as the map holds, where nothing lies over it', () => {
    const points = seen(COUNTY, 600, 500, [])
    const ys = points.map(([, y]) => y)
    expect(spread(ys)).toBeCloseTo(500 - 2 * 16, 3)
    expect((Math.max(...ys) + Math.min(...ys)) / 2).toBeCloseTo(250, 3)
  })
  it('fills the map though things lie over it, where they leave no room', () => {
    const points = seen(COUNTY, 600, 500, [{ left: 40, top: 40, right: 560, bottom: 460 }])
    expect(spread(points.map(([, y]) => y))).toBeCloseTo(500 - 2 * 16, 3)
  })
})

describe('places of an area', () => {
  it('are its ends in strips across and down, some between, and its farthest reaches', () => {
    const side = 200
    const lng = Float64Array.from({ length: side * side }, (_, k) => (k % side) / side)
    const lat = Float64Array.from({ length: side * side }, (_, k) => 52 + Math.floor(k / side) / side)
    const bounds = [
      [-0.1, 51.9],
      [1.1, 53.1],
    ]
    const places = placesOf({ bounds, cells: { length: side * side, lng, lat } } as unknown as Results)
    expect(places.length).toBeLessThan(520)
    expect([Math.min(...places.map(([x]) => x)), Math.max(...places.map(([, y]) => y))]).toEqual([-0.1, 53.1])
    // the west edge is followed all the way
    const edge = places.filter(([x, y]) => x === 0 && y < 53 && y >= 52).map(([, y]) => y)
    const gaps = edge.toSorted((a, b) => a - b).flatMap((y, k, all) => (k === 0 ? [] : [y - all[k - 1]]))
    expect(Math.max(...gaps)).toBeLessThan(0.03)
  })
})
