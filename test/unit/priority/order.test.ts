import { describe, expect, it } from 'vitest'
import { orderOf } from '../../../engine/priority/order.js'
import { random } from '../../../engine/random.js'

const NONE = Number.NaN

/** By comparing each with each. */
function naive(values: readonly number[]) {
  const lower = values.map((own) => (Number.isNaN(own) ? -1 : values.filter((other) => other < own).length))
  const tied = values.map((_, place) => lower.filter((one) => one === place).length)
  return { known: values.filter((own) => !Number.isNaN(own)).length, lower, tied }
}

describe('orderOf', () => {
  it('counts those lower, ties together, by hand', () => {
    const { known, lower, tied } = orderOf(6)(Float64Array.of(3, -1, NONE, 3, 0, 2))
    expect(known).toBe(5)
    expect([...lower]).toEqual([3, 0, -1, 3, 1, 2])
    expect([...tied]).toEqual([1, 1, 1, 2, 0, 0])
  })

  const { uniform } = random(1, 'order')
  const drawn = (value: (u: number, i: number) => number) => Array.from({ length: 300 }, (_, i) => value(uniform(), i))
  it.each([
    ['even values', drawn((u) => u)],
    ['a few values, many ties', drawn((u) => Math.floor(5 * u))],
    ['one value far from all others', drawn((u, i) => (i === 7 ? 1e12 : u))],
    ['values apart by the last digit', drawn((u) => 1 + Math.floor(40 * u) * Number.EPSILON)],
    ['the smallest numbers there are', drawn((u) => Math.floor(9 * u) * Number.MIN_VALUE)],
    ['infinite values', drawn((u, i) => (i % 50 === 0 ? (u < 0.5 ? -Infinity : Infinity) : u - 0.5))],
    ['the largest range', drawn((u, i) => (i === 3 ? -Number.MAX_VALUE : i === 4 ? Number.MAX_VALUE : u))],
    ['gaps', drawn((u) => (u < 0.2 ? NONE : 1 / u))],
    ['all alike', drawn(() => 4)],
    ['nothing known', drawn(() => NONE)],
  ])('gives the order of %s', (_, values) => {
    const { known, lower, tied } = orderOf(values.length)(Float64Array.from(values))
    expect({ known, lower: [...lower], tied: [...tied] }).toEqual(naive(values))
  })

  it('keeps nothing from the column before', () => {
    const order = orderOf(3)
    order(Float64Array.of(1, 1, 1))
    const { lower, tied } = order(Float64Array.of(NONE, 2, 1))
    expect([...lower]).toEqual([-1, 1, 0])
    expect([...tied]).toEqual([1, 1, 0])
  })
})
