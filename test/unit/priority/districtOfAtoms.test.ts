import { describe, expect, it } from 'vitest'
import { areaOverlap } from '../../../engine/grid/overlap.js'
import { districtOfAtoms } from '../../../engine/priority/districtOfAtoms.js'
import { NONE } from '../../../engine/types.js'
import { codeOf } from '../../helpers/codeOf.js'
import { areaTable, textTable } from '../../helpers/tables.js'

// along a line: X is 0 to 4, Y 4 to 6; W3 has a third in Y, W5 three quarters outside both
const beats = areaTable('beat', [
  { code: 'X', box: [0, 0, 4, 1] },
  { code: 'Y', box: [4, 0, 6, 1] },
])
const wards = areaTable('ward', [
  { code: 'W1', box: [0, 0, 1, 1] },
  { code: 'W2', box: [1, 0, 2, 1] },
  { code: 'W3', box: [2, 0, 5, 1] },
  { code: 'W4', box: [5, 0, 5.8, 1] },
  { code: 'W5', box: [5.8, 0, 6.6, 1] },
])
const ground = areaOverlap(wards, beats)
const table = (...lines: readonly string[]) => textTable('beats.csv', ['beat,ward', ...lines])

describe('districts of areas', () => {
  it('go by most of the ground; an area mostly in none is left out', () => {
    const { district, by } = districtOfAtoms(wards, beats, ground, null)
    expect([...district]).toEqual([0, 0, 0, 1, NONE])
    expect(by).toBe('ground')
  })

  it('go by parent codes where each is that of a district, whatever the ground', () => {
    const parent = ['X', 'X', 'Y', 'Y', '']
    const { district, by } = districtOfAtoms({ ...wards, parent }, beats, ground, null)
    expect([...district]).toEqual([0, 0, 1, 1, NONE])
    expect(by).toBe('parents')
    expect(districtOfAtoms({ ...wards, parent: ['X', 'X', 'Z', 'Y', ''] }, beats, ground, null).by).toBe('ground')
  })

  it('go by a table, whatever its headings, which also keeps an area mostly outside', () => {
    const { district, by } = districtOfAtoms(wards, beats, ground, table('X,W1', 'Y,W2', 'Y,W3', 'Y,W4', 'Y,W5'))
    expect([...district]).toEqual([0, 1, 1, 1, 1])
    expect(by).toBe('table')
  })

  it('refuses a table that leaves an area out, names one twice or has no codes, and a district without areas', () => {
    const of = (...lines: readonly string[]) => codeOf(() => districtOfAtoms(wards, beats, ground, table(...lines)))
    expect(of('X,W1', 'Y,W2', 'Y,W3')).toBe('table-invalid')
    expect(of('X,W1', 'X,W2', 'Y,W3', 'Y,W4', 'Y,W2')).toBe('ward-in-two-beats')
    expect(of('X,A', 'Y,B')).toBe('column-missing')
    expect(() => districtOfAtoms(wards, beats, ground, table('X,W1', 'X,W2', 'X,W3', 'X,W4'))).toThrow(
      /column-missing.*codes of beat/,
    )
    const large = areaTable('ward', [{ code: 'W1', box: [0, 0, 5, 1] }])
    expect(() => districtOfAtoms(large, beats, areaOverlap(large, beats), null)).toThrow(/district-empty.*"Y".*--atoms KIND/)
  })
})
