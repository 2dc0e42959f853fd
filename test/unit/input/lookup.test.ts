import { describe, expect, it } from 'vitest'
import { readLookup } from '../../../engine/input/lookup.js'
import type { TextTable } from '../../../engine/inputTables.js'

const table = (header: readonly string[], ...rows: readonly (readonly string[])[]): TextTable => ({
  file: 'lookup.csv',
  header,
  rows,
  line: rows.map((_, k) => k + 2),
})
const rows = [
  ['E1', 'E1', 'U'],
  ['E2', 'E9', 'S'],
  ['E2', 'E8', 'S'],
  ['E3', 'E7', 'M'],
  ['E4', 'E7', 'M'],
  ['E5', 'E6', 'X'],
]

describe('LSOA lookup', () => {
  it.each([[['LSOA11CD', 'LSOA21CD', 'CHGIND']], [['lsoa11_code', 'lsoa21_code', 'change_code']]])(
    'reads %j: unchanged, split, merged, irregular',
    (header) => {
      const { from, to, children } = readLookup(table(header, ...rows))
      expect([from, to]).toEqual([2011, 2021])
      expect([...children]).toEqual([
        ['E1', ['E1']],
        ['E2', ['E8', 'E9']],
        ['E3', ['E7']],
        ['E4', ['E7']],
        ['E5', ['E6']],
      ])
    },
  )
  it('works back to the older vintage when those are the codes wanted', () => {
    const { from, to, children } = readLookup(table(['LSOA11CD', 'LSOA21CD', 'CHGIND'], ...rows), ['E1', 'E2', 'E3'])
    expect([from, to]).toEqual([2021, 2011])
    expect(children.get('E7')).toEqual(['E3', 'E4'])
    expect(children.get('E8')).toEqual(['E2'])
  })
  it.each([
    [
      'an unknown change code',
      table(['LSOA11CD', 'LSOA21CD', 'CHGIND'], ['E1', 'E1', 'Q']),
      /table-invalid.*line 2, column CHGIND, value "Q"/,
    ],
    ['an empty code', table(['LSOA11CD', 'LSOA21CD'], ['E1', '']), /table-invalid.*line 2, column LSOA21CD/],
    ['one code column', table(['LSOA11CD', 'WD21CD'], ['E1', 'E2']), /column-missing.*LSOA11CD, WD21CD/],
    ['no code column', table(['a', 'b'], ['E1', 'E2']), /column-missing/],
  ])('with %s is refused', (_, given, message) => {
    expect(() => readLookup(given)).toThrow(message)
  })
})
