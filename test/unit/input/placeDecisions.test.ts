import { describe, expect, it } from 'vitest'
import { fromNationalGrid } from '../../../engine/input/nationalGrid.js'
import { applyPlaceDecisions, decidedPlaces, readPlaceDecisions } from '../../../engine/input/placeDecisions.js'
import { type Crimes, PLACE_FLAG } from '../../../engine/types.js'
import { placeTable, tallyTable, textTable } from '../../helpers/tables.js'

const HEADER = 'lng,lat,easting,northing,name,decision,reason,decided_by'
const decisionsOf = (...rows: readonly string[]) => readPlaceDecisions(textTable('places.csv', [HEADER, ...rows]))

const { institution, premises, generic, byDefault } = PLACE_FLAG

/** Places by coordinate and flags, three rows at each. */
function crimesAt(spots: readonly { lng: number; lat: number; flags?: number; text?: string; code?: string }[]): Crimes {
  const tallies = tallyTable(spots.map((_, place) => [place, 0, 200, 3] as const))
  const rows = { read: 3 * spots.length, used: 3 * spots.length, located: 3 * spots.length, setAside: {} }
  const places = { ...placeTable(spots), beatCode: null, beatCodes: [] }
  return { places, tallies, kindIds: ['robbery'], events: null, rows, files: [], issues: [] }
}

const flagsAfter = (crimes: Crimes, ...rows: readonly string[]) => [
  ...applyPlaceDecisions(crimes, decisionsOf(...rows)).places.flags,
]

describe('readPlaceDecisions', () => {
  it('reads what people wrote, whatever the order of columns and capitals', () => {
    const table = textTable('p.csv', [
      'Decided_by,LAT,share,lng,decision,reason',
      'J. Smith, 52.1 ,0.2,-1.2, By-Default ,gazetteer',
      ',52,0.1,-1,,',
      ',52,0.1,-1.1,located-by-default,',
      'K,52,0.1,-1.3,,asked the gazetteer team',
    ])
    const nothing = { name: '', easting: Number.NaN, northing: Number.NaN }
    expect(readPlaceDecisions(table)).toEqual({
      file: 'p.csv',
      rows: [
        { ...nothing, line: 2, lng: -1.2, lat: 52.1, decision: 'by-default', reason: 'gazetteer', decidedBy: 'J. Smith' },
        { ...nothing, line: 4, lng: -1.1, lat: 52, decision: 'by-default', reason: '', decidedBy: '' },
        { ...nothing, line: 5, lng: -1.3, lat: 52, decision: '', reason: 'asked the gazetteer team', decidedBy: 'K' },
      ],
    })
  })

  it('takes off the apostrophe that keeps a spreadsheet from running a text, and no other', () => {
    const reasons = ["'-1", "'=A1", "'tis", '-'].map((reason) => decisionsOf(`-1,52,,,,keep,${reason},`).rows[0].reason)
    expect(reasons).toEqual(['-1', '=A1', "'tis", '-'])
  })

  it.each([
    ['an unknown word', '-1,52,,,,remove,,', 'decision', 'remove'],
    ['a word every object has', '-1,52,,,,constructor,,', 'decision', 'constructor'],
    ['a coordinate that is no number', '1 W,52,,,,keep,,', 'lng', '1 W'],
    ['half a coordinate', '-1,,,,,keep,,', 'lng', '-1'],
    ['a decision without a place', ',,,,,keep,,', 'lng', ''],
  ])('refuses %s with its line', (_, row, column, value) => {
    expect(() => decisionsOf('-1,51,,,,keep,,', row)).toThrow(
      expect.objectContaining({ code: 'table-invalid', file: 'places.csv', line: 3, column, value }),
    )
  })

  it('refuses a file without the columns it needs', () => {
    const read = (header: string) => () => readPlaceDecisions(textTable('p.csv', [header]))
    const missing = (column: string) => expect.objectContaining({ code: 'column-missing', column })
    expect(read('lng,lat,reason')).toThrow(missing('decision'))
    expect(read('lng,northing,decision')).toThrow(missing('lng'))
    expect(read('easting,northing,decision')().rows).toEqual([])
  })
})

