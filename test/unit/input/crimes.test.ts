import { describe, expect, it } from 'vitest'
import { readCrimes } from '../../../engine/input/crimes.js'
import type { CrimeSource } from '../../../engine/types.js'
import { type StreetRow, sourceOf, streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'

const all = { categories: null }
const file = (name: string, rows: readonly StreetRow[], piece?: number) => sourceOf(name, streetFile(rows.map(streetRow)), piece)
const january: StreetRow[] = [{ id: 'a' }, { id: 'a' }, { lng: '', lat: '' }, { kind: 'Drugs', lng: '-1' }]
const february: StreetRow[] = [{ month: '2024-02' }, { month: '2024-02', kind: 'Piracy' }, { month: '2024-02', lat: '12' }]

describe('readCrimes', () => {
  it('accounts for every row: read is used and all set aside', async () => {
    const { rows, files, issues } = await readCrimes([file('1.csv', january), file('2.csv', february)], TEST_TABLES, all)
    expect(rows).toEqual({ read: 7, used: 5, located: 4, setAside: { 'kind-unknown': 1, 'coordinate-out-of-range': 1 } })
    expect(files.map((file) => [file.name, file.read, file.used, file.located])).toEqual([
      ['1.csv', 4, 4, 3],
      ['2.csv', 3, 1, 1],
    ])
    expect(files[0]).toMatchObject({
      blankIds: 2,
      repeatedIds: 1,
      identicalRows: 1,
      months: ['2024-01'],
      forces: ['Test Police'],
    })
    expect(issues.map(({ code, count }) => [code, count])).toEqual([
      ['kind-unknown', 1],
      ['coordinate-out-of-range', 1],
      ['repeated-ids', 1],
      ['no-location', 1],
    ])
    expect(issues[0].examples).toEqual([{ file: '2.csv', line: 3, column: 'Crime type', value: 'Piracy' }])
    expect(issues[3].examples).toEqual([{ file: '1.csv', value: '25.0 %' }])
  })

  it('says of one row and of one name what it says of several', async () => {
    const text = (rows: readonly StreetRow[]) => new TextDecoder().decode(streetFile(rows.map(streetRow)))
    const latin = Uint8Array.from(text([{ location: 'On or near Cafe\u00e9' }, { month: '2024' }]), (letter) =>
      letter.charCodeAt(0),
    )
    const { issues } = await readCrimes([sourceOf('1.csv', latin)], TEST_TABLES, all)
    const messages = issues.map(({ message }) => message)
    expect(messages).toContain('1 row left out: the month is not YYYY-MM')
    expect(messages.join(' ')).toContain('1 name holds bytes that are not UTF-8')
    const { issues: two } = await readCrimes([file('1.csv', [{}, { month: '2024' }, { month: 'x' }])], TEST_TABLES, all)
    expect(two.map(({ message }) => message)).toContain('2 rows left out: the month is not YYYY-MM')
  })

  it('gives the same result in any order of sources and with any pieces', async () => {
    const one = await readCrimes([file('1.csv', january), file('2.csv', february)], TEST_TABLES, all)
    const other = await readCrimes([file('2.csv', february, 7), file('1.csv', january, 1)], TEST_TABLES, all)
    expect(other).toEqual(one)
  })

  it('reads a file whose forces differ only in bytes that are no UTF-8', async () => {
    const rows = ['Force Q', 'Force Z'].map((force) => streetRow({ force }))
    const bytes = streetFile(rows).map((byte) => (byte === 81 ? 0xe9 : byte === 90 ? 0xea : byte))
    const { rows: account } = await readCrimes([sourceOf('1.csv', bytes)], TEST_TABLES, all)
    expect(account).toMatchObject({ read: 2, used: 2 })
  })

  it('reads a file that is given twice once, under any name', async () => {
    const once = await readCrimes([file('1.csv', january)], TEST_TABLES, all)
    const twice = await readCrimes([file('copy.csv', january), file('1.csv', january)], TEST_TABLES, all)
    expect(twice.places).toEqual(once.places)
    expect(twice.tallies).toEqual(once.tallies)
    expect(twice.rows).toEqual({ read: 8, used: 4, located: 3, setAside: { 'same-file-twice': 4 } })
    expect(twice.files[1]).toMatchObject({ name: 'copy.csv', used: 0, setAside: { 'same-file-twice': 4 } })
    expect(twice.issues[0]).toMatchObject({
      code: 'same-file-twice',
      count: 4,
      examples: [{ file: 'copy.csv', value: 'same as 1.csv' }],
    })
  })

  it('refuses two different files of one force and month, naming both', async () => {
    const other = file('b.csv', [{ month: '2024-02' }, { month: '2024-01', location: 'elsewhere' }])
    await expect(readCrimes([other, file('a.csv', january)], TEST_TABLES, all)).rejects.toMatchObject({
      code: 'month-twice',
      file: 'b.csv',
      value: '2024-01',
      hint: expect.stringMatching(/a\.csv.*b\.csv.*Test Police/),
    })
  })

  it('takes two forces in one month', async () => {
    const { rows } = await readCrimes([file('a.csv', january), file('b.csv', [{ force: 'Other Police' }])], TEST_TABLES, all)
    expect(rows.used).toBe(5)
  })

  it('keeps the categories asked for and sets the others aside', async () => {
    const { rows, kindIds } = await readCrimes([file('a.csv', january)], TEST_TABLES, { categories: ['drugs'] })
    expect(rows).toEqual({ read: 4, used: 1, located: 1, setAside: { 'kind-not-asked': 3 } })
    expect(kindIds).toEqual(['drugs'])
  })

  it('says how many rows carry categories of older eras, and when a file names no force', async () => {
    const { issues } = await readCrimes(
      [
        file('a.csv', [
          { month: '2011-01', kind: 'Other crime', force: '' },
          { month: '2011-01', kind: 'Violent crime', force: '' },
        ]),
      ],
      TEST_TABLES,
      all,
    )
    expect(issues).toMatchObject([
      { code: 'older-categories', count: 1, examples: [{ value: 'other-crime-to-2011-08' }] },
      { code: 'force-unnamed', count: 1, examples: [{ file: 'a.csv' }] },
    ])
  })

  it('stops between pieces when the caller asks', async () => {
    const signal = { aborted: false }
    let handed = 0
    const bytes = streetFile(january.map(streetRow))
    const source: CrimeSource = {
      name: 'a.csv',
      bytes: (function* () {
        for (let at = 0; at < bytes.length; at += 10) {
          if (handed++ === 3) signal.aborted = true
          yield bytes.subarray(at, at + 10)
        }
      })(),
      sha256: () => 'x',
    }
    await expect(readCrimes([source], TEST_TABLES, all, { signal })).rejects.toMatchObject({ code: 'aborted' })
    expect(handed).toBe(4)
  })

  it('keeps all categories where none are asked for', async () => {
    const none = {} as typeof all
    const { rows } = await readCrimes([file('a.csv', january)], TEST_TABLES, none)
    expect(rows).toEqual((await readCrimes([file('a.csv', january)], TEST_TABLES, all)).rows)
  })

  it('refuses a source without a SHA-256, by which files are told apart', async () => {
    const source = { ...file('a.csv', january), sha256: () => '' }
    await expect(readCrimes([source], TEST_TABLES, all)).rejects.toMatchObject({ code: 'option-invalid', column: 'sha256' })
  })

  it('tells progress after each source', async () => {
    const told: [string, number][] = []
    await readCrimes([file('1.csv', january), file('2.csv', february)], TEST_TABLES, all, {
      progress: (stage, done) => told.push([stage, done]),
    })
    expect(told).toEqual([
      ['reading', 0.5],
      ['reading', 1],
    ])
  })
})
