import { describe, expect, it } from 'vitest'
import { rowStandardised } from '../../../engine/stats/rowStandardised.js'
import { weightsOf } from '../../helpers/weights.js'

describe('rowStandardised', () => {
  const map = weightsOf([[1, 2], [0], [], [0, 1, 2]], false)

  it('divides each row by its sum, binary or valued; a row without neighbours stays empty', () => {
    expect([...(rowStandardised(map).value ?? [])]).toEqual([0.5, 0.5, 1, 1 / 3, 1 / 3, 1 / 3])
    const valued = { ...map, value: Float64Array.of(3, 1, 4, 0, 0, 0) }
    expect([...(rowStandardised(valued).value ?? [])]).toEqual([0.75, 0.25, 1, 0, 0, 0])
    expect(valued.value[0]).toBe(3)
  })
})
