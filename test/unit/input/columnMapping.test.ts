import { describe, expect, it } from 'vitest'
import {
  acceptGuess,
  describeGuess,
  guessMapping,
  isForceExtract,
  mappedColumns,
  readMapping,
} from '../../../engine/input/columnMapping.js'
import { FORCE_HEADER, FORCE_MAPPING, forceRow } from '../../helpers/forceFile.js'

const guess = (header: string, ...rows: string[]) =>
  guessMapping(
    header.split(','),
    rows.map((row) => row.split(',')),
  )

describe('guessMapping', () => {
  it('finds the columns of an ordinary extract, its coordinates and its dates', () => {
    const found = guess(FORCE_HEADER, forceRow(), forceRow({ id: 'A1', domestic: 'Y' }))
    expect(found).toMatchObject({ ...FORCE_MAPPING, unused: [] })
    expect(found.examples).toMatchObject({ code: ['28E'], domestic: ['N', 'Y'], easting: ['475300'] })
    expect(acceptGuess(found, 'x.csv')).toEqual(FORCE_MAPPING)
    expect(describeGuess(found)).toMatch(/^id "Crime Ref", code "HO Code", .*; coordinates national-grid; dates dmy$/)
  })

  it.each([
    ['Crime Number,Home Office Code,HO Offence,Date Recorded,First Committed,Last Committed,X,Y,NPT,Domestic,Cyber,Crime Status'],
    ['CRIME_NO,HOC,Offence Description,Created,Earliest Date,Latest Date,Eastings,Northings,Beat,DA Flag,Online,Status'],
  ])('knows the headings of %s', (header) => {
    const found = guess(header, '1,8N,x,13/01/2024,13/01/2024,,475300,260500,B,N,N,Live')
    expect(found.unused).toEqual([])
    expect(Object.keys(found.fields)).toHaveLength(12)
    expect(isForceExtract(found)).toBe(true)
  })

  it.each([
    ['X,Y', '475300.5,260500.5', 'national-grid', { easting: 'X', northing: 'Y' }],
    ['X,Y', '-0.901631,52.301526', 'degrees', { lng: 'X', lat: 'Y' }],
    ['Easting,Northing', '12,26', 'national-grid', { easting: 'Easting', northing: 'Northing' }],
    ['Longitude,Latitude', '475300,260500', 'national-grid', { easting: 'Longitude', northing: 'Latitude' }],
    ['Grid Ref,Other', 'SP 753 605,', 'grid-reference', { gridReference: 'Grid Ref' }],
  ])('tells the system of %s %s by the values', (header, row, coordinates, fields) => {
    const found = guess(header, row)
    expect(found.coordinates).toBe(coordinates)
    expect(found.fields).toEqual(fields)
  })

  it('prefers the columns that have values, then metres to degrees', () => {
    const header = 'Easting,Northing,Grid Ref,Longitude,Latitude'
    expect(guess(header, ',,,-0.901631,52.301526').coordinates).toBe('degrees')
    expect(guess(header, '475300,260500,SP753605,-0.901631,52.301526').coordinates).toBe('national-grid')
    expect(guess(header).coordinates).toBe('national-grid')
  })

  it('keeps date and time columns apart', () => {
    const found = guess('Recorded Date,Recorded Time,Committed From Date,Committed From Time,Date To,Time To')
    expect(found.fields).toEqual({
      recorded: 'Recorded Date',
      recordedTime: 'Recorded Time',
      from: 'Committed From Date',
      fromTime: 'Committed From Time',
      to: 'Date To',
      toTime: 'Time To',
    })
  })
})

