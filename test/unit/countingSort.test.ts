import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countingSort } from '../../engine/countingSort.js'

describe('countingSort', () => {
  it('gives all rows by ascending key, equal ones as they stood', () => {
    expect([...countingSort(Uint16Array.of(2, 0, 2, 1))]).toEqual([1, 3, 0, 2])
    expect([...countingSort(new Uint32Array(0))]).toEqual([])
  })

  it('sorts the rows given and no others, in the order given where keys are equal', () => {
    expect([...countingSort(Uint32Array.of(1, 1, 0, 9), Uint32Array.of(1, 2, 0))]).toEqual([2, 1, 0])
  })

  it('sorts by two keys when the last comes first', () => {
    const keys = fc.array(fc.tuple(fc.nat(5), fc.nat(5)))
    fc.assert(
      fc.property(keys, (pairs) => {
        const first = Uint32Array.from(pairs, ([a]) => a)
        const second = Uint16Array.from(pairs, ([, b]) => b)
        const expected = pairs.map((_, row) => row).sort((p, q) => first[p] - first[q] || second[p] - second[q])
        expect([...countingSort(first, countingSort(second))]).toEqual(expected)
      }),
    )
  })
})
