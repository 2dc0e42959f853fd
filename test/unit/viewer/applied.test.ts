import { describe, expect, it } from 'vitest'
import type { Results, UnitList } from '../../../viewer/load/results.js'
import { applied } from '../../../viewer/state/applied.js'
import { readHash, writeHash } from '../../../viewer/state/url.js'
import type { CubeAbout } from '../../../viewer/worker/protocol.js'

const list = (id: string, kind: UnitList['kind'], unit: string): UnitList => ({
  ...{ id, label: id, kind, rankedBy: 'volume' },
  units: [{ id: unit, name: unit, properties: { problem: 'asb', volume: 3 }, polygons: [], point: [0, 0] }],
})
const results = {
  lists: [list('wards', 'area', 'W1'), list('hotspots', 'hotspot', 'asb-1')],
  cells: { numbers: { crimes: new Float64Array() } },
  document: { breaks: { crimes: [1] }, factors: [{ id: 'deprivation' }, { id: 'harm' }] },
} as unknown as Results
const cube: CubeAbout = {
  months: ['2025-12', '2026-01', '2026-02', '2026-03'],
  categories: [{ id: 'burglary', label: 'Burglary', asb: false }],
  byCategory: {},
}
const shown = (hash: string, read: CubeAbout | null = cube, planned: readonly string[] | null = null) =>
  writeHash(applied(readHash(hash), results, read, planned))

describe('the address', () => {
  it('keeps what the results have', () => {
    for (const hash of [
      '',
      'measure=crimes&list=cells&shown=wards&months=2026-01..2026-02&categories=burglary&selected=wards:W1',
      'selected=cells:89195c00ca7ffff&beside=hotspots:asb-1',
      'view=patrol&selected=hotspots:known-to-the-plan-alone',
      'mode=sergeant&beat=wards:W1',
      'list=hotspots&sort=-volume&problem=asb',
      'list=cells&sort=-crimes',
      'sort=name',
      'view=priority&weights=deprivation:60,harm:40&against=deprivation:50,harm:50&scatter=harm,deprivation',
    ])
      expect(shown(hash)).toBe(hash)
  })
  it('loses what they do not have, and what cannot be read', () => {
    for (const hash of [
      'months=2026-05..2026-01',
      'months=2030-01..2030-05',
      'categories=zzz',
      'selected=wards:NOSUCH',
      'selected=cells:NOSUCH',
      'selected=hotspots:NOSUCH',
      'beside=parks:P1',
      'list=parks',
      'measure=harm',
      'beat=beats:N1',
      'nonsense=1',
      'problem=burglaries',
      'sort=-zzz',
      'sort=zzz',
      'weights=zzz:100',
      'against=zzz:100',
      'scatter=harm,zzz',
    ])
      expect(shown(hash)).toBe('')
    expect(shown('list=cells&sort=-zzz')).toBe('list=cells')
    expect(shown('weights=deprivation:60,zzz:40')).toBe('weights=deprivation:100,harm:0')
    expect(shown('categories=burglary,zzz&months=2026-02..2027-01')).toBe('months=2026-02..2026-03&categories=burglary')
  })
  it('keeps the problem of a plan until it is read which can be planned for', () => {
    expect(shown('view=patrol&problem=retail')).toBe('view=patrol&problem=retail')
    expect(shown('view=patrol&problem=retail', cube, ['asb', 'retail'])).toBe('view=patrol&problem=retail')
    expect(shown('view=patrol&problem=zzz', cube, ['asb', 'retail'])).toBe('view=patrol')
  })
  it('keeps months and categories until they are read', () => {
    const hash = 'months=2030-01..2030-05&categories=zzz'
    expect(shown(hash, null)).toBe(hash)
  })
})
