import { describe, expect, it } from 'vitest'
import { isDeprivationColumn, readDeprivation } from '../../../engine/input/deprivation.js'
import type { TextTable } from '../../../engine/inputTables.js'

const table = (header: readonly string[], rows: readonly (readonly (string | number)[])[], file = 'iod.csv'): TextTable => ({
  file,
  header,
  rows: rows.map((row) => row.map(String)),
  line: rows.map((_, k) => k + 2),
})

const NAMES = [
  'Index of Multiple Deprivation (IMD)',
  'Income',
  'Employment',
  'Education, Skills and Training',
  'Health Deprivation and Disability',
  'Crime',
  'Barriers to Housing and Services',
  'Living Environment',
  'Income Deprivation Affecting Children Index (IDACI)',
  'Income Deprivation Affecting Older People (IDAOPI)',
  'Children and Young People Sub-domain',
  'Adult Skills Sub-domain',
  'Geographical Barriers Sub-domain',
  'Wider Barriers Sub-domain',
  'Indoors Sub-domain',
  'Outdoors Sub-domain',
]
const RATES = [
  'Income',
  'Employment',
  'Income Deprivation Affecting Children Index (IDACI)',
  'Income Deprivation Affecting Older People (IDAOPI)',
]
/** The header of the official File 7; the one header that is cut in 2025 is cut here. */
const file7 = (lsoa: string, districts: string, mid: string) => [
  `LSOA code (${lsoa})`,
  `LSOA name (${lsoa})`,
  `Local Authority District code (${districts})`,
  `Local Authority District name (${districts})`,
  ...NAMES.flatMap((name) => [
    `${name} Score${RATES.includes(name) ? ' (rate)' : ''}`,
    `${name} Rank (where 1 is most deprived)`,
    `${name} Decile (where 1 is most deprived 10% of LSO${name.startsWith('Children') ? '' : 'As)'}`,
  ]),
  `Total population: mid ${mid}`,
  `Dependent Children aged 0-15: mid ${mid}`,
]
// score, rank, decile of column k are 0.5, 100 + k, 1
const file7Row = (code: string) => [
  code,
  'Somewhere 001A',
  'E06',
  'Somewhere',
  ...NAMES.flatMap((_, k) => [0.5, 100 + k, 1]),
  '1,608',
  300,
]

