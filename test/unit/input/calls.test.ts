import { describe, expect, it } from 'vitest'
import { guessCallMapping, readCalls } from '../../../engine/input/calls.js'
import { readCallTypes } from '../../../engine/input/callTypes.js'
import type { ColumnMapping } from '../../../engine/input/columnMapping.js'
import { sourceOf, TEST_TABLES } from '../../helpers/streetFile.js'
import { textTable } from '../../helpers/tables.js'

const HEADER = 'Incident No,Call Time,Incident Type,Easting,Northing,Location'
const TYPES = readCallTypes(textTable('types.csv', ['call_type,group', 'ASB - Nuisance,asb', 'Domestic,domestic', 'Test call,']))
const ROWS = [
  '1,30/09/2023 23:10,ASB - Nuisance,475300,260500,High Street',
  '2,01/10/2023 00:10,asb -  nuisance,475300,260500,High Street',
  '3,15/10/2023 10:00,Domestic,,,',
  '4,15/10/2023 10:00,Test call,475300,260500,',
  '5,15/10/2023 10:00,Lost dog,475300,260500,',
]
const MAPPING: ColumnMapping = {
  fields: { recorded: 'Call Time', offence: 'Incident Type', easting: 'Easting', northing: 'Northing', text: 'Location' },
  coordinates: 'national-grid',
  dates: 'dmy',
}

const read = (rows: readonly string[], options: { types?: typeof TYPES | null; mapping?: ColumnMapping } = {}) =>
  readCalls(
    [sourceOf('calls.csv', new TextEncoder().encode([HEADER, ...rows, ''].join('\n')))],
    { mapping: MAPPING, types: TYPES, grid: null, ...options },
    TEST_TABLES.places,
  )

describe('readCallTypes', () => {
  it('compares types without regard to case and blanks', () => {
    expect([...TYPES]).toEqual([
      ['asb - nuisance', 'asb'],
      ['domestic', 'domestic'],
      ['test call', ''],
    ])
  })

  it('refuses a type in two groups, a blank type and a table without groups', () => {
    expect(() => readCallTypes(textTable('t.csv', ['call_type,group', 'A,x', 'a,y']))).toThrow(/table-invalid.*line 3.*group x/)
    expect(() => readCallTypes(textTable('t.csv', ['call_type,group', ',y']))).toThrow(/table-invalid.*line 2/)
    expect(() => readCallTypes(textTable('t.csv', ['call_type,kind', 'A,y']))).toThrow(/column-missing.*group/)
  })
})

describe('readCalls', () => {
  it('finds the usual headings of calls', () => {
    const rows = ROWS.map((row) => row.split(','))
    expect(guessCallMapping(HEADER.split(','), rows)).toMatchObject({
      fields: { recorded: 'Call Time', offence: 'Incident Type', easting: 'Easting', northing: 'Northing', text: 'Location' },
      coordinates: 'national-grid',
      dates: 'dmy',
      unused: ['Incident No'],
    })
  })

  it('counts calls by place, group and month on London clocks; types not named are told', async () => {
    const calls = await read(ROWS)
    expect(calls).toMatchObject({ role: 'calls', kindIds: ['asb', 'domestic', 'unmapped'] })
    expect(calls.rows).toEqual({ read: 5, used: 4, located: 3, setAside: { 'kind-not-asked': 1 } })
    const { place, kind, month, count } = calls.tallies
    expect([...place].map((p, r) => [p, kind[r], month[r], count[r]])).toEqual([
      [0, 0, 284, 1],
      [0, 0, 285, 1],
      [0, 2, 285, 1],
      [1, 1, 285, 1],
    ])
    expect(calls.places.lng[0]).toBeCloseTo(-0.895, 2)
    expect(calls.issues).toContainEqual({
      code: 'call-types-unmapped',
      count: 1,
      message: 'calls: 1 row of 1 type not named in the map of call types: counted as unmapped',
      examples: [{ value: 'Lost dog: 1' }],
    })
  })

  it('keeps the types as they are written without a map', async () => {
    const calls = await read(ROWS.slice(2), { types: null })
    expect(calls.kindIds).toEqual(['Domestic', 'Lost dog', 'Test call'])
  })

  it('counts what cannot be used by reason', async () => {
    const calls = await read([...ROWS, '6,soon,Domestic,475300,260500,', '7,15/10/2023 10:00,Domestic,east,260500,'])
    expect(calls.rows).toEqual({
      read: 7,
      used: 4,
      located: 3,
      setAside: { 'month-unreadable': 1, 'kind-not-asked': 1, 'coordinate-unreadable': 1 },
    })
  })

  it('refuses a mapping without the type or with a column that is not there', async () => {
    const without = { ...MAPPING, fields: { ...MAPPING.fields, offence: 'Nature' } }
    await expect(read(ROWS, { mapping: without })).rejects.toThrow(/mapping-column-missing.*Nature/)
    const { offence: _, ...fields } = MAPPING.fields
    await expect(read(ROWS, { mapping: { ...MAPPING, fields } })).rejects.toThrow(/mapping-invalid.*offence/)
  })
})
