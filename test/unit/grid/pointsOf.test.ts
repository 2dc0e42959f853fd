import { describe, expect, it } from 'vitest'
import { pointsOf } from '../../../engine/grid/pointsOf.js'
import { NONE } from '../../../engine/types.js'
import { placeTable } from '../../helpers/tables.js'

describe('pointsOf', () => {
  const places = placeTable([
    { lng: -1.5, lat: 52 },
    { lng: -1.5, lat: 52 },
    { lng: -1.5, lat: 52 },
    { lng: -1.5, lat: 53 },
    { lng: -1.4, lat: 53 },
  ])

  it('takes places of one coordinate together', () => {
    const { first, ofPlace } = pointsOf(places, () => true)
    expect(first).toEqual([0, 3, 4])
    expect([...ofPlace]).toEqual([0, 0, 0, 1, 2])
  })

  it('begins a point with the first place that counts, and passes over one between two of the same', () => {
    const { first, ofPlace } = pointsOf(places, (place) => place !== 0 && place !== 3)
    expect(first).toEqual([1, 4])
    expect([...ofPlace]).toEqual([NONE, 0, 0, NONE, 1])
    expect([...pointsOf(places, (place) => place !== 1).ofPlace]).toEqual([0, NONE, 0, 1, 2])
  })
})
