import { beforeAll, describe, expect, it } from 'vitest'
import { readCrimes } from '../../../engine/input/crimes.js'
import { applyPlaceDecisions, readPlaceDecisions } from '../../../engine/input/placeDecisions.js'
import type { ReferenceTables } from '../../../engine/inputTables.js'
import { checkReport } from '../../../engine/output/checkReport.js'
import type { Crimes } from '../../../engine/types.js'
import { FORCE_MAPPING, forceFile } from '../../helpers/forceFile.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { sourceOf, streetFile, streetRow } from '../../helpers/streetFile.js'
import { textTable } from '../../helpers/tables.js'

let tables: ReferenceTables
beforeAll(() => {
  tables = referenceTables()
})

async function crimesOf(files: Readonly<Record<string, readonly string[]>>): Promise<Crimes> {
  const sources = Object.entries(files).map(([name, rows]) => sourceOf(name, streetFile(rows)))
  return readCrimes(sources, tables, { categories: null })
}

const JANUARY = [
  streetRow({ id: 'a' }),
  streetRow({ id: 'a' }),
  streetRow({ kind: 'Anti-social behaviour' }),
  streetRow({ id: 'b', kind: 'Jaywalking' }),
  streetRow({ id: 'c', lng: '', lat: '', location: 'No Location', lsoa: '' }),
  streetRow({ id: 'd', location: 'On or near Hospital', lng: '-0.91', lsoa: '' }),
]
const MARCH = [streetRow({ id: 'e', month: '2024-03', kind: 'Robbery' })]

