import { describe, expect, it } from 'vitest'
import { type ByteDictionary, textOfRow } from '../../../engine/input/byteDictionary.js'
import { categoryIds } from '../../../engine/input/kindFinder.js'
import { monthText } from '../../../engine/input/month.js'
import { createPoliceUkReader } from '../../../engine/input/policeUk.js'
import { NONE } from '../../../engine/types.js'
import { STREET_HEADER, streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const ids = categoryIds(TEST_TABLES.categories)

const stringsOf = (texts: ByteDictionary) => Array.from({ length: texts.length }, (_, row) => textOfRow(texts.texts(), row))

function read(bytes: Uint8Array, options: { categories: readonly string[] | null } = { categories: null }) {
  return readAll([bytes], options)[0]
}

/** Several files, one after another, by one reader. */
function readAll(files: readonly Uint8Array[], options: { categories: readonly string[] | null }) {
  const rows: { location: number; kind: string; month: string }[] = []
  const reader = createPoliceUkReader(TEST_TABLES.categories, options, ({ length, location, kind, month }) => {
    for (let r = 0; r < length; r++) rows.push({ location: location[r], kind: ids[kind[r]], month: monthText(month[r]) })
  })
  return files.map((bytes) => {
    reader.begin('x-street.csv')
    reader.push(bytes)
    const { dictionaries, ...end } = reader.end()
    const { lsoaCodes, texts, locations } = dictionaries
    if (locations === null) throw new Error('no locations')
    const { lng, lat, lsoa, text } = locations.columns()
    const batchRows = rows
      .splice(0)
      .map(({ location: at, ...row }) => ({ lng: lng[at], lat: lat[at], lsoa: lsoa[at], text: text[at], ...row }))
    return { ...end, lsoaCodes: stringsOf(lsoaCodes), texts: stringsOf(texts), batchRows }
  })
}
const reasonOf = (row: string) => read(streetFile([row])).rows.setAside

describe('createPoliceUkReader', () => {
  it('reads a row of the published order', () => {
    const found = read(streetFile([streetRow({ lng: '-1.394138', lat: '53.092467' })]))
    expect(found.batchRows).toEqual([{ lng: -1.394138, lat: 53.092467, lsoa: 0, text: 0, kind: 'burglary', month: '2024-01' }])
    expect(found.lsoaCodes).toEqual(['E01000001'])
    expect(found.texts).toEqual(['On or near High Street'])
    expect(found.rows).toEqual({ read: 1, used: 1, located: 1, setAside: {} })
    expect(found.forces).toEqual(['Test Police'])
    expect(found.months).toEqual(['2024-01'])
  })

  it('finds the columns by name in any order and letter case, Crime ID and Reported by missing', () => {
    const csv = 'CRIME TYPE,latitude,Longitude, Location ,Month,LSOA Code\n"Burglary",52,-1,"Here, there",2024-02,E1\n'
    const found = read(utf8(csv))
    expect(found.batchRows).toEqual([{ lng: -1, lat: 52, lsoa: 0, text: 0, kind: 'burglary', month: '2024-02' }])
    expect(found.texts).toEqual(['Here, there'])
    expect(found.forces).toEqual([])
  })

  it.each([90, 250, 2000, 70_000])('reads a quoted location of %i characters', (length) => {
    const location = `${'A'.repeat(length)}, B`
    const found = read(streetFile([streetRow({ location: `"${location}"` }), streetRow({ location: `"${location}"` })]))
    expect(found.texts).toEqual([location])
    expect(found.batchRows.map(({ text }) => text)).toEqual([0, 0])
  })

  it('keeps rows without location, code or text as used and unlocated', () => {
    const found = read(streetFile([streetRow({ lng: '', lat: '', lsoa: '', location: '' })]))
    expect(found.batchRows[0]).toMatchObject({ lng: Number.NaN, lat: Number.NaN, lsoa: NONE, text: NONE })
    expect(found.rows).toEqual({ read: 1, used: 1, located: 0, setAside: {} })
  })

  it.each([
    ['a field too few', '2024-01,x', 'malformed-row'],
    ['a field too many', `${streetRow()},extra`, 'malformed-row'],
    ['month 13', streetRow({ month: '2024-13' }), 'month-unreadable'],
    ['month 00', streetRow({ month: '2024-00' }), 'month-unreadable'],
    ['a slash in the month', streetRow({ month: '2024/01' }), 'month-unreadable'],
    ['a day after the month', streetRow({ month: '2024-01-05' }), 'month-unreadable'],
    ['letters in the month', streetRow({ month: '20a4-01' }), 'month-unreadable'],
    ['a month of another century', streetRow({ month: '1999-01' }), 'month-unreadable'],
    ['an unknown crime type', streetRow({ kind: 'Piracy' }), 'kind-unknown'],
    ['a crime type of the same length', streetRow({ kind: 'Burglarx' }), 'kind-unknown'],
    ['letters for a coordinate', streetRow({ lng: 'west' }), 'coordinate-unreadable'],
    ['a lone minus', streetRow({ lng: '-' }), 'coordinate-unreadable'],
    ['a no-break space before a coordinate', streetRow({ lng: '\u00a0-1.02' }), 'coordinate-unreadable'],
    ['a lone point', streetRow({ lat: '.' }), 'coordinate-unreadable'],
    ['two points', streetRow({ lat: '52.2.1' }), 'coordinate-unreadable'],
    ['a decimal comma', streetRow({ lat: '"52,2"' }), 'coordinate-unreadable'],
    ['one blank coordinate', streetRow({ lng: '' }), 'coordinate-unreadable'],
    ['the null island', streetRow({ lng: '0', lat: '0' }), 'coordinate-out-of-range'],
    ['a longitude of Poland', streetRow({ lng: '20.1' }), 'coordinate-out-of-range'],
  ])('sets a row with %s aside', (_, row, reason) => {
    expect(reasonOf(row)).toEqual({ [reason]: 1 })
  })

  it('counts a row by the first reason that applies', () => {
    expect(reasonOf(streetRow({ month: 'x', kind: 'Piracy', lng: 'y' }))).toEqual({ 'month-unreadable': 1 })
    expect(reasonOf(streetRow({ kind: 'Piracy', lng: 'y' }))).toEqual({ 'kind-unknown': 1 })
    const asked = read(streetFile([streetRow({ kind: 'Drugs', lng: 'y' })]), { categories: ['burglary'] })
    expect(asked.rows.setAside).toEqual({ 'kind-not-asked': 1 })
  })

  it('keeps five examples with line, column and value', () => {
    const found = read(streetFile([streetRow(), ...Array.from({ length: 7 }, (_, i) => streetRow({ lng: `bad${i}` }))]))
    expect(found.rows.setAside).toEqual({ 'coordinate-unreadable': 7 })
    expect(found.setAside['coordinate-unreadable']).toHaveLength(5)
    expect(found.setAside['coordinate-unreadable']?.[0]).toEqual({
      file: 'x-street.csv',
      line: 3,
      column: 'Longitude',
      value: 'bad0',
    })
  })

  it('takes blank lines for rows only where a row follows them', () => {
    const csv = [STREET_HEADER, streetRow(), '', '', streetRow(), '', ''].join('\r\n')
    const found = read(utf8(csv))
    expect(found.rows).toMatchObject({ read: 4, used: 2, setAside: { 'malformed-row': 2 } })
    expect(found.setAside['malformed-row']?.map((example) => example.line)).toEqual([3, 4])
  })

  it('reads a label by the month of its row, and the nearest meaning where none covers it', () => {
    const kindOf = (kind: string, month: string) => read(streetFile([streetRow({ kind, month })])).batchRows[0].kind
    expect(kindOf('Other crime', '2011-08')).toBe('other-crime-to-2011-08')
    expect(kindOf('Other crime', '2011-09')).toBe('other-crime')
    expect(kindOf('Other theft', '2013-05')).toBe('other-theft-to-2013-05')
    expect(kindOf('Other theft', '2013-06')).toBe('other-theft')
    expect(kindOf('Violent crime', '2012-01')).toBe('violent-crime')
    expect(kindOf('Violence and sexual offences', '2020-01')).toBe('violent-crime')
    expect(kindOf('Drugs', '2011-01')).toBe('drugs')
  })

  it('reads equal numbers written differently as one number, and -0 as 0', () => {
    const lngs = ['-0.082400', '-0.0824', '-.0824', '-8.24e-2', ' -0.0824 '].map((lng) => streetRow({ lng }))
    const zeros = ['0', '-0', '-0.000000', '-0e0'].map((lng) => streetRow({ lng }))
    const found = read(streetFile([...lngs, ...zeros])).batchRows.map((row) => row.lng)
    expect(found.slice(0, 5)).toEqual([-0.0824, -0.0824, -0.0824, -0.0824, -0.0824])
    expect(found.slice(5).every((lng) => Object.is(lng, 0))).toBe(true)
  })

  it('rounds long decimals as Number does', () => {
    for (const lat of ['52.123456789012345678', '50.30000000000000001', '52.000000000000007', '49.99999999999999999']) {
      expect(read(streetFile([streetRow({ lat })])).batchRows[0].lat).toBe(Number(lat))
    }
  })

  it('counts blank ids, repeated ids, and rows equal to an earlier one, and removes none', () => {
    const a = 'a'.repeat(64)
    const rows = [{ id: a }, { id: a, lat: '52.3' }, { id: a }, { id: a, lat: '52.3' }, { id: `${a.slice(1)}b` }, {}, {}]
    const found = read(streetFile(rows.map(streetRow)))
    expect(found).toMatchObject({ blankIds: 2, repeatedIds: 3, identicalRows: 2 })
    expect(found.rows.used).toBe(7)
    expect(found.repeated.map((example) => example.line)).toEqual([3, 4, 5])
  })

  it('tells ids apart beyond the first growth of its tables', () => {
    const rows = Array.from({ length: 5000 }, (_, i) =>
      streetRow({ id: `id-${i}`, location: `Road ${i % 1700}`, lsoa: `E${i % 900}` }),
    )
    const found = read(streetFile([...rows, rows[17], rows[4999]]))
    expect(found).toMatchObject({ repeatedIds: 2, identicalRows: 2 })
    expect(found.texts).toEqual(Array.from({ length: 1700 }, (_, i) => `Road ${i}`))
    expect(found.batchRows.map((row) => row.lsoa).slice(0, 5000)).toEqual(Array.from({ length: 5000 }, (_, i) => i % 900))
  })

  it('lists every force and month, also of rows set aside for their type', () => {
    const found = read(streetFile([streetRow({ force: 'B' }), streetRow({ force: 'A', month: '2024-02', kind: 'Piracy' })]))
    expect(found.forces).toEqual(['A', 'B'])
    expect(found.months).toEqual(['2024-01'])
    expect(found.forceMonths).toEqual([
      { force: 'B', month: '2024-01' },
      { force: 'A', month: '2024-02' },
    ])
  })

  it.each([
    ['no bytes', '', 'file-empty', undefined],
    ['a header only', `${STREET_HEADER}\n`, 'file-empty', undefined],
    ['a last row cut short', `${STREET_HEADER}\n${streetRow()}\nabc,2024-01,Te`, 'file-cut', 3],
    ['a quote left open', `${STREET_HEADER}\n${streetRow()}\nabc,"2024-01`, 'file-cut', 3],
    ['a PDF', '%PDF-1.4 and so on', 'file-not-csv', 1],
  ])('refuses %s', (_, text, code, line) => {
    expect(() => read(utf8(text))).toThrow(expect.objectContaining({ code, line, file: 'x-street.csv' }))
  })

  it.each([
    [
      'an outcomes file',
      'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type',
      /Missing: crime type\..*outcomes/,
    ],
    ['a stop-and-search file', 'Type,Date,Latitude,Longitude,Legislation,Object of search', /Missing: month.*stop-and-search/],
    [
      'a layout of before 2013',
      'Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context',
      /Missing: longitude, latitude, lsoa code\..*eastings/,
    ],
    ['semicolons', STREET_HEADER.replaceAll(',', ';'), /semicolons/],
    ['a column twice', `${STREET_HEADER},month`, /twice/],
  ])('refuses %s, saying what it looks like', (_, header, hint) => {
    expect(() => read(utf8(`${header}\n1,2\n`))).toThrow(
      expect.objectContaining({ code: 'header-foreign', hint: expect.stringMatching(hint) }),
    )
  })

  it('refuses a file whose longitudes and latitudes hold each other, but not one such row among good ones', () => {
    const wrong = streetRow({ lng: '52.2', lat: '-0.9' })
    expect(() => read(streetFile([streetRow(), wrong, wrong]))).toThrow(
      expect.objectContaining({ code: 'coordinates-swapped', line: 3, column: 'Longitude', value: '52.2' }),
    )
    expect(read(streetFile([streetRow(), wrong, streetRow()])).rows.setAside).toEqual({ 'coordinate-out-of-range': 1 })
  })

  it('refuses eastings in the longitude column', () => {
    expect(() => read(streetFile([streetRow({ lng: '475000', lat: '260000' })]))).toThrow(
      expect.objectContaining({ code: 'coordinates-national-grid', line: 2, column: 'Longitude', value: '475000' }),
    )
  })

  it('refuses a category that does not exist', () => {
    expect(() => read(streetFile([streetRow()]), { categories: ['piracy'] })).toThrow(
      expect.objectContaining({ code: 'option-invalid', value: 'piracy' }),
    )
  })

  it('reads a file the same whatever files came before it, and keeps their dictionaries', () => {
    const rows = [
      { lng: '-1', lat: '52', location: 'A' },
      { lng: '', lat: '', location: 'B' },
      { lng: '-1', lat: '53' },
    ]
    const first = streetFile(rows.map(streetRow))
    const other = utf8('Crime type,Latitude,Longitude,Location,Month,LSOA code\nDrugs,52,-1,A,2024-02,E9\n')
    const [a, b, again] = readAll([first, other, first], { categories: null })
    expect(again).toEqual({ ...a, lsoaCodes: again.lsoaCodes, texts: again.texts })
    expect(b.batchRows).toEqual([{ lng: -1, lat: 52, lsoa: 1, text: 0, kind: 'drugs', month: '2024-02' }])
    expect(again.lsoaCodes).toEqual(['E01000001', 'E9'])
  })

  it('never takes one place for another whose fields are the same text cut elsewhere', () => {
    const header = 'Month,Longitude,Latitude,Location,LSOA code,Crime type'
    const csv = `${header}\n2024-01,-1,52,"a,b",c,Drugs\n2024-01,-1,52,a,"b,c",Drugs\n2024-01,-1,52,a,"b,c",Drugs\n`
    const found = read(utf8(csv))
    expect(found.batchRows.map(({ text, lsoa }) => [found.texts[text], found.lsoaCodes[lsoa]])).toEqual([
      ['a,b', 'c'],
      ['a', 'b,c'],
      ['a', 'b,c'],
    ])
  })

  it('reads places whose columns do not stand side by side', () => {
    const csv =
      'Location,Month,Longitude,Crime type,LSOA code,Latitude\nA,2024-01,-1,Drugs,E1,52\nA,2024-01,-1,Burglary,E1,52.5\n'
    expect(read(utf8(csv)).batchRows.map(({ lng, lat, kind }) => [lng, lat, kind])).toEqual([
      [-1, 52, 'drugs'],
      [-1, 52.5, 'burglary'],
    ])
  })
})
