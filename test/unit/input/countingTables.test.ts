import { describe, expect, it } from 'vitest'
import { createLocationIndex, createPairCounter, type PairCounts, summed } from '../../../engine/input/countingTables.js'
import { NONE } from '../../../engine/types.js'

const listed = ({ length, first, second, count }: PairCounts) => Array.from({ length }, (_, i) => [first[i], second[i], count[i]])

describe('createPairCounter', () => {
  it('hands out what was added since the last call', () => {
    const pairs = createPairCounter()
    pairs.add(1, 70_000, 2)
    expect(listed(pairs.take())).toEqual([[1, 70_000, 2]])
    expect(pairs.take().length).toBe(0)
    pairs.add(3, 4, 1)
    expect(listed(pairs.take())).toEqual([[3, 4, 1]])
  })

  it('adds equal pairs up before it grows: a million of ten pairs are few', () => {
    const pairs = createPairCounter()
    for (let i = 0; i < 1_000_000; i++) pairs.add(i % 5, i % 2, 1)
    const taken = pairs.take()
    expect(taken.length).toBeLessThan(1 << 16)
    const { first, second, count } = summed([taken.first, taken.second, taken.count])
    expect(listed({ length: 10, first, second, count })).toEqual(Array.from({ length: 10 }, (_, i) => [i >> 1, i & 1, 100_000]))
  })

  it('keeps many different pairs, each with its count', () => {
    const pairs = createPairCounter()
    for (let i = 0; i < 200_000; i++) pairs.add(i % 50_000, 7, 3)
    const taken = pairs.take()
    const sums = summed([taken.first, taken.second, taken.count])
    expect(sums.length).toBe(50_000)
    expect(sums.count.every((count) => count === 12)).toBe(true)
  })
})

describe('createLocationIndex', () => {
  it('numbers points, areas and texts that differ in any of them; no point is one, whatever its bits', () => {
    const index = createLocationIndex()
    const out = new Uint32Array(6)
    const columns = {
      length: 6,
      lng: Float64Array.of(-1, -1, -1, -1, Number.NaN, Number.NaN),
      lat: Float64Array.of(52, 52, 52, 52, Number.NaN, Number.NaN),
      lsoa: Uint32Array.of(0, 0, NONE, 0, 0, 0),
      beat: Uint32Array.of(NONE, NONE, NONE, 2, 0, 0),
      text: Uint32Array.of(0, 1, 0, 0, 0, 0),
    }
    index.rows(columns, out)
    expect([...out]).toEqual([0, 1, 2, 3, 4, 4])
    index.rows(columns, out)
    expect([...out]).toEqual([0, 1, 2, 3, 4, 4])
    expect([...index.columns().text]).toEqual([0, 1, 0, 0, 0])
  })
})
