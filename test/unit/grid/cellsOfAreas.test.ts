import { cellToBoundary, cellToLatLng, getPentagons, latLngToCell, polygonToCells } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { type AreaCells, cellsOfAreas } from '../../../engine/grid/cellsOfAreas.js'
import { cellToText } from '../../../engine/grid/h3.js'
import { random } from '../../../engine/random.js'
import type { AreaTable } from '../../../engine/types.js'
import { box, layerOf, type Ring } from '../../helpers/layer.js'

/** A layer of one area as it stands: rings may do what readAreas would refuse. */
function tableOf(polygons: readonly (readonly Ring[])[]): AreaTable {
  const rings = polygons.flat()
  const starts = rings.map((_, k) => rings.slice(0, k).flat().length)
  return {
    ...layerOf({ A: [[box(0, 0, 1, 1)]] }),
    xy: Float64Array.from(rings.flat(2)),
    ringStart: Uint32Array.from([...starts, rings.flat().length]),
    ringOuter: Uint8Array.from(polygons.flatMap((polygon) => polygon.map((_, k) => Number(k === 0)))),
    areaRing: Uint32Array.of(0, rings.length),
  }
}

const texts = ({ cellHigh, cellLow }: AreaCells) => Array.from(cellHigh, (high, row) => cellToText(high, cellLow[row]))
/** What the library gives for the polygons one by one, each cell once. */
const byLibrary = (polygons: readonly (readonly Ring[])[], resolution: number) =>
  [
    ...new Set(
      polygons.flatMap((rings) =>
        polygonToCells(
          rings.map((ring) => ring.map(([lng, lat]) => [lat, lng])),
          resolution,
        ),
      ),
    ),
  ].sort()
function compare(polygons: readonly (readonly Ring[])[], resolution: number): number {
  const expected = byLibrary(polygons, resolution)
  expect(texts(cellsOfAreas(tableOf(polygons), resolution))).toEqual(expected)
  return expected.length
}

const star = (lng: number, lat: number, draw: ReturnType<typeof random>, reach: number): Ring => {
  const corners = 3 + draw.integer(40)
  return Array.from({ length: corners }, (_, k): [number, number] => {
    const angle = (2 * Math.PI * k) / corners
    const radius = reach * (0.3 + 0.7 * draw.uniform())
    return [lng + (radius * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180), lat + radius * Math.sin(angle)]
  })
}

const CITIES = {
  London: [-0.12, 51.5],
  Lerwick: [-1.14, 60.15],
  Paris: [2.35, 48.86],
  Seattle: [-122.33, 47.61],
  Chicago: [-87.63, 41.88],
  'New York': [-74, 40.71],
  Dallas: [-96.8, 32.78],
  Quito: [-78.5, -0.2],
  Nairobi: [36.82, -1.29],
  Tokyo: [139.69, 35.69],
  Sydney: [151.2, -33.87],
  Suva: [178.44, -18.14],
} as const

