import { getPentagons } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellCentres, cellFromText, cellToText, pointsToCells } from '../../../engine/grid/h3.js'
import { pointsToRows } from '../../../engine/grid/pointRows.js'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { random } from '../../../engine/random.js'
import { NONE } from '../../../engine/types.js'
import { rimPoints } from '../../helpers/hostilePoints.js'
import { box, layerOf } from '../../helpers/layer.js'

const [rimLng, rimLat] = rimPoints.filter(([, north]) => north > 20 && north < 60)[0]
const [pentagonHigh, pentagonLow] = cellFromText(getPentagons(0)[3])
const pentagon = cellCentres(Uint32Array.of(pentagonHigh), Uint32Array.of(pentagonLow))

describe.each([
  // west, south of squares of 0.04 degrees
  ['inside a face', [[-1, 52.2]]],
  [
    'with an island',
    [
      [-1, 52.2],
      [-0.9, 52.3],
    ],
  ],
  [
    'with an island too far for a table',
    [
      [-1, 52.2],
      [-6, 58],
    ],
  ],
  ['over the rim between two faces', [[rimLng - 0.02, rimLat - 0.02]]],
  ['round a pentagon', [[pentagon.lng[0] - 0.02, pentagon.lat[0] - 0.02]]],
] as const)('rows of points in a study area %s', (_, squares) => {
  const parts = squares.map(([west, south]) => [box(west, south, west + 0.04, south + 0.04)])
  const draw = random(3, 'rows')
  // half of them outside, some far away
  const points = Array.from({ length: 20_000 }, (): [number, number] => {
    const [west, south] = squares[draw.integer(squares.length)]
    const reach = draw.uniform() < 0.1 ? 300 : 0.04
    return [
      west + 0.02 + reach * (draw.uniform() - 0.5) * 1.5,
      Math.max(-90, Math.min(90, south + 0.02 + reach * (draw.uniform() - 0.5) * 1.5)),
    ]
  })
  const lng = Float64Array.from([...points.map(([east]) => east), Number.NaN, 0])
  const lat = Float64Array.from([...points.map(([, north]) => north), 52, 91])

  it.each([4, 7, 9, 10])('are those of their cells at resolution %i', (resolution) => {
    const study = studyArea([layerOf({ A: parts })], resolution)
    const rowOf = new Map(Array.from(study.cellHigh, (high, row) => [cellToText(high, study.cellLow[row]), row]))
    const { high, low } = pointsToCells(lng, lat, resolution)
    const expected = Array.from(high, (half, k) => rowOf.get(cellToText(half, low[k])) ?? NONE)
    const { rows, unplaced } = pointsToRows(lng, lat, study)
    expect([...rows]).toEqual(expected)
    expect(unplaced).toBe(2)
    expect(expected.filter((row) => row !== NONE).length).toBeGreaterThan(5000)
    expect(expected.filter((row) => row === NONE).length).toBeGreaterThan(1000)
    // its own centres, and the same answer once the table is there
    expect([...pointsToRows(study.lng, study.lat, study).rows]).toEqual([...study.lng.keys()])
  })
})
