import { type Arbitrary, array, assert, constantFrom, integer, nat, oneof, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import { textOfRow } from '../../engine/input/byteDictionary.js'
import { createPoliceUkReader } from '../../engine/input/policeUk.js'
import { STREET_HEADER, TEST_TABLES } from '../helpers/streetFile.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const hex = (digit: string) => digit.repeat(64)

/** Texts that repeat, so that rows are read ahead, and at times one that is written in a way of its own. */
const mostly = (usual: readonly string[], odd: readonly string[]) =>
  oneof({ weight: 12, arbitrary: constantFrom(...usual) }, { weight: 1, arbitrary: constantFrom(...odd) })
const usualIds = ['', 'a', 'b', 'c'].map((digit) => digit.repeat(64))
const oddIds = [
  '"q"',
  'short',
  `"${hex('a')}"`,
  `${hex('a')}c`,
  `x\t${'a'.repeat(62)}`,
  `"${'a'.repeat(61)},"`,
  `"${'a'.repeat(62)}"`,
  'a'.repeat(62),
]
const ids = mostly(usualIds, oddIds)
const months = mostly(['2024-01'], ['2024-02', '2010-12', '2024-13'])
const forces = mostly(['Test Police'], ['"Test, Police"', '', 'Other', 'x'.repeat(600)])
const usualLocations = [
  ...['-0.9,52.2,On or near High Street,E01000001,Town 001A', '-0.90000012,52.2,On or near High Street,E01000001,Town 001A'],
  ...['-0.90000012,52.234567,On or near A,E01000001,Town 001A', '-0.90000012,52.234567,On or near B,E01000001,Town 001A'],
  ...[
    '-0.90000012,52.234567,On or near B,E01000002,Town 001B',
    '-0.90000012,52.234567,On or near B,E01000002,Town 001',
    ',,No location,,',
  ],
  '0.1,52.2,A,E1,T',
]
const oddLocations = [
  ...[
    '9.9,52.2,Sea,E2,x',
    'a,52.2,y,E3,z',
    ',,,,',
    '-0.9,52.2,"On, or near",E01000001,Town 001A',
    '"-0.9",52.2,High Street,E01000001,T',
  ],
  ...[
    '-0.9,52.2,"High Street",E01000001,T',
    '-0.9,52.2,a"b,E01000001,T',
    '-0.9,52.2,a\tb,E1,T',
    '-0.9,52.2,Caf\u00e9,E1,T',
    '-0.9,52.2,A',
  ],
]
const locations = mostly(usualLocations, oddLocations)
const usualEndings = ['Other theft,,', 'Other theft,Under investigation,', 'Drugs,,', 'Other crime,Awaiting,']
const oddEndings = [
  'Other theft,Under investigation,x',
  '"Drugs",,',
  'Piracy,,',
  'Drugs',
  'Drugs,,,',
  'Drugs,a"b,',
  'Drugs,"a,b",',
]
const lineEnds = mostly(['\n'], ['\r\n', '\r', '\n\n'])
const filesOf = (endings: Arbitrary<string>) => {
  const rows = array(tuple(ids, months, forces, locations, endings, lineEnds), { minLength: 1, maxLength: 60 })
  return array(tuple(rows, integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 3 })
}

const cuts = array(nat(300), { maxLength: 6 })
/** "Other theft" is of one of the two by its month. */
const asked = constantFrom(null, ['drugs', 'other-theft'], ['other-theft-to-2013-05', 'other-crime'])

type Rows = readonly (readonly [string, string, string, string, string, string])[]

/** The same rows under the published header, and with the crime type first, which no row is read ahead of. */
function written(of: Rows, last: number, published: boolean): Uint8Array {
  const header = published
    ? STREET_HEADER
    : `Crime type,Last outcome category,Context,${STREET_HEADER.split(',').slice(0, 9).join(',')}`
  const text = of.map(([id, month, force, location, ending, lineEnd], k) => {
    const before = [id, month, force, force, location].join(',')
    return (published ? `${before},${ending}` : `${ending},${before}`) + (k + 1 < of.length || last === 1 ? lineEnd : '')
  })
  return utf8(`${header}\n${text.join('')}`)
}

function read(all: readonly Uint8Array[], at: readonly number[], categories: readonly string[] | null = null) {
  const used: { location: number; kind: number; month: number }[] = []
  const reader = createPoliceUkReader(TEST_TABLES.categories, { categories }, ({ length, location, kind, month }) => {
    for (let row = 0; row < length; row++) used.push({ location: location[row], kind: kind[row], month: month[row] })
  })
  return all.map((bytes) => {
    reader.begin('x-street.csv')
    try {
      let from = 0
      for (const cut of [...at, bytes.length]) {
        reader.push(bytes.subarray(from, from + cut))
        from += cut
      }
      const { dictionaries, setAside, repeated, ...end } = reader.end()
      const lines = repeated.map(({ line }) => line)
      const asideLines = Object.entries(setAside).map(([reason, examples]) => [reason, examples.map(({ line }) => line)])
      const names = [dictionaries.lsoaCodes, dictionaries.texts].map((dictionary) => {
        const texts = dictionary.texts()
        return Array.from({ length: texts.length }, (_, row) => textOfRow(texts, row))
      })
      const { lng, lat, lsoa, text } = dictionaries.locations?.columns() ?? {}
      const rows = used.splice(0).map(({ location, kind, month }) => {
        return [lng?.[location], lat?.[location], lsoa?.[location], text?.[location], kind, month]
      })
      return { ...end, lines, asideLines, names, rows }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      used.splice(0)
      return { code: error.code, line: error.line }
    }
  })
}

describe('rows read ahead', () => {
  it('say what they say when every row is read by its fields', () => {
    assert(
      property(filesOf(mostly(usualEndings, oddEndings)), cuts, asked, (files, at, categories) => {
        const [ahead, byFields] = [true, false].map((published) =>
          read(
            files.map(([rows, last]) => written(rows, last, published)),
            at,
            categories,
          ),
        )
        expect(ahead).toEqual(byFields)
      }),
      { numRuns: 400 },
    )
  })

  it('are the same wherever the bytes are cut', () => {
    // a quote that is never closed swallows other rows in another order
    assert(
      property(filesOf(mostly(usualEndings, [...oddEndings, 'Drugs,,"'])), cuts, (files, at) => {
        const all = files.map(([rows, last]) => written(rows, last, true))
        expect(read(all, at)).toEqual(read(all, []))
      }),
      { numRuns: 100 },
    )
  })

  it('are not read before they are whole', () => {
    const rows: Rows = [1, 2, 3].map(() => ['', '2024-01', 'Test Police', usualLocations[0], usualEndings[0], '\n'])
    const bytes = written(rows, 0, true)
    const whole = read([bytes], [])
    for (let cut = 0; cut < bytes.length; cut++) expect([cut, read([bytes], [cut])]).toEqual([cut, whole])
  })

  it('tell an id in quotes from the same bytes without', () => {
    const quoted = `"${'a'.repeat(62)}"`
    const rows: Rows = ['', '', quoted, 'a'.repeat(62), quoted].map((id) => [
      id,
      '2024-01',
      'Test Police',
      usualLocations[0],
      usualEndings[0],
      '\n',
    ])
    expect(read([written(rows, 1, true)], [])).toMatchObject([{ blankIds: 2, repeatedIds: 2, lines: [5, 6] }])
  })
})
