import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { applyPlaceDecisions, type PlaceDecisions, readPlaceDecisions } from '../../engine/input/placeDecisions.js'
import { csv } from '../../engine/output/csv.js'
import { placesTable } from '../../engine/output/placesTable.js'
import { busiestPlaces } from '../../engine/score/busiestPlaces.js'
import { type Crimes, PLACE_FLAG } from '../../engine/types.js'
import { placeTable, tallyTable } from '../helpers/tables.js'

const words = fc.constantFrom('', 'keep', 'institution', 'by-default', 'premises')
/** Anything a person may type into a cell, with what spreadsheets trip over. */
const typed = fc.oneof(
  fc.constantFrom('', '=1+1', "'", '"', 'a,b', 'line\nline', '-', "'=x", '+44'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const spot = fc.record({
  // whole micro-degrees, a few of them neighbours
  lng: fc.integer({ min: -3_000_000, max: -2_999_900 }),
  lat: fc.integer({ min: 52_000_000, max: 52_000_020 }),
  rows: fc.integer({ min: 1, max: 9 }),
  text: fc.option(typed, { nil: undefined }),
  flags: fc.constantFrom(0, PLACE_FLAG.institution, PLACE_FLAG.premises, PLACE_FLAG.generic),
  decision: words,
  reason: typed,
  decidedBy: typed,
})

it('saves decisions and reads them back as the same flags and the same words', () => {
  fc.assert(
    fc.property(fc.uniqueArray(spot, { selector: ({ lng, lat }) => `${lng} ${lat}`, maxLength: 70 }), (given) => {
      const spots = given
        .toSorted((a, b) => a.lng - b.lng || a.lat - b.lat)
        .map((row) => ({ ...row, lng: row.lng / 1e6, lat: row.lat / 1e6 }))
      const places = { ...placeTable(spots), beatCode: null, beatCodes: [] }
      const tallies = tallyTable(spots.map(({ rows }, place) => [place, 0, 200, rows] as const))
      const account = { read: 1, used: 1, located: 1, setAside: {} }
      const crimes: Crimes = { places, tallies, kindIds: ['robbery'], events: null, rows: account, files: [], issues: [] }
      const decisions: PlaceDecisions = {
        file: 'places.csv',
        rows: spots.flatMap(({ lng, lat, decision, reason, decidedBy }, k) => {
          const written = { decision, reason: plain(reason), decidedBy: plain(decidedBy) }
          if (Object.values(written).join('') === '') return []
          return [{ line: k + 2, name: '', lng, lat, easting: Number.NaN, northing: Number.NaN, ...written }]
        }),
      }
      const decided = applyPlaceDecisions(crimes, decisions)
      const save = (with_: PlaceDecisions) => csv(placesTable(busiestPlaces(places, tallies, 9), places, with_), false)
      const saved = save(decisions)
      const read = readPlaceDecisions(readTextTable(saved, 'places.csv'))
      expect([...applyPlaceDecisions(crimes, read).places.flags]).toEqual([...decided.places.flags])
      expect(save(read)).toEqual(saved)
    }),
    { numRuns: 300 },
  )
})

/** As a cell comes back: without blanks around it; an apostrophe before a formula is taken for the one that keeps it from running. */
function plain(text: string): string {
  return text.trim().replace(/^'(?=[=+\-@])/, '')
}
