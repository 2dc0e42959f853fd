import { describe, expect, it } from 'vitest'
import { pointUnits } from '../../../engine/evaluate/pointUnits.js'
import { localPlane } from '../../../engine/hotspot/localPlane.js'
import { NONE } from '../../../engine/types.js'
import { placeTable, tallyTable } from '../../helpers/tables.js'

const frame = localPlane([-1.5], [52.5])
const TESTED = 0
const OTHER = 1
const counted = Uint8Array.of(1, 0)

describe('pointUnits', () => {
  // three addresses of one point, of which one is left out; a point of another kind only; one that is left out; one 300 m east, 400 north
  const metres = [
    [0, 0],
    [0, 0],
    [0, 0],
    [100, 0],
    [200, 0],
    [300, 400],
  ] as const
  const places = placeTable(
    metres.map(([x, y]) => {
      const [lng, lat] = frame.toDegrees(x, y)
      return { lng, lat }
    }),
  )
  const cellOfPlace = Uint32Array.of(7, NONE, 7, 7, NONE, 3)
  const tallies = tallyTable([
    [0, TESTED, 276, 2],
    [0, OTHER, 276, 50],
    [1, TESTED, 276, 60],
    [2, TESTED, 276, 3],
    [2, TESTED, 277, 1],
    [3, OTHER, 280, 70],
    [4, TESTED, 277, 80],
    [5, TESTED, 277, 4],
    [5, TESTED, 277, 1],
  ])
  const history = pointUnits({ places, tallies }, counted, cellOfPlace)

  it('adds up addresses of one point, without those left out and points of other kinds', () => {
    expect(history.units).toBe(2)
    expect([...history.count(276)]).toEqual([5, 0])
    expect([...history.count(277)]).toEqual([1, 5])
  })

  it('has every month with data, of the kinds tested or not, and no others', () => {
    expect(history.months).toEqual([276, 277, 280])
    expect([...history.count(280)]).toEqual([0, 0])
  })

  it('lies where the points do, 500 m apart here, each on ground of 1', () => {
    expect([...history.lng]).toEqual([places.lng[0], places.lng[5]])
    expect([...history.lat]).toEqual([places.lat[0], places.lat[5]])
    expect(history.x[1] - history.x[0]).toBeCloseTo(300, 0)
    expect(history.y[1] - history.y[0]).toBeCloseTo(400, 0)
    expect([...history.areaKm2]).toEqual([1, 1])
  })

  it('is empty where nothing is tested', () => {
    const none = pointUnits({ places, tallies }, Uint8Array.of(0, 0), cellOfPlace)
    expect(none.units).toBe(0)
  })
})
