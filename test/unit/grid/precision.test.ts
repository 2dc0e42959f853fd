import { describe, expect, it } from 'vitest'
import { precision } from '../../../engine/grid/precision.js'
import { type Place, placeTable, tallyTable } from '../../helpers/tables.js'

/** Rows at each point, in order of lng. */
function spread(points: readonly (Place & { readonly rows: number })[]) {
  return { places: placeTable(points), tallies: tallyTable(points.map(({ rows }, place) => [place, 0, 0, rows] as const)) }
}
const exact = spread(Array.from({ length: 400 }, (_, i) => ({ lng: -1 + i * 1e-5, lat: 52, rows: 1 })))
// a published point every 300 m or so: one to a cell at 9, and finer
const snapped = spread(Array.from({ length: 100 }, (_, i) => ({ lng: -1 + i * 0.006, lat: 52, rows: 6 })))

describe('precision', () => {
  it('says whether most rows share their point with two others', () => {
    expect(precision(snapped.places, snapped.tallies, 9).shared).toBe(true)
    expect(precision(exact.places, exact.tallies, 9).shared).toBe(false)
    const pairs = spread(Array.from({ length: 10 }, (_, i) => ({ lng: i / 1000, lat: 52, rows: 2 })))
    expect(precision(pairs.places, pairs.tallies, 9).shared).toBe(false)
    const half = spread([{ lng: 0, lat: 52, rows: 3 }, ...[1, 2, 3].map((i) => ({ lng: i / 1000, lat: 52, rows: 1 }))])
    expect(precision(half.places, half.tallies, 9).shared).toBe(false)
  })

  it('names the finest resolution at which at most a quarter of the rows are alone with their point', () => {
    const at9 = precision(snapped.places, snapped.tallies, 9)
    expect(at9.singlePointShare).toBe(1)
    expect(at9.finest).toBeLessThan(9)
    expect(precision(snapped.places, snapped.tallies, at9.finest)).toMatchObject({ finest: at9.finest })
    expect(precision(snapped.places, snapped.tallies, at9.finest).singlePointShare).toBeLessThanOrEqual(0.25)
    expect(precision(snapped.places, snapped.tallies, at9.finest + 1).singlePointShare).toBeGreaterThan(0.25)
  })

  it('never names one finer than asked for', () => {
    expect(precision(exact.places, exact.tallies, 9)).toMatchObject({ singlePointShare: 0, finest: 9 })
    expect(precision(exact.places, exact.tallies, 5).finest).toBe(5)
  })

  it('weighs cells by rows, and counts a point named by two LSOAs once', () => {
    // one cell with two points and 30 rows; another, far off, with one point of 10 rows under two LSOA codes
    const mixed = spread([
      { lng: -1, lat: 52, rows: 15 },
      { lng: -0.9999, lat: 52, rows: 15 },
      { lng: -0.5, lat: 52, rows: 4, code: 'E1' },
      { lng: -0.5, lat: 52, rows: 6, code: 'E2' },
    ])
    expect(precision(mixed.places, mixed.tallies, 9)).toMatchObject({ shared: true, singlePointShare: 0.25, finest: 9 })
  })

  it('leaves out rows without location, and has nothing to say of none', () => {
    const some = spread([
      { lng: -1, lat: 52, rows: 5 },
      { lng: Number.NaN, lat: Number.NaN, rows: 95 },
    ])
    expect(precision(some.places, some.tallies, 9).singlePointShare).toBe(1)
    const none = spread([{ lng: Number.NaN, lat: Number.NaN, rows: 95 }])
    expect(precision(none.places, none.tallies, 9)).toMatchObject({ shared: false, asMap: false, singlePointShare: 0, finest: 9 })
  })
})
