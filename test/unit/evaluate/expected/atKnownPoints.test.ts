import { describe, expect, it } from 'vitest'
import { atKnownPoints } from '../../../../engine/evaluate/expected/atKnownPoints.js'

// every unit is expected to have 2, whatever is known of it
const two = { id: 'two', label: 'Two', expect: ({ units }: { units: number }) => new Float64Array(units).fill(2) }
const counts = new Map([
  [0, [1, 0, 0]],
  [1, [0, 0, 5]],
  [2, [0, 7, 0]],
])
const upTo = (months: readonly number[]) => ({
  units: 3,
  months,
  count: (month: number) => Float64Array.from(counts.get(month) ?? []),
  areaKm2: new Float64Array(3).fill(1),
  x: new Float64Array(3),
  y: new Float64Array(3),
})

describe('atKnownPoints', () => {
  it('expects nothing where nothing has happened by then, however long ago it happened elsewhere', () => {
    const method = atKnownPoints(two)
    expect([...method.expect(upTo([0, 1]), 2)]).toEqual([2, 0, 2])
    expect([...method.expect(upTo([0, 1, 2]), 3)]).toEqual([2, 2, 2])
    expect([...method.expect(upTo([0]), 1)]).toEqual([2, 0, 0])
  })

  it('keeps the name of the method', () => {
    expect(atKnownPoints(two)).toMatchObject({ id: 'two', label: 'Two' })
  })
})
