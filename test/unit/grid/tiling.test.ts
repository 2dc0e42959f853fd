import { describe, expect, it } from 'vitest'
import { tiling, tilingIssues } from '../../../engine/grid/tiling.js'
import { box, layerOf, type Ring } from '../../helpers/layer.js'

// at the equator a hundredth of a degree is 1.111949 km in the equal-area plane, so a square of it is 1.236431 km2
const SQUARE = 1.111949 ** 2
const areas = (rings: Readonly<Record<string, Ring>>) =>
  tiling(layerOf(Object.fromEntries(Object.entries(rings).map(([code, ring]) => [code, [[ring]]]))))
const west = box(0, 0, 0.01, 0.01)
const east = box(0.01, 0, 0.02, 0.01)

describe('tiling', () => {
  it('of areas that fit has neither overlaps nor gaps', () => {
    expect(areas({ west, east })).toMatchObject({ overlapKm2: 0, gapKm2: 0, gaps: 0, slivers: 0 })
    expect(areas({ west, east }).areaKm2).toBeCloseTo(2 * SQUARE, 4)
  })
  it('gives ground under two areas in km2', () => {
    const found = areas({ west, east: box(0.009, 0, 0.02, 0.01) })
    expect(found.overlapKm2).toBeCloseTo(0.1 * SQUARE, 6)
    expect(found.overlapShare).toBeCloseTo(0.1 / 2.1, 6)
    expect(found).toMatchObject({ gaps: 0, slivers: 0 })
  })
  it('gives a hole no area fills as a gap, less the islands in it', () => {
    const lake = box(0.002, 0.002, 0.008, 0.008)
    const found = tiling(layerOf({ west: [[west, lake]], east: [[east]], island: [[box(0.004, 0.004, 0.006, 0.006)]] }))
    expect(found.gaps).toBe(1)
    expect(found.gapKm2).toBeCloseTo((0.36 - 0.04) * SQUARE, 5)
    expect(found.overlapKm2).toBeCloseTo(0, 12)
  })
  it('fills a hole with another area without a gap', () => {
    const lake = box(0.002, 0.002, 0.008, 0.008)
    expect(tiling(layerOf({ west: [[west, lake]], inner: [[lake]] }))).toMatchObject({ gaps: 0, gapKm2: 0, overlapKm2: 0 })
  })
  it('finds no gap in a hole that lies under another area altogether', () => {
    const found = tiling(
      layerOf({ ring: [[west, box(0.002, 0.002, 0.008, 0.008)]], over: [[box(-0.001, -0.001, 0.011, 0.011)]] }),
    )
    expect(found).toMatchObject({ gaps: 0, gapKm2: 0 })
    expect(found.overlapKm2).toBeCloseTo(0.64 * SQUARE, 4)
  })
  it('does not take open ground beside the layer for a gap', () => {
    expect(areas({ west, far: box(0.03, 0, 0.04, 0.01) })).toMatchObject({ gaps: 0, gapKm2: 0 })
  })
  it('tells a border drawn twice: a gap and an overlap that cross each other', () => {
    // the border of west bulges 0.0001 degrees (11 m) to one side then the other; that of east is straight, with other vertices
    const bulging: Ring = [
      [0, 0],
      [0.01, 0],
      [0.01, 0.002],
      [0.0099, 0.004],
      [0.0101, 0.006],
      [0.01, 0.008],
      [0.01, 0.01],
      [0, 0.01],
    ]
    const straight: Ring = [
      [0.01, 0],
      [0.02, 0],
      [0.02, 0.01],
      [0.01, 0.01],
      [0.01, 0.008],
      [0.01, 0.002],
    ]
    const found = areas({ west: bulging, east: straight })
    // either triangle is 0.003 degrees high and 0.0001 wide; a square is 0.0001 square degrees
    const triangle = ((0.5 * 0.003 * 0.0001) / 0.0001) * SQUARE
    expect(found.gapKm2).toBeCloseTo(triangle, 7)
    expect(found.overlapKm2).toBeCloseTo(triangle, 7)
    expect(found).toMatchObject({ gaps: 1, slivers: 2 })
  })
})

describe('tiling issues', () => {
  const fitting = { label: 'wards', tiling: areas({ west, east }) }
  it('are none for layers that tile', () => {
    expect(tilingIssues([fitting])).toEqual([])
  })
  it('name the layers that do not, with their ground', () => {
    const lake = box(0.002, 0.002, 0.008, 0.008)
    const gaping = { label: 'beats', tiling: tiling(layerOf({ west: [[west, lake]], east: [[box(0.009, 0, 0.02, 0.01)]] })) }
    expect(tilingIssues([fitting, gaping])).toMatchObject([
      {
        code: 'areas-overlap',
        count: 1,
        examples: [{ value: expect.stringMatching(/^beats: 0\.124 km2 \(5\.7 % of the ground\), 0 slivers$/) }],
      },
      {
        code: 'areas-gaps',
        count: 1,
        examples: [{ value: expect.stringMatching(/^beats: 0\.445 km2 \(21 % of the ground\) in 1 gaps/) }],
      },
    ])
  })
})
