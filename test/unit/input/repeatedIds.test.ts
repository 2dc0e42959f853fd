import { describe, expect, it } from 'vitest'
import { createRepeatedIds, type Repeat } from '../../../engine/input/repeatedIds.js'

/** The answer for each row; the id is what stands before the first comma. */
function repeats(rows: readonly string[]): Repeat[] {
  const ids = createRepeatedIds()
  return rows.map((row) => {
    const bytes = new TextEncoder().encode(`,${row}`)
    return ids.add(new DataView(bytes.buffer), 1, 1 + row.indexOf(','), 1, bytes.length)
  })
}

const id = '0123456789abcdef'.repeat(4)

describe('createRepeatedIds', () => {
  it('tells a repeated id from a repeated row', () => {
    expect(repeats(['a,1', 'b,1', 'a,2', 'a,1', 'b,1'])).toEqual(['new', 'new', 'repeated', 'identical', 'identical'])
  })

  it('tells ids apart that differ in any one byte, or in length', () => {
    const others = Array.from(id, (_, k) => `${id.slice(0, k)}x${id.slice(k + 1)},1`)
    const shorter = Array.from(id, (_, k) => `${id.slice(0, k)},1`)
    expect(new Set(repeats([`${id},1`, ...others, ...shorter]))).toEqual(new Set(['new']))
  })

  it('tells rows of one id apart that differ in any one byte, or in length', () => {
    const rest = 'On or near Park Street, Bristol 001A'
    const others = Array.from(rest, (_, k) => `${id},${rest.slice(0, k)}#${rest.slice(k + 1)}`)
    const shorter = Array.from(rest, (_, k) => `${id},${rest.slice(0, k)}`)
    expect(new Set(repeats([`${id},${rest}`, ...others, ...shorter]).slice(1))).toEqual(new Set(['repeated']))
  })

  it('keeps every id however many there are', () => {
    const rows = Array.from({ length: 40_000 }, (_, k) => `${k}-${id},x`)
    expect(repeats([...rows, ...rows])).toEqual([...rows.map(() => 'new'), ...rows.map(() => 'identical')])
  })
})
