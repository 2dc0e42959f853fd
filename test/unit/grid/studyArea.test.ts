import { describe, expect, it } from 'vitest'
import { cellFromText, cellRing, cellToText, diskCells, pointsToCells } from '../../../engine/grid/h3.js'
import { locateCells } from '../../../engine/grid/locate.js'
import { studyArea, studyAreaFromPoints } from '../../../engine/grid/studyArea.js'
import { NONE, type StudyArea } from '../../../engine/types.js'
import { box, layerOf, type Ring } from '../../helpers/layer.js'

const ground = (study: StudyArea) => study.insideShare.reduce((sum, share, row) => sum + share * study.areaKm2[row], 0)
const texts = (study: StudyArea) => Array.from(study.cellHigh, (high, row) => cellToText(high, study.cellLow[row]))
const ringOf = (text: string, scale = 1): Ring => {
  const [high, low] = cellFromText(text)
  const flat = cellRing(high, low)
  const pairs = Array.from({ length: flat.length / 2 }, (_, k): [number, number] => [flat[2 * k], flat[2 * k + 1]])
  const x = pairs.reduce((sum, pair) => sum + pair[0] / pairs.length, 0)
  const y = pairs.reduce((sum, pair) => sum + pair[1] / pairs.length, 0)
  return pairs.map(([px, py]) => [x + scale * (px - x), y + scale * (py - y)])
}
const CELL = '89195da49afffff'

describe('study area', () => {
  const town = box(-1.02, 52.2, -0.97, 52.23)

  it.each([7.5, -1, 16, Number.NaN])('refuses resolution %s by that name', (resolution) => {
    expect(() => studyArea([layerOf({ A: [[town]] })], resolution)).toThrow('resolution-invalid')
  })

  it('covers the ground of the boundary and no more', () => {
    const layer = layerOf({ A: [[town]] })
    for (const resolution of [6, 7, 8, 9, 10]) {
      expect(Math.abs(ground(studyArea([layer], resolution)) / layer.areaKm2[0] - 1)).toBeLessThan(1e-6)
    }
  })
  it('covers the ground of a boundary whose edges run over many degrees', () => {
    const layer = layerOf({ A: [[box(-5, 50.5, 0, 53)]] })
    const study = studyArea([layer], 6)
    expect(study.insideShare.some((share) => share > 0 && share < 0.01)).toBe(true)
    // shares are of the ground between straight edges; those of large cells bend
    expect(Math.abs(ground(study) / layer.areaKm2[0] - 1)).toBeLessThan(1e-4)
  })
  it('has cells ascending by id, marked edge exactly where the inside share is under 1', () => {
    const study = studyArea([layerOf({ A: [[town]] })], 9)
    expect(texts(study)).toEqual([...texts(study)].sort())
    expect(Array.from(study.edge)).toEqual(Array.from(study.insideShare, (share) => (share < 1 ? 1 : 0)))
    expect(study.edge.reduce((sum, edge) => sum + edge, 0)).toBeGreaterThan(10)
  })
  it('takes a cell that is touched by a corner only, and a boundary smaller than one cell', () => {
    const study = studyArea([layerOf({ A: [[ringOf(CELL, 0.01)]] })], 9)
    expect(texts(study)).toEqual([CELL])
    expect(study.insideShare[0]).toBeCloseTo(1e-4, 9)
  })
  it('of exactly one cell is that cell, whole, without its neighbours', () => {
    const study = studyArea([layerOf({ A: [[ringOf(CELL)]] })], 9)
    expect(texts(study)).toEqual([CELL])
    expect([study.insideShare[0], study.edge[0]]).toEqual([1, 0])
  })
  it('is the same whether the boundary is one area or cut into tiles', () => {
    const one = studyArea([layerOf({ A: [[town]] })], 9)
    const tiles = studyArea(
      [layerOf({ A: [[box(-1.02, 52.2, -1, 52.23)]], B: [[box(-1, 52.2, -0.97, 52.21)]], C: [[box(-1, 52.21, -0.97, 52.23)]] })],
      9,
    )
    expect(texts(tiles)).toEqual(texts(one))
    for (let row = 0; row < one.length; row++) expect(tiles.insideShare[row]).toBeCloseTo(one.insideShare[row], 9)
  })
  it('counts ground under two layers or two overlapping areas once', () => {
    const west = box(-1.02, 52.2, -0.99, 52.23)
    const east = box(-1, 52.2, -0.97, 52.23)
    const whole = studyArea([layerOf({ A: [[town]] })], 9)
    for (const study of [
      studyArea([layerOf({ A: [[west]] }), layerOf({ B: [[east]] })], 9),
      studyArea([layerOf({ A: [[west]], B: [[east]] })], 9),
    ]) {
      expect(texts(study)).toEqual(texts(whole))
      for (let row = 0; row < whole.length; row++) expect(study.insideShare[row]).toBeCloseTo(whole.insideShare[row], 9)
    }
  })
  it('leaves out a hole', () => {
    const layer = layerOf({ A: [[town, box(-1.005, 52.21, -0.985, 52.22)]] })
    const study = studyArea([layer], 9)
    expect(Math.abs(ground(study) / layer.areaKm2[0] - 1)).toBeLessThan(1e-6)
    expect(locateCells(Float64Array.of(-0.995), Float64Array.of(52.215), study)[0]).toBe(NONE)
  })
})

describe('study area from points', () => {
  it('is the cells of the points and those that touch them, all whole', () => {
    const study = studyAreaFromPoints(Float64Array.of(-1, -1, Number.NaN), Float64Array.of(52.2, 52.2, Number.NaN), 9)
    const { high, low } = pointsToCells(Float64Array.of(-1), Float64Array.of(52.2), 9)
    const disk = diskCells(high[0], low[0], 1)
    expect(texts(study)).toEqual(Array.from(disk.high, (value, k) => cellToText(value, disk.low[k])).sort())
    expect([...study.insideShare]).toEqual(new Array(7).fill(1))
  })
})
