/** West, south, east, north in degrees. */
export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Degrees to a rectangle of the page: kilometres from the middle, one scale in both directions, true at the middle's latitude. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly perKm: number
  /** What the rectangle shows. */
  readonly bounds: Bounds
  x(lng: number): number
  y(lat: number): number
}

export const KM_PER_DEGREE = 111.195

/** Room around what is shown, in units of the page. */
const MARGIN = 8

/**
 * The largest picture of the bounds in the rectangle.
 *
 * @param leastKm never closer than this many kilometres across
 */
export function frameOf({ west, south, east, north }: Bounds, width: number, height: number, leastKm: number): Frame {
  const lng = (west + east) / 2
  const lat = (south + north) / 2
  const kmEast = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const across = Math.max((east - west) * kmEast, leastKm)
  const up = Math.max((north - south) * KM_PER_DEGREE, leastKm)
  const perKm = Math.min((width - 2 * MARGIN) / across, (height - 2 * MARGIN) / up)
  const half = { lng: width / 2 / perKm / kmEast, lat: height / 2 / perKm / KM_PER_DEGREE }
  return {
    width,
    height,
    perKm,
    bounds: { west: lng - half.lng, south: lat - half.lat, east: lng + half.lng, north: lat + half.lat },
    x: (degrees) => width / 2 + (degrees - lng) * kmEast * perKm,
    y: (degrees) => height / 2 - (degrees - lat) * KM_PER_DEGREE * perKm,
  }
}

/** Bounds of `lng, lat` pairs read by two functions of a row. */
export function boundsOf(rows: Iterable<number>, lng: (row: number) => number, lat: (row: number) => number): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const row of rows) {
    west = Math.min(west, lng(row))
    east = Math.max(east, lng(row))
    south = Math.min(south, lat(row))
    north = Math.max(north, lat(row))
  }
  return { west, south, east, north }
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

/** To a tenth of a unit: finer than print. */
export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10)
}
