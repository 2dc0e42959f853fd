import { describe, expect, it } from 'vitest'
import { cellStanding, topCells } from '../../../../viewer/worker/rankCells.js'

const VALUES = Float64Array.of(5, 0, 9, Number.NaN, 5, 2, 9, 1)

describe('cells with most', () => {
  it('come highest first, equal ones by id, those with none left out, with ranks among all', () => {
    const top = topCells(VALUES, null, 10)
    expect([...top.rows]).toEqual([2, 6, 0, 4, 5, 7])
    expect([...top.ranks]).toEqual([1, 1, 3, 3, 5, 6])
    expect([top.found, top.of]).toEqual([6, 7])
  })
  it('are no more than asked for, the first of equal ones by id', () => {
    expect([...topCells(VALUES, null, 3).rows]).toEqual([2, 6, 0])
    expect(topCells(VALUES, null, 3).found).toBe(6)
  })
  it('keep their rank among all when some are searched for', () => {
    const wanted = Uint8Array.of(1, 1, 0, 1, 0, 1, 0, 1)
    const top = topCells(VALUES, wanted, 2)
    expect([...top.rows]).toEqual([0, 5])
    expect([...top.ranks]).toEqual([3, 5])
    expect(top.found).toBe(3)
  })
})

describe('the standing of a cell', () => {
  it('is one more than the cells with more, with as many equal as there are', () => {
    expect(cellStanding(VALUES, 0, null)).toEqual({ rank: 3, equal: 1, of: 7, without: null })
    expect(cellStanding(VALUES, 5, null)).toEqual({ rank: 5, equal: 0, of: 7, without: null })
  })
  it('is none of a cell with nothing, or not known', () => {
    expect(cellStanding(VALUES, 1, null)).toBeNull()
    expect(cellStanding(VALUES, 3, null)).toBeNull()
  })
  it('without its largest event is its place among the others', () => {
    // 9 less 70 % is 2.7: above it the other 9 and two of 5
    expect(cellStanding(VALUES, 2, 0.7)?.without).toBe(4)
  })
})
