import { describe, expect, it } from 'vitest'
import { distinctPoints } from '../../../engine/grid/distinctPoints.js'
import { pointsToCells } from '../../../engine/grid/h3.js'
import { random } from '../../../engine/random.js'
import { hostilePoints } from '../../helpers/hostilePoints.js'

const ROWS = 50_000

/** Rows that take their points in turn from those given, shuffled. */
function repeated(lng: Float64Array, lat: Float64Array, seed: number) {
  const draw = random(seed, 'repeats')
  const own = Uint32Array.from({ length: ROWS }, () => draw.integer(lng.length))
  return { lng: Float64Array.from(own, (k) => lng[k]), lat: Float64Array.from(own, (k) => lat[k]) }
}

describe('distinct points', () => {
  it('give every row its own point back, bit by bit', () => {
    const east = Float64Array.of(-0, 0, Number.NaN, -1, -1, Infinity)
    const north = Float64Array.of(0, 0, 52, 52, Number.NaN, 52)
    const { lng, lat } = repeated(east, north, 1)
    const found = distinctPoints(lng, lat)
    expect(found?.lng).toHaveLength(6)
    expect(found?.of.every((k, row) => Object.is(found.lng[k], lng[row]) && Object.is(found.lat[k], lat[row]))).toBe(true)
    expect(found?.of[0]).toBe(0)
  })

  it('are not looked for in short lists, nor where most are distinct, nor where the sample cannot tell', () => {
    const { uniform } = random(2, 'points')
    const lng = Float64Array.from({ length: ROWS }, uniform)
    const lat = Float64Array.from({ length: ROWS }, uniform)
    expect(distinctPoints(lng, lat)).toBeNull()
    expect(distinctPoints(new Float64Array(100), new Float64Array(100))).toBeNull()
    // half of the rows at one place
    const half = lng.map((east, row) => (row % 2 === 0 ? 0.5 : east))
    const halfNorth = lat.map((north, row) => (row % 2 === 0 ? 0.5 : north))
    expect(distinctPoints(half, halfNorth)).toBeNull()
    // all rows that a sample of 4,096 takes at one place
    const stride = Math.floor(ROWS / 4096)
    const hidden = lng.map((east, row) => (row % stride === 0 ? 0.5 : east))
    const hiddenNorth = lat.map((north, row) => (row % stride === 0 ? 0.5 : north))
    expect(distinctPoints(hidden, hiddenNorth)).toBeNull()
  })

  it('have the cells of points taken one by one, and rows without a place are counted each', () => {
    for (const resolution of [0, 4, 9, 15]) {
      const points = hostilePoints(1000, resolution, resolution)
      const { lng, lat } = repeated(points.lng, points.lat, 3)
      lng[7] = Number.NaN
      lat[9] = 91
      lat[ROWS - 1] = 91
      expect(distinctPoints(lng, lat)).not.toBeNull()
      const cells = pointsToCells(lng, lat, resolution)
      expect(cells.unplaced).toBe(3)
      let differing = 0
      for (let from = 0; from < ROWS; from += 10_000) {
        const apart = pointsToCells(lng.subarray(from, from + 10_000), lat.subarray(from, from + 10_000), resolution)
        differing += apart.high.filter((high, k) => high !== cells.high[from + k] || apart.low[k] !== cells.low[from + k]).length
      }
      expect(differing).toBe(0)
    }
  })
})
