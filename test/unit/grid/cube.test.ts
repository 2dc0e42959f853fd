import { describe, expect, it } from 'vitest'
import { cubeOf } from '../../../engine/grid/cube.js'
import { NONE, type TallyTable } from '../../../engine/types.js'
import { sumCube } from '../../helpers/sumCube.js'

const rows: readonly (readonly [place: number, kind: number, month: number, count: number])[] = [
  [0, 0, 288, 3],
  [0, 1, 288, 1],
  [1, 0, 288, 2],
  [1, 0, 289, 5],
  [2, 1, 289, 4],
  [3, 0, 289, 8],
]
const tallies: TallyTable = {
  length: rows.length,
  place: Uint32Array.from(rows, (row) => row[0]),
  kind: Uint16Array.from(rows, (row) => row[1]),
  month: Uint16Array.from(rows, (row) => row[2]),
  count: Uint32Array.from(rows, (row) => row[3]),
}
// places 0 and 1 in unit 1, place 2 in none, place 3 without location
const unitOfPlace = Uint32Array.of(1, 1, NONE, NONE)
const cube = cubeOf(tallies, unitOfPlace, 2, (place) => place !== 3)

describe('cube', () => {
  it('sums tallies by unit, kind and month, sorted, outside last, rows without location left out', () => {
    expect(Array.from(cube.unit, (unit, k) => [unit, cube.kind[k], cube.month[k], cube.count[k]])).toEqual([
      [1, 0, 288, 5],
      [1, 0, 289, 5],
      [1, 1, 288, 1],
      [NONE, 1, 289, 4],
    ])
    expect(cube.length).toBe(4)
  })
  it('sums to all located rows', () => {
    const { units, outside } = sumCube(cube, Float64Array.of(1, 1), 0, 65535)
    expect([...units]).toEqual([0, 11])
    expect(outside).toBe(4)
  })
  it('weighs kinds and keeps to the months asked for, both ends included', () => {
    expect(sumCube(cube, Float64Array.of(2, 10), 288, 288)).toEqual({ units: Float64Array.of(0, 20), outside: 0 })
    expect(sumCube(cube, Float64Array.of(0, 10), 289, 289)).toEqual({ units: Float64Array.of(0, 0), outside: 40 })
  })
  it('refuses a unit beyond the table', () => {
    for (const unit of [2, 5])
      expect(() => cubeOf(tallies, Uint32Array.of(unit, 0, 0, 0), 2, () => true)).toThrow(/value-not-finite/)
  })
  it('is the same for tallies asked of again by other units, and in another order', () => {
    const byPlace = cubeOf(tallies, Uint32Array.of(0, 1, 2, 3), 4, () => true)
    expect([...byPlace.count]).toEqual([3, 1, 2, 5, 4, 8])
    const order = [5, 2, 0, 4, 1, 3]
    const turned = {
      length: order.length,
      place: Uint32Array.from(order, (row) => tallies.place[row]),
      kind: Uint16Array.from(order, (row) => tallies.kind[row]),
      month: Uint16Array.from(order, (row) => tallies.month[row]),
      count: Uint32Array.from(order, (row) => tallies.count[row]),
    }
    expect(cubeOf(turned, unitOfPlace, 2, (place) => place !== 3)).toEqual(cube)
  })
})
