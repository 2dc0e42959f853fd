import { describe, expect, it } from 'vitest'
import { mapSpacing, spacedAsMap } from '../../../engine/grid/mapSpacing.js'
import { placeTable, tallyTable } from '../../helpers/tables.js'

const METRE = 1 / 111_195
/** A row of points so many metres apart on a meridian. */
const along = (points: number, metres: number) =>
  placeTable(Array.from({ length: points }, (_, k) => ({ lng: -1, lat: 52 + k * metres * METRE })))

describe('mapSpacing', () => {
  it('counts, month by month, points, those with two rows and those with another within 10 m', () => {
    const places = placeTable([
      { lng: -1, lat: 52 },
      { lng: -1, lat: 52 + 9 * METRE },
      { lng: -1, lat: 52 + 20 * METRE },
      { lng: -0.9, lat: 52 },
      { lng: Number.NaN, lat: Number.NaN },
    ])
    const month = (of: number, rows: readonly number[]) =>
      rows.flatMap((count, place) => (count > 0 ? [[place, 0, of, count] as const] : []))
    // 9 m apart, 11 m apart, 7 km apart; and rows without a location
    const both = tallyTable([...month(1, [1, 2, 3, 1, 9]), ...month(2, [2, 0, 1, 0, 0])])
    expect(mapSpacing(places, both)).toEqual({ points: 4 + 2, repeated: 2 + 1, beside: 2 })
    // kinds add up; what is apart in time is not beside
    const kinds = tallyTable([
      [0, 0, 1, 1],
      [0, 1, 1, 1],
      [1, 0, 2, 1],
    ])
    expect(mapSpacing(places, kinds)).toEqual({ points: 2, repeated: 1, beside: 0 })
  })

  it('measures east to west as on the ground', () => {
    const east = (metres: number) =>
      placeTable([
        { lng: -1, lat: 60 },
        { lng: -1 + 2 * metres * METRE, lat: 60 },
      ])
    const rows = tallyTable([
      [0, 0, 1, 1],
      [1, 0, 1, 1],
    ])
    expect(mapSpacing(east(9.9), rows).beside).toBe(2)
    expect(mapSpacing(east(10.1), rows).beside).toBe(0)
  })

  it('counts a point named by two LSOAs once', () => {
    const places = placeTable([
      { lng: -1, lat: 52, code: 'E1' },
      { lng: -1, lat: 52, code: 'E2' },
    ])
    const rows = tallyTable([
      [0, 0, 1, 1],
      [1, 0, 1, 1],
    ])
    expect(mapSpacing(places, rows)).toEqual({ points: 1, repeated: 1, beside: 0 })
  })
})

describe('spacedAsMap', () => {
  const asMap = (points: number, metres: number, rows: number) =>
    spacedAsMap(
      mapSpacing(along(points, metres), tallyTable(Array.from({ length: points }, (_, place) => [place, 0, 1, rows] as const))),
    )

  it('holds of points that repeat and stand apart, as of a grid', () => {
    expect(asMap(100, 300, 2)).toBe(true)
    expect(asMap(100, 11, 2)).toBe(true)
  })

  it('does not hold of doors, of points that do not repeat, or of too few to tell', () => {
    expect(asMap(100, 9, 2)).toBe(false)
    expect(asMap(100, 300, 1)).toBe(false)
    expect(asMap(99, 300, 2)).toBe(false)
  })

  it('holds where up to 5 have a neighbour to 100 that repeat', () => {
    expect(spacedAsMap({ points: 200, repeated: 100, beside: 5 })).toBe(true)
    expect(spacedAsMap({ points: 200, repeated: 100, beside: 6 })).toBe(false)
  })
})
