import { describe, expect, it } from 'vitest'
import { readSearches } from '../../../engine/input/stopSearch.js'
import { sourceOf, TEST_TABLES } from '../../helpers/streetFile.js'

const HEADER =
  'Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing'

function row(change: { date?: string; lat?: string; lng?: string; object?: string } = {}): string {
  const { date = '2021-10-05T12:00:00+00:00', lat = '51.5', lng = '-0.1', object = 'Controlled drugs' } = change
  return `Person search,${date},False,,${lat},${lng},Male,18-24,Secret one,Secret two,An Act,${object},Arrest,,`
}

const bytes = (rows: readonly string[], header = HEADER) => new TextEncoder().encode([header, ...rows, ''].join('\n'))
const read = (rows: readonly string[], header?: string) =>
  readSearches([sourceOf('s.csv', bytes(rows, header))], TEST_TABLES.places)

describe('readSearches', () => {
  it('counts searches by place, object and London month, with latitude before longitude', async () => {
    const searches = await read([
      row({ date: '2021-09-30T22:59:00+00:00' }),
      row({ date: '2021-09-30T23:10:00+00:00' }),
      row({ date: '2021-10-31T23:55:00+00:00' }),
      row({ lat: '', lng: '', object: '' }),
    ])
    expect(searches).toMatchObject({ role: 'searches', kindIds: ['Controlled drugs', 'not stated'] })
    expect(searches.rows).toEqual({ read: 4, used: 4, located: 3, setAside: {} })
    expect(searches.files[0].months).toEqual(['2021-09', '2021-10'])
    expect([...searches.places.lng]).toEqual([-0.1, Number.NaN])
    expect([...searches.places.lat]).toEqual([51.5, Number.NaN])
    // one before 23:00 UTC on 30 September, summer time; two in October; one without place
    const { place, kind, month, count } = searches.tallies
    expect([...place].map((p, r) => [p, kind[r], month[r], count[r]])).toEqual([
      [0, 0, 260, 1],
      [0, 0, 261, 2],
      [1, 1, 261, 1],
    ])
  })

  it('stores nothing about the person', async () => {
    const searches = await read([row()])
    expect(JSON.stringify({ ...searches, files: [] })).not.toMatch(/Secret|Male|18-24/)
    expect(searches.issues).toContainEqual(expect.objectContaining({ code: 'persons-not-read' }))
  })

  it('sets a row aside by the first reason, with its line, column and value', async () => {
    const searches = await read([
      'too,few',
      row({ date: 'yesterday' }),
      row({ lat: 'north' }),
      row({ lng: '' }),
      row({ lat: '12.5' }),
      row(),
    ])
    expect(searches.rows).toEqual({
      read: 6,
      used: 1,
      located: 1,
      setAside: { 'malformed-row': 1, 'month-unreadable': 1, 'coordinate-unreadable': 2, 'coordinate-out-of-range': 1 },
    })
    const examples = searches.issues.flatMap((issue) => issue.examples.map((example) => [issue.code, example]))
    expect(examples).toEqual(
      expect.arrayContaining([
        ['malformed-row', { file: 's.csv', line: 2, value: '2 fields instead of 15' }],
        ['month-unreadable', { file: 's.csv', line: 3, column: 'Date', value: 'yesterday' }],
        ['coordinate-unreadable', { file: 's.csv', line: 4, column: 'Latitude', value: 'north' }],
        ['coordinate-out-of-range', { file: 's.csv', line: 6, column: 'Latitude', value: '12.5' }],
      ]),
    )
  })

  it('refuses foreign headers, swapped columns, metres and cut files', async () => {
    await expect(read([], 'Crime ID,Month,Crime type')).rejects.toThrow(/header-foreign.*street file/)
    await expect(read([], HEADER.replace('Gender', 'Date'))).rejects.toThrow(/header-foreign.*twice/)
    await expect(read([row({ lat: '-0.1', lng: '51.5' })])).rejects.toThrow(/coordinates-swapped/)
    await expect(read([row({ lat: '180000', lng: '530000' })])).rejects.toThrow(/coordinates-national-grid/)
    const cut = bytes([row()]).slice(0, -30)
    await expect(readSearches([sourceOf('s.csv', cut)], TEST_TABLES.places)).rejects.toThrow(/file-cut/)
    await expect(readSearches([sourceOf('s.csv', new Uint8Array())], TEST_TABLES.places)).rejects.toThrow(/file-empty/)
  })

  it('reads a file given twice once, and gives the same whatever the order of files and the size of pieces', async () => {
    const a = bytes([row(), row({ lng: '-0.2', object: 'Firearms' })])
    const b = bytes([row({ date: '2021-11-02T00:00:00+00:00', object: 'Any' })])
    const first = await readSearches([sourceOf('a.csv', a), sourceOf('b.csv', b), sourceOf('c.csv', a)], TEST_TABLES.places)
    const second = await readSearches(
      [sourceOf('c.csv', a, 7), sourceOf('b.csv', b, 3), sourceOf('a.csv', a, 11)],
      TEST_TABLES.places,
    )
    expect(second).toEqual(first)
    expect(first.rows).toEqual({ read: 5, used: 3, located: 3, setAside: { 'same-file-twice': 2 } })
  })
})