describe('acceptGuess', () => {
  const rows = [forceRow({ recorded: '03/04/2024', from: '', to: '' })]
  it('does not guess between day and month', () => {
    const found = guess(FORCE_HEADER, ...rows)
    expect(found.dates).toBe('ambiguous')
    expect(() => acceptGuess(found, 'x.csv')).toThrow(expect.objectContaining({ code: 'date-ambiguous', value: '03/04/2024' }))
    expect(acceptGuess(found, 'x.csv', 'dmy').dates).toBe('dmy')
  })
  it('shows two dates that disagree', () => {
    const found = guess(FORCE_HEADER, forceRow(), forceRow({ recorded: '01/16/2024' }), forceRow({ recorded: '01/17/2024' }))
    expect(() => acceptGuess(found, 'x.csv')).toThrow(
      expect.objectContaining({
        code: 'date-ambiguous',
        value: '15/01/2024 10:00, 01/16/2024',
        hint: expect.stringContaining('more than one way'),
      }),
    )
  })
  it('says so where there are no dates', () => {
    const found = guess(FORCE_HEADER, forceRow({ recorded: 'soon', from: '', to: '' }))
    expect(() => acceptGuess(found, 'x.csv')).toThrow(
      expect.objectContaining({ value: 'soon', hint: expect.stringContaining('No value of the columns of dates is a date') }),
    )
  })
  it('refuses a file without what is needed', () => {
    const found = guess('Recorded Date,Offence', '13/04/2024,Theft')
    expect(() => acceptGuess(found, 'x.csv')).toThrow(expect.objectContaining({ code: 'mapping-invalid' }))
  })
})

describe('readMapping', () => {
  it('takes what was saved', () => {
    expect(readMapping(JSON.parse(JSON.stringify(FORCE_MAPPING)), 'c.json')).toEqual(FORCE_MAPPING)
  })
  it.each([
    [null, 'mapping'],
    [{ ...FORCE_MAPPING, extra: 1 }, 'extra'],
    [{ ...FORCE_MAPPING, coordinates: 'utm' }, 'coordinates'],
    [{ ...FORCE_MAPPING, dates: 'british' }, 'dates'],
    [{ ...FORCE_MAPPING, fields: { ...FORCE_MAPPING.fields, colour: 'X' } }, 'fields.colour'],
    [{ ...FORCE_MAPPING, fields: { ...FORCE_MAPPING.fields, recorded: 3 } }, 'fields.recorded'],
    [{ ...FORCE_MAPPING, fields: { recorded: 'R', code: 'C', easting: 'E' } }, 'fields.northing'],
    [{ ...FORCE_MAPPING, fields: { recorded: 'R', easting: 'E', northing: 'N' } }, 'fields.code'],
  ])('refuses %j', (json, column) => {
    expect(() => readMapping(json, 'c.json')).toThrow(
      expect.objectContaining({ code: 'mapping-invalid', file: 'c.json', column }),
    )
  })
  it('takes constants where no column has them', () => {
    const { code: _, offence: __, ...fields } = FORCE_MAPPING.fields
    const mapping = { ...FORCE_MAPPING, fields, constants: { code: '28E' } }
    expect(readMapping(mapping, 'c.json')).toEqual(mapping)
    const refused = (constants: unknown, column: string, of: unknown = fields) =>
      expect(() => readMapping({ ...mapping, fields: of, constants }, 'c.json')).toThrow(
        expect.objectContaining({ code: 'mapping-invalid', column }),
      )
    refused('28E', 'constants')
    refused({}, 'fields.code')
    refused({ code: '' }, 'constants.code')
    refused({ beat: 'B1' }, 'constants.beat')
    refused({ code: '28E' }, 'constants.code', FORCE_MAPPING.fields)
  })
  it('refuses an order of dates left open', () => {
    expect(() => readMapping({ ...FORCE_MAPPING, dates: 'ambiguous' }, 'c.json')).toThrow(
      expect.objectContaining({ code: 'date-ambiguous' }),
    )
  })
})

describe('mappedColumns', () => {
  it('finds headings whatever their case and punctuation', () => {
    const at = mappedColumns(FORCE_MAPPING, FORCE_HEADER.toUpperCase().replaceAll(' ', '_').split(','), 'x.csv', 1)
    expect([at.id, at.status, at.lng]).toEqual([0, 13, -1])
  })
  it('names the nearest heading for one that is missing', () => {
    const header = FORCE_HEADER.replace('Recorded Date', 'Date of Recording').split(',')
    expect(() => mappedColumns(FORCE_MAPPING, header, 'x.csv', 1)).toThrow(
      expect.objectContaining({
        code: 'mapping-column-missing',
        column: 'Recorded Date',
        hint: expect.stringContaining('Did you mean Date of Recording?'),
      }),
    )
  })
  it('refuses a mapped heading that is there twice', () => {
    const header = `${FORCE_HEADER},Easting`.split(',')
    expect(() => mappedColumns(FORCE_MAPPING, header, 'x.csv', 1)).toThrow(expect.objectContaining({ code: 'header-foreign' }))
  })
})
