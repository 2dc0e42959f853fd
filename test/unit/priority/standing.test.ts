import { describe, expect, it } from 'vitest'
import { runnersUp, standing } from '../../../engine/priority/standing.js'

describe('standing', () => {
  it.each([
    [1, 'clear'],
    [0.8, 'clear'],
    [0.799, 'close call'],
    [0.5, 'close call'],
    [0.499, 'no clear leader'],
    [0, 'no clear leader'],
  ])('%d of re-runs is %s', (share, word) => {
    expect(standing(share)).toBe(word)
  })

  it('names those outside that were ever in, most often first, none that never was', () => {
    const share = Float64Array.of(0.9, 0.4, 0.05, 0.4, Number.NaN, 0.25, 0)
    const rank = Uint32Array.of(1, 4, 58, 2, 0, 3, 5)
    expect(runnersUp(share, rank, 1)).toEqual([
      { unit: 3, rank: 2, share: 0.4 },
      { unit: 1, rank: 4, share: 0.4 },
      { unit: 5, rank: 3, share: 0.25 },
      { unit: 2, rank: 58, share: 0.05 },
    ])
  })
})
