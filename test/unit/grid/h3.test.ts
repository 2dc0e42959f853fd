import { describe, expect, it } from 'vitest'
import { cellRings } from '../../../engine/grid/cellRings.js'
import {
  cellAreasKm2,
  cellCentres,
  cellFromText,
  cellResolution,
  cellRing,
  cellsAroundBoxes,
  cellToText,
  diskCells,
  isCell,
  pointsToCells,
} from '../../../engine/grid/h3.js'

// ids of the H3 documentation's example point, 37.3615593 N 122.0553238 W
const EXAMPLE = { lng: Float64Array.of(-122.0553238), lat: Float64Array.of(37.3615593), text: '87283472bffffff' }

describe('cells', () => {
  it('carry the id the H3 documentation prints for its example point', () => {
    const { high, low } = pointsToCells(EXAMPLE.lng, EXAMPLE.lat, 7)
    expect(cellToText(high[0], low[0])).toBe(EXAMPLE.text)
    expect(cellResolution(high[0])).toBe(7)
  })
  it('keep both halves unsigned from text and back', () => {
    for (const text of ['89195da49afffff', '8819436c33fffff', '8f0000000000000', '80f3fffffffffff']) {
      const [high, low] = cellFromText(text)
      expect(high >= 0 && low >= 0).toBe(true)
      expect(cellToText(high, low)).toBe(text)
    }
  })
  it('are 0, 0 for points without location', () => {
    const { high, low } = pointsToCells(Float64Array.of(Number.NaN, -1), Float64Array.of(Number.NaN, 52), 9)
    expect([high[0], low[0]]).toEqual([0, 0])
    expect(high[1]).toBeGreaterThan(0)
  })
  it('have their centre in lng, lat order, six vertices around it and an area of about 0.1 km2 at resolution 9', () => {
    const { high, low } = pointsToCells(Float64Array.of(-0.9), Float64Array.of(52.25), 9)
    const centre = cellCentres(high, low)
    const [lng, lat] = [centre.lng[0], centre.lat[0]]
    expect(Math.abs(lng + 0.9)).toBeLessThan(0.005)
    expect(Math.abs(lat - 52.25)).toBeLessThan(0.005)
    const ring = cellRing(high[0], low[0])
    expect(ring).toHaveLength(12)
    expect(ring.filter((_, k) => k % 2 === 0).reduce((sum, x) => sum + x / 6, 0)).toBeCloseTo(lng, 6)
    expect(cellAreasKm2(high, low)[0]).toBeCloseTo(0.1, 1)
  })
  it('number 1, 7, 19 within 0, 1, 2 steps', () => {
    const [high, low] = cellFromText('89195da49afffff')
    expect([0, 1, 2].map((k) => diskCells(high, low, k).high.length)).toEqual([1, 7, 19])
  })
  it('are told from other text and from other resolutions', () => {
    expect([
      isCell('89195da49afffff'),
      isCell('89195da49afffff', 9),
      isCell('89195da49afffff', 8),
      isCell('E01000001'),
      isCell(''),
    ]).toEqual([true, true, false, false, false])
  })
})

describe('0, 0, as points without location have it', () => {
  it('is no cell: it has no centre, no area and no outline', () => {
    const { high, low } = pointsToCells(Float64Array.of(Number.NaN, -1), Float64Array.of(51, 52), 9)
    const { lng, lat } = cellCentres(high, low)
    expect([lng[0], lat[0], cellAreasKm2(high, low)[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect([lng[1], lat[1]].every(Number.isFinite)).toBe(true)
    const { xy, start } = cellRings({ length: 2, cellHigh: high, cellLow: low })
    expect([...start]).toEqual([0, 0, 6])
    expect(xy).toEqual(cellRing(high[1], low[1]))
  })

  it('refuses halves of another length', () => {
    for (const one of [cellCentres, cellAreasKm2])
      expect(() => one(Uint32Array.of(1, 2), Uint32Array.of(1))).toThrow('length-mismatch')
  })
})

describe('cells around a box', () => {
  it('hold every cell of points in the box, ascending and without repeats, at every resolution', () => {
    const [west, south, east, north] = [-1.02, 52.2, -0.98, 52.23]
    for (let resolution = 0; resolution <= 11; resolution++) {
      const { high, low } = cellsAroundBoxes(Float64Array.of(west, south, east, north, west, south, east, north), resolution)
      const ids = Array.from(high, (value, k) => value * 2 ** 32 + low[k])
      for (let k = 1; k < ids.length; k++) expect(ids[k]).toBeGreaterThan(ids[k - 1])
      const known = new Set(Array.from(high, (value, k) => cellToText(value, low[k])))
      for (let k = 0; k <= 20; k++) {
        const point = pointsToCells(
          Float64Array.of(west + ((east - west) * k) / 20),
          Float64Array.of(south + ((north - south) * ((k * 7) % 21)) / 20),
          resolution,
        )
        expect(known.has(cellToText(point.high[0], point.low[0]))).toBe(true)
      }
    }
  })
})
