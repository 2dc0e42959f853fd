import { describe, expect, it } from 'vitest'
import { parseFactorRequest } from '../../../engine/input/factorRequest.js'
import { readFactorTable } from '../../../engine/input/factorTable.js'

const ANY = { id: null, column: null, base: null }

function read(
  lines: readonly string[],
  request: Partial<typeof ANY> | { id?: string; column?: string; base?: string } = {},
  name = 'factor.csv',
) {
  return readFactorTable({ name, bytes: new TextEncoder().encode(lines.join('\n')) }, { ...ANY, ...request })
}

const valuesOf = (table: ReturnType<typeof read>) => Object.fromEntries(table.code.map((code, row) => [code, table.value[row]]))

describe('parseFactorRequest', () => {
  it.each([
    ['claimants.csv', 'claimants.csv', null, null, null],
    ['unemployment=a/b.csv', 'a/b.csv', 'unemployment', null, null],
    ['my-factor=C:\\a=b.csv', 'C:\\a=b.csv', 'my_factor', null, null],
    ['folder/a=b.csv', 'folder/a=b.csv', null, null, null],
    ['children=s.csv#persistently_absent', 's.csv', 'children', 'persistently_absent', null],
    ['children=s.csv#absent/pupils', 's.csv', 'children', 'absent', 'pupils'],
  ])('reads %s', (flag, path, id, column, base) => {
    expect(parseFactorRequest(flag)).toEqual({ path, request: { id, column, base } })
  })

  it.each(['', 'children=', 'a.csv#', 'a.csv#x/', 'a.csv#x/y/z'])('refuses %j', (flag) => {
    expect(() => parseFactorRequest(flag)).toThrow(/option-invalid/)
  })
})