describe('decidedPlaces', () => {
  const places = (...spots: readonly { lng: number; lat: number; code?: string }[]) => crimesAt(spots).places

  it('finds every place of a coordinate, to a millionth of a degree', () => {
    const table = places({ lng: -1, lat: 52, code: 'E1' }, { lng: -1, lat: 52, code: 'E2' }, { lng: -0.999997, lat: 52 })
    const { ofPlace, withoutPlace } = decidedPlaces(table, decisionsOf('-1.0000009,52.0000009,,,,keep,,', '-0.9,52,,,,keep,,'))
    expect([...ofPlace.keys()]).toEqual([0, 1])
    expect(withoutPlace.map(({ line }) => line)).toEqual([3])
  })

  it('finds a place by its metre of the National Grid, not the metre beside it', () => {
    const [lng, lat] = fromNationalGrid(404809, 281630)
    const [east, north] = fromNationalGrid(404810, 281630)
    const table = places({ lng, lat }, { lng: east, lat: north })
    expect([...decidedPlaces(table, decisionsOf(',,404809,281630,,keep,,')).ofPlace.keys()]).toEqual([0])
    expect([...decidedPlaces(table, decisionsOf('-9,52,404810,281630,,keep,,')).ofPlace.keys()]).toEqual([1])
    expect([...decidedPlaces(table, decisionsOf(`${lng},${lat},404810,281630,,keep,,`)).ofPlace.keys()]).toEqual([0])
  })

  it('gives points a millionth of a degree apart each its own decision', () => {
    const table = places({ lng: -1.000001, lat: 52 }, { lng: -1, lat: 52 })
    const { ofPlace } = decidedPlaces(table, decisionsOf('-1.0000010,52,,,,keep,,', '-1.0000000,52,,,,by-default,,'))
    expect([...ofPlace].sort(([a], [b]) => a - b).map(([, { decision }]) => decision)).toEqual(['keep', 'by-default'])
  })

  it('leaves a place to the row that names it exactly, and counts the one that is only near', () => {
    const near = decisionsOf('-1.0000010,52,,,,keep,,', '-1.0000000,52,,,,by-default,,')
    const { ofPlace, withoutPlace } = decidedPlaces(places({ lng: -1, lat: 52 }), near)
    expect(ofPlace.get(0)?.decision).toBe('by-default')
    expect(withoutPlace.map(({ line }) => line)).toEqual([2])
  })

  it('refuses two decisions on one place, naming both lines', () => {
    const table = places({ lng: -1, lat: 52 })
    const twice = decisionsOf('-1,52,,,,keep,,', '-1,52,,,,premises,,')
    expect(() => decidedPlaces(table, twice)).toThrow(
      expect.objectContaining({ code: 'table-invalid', line: 3, hint: expect.stringContaining('Line 2') }),
    )
  })
})

describe('applyPlaceDecisions', () => {
  const spots = [
    { lng: -1.3, lat: 52, flags: institution },
    { lng: -1.2, lat: 52, flags: premises },
    { lng: -1.1, lat: 52, flags: generic },
    { lng: -1, lat: 52 },
  ]
  const all = (word: string) => spots.map(({ lng, lat }) => `${lng},${lat},,,,${word},,`)

  it.each([
    ['keep', [0, premises, generic, 0]],
    ['institution', [institution, institution, institution, institution]],
    ['by-default', [byDefault, byDefault, byDefault, byDefault]],
    ['premises', [premises, premises, premises, premises]],
    ['', [institution, premises, generic, 0]],
  ])('sets and clears flags for "%s"', (word, flags) => {
    const crimes = crimesAt(spots)
    expect(flagsAfter(crimes, ...all(word))).toEqual(flags)
    expect([...crimes.places.flags]).toEqual([institution, premises, generic, 0])
  })

  it('counts rows located by default, and names their points', () => {
    const crimes = crimesAt([
      { lng: -1, lat: 52, text: 'County Hall', code: 'E1' },
      { lng: -1, lat: 52, text: 'County Hall', code: 'E2' },
      { lng: -0.9, lat: 52 },
      { lng: -0.8, lat: 52 },
    ])
    const { issues } = applyPlaceDecisions(crimes, decisionsOf('-1,52,,,,by-default,,', '-0.8,52,,,,by-default,,'))
    expect(issues).toMatchObject([
      {
        code: 'located-by-default',
        count: 9,
        message: expect.stringContaining('9 located rows (75.0 %) stand at 2 points'),
        examples: [{ value: 'County Hall: 6' }, { value: 'a point without a name: 3' }],
      },
    ])
  })

  it('counts decisions that match no place, not rows that decide nothing', () => {
    const { issues, rows } = applyPlaceDecisions(
      crimesAt(spots),
      decisionsOf('-1,52,,,,keep,,', '-7,50,,,,keep,,', ',,404809,281630,,premises,,', '-7,51,,,,,looked at,'),
    )
    expect(rows.used).toBe(12)
    expect(issues).toMatchObject([
      {
        code: 'decision-without-place',
        count: 2,
        examples: [
          { file: 'places.csv', line: 3, value: 'keep' },
          { file: 'places.csv', line: 4, value: 'premises' },
        ],
      },
    ])
  })
})
