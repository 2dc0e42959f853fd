import { describe, expect, it } from 'vitest'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { nearestName } from '../../../engine/score/nearestName.js'
import { NONE, PLACE_FLAG } from '../../../engine/types.js'
import { areaTable, placeTable } from '../../helpers/tables.js'

const study = studyArea([areaTable('ward', [{ code: 'W1', box: [-1.2, 52.6, -1.16, 52.62] }])], 9)
const busy = new Float64Array(study.length + 1).fill(1)

const names = (places: ReturnType<typeof placeTable>, volume = busy) =>
  [...nearestName(study, places, volume)].map((row) => (row === NONE ? '' : places.texts[row]))

describe('nearestName', () => {
  const places = placeTable([
    { lng: -1.198, lat: 52.601, text: 'West Street' },
    { lng: -1.162, lat: 52.619, text: 'East Street' },
    { lng: -1.18, lat: 52.61, text: 'Police Station', flags: PLACE_FLAG.institution },
  ])

  it('gives each cell the nearest name by plain distance, and never that of an institution', () => {
    const metres = (cell: number, lng: number, lat: number) =>
      Math.hypot((study.lng[cell] - lng) * Math.cos((52.61 * Math.PI) / 180), study.lat[cell] - lat)
    const expected = Array.from({ length: study.length }, (_, cell) =>
      metres(cell, -1.198, 52.601) < metres(cell, -1.162, 52.619) ? 'West Street' : 'East Street',
    )
    expect(names(places)).toEqual(expected)
    expect(new Set(expected).size).toBe(2)
  })

  it('names no cell that never held a crime, and none beyond 4 km of a name', () => {
    expect(new Set(names(places, new Float64Array(study.length + 1)))).toEqual(new Set(['']))
    const far = placeTable([{ lng: -1.05, lat: 52.61, text: 'Far Street' }])
    expect(new Set(names(far))).toEqual(new Set(['']))
  })
})
