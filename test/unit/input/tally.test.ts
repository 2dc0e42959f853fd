import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCodePoints } from '../../../engine/input/codePoints.js'
import { mergeTallies } from '../../../engine/input/mergeTallies.js'
import { createPoliceUkReader } from '../../../engine/input/policeUk.js'
import { closedTallies, createTally } from '../../../engine/input/tally.js'
import { NONE, PLACE_FLAG } from '../../../engine/types.js'
import { type StreetRow, streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'

function tallyOf(rows: readonly StreetRow[], cut = 1 << 16) {
  const tally = createTally({ keepEvents: false })
  const reader = createPoliceUkReader(TEST_TABLES.categories, { categories: null }, tally.addLocated)
  reader.begin('x.csv')
  const bytes = streetFile(rows.map(streetRow))
  for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.subarray(at, at + cut))
  return tally.end(reader.end().dictionaries)
}
const merge = (files: Parameters<typeof closedTallies>[0]) => mergeTallies(closedTallies(files), TEST_TABLES.places)
const rowsOf = (column: ArrayLike<number>) => Array.from(column)

describe('mergeTallies', () => {
  it('makes one place of one point and code, sorted by longitude, latitude, code, those without location last', () => {
    const { places } = merge([
      tallyOf([
        { lng: '-0.5', lat: '52', lsoa: 'E2' },
        { lng: '', lat: '', lsoa: '' },
        { lng: '-0.5', lat: '52', lsoa: '' },
        { lng: '-0.5', lat: '52', lsoa: 'E1' },
        { lng: '-0.50', lat: '52.0', lsoa: 'E1' },
        { lng: '-0.5', lat: '51', lsoa: 'E2' },
        { lng: '-0.7', lat: '53', lsoa: 'E2' },
      ]),
    ])
    expect(places.length).toBe(6)
    expect(rowsOf(places.lng)).toEqual([-0.7, -0.5, -0.5, -0.5, -0.5, Number.NaN])
    expect(rowsOf(places.lat)).toEqual([53, 51, 52, 52, 52, Number.NaN])
    expect(places.lsoaCodes).toEqual(['E1', 'E2'])
    expect(rowsOf(places.lsoaCode)).toEqual([1, 1, 0, 1, NONE, NONE])
  })

  it('counts rows by place, kind and month over files, and numbers only the kinds that occur', () => {
    const a = tallyOf([{ kind: 'Drugs' }, { kind: 'Burglary' }, { kind: 'Drugs' }])
    const b = tallyOf([{ kind: 'Drugs' }, { kind: 'Drugs', month: '2023-12' }, { kind: 'Burglary', lng: '-2' }])
    const { tallies, kindIds } = merge([a, b])
    expect(kindIds).toEqual(['burglary', 'drugs'])
    expect(rowsOf(tallies.place)).toEqual([0, 1, 1, 1])
    expect(rowsOf(tallies.kind)).toEqual([0, 0, 1, 1])
    expect(rowsOf(tallies.month)).toEqual([288, 288, 287, 288])
    expect(rowsOf(tallies.count)).toEqual([1, 1, 1, 3])
  })

  it('names a place by its most frequent text over all files, ties by code point', () => {
    const a = tallyOf([
      { location: 'B' },
      { location: 'C' },
      { location: 'C' },
      { lng: '-2', location: 'Z' },
      { lng: '-2', location: 'Y' },
    ])
    const b = tallyOf([{ location: 'B' }, { location: 'B' }, { location: '' }, { lng: '-3', location: '' }])
    const { places } = merge([a, b])
    expect(places.texts).toEqual(['B', 'Y'])
    expect(rowsOf(places.text)).toEqual([NONE, 1, 0])
    expect(rowsOf(places.distinctTexts)).toEqual([0, 2, 2])
  })

  it('flags a place by its whole name or last words, never by a part of a street name', () => {
    const texts = [
      'On or near Police Station',
      'Supermarket',
      'On or near Police Station Road',
      'On or near Old Supermarket',
      'Oldsupermarket',
    ]
    const { places } = merge([tallyOf(texts.map((location, i) => ({ location, lng: `-${9 - i}` })))])
    expect(rowsOf(places.flags)).toEqual([PLACE_FLAG.institution, PLACE_FLAG.premises, 0, PLACE_FLAG.premises, 0])
  })

  it('flags a place by the first phrase of the table where several end its name', () => {
    const tallies = closedTallies([tallyOf([{ location: 'On or near The Police Station' }])])
    const phrases = [
      ['station', 'premises'],
      ['police station', 'institution'],
    ] as const
    expect(rowsOf(mergeTallies(tallies, new Map(phrases)).places.flags)).toEqual([PLACE_FLAG.premises])
    expect(rowsOf(mergeTallies(tallies, new Map(phrases.toReversed())).places.flags)).toEqual([PLACE_FLAG.institution])
  })

  it('gives the same bytes whatever the order of files and the cuts of the input', () => {
    const row = fc.record({
      lng: fc.constantFrom('-1', '-1.0', '-0.5', '0', '-0', ''),
      location: fc.constantFrom('A', 'B', 'C', '😀', '\uffee', ''),
      lsoa: fc.constantFrom('E1', 'E2', ''),
      kind: fc.constantFrom('Drugs', 'Burglary', 'Other crime'),
      month: fc.constantFrom('2010-12', '2024-01', '2024-02'),
    })
    const file = fc.array(
      row.map((row) => (row.lng === '' ? { ...row, lat: '' } : row)),
      { minLength: 1, maxLength: 30 },
    )
    const files = fc.array(file, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 200 }), (files, cut) => {
        const plain = merge(files.map((rows) => tallyOf(rows)))
        const other = merge([...files].reverse().map((rows) => tallyOf([...rows].reverse(), cut)))
        expect(other).toEqual(plain)
        const all = merge([tallyOf(files.flat())])
        expect(all).toEqual(plain)
        expect(plain.tallies.count.reduce((a, b) => a + b, 0)).toBe(files.flat().length)
      }),
      { numRuns: 150 },
    )
  })
})

describe('compareCodePoints', () => {
  it('orders by code point, not by UTF-16 unit', () => {
    expect(['😀', '\uffee', 'b', 'a', 'ab'].sort(compareCodePoints)).toEqual(['a', 'ab', 'b', '\uffee', '😀'])
  })
})
