import { toNationalGrid } from '../input/nationalGrid.js'
import { type Column, number } from './table.js'

/** `lng, lat` to seven decimals and `easting, northing` to whole metres; eastings are empty outside Great Britain's grid. */
export function gridColumns(lng: ArrayLike<number>, lat: ArrayLike<number>): Column[] {
  const degrees = (values: ArrayLike<number>) => (row: number) =>
    row < values.length ? Math.round(values[row] * 1e7) / 1e7 : Number.NaN
  const easting = new Float64Array(lng.length).fill(Number.NaN)
  const northing = new Float64Array(lng.length).fill(Number.NaN)
  for (let row = 0; row < lng.length; row++) {
    const [east, north] = toNationalGrid(lng[row], lat[row])
    if (!(east >= 0 && east < 700_000 && north >= 0 && north < 1_300_000)) continue
    easting[row] = Math.round(east)
    northing[row] = Math.round(north)
  }
  const metres = (values: Float64Array) => (row: number) => (row < values.length ? values[row] : Number.NaN)
  return [
    number('lng', degrees(lng)),
    number('lat', degrees(lat)),
    number('easting', metres(easting)),
    number('northing', metres(northing)),
  ]
}
