import { checkNames } from '../checkOption.js'
import { EngineError } from '../error.js'
import { distanceM } from '../geometry.js'
import type { Pings } from '../input/pings.js'
import type { VisitLog } from '../input/visitLog.js'
import { vehiclePings } from './pingModes.js'

/** Where time is measured. */
export interface DoseHotspot {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly radiusM: number
}

/** An unbroken time of a crew in a hotspot. Instants are minutes since 1970-01-01 UTC. */
export interface Stay {
  readonly hotspot: number
  readonly callSign: string
  readonly from: number
  readonly to: number
  /** The true minutes lie within so many of `to - from`, as far as the pings can tell. */
  readonly errorMinutes: number
  /** Of `to - from` by the speed of the pings; what is neither is unknown, as all of a log. */
  readonly footMinutes: number
  readonly vehicleMinutes: number
}

export interface Stays {
  /** By hotspot, call sign and time. */
  readonly stays: readonly Stay[]
  /**
   * Of pings: minutes between consecutive pings of a call sign that were told, and those too far apart to tell; of these, by hotspot,
   * the ones that begin or end in it.
   */
  readonly knownMinutes: number
  readonly unknownMinutes: number
  readonly unknownAt: Float64Array
  /** How long the middle interval between pings is; NaN of a log. */
  readonly pingMinutes: number
}

export interface PingOptions {
  /** Between pings further apart than this nobody knows where the crew was. */
  readonly mostGapMinutes: number
  /** Added to every radius: positions of radios are off by 20 m and more. */
  readonly bufferM: number
}

export const PING_DEFAULTS: PingOptions = { mostGapMinutes: 5, bufferM: 0 }

const METRES_PER_DEGREE = 111_000

/**
 * Time in hotspots from positions. Between two consecutive pings inside, the crew was inside; where one of the two is, for half of the
 * time, give or take that half; where they are over `mostGapMinutes` apart, unknown and not counted. On foot or by vehicle: `vehiclePings`.
 *
 * @param pings by call sign and time
 * @throws EngineError 'option-unknown', 'option-invalid' (pings in another order), 'value-out-of-range' for options that cannot be
 *
 * Misleads where a radio is left in a vehicle, and at the edge: measure again with a buffer of 20 m and print both (Hutt et al. 2018).
 */
export function staysOfPings(pings: Pings, hotspots: readonly DoseHotspot[], given: Partial<PingOptions> = {}): Stays {
  checkNames(given, Object.keys(PING_DEFAULTS))
  const { mostGapMinutes, bufferM } = { ...PING_DEFAULTS, ...given }
  if (!(mostGapMinutes > 0)) throw outOfRange('mostGapMinutes', mostGapMinutes, 'Minutes above 0.')
  if (!(bufferM >= 0)) throw outOfRange('bufferM', bufferM, 'Metres, 0 or more.')
  const stays: Stay[] = []
  const unknownAt = new Float64Array(hotspots.length)
  const gaps: number[] = []
  let knownMinutes = 0
  let unknownMinutes = 0
  for (let row = 1; row < pings.length; row++) {
    if (pings.crew[row] > pings.crew[row - 1]) continue
    const gap = pings.minutes[row] - pings.minutes[row - 1]
    if (pings.crew[row] < pings.crew[row - 1] || !(gap >= 0))
      throw new EngineError('option-invalid', { column: 'pings', hint: 'Pings must stand by call sign and time.' })
    gaps.push(gap)
    if (gap <= mostGapMinutes) knownMinutes += gap
    else unknownMinutes += gap
  }
  const vehicle = vehiclePings(pings, mostGapMinutes)
  hotspots.forEach(({ lng, lat, radiusM }, hotspot) => {
    const reach = radiusM + bufferM
    const inside = (row: number) =>
      Math.abs(pings.lat[row] - lat) * METRES_PER_DEGREE <= reach + 1 &&
      distanceM(lng, lat, pings.lng[row], pings.lat[row]) <= reach
    // the stay that is going on; from NaN: none is
    let from = Number.NaN
    let to = Number.NaN
    let errorMinutes = 0
    let vehicleMinutes = 0
    let before = false
    const extend = (row: number, start: number, end: number, error: number) => {
      if (Number.isNaN(from)) from = start
      to = end
      errorMinutes += error
      vehicleMinutes += vehicle[row] * (end - start)
    }
    const close = (crew: number) => {
      if (to > from) {
        const footMinutes = to - from - vehicleMinutes
        stays.push({ hotspot, callSign: pings.callSigns[crew], from, to, errorMinutes, footMinutes, vehicleMinutes })
      }
      from = Number.NaN
      errorMinutes = 0
      vehicleMinutes = 0
    }
    for (let row = 0; row < pings.length; row++) {
      const here = inside(row)
      if (row === 0 || pings.crew[row] !== pings.crew[row - 1]) {
        if (row > 0) close(pings.crew[row - 1])
        before = here
        continue
      }
      const [start, end] = [pings.minutes[row - 1], pings.minutes[row]]
      const gap = end - start
      if (gap > mostGapMinutes) {
        close(pings.crew[row])
        if (before || here) unknownAt[hotspot] += gap
      } else if (before && here) extend(row, start, end, 0)
      else if (here) extend(row, start + gap / 2, end, gap / 2)
      else if (before) {
        extend(row, start, start + gap / 2, gap / 2)
        close(pings.crew[row])
      }
      before = here
    }
    if (pings.length > 0) close(pings.crew[pings.length - 1])
  })
  gaps.sort((a, b) => a - b)
  const pingMinutes = gaps.length === 0 ? Number.NaN : gaps[Math.floor((gaps.length - 1) / 2)]
  return { stays, knownMinutes, unknownMinutes, unknownAt, pingMinutes }
}

/**
 * Time in hotspots as crews wrote it down; nothing is uncertain in it but the writing.
 *
 * @throws EngineError 'table-invalid' with the line of a hotspot that is not in the list
 */
export function staysOfLog(log: VisitLog, hotspots: readonly DoseHotspot[]): Stays {
  const rowOf = new Map(hotspots.map(({ id }, row) => [id, row]))
  const stays = log.hotspot.map((id, row): Stay => {
    const hotspot = rowOf.get(id)
    if (hotspot !== undefined)
      return {
        hotspot,
        callSign: log.callSign[row],
        from: log.arrive[row],
        to: log.leave[row],
        errorMinutes: 0,
        footMinutes: 0,
        vehicleMinutes: 0,
      }
    const names = hotspots.slice(0, 20).map((one) => one.id)
    throw new EngineError('table-invalid', {
      file: log.file,
      line: log.line[row],
      column: 'hotspot',
      value: id,
      hint: `No hotspot has this id. Known: ${names.join(', ')}${hotspots.length > names.length ? ' ...' : ''}.`,
    })
  })
  const ordered = stays.sort(
    (a, b) =>
      a.hotspot - b.hotspot || (a.callSign < b.callSign ? -1 : Number(a.callSign > b.callSign)) || a.from - b.from || a.to - b.to,
  )
  return {
    stays: ordered,
    knownMinutes: stays.reduce((sum, { from, to }) => sum + to - from, 0),
    unknownMinutes: 0,
    unknownAt: new Float64Array(hotspots.length),
    pingMinutes: Number.NaN,
  }
}

function outOfRange(column: string, value: number, hint: string): EngineError {
  return new EngineError('value-out-of-range', { column, value: String(value), hint })
}
