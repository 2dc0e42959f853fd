import { describe, expect, it } from 'vitest'
import type { ColumnMapping } from '../../../engine/input/columnMapping.js'
import { createForceExtractReader, type ForceExtractOptions } from '../../../engine/input/forceExtract.js'
import { readGridFile } from '../../../engine/input/gridFile.js'
import { monthText } from '../../../engine/input/month.js'
import { fromNationalGrid } from '../../../engine/input/nationalGrid.js'
import type { CrimeBatch } from '../../../engine/types.js'
import { FORCE_HEADER, FORCE_MAPPING, type ForceRow, forceFile, forceRow } from '../../helpers/forceFile.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { textTable } from '../../helpers/tables.js'

const tables = referenceTables()
const utf8 = (text: string) => new TextEncoder().encode(text)
const utc = (iso: string) => Date.parse(iso) / 60_000

function readBytes(bytes: Uint8Array, mapping: ColumnMapping = FORCE_MAPPING, more: Partial<ForceExtractOptions> = {}) {
  const rows: {
    lng: number
    lat: number
    kind: number
    month: string
    beat: number
    from: number
    to: number
    recorded: number
  }[] = []
  const options = { categories: null, gridFile: null, keepReferences: false, ...more }
  const reader = createForceExtractReader('x.csv', mapping, tables, options, (batch: CrimeBatch) => {
    const { lng, lat, kind, month, force } = batch
    if (force === null) throw new Error('a force file has its columns')
    for (let r = 0; r < batch.length; r++) {
      const times = { from: force.from[r], to: force.to[r], recorded: force.recorded[r] }
      rows.push({ lng: lng[r], lat: lat[r], kind: kind[r], month: monthText(month[r]), beat: force.beat[r], ...times })
    }
  })
  reader.push(bytes)
  const end = reader.end()
  return { ...end, batchRows: rows.map((row) => ({ ...row, kind: end.dictionaries.kindIds[row.kind] })) }
}
const read = (rows: readonly ForceRow[], more: Partial<ForceExtractOptions> = {}) =>
  readBytes(forceFile(rows), FORCE_MAPPING, more)
const counts = (notes: ReturnType<typeof read>['notes']) =>
  Object.fromEntries(Object.entries(notes).map(([code, { count }]) => [code, count]))
/** Enough good rows that a bad one is no fault of the whole file. */
const good = Array.from({ length: 200 }, () => ({}))

