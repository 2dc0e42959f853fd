import { expect, it } from 'vitest'
import { placeTotals } from '../../../engine/score/placeTotals.js'
import { placeTable, tallyTable } from '../../helpers/tables.js'

it('sums a weight of each kind over the months that count, and nothing of places without a location', () => {
  const places = placeTable([
    { lng: -1, lat: 52 },
    { lng: -0.9, lat: 52 },
    { lng: Number.NaN, lat: Number.NaN },
  ])
  const tallies = tallyTable([
    [0, 0, 288, 3],
    [0, 1, 288, 2],
    [0, 1, 289, 5],
    [0, 1, 290, 7],
    [1, 0, 290, 4],
    [2, 0, 288, 9],
  ])
  expect([...placeTotals(places, tallies, [288, 289], Float64Array.of(10, 1))]).toEqual([37, 0, 0])
})
