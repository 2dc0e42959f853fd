import { describe, expect, it } from 'vitest'
import { readParents } from '../../../engine/input/parents.js'
import { areaTable, textTable } from '../../helpers/tables.js'

const layer = (kind: string, codes: readonly string[]) =>
  areaTable(
    kind,
    codes.map((code, i) => ({ code, box: [i, 0, i + 1, 1] as const })),
  )
const lsoas = layer('lsoa', ['E01000001', 'E01000002', 'E01000003'])
const wards = layer('ward', ['E05000001', 'E05000002'])
const table = textTable('lookup.csv', [
  'anything,lsoa,ward',
  'a,E01000001,E05000002',
  'b,E01000003,E05000001',
  'c,E01099999,E05000001',
])

describe('readParents', () => {
  it('finds both columns by the codes they hold and leaves unknown areas without a parent', () => {
    expect(readParents(table, lsoas, [wards]).parent).toEqual(['E05000002', '', 'E05000001'])
  })

  it('says which codes it looked for when no column holds them', () => {
    expect(() => readParents(table, wards, [lsoas])).not.toThrow()
    const beats = layer('beat', ['N01'])
    expect(() => readParents(table, beats, [wards])).toThrow(/column-missing.*codes of beat.*N01/)
    expect(() => readParents(table, lsoas, [beats])).toThrow(/column-missing.*codes of another layer.*beat/)
  })
})
