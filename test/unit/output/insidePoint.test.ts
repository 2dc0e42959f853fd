import { describe, expect, it } from 'vitest'
import { insidePoints } from '../../../engine/output/insidePoint.js'
import { box, layerOf, type Ring } from '../../helpers/layer.js'

const pointOf = (polygons: readonly (readonly Ring[])[]) => {
  const { lng, lat } = insidePoints(layerOf({ A: polygons }))
  return [lng[0], lat[0]]
}

describe('insidePoints', () => {
  it('is the centre of a square', () => {
    const [lng, lat] = pointOf([[box(-1, 52, -0.9, 52.2)]])
    expect(lng).toBeCloseTo(-0.95, 9)
    expect(lat).toBeCloseTo(52.1, 9)
  })

  it('is in the largest part, whichever comes first', () => {
    const [lng] = pointOf([[box(0, 52, 0.01, 52.01)], [box(1, 52, 1.2, 52.1)]])
    expect(lng).toBeCloseTo(1.1, 9)
  })

  it('is beside a hole in the middle, where the ground is widest', () => {
    // centroid 0.05, 52.05 is in the hole, 0.02 to 0.07; to its east lie 0.03, to its west 0.02
    const [lng, lat] = pointOf([[box(0, 52, 0.1, 52.1), box(0.02, 52.02, 0.07, 52.07)]])
    expect(lng).toBeCloseTo(0.085, 9)
    expect(lat).toBeCloseTo(52.05, 9)
  })

  it('is in an arm of a U', () => {
    const u: Ring = [
      [0, 52],
      [0.1, 52],
      [0.1, 52.1],
      [0.07, 52.1],
      [0.07, 52.01],
      [0.02, 52.01],
      [0.02, 52.1],
      [0, 52.1],
    ]
    const [lng] = pointOf([[u]])
    expect(lng).toBeCloseTo(0.085, 9)
  })
})
