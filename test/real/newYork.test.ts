import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ColumnMapping, readMapping } from '../../engine/input/columnMapping.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { hourProfile } from '../../engine/score/hourProfile.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'
import { sourceOf } from '../helpers/streetFile.js'

const FILE = 'new_york_burglary_from_to.csv'

/** The set has no offence and no date of recording: every row is a burglary, counted in the month it began. */
const MAPPING: ColumnMapping = readMapping(
  {
    fields: {
      recorded: 'from_datetime',
      from: 'from_datetime',
      to: 'to_datetime',
      lng: 'longitude_derived',
      lat: 'latitude_derived',
    },
    coordinates: 'degrees',
    dates: 'ymd',
    constants: { offence: 'Burglary' },
  },
  'mapping.json',
)

describe.skipIf(SHARED === null)('New York burglaries of 2019 (skipped: no ../shared beside the project)', () => {
  it('are read as a force extract by a mapping: 1,233 rows, all located, 49 without an end', async () => {
    const bytes = gunzipSync(readFileSync(`${SHARED}/data/us/${FILE}.gz`))
    const crimes = await readCrimes([sourceOf(FILE, bytes)], REFERENCE_TABLES, {
      categories: null,
      mapping: MAPPING,
      keepEvents: true,
    })
    expect(crimes.rows).toEqual({ read: 1_233, used: 1_233, located: 1_233, setAside: {} })
    expect(crimes.kindIds).toEqual(['burglary'])
    // no time falls into the hour London's clocks skip, none ends before it starts, none is set aside
    expect(crimes.issues).toEqual([])
    expect(crimes.files[0].months).toHaveLength(12)
    const { lng, lat } = crimes.places
    expect(Math.min(...lng)).toBeCloseTo(-74.022462, 9)
    expect(Math.max(...lat)).toBeCloseTo(40.871988, 9)
    if (crimes.events === null) throw new Error('no events were kept')
    const { account } = hourProfile(crimes.events, new Uint32Array(crimes.places.length))
    expect(account).toMatchObject({ events: 1_233, used: 1_184, noStart: 0, noEnd: 49, reversed: 0 })
  })
})
