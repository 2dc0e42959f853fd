import { EngineError } from '../error.js'
import { distanceM } from '../geometry.js'
import type { TravelRows } from '../input/travelTimes.js'

/** Minutes from every site to every place of demand. */
export interface Travel {
  readonly sites: number
  readonly places: number
  /** Site by place, row by row: minutes[site * places + place]; Infinity where there is no way. */
  readonly minutes: Float64Array
  /** How the minutes were found, as printed. */
  readonly basis: string
}

/** Points in degrees. */
export interface TravelPoints {
  readonly lng: Float64Array
  readonly lat: Float64Array
}

export interface StraightLineOptions {
  /** Length of the road over that of the straight line, 1 and up. */
  readonly factor: number
  /** Kilometres an hour by class of the place driven to. */
  readonly kmh: Readonly<Record<string, number>>
}

export const STRAIGHT_LINE_DEFAULTS: StraightLineOptions = {
  factor: 1.3, // road over straight line
  kmh: { urban: 30, rural: 55 }, // everyday driving by day; a response run is faster
}

/** Of the line, where the ground is asked for its class. */
const STEP_M = 500

/**
 * Travel times without a road network: straight line times a stated factor, at the speed of the class of the ground it crosses, or
 * where that is not known of the place driven to.
 *
 * @param sites   candidate or present sites
 * @param places  where demand is
 * @param classOf by place, a key of `kmh`
 * @param along   class of the ground at a point, a key of `kmh`; asked every half kilometre of the line
 * @throws EngineError 'length-mismatch', 'value-not-finite', 'value-out-of-range', 'option-invalid' (a class without speed)
 *
 * Misleads across rivers, railways and motorways without a junction; without `along` a town far away looks farther than the fields
 * around it. Give road times where they exist. The defaults are this project's assumptions, printed with the result; on the
 * factor see Boscoe, Henry & Zdeb (2012), Professional Geographer 64(2).
 */
export function straightLineTravel(
  sites: TravelPoints,
  places: TravelPoints,
  classOf: readonly string[],
  { factor, kmh }: StraightLineOptions = STRAIGHT_LINE_DEFAULTS,
  along: ((lng: number, lat: number) => string) | null = null,
): Travel {
  if (!(factor >= 1 && factor < Infinity))
    throw new EngineError('value-out-of-range', {
      column: 'factor',
      value: String(factor),
      hint: 'Road over straight line: 1 or more.',
    })
  for (const [name, points] of Object.entries({ sites, places })) checkPoints(name, points)
  const length = places.lng.length
  if (classOf.length !== length)
    throw new EngineError('length-mismatch', {
      column: 'class',
      value: String(classOf.length),
      hint: `Give the class of each of the ${length} places.`,
    })
  const used = along === null ? [...new Set(classOf)].sort() : Object.keys(kmh).sort()
  const minutesPerM = new Map(
    used.map((name) => {
      const speed = kmh[name]
      if (speed > 0 && speed < Infinity) return [name, (factor * 60) / (1000 * speed)]
      throw new EngineError('option-invalid', {
        column: 'kmh',
        value: name,
        hint: `Give a speed above 0 for this class of place; there are speeds for: ${Object.keys(kmh).join(', ')}.`,
      })
    }),
  )
  const pace = (name: string) => minutesPerM.get(name) ?? Number.NaN
  const minutes = new Float64Array(sites.lng.length * length)
  for (let site = 0; site < sites.lng.length; site++) {
    for (let place = 0; place < length; place++) {
      const [x, y] = [sites.lng[site], sites.lat[site]]
      const [dx, dy] = [places.lng[place] - x, places.lat[place] - y]
      const distance = distanceM(x, y, places.lng[place], places.lat[place])
      const steps = along === null ? 0 : Math.max(1, Math.ceil(distance / STEP_M))
      let sum = along === null ? pace(classOf[place]) : 0
      for (let k = 0; along !== null && k < steps; k++) {
        const t = (k + 0.5) / steps
        sum += pace(along(x + t * dx, y + t * dy)) / steps
      }
      minutes[site * length + place] = sum * distance
    }
  }
  return {
    sites: sites.lng.length,
    places: length,
    minutes,
    basis: `straight line x ${factor}, ${used.map((name) => `${name} ${kmh[name]} km/h`).join(', ')}`,
  }
}

/**
 * Travel times of the user's own table. Every site must have a time to every place.
 *
 * @param sites, places codes, in the order of the rows of the result
 * @returns travel, and how many rows were of other sites or places
 * @throws  EngineError 'table-invalid' (a journey twice, missing, or a time that is not a number from 0 up)
 */
export function givenTravel(
  rows: TravelRows,
  sites: readonly string[],
  places: readonly string[],
): { travel: Travel; unused: number } {
  const siteOf = new Map(sites.map((code, row) => [code, row]))
  const placeOf = new Map(places.map((code, row) => [code, row]))
  const minutes = new Float64Array(sites.length * places.length).fill(Number.NaN)
  let unused = 0
  rows.from.forEach((from, row) => {
    const site = siteOf.get(from)
    const place = placeOf.get(rows.to[row])
    if (site === undefined || place === undefined) {
      unused++
      return
    }
    const at = site * places.length + place
    const value = rows.minutes[row]
    const where = { file: rows.file, line: rows.line[row] }
    if (!(value >= 0 && value < Infinity))
      throw new EngineError('table-invalid', {
        ...where,
        column: 'minutes',
        value: String(value),
        hint: 'Give minutes, 0 or more.',
      })
    if (!Number.isNaN(minutes[at]))
      throw new EngineError('table-invalid', {
        ...where,
        value: `${from} to ${rows.to[row]}`,
        hint: 'This journey is in the table twice. Keep one.',
      })
    minutes[at] = value
  })
  const gap = minutes.findIndex(Number.isNaN)
  if (gap >= 0)
    throw new EngineError('table-invalid', {
      file: rows.file,
      value: `${sites[Math.floor(gap / places.length)]} to ${places[gap % places.length]}`,
      hint: 'This journey is missing. Give a time from every site to every place, or leave the table out for straight lines.',
    })
  return { travel: { sites: sites.length, places: places.length, minutes, basis: `times of ${rows.file}` }, unused }
}

function checkPoints(column: string, { lng, lat }: TravelPoints): void {
  if (lng.length !== lat.length)
    throw new EngineError('length-mismatch', { column, hint: 'Every point needs a longitude and a latitude.' })
  const row = lng.findIndex((value, at) => !Number.isFinite(value) || !Number.isFinite(lat[at]))
  if (row >= 0)
    throw new EngineError('value-not-finite', { column, hint: `Row ${row} has no location. Give one, or leave it out.` })
}
