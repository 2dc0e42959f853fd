import { WebMercatorViewport } from '@deck.gl/core'
import { describe, expect, it } from 'vitest'
import { destination, type Frame, fitAll, isInSight, placesAlong, placesOf } from '../../../viewer/layers/camera.js'
import type { Position } from '../../../viewer/load/labelPoint.js'
import type { Results, Unit } from '../../../viewer/load/results.js'

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

describe('places of one thing', () => {
  const square: Position[] = [
    [-1, 52],
    [1, 52],
    [1, 53],
    [-1, 53],
    [-1, 52],
  ]
  it('follow its outline along its sides, so that no side lies under the legend unseen', () => {
    const places = placesAlong({ polygons: [[square]], point: [0, 52.5] })
    for (const side of [
      places.filter(([x]) => x === -1).map(([, y]) => y),
      places.filter(([, y]) => y === 53).map(([x]) => x / 2),
    ]) {
      const sorted = side.toSorted((a, b) => a - b)
      expect(sorted.at(-1)).toBeCloseTo(sorted[0] + 1, 9)
      expect(Math.max(...sorted.flatMap((at, k) => (k === 0 ? [] : [at - sorted[k - 1]])))).toBeLessThan(0.06)
    }
  })
  it('are few for an outline of many corners, its farthest among them', () => {
    const ring = Array.from({ length: 20_000 }, (_, k): Position => {
      const turn = (k / 19_999) * 2 * Math.PI
      return [Math.cos(turn), 52 + Math.sin(turn)]
    })
    const places = placesAlong({ polygons: [[ring]], point: [0, 52] })
    expect(places.length).toBeLessThan(200)
    expect(Math.max(...places.map(([, y]) => y))).toBeCloseTo(53, 6)
  })
  it('are the point of a pin', () => {
    expect(placesAlong({ polygons: [], point: [-1, 52] })).toEqual([[-1, 52]])
  })
})

describe('the map taken to what is selected', () => {
  const turn = (k: number) => (k / 40) * 2 * Math.PI
  const ring = Array.from({ length: 41 }, (_, k): Position => [-0.9 + 0.05 * Math.cos(turn(k)), 52.2 + 0.03 * Math.sin(turn(k))])
  const ward: Unit = { id: 'W01', name: 'Castle', properties: {}, polygons: [[ring]], point: [-0.9, 52.2] }
  const pin: Unit = { ...ward, polygons: [] }
  /** A legend that lies over the middle of the map's left half and more. */
  const legend: Frame = { left: 12, top: 60, right: 420, bottom: 560 }
  const pixels = (unit: Unit, covered: number, over: readonly Frame[]) => {
    const size = { width: 760, height: 600 }
    const viewport = new WebMercatorViewport({ ...destination([unit], size, covered, over), ...size })
    return placesAlong(unit).map((place) => viewport.project([place[0], place[1]]))
  }
  it.each([
    ['an area', ward],
    ['a pin', pin],
  ])('shows %s beside the legend, not under it', (_, unit) => {
    for (const [x, y] of pixels(unit, 0, [legend])) {
      expect(x > legend.right + 15 || y < legend.top - 15 || y > legend.bottom + 15).toBe(true)
      expect(Math.min(x, y, 760 - x, 600 - y)).toBeGreaterThan(15)
    }
  })
  it('shows two that are compared, neither under the legend; one of them alone does not show the other', () => {
    const size = { width: 760, height: 600 }
    const far: Unit = { ...ward, polygons: [[ring.map(([lng, lat]): Position => [lng + 0.4, lat - 0.1])]], point: [-0.5, 52.1] }
    const both = destination([ward, far], size, 0, [legend])
    expect(isInSight([ward, far], both, size, 0, [legend])).toBe(true)
    expect(isInSight([ward, far], destination([ward], size, 0, [legend]), size, 0, [legend])).toBe(false)
    expect(isInSight([ward], { longitude: -0.9, latitude: 52.2, zoom: 9 }, size, 0, [{ ...legend, right: 760 }])).toBe(false)
  })
  it('stands in the middle where nothing lies over it, or in the middle of what an open drawer leaves', () => {
    for (const covered of [0, 300]) {
      const xs = pixels(ward, covered, []).map(([x]) => x)
      expect((Math.max(...xs) + Math.min(...xs)) / 2).toBeCloseTo((760 - covered) / 2, 1)
    }
  })
})
