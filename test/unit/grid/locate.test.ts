import { describe, expect, it } from 'vitest'
import { locate, locateCells } from '../../../engine/grid/locate.js'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { NONE } from '../../../engine/types.js'
import { box, layerOf } from '../../helpers/layer.js'

const layer = layerOf({
  A: [[box(-1.02, 52.2, -1, 52.23), box(-1.015, 52.21, -1.01, 52.22)]],
  B: [[box(-1, 52.2, -0.97, 52.23)], [box(-0.9, 52.2, -0.89, 52.21)]],
  C: [[box(-0.98, 52.2, -0.96, 52.23)]],
})
const at = (lng: number, lat: number) => locate(Float64Array.of(lng), Float64Array.of(lat), layer)[0]

describe('locate', () => {
  it('finds the area of a point, in any of its parts and in none of its holes', () => {
    expect([at(-1.005, 52.205), at(-0.99, 52.205), at(-0.895, 52.205), at(-1.012, 52.215), at(-2, 52.2)]).toEqual([
      0,
      1,
      1,
      NONE,
      NONE,
    ])
  })
  it('gives ground under two areas to the lowest row', () => {
    expect([at(-0.975, 52.21), at(-0.965, 52.21)]).toEqual([1, 2])
  })
  it('gives a point on a shared border to one area, whichever it is, and points without location to none', () => {
    expect([0, 1]).toContain(at(-1, 52.21))
    expect(at(Number.NaN, Number.NaN)).toBe(NONE)
  })
  it('gives the row of the study-area cell, NONE outside it', () => {
    const study = studyArea([layer], 9)
    const rows = locateCells(
      Float64Array.from([...study.lng, -3, Number.NaN]),
      Float64Array.from([...study.lat, 55, Number.NaN]),
      study,
    )
    expect([...rows]).toEqual([...study.lng.keys(), NONE, NONE])
  })
})
