import { describe, expect, it } from 'vitest'
import { EARTH_RADIUS_M } from '../../../engine/geometry.js'
import { arePublished, type HotspotInput, hotspots } from '../../../engine/hotspot/hotspot.js'
import type { ProblemProfile } from '../../../engine/inputTables.js'
import { PLACE_FLAG } from '../../../engine/types.js'
import { categoryKinds, placeTable, tallyTable } from '../../helpers/tables.js'

const problem: ProblemProfile = { id: 'p', label: 'P', rankBy: ['robbery'], beside: ['violent-crime'], note: '', offences: null }
const LAT = 57
const MONTHS = [200, 201, 202, 203, 204]

interface Spot {
  readonly metres: number
  /** Robberies by month from the first; violence is one a month everywhere. */
  readonly robberies: readonly number[]
  readonly text?: string
  readonly flags?: number
  readonly code?: string
  readonly outside?: boolean
}

const METRES_PER_DEGREE = ((EARTH_RADIUS_M * Math.PI) / 180) * Math.cos((LAT * Math.PI) / 180)

/** Spots along a parallel, in order of metres from its meridian. */
function input(spots: readonly Spot[], given: Partial<HotspotInput> = {}): HotspotInput {
  return {
    places: placeTable(
      spots.map(({ metres, text, flags, code }) => ({ lng: metres / METRES_PER_DEGREE, lat: LAT, text, flags, code })),
    ),
    tallies: tallyTable(
      spots.flatMap(({ robberies }, place) => [
        ...robberies.flatMap((count, m) => (count === 0 ? [] : [[place, 0, MONTHS[m], count] as const])),
        ...MONTHS.map((month) => [place, 1, month, 1] as const),
      ]),
    ),
    kinds: categoryKinds(['robbery', 'violent-crime']),
    inside: Uint8Array.from(spots, ({ outside }) => Number(outside !== true)),
    months: new Set(MONTHS),
    snapped: true,
    institutions: false,
    ...given,
  }
}
const found = (spots: readonly Spot[], given?: Partial<HotspotInput>) =>
  hotspots(input(spots, given), problem).map(({ place, rank, offences12m }) => [place, rank, offences12m])

