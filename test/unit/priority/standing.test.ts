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

  it('names those outside that would often have been in, most often first', () => {
    const share = Float64Array.of(0.9, 0.4, 0.05, 0.4, Number.NaN, 0.25)
    const rank = Uint32Array.of(1, 4, 5, 2, 0, 3)
    expect(runnersUp(share, rank, 1, 0.1)).toEqual([
      { unit: 3, share: 0.4 },
      { unit: 1, share: 0.4 },
      { unit: 5, share: 0.25 },
    ])
  })
})
