import { describe, expect, it } from 'vitest'
import { fromNationalGrid, toNationalGrid } from '../../engine/input/nationalGrid.js'
import { referenceTable } from '../helpers/referenceTable.js'

// PROJ 9, pipeline of the inverse seven-parameter Helmert shift EPSG:1314 and tmerc on Airy, printed to 0.1 mm.
const table = referenceTable(`${import.meta.dirname}/nationalGrid.csv`)
const [lng, lat, easting, northing] = ['lng', 'lat', 'easting', 'northing'].map((column) => table.numbers(column))

describe('National Grid', () => {
  it('equals PROJ to 2 mm from Land’s End to Shetland', () => {
    let worst = 0
    for (let row = 0; row < lng.length; row++) {
      const [x, y] = toNationalGrid(lng[row], lat[row])
      worst = Math.max(worst, Math.hypot(x - easting[row], y - northing[row]))
    }
    // the two invert the shift differently; plainly negating its parameters would be 4 mm off
    expect(worst).toBeLessThan(0.002)
  })
  it('comes back to the same longitude and latitude within a centimetre', () => {
    for (let row = 0; row < lng.length; row++) {
      const [backLng, backLat] = fromNationalGrid(...toNationalGrid(lng[row], lat[row]))
      expect(Math.hypot((backLng - lng[row]) * 65_000, (backLat - lat[row]) * 111_000)).toBeLessThan(0.01)
    }
  })
})