describe('cells of areas', () => {
  it.each(Object.entries(CITIES))('are the library’s for stars with holes in %s', (city, [lng, lat]) => {
    const draw = random(7, city)
    let cells = 0
    for (let k = 0; k < 12; k++) {
      const resolution = 8 + draw.integer(3)
      const reach = 0.1 * 2.65 ** (8 - resolution)
      // at times one hole, at times two that overlap or stick out
      const holes = Array.from({ length: draw.integer(3) }, () =>
        star(lng + 0.3 * reach * draw.uniform(), lat, draw, (0.1 + 0.5 * draw.uniform()) * reach),
      )
      const outer = star(lng, lat, draw, reach)
      cells += compare([[draw.uniform() < 0.5 ? outer : [...outer].reverse(), ...holes]], resolution)
    }
    expect(cells).toBeGreaterThan(300)
  })

  it('are the library’s where edges run over many degrees', () => {
    expect(compare([[box(-6, 50, -0.5, 55)]], 6)).toBeGreaterThan(1000)
    expect(
      compare(
        [
          [
            [
              [34, -9],
              [38, -9],
              [36, 9],
            ],
          ],
        ],
        5,
      ),
    ).toBeGreaterThan(1000)
  })

  it('are each there once where parts overlap, and in both of two areas that overlap', () => {
    const west = box(-1.02, 52.2, -0.99, 52.23)
    const east = box(-1, 52.2, -0.97, 52.23)
    compare([[west], [east]], 9)
    const both = cellsOfAreas(layerOf({ A: [[west]], B: [[east]] }), 9)
    expect(texts(both)).toEqual([...byLibrary([[west]], 9), ...byLibrary([[east]], 9)])
    expect(both.length).toBe(both.area.length)
    expect([...both.area]).toEqual([...both.area].sort((a, b) => a - b))
    expect(both.area.filter((area) => area === 0)).toHaveLength(byLibrary([[west]], 9).length)
  })

  it('are none for an area that holds no centre, and one for the area round it', () => {
    const cell = latLngToCell(52.2, -1, 9)
    const [lat, lng] = cellToLatLng(cell)
    expect(texts(cellsOfAreas(layerOf({ A: [[box(lng - 1e-4, lat - 1e-4, lng + 1e-4, lat + 1e-4)]] }), 9))).toEqual([cell])
    expect(cellsOfAreas(layerOf({ A: [[box(lng + 1e-4, lat - 1e-4, lng + 2e-4, lat + 1e-4)]] }), 9).length).toBe(0)
  })

  it('are the library’s where corners and edges lie on centres', () => {
    const centre = (lat: number, lng: number): [number, number] => {
      const [y, x] = cellToLatLng(latLngToCell(lat, lng, 9))
      return [x, y]
    }
    const corners = [centre(52.2, -1), centre(52.2, -0.95), centre(52.23, -0.95), centre(52.23, -1)]
    compare([[corners]], 9)
    const [[x, y]] = corners
    // an edge of this one runs through the first centre, north to south, and one ends a hair beside it
    compare([[box(x, y - 0.01, x + 0.02, y + 0.01)]], 9)
    compare([[box(x, y, x + 0.02, y + 0.01)]], 9)
    compare([[box(x + 1e-12, y - 0.01, x + 0.02, y + 0.01)]], 9)
    compare([[box(x - 1e-9, y - 1e-9, x + 0.02, y + 0.01)]], 9)
  })

  it('are the library’s of the outlines of cells, which touch no centre but run between them', () => {
    for (const place of [latLngToCell(52.2, -1, 6), latLngToCell(48.86, 2.35, 6)])
      compare([[cellToBoundary(place).map(([lat, lng]): [number, number] => [lng, lat])]], 9)
  })

  it.each([
    ['over the rim between two faces', 2.9, 49.2, 0.4],
    ['round a pentagon', cellToLatLng(getPentagons(9)[3])[1], cellToLatLng(getPentagons(9)[3])[0], 0.3],
    ['at the date line, on its western side', 179.6, -17, 0.3],
    ['far north', 20, 79.9, 0.3],
    ['beyond what is traced', 20, 81, 0.3],
    ['near the south pole', 40, -88, 0.3],
  ])('are the library’s %s', (name, lng, lat, reach) => {
    const draw = random(5, name)
    for (let k = 0; k < 4; k++) compare([[star(lng, lat, draw, reach), star(lng, lat, draw, 0.2 * reach)]], 7)
  })

  it('are the library’s round the date line, beyond it and for a band round a pole', () => {
    const across: Ring = [
      [179.8, -17],
      [-179.8, -17],
      [-179.8, -16.7],
      [179.8, -16.7],
    ]
    expect(compare([[across]], 7)).toBeGreaterThan(50)
    compare([[box(179.8, -17, 180.2, -16.7)]], 7)
    compare([[box(-180, 86, 180, 88)]], 4)
    compare([[box(-100, 40, 100, 60)]], 3)
  })

  it('are the library’s at resolutions 0 to 3 and 15', () => {
    for (const resolution of [0, 1, 2, 3]) compare([[box(-12, 45, 9, 60)]], resolution)
    expect(compare([[box(-1.0001, 52.2, -1, 52.20005)]], 15)).toBeGreaterThan(10)
  })

  it('are refused in one way where the library has no answer', () => {
    const toThePole: Ring = [
      [-36, -90],
      [124, -90],
      [124, -30],
      [-36, -30],
    ]
    expect(() => cellsOfAreas(tableOf([[toThePole]]), 1)).toThrow(
      expect.objectContaining({ code: 'areas-invalid', hint: expect.stringContaining('-36, -90') }),
    )
  })

  it('are not of resolution 16 or 8.5', () => {
    for (const resolution of [16, 8.5])
      expect(() => cellsOfAreas(layerOf({ A: [[box(-1, 52, 0, 53)]] }), resolution)).toThrow(
        expect.objectContaining({ code: 'resolution-invalid' }),
      )
  })
})
