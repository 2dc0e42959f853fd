import { cellArea, cellToBoundary, cellToLatLng, getPentagons, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellAreasKm2, cellCentres, cellFromText, cellRing, cellToText, diskCells } from '../../../engine/grid/h3.js'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { ringWeights } from '../../../engine/grid/weights.js'
import { random } from '../../../engine/random.js'
import { box, layerOf } from '../../helpers/layer.js'

type Point = readonly [lng: number, lat: number]
const RADIANS = Math.PI / 180

const uniform = (seed: number, n: number, point: (a: number, b: number) => Point) => {
  const draw = random(seed, 'points')
  return Array.from({ length: n }, () => point(draw.uniform(), draw.uniform()))
}
const overBritain = (a: number, b: number): Point => [-9 + 11 * a, 49 + 12 * b]
const overWorld = (a: number, b: number): Point => [360 * a - 180, Math.asin(2 * b - 1) / RADIANS]

/** Middle of the edge between two faces of the icosahedron, and a place on it near the middle of North America or Europe. */
const corners = getPentagons(0).map((cell) => cellToLatLng(cell))
const vector = ([lat, lng]: number[]) => [
  Math.cos(lat * RADIANS) * Math.cos(lng * RADIANS),
  Math.cos(lat * RADIANS) * Math.sin(lng * RADIANS),
  Math.sin(lat * RADIANS),
]
const rims: Point[] = corners.flatMap((a, k) =>
  corners.slice(k + 1).flatMap((b): Point[] => {
    const [u, v] = [vector(a), vector(b)]
    if (u[0] * v[0] + u[1] * v[1] + u[2] * v[2] < 0.4) return []
    const [x, y, z] = u.map((value, axis) => 0.6 * value + 0.4 * v[axis])
    return [[Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS]]
  }),
)
const [rimLng, rimLat] = rims.filter(([, lat]) => lat > 20 && lat < 60)[0]

/** Cells over Britain, over the world, round pentagons and along rims. */
const cellsAt = (resolution: number): string[] => [
  ...uniform(31, 2000, overBritain).map(([lng, lat]) => latLngToCell(lat, lng, resolution)),
  ...uniform(32, 2000, overWorld).map(([lng, lat]) => latLngToCell(lat, lng, resolution)),
  ...rims.flatMap(([lng, lat]) => gridDisk(latLngToCell(lat, lng, resolution), 3)),
  ...getPentagons(resolution).flatMap((cell) => gridDisk(cell, 3)),
]
const columnsOf = (cells: readonly string[]) => {
  const halves = cells.map((cell) => cellFromText(cell))
  return { high: Uint32Array.from(halves, ([high]) => high), low: Uint32Array.from(halves, ([, low]) => low) }
}
/** Degrees of longitude are the same modulo 360, and shorter towards the poles. */
const apart = (lngA: number, latA: number, lngB: number, latB: number) => {
  const lng = Math.abs(lngA - lngB)
  return Math.max(Math.min(lng, 360 - lng) * Math.cos(latB * RADIANS), Math.abs(latA - latB))
}

describe.each([2, 9, 10])('cells of resolution %i', (resolution) => {
  const cells = cellsAt(resolution)
  const { high, low } = columnsOf(cells)

  it('have the library’s centre', () => {
    const centres = cellCentres(high, low)
    const worst = cells.reduce((most, cell, k) => {
      const [lat, lng] = cellToLatLng(cell)
      // close to a pole atan2 itself loses digits
      return Math.abs(lat) > 88 ? most : Math.max(most, apart(centres.lng[k], centres.lat[k], lng, lat))
    }, 0)
    expect(worst).toBeLessThan(2e-12)
  })

  it('have the library’s vertices, from the same one on, also where there are not six', () => {
    let worst = 0
    cells.forEach((cell, k) => {
      const ring = cellRing(high[k], low[k])
      const expected = cellToBoundary(cell)
      expect(ring.length).toBe(2 * expected.length)
      expected.forEach(([lat, lng], v) => {
        worst = Math.max(worst, apart(ring[2 * v], ring[2 * v + 1], lng, lat))
      })
    })
    expect(worst).toBeLessThan(2e-12)
  })

  it('have the library’s area, but for the digits it loses', () => {
    const km2 = cellAreasKm2(high, low)
    // the library subtracts nearly equal degrees: worst on the date line, where one of them is 360 more
    const worst = cells.reduce(
      (most, cell, k) =>
        Math.abs(cellToLatLng(cell)[1]) > 179 || Math.abs(cellToLatLng(cell)[0]) > 80
          ? most
          : Math.max(most, Math.abs(km2[k] / cellArea(cell, 'km2') - 1)),
      0,
    )
    expect(worst).toBeLessThan(5e-10)
  })

  it('have the library’s neighbours within one and two steps', () => {
    for (let k = 0; k < cells.length; k += 3) {
      for (const ring of [1, 2]) {
        const disk = diskCells(high[k], low[k], ring)
        expect(Array.from(disk.high, (half, at) => cellToText(half, disk.low[at])).sort()).toEqual(
          gridDisk(cells[k], ring).sort(),
        )
      }
    }
  })
})

describe.each([
  ['inside a face', -1, 52.2],
  ['on the rim between two faces', rimLng, rimLat],
  ['round a pentagon', corners[3][1], corners[3][0]],
])('a study area %s', (_, lng, lat) => {
  const half = 0.02
  const layer = layerOf({ A: [[box(lng - half, lat - half, lng + half, lat + half)]] })
  const study = studyArea([layer], 9)
  const texts = Array.from(study.cellHigh, (high, row) => cellToText(high, study.cellLow[row]))

  it('covers the ground of its boundary', () => {
    const ground = study.insideShare.reduce((sum, share, row) => sum + share * study.areaKm2[row], 0)
    expect(Math.abs(ground / layer.areaKm2[0] - 1)).toBeLessThan(1e-6)
  })

  it('holds the cell of every point inside', () => {
    const known = new Set(texts)
    for (const [a, b] of uniform(9, 3000, (x, y): Point => [x, y]))
      expect(known.has(latLngToCell(lat - half + 2 * half * a, lng - half + 2 * half * b, 9))).toBe(true)
  })

  it.each([1, 2])('joins its cells to the library’s neighbours within %i steps', (ring) => {
    const rowOf = new Map(texts.map((text, row) => [text, row]))
    const weights = ringWeights(study, ring, { self: true, group: null })
    texts.forEach((text, row) => {
      const expected = gridDisk(text, ring).flatMap((other) => rowOf.get(other) ?? [])
      expect([...weights.neighbour.subarray(weights.offset[row], weights.offset[row + 1])]).toEqual(
        expected.sort((a, b) => a - b),
      )
    })
  })
})

describe('area of a cell', () => {
  it('sums over the world to that of the sphere', () => {
    const cells = columnsOf([...new Set(uniform(5, 60_000, overWorld).map(([lng, lat]) => latLngToCell(lat, lng, 2)))])
    expect(cells.high).toHaveLength(5882)
    const sum = cellAreasKm2(cells.high, cells.low).reduce((total, km2) => total + km2, 0)
    expect(Math.abs(sum / (4 * Math.PI * 6371.007180918475 ** 2) - 1)).toBeLessThan(1e-12)
  })
})