describe('deprivation', () => {
  it.each([
    ['2019', '2011', '2019', '2015 (excluding prisoners)', 32844],
    ['2025', '2021', '2024', '2022', 33755],
  ])(
    'of the official File 7 of %s has every rank, the residents and the national number of LSOAs',
    (year, lsoa, districts, mid, units) => {
      const read = readDeprivation([table(file7(lsoa, districts, mid), [file7Row('E01000002'), file7Row('E01000001')])])
      expect([read.year, read.vintage, read.units]).toEqual([Number(year), Number(lsoa), units])
      expect(read.code).toEqual(['E01000001', 'E01000002'])
      expect(Object.entries(read.rank).map(([id, ranks]) => [id, ranks[0]])).toEqual([
        ['imd', 100],
        ['income', 101],
        ['employment', 102],
        ['education', 103],
        ['health', 104],
        ['crime', 105],
        ['barriers', 106],
        ['environment', 107],
        ['idaci', 108],
        ['idaopi', 109],
        ['children', 110],
        ['adultSkills', 111],
        ['geographicalBarriers', 112],
        ['widerBarriers', 113],
        ['indoors', 114],
        ['outdoors', 115],
      ])
      expect([...(read.residents ?? [])]).toEqual([1608, 1608])
    },
  )
  it('is the same when only the columns it looks at were read', () => {
    const header = [
      'LSOA code (2011)',
      'LSOA name (2011)',
      ...NAMES.flatMap((name) => [`${name} Rank`, `${name} Decile`]),
      'Total population: mid 2015',
    ]
    const rows = [1, 2].map((k) => [`E0100000${k}`, 'Some 001A', ...NAMES.flatMap(() => [k, 1]), 1500 + k])
    const whole = table(header, rows)
    const partly = {
      ...whole,
      rows: whole.rows.map((row) => row.map((field, c) => (isDeprivationColumn(header[c]) ? field : ''))),
    }
    expect(partly.rows[0].filter((field) => field !== '')).toHaveLength(NAMES.length + 2)
    expect(readDeprivation([partly])).toEqual(readDeprivation([whole]))
  })

  it('of several tables is joined by code, unknown where a table has no row', () => {
    const read = readDeprivation([
      table(['lsoa21_code', 'IMD_decile', 'IMD_rank', 'Housing_and_Services_rank'], [['E2', 1, 7, 9]]),
      table(
        ['lsoa21_code', 'children_and_young_people_score', 'children_and_young_people_rank'],
        [
          ['E1', 0.2, 33755],
          ['E2', 0.1, ''],
        ],
        'sub.csv',
      ),
    ])
    expect(read.code).toEqual(['E1', 'E2'])
    expect(read.rank).toEqual({
      imd: Float64Array.of(Number.NaN, 7),
      barriers: Float64Array.of(Number.NaN, 9),
      children: Float64Array.of(33755, Number.NaN),
    })
    expect([read.residents, read.files]).toEqual([null, ['iod.csv', 'sub.csv']])
  })
  it('works ranks out from the scores of a national file, 1 the highest, ties sharing the lowest', () => {
    const rows = Array.from({ length: 33755 }, (_, k) => [`E${String(k).padStart(5, '0')}`, k < 2 ? 90 : 80 - k / 1000])
    const { rank } = readDeprivation([table(['lsoa21_code', 'IMD_score'], rows)])
    expect([...rank.imd.slice(0, 4), rank.imd[33754]]).toEqual([1, 1, 3, 4, 33755])
  })

  const many = (value: (k: number) => string | number) => Array.from({ length: 40 }, (_, k) => [`E${100 + k}`, value(k)])
  const header = ['lsoa21_code', 'IMD_rank']
  it.each([
    [
      'a rank of 0',
      [
        table(header, [
          ['E1', 5],
          ['E2', 0],
        ]),
      ],
      /table-invalid.*iod.csv, line 3, column IMD_rank, value "0".*1 to 33755/,
    ],
    ['a rank beyond the edition', [table(header, [['E1', 33756]])], /line 2, column IMD_rank.*1 to 33755/],
    ['a score for a rank', [table(header, [['E1', 0.13]])], /line 2.*looks like a score/],
    [
      'deciles for ranks',
      [
        table(
          header,
          many((k) => 1 + (k % 10)),
        ),
      ],
      /column IMD_rank.*deciles/,
    ],
    ['text for a rank', [table(header, [['E1', 'n/a']])], /line 2, column IMD_rank, value "n\/a"/],
    [
      'a repeated code',
      [
        table(header, [
          ['E1', 5],
          ['E2', 6],
          ['E1', 7],
        ]),
      ],
      /line 4, column lsoa21_code, value "E1".*line 2/,
    ],
    ['a missing code', [table(header, [['', 5]])], /line 2, column lsoa21_code/],
    [
      'two vintages',
      [table(header, [['E1', 5]]), table(['lsoa11_code', 'IMD_rank'], [['E1', 5]], 'old.csv')],
      /old.csv.*one edition/,
    ],
    ['tables that differ', [table(header, [['E1', 5]]), table(header, [['E1', 6]], 'b.csv')], /b.csv, line 2.*has 5/],
    [
      'scores of one force',
      [
        table(
          ['lsoa21_code', 'IMD_score'],
          many((k) => k / 3),
        ),
      ],
      /scores but no ranks.*33755/,
    ],
    ['no vintage', [table(['lsoa', 'IMD_rank'], [['E1', 5]])], /column-missing.*vintage/],
    ['no ranks', [table(['lsoa21_code', 'people'], [['E1', 5]])], /column-missing.*It has: lsoa21_code, people/],
    [
      'the edition of 2015',
      [table(file7('2011', '2013', '2012 (excluding prisoners)'), [file7Row('E1')])],
      /table-invalid.*2013/,
    ],
  ])('with %s is refused', (_, tables, message) => {
    expect(() => readDeprivation(tables)).toThrow(message)
  })
})
