import { describe, expect, it } from 'vitest'
import { createRepeatedIds, type RepeatedIds } from '../../../engine/input/repeatedIds.js'

/** The id is what stands before the first comma; lines count from 1. */
function addAll(ids: RepeatedIds, rows: readonly string[]): RepeatedIds {
  for (const [i, row] of rows.entries()) {
    const bytes = new TextEncoder().encode(`,${row}`)
    ids.add(new DataView(bytes.buffer), 1, 1 + row.indexOf(','), 1 + row.indexOf(','), bytes.length, i + 1)
  }
  return ids
}
const repeats = (rows: readonly string[]) => addAll(createRepeatedIds(), rows).take(5)

const id = '0123456789abcdef'.repeat(4)

describe('createRepeatedIds', () => {
  it('tells a repeated id from a repeated row, against any earlier row', () => {
    expect(repeats(['a,1', 'b,1', 'a,2', 'a,1', 'b,1'])).toEqual({ repeated: 3, identical: 2, lines: [3, 4, 5] })
    expect(repeats(['a,1', 'a,2', 'a,2'])).toEqual({ repeated: 2, identical: 1, lines: [2, 3] })
  })

  it('names no more lines than asked for', () => {
    expect(addAll(createRepeatedIds(), ['a,1', 'a,2', 'a,3', 'a,4']).take(2).lines).toEqual([2, 3])
  })

  it('tells ids apart that differ in any one byte, or in length', () => {
    const others = Array.from(id, (_, k) => `${id.slice(0, k)}x${id.slice(k + 1)},1`)
    const shorter = Array.from(id, (_, k) => `${id.slice(0, k)},1`)
    expect(repeats([`${id},1`, ...others, ...shorter]).repeated).toBe(0)
  })

  it('tells rows of one id apart that differ in any one byte, or in length', () => {
    const rest = 'On or near Park Street, Bristol 001A'
    const others = Array.from(rest, (_, k) => `${id},${rest.slice(0, k)}#${rest.slice(k + 1)}`)
    const shorter = Array.from(rest, (_, k) => `${id},${rest.slice(0, k)}`)
    expect(repeats([`${id},${rest}`, ...others, ...shorter])).toMatchObject({ repeated: 2 * rest.length, identical: 0 })
  })

  it('ends soon where one id stands for none in every row', () => {
    const rows = Array.from({ length: 400_000 }, (_, k) => `N/A,${k >> 1}`)
    expect(repeats(rows)).toEqual({ repeated: 399_999, identical: 200_000, lines: [2, 3, 4, 5, 6] })
  })

  it('keeps every id however many there are, and forgets them once asked', () => {
    const rows = Array.from({ length: 40_000 }, (_, k) => `${k}-${id},x`)
    const ids = addAll(createRepeatedIds(), [...rows, ...rows])
    expect(ids.take(1)).toEqual({ repeated: 40_000, identical: 40_000, lines: [40_001] })
    expect(addAll(ids, rows).take(1)).toEqual({ repeated: 0, identical: 0, lines: [] })
  })
})
