import { describe, expect, it } from 'vitest'
import { acceptGuess } from '../../../engine/input/columnMapping.js'
import { guessOfSource, readCrimes } from '../../../engine/input/crimes.js'
import { NONE } from '../../../engine/types.js'
import { FORCE_HEADER, FORCE_MAPPING, type ForceRow, forceFile } from '../../helpers/forceFile.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { sourceOf, streetFile, streetRow } from '../../helpers/streetFile.js'

const tables = referenceTables()
const mapped = { categories: null, mapping: FORCE_MAPPING }
const file = (name: string, rows: readonly ForceRow[], piece?: number) => sourceOf(name, forceFile(rows), piece)
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('readCrimes of force extracts', () => {
  it('reads them by the mapping, and police.uk files beside them by their header', async () => {
    const street = sourceOf('s.csv', streetFile([streetRow()]))
    const crimes = await readCrimes([file('f.csv', [{ domestic: 'Y' }, { beat: '' }]), street], tables, mapped)
    expect(crimes.rows).toMatchObject({ read: 3, used: 3, located: 3 })
    expect(crimes.kindIds).toEqual(['28E', '28E+domestic', 'burglary'])
    expect(crimes.places.beatCodes).toEqual(['B1'])
    expect(Array.from(crimes.places.beatCode ?? []).sort()).toEqual([0, NONE, NONE])
    expect(crimes.events).toBeNull()
    expect(crimes.issues.map(({ code }) => code)).toEqual(['helmert-precision'])
  })

  it('keeps single crimes with their times when asked', async () => {
    const crimes = await readCrimes([file('f.csv', [{}, {}, { to: '' }])], tables, { ...mapped, keepEvents: true })
    expect(Array.from(crimes.events?.count ?? [])).toEqual([2, 1])
    expect(crimes.events?.to[1]).toBeNaN()
  })

  it('asks for a mapping and shows the one it would take', async () => {
    await expect(readCrimes([file('f.csv', [{}])], tables, { categories: null })).rejects.toMatchObject({
      code: 'mapping-needed',
      file: 'f.csv',
      hint: expect.stringContaining('code "HO Code", offence "Offence", recorded "Recorded Date"'),
    })
  })

  it('says which headings it knows and which are missing', async () => {
    const hint = async (text: string) =>
      readCrimes([sourceOf('x.csv', utf8(text))], tables, { categories: null }).then(
        () => '',
        ({ code, hint }) => `${code}: ${hint}`,
      )
    expect(await hint('HO Code,Easting,Northing,When\n8N,475300,260500,13/01/2024\n')).toMatch(
      /^header-foreign: .*recognised: code "HO Code", easting "Easting", northing "Northing"\. Missing: a date of recording\. .*--mapping FILE/,
    )
    expect(await hint('a,b\n1,2\n')).toMatch(
      /none of its headings was recognised\. Missing: a date.*; a Home Office.*; a location/,
    )
    expect(await hint(`${FORCE_HEADER.replaceAll(',', ';')}\n`)).toMatch(/separated by semicolons: save the file with commas/)
    expect(await hint(`${FORCE_HEADER.replaceAll(',', '\t')}\n`)).toMatch(/separated by tabs: save the file with commas/)
    expect(await hint('one\n')).toMatch(/no commas in the first line/)
    // files of police.uk are told as before
    expect(await hint('Month,Reported by,Easting,Northing\n')).toMatch(/downloaded before 2013/)
  })

  it('guesses past a damaged value, which the reading of the file then names', async () => {
    const text = new TextDecoder().decode(forceFile([{ code: '8\0N' }, { recorded: '16/01/2024' }]))
    expect(guessOfSource(utf8(text)).guess).toMatchObject({ dates: 'dmy', coordinates: 'national-grid' })
    await expect(readCrimes([sourceOf('x.csv', utf8(text))], tables, mapped)).rejects.toMatchObject({ code: 'file-not-csv' })
  })

  it('shows codes that are not in the tables as written, where they stand first', async () => {
    const rows = [{ code: '28E' }, { code: '008/01' }, { code: '8/01' }, { code: '8/01' }, { code: '56A Arson' }]
    const { issues, kindIds } = await readCrimes([file('f.csv', rows)], tables, mapped)
    expect(kindIds).toEqual(['28E', '56A', '8'])
    expect(issues.find(({ code }) => code === 'offence-unmatched')).toMatchObject({
      count: 3,
      examples: [
        { line: 4, column: 'HO Code', value: '8/01 (read as 8): 2' },
        { line: 3, column: 'HO Code', value: '008/01 (read as 8): 1' },
      ],
    })
  })

  it('reads a code with its words from a column of offences', async () => {
    const rows = [
      { code: '', offence: '56A Arson' },
      { code: '', offence: '8/01 Wounding' },
      { code: '', offence: '999 things' },
    ]
    const { kindIds, rows: account } = await readCrimes([file('f.csv', rows)], tables, mapped)
    expect(kindIds).toEqual(['56A', '8'])
    expect(account.setAside).toEqual({ 'kind-unknown': 1 })
  })

  it('reads a file of one offence without a column for it, counted in the month it began', async () => {
    const csv = 'Start,End,Easting,Northing\n30/01/2024 10:00,03/02/2024 09:00,475300,260500\n15/02/2024 10:00,,475300,260500\n'
    const fields = { recorded: 'Start', from: 'Start', to: 'End', easting: 'Easting', northing: 'Northing' }
    const mapping = { ...FORCE_MAPPING, fields, constants: { code: '28E' } }
    const crimes = await readCrimes([sourceOf('x.csv', utf8(csv))], tables, { categories: null, mapping, keepEvents: true })
    expect(crimes.kindIds).toEqual(['28E'])
    expect(crimes.files[0].months).toEqual(['2024-01', '2024-02'])
    // an end four days after the start is no end after the recording
    expect(crimes.issues.map(({ code }) => code)).toEqual(['helmert-precision'])
    expect(crimes.events?.to).toContain(Date.parse('2024-02-03T09:00Z') / 60_000)
  })

  it('says of a letter reference that it names no square', async () => {
    const csv = 'Recorded,HO Code,Grid Ref\n15/01/2024,28E,SP 753 605\n15/01/2024,28E,SP 753 60\n15/01/2024,28E,SP 755 605\n'
    const fields = { recorded: 'Recorded', code: 'HO Code', gridReference: 'Grid Ref' }
    const mapping = { fields, coordinates: 'grid-reference', dates: 'dmy' } as const
    const { issues } = await readCrimes([sourceOf('x.csv', utf8(csv))], tables, { categories: null, mapping })
    expect(issues).toContainEqual({
      code: 'grid-reference-unreadable',
      count: 1,
      message: expect.stringContaining('two letters and an even number of digits'),
      examples: [{ file: 'x.csv', line: 3, column: 'Grid Ref', value: 'SP 753 60' }],
    })
    expect(issues.find(({ code }) => code === 'coordinate-unreadable')?.message).not.toContain('no number')
  })

  it('still calls a header foreign that is neither', async () => {
    const source = () => sourceOf('x.csv', utf8('a,b\n1,2\n'))
    await expect(readCrimes([source()], tables, { categories: null })).rejects.toMatchObject({ code: 'header-foreign' })
    await expect(readCrimes([source()], tables, mapped)).rejects.toMatchObject({ code: 'mapping-column-missing' })
  })

  it('gives the same in any order of files and any pieces', async () => {
    const a: ForceRow[] = [{ id: 'A' }, { id: 'B', code: '8N', beat: 'B2' }, { id: 'C', code: '', offence: 'ASB' }]
    const b: ForceRow[] = [
      { id: 'C', code: '34B' },
      { id: 'D', easting: '', northing: '' },
    ]
    const one = await readCrimes([file('a.csv', a), file('b.csv', b)], tables, { ...mapped, keepEvents: true })
    const other = await readCrimes([file('b.csv', b, 1), file('a.csv', a, 7)], tables, { ...mapped, keepEvents: true })
    expect(other).toEqual(one)
  })

  it('counts references that stand in two files, not those of a file given twice', async () => {
    const codes = async (files: Parameters<typeof readCrimes>[0]) => {
      const { issues } = await readCrimes(files, tables, mapped)
      return issues.find(({ code }) => code === 'reference-in-two-files')
    }
    const rows: ForceRow[] = [{ id: 'A' }, { id: 'A' }, { id: 'B' }, { id: '' }]
    const others: ForceRow[] = [{ id: 'B' }, { id: 'C' }, { id: 'A' }]
    expect(await codes([file('a.csv', rows), file('b.csv', others)])).toMatchObject({
      count: 2,
      examples: [{ file: 'b.csv', value: '2 met before' }],
    })
    expect(await codes([file('a.csv', rows), file('b.csv', rows)])).toBeUndefined()
  })

  it('says in the words of force files why rows were left out', async () => {
    const rows = [{}, { status: 'Cancelled' }, { code: '', offence: 'x' }, {}, {}, { easting: '12', northing: '26' }]
    const { rows: account, issues } = await readCrimes([file('f.csv', rows)], tables, mapped)
    expect(account).toEqual({
      read: 6,
      used: 3,
      located: 3,
      setAside: { 'cancelled': 1, 'kind-unknown': 1, 'coordinate-out-of-range': 1 },
    })
    expect(issues.map(({ message }) => message)).toContain('1 row left out: coordinates nowhere on land')
  })
})

describe('guessOfSource', () => {
  it('tells police.uk files, force extracts and others apart', () => {
    expect(guessOfSource(streetFile([streetRow()])).layout).toBe('police.uk')
    expect(guessOfSource(utf8('a,b\n1,2\n')).layout).toBe('unknown')
    expect(guessOfSource(new Uint8Array(0)).layout).toBe('unknown')
    const { layout, guess } = guessOfSource(forceFile([{}]))
    expect(layout).toBe('force-extract')
    expect(guess === null ? null : acceptGuess(guess, 'f.csv')).toEqual(FORCE_MAPPING)
  })

  it('does without the rest of a file, even where a quote is cut', () => {
    const text = `${FORCE_HEADER}\nA,28E,Burglary,15/01/2024 10:00,,,475300,260500,B1,N,N,House,"High St`
    expect(guessOfSource(utf8(text)).layout).toBe('force-extract')
  })
})