describe('hotspots', () => {
  it('lists points with 5 offences in 4 months, the busiest first, and no others', () => {
    const spots = [
      { metres: 0, robberies: [2, 1, 1, 1] },
      { metres: 1000, robberies: [1, 1, 1, 1] },
      { metres: 2000, robberies: [9, 9, 9] },
      { metres: 3000, robberies: [3, 0, 3, 3, 3] },
    ]
    expect(found(spots)).toEqual([
      [3, 1, 12],
      [0, 2, 5],
    ])
  })

  it('lists none where the period has fewer than four months, however busy a point is', () => {
    const spots = [{ metres: 0, robberies: [30, 20, 10] }]
    expect(found(spots, { months: new Set([200, 201, 202]) })).toEqual([])
  })

  it('counts the months of the period only, and the offences of the problem only', () => {
    const spots = [{ metres: 0, robberies: [50, 1, 1, 2, 1] }]
    const [only] = hotspots(input(spots, { months: new Set([201, 202, 203, 204]) }), problem)
    expect([only.offences12m, only.beside12m, only.monthsActive]).toEqual([5, 4, 4])
  })

  it('keeps hotspots 400 m apart: the busier of two near ones stays, and frees what lies beyond it', () => {
    const spots = [
      { metres: 0, robberies: [3, 3, 3, 3] },
      { metres: 390, robberies: [2, 2, 2, 2] },
      { metres: 780, robberies: [2, 2, 2, 1] },
      { metres: 1190, robberies: [2, 1, 1, 1] },
    ]
    expect(found(spots)).toEqual([
      [0, 1, 12],
      [2, 2, 7],
      [3, 3, 5],
    ])
  })

  it('gives points with equal counts one rank, and skips the ranks they use up', () => {
    const spots = [5, 8, 5, 5, 4].map((first, i) => ({ metres: 1000 * i, robberies: [first, 1, 1, 1] }))
    expect(found(spots)).toEqual([
      [1, 1, 11],
      [0, 2, 8],
      [2, 2, 8],
      [3, 2, 8],
      [4, 5, 7],
    ])
  })

  it('leaves institutions out unless told, and gives their neighbours back their place', () => {
    const spots = [
      { metres: 0, robberies: [9, 9, 9, 9], flags: PLACE_FLAG.institution, text: 'On or near Police Station' },
      { metres: 200, robberies: [2, 2, 2, 2], flags: PLACE_FLAG.premises, text: 'On or near Supermarket' },
    ]
    expect(found(spots)).toEqual([[1, 1, 8]])
    expect(found(spots, { institutions: true })).toEqual([[0, 1, 36]])
    expect(hotspots(input(spots), problem)[0]).toMatchObject({
      name: 'On or near Supermarket',
      premises: true,
      id: 'p@0.00330_57.00000',
    })
  })

  it('counts a point once when its rows name two LSOAs', () => {
    const spots = [
      { metres: 0, robberies: [2, 1], code: 'E1' },
      { metres: 0, robberies: [0, 1, 1, 1], code: 'E2' },
    ]
    const [only] = hotspots(input(spots), problem)
    expect([only.place, only.offences12m, only.monthsActive, only.beside12m]).toEqual([0, 6, 4, 10])
  })

  it('leaves out points outside the study area and rows without location', () => {
    expect(found([{ metres: 0, robberies: [5, 5, 5, 5], outside: true }])).toEqual([])
    const nowhere = input([{ metres: 0, robberies: [5, 5, 5, 5], outside: true }])
    nowhere.places.lng[0] = Number.NaN
    expect(hotspots(nowhere, problem)).toEqual([])
  })

  it('lists exact coordinates only where they have a name, and gives their neighbours the place of those that have none', () => {
    const spots = [
      { metres: 0, robberies: [9, 9, 9, 9] },
      { metres: 200, robberies: [2, 2, 2, 2], text: 'High Street' },
    ]
    expect(found(spots)).toEqual([[0, 1, 36]])
    expect(found(spots, { snapped: false })).toEqual([[1, 1, 8]])
  })

  it('has no name where the point has none, and lists at most 20', () => {
    const spots = Array.from({ length: 25 }, (_, i) => ({ metres: 1000 * i, robberies: [30 - i, 1, 1, 1] }))
    const list = hotspots(input(spots), problem)
    expect(list.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(list[0].name).toBe('')
  })
})

describe('arePublished', () => {
  const { places, kinds } = input([{ metres: 0, robberies: [9, 9, 9, 9] }])
  const precision = { shared: true, asMap: false, saidExact: false }

  it('takes a shared coordinate of data without offence codes and beats of record for a point of a map', () => {
    expect(arePublished({ precision, kinds, places })).toBe(true)
    expect(arePublished({ precision: { ...precision, shared: false }, kinds, places })).toBe(false)
    const codes = { ...kinds, offenceCode: ['34B', '8N'] }
    expect(arePublished({ precision, kinds: codes, places })).toBe(false)
    const beats = { ...places, beatCode: new Uint32Array(places.length), beatCodes: ['B1'] }
    expect(arePublished({ precision, kinds, places: beats })).toBe(false)
  })

  it('takes points spaced as those of a map for such, whatever else the data holds, unless addresses are said to repeat', () => {
    const codes = { ...kinds, offenceCode: ['34B', '8N'] }
    expect(arePublished({ precision: { ...precision, asMap: true }, kinds: codes, places })).toBe(true)
    expect(arePublished({ precision: { ...precision, asMap: true, saidExact: true }, kinds: codes, places })).toBe(false)
    expect(arePublished({ precision: { ...precision, saidExact: true }, kinds, places })).toBe(false)
  })
})