describe('createForceExtractReader', () => {
  it('reads a row: place, kind, London month and times', () => {
    const found = read([{ recorded: '01/07/2024 00:10', from: '30/06/2024 22:00', to: '30/06/2024 23:30', domestic: 'Y' }])
    const [lng, lat] = fromNationalGrid(475300, 260500)
    expect(found.batchRows).toEqual([
      {
        lng,
        lat,
        kind: '28E+domestic',
        month: '2024-07',
        beat: 0,
        from: utc('2024-06-30T21:00Z'),
        to: utc('2024-06-30T22:30Z'),
        recorded: utc('2024-06-30T23:10Z'),
      },
    ])
    expect(found.rows).toEqual({ read: 1, used: 1, located: 1, setAside: {} })
    expect(found.months).toEqual(['2024-07'])
    const { force } = found.dictionaries
    expect(force?.beats.texts().bytes).toEqual(new TextEncoder().encode('B1'))
    expect(force?.premises.texts().bytes).toEqual(new TextEncoder().encode('Dwelling'))
    expect(counts(found.notes)).toEqual({ 'helmert-precision': 1 })
  })

  it.each([
    [{ status: 'Cancelled/No Crime' }, 'cancelled'],
    [{ status: 'no-crime' }, 'cancelled'],
    [{ status: 'CRI' }, 'crime-related-incident'],
    [{ status: 'Transferred to other force' }, 'transferred'],
    [{ status: 'Transferred to Action Fraud' }, 'fraud-national'],
    [{ status: 'Non Notifiable' }, 'non-notifiable'],
    [{ recorded: '' }, 'month-unreadable'],
    [{ recorded: '31/12/1999 10:00' }, 'month-unreadable'],
    [{ recorded: '31/02/2024' }, 'month-unreadable'],
    [{ code: '', offence: '' }, 'kind-unknown'],
    [{ code: 'N/A', offence: 'Something' }, 'kind-unknown'],
    [{ code: '53C', offence: 'Fraud' }, 'fraud-national'],
    [{ easting: 'east' }, 'coordinate-unreadable'],
    [{ easting: '' }, 'coordinate-unreadable'],
    [{ easting: '4.753E+05' }, 'coordinate-unreadable'],
    [{ easting: '12', northing: '26' }, 'coordinate-out-of-range'],
    [{ easting: '47530', northing: '26050' }, 'coordinate-out-of-range'],
    [{ easting: '47530', northing: '260500' }, 'coordinate-out-of-range'],
    [{ easting: '260500', northing: '475300' }, 'coordinate-out-of-range'],
    [{ easting: '-0.9', northing: '52.2' }, 'coordinate-out-of-range'],
  ])('sets a row with %j aside as %s', (row, reason) => {
    const found = read([...good, row])
    expect(found.rows.setAside).toEqual({ [reason]: 1 })
    expect(found.rows.read).toBe(201)
    expect(found.setAside[reason as keyof typeof found.setAside]?.[0]).toMatchObject({ file: 'x.csv', line: 202 })
  })

  it('keeps rows without location, however that is written', () => {
    const none = ['', '0', '0.00', 'NULL', '#N/A'].map((text) => ({ easting: text, northing: text }))
    expect(read(none).rows).toEqual({ read: 5, used: 5, located: 0, setAside: {} })
  })

  it('counts live, filed and unknown states as crimes, the unknown by name', () => {
    const found = read([{ status: '' }, { status: 'Live' }, { status: 'Filed - undetected' }, { status: 'Wibble' }])
    expect(found.rows.used).toBe(4)
    expect(found.notes['status-unknown']).toEqual({
      count: 1,
      examples: [{ file: 'x.csv', line: 5, column: 'Status', value: 'Wibble' }],
    })
  })

  it('names kinds by code and flags in code-point order', () => {
    const old = { recorded: '15/01/2024 10:00', from: '14/01/2023 10:00', to: '' }
    const kinds = read([
      { code: '008N/01', domestic: 'Yes', online: '1', ...old },
      { code: '8N', ...old, from: '15/01/2023 10:00' },
      { code: '', offence: 'ASB - Nuisance' },
      { code: '', offence: 'shoplifting' },
      { code: '999Z' },
    ])
    expect(kinds.batchRows.map((row) => row.kind)).toEqual([
      '8N+domestic+historic+online',
      '8N',
      'anti-social-behaviour',
      'shoplifting',
      '999Z',
    ])
    expect(kinds.notes['offence-unmatched']).toEqual({
      count: 1,
      examples: [{ file: 'x.csv', line: 6, column: 'HO Code', value: '999Z: 1' }],
    })
  })

  it('keeps only the categories asked for', () => {
    const rows = [{ code: '28E' }, { code: '8N' }, { code: '', offence: 'ASB' }, { code: '999Z' }]
    expect(read(rows, { categories: ['burglary'] }).rows).toMatchObject({ used: 1, setAside: { 'kind-not-asked': 3 } })
    expect(() => read(rows, { categories: ['piracy'] })).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  it('notes times that cannot be, and leaves them unknown', () => {
    const found = read([
      { recorded: '01/04/2024 10:00', from: '31/03/2024 01:30', to: '31/03/2024 03:00' },
      { recorded: '28/10/2024 10:00', from: '27/10/2024 01:30', to: '' },
      { from: '14/01/2024 18:00', to: '14/01/2024 08:00' },
      { from: 'last week', to: '14/01/2024 08:00' },
      { from: '14/01/2024 08:00', to: '14/01/2032 08:00' },
      { from: '12/01/2024', to: '13/01/2024' },
      { from: '12/01/2024', to: '' },
    ])
    expect(found.batchRows.map(({ from, to }) => [from, to])).toEqual([
      [Number.NaN, utc('2024-03-31T02:00Z')],
      [utc('2024-10-27T00:30Z'), Number.NaN],
      [Number.NaN, Number.NaN],
      [Number.NaN, utc('2024-01-14T08:00Z')],
      [utc('2024-01-14T08:00Z'), Number.NaN],
      [utc('2024-01-12T00:00Z'), utc('2024-01-13T23:59Z')],
      [utc('2024-01-12T00:00Z'), utc('2024-01-12T23:59Z')],
    ])
    expect(counts(found.notes)).toEqual({
      'helmert-precision': 7,
      'time-does-not-exist': 1,
      'time-twice': 1,
      'time-reversed': 1,
      'time-unreadable': 1,
      'time-after-recorded': 1,
      'date-only': 3,
    })
  })

  it('joins a date with the time of its own column', () => {
    const header = 'HOC,Date Recorded,From Date,From Time,X,Y'
    const mapping: ColumnMapping = {
      fields: { code: 'HOC', recorded: 'Date Recorded', from: 'From Date', fromTime: 'From Time', easting: 'X', northing: 'Y' },
      coordinates: 'national-grid',
      dates: 'dmy',
    }
    const row = '28E,15/01/2024,14/01/2024 00:00,1830,475300,260500'
    const found = readBytes(utf8(`${header}\n${row}\n`), mapping)
    expect(found.batchRows[0].from).toBe(utc('2024-01-14T18:30Z'))
  })

  it('reads letter references at the centre of their square, and says how coarse', () => {
    const { easting, northing, ...fields } = FORCE_MAPPING.fields
    const mapping: ColumnMapping = {
      ...FORCE_MAPPING,
      fields: { ...fields, gridReference: easting ?? '' },
      coordinates: 'grid-reference',
    }
    const rows = ['SP 753 605', 'SP7530060500', 'nowhere', ''].map((text) => ({ easting: text, northing: northing ?? '' }))
    const found = readBytes(forceFile(rows), mapping)
    const [lng, lat] = fromNationalGrid(475350, 260550)
    expect(found.batchRows[0]).toMatchObject({ lng, lat })
    expect(found.rows).toMatchObject({ used: 3, located: 2, setAside: { 'coordinate-unreadable': 1 } })
    expect(found.notes['grid-reference-precision']?.count).toBe(1)
  })

  it('uses the grid file where it reaches, the Helmert shift elsewhere', () => {
    const points = [475, 476].flatMap((x) => [260, 261].map((y) => `1,${x}000,${y}000,100,-80,45,1`))
    const header =
      'Point_ID,ETRS89_Easting,ETRS89_Northing,ETRS89_OSGB36_EShift,ETRS89_OSGB36_NShift,ETRS89_ODN_HeightShift,Height_Datum_Flag'
    const found = read([{ easting: '475,300.0' }, { easting: '485300' }], {
      gridFile: readGridFile(textTable('g', [header, ...points])),
    })
    expect(found.notes['helmert-precision']?.count).toBe(1)
    expect(found.batchRows[0].lng).not.toBe(fromNationalGrid(475300, 260500)[0])
    expect(Math.abs(found.batchRows[0].lng - fromNationalGrid(475300, 260500)[0])).toBeLessThan(0.001)
  })

  it.each([
    ['coordinates-out-of-range', { easting: '47530', northing: '26050' }],
    ['coordinates-swapped', { easting: '260500', northing: '475300' }],
    ['coordinates-mixed', { easting: '-0.9', northing: '52.2' }],
    ['date-ambiguous', { recorded: '01/31/2024' }],
  ])('refuses a file of which most rows are wrong: %s', (code, row) => {
    expect(() => read([row, row, {}])).toThrow(expect.objectContaining({ code, file: 'x.csv', line: 2 }))
  })

  it('refuses days and months the wrong way round although most dates can be read', () => {
    const early = Array.from({ length: 6 }, (_, day) => ({ recorded: `0${day + 1}/10/2023` }))
    const late = { recorded: '10/13/2023' }
    expect(() => read([...early, late])).toThrow(expect.objectContaining({ code: 'date-ambiguous', line: 8 }))
    // one day over 12 says that the order is right, and the other date a mistake
    expect(read([...early, late, { recorded: '13/10/2023' }]).rows.setAside).toEqual({ 'month-unreadable': 1 })
  })

  it('refuses two coordinate systems in one file from one row in a hundred', () => {
    const degrees = { easting: '-0.9', northing: '52.2' }
    expect(() => read([...good, degrees, degrees, degrees])).toThrow(expect.objectContaining({ code: 'coordinates-mixed' }))
    expect(read([...good, degrees, degrees]).notes['coordinate-mixed']?.count).toBe(2)
  })

  it('catches longitude and latitude the wrong way round, and metres among degrees', () => {
    const { easting, northing, ...fields } = FORCE_MAPPING.fields
    const mapping: ColumnMapping = {
      ...FORCE_MAPPING,
      fields: { ...fields, lng: easting ?? '', lat: northing ?? '' },
      coordinates: 'degrees',
    }
    const right = { easting: '-0.9', northing: '52.2' }
    const many = good.map(() => right)
    const one = (row: ForceRow) => counts(readBytes(forceFile([...many, row]), mapping).notes)
    expect(one({ easting: '52.2', northing: '-0.9' })).toEqual({ 'coordinate-swapped': 1 })
    expect(one({})).toEqual({ 'coordinate-mixed': 1 })
    // the world, not the kingdom, is the range
    expect(readBytes(forceFile([{ easting: '-87.6', northing: '41.9' }]), mapping).rows.located).toBe(1)
    // Greenwich
    expect(readBytes(forceFile([{ easting: '0', northing: '51.5' }]), mapping).rows.located).toBe(1)
  })

  it('counts blank and repeated references, without naming them', () => {
    const found = read([{ id: 'A' }, { id: 'A' }, { id: 'A', code: '8N' }, { id: '' }], { keepReferences: true })
    expect(found).toMatchObject({ blankIds: 1, repeatedIds: 2, identicalRows: 1 })
    expect(found.repeated[0]).toEqual({ file: 'x.csv', line: 3, column: 'Crime Ref' })
    expect(found.references?.length).toBe(1)
  })

  it('accounts for blank lines, short rows and a cut end', () => {
    const text = [FORCE_HEADER, forceRow(), '', 'a,b', forceRow(), '', ''].join('\r\n')
    const found = readBytes(utf8(text))
    expect(found.rows).toMatchObject({ read: 4, used: 2, setAside: { 'malformed-row': 2 } })
    expect(found.setAside['malformed-row']?.map(({ line }) => line)).toEqual([3, 4])
    expect(() => readBytes(utf8(`${FORCE_HEADER}\n${forceRow()}\nA,28E`))).toThrow(
      expect.objectContaining({ code: 'file-cut', line: 3 }),
    )
    expect(() => readBytes(utf8(''))).toThrow(expect.objectContaining({ code: 'file-empty' }))
    expect(() => readBytes(utf8(FORCE_HEADER))).toThrow(expect.objectContaining({ code: 'file-empty' }))
  })

  it('notes flags that are neither yes nor no', () => {
    const found = read([{ domestic: 'maybe' }, { domestic: '' }, { domestic: 'not known' }])
    expect(counts(found.notes)).toEqual({ 'flag-unreadable': 1, 'helmert-precision': 3 })
  })
})
