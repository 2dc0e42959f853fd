import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { nextBest } from '../../../engine/priority/nextBest.js'
import { NONE } from '../../../engine/types.js'
import { squares } from '../../helpers/squares.js'

describe('nextBest', () => {
  // four wards in a row of the LSOAs 0 1, 2 3, 4, 5; the last LSOA in none
  const graph = areaGraph(squares(4, 4))
  const areaOfUnit = Uint32Array.of(0, 0, 1, 1, 2, 3, NONE)
  const excess = Float64Array.of(10, -5, 3, Number.NaN, 1, 6, 99)
  const people = Float64Array.of(1, 2, 3, 4, 5, 6, 7)
  const members = Uint32Array.of(1, 2)

  it('names the best whole ward and pair of adjoining wards, with what each adds and loses', () => {
    const { whole, pair } = nextBest({ graph, areaOfUnit, group: null }, excess, people, members)
    expect(whole).toEqual({
      areas: [3],
      units: Uint32Array.of(5),
      excess: 6,
      people: 6,
      adds: Uint32Array.of(5),
      loses: Uint32Array.of(1, 2),
    })
    expect(pair?.areas).toEqual([0, 1])
    expect(pair?.excess).toBe(8)
    expect([...(pair?.adds ?? [])]).toEqual([0, 3])
    expect([...(pair?.loses ?? [])]).toEqual([])
  })

  it('keeps a pair inside one policing area, and says where there is none', () => {
    const apart = nextBest({ graph, areaOfUnit, group: Int32Array.of(0, 1, 1, 0) }, excess, people, members)
    expect(apart.pair?.areas).toEqual([1, 2])
    expect(nextBest({ graph, areaOfUnit: areaOfUnit.map(() => NONE), group: null }, excess, people, members)).toEqual({
      whole: null,
      pair: null,
    })
  })
})
