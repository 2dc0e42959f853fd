import { describe, expect, it } from 'vitest'
import { locate } from '../../../engine/grid/locate.js'
import { cubeOfOverlapping, pointsOfEach } from '../../../engine/grid/overlappingUnits.js'
import { areaTable, placeTable, tallyTable } from '../../helpers/tables.js'

const layer = areaTable('town-centre', [
  { code: 'A', box: [0, 50, 2, 51] },
  { code: 'B', box: [1, 50, 3, 51] },
  { code: 'C', box: [5, 50, 6, 51] },
])
const places = placeTable([
  { lng: 0.5, lat: 50.5 },
  { lng: 1.5, lat: 50.5 },
  { lng: 2.5, lat: 50.5 },
  { lng: 4, lat: 50.5 },
  { lng: Number.NaN, lat: Number.NaN },
])
const placesOf = pointsOfEach(places.lng, places.lat, layer)

describe('points of areas that overlap', () => {
  it('are in each area that holds them, in none without a location', () => {
    expect(placesOf.map((own) => [...own])).toEqual([[0, 1], [1, 2], []])
  })

  it('begin with the area that locate gives', () => {
    locate(places.lng, places.lat, layer).forEach((area, place) => {
      expect(placesOf.findIndex((own) => own.includes(place))).toBe(area === 0xffffffff ? -1 : area)
    })
  })
})

describe('a cube of overlapping units', () => {
  it('counts a place in each of its units, sorted by unit, kind and month', () => {
    const tallies = tallyTable([
      [0, 1, 7, 2],
      [1, 0, 8, 3],
      [1, 1, 7, 4],
      [2, 0, 8, 5],
      [3, 0, 8, 99],
    ])
    const cube = cubeOfOverlapping(tallies, places, placesOf)
    expect(cube.units).toBe(3)
    expect([...cube.unit]).toEqual([0, 0, 1, 1])
    expect([...cube.kind]).toEqual([0, 1, 0, 1])
    expect([...cube.month]).toEqual([8, 7, 8, 7])
    // A: 3 and 2 + 4 at the place it shares; B: 3 + 5 and 4
    expect([...cube.count]).toEqual([3, 6, 8, 4])
  })
})
