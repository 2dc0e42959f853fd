import { describe, expect, it } from 'vitest'
import { assignLsoas } from '../../../engine/grid/assign.js'
import type { LsoaLookup } from '../../../engine/inputTables.js'
import { NONE } from '../../../engine/types.js'
import { areaTable, placeTable } from '../../helpers/tables.js'

const layer = areaTable('lsoa', [
  { code: 'N1', box: [0, 50, 0.01, 50.01] },
  { code: 'N2', box: [0.01, 50, 0.02, 50.01] },
  { code: 'N3', box: [0.02, 50, 0.03, 50.01] },
])
const lookup: LsoaLookup = {
  from: 2011,
  to: 2021,
  file: 'lookup.csv',
  children: new Map([
    ['O1', ['N1', 'N2']],
    ['O3', ['N3']],
    ['O9', ['N9']],
    ['O8', ['N3', 'N9']],
  ]),
}
const assign = (place: { lng: number; lat: number; code?: string }, using: LsoaLookup | null = lookup) => {
  const { rows, by } = assignLsoas(placeTable([place]), layer, using, Float64Array.of(7))
  return [rows[0], ...Object.entries(by).filter(([, rowsThatWay]) => rowsThatWay > 0)]
}

describe('assignLsoas', () => {
  it('trusts the row’s own code over its point', () => {
    expect(assign({ lng: 0.025, lat: 50.005, code: 'N1' })).toEqual([0, ['own', 7]])
  })

  it('follows a code of another vintage that became one, wherever the point lies', () => {
    expect(assign({ lng: 0.005, lat: 50.005, code: 'O3' })).toEqual([2, ['lookup', 7]])
  })

  it('gives a split code to the child that holds the point', () => {
    expect(assign({ lng: 0.005, lat: 50.005, code: 'O1' })).toEqual([0, ['lookupByPoint', 7]])
    expect(assign({ lng: 0.015, lat: 50.005, code: 'O1' })).toEqual([1, ['lookupByPoint', 7]])
  })

  it('gives a split code on the border of two children to the one that holds the point, as for points without a code', () => {
    const [held] = assign({ lng: 0.01, lat: 50.005 })
    expect(held).toBe(1)
    expect(assign({ lng: 0.01, lat: 50.005, code: 'O1' })).toEqual([held, ['lookupByPoint', 7]])
  })

  it('gives a split code to its nearest child where none holds the point, never to another area', () => {
    expect(assign({ lng: 0.029, lat: 50.005, code: 'O1' })).toEqual([1, ['lookupByPoint', 7]])
    expect(assign({ lng: -0.5, lat: 50.005, code: 'O1' })).toEqual([0, ['lookupByPoint', 7]])
    expect(assign({ lng: 0.005, lat: 50.005, code: 'O8' })).toEqual([2, ['lookupByPoint', 7]])
  })

  it('leaves out codes of this vintage, or that lead to it, which the layer does not have', () => {
    expect(assign({ lng: 0.005, lat: 50.005, code: 'N9' })).toEqual([NONE, ['elsewhere', 7]])
    expect(assign({ lng: 0.005, lat: 50.005, code: 'O9' })).toEqual([NONE, ['elsewhere', 7]])
  })

  it('goes by point without a code, with one nobody knows, or with an old one and no lookup', () => {
    expect(assign({ lng: 0.015, lat: 50.005 })).toEqual([1, ['point', 7]])
    expect(assign({ lng: 0.015, lat: 50.005, code: 'W0' })).toEqual([1, ['point', 7]])
    expect(assign({ lng: 0.015, lat: 50.005, code: 'O3' }, null)).toEqual([1, ['point', 7]])
    expect(assign({ lng: 0.5, lat: 50.005 })).toEqual([NONE, ['outside', 7]])
  })

  it('accounts for every located row once, and for none without location', () => {
    const places = placeTable([
      { lng: 0.005, lat: 50.005, code: 'N1' },
      { lng: 0.005, lat: 50.005, code: 'O1' },
      { lng: 0.015, lat: 50.005, code: 'N9' },
      { lng: 0.4, lat: 50.005 },
      { lng: Number.NaN, lat: Number.NaN, code: 'N1' },
    ])
    const { rows, by } = assignLsoas(places, layer, lookup, Float64Array.of(1, 2, 4, 8, 16))
    expect(by).toEqual({ own: 1, lookup: 0, lookupByPoint: 2, elsewhere: 4, point: 0, outside: 8 })
    expect([...rows]).toEqual([0, 0, NONE, NONE, NONE])
  })
})
