import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { areaUnmet } from '../../../engine/priority/areaUnmet.js'
import { squares } from '../../helpers/squares.js'

describe('areaUnmet', () => {
  // five kilometre squares in a row, 1,000 people each: three in a row have a compactness of 64 / (4 pi 3) = 1.70
  const size = new Float64Array(5).fill(1000)
  const shape = { graph: areaGraph(squares(5, 5)), size, least: 1000, most: 3000, group: null, maxCompactness: Infinity }
  const score = Float64Array.of(80, 60, 0, 0, 70)

  it.each([
    [
      { least: 1200, most: 1500 },
      { because: 'size', below: 1000, above: 2000 },
    ],
    [
      { least: 50, most: 60 },
      { because: 'size', below: null, above: 1000 },
    ],
    [
      { least: 9000, most: 9500 },
      { because: 'size', below: 5000, above: null },
    ],
    [
      { least: 3500, most: 3900, group: Int32Array.of(0, 0, 1, 1, 1) },
      { because: 'size', below: 3000, above: null },
    ],
    [
      { least: 3000, maxCompactness: 1.1 },
      { because: 'compactness', nearest: 2 },
    ],
  ] as const)('tells for %o what can be had', (given, expected) => {
    expect(areaUnmet({ ...shape, ...given }, score)).toEqual(expected)
  })

  it('tells where nothing can be chosen', () => {
    expect(areaUnmet(shape, new Float64Array(5).fill(Number.NaN))).toEqual({ because: 'no-score' })
  })
})
