import { describe, expect, it } from 'vitest'
import { fromNationalGrid } from '../../../engine/input/nationalGrid.js'
import { busiestPlaces } from '../../../engine/score/busiestPlaces.js'
import { PLACE_FLAG } from '../../../engine/types.js'
import { placeTable, tallyTable } from '../../helpers/tables.js'

interface Spot {
  readonly lng: number
  readonly lat: number
  readonly rows: number
  readonly text?: string
  readonly texts?: number
  readonly flags?: number
  readonly code?: string
}

/** Spots in order of longitude; one tally each. */
function busiest(spots: readonly Spot[]) {
  const table = placeTable(spots)
  const distinctTexts = Uint32Array.from(spots, ({ text, texts }) => texts ?? (text === undefined ? 0 : 1))
  const places = { ...table, distinctTexts, beatCode: null, beatCodes: [] }
  return busiestPlaces(places, tallyTable(spots.map(({ rows }, place) => [place, 0, 200, rows] as const)), 9)
}

/** Spots a kilometre apart with the rows of the rest, so that shares and cells are what a test needs. */
const around = (rows: number): Spot[] => [{ lng: -0.5, lat: 53, rows, text: 'On or near Elsewhere' }]

describe('busiestPlaces', () => {
  it('joins places of one coordinate, and is named by the one with the most rows', () => {
    const [first, second] = busiest([
      { lng: -1, lat: 52, rows: 2, text: 'A', code: 'E1' },
      { lng: -1, lat: 52, rows: 3, text: 'B', code: 'E2', flags: PLACE_FLAG.generic },
      { lng: -0.9, lat: 52, rows: 4, text: 'C' },
      { lng: Number.NaN, lat: Number.NaN, rows: 50 },
    ])
    expect(first).toMatchObject({ place: 1, count: 5, share: 5 / 9, texts: 2, flag: 'generic' })
    expect(second).toMatchObject({ place: 2, count: 4, share: 4 / 9, texts: 1, flag: '' })
  })

  it('puts the busiest first, and the westernmost of equals', () => {
    const spots = [3, 5, 3].map((rows, k) => ({ lng: -1 + k / 10, lat: 52, rows }))
    expect(busiest(spots).map(({ place }) => place)).toEqual([1, 0, 2])
  })

  it.each([
    ['five texts and 0.2 % of the rows', 5, 2, 'located-by-default'],
    ['four texts', 4, 2, ''],
    ['five texts and less than 0.2 %', 5, 1, ''],
  ])('proposes a default geocode by %s', (_, texts, rows, proposed) => {
    // another point of the same cell, so that neither of the two has over half of it
    const spots = [
      { lng: -1, lat: 52, rows, text: 'A', texts },
      { lng: -0.99999, lat: 52, rows, text: 'B' },
      ...around(1000 - 2 * rows),
    ]
    expect(busiest(spots).find(({ place }) => place === 0)?.proposed).toBe(proposed)
  })

  it('counts a text of its own for each beat or LSOA that the records of one point name', () => {
    const spots = ['A', 'B', 'C', 'D', 'E'].map((text) => ({ lng: -1, lat: 52, rows: 1, text, code: `E0${text}` }))
    expect(busiest(spots)[0]).toMatchObject({ count: 5, texts: 5, proposed: 'located-by-default' })
  })

  it('proposes a corner of a 1 km grid square with 0.2 % of the rows, without any text; a metre beside it is none', () => {
    const at = (easting: number, northing: number, rows: number) => {
      const [lng, lat] = fromNationalGrid(easting, northing)
      return busiest([{ lng, lat, rows }, ...around(1000 - rows)]).find(({ place }) => place === 0)
    }
    expect(at(404000, 281000, 2)?.proposed).toBe('located-by-default')
    expect(at(404001, 281000, 2)?.proposed).toBe('one-address')
    expect(at(404500, 281000, 2)?.proposed).toBe('one-address')
    expect(at(404000, 281000, 1)?.proposed).toBe('one-address')
  })

  it('proposes an institution by its flag, and the many texts of one before that', () => {
    const flags = PLACE_FLAG.institution
    expect(busiest([{ lng: -1, lat: 52, rows: 9, text: 'Prison', flags }])[0].proposed).toBe('institution')
    expect(busiest([{ lng: -1, lat: 52, rows: 9, text: 'Prison', texts: 5, flags }])[0].proposed).toBe('located-by-default')
  })

  it('says one address of a point with over half of the rows of its cell, not of just half', () => {
    const pair = (rows: number) => [
      { lng: -1, lat: 52, rows, text: 'A' },
      { lng: -0.99999, lat: 52, rows: 4, text: 'B' },
    ]
    expect(busiest(pair(5)).map(({ proposed }) => proposed)).toEqual(['one-address', ''])
    expect(busiest(pair(4)).map(({ proposed }) => proposed)).toEqual(['', ''])
  })

  it('has no point where nothing is located', () => {
    expect(busiest([{ lng: Number.NaN, lat: Number.NaN, rows: 3 }])).toEqual([])
    expect(busiest([])).toEqual([])
  })
})
