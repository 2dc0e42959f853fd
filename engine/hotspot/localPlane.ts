import { EARTH_RADIUS_M } from '../geometry.js'

const RADIANS = Math.PI / 180

/** Metres east and north of a middle, and back to degrees. */
export interface LocalPlane {
  readonly x: Float64Array
  readonly y: Float64Array
  toMetres(lng: number, lat: number): [x: number, y: number]
  toDegrees(x: number, y: number): [lng: number, lat: number]
}

/**
 * Points (degrees) in metres: the transverse Mercator of the sphere about the middle of their box, true to 1 in 2,000 within 200 km of
 * its meridian, anywhere on Earth.
 *
 * Snyder (1987), Map projections: a working manual, 8-1 to 8-7.
 */
export function localPlane(lng: ArrayLike<number>, lat: ArrayLike<number>): LocalPlane {
  const middleLng = middle(lng) * RADIANS
  const middleLat = middle(lat) * RADIANS
  const toMetres = (east: number, north: number): [number, number] => {
    const across = east * RADIANS - middleLng
    const up = north * RADIANS
    return [
      EARTH_RADIUS_M * Math.atanh(Math.cos(up) * Math.sin(across)),
      EARTH_RADIUS_M * (Math.atan2(Math.tan(up), Math.cos(across)) - middleLat),
    ]
  }
  const x = new Float64Array(lng.length)
  const y = new Float64Array(lng.length)
  for (let row = 0; row < lng.length; row++) [x[row], y[row]] = toMetres(lng[row], lat[row])
  return {
    x,
    y,
    toMetres,
    toDegrees(east, north) {
      const along = north / EARTH_RADIUS_M + middleLat
      const lngOff = Math.atan2(Math.sinh(east / EARTH_RADIUS_M), Math.cos(along))
      const latitude = Math.asin(Math.sin(along) / Math.cosh(east / EARTH_RADIUS_M))
      return [(lngOff + middleLng) / RADIANS, latitude / RADIANS]
    },
  }
}

function middle(values: ArrayLike<number>): number {
  if (values.length === 0) return 0
  let least = values[0]
  let most = values[0]
  for (let row = 1; row < values.length; row++) {
    least = Math.min(least, values[row])
    most = Math.max(most, values[row])
  }
  return (least + most) / 2
}
