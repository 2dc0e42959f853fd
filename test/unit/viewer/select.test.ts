import { describe, expect, it } from 'vitest'
import type { Unit, UnitList } from '../../../viewer/load/results.js'
import { defaultSort, sorted, tableRows } from '../../../viewer/state/select.js'
import { SETTINGS } from '../../../viewer/state/url.js'

const unit = (id: string, name: string, properties: Unit['properties']): Unit => ({
  id,
  name,
  properties,
  polygons: [],
  point: [0, 0],
})
const wards: UnitList = {
  id: 'wards',
  label: 'Wards',
  kind: 'area',
  rankedBy: 'score',
  units: [
    unit('W3', 'Castle', { rank: 2, volume: 10 }),
    unit('W1', 'Abington 10', { rank: null, volume: 30 }),
    unit('W2', 'Abington 2', { rank: 1, volume: 20 }),
  ],
}
const ids = (units: readonly Unit[]) => units.map((one) => one.id)

describe('the table', () => {
  it('shows the file’s ranks in order, an unknown rank last', () => {
    expect(defaultSort(wards)).toBe('rank')
    expect(ids(tableRows(wards, SETTINGS, ''))).toEqual(['W2', 'W3', 'W1'])
  })
  it('keeps an unknown value last when the order is turned round', () => {
    expect(ids(sorted(wards.units, '-rank'))).toEqual(['W3', 'W2', 'W1'])
  })
  it('sorts names as people count: 2 before 10', () => {
    expect(ids(sorted(wards.units, 'name'))).toEqual(['W2', 'W1', 'W3'])
  })
  it('finds by part of a name or code, whatever the case', () => {
    expect(ids(tableRows(wards, SETTINGS, 'CAST'))).toEqual(['W3'])
    expect(ids(tableRows(wards, SETTINGS, 'w1'))).toEqual(['W1'])
  })
  it('shows hotspots of one problem at a time', () => {
    const hotspots: UnitList = {
      ...wards,
      kind: 'hotspot',
      units: [unit('a1', 'A', { rank: 1, problem: 'asb' }), unit('v1', 'B', { rank: 1, problem: 'serious-violence' })],
    }
    expect(ids(tableRows(hotspots, SETTINGS, ''))).toEqual(['a1'])
    expect(ids(tableRows(hotspots, { ...SETTINGS, problem: 'serious-violence' }, ''))).toEqual(['v1'])
  })
})
