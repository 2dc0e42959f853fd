import { describe, expect, it } from 'vitest'
import { inTop, placesOf, placeTally } from '../../../engine/priority/placeTally.js'

const NONE = Number.NaN

describe('placesOf', () => {
  it('counts those higher and those level, to nine decimals', () => {
    const { better, tied } = placesOf(6)(Float64Array.of(50, 70 + 1e-13, NONE, 50, 70, 90))
    expect([...better]).toEqual([3, 1, -1, 3, 1, 0])
    expect([...tied]).toEqual([2, 2, 0, 2, 2, 1])
  })
})

describe('inTop', () => {
  it('shares what is left of the top between those level', () => {
    const places = placesOf(6)(Float64Array.of(50, 70, NONE, 50, 70, 90))
    const of = (k: number) => [0, 1, 2, 3, 4, 5].map((unit) => inTop(places, unit, k))
    expect(of(1)).toEqual([0, 0, 0, 0, 0, 1])
    expect(of(2)).toEqual([0, 0.5, 0, 0, 0.5, 1])
    expect(of(4)).toEqual([0.5, 1, 0, 0.5, 1, 1])
    expect(of(5)).toEqual([1, 1, 0, 1, 1, 1])
  })
})

describe('placeTally', () => {
  it('gives shares, errors and ranks that occurred', () => {
    const place = placesOf(3)
    const tally = placeTally(3, 20, 1)
    // the first leads 15 times, the second 4 times, once they are level; the third is never ranked
    for (let run = 0; run < 20; run++) tally.add(place(Float64Array.of(run < 15 ? 2 : run === 15 ? 1 : 0, 1, NONE)))
    const { top, topError, first, low, median, high } = tally.summary()
    expect([...top]).toEqual([15.5 / 20, 4.5 / 20, NONE])
    expect(topError[0]).toBeCloseTo(Math.sqrt((0.775 * 0.225) / 20), 14)
    expect(first).toEqual(top)
    // second unit: rank 2 in 15, 1 in 5; of 20 the first, tenth and nineteenth smallest
    expect([...low]).toEqual([1, 1, 0])
    expect([...median]).toEqual([1, 2, 0])
    expect([...high]).toEqual([2, 2, 0])
  })

  it('takes the 50th and the 950th smallest of 1,000 ranks', () => {
    const place = placesOf(1001)
    const tally = placeTally(1001, 1000, 1)
    const score = Float64Array.from({ length: 1001 }, (_, i) => -i)
    for (let run = 0; run < 1000; run++) {
      // the last unit takes places 1 to 1,000 in turn
      score[1000] = -run + 0.5
      tally.add(place(score))
    }
    const { low, median, high } = tally.summary()
    expect([low[1000], median[1000], high[1000]]).toEqual([50, 500, 950])
  })
})