describe('readFactorTable', () => {
  it('reads a Nomis page whose column of values is headed with its month', () => {
    const page = [
      '"Claimant count by sex and age"',
      '"Measure","Claimant count"',
      '"2021 super output area - lower layer","mnemonic","September 2026"',
      '"Leeds 001A","E01000001","15"',
      '"Leeds 001B","E01000002","40"',
    ]
    expect(read(page, { id: 'unemployment' })).toMatchObject({ column: 'Claimant count', date: 'September 2026' })
  })

  it('reads the API form of Nomis and keeps what is held back as missing, not zero', () => {
    const table = read(
      [
        'DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE',
        '"September 2026","Town 001A","E01000001",25',
        'September 2026,Town 001B,E01000002,*',
        'September 2026,Town 001C,E01000003,0',
        'September 2026,Town 001D,E01000004,',
      ],
      { id: 'unemployment' },
    )
    expect(valuesOf(table)).toEqual({ E01000001: 25, E01000002: Number.NaN, E01000003: 0, E01000004: Number.NaN })
    expect(table).toMatchObject({
      id: 'unemployment',
      label: 'Unemployment',
      column: 'OBS_VALUE',
      date: 'September 2026',
      vintage: null,
      form: 'count',
      base: null,
    })
    expect(table.rows).toMatchObject({ read: 4, used: 4, missing: 2, earlier: 0, repeated: 0 })
    expect(table.issues).toEqual([
      expect.objectContaining({
        code: 'factor-values-missing',
        count: 2,
        examples: [
          { file: 'factor.csv', line: 3, column: 'OBS_VALUE', value: '*' },
          { file: 'factor.csv', line: 5, column: 'OBS_VALUE', value: '' },
        ],
      }),
    ])
  })

  it('reads a page of Nomis with title lines before and notes after', () => {
    const table = read(
      [
        '"Claimant count by sex and age"',
        '"ONS Crown Copyright Reserved [from Nomis on 14 October 2026]"',
        '',
        '"date","September 2026"',
        '"sex","Total"',
        '',
        '"2021 super output area - lower layer","mnemonic","Claimant count"',
        '"Town 001A","E01000001",25',
        '"Town 001B","E01000002",30',
        '',
        '"Column Total","",55',
        '',
        '"Figures are rounded to the nearest 5."',
      ],
      {},
      'nomis.csv',
    )
    expect(valuesOf(table)).toEqual({ E01000001: 25, E01000002: 30 })
    expect(table).toMatchObject({ id: 'unemployment', vintage: 2021, date: 'September 2026', column: 'Claimant count' })
    expect(table.rows).toMatchObject({ read: 3, used: 2, withoutCode: 1, notes: 5 })
    expect(table.issues.map(({ message }) => message)).toContain('1 row of nomis.csv without an area (totals, notes)')
  })

  it('takes the code from the name where a page has no column of codes', () => {
    const table = read(['2021 super output area - lower layer,2024', 'E01000001 : Town 001A,7', 'E01000002 : Town 001B,9'], {
      id: 'households',
    })
    expect(valuesOf(table)).toEqual({ E01000001: 7, E01000002: 9 })
  })

  it('takes the newest of several dates, whatever their order, and says so', () => {
    const rows = [
      'October 2025,E01000001,5',
      'January 2026,E01000001,10',
      'September 2025,E01000001,15',
      'January 2026,E01000002,20',
    ]
    const table = read(['date,code,claimants', ...rows])
    expect(valuesOf(table)).toEqual({ E01000001: 10, E01000002: 20 })
    expect(table.date).toBe('January 2026')
    expect(table.rows).toMatchObject({ read: 4, used: 2, earlier: 2 })
    expect(table.issues[0].message).toBe('2 rows of factor.csv of earlier dates: January 2026 is used')
  })

  it('finds what the counts are out of', () => {
    const table = read(
      [
        'LSOA21CD,LSOA21NM,school_year,pupils,persistently_absent,source',
        'E01000001,Town 001A,2025/26,114,15,made',
        'E01000002,Town 001B,2025/26,"1,224",34,made',
      ],
      {},
      'school-absence.csv',
    )
    expect(table).toMatchObject({
      id: 'children',
      label: 'Children out of school',
      column: 'persistently_absent',
      baseColumn: 'pupils',
    })
    expect([...(table.base ?? [])]).toEqual([114, 1224])
    expect(table).toMatchObject({ vintage: 2021, date: '2025/26', form: 'count' })
  })

  it('reads wide and long tables of the Census alike, by the column or variable named', () => {
    const wide = read(
      [
        'date,geography,geography code,Total: All households,No cars,Two cars',
        '2021,A,E01000001,100,40,10',
        '2021,B,E01000002,80,20,30',
      ],
      {
        id: 'no-car',
        column: 'No cars',
      },
    )
    const long = read(
      [
        'lsoa21cd,variable,value',
        'E01000001,Total: All households,100',
        'E01000001,No cars,40',
        'E01000001,Two cars,10',
        'E01000002,Total: All households,80',
        'E01000002,No cars,20',
        'E01000002,Two cars,30',
      ],
      { id: 'no-car', column: 'No cars' },
    )
    for (const table of [wide, long]) {
      expect([...table.value]).toEqual([40, 20])
      expect([...(table.base ?? [])]).toEqual([100, 80])
    }
    expect(long.rows).toMatchObject({ read: 6, used: 4, otherVariables: 2 })
  })

  it.each([
    ['several columns could be meant', ['code,a,b', 'E01000001,1,2'], {}, 'factor-column-unclear'],
    ['several variables could be meant', ['code,variable,value', 'E01000001,a,2', 'E01000001,b,2'], {}, 'factor-column-unclear'],
    ['the column named is not there', ['code,a', 'E01000001,1'], { column: 'b' }, 'column-missing'],
    ['the column named is there twice', ['code,a,a', 'E01000001,1,2'], { column: 'a' }, 'factor-column-unclear'],
    ['no column holds codes', ['place,a', 'Town,1'], {}, 'column-missing'],
    ['no column holds numbers', ['code,a', 'E01000001,yes'], {}, 'column-missing'],
    ['two values stand for one area and date', ['code,a', 'E01000001,1', 'E01000001,2'], {}, 'table-invalid'],
    ['dates cannot be put in order', ['code,date,a', 'E01000001,03/04/2024,1', 'E01000001,04/03/2024,2'], {}, 'table-invalid'],
    ['values are no numbers', ['code,value', 'E01000001,1', 'E01000002,many'], {}, 'table-invalid'],
    ['a row has a field too many', ['code,a', 'E01000001,1,2', ''], {}, 'table-invalid'],
    ['the file ends inside a row', ['code,a,b', 'E01000001,1,2', 'E010'], { column: 'a' }, 'file-cut'],
    ['nothing is in it', [''], {}, 'file-empty'],
    ['every value is held back', ['code,value', 'E01000001,*'], {}, 'table-invalid'],
    ['it is a decile, where 1 is most deprived', ['code,IMD decile', 'E01000001,1', 'E01000002,9'], {}, 'option-invalid'],
    ['the id has an input of its own', ['code,a', 'E01000001,1'], { id: 'harm' }, 'option-invalid'],
  ])('refuses where %s', (_, lines, request, code) => {
    expect(() => read(lines, request)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    [['code,claimants', 'A,5', 'B,-1'], {}, 3, 'claimants', '-1'],
    [['code,crime rate', 'A,5', 'B,-0.5'], {}, 3, 'crime rate', '-0.5'],
    [['code,absent,pupils', 'A,5,-9', 'B,1,9'], { column: 'absent', base: 'pupils' }, 2, 'pupils', '-9'],
    [['code,score,pupils', 'A,-5,9', 'B,1,9'], { column: 'score', base: 'pupils' }, 2, 'score', '-5'],
  ])('refuses what cannot be below 0: %j', (lines, request, line, column, value) => {
    expect(() => read(lines, { id: 'extra', ...request })).toThrow(
      expect.objectContaining({ code: 'table-invalid', line, column, value, hint: expect.stringContaining('never below 0') }),
    )
  })

  it('takes a score below 0 as it is', () => {
    expect(read(['code,need score', 'A,-5', 'B,3'])).toMatchObject({ form: 'rate', value: Float64Array.of(-5, 3) })
  })

  it.each([
    ['burglaries', 'unemployment', 1],
    ['claimants', 'unemployment', 0],
    ['value', 'unemployment', 0],
    ['claimants', 'children', 1],
    ['persistently_absent', 'children', 0],
    ['burglaries', 'extra', 0],
  ])('warns where the heading %s is read as %s', (heading, id, warnings) => {
    const { issues } = read([`code,${heading}`, 'A,5', 'B,1'], { id })
    expect(issues.filter(({ code }) => code === 'factor-heading-unlike')).toHaveLength(warnings)
  })

  it('counts a row that repeats another once', () => {
    const table = read(['code,a', 'E01000001,1', 'E01000001,1', 'E01000002,3'])
    expect(table.rows).toMatchObject({ read: 3, used: 2, repeated: 1 })
    expect(table.issues.map(({ message }) => message)).toContain('1 row of factor.csv like an earlier row: counted once')
  })

  it('knows counts rounded to 5 and rates', () => {
    const rows = Array.from({ length: 20 }, (_, k) => `E0100${1000 + k},${5 * k}`)
    expect(read(['code,a', ...rows]).roundedTo5).toBe(true)
    expect(read(['code,a', ...rows, 'E01002000,1']).roundedTo5).toBe(false)
    expect(read(['code,absence rate', ...rows])).toMatchObject({ roundedTo5: false, form: 'rate', id: 'children' })
    expect(read(['code,a', 'E01000001,1.5', 'E01000002,2']).form).toBe('rate')
  })
})
