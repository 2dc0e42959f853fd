import { describe, expect, it } from 'vitest'
import type { Document } from '../../../viewer/load/document.js'
import type { Results, Unit, UnitList } from '../../../viewer/load/results.js'
import { cellSort, cellUnits, rankedMeasure } from '../../../viewer/state/cellRows.js'
import { type Compared, comparedRows, rankedWords } from '../../../viewer/state/compared.js'
import { dotsOf } from '../../../viewer/state/scatter.js'
import { foundElsewhere } from '../../../viewer/state/select.js'

const unit = (id: string, name: string): Unit => ({ id, name, properties: { score: 40 }, polygons: [], point: [0, 0] })
const list = (id: string, units: readonly Unit[]): UnitList => ({ id, label: 'Wards', kind: 'area', rankedBy: 'score', units })
const wards = list('wards', [unit('W1', 'Castle'), unit('W2', 'Abington')])
const beats = list('beats', [unit('N1', 'Castle Quay'), unit('N2', 'North')])

const results = {
  document: {
    layers: [{ kind: 'ward', file: 'wards' }],
    period: { months: ['2024-01', '2024-02'] },
    harm: { label: 'severity (ONS CSS 2020-21)', average: true },
    statistics: { within: 'force' },
  } as unknown as Document,
  cells: {
    length: 2,
    resolution: 9,
    high: Uint32Array.of(0x089195da, 0x089195da),
    low: Uint32Array.of(0x49afffff, 0x49bfffff),
    lng: Float64Array.of(-0.9, -0.8),
    lat: Float64Array.of(52.2, 52.3),
    numbers: { volume: Float64Array.of(4, 9), crimes: Float64Array.of(4, Number.NaN) },
    texts: {
      near: { words: ['', 'High Street'], row: Uint32Array.of(0, 1) },
      ward_of_centre: { words: ['W1'], row: Uint32Array.of(0, 0) },
    },
    held: null,
  },
  lists: [wards, beats],
} as unknown as Results

const thing = (numbers: Readonly<Record<string, number>>, standing = '', rank = ''): Compared => ({
  name: 'A place',
  what: 'Ward',
  number: (column) => numbers[column] ?? null,
  text: (column) => (column === 'standing' ? standing : ''),
  rank,
})

describe('two places side by side', () => {
  it('have bars on one scale, and a dash where one has no number', () => {
    const rows = comparedRows(thing({ crimes: 1200, residents: 900 }), thing({ crimes: 300 }), results)
    expect(rows).toEqual([
      { label: 'Crimes', a: '1,200', b: '300', bars: [1, 0.25] },
      { label: 'Residents', a: '900', b: '–', bars: null },
    ])
  })
  it('have rank, likely range, standing and heat in words', () => {
    const a = thing({ rank_low: 2, rank_high: 6, gistar_class: 3 }, 'clear', '3rd of 12 by need')
    const rows = comparedRows(a, thing({ hot_class: 0 }), results)
    expect(rows.map(({ label, a: left, b }) => [label, left, b])).toEqual([
      ['Rank', '3rd of 12 by need', '–'],
      ['Likely rank', '2nd to 6th', '–'],
      ['Standing', 'clear', '–'],
      ['Evidence of heat', 'Hot: strong evidence', 'No clear difference from the average of the whole area'],
    ])
  })
  it('have no bars where both are nothing', () => {
    expect(comparedRows(thing({ asb: 0 }), thing({ asb: 0 }), results)[0].bars).toBeNull()
  })
  it('are ranked in words', () => {
    expect([rankedWords(3, 12, 'need'), rankedWords(null, 12, 'need')]).toEqual(['3rd of 12 by need', ''])
  })
})

describe('cells as rows', () => {
  it('are named by the nearest place, or else by the ward', () => {
    const units = cellUnits({ rows: Uint32Array.of(1, 0), ranks: Uint32Array.of(1, 2), found: 2, of: 2 }, results)
    expect(units.map(({ name, properties }) => [name, properties.about, properties.rank, properties.crimes])).toEqual([
      ['High Street', 'Castle', 1, null],
      ['Castle', '', 2, 4],
    ])
    expect(units[1].id).toBe('89195da49afffff')
  })
  it('are in order of what was chosen, else of what is painted, else of volume', () => {
    expect(cellSort('-crimes', 'volume', results)).toBe('crimes')
    expect(cellSort('-peak_z', 'crimes', results)).toBe('crimes')
    expect(cellSort(null, 'gistar_class', results)).toBe('volume')
    expect(rankedMeasure('gistar_class', results)).toBe('volume')
    expect(rankedMeasure('harm', results)).toBe('volume')
    expect(rankedMeasure('crimes', results)).toBe('crimes')
  })
})

describe('the search', () => {
  it('finds names in other lists, codes only whole, and nothing by one letter', () => {
    const found = (words: string) => foundElsewhere(results, 'wards', words).map(({ unit: one }) => one.id)
    expect(found('castle')).toEqual(['N1'])
    expect(found('n2')).toEqual(['N2'])
    expect(found('n')).toEqual([])
  })
})

describe('the plot of two factors', () => {
  it('has the areas with both, from left to right', () => {
    const values = { across: Float64Array.of(9, 2), up: Float64Array.of(1, 3), measured: true }
    expect(dotsOf(wards, values).map(({ id, row }) => [id, row])).toEqual([
      ['W2', 1],
      ['W1', 0],
    ])
    expect(dotsOf(wards, { ...values, up: Float64Array.of(1, Number.NaN) })).toHaveLength(1)
  })
})
