import { webcrypto } from 'node:crypto'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { kindOfAreas } from '../../../../viewer/worker/recognise.js'
import { createWorkplace } from '../../../../viewer/worker/workplace.js'
import { streetFile, TWO_WARDS } from '../../../helpers/smallForce.js'

const quiet = () => undefined
const file = (name: string, content: string | Uint8Array) =>
  new File([typeof content === 'string' ? content : content.slice()], name)
const JANUARY = file('2024-01-smallshire-street.csv', streetFile('2024-01'))
const WARDS = file('wards.geojson', JSON.stringify(TWO_WARDS))
const EXTRACT = file(
  'extract.csv',
  [
    'Crime Ref,HO Code,Offence,Recorded Date,Easting,Northing',
    'A1,028B/01,Burglary,29/12/2023 10:00,453700,301800',
    'A2,028B/01,Burglary,30/12/2023 10:00,453800,301900',
    '',
  ].join('\n'),
)

const work = () => createWorkplace(webcrypto.subtle)
const rolesOf = async (...files: File[]) =>
  (await work().recognise(files, quiet))?.files.map(({ name, role, kind }) => [name, role, kind].join(' ').trim())

describe('raw files', () => {
  it('are told by content and name, in archives too', async () => {
    const zip = zipSync({
      '2024-02/2024-02-smallshire-street.csv': strToU8(streetFile('2024-02')),
      '2024-02/2024-02-smallshire-outcomes.csv': strToU8('Crime ID,Month\n'),
    })
    const roles = await rolesOf(
      JANUARY,
      file('feb.zip', zip),
      file('2024-03-smallshire-street.csv.gz', gzipSync(strToU8(streetFile('2024-03')))),
      WARDS,
      file('again.geojson', JSON.stringify(TWO_WARDS)),
      file('people.csv', 'LSOA21CD,total_population\nE01999001,1200\n'),
      file('iod.csv', 'LSOA code (2021),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)\nE01999001,5\n'),
      file('claimants.csv', 'LSOA21CD,claimants\nE01999001,12\n'),
      file('places.csv', '#control,rows=0,located=0\nlng,lat,category,month,count\n'),
      file('notes.txt', 'words'),
    )
    expect(roles).toEqual([
      '2024-01-smallshire-street.csv crimes',
      '2024-02-smallshire-street.csv crimes',
      '2024-02-smallshire-outcomes.csv unused',
      '2024-03-smallshire-street.csv crimes',
      'wards.geojson areas ward',
      'again.geojson areas',
      'people.csv population',
      'iod.csv deprivation',
      'claimants.csv unused',
      'places.csv crimes',
      'notes.txt unused',
    ])
  })
  it('without crimes are none that can be analysed', async () => {
    expect(await rolesOf(WARDS)).toBeUndefined()
  })
  it('that are tables of something else are refused in the words of the engine', async () => {
    const refused = (...files: File[]) => expect(rolesOf(...files)).rejects
    await refused(file('empty.csv', '')).toMatchObject({ code: 'file-empty', file: 'empty.csv' })
    await refused(file('two.csv', 'colour,size\nred,3\n')).toMatchObject({ code: 'header-foreign', file: 'two.csv', line: 1 })
    await refused(WARDS, file('two.csv', 'colour,size\nred,3\n')).toMatchObject({ file: 'two.csv' })
  })
  it('that are part of a results folder are left to whoever opens results', async () => {
    expect(await rolesOf(file('cells.csv', 'cell,crimes\n'), file('cube.csv', 'unit,count\n'))).toBeUndefined()
  })
  it('in an archive that is damaged or a bomb are refused', async () => {
    await expect(rolesOf(JANUARY, file('a.zip', 'no zip'))).rejects.toMatchObject({ code: 'file-unreadable', file: 'a.zip' })
    await expect(rolesOf(JANUARY, file('a.csv.gz', 'no gz'))).rejects.toMatchObject({ code: 'file-unreadable' })
    const bomb = new Uint8Array(20_000_000)
    await expect(rolesOf(JANUARY, file('b.zip', zipSync({ 'b.csv': bomb })))).rejects.toMatchObject({ code: 'zip-ratio' })
    await expect(rolesOf(JANUARY, file('b.csv.gz', gzipSync(bomb)))).rejects.toMatchObject({ code: 'zip-ratio' })
  })
  it('have areas of the kind of their own code column, else of their name', () => {
    const kind = (name: string, properties: object, type = 'Polygon') =>
      kindOfAreas(name, strToU8(JSON.stringify({ type: 'FeatureCollection', features: [{ properties, geometry: { type } }] })))
    expect(kind('a.geojson', { LSOA21CD: 'E01', WD24CD: 'E05' })).toBe('lsoa')
    expect(kind('a.geojson', { OBJECTID: 1, wd22cd: 'E05', LAD22CD: 'E06' })).toBe('ward')
    expect(kind('a.geojson', { beat_code: 'N1', parent_code: 'S1' }, 'MultiPolygon')).toBe('beat')
    expect(kind('my-beats.geojson', { code: 'N1' })).toBe('beat')
    expect(kind('upwards.geojson', { code: 'N1' })).toBe('')
    expect(kind('roads.geojson', { name: 'A1' }, 'LineString')).toBeNull()
  })
  it('become the results the command line would write, rows accounted for first', async () => {
    const place = work()
    const bad = file('2024-02-smallshire-street.csv', `${streetFile('2024-02')}short,row\n`)
    const found = await place.recognise([JANUARY, bad, WARDS], quiet)
    const rows = await place.readCrimes({ confirmed: false }, quiet)
    expect(rows.map(({ read, used, setAside }) => ({ read, used, aside: setAside['malformed-row'] ?? 0 }))).toEqual([
      { read: 40, used: 40, aside: 0 },
      { read: 41, used: 40, aside: 1 },
    ])
    const files = await place.analyse({ kinds: found?.files.map(({ kind }) => kind) ?? [] }, quiet)
    const results = await place.open({ kind: 'files', files }, quiet)
    expect(results?.document).toMatchObject({
      force: 'Smallshire Police',
      marking: 'OFFICIAL-SENSITIVE',
      rows: { read: 81, used: 80 },
      inputs: [{ role: 'ward', name: 'wards.geojson', bytes: WARDS.size }],
    })
    expect(results?.lists[0]).toMatchObject({ id: 'wards', units: [{ id: 'E05999001' }, { id: 'E05999002' }] })
  })
  it('without areas, or with two files of one kind, are refused with what to do', async () => {
    const place = work()
    await place.recognise([JANUARY, WARDS, file('again.geojson', JSON.stringify(TWO_WARDS))], quiet)
    await place.readCrimes({ confirmed: false }, quiet)
    await expect(place.analyse({ kinds: ['', '', ''] }, quiet)).rejects.toMatchObject({ code: 'boundary-missing' })
    const twice = place.analyse({ kinds: ['', 'ward', 'ward'] }, quiet)
    await expect(twice).rejects.toMatchObject({ code: 'option-invalid', file: 'again.geojson', value: 'ward' })
  })
  it('of a force show their guessed columns, and are not read before these are confirmed', async () => {
    const place = work()
    const found = await place.recognise([EXTRACT, WARDS], quiet)
    expect(found?.mapping).toMatchObject({ file: 'extract.csv', coordinates: 'national-grid', dates: 'dmy' })
    expect(found?.mapping?.fields).toContainEqual({
      field: 'recorded',
      heading: 'Recorded Date',
      seen: expect.arrayContaining([expect.stringMatching(/^\d\d\/\d\d\/\d{4} /)]),
    })
    expect(Math.max(...(found?.mapping?.fields ?? []).map(({ seen }) => seen.length))).toBeLessThanOrEqual(3)
    await expect(place.readCrimes({ confirmed: false }, quiet)).rejects.toMatchObject({ code: 'mapping-needed' })
    expect(await place.readCrimes({ confirmed: true }, quiet)).toMatchObject([{ name: 'extract.csv', read: 2, used: 2 }])
  })
})