describe('checkReport', () => {
  it('accounts for every file and for rows set aside, with the first example', async () => {
    const { text, json } = checkReport(await crimesOf({ 'jan.csv': JANUARY, 'mar.csv': MARCH }), tables)
    expect(json.rows).toMatchObject({ read: 7, used: 6, located: 5 })
    expect(text).toMatch(/jan\.csv +6 +5 +4 +2024-01 +1 +1 +1\n/)
    expect(text).toContain('7 rows read = 6 used + 1 set aside; used = 5 located + 1 without location.')
    expect(text).toContain('kind-unknown: 1, first jan.csv, line 5, Crime type, "Jaywalking"')
  })

  it('names the months missing between the first and the last', async () => {
    const { text, json } = checkReport(await crimesOf({ 'jan.csv': JANUARY, 'mar.csv': MARCH }), tables)
    expect(json.months).toEqual({ present: ['2024-01', '2024-03'], missing: ['2024-02'] })
    expect(text).toContain('missing between them: 2024-02. A missing month is unknown, not zero.')
    expect(checkReport(await crimesOf({ 'jan.csv': JANUARY }), tables).text).toContain('none missing between them')
  })

  it('lists the busiest points with share and flag, places that share a coordinate as one', async () => {
    const apart = [...JANUARY, streetRow({ id: 'f', lsoa: 'E01000002' })]
    const { json } = checkReport(await crimesOf({ 'jan.csv': apart }), tables)
    expect(json.busiest.map(({ name, count, share, flag }) => ({ name, count, share, flag }))).toEqual([
      { name: 'High Street', count: 4, share: 0.8, flag: '' },
      { name: 'Hospital', count: 1, share: 0.2, flag: 'institution' },
    ])
    expect(json.precision.points).toBe(2)
    expect(json.extent).toEqual({ west: -0.91, south: 52.2, east: -0.9, north: 52.2 })
  })

  it('says of every busiest point what is proposed, and what that means', async () => {
    const rows = [
      ...Array.from({ length: 5 }, (_, k) => streetRow({ id: `${k}`, location: `On or near Way ${k}` })),
      streetRow({ lng: '-0.8', location: 'On or near Hospital' }),
      streetRow({ lng: '-0.7', location: 'On or near Parking Area' }),
    ]
    const { text, json } = checkReport(await crimesOf({ 'a.csv': rows }), tables)
    expect(json.busiest.map(({ texts, flag, proposed }) => [texts, flag, proposed])).toEqual([
      [5, '', 'located-by-default'],
      [1, 'institution', 'institution'],
      [1, 'generic', 'one-address'],
    ])
    expect(text).toMatch(/Way 0 +5 +71 % +5 +-0\.9000 +52\.2000 +located-by-default\n/)
    expect(text).toMatch(/Hospital +1 +14 % +1 +-0\.8000 +52\.2000 +institution +institution\n/)
    expect(text).toContain('located-by-default: 1 point with many location texts')
    expect(text).toContain('until somebody decides')
    expect(text).toContain('institution: 1 point left out of hotspots by its name')
    expect(text).toContain('one-address: 1 point with over half')
  })

  it('shows what is decided in place of what is proposed', async () => {
    const crimes = await crimesOf({ 'jan.csv': JANUARY })
    const decisions = readPlaceDecisions(textTable('p.csv', ['lng,lat,decision', '-0.9,52.2,by-default', '-0.91,52.2,keep']))
    const { text, json } = checkReport(applyPlaceDecisions(crimes, decisions), tables, decisions)
    expect(json.busiest.map(({ flag, decision }) => [flag, decision])).toEqual([
      ['', 'by-default'],
      ['', 'keep'],
    ])
    expect(text).toMatch(/High Street +3 .* by-default \(decided\)\n/)
    expect(text).not.toMatch(/one-address|institution/)
    expect(text).toContain('located-by-default: 3 located rows (75.0 %) stand at 1 point')
  })

  it('prints the 50 busiest points, a point without a text as "(no name)"', async () => {
    const rows = Array.from({ length: 60 }, (_, k) =>
      streetRow({ id: `${k}`, lng: (-0.9 + k / 1000).toFixed(6), location: k === 0 ? '' : 'On or near High Street' }),
    )
    const { text } = checkReport(await crimesOf({ 'a.csv': rows }), tables)
    expect(text.match(/ \(no name\) | High Street /g)).toHaveLength(50)
    expect(text).toMatch(/\(no name\) +1 +1\.7 %/)
    expect(text).toContain('most rows have one of their own')
  })

  it('says that points that many rows share are those of a public map', async () => {
    expect(checkReport(await crimesOf({ 'jan.csv': JANUARY }), tables).text).toContain(
      'Location: 4 rows at 2 different points, those of a public map: each stands for the addresses around it',
    )
  })

  it('counts LSOA codes and located rows without one', async () => {
    const { json } = checkReport(await crimesOf({ 'jan.csv': JANUARY }), tables)
    expect(json.lsoas).toEqual({ codes: 1, rowsWithoutCode: 1 })
  })

  it('lists offences without a weight, ASB not among them', async () => {
    const [scheme] = tables.harm
    const poorer = { ...tables, harm: [{ ...scheme, category: new Map() }] }
    const crimes = await crimesOf({ 'jan.csv': JANUARY, 'mar.csv': MARCH })
    expect(checkReport(crimes, poorer).json.unmatched).toEqual([
      { kind: 'burglary', count: 4 },
      { kind: 'robbery', count: 1 },
    ])
    expect(checkReport(crimes, tables).text).toContain('every crime has a weight in severity (ONS CSS 2020-21)')
  })

  it('does not claim a weight for codes that are not in the tables', async () => {
    const source = sourceOf('f.csv', forceFile([{ code: '28E' }, { code: '8/01' }, { code: '8/01' }]))
    const crimes = await readCrimes([source], tables, { categories: null, mapping: FORCE_MAPPING })
    const { text, json } = checkReport(crimes, tables)
    expect(json).toMatchObject({ unmatched: [], averaged: 2 })
    expect(text).not.toContain('every crime has a weight')
    expect(text.replace(/\s+/g, ' ')).toContain(
      '2 crimes of codes without a weight of their own have the average of the category.',
    )
  })

  it("gives a force's own points in metres of the National Grid, published ones in degrees", async () => {
    const rows = Array.from({ length: 30 }, () => ({ text: '', premises: '' }))
    const own = await readCrimes([sourceOf('own.csv', forceFile(rows))], tables, { categories: null, mapping: FORCE_MAPPING })
    const { text } = checkReport(own, tables)
    expect(text).toMatch(/rank +busiest points +rows +share +texts +easting +northing +class +proposed\n/)
    expect(text).toMatch(/\(no name\) +30 +100 % +\d+ +475300 +260500 /)
    expect(text).toContain('class: what the name or the type of premises says the point is; proposed:')
    expect(checkReport(await crimesOf({ 'jan.csv': JANUARY }), tables).text).toMatch(/texts +lng +lat +class/)
  })

  it('refuses files of which no row can be used, with the reasons and the first example', async () => {
    const crimes = await crimesOf({ 'a.csv': [streetRow({ kind: 'Jaywalking' }), streetRow({ kind: 'Jaywalking' })] })
    expect(() => checkReport(crimes, tables)).toThrow(
      /no-data-in-period: .*No row of the 2 rows read can be used\. Set aside: kind-unknown 2, first a\.csv, line 2, Crime type, "Jaywalking"\./,
    )
  })

  it('advises no resolution on few rows', async () => {
    const rows = Array.from({ length: 60 }, (_, k) => streetRow({ id: `${k}`, lng: (-0.9 + k / 50).toFixed(6) }))
    expect(checkReport(await crimesOf({ 'a.csv': rows }), tables).text.replace(/\s+/g, ' ')).toContain(
      'too fine. With under 500 rows that may be chance: too few rows to tell.',
    )
  })

  it('has an answer for files without any location', async () => {
    const { text, json } = checkReport(await crimesOf({ 'a.csv': [streetRow({ lng: '', lat: '', lsoa: '' })] }), tables)
    expect(json.extent).toBeNull()
    expect(text).toContain('Location: no row has one.')
    expect(text).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('keeps its own lines within 110 columns', async () => {
    const { text } = checkReport(await crimesOf({ [`${'long-'.repeat(30)}.csv`]: JANUARY, 'mar.csv': MARCH }), tables)
    const own = text.split('\n').filter((line) => !line.startsWith('    '))
    expect(Math.max(...own.filter((line) => !line.includes('kind-unknown')).map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})
