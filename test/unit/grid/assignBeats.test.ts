import { describe, expect, it } from 'vitest'
import { assignBeats } from '../../../engine/grid/assignBeats.js'
import { NONE } from '../../../engine/types.js'
import { areaTable, placeTable } from '../../helpers/tables.js'

const BEATS = areaTable('beat', [
  { code: 'B1', box: [-1, 52, -0.9, 53] },
  { code: 'B2', box: [-0.9, 52, -0.8, 53] },
])

/** Points in B1, B1, B1, B2, in none, and without location; what their records name. */
const table = placeTable([-0.95, -0.95, -0.95, -0.85, -0.7, Number.NaN].map((lng) => ({ lng, lat: lng + 53.4 })))
const places = {
  ...table,
  beatCode: Uint32Array.from([1, NONE, 2, 1, 0, 0]),
  beatCodes: ['B1', 'B2', 'X9'],
}

describe('assignBeats', () => {
  it('goes by point unless told', () => {
    const { rows, byPoint, ofRecord } = assignBeats(places, BEATS, 'point')
    expect([...rows]).toEqual([0, 0, 0, 1, NONE, NONE])
    expect(rows).toBe(byPoint)
    expect([...(ofRecord ?? [])]).toEqual([1, NONE, NONE, 1, 0, NONE])
  })

  it('goes by record where that names a beat there is, else by point; never without location', () => {
    expect([...assignBeats(places, BEATS, 'record').rows]).toEqual([1, 0, 0, 1, 0, NONE])
  })

  it('has no beats of record where no file has them', () => {
    const published = { ...table, beatCode: null, beatCodes: [] }
    expect(assignBeats(published, BEATS, 'record')).toMatchObject({ ofRecord: null })
    expect([...assignBeats(published, BEATS, 'record').rows]).toEqual([0, 0, 0, 1, NONE, NONE])
  })
})
