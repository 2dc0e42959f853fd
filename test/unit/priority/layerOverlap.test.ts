import { describe, expect, it } from 'vitest'
import { locate } from '../../../engine/grid/locate.js'
import { type LayerOverlap, layerOverlap } from '../../../engine/priority/layerOverlap.js'
import { type AreaTable, NONE } from '../../../engine/types.js'
import { codeOf } from '../../helpers/codeOf.js'
import { box, layerOf } from '../../helpers/layer.js'

type Point = readonly [lng: number, lat: number, volume: number, harm: number]
const points = (a: AreaTable, b: AreaTable, list: readonly Point[]) => {
  const [lng, lat] = [Float64Array.from(list, ([x]) => x), Float64Array.from(list, ([, y]) => y)]
  return {
    inA: locate(lng, lat, a),
    inB: locate(lng, lat, b),
    volume: Float64Array.from(list, ([, , volume]) => volume),
    harm: Float64Array.from(list, ([, , , harm]) => harm),
  }
}
const people = (areas: Parameters<typeof layerOf>[0], residents: readonly number[]) => ({
  ...layerOf(areas),
  residents: Float64Array.from(residents),
})
const sumBy = (result: LayerOverlap, side: 'a' | 'b', row: number, column: 'km2' | 'people' | 'volume' | 'harm') =>
  result[column].reduce((sum, value, k) => (result[side][k] === row ? sum + value : sum), 0)

// along the equator, so that ground goes with degrees: a is 0 to 2 and 2 to 4, b is 1 to 3 and, apart, 5 to 6
const a = layerOf({ A1: [[box(0, 0, 2, 1)]], A2: [[box(2, 0, 4, 1)]] })
const b = layerOf({ B1: [[box(1, 0, 3, 1)]], B2: [[box(5, 0, 6, 1)]] })
const units = people({ U1: [[box(0.5, 0, 1.5, 1)]], U2: [[box(0, 0, 10, 1)]] }, [100, 1000])
const crimes: readonly Point[] = [
  [0.5, 0.5, 1, 10],
  [1.5, 0.5, 2, 20],
  [2.5, 0.5, 4, 40],
  [5.5, 0.5, 8, 80],
  [9, 0.5, 16, 160],
  [Number.NaN, Number.NaN, 32, 320],
]
const events = points(a, b, crimes)

describe('overlap of two layers', () => {
  const result = layerOverlap(a, b, units, events)

  it('has a row for each pair that meets, and for what only one or neither covers', () => {
    expect(Array.from(result.a, (row, k) => [row, result.b[k]])).toEqual([
      [0, 0],
      [0, NONE],
      [1, 0],
      [1, NONE],
      [NONE, 1],
      [NONE, NONE],
    ])
    expect([...result.volume]).toEqual([2, 1, 4, 0, 8, 48])
    expect([...result.harm]).toEqual([20, 10, 40, 0, 80, 480])
    // U1 has half its people in A1 and B1, half in A1 alone; U2 a tenth in each unit of length, and four tenths in neither
    ;[150, 150, 100, 100, 100, 500].forEach((number, k) => {
      expect(result.people[k]).toBeCloseTo(number, 6)
    })
    const km2 = a.areaKm2[0] / 2
    ;[km2, km2, km2, km2, km2].forEach((area, k) => {
      expect(result.km2[k] / area).toBeCloseTo(1, 9)
    })
    expect(result.km2[5]).toBeNaN()
    expect(result.both).toMatchObject({ volume: 6, harm: 60 })
    expect(result.onlyA).toMatchObject({ volume: 1 })
    expect(result.onlyB).toMatchObject({ volume: 8, harm: 80 })
    expect(result.neither).toMatchObject({ volume: 48, harm: 480, km2: Number.NaN })
  })

  it('adds up to the areas of both layers within 1e-9', () => {
    a.areaKm2.forEach((km2, row) => {
      expect(Math.abs(sumBy(result, 'a', row, 'km2') / km2 - 1)).toBeLessThan(1e-9)
    })
    b.areaKm2.forEach((km2, row) => {
      expect(Math.abs(sumBy(result, 'b', row, 'km2') / km2 - 1)).toBeLessThan(1e-9)
    })
    expect(Math.abs(result.people.reduce((sum, value) => sum + value, 0) - 1100)).toBeLessThan(1e-6)
    expect(result.volume.reduce((sum, value) => sum + value, 0)).toBe(63)
  })

  it('of people in slanted pieces is what both shapes share of the unit', () => {
    // the unit's square is cut by both diagonals: a below the one, b below the other; both is the bottom quarter
    const low = layerOf({
      A: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        ],
      ],
    })
    const other = layerOf({
      B: [
        [
          [
            [0, 0],
            [1, 0],
            [0, 1],
          ],
        ],
      ],
    })
    const {
      people: number,
      a: rowA,
      b: rowB,
    } = layerOverlap(low, other, people({ U: [[box(0, 0, 1, 1)]] }, [400]), points(low, other, []))
    expect(Array.from(rowA, (row, k) => [row, rowB[k]])).toEqual([
      [0, 0],
      [0, NONE],
      [NONE, 0],
      [NONE, NONE],
    ])
    for (const value of number) expect(value).toBeCloseTo(100, 1)
  })

  it('is nothing for layers apart', () => {
    const far = layerOf({ B: [[box(20, 0, 21, 1)]] })
    const { both } = layerOverlap(a, far, units, points(a, far, crimes))
    expect(both).toEqual({ km2: 0, people: 0, volume: 0, harm: 0 })
  })

  it('leaves people unknown where none are given', () => {
    expect(layerOverlap(a, b, null, events).people.every(Number.isNaN)).toBe(true)
  })

  it('refuses a layer whose areas lie over each other, whichever of the two', () => {
    const twice = layerOf({ X: [[box(0, 0, 2, 1)]], Y: [[box(1, 0, 3, 1)]] })
    expect(codeOf(() => layerOverlap(a, twice, null, events))).toBe('areas-overlap')
    expect(codeOf(() => layerOverlap(twice, a, null, events))).toBe('areas-overlap')
    expect(codeOf(() => layerOverlap(a, b, null, { ...events, harm: Float64Array.of(1) }))).toBe('length-mismatch')
  })

  it('shares out a border drawn twice, so that the ground and the people of the other layer stay whole', () => {
    const drawn = layerOf({ X: [[box(0, 0, 2.001, 1)]], Y: [[box(2, 0, 4, 1)]] })
    const whole = people({ W: [[box(0, 0, 4, 1)]] }, [1000])
    const found = layerOverlap(whole, drawn, whole, points(whole, drawn, []))
    expect(Math.abs(sumBy(found, 'a', 0, 'km2') / whole.areaKm2[0] - 1)).toBeLessThan(1e-9)
    expect(sumBy(found, 'a', 0, 'people')).toBeCloseTo(1000, 9)
    expect(found.people[0] / found.people[1]).toBeCloseTo(2.001 / 2, 2)
  })
})
